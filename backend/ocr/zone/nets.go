package zone

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math"
)

// Nets are networks that were trained apart and tell together: what they err in
// differs.
type Nets []*Net

// Bytes are the networks one after the other: the numbers of their units, then
// each row's weights in 8 bits after the row's scale.
func (n Nets) Bytes() []byte {
	var b bytes.Buffer
	write := func(v any) { _ = binary.Write(&b, binary.LittleEndian, v) } // a buffer takes everything
	for _, one := range n {
		write([]uint32{uint32(one.Edges), uint32(one.Parts), uint32(one.Hidden)})
		for _, l := range one.Layers() {
			for at := 0; at < len(*l.Weights); at += l.Width {
				row := (*l.Weights)[at : at+l.Width]
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
	}
	return b.Bytes()
}

// mostUnits that a layer may have.
const mostUnits = 4096

// ParseNets reads what Bytes wrote.
func ParseNets(data []byte) (Nets, error) {
	var out Nets
	for len(data) > 0 {
		var units [3]uint32
		head := binary.Size(units)
		if len(data) < head {
			return nil, fmt.Errorf("zone: %d bytes are left over after network %d", len(data), len(out))
		}
		for i := range units {
			units[i] = binary.LittleEndian.Uint32(data[4*i:])
			if units[i] < 1 || units[i] > mostUnits {
				return nil, fmt.Errorf("zone: network %d has a layer of %d units", len(out), units[i])
			}
		}
		n := &Net{Edges: int(units[0]), Parts: int(units[1]), Hidden: int(units[2])}
		data = data[head:]
		for _, l := range n.Layers() {
			if len(data) < l.Rows*(l.Width+4) {
				return nil, fmt.Errorf("zone: network %d ends within a layer", len(out))
			}
			for range l.Rows {
				scale := math.Float32frombits(binary.LittleEndian.Uint32(data))
				for _, v := range data[4:][:l.Width] {
					*l.Weights = append(*l.Weights, float32(int8(v))*scale)
				}
				data = data[4+l.Width:]
			}
		}
		out = append(out, n)
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("zone: there is no network")
	}
	return out, nil
}
