package zone

import (
	"bytes"
	_ "embed"
	"encoding/binary"
	"fmt"
	"math"
	"sync"
)

// Classes are the characters of a zone in the network's order; its last output,
// beyond them, stands for a place between characters or without one.
const Classes = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ<"

// Outputs of the network.
const Outputs = len(Classes) + 1

// Net is a network with one hidden layer of rectified units.
type Net struct {
	Hidden int
	In     []float32 // Hidden rows of CellWide × CellHigh weights and a bias
	Out    []float32 // Outputs rows of Hidden weights and a bias
}

//go:embed glyphs.bin
var glyphsFile []byte

// trained returns the embedded network.
var trained = sync.OnceValue(func() *Net {
	n, err := ParseNet(glyphsFile)
	if err != nil {
		panic(err)
	}
	return n
})

const inputs = CellWide * CellHigh

// Tell gives the logarithm of each class's probability.
func (n *Net) Tell(cell []float32, hidden, out []float32) []float32 {
	hidden = hidden[:n.Hidden]
	for h := range hidden {
		w := n.In[h*(inputs+1):][:inputs+1]
		hidden[h] = max(0, dot(w[:inputs], cell)+w[inputs])
	}
	out = out[:Outputs]
	top := float32(math.Inf(-1))
	for o := range out {
		w := n.Out[o*(n.Hidden+1):][:n.Hidden+1]
		out[o] = dot(w[:n.Hidden], hidden) + w[n.Hidden]
		top = max(top, out[o])
	}
	sum := 0.0
	for _, v := range out {
		sum += math.Exp(float64(v - top))
	}
	rest := top + float32(math.Log(sum))
	for o := range out {
		out[o] -= rest
	}
	return out
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

// Join makes networks one, which gives each class the geometric mean of the
// probabilities that they give it, scaled to a sum of 1.
func Join(nets ...*Net) *Net {
	out := &Net{}
	share := 1 / float32(len(nets))
	for _, n := range nets {
		out.Hidden += n.Hidden
		out.In = append(out.In, n.In...)
	}
	for o := range Outputs {
		var bias float32
		for _, n := range nets {
			row := n.Out[o*(n.Hidden+1):][:n.Hidden+1]
			for _, w := range row[:n.Hidden] {
				out.Out = append(out.Out, w*share)
			}
			bias += row[n.Hidden] * share
		}
		out.Out = append(out.Out, bias)
	}
	return out
}

// Bytes is the network with each row's weights in 8 bits and the row's scale:
// the number of hidden units, then both layers.
func (n *Net) Bytes() []byte {
	var b bytes.Buffer
	write := func(v any) { _ = binary.Write(&b, binary.LittleEndian, v) } // a buffer takes everything
	write(uint32(n.Hidden))
	for _, layer := range []struct {
		w   []float32
		row int
	}{{n.In, inputs + 1}, {n.Out, n.Hidden + 1}} {
		for at := 0; at < len(layer.w); at += layer.row {
			row := layer.w[at : at+layer.row]
			var most float32
			for _, v := range row {
				most = max(most, float32(math.Abs(float64(v))))
			}
			scale := max(most/127, 1e-9)
			write(scale)
			for _, v := range row {
				write(int8(math.Round(float64(v / scale))))
			}
		}
	}
	return b.Bytes()
}

// ParseNet reads what Bytes wrote.
func ParseNet(data []byte) (*Net, error) {
	if len(data) < 4 {
		return nil, fmt.Errorf("zone: a network of %d bytes", len(data))
	}
	n := &Net{Hidden: int(binary.LittleEndian.Uint32(data))}
	if n.Hidden < 1 || n.Hidden > 4096 || len(data) != 4+n.Hidden*(inputs+1+4)+Outputs*(n.Hidden+1+4) {
		return nil, fmt.Errorf("zone: a network of %d bytes does not have %d hidden units", len(data), n.Hidden)
	}
	data = data[4:]
	row := func(width int) []float32 {
		scale := math.Float32frombits(binary.LittleEndian.Uint32(data))
		out := make([]float32, width)
		for i := range out {
			out[i] = float32(int8(data[4+i])) * scale
		}
		data = data[4+width:]
		return out
	}
	for range n.Hidden {
		n.In = append(n.In, row(inputs+1)...)
	}
	for range Outputs {
		n.Out = append(n.Out, row(n.Hidden+1)...)
	}
	return n, nil
}
