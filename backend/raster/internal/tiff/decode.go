package tiff

import (
	"fmt"
	"image"
	"image/color"
)

// Decode gives the page as *image.Gray, *image.Paletted or *image.RGBA (over
// white where it is transparent). Complete is false when a part could not be
// decoded and was left white. The page's size must have been checked before:
// memory is taken for all of it.
func (p *Page) Decode() (img image.Image, complete bool, err error) {
	if p.Width <= 0 || p.Height <= 0 {
		return nil, false, fmt.Errorf("%w: no size", ErrFormat)
	}
	if p.compression == compOldJPEG {
		return p.oldJPEG()
	}
	g := p.grid()
	if len(g.offsets) == 0 {
		return nil, false, fmt.Errorf("%w: no image data", ErrFormat)
	}
	if p.compression == compJPEG {
		return p.jpegBlocks(g)
	}
	if err := p.supported(); err != nil {
		return nil, false, err
	}
	return p.blocks(g)
}

func (p *Page) supported() error {
	unsupported := func(what string, v int) error { return fmt.Errorf("%w: %s %d", ErrUnsupported, what, v) }
	if !p.compressed() {
		return unsupported("compression", p.compression)
	}
	switch p.bits {
	case 1, 2, 4, 8, 16:
	default:
		return unsupported("bits per sample", p.bits)
	}
	if p.samples < 1 || p.samples > 8 {
		return unsupported("samples per pixel", p.samples)
	}
	if f := p.f.value(p.d, tagSampleFormat, 1); f != 1 {
		return unsupported("sample format", f)
	}
	need := 1
	switch p.photometric {
	case whiteIsZero, blackIsZero, palette, colorLab, colorICCLab:
	case colorRGB:
		need = 3
	case colorCMYK:
		need = 4
	case colorYCbCr:
		need = 3
		if s := p.f.numbers(p.d, tagSubsampling, 2); len(s) != 2 || s[0] != 1 || s[1] != 1 {
			return unsupported("subsampled colours with compression", p.compression)
		}
	default:
		return unsupported("photometric interpretation", p.photometric)
	}
	if p.samples < need || (need > 1 && p.bits < 8) || (p.photometric == palette && p.bits > 8) {
		return unsupported("bits for its colours", p.bits)
	}
	if p.fax() && (p.bits != 1 || p.samples != 1) {
		return unsupported("fax code with bits per sample", p.bits)
	}
	return nil
}

// compressed reports whether decompress knows the compression.
func (p *Page) compressed() bool {
	switch p.compression {
	case compNone, compPackBits, compLZW, compDeflate, compDeflate2, compZSTD:
		return true
	}
	return p.fax()
}

// maxBlock bounds the memory of one decompressed block.
const maxBlock = 1 << 30

// blocks decodes every block and sets its pixels.
func (p *Page) blocks(g grid) (image.Image, bool, error) {
	dst, err := p.canvas()
	if err != nil {
		return nil, false, err
	}
	inBlock := p.samples / g.planes
	rowBytes := (int64(g.width)*int64(inBlock)*int64(p.bits) + 7) / 8
	if rowBytes*int64(g.height) > maxBlock {
		return nil, false, fmt.Errorf("%w: a block of %d × %d", ErrFormat, g.width, g.height)
	}
	complete, found := true, false
	for i := range g.across * g.down {
		x, y := i%g.across*g.width, i/g.across*g.height
		rows := g.height
		if g.width == p.Width && p.f.value(p.d, tagTileWidth, 0) == 0 {
			rows = min(rows, p.Height-y)
		}
		planes := make([][]byte, g.planes)
		whole := true
		for k := range planes {
			data, ok := p.decompress(p.block(g, k*g.across*g.down+i), g.width, rows, inBlock, int(rowBytes))
			planes[k] = data
			whole = whole && ok
			found = found || len(data) > 0
		}
		complete = complete && whole
		p.paint(dst, planes, image.Rect(x, y, min(x+g.width, p.Width), min(y+rows, p.Height)), int(rowBytes), inBlock)
	}
	if !found {
		return nil, false, fmt.Errorf("%w: no block can be decoded", ErrFormat)
	}
	return dst, complete, nil
}

// canvas makes the white image that the blocks are painted on.
func (p *Page) canvas() (image.Image, error) {
	r := image.Rect(0, 0, p.Width, p.Height)
	switch p.photometric {
	case whiteIsZero, blackIsZero, colorLab, colorICCLab:
		g := image.NewGray(r)
		for i := range g.Pix {
			g.Pix[i] = 255
		}
		return g, nil
	case palette:
		colors := p.palette()
		if colors == nil {
			return nil, fmt.Errorf("%w: no palette", ErrFormat)
		}
		img := image.NewPaletted(r, colors)
		white := byte(colors.Index(color.White))
		for i := range img.Pix {
			img.Pix[i] = white
		}
		return img, nil
	}
	c := image.NewRGBA(r)
	for i := range c.Pix {
		c.Pix[i] = 255
	}
	return c, nil
}

// palette reads the colour map: all reds, all greens, all blues, 16 bits each.
func (p *Page) palette() color.Palette {
	n := 1 << p.bits
	v := p.f.numbers(p.d, tagColorMap, 3*n)
	if len(v) < 3*n {
		return nil
	}
	out := make(color.Palette, n)
	for i := range out {
		out[i] = color.RGBA{byte(v[i] >> 8), byte(v[n+i] >> 8), byte(v[2*n+i] >> 8), 255}
	}
	return out
}
