package main

import (
	"fmt"
	"image"
	"os"
	"path/filepath"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/gomono"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"

	"deskclerk/backend/ocr/zone"
)

// face is a face at one size, with its share among the drawn lines.
type face struct {
	glyphs  map[byte]glyph
	capital float64 // height of a capital, pixels
	share   float64
}

// glyph is the ink of one character; its middle is the middle of the pitch and
// of the capitals' height.
type glyph struct {
	ink        []float64
	wide, high int
}

// load draws the glyphs of all faces: OCR-B, which zones are printed in, and
// others that are found in their place.
func load(folder string) ([]face, error) {
	var out []face
	for _, f := range []struct {
		file  string
		data  []byte
		share float64
	}{
		{"opentype/ocr-b/OCRBS.otf", nil, 0.6},
		{"opentype/ocr-b/OCRBL.otf", nil, 0.12},
		{"truetype/dejavu/DejaVuSansMono.ttf", nil, 0.05},
		{"truetype/dejavu/DejaVuSans.ttf", nil, 0.05},
		{"", gomono.TTF, 0.05},
		{"", goregular.TTF, 0.10},
		{"", gobold.TTF, 0.03},
	} {
		if f.data == nil {
			var err error
			if f.data, err = os.ReadFile(filepath.Join(folder, f.file)); err != nil {
				return nil, fmt.Errorf("a face is missing (packages fonts-ocr-b, fonts-dejavu-core): %w", err)
			}
		}
		one, err := drawFace(f.data)
		if err != nil {
			return nil, err
		}
		one.share = f.share
		out = append(out, one)
	}
	for _, f := range out[1:] { // a glyph that the font's reader cannot draw is the first face's
		for c, g := range out[0].glyphs {
			if _, ok := f.glyphs[c]; !ok {
				f.glyphs[c] = g
			}
		}
	}
	return out, nil
}

func drawFace(data []byte) (face, error) {
	parsed, err := opentype.Parse(data)
	if err != nil {
		return face{}, err
	}
	ff, err := opentype.NewFace(parsed, &opentype.FaceOptions{Size: 36, DPI: 72, Hinting: font.HintingNone})
	if err != nil {
		return face{}, err
	}
	bounds, _, _ := ff.GlyphBounds('H')
	f := face{glyphs: map[byte]glyph{}, capital: float64(bounds.Max.Y-bounds.Min.Y) / 64}
	middle := (bounds.Max.Y + bounds.Min.Y) / 2
	for i := range zone.Classes {
		c := zone.Classes[i]
		const wide, high = 50, 60
		img := image.NewAlpha(image.Rect(0, 0, wide, high))
		_, advance, ok := ff.GlyphBounds(rune(c))
		if !ok {
			continue
		}
		pen := font.Drawer{Dst: img, Src: image.Opaque, Face: ff}
		pen.Dot = fixed.Point26_6{X: fixed.I(wide/2) - advance/2, Y: fixed.I(high/2) - middle}
		pen.DrawString(string(c))
		g := glyph{make([]float64, wide*high), wide, high}
		for k, v := range img.Pix {
			g.ink[k] = float64(v) / 255
		}
		f.glyphs[c] = g
	}
	return f, nil
}
