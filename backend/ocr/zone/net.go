package zone

import (
	_ "embed"
	"math"
	"slices"
	"sync"
)

// Classes are the characters of a zone in the network's order; its last output,
// beyond them, stands for a place between characters or without one.
const Classes = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ<"

// Outputs of the network.
const Outputs = len(Classes) + 1

// Sizes of what the network's layers give: each looks at three by three places
// and has no border, and between them the largest of two by two is kept.
const (
	Side     = 3 // of what one place of a layer looks at
	EdgeWide = CellWide - Side + 1
	EdgeHigh = CellHigh - Side + 1
	PoolWide = EdgeWide / 2
	PoolHigh = EdgeHigh / 2
	PartWide = PoolWide - Side + 1
	PartHigh = PoolHigh - Side + 1
	parts    = PartWide * PartHigh
)

// Net is a small convolutional network (LeCun et al. 1998) with rectified units:
// edges, parts that are made of edges, one hidden layer over all parts, and the
// outputs. Each row of weights ends with its bias.
type Net struct {
	Edges, Parts, Hidden int

	Edge []float32 // Edges rows of Side × Side weights
	Part []float32 // Parts rows of Side × Side × Edges weights
	In   []float32 // Hidden rows of PartHigh × PartWide × Parts weights
	Out  []float32 // Outputs rows of Hidden weights
}

// NewNet has all weights at 0.
func NewNet(edges, parts, hidden int) *Net {
	n := &Net{Edges: edges, Parts: parts, Hidden: hidden}
	for _, l := range n.Layers() {
		*l.Weights = make([]float32, l.Rows*l.Width)
	}
	return n
}

// Layer is the weights of one layer.
type Layer struct {
	Weights     *[]float32
	Rows, Width int // Width with the bias
}

// Layers of the network, the first one first.
func (n *Net) Layers() []Layer {
	return []Layer{
		{&n.Edge, n.Edges, Side*Side + 1},
		{&n.Part, n.Parts, Side*Side*n.Edges + 1},
		{&n.In, n.Hidden, parts*n.Parts + 1},
		{&n.Out, Outputs, n.Hidden + 1},
	}
}

//go:embed glyphs.bin
var glyphsFile []byte

// trained returns the embedded networks.
var trained = sync.OnceValue(func() *Teller {
	n, err := ParseNets(glyphsFile)
	if err != nil {
		panic(err)
	}
	return n.Teller()
})

// Look is what the layers of a network make of one cell. Values lie by row, then
// by column, then by unit.
type Look struct {
	Edge, Pooled, Part, Hidden, Out []float32
	Largest                         []int // for each of Pooled the place in Edge that it is taken from
}

// NewLook has room for a cell seen by the network.
func (n *Net) NewLook() *Look {
	return &Look{
		Edge:    make([]float32, EdgeWide*EdgeHigh*n.Edges),
		Pooled:  make([]float32, PoolWide*PoolHigh*n.Edges),
		Largest: make([]int, PoolWide*PoolHigh*n.Edges),
		Part:    make([]float32, parts*n.Parts),
		Hidden:  make([]float32, n.Hidden),
		Out:     make([]float32, Outputs),
	}
}

// Tell gives the logarithm of each class's probability, which lie in the look
// until it is used again.
func (n *Net) Tell(cell []float32, l *Look) []float32 {
	n.edges(cell, l)
	n.pool(l)
	n.parts(l)
	rectified(n.In, l.Part, l.Hidden)
	for o := range l.Out {
		w := n.Out[o*(n.Hidden+1):][:n.Hidden+1]
		l.Out[o] = dot(w[:n.Hidden], l.Hidden) + w[n.Hidden]
	}
	return scaled(l.Out)
}

// scaled are logarithms whose exponentials sum up to 1.
func scaled(v []float32) []float32 {
	top, sum := float64(slices.Max(v)), 0.0
	for _, x := range v {
		sum += math.Exp(float64(x) - top)
	}
	rest := float32(top + math.Log(sum))
	for i := range v {
		v[i] -= rest
	}
	return v
}

func (n *Net) edges(cell []float32, l *Look) {
	var seen [Side * Side]float32
	for y := range EdgeHigh {
		for x := range EdgeWide {
			for k := range Side {
				copy(seen[k*Side:][:Side], cell[(y+k)*CellWide+x:][:Side])
			}
			out := l.Edge[(y*EdgeWide+x)*n.Edges:][:n.Edges]
			for u := range out {
				w := n.Edge[u*(Side*Side+1):][:Side*Side+1]
				s := w[Side*Side]
				for k, v := range seen {
					s += w[k] * v
				}
				out[u] = max(0, s)
			}
		}
	}
}

func (n *Net) pool(l *Look) {
	for y := range PoolHigh {
		for x := range PoolWide {
			for u := range n.Edges {
				best := ((2*y)*EdgeWide+2*x)*n.Edges + u
				for _, i := range [3]int{best + n.Edges, best + EdgeWide*n.Edges, best + (EdgeWide+1)*n.Edges} {
					if l.Edge[i] > l.Edge[best] {
						best = i
					}
				}
				to := (y*PoolWide+x)*n.Edges + u
				l.Pooled[to], l.Largest[to] = l.Edge[best], best
			}
		}
	}
}

func (n *Net) parts(l *Look) {
	run := Side * n.Edges // of values that lie beside each other
	for y := range PartHigh {
		for x := range PartWide {
			out := l.Part[(y*PartWide+x)*n.Parts:][:n.Parts]
			for u := range out {
				w := n.Part[u*(Side*run+1):][:Side*run+1]
				s := w[Side*run]
				for k := range Side {
					s += dot(w[k*run:][:run], l.Pooled[((y+k)*PoolWide+x)*n.Edges:][:run])
				}
				out[u] = max(0, s)
			}
		}
	}
}

// rectified is a layer over all of its input.
func rectified(weights, in, out []float32) {
	width := len(in) + 1
	for u := range out {
		w := weights[u*width:][:width]
		out[u] = max(0, dot(w[:len(in)], in)+w[len(in)])
	}
}

func dot(a, b []float32) float32 {
	var s0, s1, s2, s3 float32
	b = b[:len(a)]
	i := 0
	for ; i+4 <= len(a); i += 4 {
		s0 += a[i] * b[i]
		s1 += a[i+1] * b[i+1]
		s2 += a[i+2] * b[i+2]
		s3 += a[i+3] * b[i+3]
	}
	for ; i < len(a); i++ {
		s0 += a[i] * b[i]
	}
	return s0 + s1 + s2 + s3
}
