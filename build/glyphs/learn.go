package main

import (
	"math"
	"math/rand/v2"

	"deskclerk/backend/ocr/zone"
)

// trainer fits a network by Adam (Kingma and Ba 2015), on small batches of the
// cross-entropy.
type trainer struct {
	net    *zone.Net
	rand   *rand.Rand
	step   int
	layers []learned
	look   *zone.Look

	hidden, part, pooled []float32 // what the loss changes by with each value of the look
}

// learned is a layer's weights with their gradients and the moments of these.
type learned struct{ weights, gradient, first, second []float32 }

func newTrainer(edges, parts, hidden int, r *rand.Rand) *trainer {
	n := zone.NewNet(edges, parts, hidden)
	t := &trainer{net: n, rand: r, look: n.NewLook()}
	for _, l := range n.Layers() {
		w := *l.Weights
		scatter(w, l.Width, r)
		t.layers = append(t.layers, learned{w, make([]float32, len(w)), make([]float32, len(w)), make([]float32, len(w))})
	}
	t.hidden, t.part, t.pooled = make([]float32, len(t.look.Hidden)), make([]float32, len(t.look.Part)), make([]float32, len(t.look.Pooled))
	return t
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
			for _, l := range t.layers {
				t.apply(l, rate)
			}
			t.step++
		}
	}
	return loss / float64(len(samples))
}

// smoothing keeps the network from being surer than it can be.
const smoothing = 0.01

// add sums up one sample's gradient, from the outputs back to the edges.
func (t *trainer) add(s sample) float64 {
	out := t.net.Tell(s.cell, t.look)
	clear(t.hidden)
	for o, v := range out {
		g := float32(math.Exp(float64(v))) - smoothing/float32(len(out))
		if o == s.class {
			g -= 1 - smoothing
		}
		t.layers[3].unit(o, g, t.look.Hidden, t.hidden)
	}
	clear(t.part)
	for i, g := range t.hidden {
		if t.look.Hidden[i] > 0 {
			t.layers[2].unit(i, g, t.look.Part, t.part)
		}
	}
	t.addParts()
	t.addEdges(s.cell)
	return -float64(out[s.class])
}

// unit adds what one unit's weights, and the values it sees, change the loss by.
func (l learned) unit(i int, g float32, in, back []float32) {
	row := len(in) + 1
	w, gw := l.weights[i*row:][:row], l.gradient[i*row:][:row]
	for k, v := range in {
		gw[k] += g * v
		back[k] += g * w[k]
	}
	gw[len(in)] += g
}

func (t *trainer) addParts() {
	n, l := t.net, t.layers[1]
	run := zone.Side * n.Edges
	row := zone.Side*run + 1
	clear(t.pooled)
	for at, g := range t.part {
		if t.look.Part[at] <= 0 || g == 0 {
			continue
		}
		u, x, y := at%n.Parts, at/n.Parts%zone.PartWide, at/n.Parts/zone.PartWide
		w, gw := l.weights[u*row:][:row], l.gradient[u*row:][:row]
		for k := range zone.Side {
			from := ((y+k)*zone.PoolWide + x) * n.Edges
			in, back := t.look.Pooled[from:][:run], t.pooled[from:][:run]
			wk, gk := w[k*run:][:run], gw[k*run:][:run]
			for i, v := range in {
				gk[i] += g * v
				back[i] += g * wk[i]
			}
		}
		gw[row-1] += g
	}
}

func (t *trainer) addEdges(cell []float32) {
	const row = zone.Side*zone.Side + 1
	for i, g := range t.pooled {
		if t.look.Pooled[i] <= 0 || g == 0 {
			continue
		}
		at := t.look.Largest[i] / t.net.Edges
		x, y := at%zone.EdgeWide, at/zone.EdgeWide
		gw := t.layers[0].gradient[i%t.net.Edges*row:][:row]
		for k := range zone.Side * zone.Side {
			gw[k] += g * cell[(y+k/zone.Side)*zone.CellWide+x+k%zone.Side]
		}
		gw[row-1] += g
	}
}

func (t *trainer) apply(l learned, rate float32) {
	const b1, b2 = 0.9, 0.999
	n := float64(t.step + 1)
	rate *= float32(math.Sqrt(1-math.Pow(b2, n)) / (1 - math.Pow(b1, n)))
	for i := range l.weights {
		d := l.gradient[i] / small
		l.first[i] = b1*l.first[i] + (1-b1)*d
		l.second[i] = b2*l.second[i] + (1-b2)*d*d
		l.weights[i] -= rate * l.first[i] / (float32(math.Sqrt(float64(l.second[i]))) + 1e-8)
		l.gradient[i] = 0
	}
}
