package bench

import (
	"cmp"
	"slices"
)

// judged is one found value: how sure the reader was and whether it was right.
type judged struct {
	confidence float64
	right      bool
}

// Point of a risk–coverage curve: what happens when every value at least as sure
// as Confidence is accepted.
type Point struct {
	Confidence float64 `json:"confidence"`
	Coverage   float64 `json:"coverage"` // accepted, of all scored
	Risk       float64 `json:"risk"`     // wrong, of the accepted
	Accepted   int     `json:"accepted"`
	Wrong      int     `json:"wrong"`
}

// curve has a point for each confidence that occurs, the surest first. n is how
// many values the truth has: one that was not found is never covered. Values of
// the same confidence cannot be told apart and enter together.
func curve(found []judged, n int) []Point {
	sorted := slices.SortedFunc(slices.Values(found), func(a, b judged) int { return cmp.Compare(b.confidence, a.confidence) })
	points := []Point{}
	wrong := 0
	for i, j := range sorted {
		if !j.right {
			wrong++
		}
		if i+1 < len(sorted) && sorted[i+1].confidence == j.confidence {
			continue
		}
		points = append(points, Point{j.confidence, ratio(i+1, n), ratio(wrong, i+1), i + 1, wrong})
	}
	return points
}

// coverageAt is the point of the largest coverage whose risk is at most the
// given one; the zero point when there is none.
func coverageAt(points []Point, risk float64) Point {
	for _, p := range slices.Backward(points) {
		if p.Risk <= risk {
			return p
		}
	}
	return Point{}
}

// Bin is a tenth of the scale of confidence and what was found in it.
type Bin struct {
	From       float64 `json:"from"`
	To         float64 `json:"to"`
	N          int     `json:"n"`
	Confidence float64 `json:"confidence"` // mean
	Right      float64 `json:"right"`      // share
}

// reliability sorts the found values into ten bins; empty ones are left out.
func reliability(found []judged) []Bin {
	const bins = 10
	var sums [bins]struct {
		n, right   int
		confidence float64
	}
	for _, j := range found {
		s := &sums[min(max(int(j.confidence*bins), 0), bins-1)]
		s.n++
		s.confidence += j.confidence
		if j.right {
			s.right++
		}
	}
	out := []Bin{}
	for i, s := range sums {
		if s.n > 0 {
			out = append(out, Bin{float64(i) / bins, float64(i+1) / bins, s.n, s.confidence / float64(s.n), ratio(s.right, s.n)})
		}
	}
	return out
}
