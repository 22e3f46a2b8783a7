package main

import (
	"math"
	"math/rand/v2"

	"deskclerk/backend/ocr/zone"
)

const inputs = zone.CellWide * zone.CellHigh

// trainer fits a network by Adam (Kingma and Ba 2015), on small batches of the
// cross-entropy.
type trainer struct {
	net      *zone.Net
	rand     *rand.Rand
	step     int
	in, out  moments
	gIn      []float32
	gOut     []float32
	hidden   []float32
	told     []float32
	backward []float32
}

type moments struct{ first, second []float32 }

func newTrainer(hidden int, r *rand.Rand) *trainer {
	n := &zone.Net{Hidden: hidden, In: make([]float32, hidden*(inputs+1)), Out: make([]float32, zone.Outputs*(hidden+1))}
	scatter(n.In, inputs+1, r)
	scatter(n.Out, hidden+1, r)
	of := func(n int) moments { return moments{make([]float32, n), make([]float32, n)} }
	return &trainer{
		net: n, rand: r, in: of(len(n.In)), out: of(len(n.Out)),
		gIn: make([]float32, len(n.In)), gOut: make([]float32, len(n.Out)),
		hidden: make([]float32, hidden), told: make([]float32, zone.Outputs), backward: make([]float32, hidden),
	}
}

// scatter begins with small random weights (He et al. 2015), biases at 0.
func scatter(w []float32, row int, r *rand.Rand) {
	for i := range w {
		if i%row != row-1 {
			w[i] = float32(r.NormFloat64() * math.Sqrt(2/float64(row)))
		}
	}
}

const small = 32 // samples a step

// learn goes once over the samples, mixed, and gives their mean loss.
func (t *trainer) learn(samples []sample, rate float32) float64 {
	t.rand.Shuffle(len(samples), func(i, j int) { samples[i], samples[j] = samples[j], samples[i] })
	loss := 0.0
	for i, s := range samples {
		loss += t.add(s)
		if i%small == small-1 {
			t.apply(t.net.In, t.gIn, t.in, rate)
			t.apply(t.net.Out, t.gOut, t.out, rate)
			t.step++
		}
	}
	return loss / float64(len(samples))
}

// smoothing keeps the network from being surer than it can be.
const smoothing = 0.01

// add sums up one sample's gradient.
func (t *trainer) add(s sample) float64 {
	out := t.net.Tell(s.cell, t.hidden, t.told)
	h := t.net.Hidden
	clear(t.backward)
	for o, v := range out {
		g := float32(math.Exp(float64(v))) - smoothing/float32(len(out))
		if o == s.class {
			g -= 1 - smoothing
		}
		w, gw := t.net.Out[o*(h+1):][:h+1], t.gOut[o*(h+1):][:h+1]
		for i, a := range t.hidden {
			gw[i] += g * a
			t.backward[i] += g * w[i]
		}
		gw[h] += g
	}
	for i, g := range t.backward {
		if t.hidden[i] <= 0 || g == 0 {
			continue
		}
		gw := t.gIn[i*(inputs+1):][:inputs+1]
		for j, v := range s.cell {
			gw[j] += g * v
		}
		gw[inputs] += g
	}
	return -float64(out[s.class])
}

func (t *trainer) apply(w, g []float32, m moments, rate float32) {
	const b1, b2 = 0.9, 0.999
	n := float64(t.step + 1)
	rate *= float32(math.Sqrt(1-math.Pow(b2, n)) / (1 - math.Pow(b1, n)))
	for i := range w {
		d := g[i] / small
		m.first[i] = b1*m.first[i] + (1-b1)*d
		m.second[i] = b2*m.second[i] + (1-b2)*d*d
		w[i] -= rate * m.first[i] / (float32(math.Sqrt(float64(m.second[i]))) + 1e-8)
		g[i] = 0
	}
}
