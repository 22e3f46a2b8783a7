package extract

import "deskclerk/backend/doc"

// Study is one document prepared for training and for measuring: what is read
// off its pages, before anything is scored.
type Study struct{ d *evidence }

// Chosen is what a scorer chose for one field.
type Chosen struct {
	Value      string // empty when nothing was chosen
	Inputs     map[string]float64
	Most       float64     // probability that the value deserves at most
	Candidates []Candidate // of distinct values, the best first
}

// Prepare reads the evidence off the pages. A study is not safe for several
// goroutines.
func Prepare(pages []doc.Page) *Study { return &Study{gather(newLayout(pages))} }

// TypeFeatures are what a TypeModel tells the type by.
func (s *Study) TypeFeatures() Features { return s.d.typeFeatures() }

// Candidates gives, for each field of the type, all candidates with their
// features, before those of equal value are joined. Those of some fields depend
// on what the scorer chose for another: a customer is not the supplier.
func (s *Study) Candidates(t doc.Type, by Scorer) map[string][]Candidate {
	r := &recorder{Scorer: by, seen: map[string][]Candidate{}}
	s.d.choices(t, r)
	out := map[string][]Candidate{}
	for _, f := range t.Spec().Fields {
		out[f.Name] = r.seen[string(t)+"."+f.Name]
	}
	return out
}

// Choices gives what the scorer chooses for each field of the type.
func (s *Study) Choices(t doc.Type, by Scorer) map[string]Chosen {
	out, kinds := map[string]Chosen{}, map[string]doc.FieldKind{}
	for _, f := range t.Spec().Fields {
		kinds[f.Name] = f.Kind
	}
	for name, c := range s.d.choices(t, by) {
		k := Chosen{Candidates: c.list}
		if c.found {
			k.Value, k.Inputs = c.list[0].Value, s.d.inputs(&c)
			k.Most = c.ceiling(kinds[name], k.Inputs)
		}
		out[name] = k
	}
	return out
}

// SumTerms are the names of what an equation between three sums adds to their
// scores, as features of "<type>.sums".
func SumTerms() []string { return []string{"holds", "broken", "exceeds"} }

// SumFeatures are the values of the SumTerms for a net, a tax and a gross sum,
// each of which may be nil.
func (s *Study) SumFeatures(t doc.Type, net, tax, gross *Candidate) [3]float64 {
	w := sumWeights{rounds: t == doc.TypeReceipt && s.d.sums.rounds()}
	return w.terms(net, tax, gross)
}

// recorder is a scorer that keeps what it scores.
type recorder struct {
	Scorer
	seen map[string][]Candidate
}
