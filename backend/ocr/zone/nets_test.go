package zone

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

func TestNetworksSurviveTheirFile(t *testing.T) {
	n := trained().nets
	again, err := ParseNets(n.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	for k := range n {
		for i, l := range n[k].Layers() {
			for j, w := range *l.Weights {
				if d := math.Abs(float64(w - (*again[k].Layers()[i].Weights)[j])); d > 0.02 {
					t.Fatalf("network %d, layer %d: weight %d is off by %v", k, i, j, d)
				}
			}
		}
	}
}

func TestABrokenFileOfNetworksIsRefused(t *testing.T) {
	tooLarge := slices.Clone(glyphsFile)
	tooLarge[3] = 1
	for name, broken := range map[string][]byte{
		"nothing": nil, "half a head": {1, 2, 3}, "less than a layer": glyphsFile[:len(glyphsFile)-1],
		"more than all layers": append(slices.Clone(glyphsFile), 1), "layers without bounds": tooLarge,
	} {
		if _, err := ParseNets(broken); err == nil {
			t.Errorf("%s: a file of %d bytes is taken", name, len(broken))
		}
	}
}

// drawn is a network with weights by chance.
func drawn(edges, parts, hidden int, seed uint64) *Net {
	r := rand.New(rand.NewPCG(seed, 1)) //nolint:gosec // weights
	n := NewNet(edges, parts, hidden)
	for _, l := range n.Layers() {
		for i := range *l.Weights {
			(*l.Weights)[i] = float32(r.NormFloat64()) / 8
		}
	}
	return n
}

func TestNetworksTellTheMeanOfWhatEachSays(t *testing.T) {
	a, b := drawn(3, 4, 5, 1), drawn(2, 6, 9, 2)
	cell := make([]float32, CellWide*CellHigh)
	for i := range cell {
		cell[i] = float32(i%7) / 7
	}
	one, other, both := a.Tell(cell, a.NewLook()), b.Tell(cell, b.NewLook()), Nets{a, b}.Teller().Tell(cell)
	off, sum := both[0]-(one[0]+other[0])/2, 0.0 // the scaling is the same for all classes
	for o := range both {
		if d := both[o] - (one[o]+other[o])/2 - off; math.Abs(float64(d)) > 1e-4 {
			t.Errorf("class %d: %v of %v and %v", o, both[o], one[o], other[o])
		}
		sum += math.Exp(float64(both[o]))
	}
	if math.Abs(sum-1) > 1e-4 {
		t.Errorf("the probabilities sum up to %v", sum)
	}
}

func BenchmarkTell(b *testing.B) {
	t := trained().again()
	cell := make([]float32, CellWide*CellHigh)
	for i := range cell {
		cell[i] = float32(i%7) / 7
	}
	for b.Loop() {
		t.Tell(cell)
	}
}
