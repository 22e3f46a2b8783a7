package main

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"deskclerk/backend/bench"
	"deskclerk/backend/doc"
	"deskclerk/backend/extract"
	"deskclerk/build/packs"
	"deskclerk/build/train/fit"
)

// task is what is learned at once: one field, or three sums that are chosen
// together.
type task struct {
	kind   doc.Type
	fields []string // one, or net, tax and gross
	pull   float64  // towards the hand-made weights
}

// tasks of a type: its fields, but for those that are made in another way.
func tasks(o options) []task {
	together := map[doc.Type][]string{
		doc.TypeReceipt: {"subtotal", "tax_total", "total"},
		doc.TypeInvoice: {"net_total", "tax_total", "grand_total"},
	}
	var out []task
	for _, kind := range []doc.Type{doc.TypeReceipt, doc.TypeInvoice} {
		out = append(out, task{kind, together[kind], o.pullSums})
		for _, f := range kind.Spec().Fields {
			if f.Name != "merchant_address" && !slices.Contains(together[kind], f.Name) {
				pull := o.pull
				if f.Kind == doc.KindText {
					pull = o.pullText
				}
				out = append(out, task{kind, []string{f.Name}, pull})
			}
		}
	}
	return out
}

func (t task) name(field string) string { return string(t.kind) + "." + field }

// truth of a field that may teach: given, certain, and no known mistake.
func (p *paper) truth(field string, e errata) packs.OneOf {
	if slices.Contains(p.Truth.Uncertain, field) || e.has(p, field) {
		return nil
	}
	return p.Truth.Fields[field]
}

// space numbers the weights of a task.
type space struct {
	index  map[string]int // "type.field/feature"
	names  []string
	choice fit.Choice
}

func (s *space) at(field, feature string, prior extract.Weights, pull float64) int {
	key := field + "/" + feature
	i, ok := s.index[key]
	if !ok {
		i = len(s.names)
		s.index[key] = i
		s.names = append(s.names, key)
		s.choice.Prior = append(s.choice.Prior, prior[field][feature])
		s.choice.Pull = append(s.choice.Pull, pull)
	}
	return i
}

// example is one paper of a task, before candidates of equal value are joined.
type example struct {
	paper *paper
	slots [][]possible
	known []bool // the slot's truth is known and among the candidates
	lost  bool   // the only slot's truth is known and not among the candidates
}

type possible struct {
	candidate extract.Candidate
	key       string
	terms     []fit.Term
	right     bool
}

// lesson is a task made ready: all its examples over one space.
type lesson struct {
	task
	space    *space
	examples []example
}

// newLesson collects the examples of the papers.
func newLesson(t task, papers []*paper, e errata, prior extract.Weights) *lesson {
	l := &lesson{task: t, space: &space{index: map[string]int{}}}
	for _, field := range t.fields {
		l.fixed(t.name(field), prior)
	}
	if len(t.fields) > 1 {
		for _, f := range extract.SumTerms() {
			l.space.at(t.name("sums"), f, prior, t.pull)
		}
	}
	for _, p := range papers {
		if p.Truth.Type != t.kind {
			continue
		}
		x, teaches := example{paper: p}, false
		for _, field := range t.fields {
			want := p.truth(field, e)
			slot, found := l.slot(p, field, want, prior)
			x.slots, x.known = append(x.slots, slot), append(x.known, found)
			x.lost = len(t.fields) == 1 && len(want) > 0 && !found
			teaches = teaches || found || x.lost
		}
		if teaches {
			l.examples = append(l.examples, x)
		}
	}
	return l
}

// fixed numbers the hand-made weights first, in order.
func (l *lesson) fixed(name string, prior extract.Weights) {
	for _, f := range slices.Sorted(maps.Keys(prior[name])) {
		l.space.at(name, f, prior, l.pull)
	}
	l.space.at(name, "bias", prior, l.pull)
}

// slot holds the candidates of one field.
func (l *lesson) slot(p *paper, field string, want packs.OneOf, prior extract.Weights) (out []possible, found bool) {
	name, kind := l.name(field), bench.KindOf(l.kind, field)
	right := func(value string) bool { return bench.Compare(field, kind, value, want).Right }
	for _, c := range p.cands[field] {
		k := possible{candidate: c, key: c.Key(), terms: []fit.Term{{Weight: l.space.at(name, "bias", prior, l.pull), Value: 1}}}
		for _, f := range slices.Sorted(maps.Keys(c.Features)) {
			k.terms = append(k.terms, fit.Term{Weight: l.space.at(name, f, prior, l.pull), Value: c.Features[f]})
		}
		k.right = right(c.Value) || kind == doc.KindMoney && right("-"+c.Value)
		found = found || k.right
		out = append(out, k)
	}
	return out, found
}

const refits = 3 // which of equal candidates stands for the others depends on the weights

// learn fits the weights to the examples that are used.
func (l *lesson) learn(o options, use func(*paper) bool) ([]float64, error) {
	w := l.space.choice.Prior
	for range refits {
		cases := l.cases(o, w, use)
		var err error
		if w, err = l.space.choice.Fit(cases); err != nil {
			return nil, fmt.Errorf("%s.%s: %w", l.kind, strings.Join(l.fields, "+"), err)
		}
	}
	return w, nil
}

// cases under the weights, each weighing 1/√(papers of its group).
func (l *lesson) cases(o options, w []float64, use func(*paper) bool) []fit.Case {
	size := map[int]float64{}
	for i := range l.examples {
		if use(l.examples[i].paper) {
			size[l.examples[i].paper.group]++
		}
	}
	var out []fit.Case
	for i := range l.examples {
		x := &l.examples[i]
		if !use(x.paper) {
			continue
		}
		weight := 1 / math.Sqrt(size[x.paper.group])
		if x.lost {
			weight *= o.lost
		}
		if weight > 0 {
			out = append(out, l.newCase(x, w, weight))
		}
	}
	return out
}

// newCase has the candidates as parts and their combinations as options.
func (l *lesson) newCase(x *example, w []float64, weight float64) fit.Case {
	k := fit.Case{Weight: weight}
	most := 60
	if len(x.slots) > 1 {
		most = 7
	}
	var parts [][]int // of each slot
	var pick []possible
	for _, slot := range x.slots {
		var at []int
		for _, c := range leading(slot, w, most) {
			at = append(at, len(k.Parts))
			k.Parts = append(k.Parts, c.terms)
			pick = append(pick, c)
		}
		parts = append(parts, append(at, -1))
	}
	if len(parts) == 1 {
		for _, i := range parts[0] {
			k.Options = append(k.Options, single(i, pick, x.lost))
		}
		return k
	}
	for _, i := range parts[0] {
		for _, j := range parts[1] {
			for _, g := range parts[2] {
				k.Options = append(k.Options, l.combined(x, pick, [3]int{i, j, g}))
			}
		}
	}
	return k
}

// single candidate, or none for −1; where the right one is not among them,
// none is right.
func single(i int, pick []possible, lost bool) fit.Option {
	if i < 0 {
		return fit.Option{Right: lost}
	}
	return fit.Option{Parts: []int{i}, Right: pick[i].right}
}

// combined is one choice of three sums. It is right when it has every value
// that is known.
func (l *lesson) combined(x *example, pick []possible, at [3]int) fit.Option {
	o := fit.Option{Right: true}
	var c [3]*extract.Candidate
	for s, i := range at {
		if i >= 0 {
			o.Parts = append(o.Parts, i)
			c[s] = &pick[i].candidate
		}
		if x.known[s] && (i < 0 || !pick[i].right) {
			o.Right = false
		}
	}
	for n, v := range x.paper.study.SumFeatures(l.kind, c[0], c[1], c[2]) {
		if v != 0 {
			o.Terms = append(o.Terms, fit.Term{Weight: l.space.index[l.name("sums")+"/"+extract.SumTerms()[n]], Value: v})
		}
	}
	return o
}

// leading gives the best candidates of distinct values, and the right one.
func leading(slot []possible, w []float64, most int) []possible {
	type scored struct {
		possible
		score float64
	}
	var all []scored
	for _, c := range slot {
		all = append(all, scored{c, fit.Dot(w, c.terms)})
	}
	slices.SortStableFunc(all, func(a, b scored) int { return cmp.Compare(b.score, a.score) })
	seen := map[string]bool{}
	var out []possible
	for _, c := range all {
		if seen[c.key] {
			continue
		}
		seen[c.key] = true
		if len(out) < most || c.right {
			out = append(out, c.possible)
		}
	}
	return out
}

// into writes the weights into the scorer's form.
func (l *lesson) into(out extract.Weights, w []float64) {
	for i, key := range l.space.names {
		field, feature, _ := strings.Cut(key, "/")
		if out[field] == nil {
			out[field] = map[string]float64{}
		}
		out[field][feature] = math.Round(w[i]*1000) / 1000
	}
}
