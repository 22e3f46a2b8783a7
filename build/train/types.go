package main

import (
	"fmt"
	"io"
	"maps"
	"math"
	"slices"

	"deskclerk/backend/doc"
	"deskclerk/backend/extract"
	"deskclerk/build/train/fit"
)

// typeLesson learns the type from the whole document: a multinomial logit.
type typeLesson struct {
	space  *space
	papers []*paper
	cases  []fit.Case // of papers, weight 1
}

func typeName(t doc.Type) string { return "type." + string(t) }

func newTypeLesson(papers []*paper, prior extract.Weights, pull float64) *typeLesson {
	l := &typeLesson{space: &space{index: map[string]int{}}, papers: papers}
	for _, t := range extract.ToldTypes() { // a sign that no paper has keeps its hand-made weight
		for _, x := range slices.Sorted(maps.Keys(prior[typeName(t)])) {
			l.space.at(typeName(t), x, prior, pull)
		}
	}
	for _, p := range papers {
		k := fit.Case{}
		for i, t := range extract.ToldTypes() {
			terms := []fit.Term{{Weight: l.space.at(typeName(t), "bias", prior, pull), Value: 1}}
			for _, x := range slices.Sorted(maps.Keys(p.signs)) {
				terms = append(terms, fit.Term{Weight: l.space.at(typeName(t), x, prior, pull), Value: p.signs[x]})
			}
			k.Parts = append(k.Parts, terms)
			k.Options = append(k.Options, fit.Option{Parts: []int{i}, Right: slices.Contains(p.types(), t)})
		}
		l.cases = append(l.cases, k)
	}
	return l
}

// types that are right for the paper.
func (p *paper) types() []doc.Type { return append([]doc.Type{p.Truth.Type}, p.Truth.TypeAlso...) }

// learn fits the weights to the papers that are used.
func (l *typeLesson) learn(use func(*paper) bool) (extract.Weights, error) {
	size := map[string]float64{}
	for _, p := range l.papers {
		if use(p) {
			size[p.crowd()]++
		}
	}
	var cases []fit.Case
	for i, p := range l.papers {
		if use(p) {
			k := l.cases[i]
			k.Weight = 1 / math.Sqrt(size[p.crowd()])
			cases = append(cases, k)
		}
	}
	w, err := l.space.choice.Fit(cases)
	if err != nil {
		return nil, err
	}
	out := extract.Weights{}
	(&lesson{space: l.space}).into(out, w)
	return bare(out), nil
}

// crowd names the papers that share one's group.
func (p *paper) crowd() string { return fmt.Sprint(p.drawn, p.group) }

// bare weights go by the type alone; those that are nothing are left out.
func bare(w extract.Weights) extract.Weights {
	out := extract.Weights{}
	for _, t := range extract.ToldTypes() {
		out[string(t)] = map[string]float64{}
		for sign, x := range w[typeName(t)] {
			if x != 0 {
				out[string(t)][sign] = x
			}
		}
	}
	return out
}

// told is what a paper's type was told as by weights that never saw its group.
type told struct {
	paper *paper
	p     float64 // of the likeliest
	kind  doc.Type
}

func (x told) right() bool { return slices.Contains(x.paper.types(), x.kind) }

// trainTypes learns the type, prints what cross-validation says of it on papers
// that were not drawn, and writes types.json.
func trainTypes(w io.Writer, o options, measured, drawn []*paper) error {
	papers := append(slices.Clone(measured), drawn...)
	for _, p := range papers {
		p.signs = p.study.TypeFeatures()
	}
	l := newTypeLesson(papers, extract.RuleWeights(), o.pullTypes)
	models := make([]extract.Weights, o.folds)
	for f := range models {
		var err error
		if models[f], err = l.learn(func(p *paper) bool { return p.fold != f }); err != nil {
			return fmt.Errorf("types without fold %d: %w", f, err)
		}
	}
	temperature := cool(papers, models)
	tell := func(weights extract.Weights, p *paper) told {
		best := (&extract.TypeModel{Temperature: temperature, Weights: weights}).Tell(p.signs)[0]
		return told{p, best.Confidence, best.Name}
	}
	var seen, before []told
	rules := bare(extract.RuleWeights())
	for _, p := range measured {
		seen, before = append(seen, tell(models[p.fold], p)), append(before, tell(rules, p))
	}
	m := typeModel(o, seen, temperature)
	printTypes(w, m, seen, before, len(drawn))
	if o.to == "" {
		return nil
	}
	var err error
	if m.Weights, err = l.learn(func(*paper) bool { return true }); err != nil {
		return err
	}
	return writeTypes(o, m, len(drawn))
}

// cool finds the temperature at which the papers' types are likeliest, told by
// the weights that never saw their group.
func cool(papers []*paper, models []extract.Weights) float64 {
	size := map[string]float64{}
	for _, p := range papers {
		size[p.crowd()]++
	}
	loss := func(t float64) (sum float64) {
		for _, p := range papers {
			right := 0.0
			for _, c := range (&extract.TypeModel{Temperature: t, Weights: models[p.fold]}).Tell(p.signs) {
				if slices.Contains(p.types(), c.Name) {
					right += c.Confidence
				}
			}
			sum -= math.Log(max(right, 1e-9)) / math.Sqrt(size[p.crowd()])
		}
		return sum
	}
	best, least := 1.0, math.Inf(1)
	for i := range 61 { // from a third to three times
		t := math.Pow(3, float64(i)/30-1)
		if l := loss(t); l < least {
			best, least = t, l
		}
	}
	return best
}
