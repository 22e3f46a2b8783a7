package tiff

import "math"

// Page is one image of the file.
type Page struct {
	Width, Height int // 0 when the directory does not say
	Info

	f           *File
	d           directory
	bits        int // of each sample
	samples     int
	compression int
	photometric int
	predictor   int
	planar      bool // each sample in a plane of its own
	reversed    bool // the lowest bit of a byte comes first
	extra       int  // meaning of the first sample beyond the colours
	tables      *faxTables
}

// Values of the compression tag.
const (
	compNone     = 1
	compRLE      = 2 // modified Huffman
	compGroup3   = 3
	compGroup4   = 4
	compLZW      = 5
	compOldJPEG  = 6
	compJPEG     = 7
	compDeflate  = 8
	compRLEWords = 32771
	compPackBits = 32773
	compDeflate2 = 32946
	compZSTD     = 50000 // libtiff's
)

// Values of the photometric tag.
const (
	whiteIsZero = 0
	blackIsZero = 1
	colorRGB    = 2
	palette     = 3
	colorCMYK   = 5
	colorYCbCr  = 6
	colorLab    = 8 // CIE L*a*b*: read in grey, by its lightness alone
	colorICCLab = 9
)

func (f *File) page(d directory) Page {
	p := Page{f: f, d: d, Info: f.info(d)}
	p.Width, p.Height = f.value(d, tagWidth, 0), f.value(d, tagHeight, 0)
	p.bits = f.value(d, tagBits, 1)
	p.samples = f.value(d, tagSamples, 1)
	p.compression = f.value(d, tagCompression, compNone)
	p.photometric = f.value(d, tagPhotometric, p.usualPhotometric())
	p.predictor = f.value(d, tagPredictor, 1)
	p.planar = f.value(d, tagPlanar, 1) == 2 && p.samples > 1
	p.reversed = f.value(d, tagFillOrder, 1) == 2
	p.extra = f.value(d, tagExtra, 0)
	return p
}

// usualPhotometric is what a file without the tag means: faxes are black on
// white.
func (p *Page) usualPhotometric() int {
	switch {
	case p.samples >= 3:
		return colorRGB
	case p.fax():
		return whiteIsZero
	}
	return blackIsZero
}

func (p *Page) fax() bool {
	switch p.compression {
	case compRLE, compGroup3, compGroup4, compRLEWords:
		return true
	}
	return false
}

// grid is how the image is cut into blocks: strips over its whole width, or
// tiles.
type grid struct {
	width, height int // of a block
	across, down  int
	planes        int
	offsets       []uint64
	sizes         []uint64
}

func (p *Page) grid() grid {
	g := grid{width: p.Width, planes: 1}
	if p.planar {
		g.planes = p.samples
	}
	offsets, sizes := uint16(tagStrips), uint16(tagStripBytes)
	if w := p.f.value(p.d, tagTileWidth, 0); w > 0 {
		g.width, g.height = w, p.f.value(p.d, tagTileHeight, 0)
		if g.height < 8 {
			return grid{}
		}
		offsets, sizes = tagTiles, tagTileBytes
		if _, ok := p.d[tagTiles]; !ok { // some writers keep to the strips' tags
			offsets, sizes = tagStrips, tagStripBytes
		}
	} else {
		g.height = p.f.value(p.d, tagRowsPerStrip, math.MaxInt32)
	}
	g.height = min(g.height, max(p.Height, g.width))
	if g.width < min(8, p.Width) || g.height <= 0 {
		return grid{} // blocks so small are made to cost time
	}
	g.across = (p.Width + g.width - 1) / g.width
	g.down = (p.Height + g.height - 1) / g.height
	n := g.across * g.down * g.planes
	g.offsets = p.f.numbers(p.d, offsets, n)
	g.sizes = p.f.numbers(p.d, sizes, n)
	return g
}

// block reads the compressed bytes of a block, as many as there are.
func (p *Page) block(g grid, i int) []byte {
	if i >= len(g.offsets) || g.offsets[i] >= uint64(p.f.size) {
		return nil
	}
	left := uint64(p.f.size) - g.offsets[i]
	n := left // a missing or empty size: all that follows
	if i < len(g.sizes) && g.sizes[i] > 0 {
		n = min(left, g.sizes[i])
	} else if len(g.offsets) > 1 {
		return nil
	}
	b, err := p.f.bytes(g.offsets[i], n)
	if err != nil {
		return nil
	}
	return b
}
