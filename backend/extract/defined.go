package extract

import (
	"math"
	"slices"
	"strings"

	"deskclerk/backend/doc"
)

// definedReading is a document that is read as a type a person defined.
type definedReading struct {
	*evidence
	def    *doc.Definition
	manner Manner
	labels map[string][]labelSpot // places of every label of every field
	marks  [][]doc.Mark           // by page
	form   []filled               // what the fields of a PDF's form hold
}

// Confidence of a value by how it was found. They are judgements and not
// measured: a person's own type has no history to calibrate on. Under
// definedThreshold a person looks.
const (
	definedThreshold = 0.75
	learnedPlace     = 0.95 // where samples had it
	besideLabel      = 0.88 // behind its label
	belowLabel       = 0.80
	anywhere         = 0.62 // a form that is found once, without a label
)

// understandDefined fills in the fields and tables of a definition.
func (d *evidence) understandDefined(u *doc.Understanding, def *doc.Definition, pages []doc.Page, p doc.Policy) {
	r := &definedReading{evidence: d, def: def, manner: d.mannerOf(), labels: map[string][]labelSpot{}, form: d.filledIn()}
	for i := range pages {
		r.marks = append(r.marks, pages[i].Marks)
	}
	for i := range def.Fields {
		for _, label := range labelsOf(&def.Fields[i]) {
			if _, ok := r.labels[label]; !ok {
				r.labels[label] = d.beginning(d.spots(label))
			}
		}
	}
	for i := range def.Fields {
		f := &def.Fields[i]
		u.Fields[f.Name] = r.field(f, p)
	}
	for i := range def.Tables {
		u.Tables[def.Tables[i].Name] = r.table(&def.Tables[i])
	}
	u.Definition, u.Pairs = def.Snapshot(), nil
}

// field of the best candidate.
func (r *definedReading) field(f *doc.FieldDef, policy doc.Policy) doc.Field {
	out := doc.Field{Origin: doc.OriginExtracted, Reasons: []string{}, Candidates: []doc.Candidate{}}
	found := r.candidates(f)
	entered := r.entered(f)
	if len(entered) > 0 {
		out.Origin = doc.OriginEmbedded
		if e := entered[0]; e.Confidence <= pConflict || len(found) > 0 && found[0].Value != e.Value && found[0].Confidence >= definedThreshold {
			out.Flagged, out.Reasons = true, append(out.Reasons, doc.ReasonConflict)
		}
		found = slices.DeleteFunc(found, func(c doc.Candidate) bool { return c.Value == entered[0].Value })
		found = slices.Insert(found, 0, entered[0])
	}
	if len(found) == 0 {
		if f.Required {
			out.Flagged, out.Reasons = true, []string{doc.ReasonMissing}
		}
		return out
	}
	best := found[0]
	out.Value, out.Raw, out.Confidence, out.Page, out.Box = &best.Value, best.Raw, best.Confidence, best.Page, best.Box
	name := string(r.def.Name) + "." + f.Name
	threshold := policy.Threshold(name, func(float64) float64 { return definedThreshold })
	if f.Threshold > 0 {
		threshold = f.Threshold
	}
	if best.Confidence < threshold || len(entered) == 0 && r.disputed(f, &best) {
		out.Flagged, out.Reasons = true, append(out.Reasons, doc.ReasonLowConfidence)
	}
	if policy.AlwaysVerify(name) {
		out.Flagged, out.Reasons = true, append(out.Reasons, doc.ReasonAlwaysVerify)
	}
	out.Candidates = append(out.Candidates, found[1:min(len(found), 1+otherCandidates)]...)
	return out
}

// disputed reports a value that a person looks at however sure it is: passes over
// the page read its figures in several ways, or it is a round sum on a paper whose
// sums have decimals, so that they were lost.
func (r *definedReading) disputed(f *doc.FieldDef, c *doc.Candidate) bool {
	if f.Kind == doc.KindCheckbox || c.Box == nil {
		return false
	}
	if f.Kind == doc.KindMoney && !strings.ContainsAny(c.Raw, ".,") && r.l.numberHabit().cents {
		return true
	}
	for i := range r.l.tokens {
		t := &r.l.tokens[i]
		if t.page == c.Page && hasDigit(t.Text) && c.Box.Left <= t.Box.CenterX() && t.Box.CenterX() <= c.Box.Right &&
			c.Box.Top <= t.Box.CenterY() && t.Box.CenterY() <= c.Box.Bottom && r.l.borneOut(i).undisputed < sureShare {
			return true
		}
	}
	return false
}

// candidates of a field, the surest first, each value once.
func (r *definedReading) candidates(f *doc.FieldDef) []doc.Candidate {
	var all []doc.Candidate
	if f.Kind == doc.KindCheckbox {
		all = r.ticked(f)
	}
	all = append(all, r.anchored(f)...)
	for _, label := range f.Labels {
		for _, s := range r.labels[label] {
			all = append(all, r.behind(f, s, besideLabel)...)
			all = append(all, r.under(f, s, belowLabel)...)
		}
	}
	if len(all) == 0 {
		all = r.byForm(f)
	}
	slices.SortStableFunc(all, func(a, b doc.Candidate) int { return compare(b.Confidence, a.Confidence) })
	var out []doc.Candidate
	for _, c := range all {
		if !slices.ContainsFunc(out, func(o doc.Candidate) bool { return o.Value == c.Value }) {
			out = append(out, c)
		}
	}
	return out
}

// candidate of tokens, as sure as they were read.
func (r *definedReading) candidate(v valued, p float64) doc.Candidate {
	b := r.l.box(v.first, v.end)
	t := &r.l.tokens[v.first]
	return doc.Candidate{
		Value: v.value, Raw: r.l.text(v.first, v.end), Page: t.page, Box: &b,
		Confidence: math.Min(0.99, p*v.exact*(0.4+0.6*r.l.confidence(v.first, v.end))),
	}
}

// behind reads the row after a label, up to the next label or, for text, the
// next column but one.
func (r *definedReading) behind(f *doc.FieldDef, s labelSpot, p float64) []doc.Candidate {
	row := &r.l.rows[s.row]
	end := row.end
	for _, others := range r.labels {
		for _, o := range others {
			if o.row == s.row && o.first >= s.end && o.first < end {
				end = o.first
			}
		}
	}
	if f.Kind == doc.KindText || f.Kind == doc.KindIdentifier {
		end = r.l.oneColumn(s.end, end)
	}
	if s.end >= end {
		return nil
	}
	v, ok := r.read(f, s.end, end, r.manner)
	if !ok {
		return nil
	}
	return []doc.Candidate{r.candidate(v, p*s.quality)}
}

// oneColumn ends a run of tokens where its first column ends.
func (l *layout) oneColumn(first, end int) int {
	for first < end && onlyMarks(l.tokens[first].Text) {
		first++
	}
	for i := first + 1; i < end; i++ {
		if l.tokens[i].cell != l.tokens[first].cell {
			return i
		}
	}
	return end
}

const nearBelow = 3.2 // heights of words between a label and the value under it

// under reads the next row with words under the label.
func (r *definedReading) under(f *doc.FieldDef, s labelSpot, p float64) []doc.Candidate {
	label := r.l.box(s.first, s.end)
	for n := s.row + 1; n < len(r.l.rows) && r.l.rows[n].page == r.l.rows[s.row].page && r.apart(s.row, n) < nearBelow; n++ {
		first, end := r.l.beneath(n, label)
		if first == end || r.isLabel(first, end) {
			continue
		}
		if v, ok := r.read(f, first, end, r.manner); ok {
			return []doc.Candidate{r.candidate(v, p*s.quality*math.Pow(0.95, float64(n-s.row-1)))}
		}
		return nil
	}
	return nil
}

// beneath are the tokens of the cells of a row that lie under the box: those
// that begin about where it begins, or in its width.
func (l *layout) beneath(row int, over doc.Box) (first, end int) {
	for _, c := range l.rows[row].cells {
		if c.box.Left < over.Right && c.box.Right > over.Left-0.01 && c.box.Left > over.Left-0.05 {
			return c.first, c.end
		}
	}
	return 0, 0
}

// isLabel reports tokens that a label of the type covers.
func (r *definedReading) isLabel(first, end int) bool {
	for _, spots := range r.labels {
		for _, s := range spots {
			if s.first <= first && end <= s.end {
				return true
			}
		}
	}
	return false
}

// byForm finds a value by its form alone, where that says enough.
func (r *definedReading) byForm(f *doc.FieldDef) []doc.Candidate {
	switch f.Kind {
	case doc.KindPattern, doc.KindIBAN, doc.KindVATID:
	default:
		return nil
	}
	var out []doc.Candidate
	for i := range r.l.rows {
		row := &r.l.rows[i]
		for first := row.first; first < row.end; {
			v, ok := r.read(f, first, row.end, r.manner)
			if !ok {
				first += mostTokens // so many beginnings were tried
				continue
			}
			v.exact = 1
			out = append(out, r.candidate(v, anywhere))
			first = v.end
		}
	}
	if len(out) == 1 && f.Kind == doc.KindIBAN { // a checksum says that it was read right
		out[0].Confidence = max(out[0].Confidence, 0.9)
	}
	for i := range out {
		out[i].Confidence /= float64(len(out))
	}
	return out
}
