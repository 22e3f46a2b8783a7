package raster

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"image/png"
	"maps"
	"math"
	"os"
	"slices"

	"deskclerk/backend/doc"
	"deskclerk/backend/raster/internal/embed"
	"deskclerk/backend/raster/internal/textlayer"
)

// longSide of a page in points when the picture does not say how large it is:
// that of A4.
const longSide = 842.0

// sheetOf is where a picture lies on its page.
type sheetOf struct {
	w, h        float64 // of the page, in points
	orientation int     // of the picture, EXIF's 1 to 8
}

// sheetFor gives a picture of so many pixels its page.
func sheetFor(p picture, w, h int) sheetOf {
	dpi, sx, sy := p.resolution()
	pw, ph := float64(w)*sx, float64(h)*sy
	scale := 72 / float64(dpi)
	if dpi == 0 {
		scale = longSide / max(pw, ph)
	}
	pw, ph = pw*scale, ph*scale
	if p.orientation >= 5 {
		pw, ph = ph, pw
	}
	return sheetOf{pw, ph, p.orientation}
}

// archival reports a size that PDF/A lets a page have (ISO 19005-2, 6.1.13).
func (s sheetOf) archival() bool {
	const least, most = 3, 14_400
	return min(s.w, s.h) >= least && max(s.w, s.h) <= most
}

// matrix puts the picture's unit square (ISO 32000-1, 8.9.5.1) onto the page, as
// its orientation asks.
func (s sheetOf) matrix() [6]float64 {
	at := func(u, v float64) (x, y float64) { // fractions from the top left, as stored and as shown
		x, y = u, v
		switch s.orientation {
		case 2:
			x, y = 1-u, v
		case 3:
			x, y = 1-u, 1-v
		case 4:
			x, y = u, 1-v
		case 5:
			x, y = v, u
		case 6:
			x, y = 1-v, u
		case 7:
			x, y = 1-v, 1-u
		case 8:
			x, y = v, 1-u
		}
		return x * s.w, (1 - y) * s.h
	}
	x0, y0 := at(0, 1)
	x1, y1 := at(1, 1)
	x2, y2 := at(0, 0)
	return [6]float64{x1 - x0, y1 - y0, x2 - x0, y2 - y0, x0, y0}
}

// layerImages writes a PDF/A-2b of an image file.
func layerImages(ctx context.Context, s *source, pages map[int]doc.Page, language string, out *os.File, made *doc.Searchable) error {
	in, err := inspectImage(s)
	if err != nil {
		return err
	}
	made.Pages, made.Archival = in.Pages, true
	w := bufio.NewWriterSize(out, 1<<16)
	b := newBook(w, language)
	for number := 1; number <= in.Pages; number++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		layered, err := b.page(s, number, pages[number])
		if err != nil {
			return err
		}
		if layered {
			made.Layered++
		}
	}
	made.Archival = b.archival
	if err := b.close(s.info.Size()); err != nil {
		return fmt.Errorf("write the searchable file: %w", err)
	}
	if err := w.Flush(); err != nil {
		return fmt.Errorf("write the searchable file: %w", err)
	}
	return nil
}

// book is a PDF of pictures that is being written.
type book struct {
	f                *textlayer.File
	root, tree, font int // font: the names of all
	fonts            textlayer.Fonts
	kids             []int
	language         string
	archival         bool // no page keeps it from being PDF/A
	digest           [sha256.Size]byte
}

func newBook(w *bufio.Writer, language string) *book {
	f := textlayer.NewFile(w)
	return &book{f: f, root: f.Reserve(), tree: f.Reserve(), font: f.Reserve(), language: language, archival: true}
}

// page adds a page; layered says that it has words.
func (b *book) page(s *source, number int, read doc.Page) (layered bool, err error) {
	picture, at, err := s.embeddable(number)
	if err != nil {
		return false, err
	}
	b.archival = b.archival && picture.Device && at.archival()
	img, content, page := b.f.Reserve(), b.f.Reserve(), b.f.Reserve()
	b.f.Copy(img, picture.Dict, picture.Data, picture.Length)
	words := newSheet(at.w, at.h, read.PageInfo).words(read.Words, func(x, y float64) (float64, float64) { return x, at.h - y })
	b.fonts.Add(words)
	m := at.matrix()
	stream := fmt.Appendf(nil, "q %.3f %.3f %.3f %.3f %.3f %.3f cm /Page Do Q\n", m[0], m[1], m[2], m[3], m[4], m[5])
	stream = append(b.fonts.Contents(map[int][]textlayer.Word{number: words}, picture.Length)[number], stream...)
	b.f.Write(content, textlayer.Object{Dict: "<<>>", Stream: stream})
	turn := ""
	if q := quarter(doc.RenderOptions{Rotation: read.Rotation}); q != 0 {
		turn = fmt.Sprintf("/Rotate %d", 90*q)
	}
	b.f.Write(page, textlayer.Object{Dict: fmt.Sprintf("<</Type/Page/Parent %s/MediaBox[0 0 %.3f %.3f]%s/Resources<</XObject<</Page %s>>/Font %s>>/Contents %s>>",
		textlayer.Ref(b.tree), at.w, at.h, turn, textlayer.Ref(img), textlayer.Ref(b.font), textlayer.Ref(content))})
	b.kids = append(b.kids, page)
	b.digest = sha256.Sum256(append(b.digest[:], stream...))
	return len(words) > 0, nil
}

// close writes what the pages refer to. source is the size of the original.
func (b *book) close(source int64) error {
	b.writeFonts()
	kids := ""
	for _, k := range b.kids {
		kids += textlayer.Ref(k) + " "
	}
	b.f.Write(b.tree, textlayer.Object{Dict: fmt.Sprintf("<</Type/Pages/Count %d/Kids[%s]>>", len(b.kids), kids)})
	metadata, profile := b.f.Reserve(), b.f.Reserve()
	xmp := textlayer.Metadata(b.archival)
	b.f.Copy(metadata, "<</Type/Metadata/Subtype/XML>>", bytes.NewReader(xmp), int64(len(xmp)))
	b.f.Write(profile, textlayer.Object{Dict: "<</N 3>>", Stream: textlayer.SRGB()})
	lang := ""
	if b.language != "" {
		lang = fmt.Sprintf("/Lang<%x>", b.language)
	}
	b.f.Write(b.root, textlayer.Object{Dict: fmt.Sprintf("<</Type/Catalog/Pages %s/Metadata %s/OutputIntents[%s]%s>>",
		textlayer.Ref(b.tree), textlayer.Ref(metadata), textlayer.Intent(textlayer.Ref(profile)), lang)})
	id := sha256.Sum256(fmt.Appendf(b.digest[:], "%d", source))
	return b.f.Close(b.root, id[:16])
}

// writeFonts writes the fonts and their names, to which all pages refer.
func (b *book) writeFonts() {
	var numbers []int
	ref := func(i int) string {
		for len(numbers) <= i {
			numbers = append(numbers, b.f.Reserve())
		}
		return textlayer.Ref(numbers[i])
	}
	names, objects := b.fonts.Objects(ref)
	list := ""
	for _, name := range slices.Sorted(maps.Keys(names)) {
		list += "/" + name + " " + ref(names[name])
	}
	for i, o := range objects {
		ref(i)
		b.f.Write(numbers[i], o)
	}
	b.f.Write(b.font, textlayer.Object{Dict: "<<" + list + ">>"})
}

// embeddable gives a page's picture as it is in its file where a PDF can hold
// it so, else packed anew without loss; only what was photographed and packed
// with loss in a way that PDF does not know is packed so again.
func (s *source) embeddable(number int) (embed.Picture, sheetOf, error) {
	if s.kind == kindTIFF {
		return s.embeddableTIFF(number)
	}
	h, err := s.header()
	if err != nil {
		return embed.Picture{}, sheetOf{}, err
	}
	at := sheetFor(picture{img: image.Rect(0, 0, h.Width, h.Height), orientation: h.Orientation, xdpi: h.XDPI, ydpi: h.YDPI}, h.Width, h.Height)
	whole := embed.ErrNot
	var p embed.Picture
	switch s.kind {
	case kindJPEG:
		p, whole = embed.JPEG(s.file, s.info.Size())
	case kindPNG:
		p, whole = embed.PNG(s.file, s.info.Size())
	}
	if whole == nil {
		return p, at, nil
	}
	decoded, err := s.decode(number)
	if err != nil {
		return embed.Picture{}, sheetOf{}, err
	}
	b := decoded.img.Bounds()
	at = sheetFor(decoded, b.Dx(), b.Dy())
	p, err = packed(decoded.img, s.kind == kindHEIC || s.kind == kindWebP)
	return p, at, err
}

func (s *source) embeddableTIFF(number int) (embed.Picture, sheetOf, error) {
	f, err := s.openTIFF()
	if err != nil {
		return embed.Picture{}, sheetOf{}, err
	}
	page := &f.Pages[number-1]
	if data, inverted, ok := page.Group4(); ok {
		at := sheetFor(picture{img: image.Rect(0, 0, page.Width, page.Height), orientation: page.Orientation, xdpi: page.XDPI, ydpi: page.YDPI}, page.Width, page.Height)
		return embed.Fax(bytes.NewReader(data), int64(len(data)), page.Width, page.Height, inverted), at, nil
	}
	decoded, err := s.decodeTIFF(number)
	if err != nil {
		return embed.Picture{}, sheetOf{}, err
	}
	b := decoded.img.Bounds()
	p, err := packed(decoded.img, false)
	return p, sheetFor(decoded, b.Dx(), b.Dy()), err
}

const photoQuality = 92 // of a JPEG that is made of another photo

// packed packs a decoded picture.
func packed(img image.Image, photo bool) (embed.Picture, error) {
	var b bytes.Buffer
	if photo {
		if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: photoQuality}); err != nil {
			return embed.Picture{}, fmt.Errorf("pack the picture: %w", err)
		}
		return embed.JPEG(bytes.NewReader(b.Bytes()), int64(b.Len()))
	}
	if err := png.Encode(&b, plain(img)); err != nil {
		return embed.Picture{}, fmt.Errorf("pack the picture: %w", err)
	}
	return embed.PNGBytes(b.Bytes())
}

// plain is the picture without transparency, in two levels when it has no more.
func plain(img image.Image) image.Image {
	switch m := img.(type) {
	case *image.Gray:
		return twoLevels(m)
	case *image.Paletted:
		if m.Opaque() {
			return m
		}
	case *image.Gray16:
		return m
	}
	out := whiteRGBA(img.Bounds().Dx(), img.Bounds().Dy())
	draw.Draw(out, out.Rect, img, img.Bounds().Min, draw.Over)
	return out
}

func twoLevels(m *image.Gray) image.Image {
	for y := range m.Rect.Dy() {
		for _, v := range m.Pix[y*m.Stride : y*m.Stride+m.Rect.Dx()] {
			if v != 0 && v != math.MaxUint8 {
				return m
			}
		}
	}
	out := image.NewPaletted(m.Rect, color.Palette{color.Gray{}, color.Gray{Y: math.MaxUint8}})
	for y := range m.Rect.Dy() {
		for x, v := range m.Pix[y*m.Stride : y*m.Stride+m.Rect.Dx()] {
			out.Pix[y*out.Stride+x] = v & 1
		}
	}
	return out
}
