package tiff

import "math/bits"

// Group4 gives the page's data when they are one strip in ITU-T T.6 codes, the
// highest bit of a byte first, as another file may carry them. inverted says
// that its black codes mean white.
func (p *Page) Group4() (data []byte, inverted, ok bool) {
	if p.compression != compGroup4 || p.bits != 1 || p.samples != 1 || p.Width <= 0 || p.Height <= 0 {
		return nil, false, false
	}
	if p.photometric != whiteIsZero && p.photometric != blackIsZero {
		return nil, false, false
	}
	g := p.grid()
	if g.across != 1 || g.down != 1 || len(g.offsets) != 1 || p.f.value(p.d, tagTileWidth, 0) != 0 {
		return nil, false, false
	}
	data = p.block(g, 0)
	if len(data) == 0 {
		return nil, false, false
	}
	if p.reversed {
		turned := make([]byte, len(data))
		for i, b := range data {
			turned[i] = bits.Reverse8(b)
		}
		data = turned
	}
	return data, p.photometric == blackIsZero, true
}
