package bench

import "math"

// Share is k of n with the exact two-sided 95 % interval of Clopper and Pearson
// (1934). With n = 0 nothing is known: the interval is 0 to 1.
type Share struct {
	K    int     `json:"k"`
	N    int     `json:"n"`
	Low  float64 `json:"low"`
	High float64 `json:"high"`
}

// tail is the probability left out on each side of the interval.
const tail = 0.025

// NewShare is k of n with its interval.
func NewShare(k, n int) Share {
	s := Share{K: k, N: n, High: 1}
	if k > 0 { // at Low, seeing k or more has the probability of a tail
		s.Low = bisect(func(p float64) bool { return 1-atMost(k-1, n, p) < tail })
	}
	if k < n { // at High, seeing k or fewer has
		s.High = bisect(func(p float64) bool { return atMost(k, n, p) > tail })
	}
	return s
}

// Value is k / n, and 0 when n is 0.
func (s Share) Value() float64 { return ratio(s.K, s.N) }

func ratio(k, n int) float64 {
	if n == 0 {
		return 0
	}
	return float64(k) / float64(n)
}

// bisect finds where below stops to hold, between 0 and 1.
func bisect(below func(float64) bool) float64 {
	low, high := 0.0, 1.0
	for range 50 {
		if middle := (low + high) / 2; below(middle) {
			low = middle
		} else {
			high = middle
		}
	}
	return (low + high) / 2
}

// atMost is the probability of k or fewer hits in n trials of probability p,
// which lies within 0 and 1.
func atMost(k, n int, p float64) float64 {
	sum := 0.0
	all, _ := math.Lgamma(float64(n + 1))
	for i := range k + 1 {
		a, _ := math.Lgamma(float64(i + 1))
		b, _ := math.Lgamma(float64(n - i + 1))
		sum += math.Exp(all - a - b + float64(i)*math.Log(p) + float64(n-i)*math.Log1p(-p))
	}
	return min(sum, 1)
}
