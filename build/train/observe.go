package main

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"deskclerk/backend/bench"
	"deskclerk/backend/doc"
	"deskclerk/backend/extract"
	"deskclerk/backend/validate"
	"deskclerk/build/packs"
)

// observation is what was chosen for one field of one paper by a scorer that
// never saw the paper's group.
type observation struct {
	paper  *paper
	field  string // type.field
	kind   doc.FieldKind
	want   packs.OneOf
	wrong  bool // the label is in the errata
	value  string
	before string // chosen by the hand-made weights
	inputs map[string]float64
	most   float64 // probability that it deserves at most
	right  bool
	failed bool    // a rule speaks against it, so a person looks whatever its probability
	p      float64 // calibrated without the paper's group
	accept bool    // over the threshold that is fixed without the paper's group
}

// match holds a value against the label by the contract's rules.
func (x *observation) match(value string) bench.Match {
	_, name, _ := strings.Cut(x.field, ".")
	return bench.Compare(name, x.kind, value, x.want)
}

// curriculum is everything that is learned from the papers.
type curriculum struct {
	o       options
	papers  []*paper
	prior   extract.Weights
	lessons []*lesson
}

func newCurriculum(o options, papers []*paper, e errata) *curriculum {
	c := &curriculum{o: o, papers: papers, prior: extract.RuleWeights()}
	for _, t := range tasks(o) {
		if l := newLesson(t, papers, e, c.prior); len(l.examples) > 0 {
			c.lessons = append(c.lessons, l)
		}
	}
	return c
}

// learn fits all weights to the papers that are used. The others keep the
// hand-made ones.
func (c *curriculum) learn(use func(*paper) bool) (extract.Weights, error) {
	out := extract.Weights{}
	for _, l := range c.lessons {
		w, err := l.learn(c.o, use)
		if err != nil {
			return nil, err
		}
		l.into(out, w)
	}
	return out, nil
}

// over puts learned weights over the hand-made ones.
func over(learned extract.Weights) extract.Scorer {
	return (&extract.Model{Version: "trained", Fields: fieldsOf(learned)}).Scorer()
}

func fieldsOf(w extract.Weights) map[string]extract.TrainedField {
	out := map[string]extract.TrainedField{}
	for field, ws := range w {
		out[field] = extract.TrainedField{Weights: ws}
	}
	return out
}

// validation is what grouped cross-validation saw.
type validation struct {
	fields []observation
}

// crossValidate learns without each fold and chooses in it.
func (c *curriculum) crossValidate(e errata) (*validation, error) {
	parts := make([]validation, c.o.folds)
	var g errgroup.Group
	g.SetLimit(c.o.jobs)
	for fold := range c.o.folds {
		g.Go(func() error {
			w, err := c.learn(func(p *paper) bool { return p.fold != fold })
			if err != nil {
				return fmt.Errorf("without fold %d: %w", fold, err)
			}
			parts[fold] = c.choose(fold, over(w), e)
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	all := &validation{}
	for _, v := range parts {
		all.fields = append(all.fields, v.fields...)
	}
	return all, nil
}

// choose observes the papers of one fold.
func (c *curriculum) choose(fold int, by extract.Scorer, e errata) validation {
	v := validation{}
	rules := extract.NewScorer("rules", c.prior)
	for _, p := range c.papers {
		if p.fold != fold {
			continue
		}
		kind := p.Truth.Type
		chosen, before := p.study.Choices(kind, by), p.study.Choices(kind, rules)
		ruled := againstRules(kind, chosen)
		for _, s := range kind.Spec().Fields {
			want := p.Truth.Fields[s.Name]
			if len(want) == 0 || slices.Contains(p.Truth.Uncertain, s.Name) {
				continue
			}
			k, found := chosen[s.Name]
			if !found || nowhere(want) && k.Value == "" {
				continue // a type without extraction; nothing is to be found
			}
			v.fields = append(v.fields, observation{
				paper: p, field: string(kind) + "." + s.Name, kind: s.Kind, want: want, wrong: e.has(p, s.Name),
				value: k.Value, before: before[s.Name].Value, inputs: k.Inputs, most: k.Most,
				right: k.Value != "" && bench.Compare(s.Name, s.Kind, k.Value, want).Right, failed: ruled[s.Name],
			})
		}
	}
	return v
}

// chooseDrawn observes on drawn papers the fields that no real one has a label of.
// Of a drawn paper it is known what is not printed on it: a value that was found all
// the same is wrong.
func (c *curriculum) chooseDrawn(drawn []*paper, by extract.Scorer) (out []observation) {
	labelled := map[string]bool{}
	for _, p := range c.papers {
		for field := range p.Truth.Fields {
			labelled[field] = true
		}
	}
	for _, p := range drawn {
		kind := p.Truth.Type
		if kind != doc.TypeInvoice {
			continue
		}
		chosen := p.study.Choices(kind, by)
		ruled := againstRules(kind, chosen)
		for _, s := range kind.Spec().Fields {
			want, k := p.Truth.Fields[s.Name], chosen[s.Name]
			if labelled[s.Name] || len(want) == 0 && k.Value == "" {
				continue
			}
			out = append(out, observation{
				paper: p, field: string(kind) + "." + s.Name, kind: s.Kind, want: want,
				value: k.Value, inputs: k.Inputs, most: k.Most,
				right: k.Value != "" && bench.Compare(s.Name, s.Kind, k.Value, want).Right, failed: ruled[s.Name],
			})
		}
	}
	return out
}

// againstRules names the chosen values that break a rule of their type which
// leaves no value to itself.
func againstRules(kind doc.Type, chosen map[string]extract.Chosen) map[string]bool {
	u := doc.Understanding{Type: doc.Classification{Name: kind}, Fields: map[string]doc.Field{}}
	for name, k := range chosen {
		if k.Value != "" {
			u.Fields[name] = doc.Field{Value: &k.Value}
		}
	}
	out := map[string]bool{}
	for name, f := range validate.Apply(u, time.Now()).Fields {
		out[name] = f.Flagged
	}
	return out
}

// weigh gives each observation 1/√(observations of its field and group).
func weigh(obs []observation) []float64 {
	type key struct {
		field string
		group int
	}
	size := map[key]float64{}
	for _, o := range obs {
		size[key{o.field, o.paper.group}]++
	}
	out := make([]float64, len(obs))
	for i, o := range obs {
		out[i] = 1 / math.Sqrt(size[key{o.field, o.paper.group}])
	}
	return out
}
