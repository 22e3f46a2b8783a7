package main

import (
	"math"
	"slices"

	"deskclerk/backend/doc"
	"deskclerk/backend/extract"
	"deskclerk/build/train/fit"
)

// inputsFor a kind of field, at most six: what helped in cross-validation.
func inputsFor(kind doc.FieldKind) []string {
	switch kind {
	case doc.KindMoney:
		return []string{"odds", "score", "proof", "confidence", "page", "repeats"}
	case doc.KindDate, doc.KindTime:
		return []string{"odds", "proof", "repeats", "confidence", "page", "score"}
	default:
		return []string{"odds", "score", "confidence", "page", "repeats"}
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

// calibrate fits curves to the observations: one of all, and each field's drawn
// towards it.
func calibrate(obs []observation, o options) calibrator {
	c := calibrator{fields: map[string]fit.Curve{}}
	weights := weigh(obs)
	by := map[string][]fit.Point{}
	var all []fit.Point
	for i, x := range obs {
		pt := fit.Point{X: vector(x.inputs, extract.Inputs()), Right: x.right, Weight: weights[i]}
		all = append(all, pt)
		pt.X = masked(pt.X, x.kind)
		by[x.field] = append(by[x.field], pt)
	}
	zero := fit.Curve{Weights: make([]float64, len(extract.Inputs()))}
	c.common = fit.Logistic(all, zero, fit.Draw{Bias: 0.01, Weights: 0.1})
	kinds := map[string]doc.FieldKind{}
	for _, x := range obs {
		kinds[x.field] = x.kind
	}
	for field, points := range by {
		start := c.common
		start.Weights = masked(c.common.Weights, kinds[field])
		c.fields[field] = fit.Logistic(points, start, fit.Draw{Bias: o.drawBias, Weights: o.draw})
	}
	return c
}

func vector(in map[string]float64, names []string) []float64 {
	out := make([]float64, len(names))
	for i, n := range names {
		out[i] = in[n]
	}
	return out
}

// masked leaves only the inputs of a kind.
func masked(x []float64, kind doc.FieldKind) []float64 {
	out := make([]float64, len(x))
	for i, n := range extract.Inputs() {
		if slices.Contains(inputsFor(kind), n) {
			out[i] = x[i]
		}
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
	return math.Min(0.999, math.Max(0.001, curve.At(v)))
}

// found are the observations that have a value and a label to trust.
func found(obs []observation) []observation {
	return slices.DeleteFunc(slices.Clone(obs), func(x observation) bool { return x.value == "" || x.wrong })
}

// judged is a value with its probability.
type judged struct {
	p     float64
	right bool
	model float64 // expected share wrong of it
}

// threshold is the lowest confidence over which the expected share of wrong
// values is at most the target. The expectation is what was seen, smoothed by
// what the curve says as if that were so many cases more: with few values the
// curve decides, with many the count.
func threshold(list []judged, target float64, smooth float64) float64 {
	slices.SortFunc(list, func(a, b judged) int {
		switch {
		case a.p > b.p:
			return -1
		case a.p < b.p:
			return 1
		}
		return 0
	})
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
		if risk := (wrong + smooth*expected/n + 0.5) / (n + smooth); risk <= target {
			best = v.p
		}
	}
	return best
}

// crossCalibrate gives every observation its probability and its acceptance by
// curves and thresholds of the other folds.
func crossCalibrate(obs []observation, o options) {
	fit := make([]calibrator, o.folds)
	for f := range o.folds {
		fit[f] = calibrate(found(outside(obs, f)), o)
	}
	for i := range obs {
		if obs[i].value != "" {
			obs[i].p = fit[obs[i].paper.fold].at(obs[i])
		}
	}
	for f := range o.folds {
		th := thresholds(found(outside(obs, f)), aim, o)
		for i := range obs {
			if x := &obs[i]; x.paper.fold == f && x.value != "" {
				x.accept = x.p >= th[x.field]
			}
		}
	}
}

func outside(obs []observation, fold int) []observation {
	return slices.DeleteFunc(slices.Clone(obs), func(x observation) bool { return x.paper.fold == fold })
}

// thresholds of all fields for a target.
func thresholds(obs []observation, target float64, o options) map[string]float64 {
	by := map[string][]judged{}
	for _, x := range obs {
		by[x.field] = append(by[x.field], judged{p: x.p, right: x.right})
	}
	out := map[string]float64{}
	for field, list := range by {
		out[field] = threshold(list, target, o.smooth)
	}
	return out
}
