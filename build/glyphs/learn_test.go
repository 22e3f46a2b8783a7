package main

import (
	"math"
	"math/rand/v2"
	"testing"

	"deskclerk/backend/ocr/zone"
)

// loss of a sample as the trainer sees it.
func loss(n *zone.Net, s sample) float64 {
	sum := 0.0
	for o, v := range n.Tell(s.cell, n.NewLook()) {
		p := smoothing / float64(zone.Outputs)
		if o == s.class {
			p += 1 - smoothing
		}
		sum -= p * float64(v)
	}
	return sum
}

func TestGradientsAreWhatTheLossChangesBy(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	tr := newTrainer(3, 4, 6, r)
	s := sample{cell: make([]float32, zone.CellWide*zone.CellHigh), class: 7}
	for i := range s.cell {
		s.cell[i] = r.Float32()
	}
	tr.add(s)
	const step = 1e-3
	for i, l := range tr.layers {
		seen := 0
		for range 200 {
			at := r.IntN(len(l.weights))
			was := l.weights[at]
			l.weights[at] = was + step
			more := loss(tr.net, s)
			l.weights[at] = was - step
			less := loss(tr.net, s)
			l.weights[at] = was
			want, got := (more-less)/(2*step), float64(l.gradient[at])
			if math.Abs(want-got) > 0.01+0.03*math.Abs(want) {
				t.Errorf("layer %d, weight %d: gradient %v, the loss changes by %v", i, at, got, want)
			}
			if math.Abs(want) > 0.01 {
				seen++
			}
		}
		if seen == 0 {
			t.Errorf("layer %d: no weight changes the loss", i)
		}
	}
}

func TestANetworkLearnsWhatItIsShown(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	samples := make([]sample, 64)
	for i := range samples {
		samples[i] = sample{cell: make([]float32, zone.CellWide*zone.CellHigh), class: i % 4}
		for k := range samples[i].cell { // a bar, in another place for each class
			samples[i].cell[k] = 0.1 * r.Float32()
			if k/zone.CellWide/5 == i%4 {
				samples[i].cell[k]++
			}
		}
	}
	tr := newTrainer(4, 6, 12, r)
	first := tr.learn(samples, 0.01)
	last := first
	for range 30 {
		last = tr.learn(samples, 0.01)
	}
	if last > 0.1*first {
		t.Errorf("the loss was %.3f and is %.3f", first, last)
	}
}
