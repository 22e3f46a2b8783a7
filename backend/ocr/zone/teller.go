package zone

// void zone_tell(const float *weights, int edges, int parts, int hidden, int outputs, int wide, int high,
//   const float *cell, float *scratch, float *out);
import "C"

import "unsafe"

// Teller asks all networks, one cell after the other.
type Teller struct {
	nets    Nets
	turned  [][]float32 // of each network the weights of all layers, as net.c takes them
	scratch []float32
	told    []float32
	out     []float32
}

// Teller has room of its own; it is not for two at a time.
func (n Nets) Teller() *Teller {
	t := &Teller{nets: n, told: make([]float32, Outputs), out: make([]float32, Outputs)}
	for _, one := range n {
		t.turned = append(t.turned, one.turned())
		l := one.NewLook()
		t.scratch = make([]float32, max(len(t.scratch), len(l.Edge)+len(l.Pooled)+len(l.Part)+len(l.Hidden)))
	}
	return t
}

// turned are the weights with those of one input beside each other, the biases of
// each layer last.
func (n *Net) turned() (out []float32) {
	for _, l := range n.Layers() {
		for k := range l.Width {
			for u := range l.Rows {
				out = append(out, (*l.Weights)[u*l.Width+k])
			}
		}
	}
	return out
}

// again is a teller of the same networks.
func (t *Teller) again() *Teller {
	return &Teller{nets: t.nets, turned: t.turned, scratch: make([]float32, len(t.scratch)), told: make([]float32, Outputs), out: make([]float32, Outputs)}
}

// Tell gives the logarithm of each class's probability: the geometric mean of
// those that the networks give it, scaled to a sum of 1. It holds until the next
// is asked for.
func (t *Teller) Tell(cell []float32) []float32 {
	_ = cell[:CellWide*CellHigh]
	clear(t.out)
	for i, n := range t.nets {
		C.zone_tell(floats(t.turned[i]), C.int(n.Edges), C.int(n.Parts), C.int(n.Hidden), C.int(Outputs),
			CellWide, CellHigh, floats(cell), floats(t.scratch), floats(t.told))
		for o, v := range scaled(t.told) {
			t.out[o] += v / float32(len(t.nets))
		}
	}
	return scaled(t.out)
}

func floats(v []float32) *C.float { return (*C.float)(unsafe.Pointer(unsafe.SliceData(v))) }
