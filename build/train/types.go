package main

import (
	"maps"
	"math"
	"slices"

	"deskclerk/backend/doc"
	"deskclerk/backend/extract"
	"deskclerk/build/train/fit"
)

// classes are the types that compete; what has another type counts as other.
func classes() []doc.Type { return []doc.Type{doc.TypeReceipt, doc.TypeInvoice, doc.TypeOther} }

// typeLesson learns the type from the whole document: a multinomial logit.
type typeLesson struct {
	space  *space
	papers []*paper
	cases  []fit.Case // of papers, weight 1
}

func newTypeLesson(papers []*paper, prior extract.Weights, pull float64) *typeLesson {
	l := &typeLesson{space: &space{index: map[string]int{}}, papers: papers}
	for _, p := range papers {
		k := fit.Case{}
		f := p.study.TypeFeatures()
		for i, t := range classes() {
			name := "type." + string(t)
			terms := []fit.Term{{Weight: l.space.at(name, "bias", prior, pull), Value: 1}}
			for _, x := range slices.Sorted(maps.Keys(f)) {
				terms = append(terms, fit.Term{Weight: l.space.at(name, x, prior, pull), Value: f[x]})
			}
			k.Parts = append(k.Parts, terms)
			k.Options = append(k.Options, fit.Option{Parts: []int{i}, Right: slices.Contains(p.types(), t)})
		}
		l.cases = append(l.cases, k)
	}
	return l
}

// types that are right for the paper.
func (p *paper) types() []doc.Type {
	var out []doc.Type
	for _, t := range append([]doc.Type{p.Truth.Type}, p.Truth.TypeAlso...) {
		if !slices.Contains(classes(), t) {
			t = doc.TypeOther
		}
		out = append(out, t)
	}
	return out
}

// learn fits the weights to the papers that are used.
func (l *typeLesson) learn(use func(*paper) bool) ([]float64, error) {
	size := map[int]float64{}
	for _, p := range l.papers {
		if use(p) {
			size[p.group]++
		}
	}
	var cases []fit.Case
	for i, p := range l.papers {
		if use(p) {
			k := l.cases[i]
			k.Weight = 1 / math.Sqrt(size[p.group])
			cases = append(cases, k)
		}
	}
	return l.space.choice.Fit(cases)
}

// tell gives the type that the scorer tells from the features.
func tell(p *paper, by extract.Scorer) doc.Type {
	best, most := doc.TypeOther, math.Inf(-1)
	f := p.study.TypeFeatures()
	for _, t := range classes() {
		if s := by.Score("type."+string(t), f); s > most {
			best, most = t, s
		}
	}
	return best
}
