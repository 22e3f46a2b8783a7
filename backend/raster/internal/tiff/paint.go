package tiff

import (
	"encoding/binary"
	"image"
	"image/color"
)

// paint sets the pixels of one block. Planes holds its bytes, one slice for
// all samples or one for each; a slice may be shorter than the block.
func (p *Page) paint(dst image.Image, planes [][]byte, r image.Rectangle, rowBytes, inBlock int) {
	n := p.used()
	px := make([]byte, n*r.Dx())
	for y := range r.Dy() {
		ok := 0
		for s := range n {
			plane, first, step := planes[0], s, inBlock
			if len(planes) > 1 {
				plane, first, step = planes[s], 0, 1
			}
			row := plane[min(len(plane), y*rowBytes):min(len(plane), (y+1)*rowBytes)]
			got := p.samples8(px[s:], n, row, first, step, r.Dx())
			if s == 0 || got < ok {
				ok = got
			}
		}
		p.row(dst, px[:n*ok], r.Min.X, r.Min.Y+y)
	}
}

// Values of the tag for samples beyond the colours: opacity, multiplied into
// the colours or not.
const (
	associated   = 1
	unassociated = 2
)

// used is how many of the samples make the colour, opacity included.
func (p *Page) used() int {
	n := 1
	switch p.photometric {
	case colorRGB, colorYCbCr:
		n = 3
	case colorCMYK:
		return 4
	}
	if p.samples > n && (p.extra == associated || p.extra == unassociated) && p.photometric != palette {
		n++
	}
	return n
}

// samples8 takes every step-th sample of a row from the first one on, scaled to
// 8 bits (a palette's index as it is), into dst at every stride. It gives the
// number of pixels there were bytes for.
func (p *Page) samples8(dst []byte, stride int, row []byte, first, step, pixels int) int {
	switch p.bits {
	case 8:
		for i := range pixels {
			at := first + i*step
			if at >= len(row) {
				return i
			}
			dst[i*stride] = row[at]
		}
	case 16:
		high := 0
		if p.f.order == binary.ByteOrder(binary.LittleEndian) {
			high = 1
		}
		for i := range pixels {
			at := 2*(first+i*step) + high
			if at >= len(row) {
				return i
			}
			dst[i*stride] = row[at]
		}
	default:
		top := byte(1<<p.bits - 1)
		scale := 255 / top
		if p.photometric == palette {
			scale = 1
		}
		for i := range pixels {
			bit := (first + i*step) * p.bits
			if bit/8 >= len(row) {
				return i
			}
			dst[i*stride] = row[bit/8] >> (8 - p.bits - bit%8) & top * scale
		}
	}
	return pixels
}

// row sets pixels of the samples in px from x on.
func (p *Page) row(dst image.Image, px []byte, x, y int) {
	switch img := dst.(type) {
	case *image.Paletted:
		copy(img.Pix[img.PixOffset(x, y):], px)
	case *image.Gray:
		p.grayRow(img.Pix[img.PixOffset(x, y):], px)
	case *image.RGBA:
		p.colorRow(img.Pix[img.PixOffset(x, y):], px)
	}
}

func (p *Page) grayRow(dst, px []byte) {
	n := p.used()
	for i := 0; i*n < len(px); i++ {
		v := px[i*n]
		if p.photometric == whiteIsZero {
			v = 255 - v
		}
		if n == 2 {
			v = p.over(v, px[i*n+1])
		}
		dst[i] = v
	}
}

func (p *Page) colorRow(dst, px []byte) {
	n := p.used()
	for i := 0; i*n < len(px); i++ {
		s, d := px[i*n:(i+1)*n], dst[4*i:4*i+3]
		switch p.photometric {
		case colorCMYK:
			d[0], d[1], d[2] = color.CMYKToRGB(s[0], s[1], s[2], s[3])
		case colorYCbCr:
			d[0], d[1], d[2] = color.YCbCrToRGB(s[0], s[1], s[2])
		default:
			copy(d, s)
		}
		if n == 4 && p.photometric != colorCMYK {
			d[0], d[1], d[2] = p.over(d[0], s[3]), p.over(d[1], s[3]), p.over(d[2], s[3])
		}
	}
}

// over lays a sample over white.
func (p *Page) over(v, alpha byte) byte {
	a := int(alpha)
	if p.extra == associated {
		return byte(min(255, int(v)+255-a))
	}
	return byte((int(v)*a + 255*(255-a) + 127) / 255)
}
