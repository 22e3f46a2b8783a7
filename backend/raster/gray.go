package raster

import (
	"bufio"
	"image"
	"image/color"
	"image/draw"
	"io"
)

// newBuffered reads a whole file from its beginning.
func newBuffered(r io.ReaderAt, size int64) io.Reader {
	return bufio.NewReaderSize(io.NewSectionReader(r, 0, size), 1<<16)
}

// luma weighs the colours as JPEG does (ITU-R BT.601).
func luma(r, g, b uint32) byte { return byte((19595*r + 38470*g + 7471*b + 1<<15) >> 16) }

// overWhite lays a colour that is not multiplied with its opacity over white.
func overWhite(v, a uint32) uint32 { return (v*a + 255*(255-a) + 127) / 255 }

// grayOf gives the image in grey, what is transparent over white. A JPEG's
// brightness is taken as it is, without a copy.
func grayOf(img image.Image) *image.Gray {
	switch m := img.(type) {
	case *image.Gray:
		return m
	case *image.YCbCr:
		return &image.Gray{Pix: m.Y, Stride: m.YStride, Rect: m.Rect}
	}
	b := img.Bounds()
	g := image.NewGray(image.Rect(0, 0, b.Dx(), b.Dy()))
	convert := rowConverter(img)
	for y := range b.Dy() {
		convert(g.Pix[y*g.Stride:y*g.Stride+b.Dx()], b.Min.Y+y)
	}
	return g
}

// rowConverter gives a function that turns row y of img into grey.
func rowConverter(img image.Image) func(dst []byte, y int) {
	x0 := img.Bounds().Min.X
	switch m := img.(type) {
	case *image.Gray16:
		return func(dst []byte, y int) {
			at := m.PixOffset(x0, y)
			for i := range dst {
				dst[i] = m.Pix[at+2*i]
			}
		}
	case *image.Paletted:
		lut := paletteGray(m.Palette)
		return func(dst []byte, y int) {
			at := m.PixOffset(x0, y)
			for i := range dst {
				dst[i] = lut[m.Pix[at+i]]
			}
		}
	case *image.RGBA:
		return func(dst []byte, y int) {
			p := m.Pix[m.PixOffset(x0, y):]
			for i := range dst {
				s := p[4*i : 4*i+4 : 4*i+4]
				rest := 255 - uint32(s[3]) // its colours are multiplied already
				dst[i] = luma(uint32(s[0])+rest, uint32(s[1])+rest, uint32(s[2])+rest)
			}
		}
	case *image.NRGBA:
		return func(dst []byte, y int) {
			p := m.Pix[m.PixOffset(x0, y):]
			for i := range dst {
				s := p[4*i : 4*i+4 : 4*i+4]
				v := luma(uint32(s[0]), uint32(s[1]), uint32(s[2]))
				dst[i] = byte(overWhite(uint32(v), uint32(s[3])))
			}
		}
	case *image.CMYK:
		return func(dst []byte, y int) {
			p := m.Pix[m.PixOffset(x0, y):]
			for i := range dst {
				r, g, b := color.CMYKToRGB(p[4*i], p[4*i+1], p[4*i+2], p[4*i+3])
				dst[i] = luma(uint32(r), uint32(g), uint32(b))
			}
		}
	}
	return func(dst []byte, y int) {
		for i := range dst {
			dst[i] = grayColor(img.At(x0+i, y))
		}
	}
}

func grayColor(c color.Color) byte {
	r, g, b, a := c.RGBA()
	rest := 0xffff - a
	return luma((r+rest)>>8, (g+rest)>>8, (b+rest)>>8)
}

func paletteGray(p color.Palette) (lut [256]byte) {
	for i := range lut {
		lut[i] = 255
		if i < len(p) {
			lut[i] = grayColor(p[i])
		}
	}
	return lut
}

// whiteRGBA makes a white image.
func whiteRGBA(w, h int) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for i := range img.Pix {
		img.Pix[i] = 255
	}
	return img
}

// drawOver lays img over dst at its own place.
func drawOver(dst draw.Image, img image.Image) {
	draw.Draw(dst, img.Bounds(), img, img.Bounds().Min, draw.Over)
}

// whiteBelow gives the image with everything below the first rows white.
func whiteBelow(img image.Image, rows int) image.Image {
	b := img.Bounds()
	out := whiteRGBA(b.Dx(), b.Dy())
	draw.Draw(out, image.Rect(0, 0, b.Dx(), rows), img, b.Min, draw.Src)
	return out
}
