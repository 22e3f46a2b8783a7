package paper

import (
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"strings"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
)

// An A4 sheet at 200 dpi, in pixels.
const (
	sheetWidth  = 1654
	sheetHeight = 2339
	sheetMargin = 150
)

// Sheet is an A4 page that is printed on.
type Sheet struct {
	Image         *image.Gray
	regular, bold font.Face
}

// NewSheet gives a white page with a proportional face of the size in pixels.
func NewSheet(size float64) (*Sheet, error) {
	regular, err := face(goregular.TTF, size)
	if err != nil {
		return nil, err
	}
	bold, err := face(gobold.TTF, size)
	if err != nil {
		return nil, err
	}
	s := &Sheet{Image: image.NewGray(image.Rect(0, 0, sheetWidth, sheetHeight)), regular: regular, bold: bold}
	draw.Draw(s.Image, s.Image.Bounds(), image.White, image.Point{}, draw.Src)
	return s, nil
}

func face(ttf []byte, size float64) (font.Face, error) {
	parsed, err := opentype.Parse(ttf)
	if err != nil {
		return nil, fmt.Errorf("parse the face: %w", err)
	}
	made, err := opentype.NewFace(parsed, &opentype.FaceOptions{Size: size, DPI: 72, Hinting: font.HintingFull})
	if err != nil {
		return nil, fmt.Errorf("make the face: %w", err)
	}
	return made, nil
}

// Print sets text with its left end at x, on the line at y; pixels.
func (s *Sheet) Print(x, y int, text string) { s.set(s.regular, x, y, text) }

// Strong sets it in bold.
func (s *Sheet) Strong(x, y int, text string) { s.set(s.bold, x, y, text) }

// Right sets text with its right end at x.
func (s *Sheet) Right(x, y int, text string) {
	s.set(s.regular, x-font.MeasureString(s.regular, text).Ceil(), y, text)
}

// StrongRight sets it in bold.
func (s *Sheet) StrongRight(x, y int, text string) {
	s.set(s.bold, x-font.MeasureString(s.bold, text).Ceil(), y, text)
}

// Rule draws a thin line across.
func (s *Sheet) Rule(y int) {
	line := image.Rect(sheetMargin, y, sheetWidth-sheetMargin, y+2)
	draw.Draw(s.Image, line, image.NewUniform(color.Gray{Y: 90}), image.Point{}, draw.Src)
}

func (s *Sheet) set(f font.Face, x, y int, text string) {
	pen := font.Drawer{Dst: s.Image, Src: image.NewUniform(color.Gray{Y: 25}), Face: f, Dot: fixed.P(x, y)}
	pen.DrawString(text)
}

// paragraph breaks a text into lines between the margins and gives where it ends.
func (s *Sheet) paragraph(y int, text string) int {
	line := ""
	for word := range strings.FieldsSeq(text) {
		longer := strings.TrimSpace(line + " " + word)
		if font.MeasureString(s.regular, longer).Ceil() > sheetWidth-2*sheetMargin {
			s.Print(sheetMargin, y, line)
			y, longer = y+48, word
		}
		line = longer
	}
	s.Print(sheetMargin, y, line)
	return y + 48
}

// tick draws a box to tick with its top left corner at x, y.
func (s *Sheet) tick(x, y int, ticked bool) {
	const side = 30
	ink := image.NewUniform(color.Gray{Y: 40})
	for _, r := range []image.Rectangle{
		image.Rect(x, y, x+side, y+3), image.Rect(x, y+side-3, x+side, y+side),
		image.Rect(x, y, x+3, y+side), image.Rect(x+side-3, y, x+side, y+side),
	} {
		draw.Draw(s.Image, r, ink, image.Point{}, draw.Src)
	}
	if !ticked {
		return
	}
	for i := range side - 8 {
		for _, dx := range []int{x + 4 + i, x + side - 5 - i} {
			draw.Draw(s.Image, image.Rect(dx-1, y+3+i, dx+2, y+6+i), ink, image.Point{}, draw.Src)
		}
	}
}
