package raster

import (
	"fmt"
	"image"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gomono"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
)

// monoAdvance is the width of Go Mono's letters, as a part of its size.
const monoAdvance = 0.6

// draw makes a picture of a page of text, each character in its cell. What the
// font lacks is drawn as its box for unknown letters.
func (t printout) draw(lines []string, width, height int) (*image.RGBA, error) {
	parsed, err := opentype.Parse(gomono.TTF)
	if err != nil {
		return nil, fmt.Errorf("read the font: %w", err)
	}
	cw, ch := t.cell()
	cellWidth, cellHeight := cw*float64(width), ch*float64(height)
	face, err := opentype.NewFace(parsed, &opentype.FaceOptions{
		Size: max(1, min(cellWidth/monoAdvance, 0.92*cellHeight)), DPI: 72, Hinting: font.HintingNone,
	})
	if err != nil {
		return nil, fmt.Errorf("set the font: %w", err)
	}
	defer func() { _ = face.Close() }() // holds nothing
	img := whiteRGBA(width, height)
	d := font.Drawer{Dst: img, Src: image.Black, Face: face}
	left, top := textMargin/textWidth*float64(width), textMargin/textHeight*float64(height)
	for y, line := range lines {
		for x, r := range []rune(line) {
			if r == ' ' {
				continue
			}
			d.Dot = fixed.Point26_6{
				X: fixed.Int26_6(64 * (left + float64(x)*cellWidth)),
				Y: fixed.Int26_6(64 * (top + (float64(y)+0.76)*cellHeight)),
			}
			d.DrawString(string(r))
		}
	}
	return img, nil
}
