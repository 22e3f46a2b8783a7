package main

import (
	"math"
	"strings"
	"testing"
)

// seen are n values with one probability, of which some are right.
func seen(n int, p float64, right int) []observation {
	out := make([]observation, n)
	for i := range out {
		out[i] = observation{paper: &paper{group: i}, value: "x", p: p, right: i < right}
	}
	return out
}

func TestABinSpeaksOnlyWithEnoughValues(t *testing.T) {
	if _, worst := reliability(seen(40, 0.85, 30)); !math.IsNaN(worst) {
		t.Errorf("40 values tell that they are off by %.3f", worst)
	}
	few := append(seen(40, 0.85, 30), seen(600, 0.99, 588)...)
	if _, worst := reliability(few); math.Abs(worst-0.01) > 1e-9 {
		t.Errorf("600 values are off by %.3f", worst)
	}
}

func TestPapersOfOneIssuerTellLess(t *testing.T) {
	apart := seen(100, 0.9, 80)
	together := seen(100, 0.9, 80)
	for i := range together {
		together[i].paper.group = i / 10
	}
	a, b := binned(apart)[5].chance(), binned(together)[5].chance()
	if b < 1.5*a {
		t.Errorf("by chance %.3f apart, %.3f of ten issuers", a, b)
	}
}

func TestWhatChanceDoesIsPrintedBesideWhatWasSeen(t *testing.T) {
	var b strings.Builder
	printBins(&b, binned(seen(100, 0.9, 80)))
	if want := "0.90–0.95     100  0.900  0.800  0.100 0.082\n"; !strings.HasSuffix(b.String(), want) {
		t.Errorf("%s, want %s", b.String(), want)
	}
}
