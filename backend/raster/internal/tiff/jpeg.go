package tiff

import (
	"bytes"
	"fmt"
	"image"
	"image/draw"
	"image/jpeg"
)

// jpegBlocks decodes JPEG in TIFF (compression 7): each block is a stream of
// its own that may lack its tables.
func (p *Page) jpegBlocks(g grid) (image.Image, bool, error) {
	if p.planar {
		return nil, false, fmt.Errorf("%w: JPEG in planes", ErrUnsupported)
	}
	var tables []byte
	if e, ok := p.d[tagJPEGTables]; ok {
		tables, _ = p.f.raw(e, 1<<16) // without them the blocks fail and say so
	}
	if len(g.offsets) == 1 {
		img, err := p.jpegBlock(tables, p.block(g, 0), p.Width, p.Height)
		if err != nil {
			return nil, false, err
		}
		return img, true, nil
	}
	var dst draw.Image
	complete := true
	for i := range g.across * g.down {
		img, err := p.jpegBlock(tables, p.block(g, i), g.width, max(g.height, 16))
		if err != nil {
			complete = false
			continue
		}
		if dst == nil {
			dst = p.jpegCanvas(img)
		}
		x, y := i%g.across*g.width, i/g.across*g.height
		place(dst, image.Rect(x, y, x+g.width, y+g.height), img)
	}
	if dst == nil {
		return nil, false, fmt.Errorf("%w: no JPEG block can be decoded", ErrFormat)
	}
	return dst, complete, nil
}

// place copies img to r; grey to grey has no fast way in the library.
func place(dst draw.Image, r image.Rectangle, img image.Image) {
	to, ok1 := dst.(*image.Gray)
	from, ok2 := img.(*image.Gray)
	if !ok1 || !ok2 {
		draw.Draw(dst, r, img, img.Bounds().Min, draw.Src)
		return
	}
	r = r.Intersect(to.Rect).Intersect(from.Rect.Sub(from.Rect.Min).Add(r.Min))
	for y := r.Min.Y; y < r.Max.Y; y++ {
		at := from.PixOffset(from.Rect.Min.X, from.Rect.Min.Y+y-r.Min.Y)
		copy(to.Pix[to.PixOffset(r.Min.X, y):to.PixOffset(r.Min.X, y)+r.Dx()], from.Pix[at:at+r.Dx()])
	}
}

func (p *Page) jpegCanvas(like image.Image) draw.Image {
	r := image.Rect(0, 0, p.Width, p.Height)
	var dst draw.Image = image.NewRGBA(r)
	if _, ok := like.(*image.Gray); ok {
		dst = image.NewGray(r)
	}
	draw.Draw(dst, r, image.White, image.Point{}, draw.Src)
	return dst
}

// jpegBlock decodes one stream that may be no larger than width × height, give
// or take the last block of samples.
func (p *Page) jpegBlock(tables, data []byte, width, height int) (image.Image, error) {
	stream := p.joinJPEG(tables, data)
	c, err := jpeg.DecodeConfig(bytes.NewReader(stream))
	if err != nil {
		return nil, fmt.Errorf("%w: JPEG block: %w", ErrFormat, err)
	}
	if c.Width > width+64 || c.Height > height+64 {
		return nil, fmt.Errorf("%w: a JPEG block of %d × %d", ErrFormat, c.Width, c.Height)
	}
	img, err := jpeg.Decode(bytes.NewReader(stream))
	if err != nil {
		return nil, fmt.Errorf("%w: JPEG block: %w", ErrFormat, err)
	}
	if ink, ok := img.(*image.CMYK); ok { // the library expects Adobe's inversion, TIFF has none
		for i := range ink.Pix {
			ink.Pix[i] = 255 - ink.Pix[i]
		}
		if p.photometric == colorRGB {
			return p.overWhite(ink), nil
		}
	}
	return img, nil
}

// overWhite takes four samples that are red, green, blue and opacity, and not inks,
// and lays them on white.
func (p *Page) overWhite(samples *image.CMYK) *image.RGBA {
	img := &image.RGBA{Pix: samples.Pix, Stride: samples.Stride, Rect: samples.Rect}
	for i := 0; i+3 < len(img.Pix); i += 4 {
		px := img.Pix[i : i+4]
		through := 255 - int(px[3])
		for k, v := range px[:3] {
			switch p.extra {
			case associated:
				px[k] = byte(min(255, int(v)+through))
			case unassociated:
				px[k] = byte((int(v)*int(px[3]) + 255*through) / 255)
			}
		}
		px[3] = 255
	}
	return img
}

// joinJPEG puts the shared tables before a block's own data, and the mark that
// says whether samples are RGB or CMYK, which a TIFF says in its own tags.
func (p *Page) joinJPEG(tables, data []byte) []byte {
	const soi, eoi = "\xff\xd8", "\xff\xd9"
	var b bytes.Buffer
	b.WriteString(soi)
	if (p.photometric == colorRGB || p.photometric == colorCMYK) && !bytes.Contains(data[:min(len(data), 64)], []byte("Adobe")) {
		b.WriteString("\xff\xee\x00\x0eAdobe\x00\x64\x00\x00\x00\x00\x00")
	}
	b.Write(bytes.TrimSuffix(bytes.TrimPrefix(tables, []byte(soi)), []byte(eoi)))
	b.Write(bytes.TrimPrefix(data, []byte(soi)))
	return b.Bytes()
}

// oldJPEG decodes compression 6 in the form that is met: one whole stream that
// its own tags point to, or that is the only strip.
func (p *Page) oldJPEG() (image.Image, bool, error) {
	at, n := p.f.numbers(p.d, tagOldJPEG, 1), p.f.numbers(p.d, tagOldJPEGBytes, 1)
	var data []byte
	if len(at) == 1 && len(n) == 1 {
		data, _ = p.f.bytes(at[0], n[0]) // nothing is no JPEG stream
	}
	if g := p.grid(); len(data) == 0 && len(g.offsets) == 1 {
		data = p.block(g, 0)
	}
	img, err := p.jpegBlock(nil, data, p.Width, p.Height)
	if err != nil {
		return nil, false, err
	}
	return img, true, nil
}
