package main

import (
	"cmp"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"deskclerk/backend/doc"
	"deskclerk/backend/extract"
	"deskclerk/build/train/fit"
)

// inputsFor a kind of field, at most seven: what helped in cross-validation.
func inputsFor(kind doc.FieldKind) []string {
	switch kind {
	case doc.KindMoney:
		return []string{"odds", "plain", "confidence", "sound", "undisputed", "page", "proof"}
	case doc.KindDate, doc.KindTime:
		return []string{"odds", "sound", "confidence", "undisputed", "repeats", "plain"}
	case doc.KindCurrency: // as often inferred as printed
		return []string{"odds", "score", "confidence", "page", "repeats"}
	default:
		return []string{"odds", "score", "confidence", "agree", "undisputed", "sound"}
	}
}

// calibrator holds the curve of all fields together, and one for each field.
type calibrator struct {
	common fit.Curve
	fields map[string]fit.Curve
}

// targets whose thresholds are stored.
func targets() []float64 { return []float64{0.002, 0.005, 0.01, 0.02, 0.05, 0.1} }

const aim = 0.01 // of the figures that are printed

// calibrate fits curves to the observations: one of all fields by the inputs of
// each kind, and each field's drawn towards that of its kind. Drawn papers, which
// are easier than what comes in, have no part in those of all fields.
func calibrate(obs []observation, o options) calibrator {
	c := calibrator{fields: map[string]fit.Curve{}}
	weights := weigh(obs)
	c.common = common(obs, weights, extract.Inputs())
	kinds := map[string]doc.FieldKind{}
	by := map[string][]fit.Point{}
	for i, x := range obs {
		kinds[x.field] = x.kind
		by[x.field] = append(by[x.field], point(x, weights[i], inputsFor(x.kind)))
	}
	starts := map[string]fit.Curve{} // by inputs
	for field, points := range by {
		names := inputsFor(kinds[field])
		key := strings.Join(names, " ")
		start, ok := starts[key]
		if !ok {
			start = common(obs, weights, names)
			starts[key] = start
		}
		c.fields[field] = fit.Logistic(points, start, fit.Draw{Bias: o.drawBias, Weights: o.draw})
	}
	return c
}

// common is the curve of all fields by some inputs.
func common(obs []observation, weights []float64, names []string) fit.Curve {
	var points []fit.Point
	for i, x := range obs {
		if !x.paper.drawn {
			points = append(points, point(x, weights[i], names))
		}
	}
	zero := fit.Curve{Weights: make([]float64, len(extract.Inputs()))}
	return fit.Logistic(points, zero, fit.Draw{Bias: 0.01, Weights: 0.1})
}

// point of an observation; inputs that are not named are 0.
func point(x observation, weight float64, names []string) fit.Point {
	v := vector(x.inputs, extract.Inputs())
	for i, n := range extract.Inputs() {
		if !slices.Contains(names, n) {
			v[i] = 0
		}
	}
	return fit.Point{X: v, Right: x.right, Weight: weight}
}

func vector(in map[string]float64, names []string) []float64 {
	out := make([]float64, len(names))
	for i, n := range names {
		out[i] = in[n]
	}
	return out
}

// at is the probability that the observation is right.
func (c calibrator) at(x observation) float64 {
	curve, ok := c.fields[x.field]
	v := vector(x.inputs, extract.Inputs())
	if !ok {
		curve = c.common
	}
	return min(0.999, x.most, max(0.001, curve.At(v)))
}

// found are the observations that have a value and a label to trust.
func found(obs []observation) []observation {
	return slices.DeleteFunc(slices.Clone(obs), func(x observation) bool { return x.value == "" || x.wrong })
}

// fewGroups is how many merchants or suppliers a field must have been seen from
// for a threshold of its own; with fewer, the fields of its type lend theirs, for
// half the target.
const fewGroups = 30

// judged is a value with its probability.
type judged struct {
	p     float64
	right bool
}

// leastSure is the confidence under which no target lets a value through, however
// few of its field are wrong: a doubt about this one is told.
const leastSure = 0.7

// threshold is the lowest confidence, from leastSure, over which the expected share
// of wrong values is at most the target. The expectation is what was seen, smoothed by
// what the curve says as if that were so many cases more: with few values the
// curve decides, with many the count.
func threshold(list []judged, target, smooth float64) float64 {
	slices.SortFunc(list, func(a, b judged) int { return cmp.Compare(b.p, a.p) })
	best := 1.0
	var n, wrong, expected float64
	for i, v := range list {
		n++
		expected += 1 - v.p
		if !v.right {
			wrong++
		}
		if i+1 < len(list) && list[i+1].p == v.p {
			continue
		}
		if risk := (wrong + smooth*expected/n) / (n + smooth); risk <= target && v.p >= leastSure {
			best = v.p
		}
	}
	return best
}

// crossCalibrate gives every observation its probability by curves of the other
// folds, and its acceptance by a threshold that was set without its fold: on
// probabilities that each came of curves which saw neither that fold nor the
// value's own.
func crossCalibrate(obs []observation, o options) {
	curves, limits := make([]calibrator, o.folds), make([]map[string]float64, o.folds)
	var g errgroup.Group
	g.SetLimit(max(1, o.jobs))
	for f := range o.folds {
		g.Go(func() error {
			rest := outside(obs, f)
			leaveOut(rest, o)
			curves[f], limits[f] = calibrate(found(rest), o), thresholds(found(rest), aim, o)
			return nil
		})
	}
	_ = g.Wait() // none fails
	for f := range o.folds {
		judgeFold(obs, f, curves[f], limits[f])
	}
}

// judgeFold gives the observations of a fold their probability and acceptance.
func judgeFold(obs []observation, fold int, c calibrator, th map[string]float64) {
	for i := range obs {
		if x := &obs[i]; x.paper.fold == fold && x.value != "" {
			limit, seen := th[x.field]
			x.p = c.at(*x)
			x.accept = seen && x.p >= limit && !x.failed
		}
	}
}

// leaveOut gives each observation the probability by curves of the other folds.
func leaveOut(obs []observation, o options) {
	for f := range o.folds {
		if !slices.ContainsFunc(obs, func(x observation) bool { return x.paper.fold == f }) {
			continue
		}
		c := calibrate(found(outside(obs, f)), o)
		for i := range obs {
			if obs[i].paper.fold == f && obs[i].value != "" {
				obs[i].p = c.at(obs[i])
			}
		}
	}
}

func outside(obs []observation, fold int) []observation {
	return slices.DeleteFunc(slices.Clone(obs), func(x observation) bool { return x.paper.fold == fold })
}

// thresholds of all fields for a target.
func thresholds(obs []observation, target float64, o options) map[string]float64 {
	out, few := map[string]float64{}, pooled(obs)
	by, together := map[string][]judged{}, map[string][]judged{}
	for _, x := range obs {
		if x.failed {
			continue // no threshold lets it through
		}
		kind, _, _ := strings.Cut(x.field, ".")
		j := judged{p: x.p, right: x.right}
		by[x.field] = append(by[x.field], j)
		if !x.paper.drawn {
			together[kind] = append(together[kind], j)
		}
	}
	for field, list := range by {
		if !few[field] {
			out[field] = threshold(list, target, o.smooth)
			continue
		}
		kind, _, _ := strings.Cut(field, ".")
		out[field] = max(threshold(together[kind], target/2, o.smooth), threshold(list, target, o.smooth))
	}
	return out
}

// pooled are the fields that were seen from few groups, or on drawn papers only.
func pooled(obs []observation) map[string]bool {
	groups, drawn := map[string]map[int]bool{}, map[string]bool{}
	for _, x := range obs {
		if groups[x.field] == nil {
			groups[x.field] = map[int]bool{}
		}
		groups[x.field][x.paper.group] = true
		drawn[x.field] = drawn[x.field] || x.paper.drawn
	}
	out := map[string]bool{}
	for field, g := range groups {
		out[field] = len(g) < fewGroups || drawn[field]
	}
	return out
}
