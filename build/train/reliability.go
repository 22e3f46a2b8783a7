package main

import (
	"fmt"
	"io"
	"math"
)

// bin is the values whose probability lies in a span: how many there are, the sum
// of their probabilities, and how many are right.
type bin struct {
	from, to           float64
	n, expected, right float64
	variance           float64         // of right, were the probabilities true and all papers apart
	apart              map[int]float64 // by group, by how much more are right than was expected
}

// binned sorts the values that were found by their probability.
func binned(obs []observation) []bin {
	edges := []float64{0, 0.2, 0.4, 0.6, 0.8, 0.9, 0.95, 0.98, 1.001}
	out := make([]bin, len(edges)-1)
	for i := range out {
		b := &out[i]
		b.from, b.to, b.apart = edges[i], edges[i+1], map[int]float64{}
		for _, x := range obs {
			if x.value != "" && x.p >= b.from && x.p < b.to {
				b.n, b.expected, b.right = b.n+1, b.expected+x.p, b.right+float64(count(x.right))
				b.variance += x.p * (1 - x.p)
				b.apart[x.paper.group] += float64(count(x.right)) - x.p
			}
		}
	}
	return out
}

// off is by how much probability and share right differ.
func (b bin) off() float64 { return math.Abs(b.expected-b.right) / max(1, b.n) }

// chance is two standard errors of the share right, which true probabilities stay
// within nineteen times in twenty. Papers of one issuer are right or wrong together,
// so what counts is how far their sums are off (Liang and Zeger 1986).
func (b bin) chance() float64 {
	together := 0.0
	for _, off := range b.apart {
		together += off * off
	}
	return 2 * math.Sqrt(max(b.variance, together)) / max(1, b.n)
}

// closeBy is how near a bin's share right should be to its probability; a bin with
// too few values to tell that from chance says nothing of it.
const closeBy = 0.03

// reliability is the mean deviation, and the largest of a bin with enough values;
// NaN when no bin has enough.
func reliability(obs []observation) (ece, worst float64) {
	total := 0.0
	worst = math.NaN()
	for _, b := range binned(obs) {
		total += b.n
		ece += b.off() * b.n
		if b.n > 0 && b.chance() <= closeBy && !(b.off() <= worst) {
			worst = b.off()
		}
	}
	return ece / max(1, total), worst
}

// printBins writes a line a bin.
func printBins(w io.Writer, bins []bin) {
	fmt.Fprintf(w, "reliability of all fields of real papers together, known wrong labels aside\n%-11s %5s %6s %6s %6s %s\n", "confidence", "n", "mean", "right", "off", "by chance")
	for _, b := range bins {
		if b.n > 0 {
			fmt.Fprintf(w, "%.2f–%-6.2f %5.0f %6.3f %6.3f %6.3f %.3f\n", b.from, min(1, b.to), b.n, b.expected/b.n, b.right/b.n, b.off(), b.chance())
		}
	}
}
