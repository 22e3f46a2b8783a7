package raster

import (
	"errors"
	"math"
	"unicode/utf16"

	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"

	"deskclerk/backend/raster/internal/layout"
)

// maxChars is how many characters of a page are looked at. A page printed full
// in small type has about 10,000.
const maxChars = 100_000

// chars gives the text layer in the order of the file; ok is false when there
// is more of it than can be meant to be read.
func (p *pdfPage) chars() (out []layout.Char, ok bool, err error) {
	in := p.f.inst
	tp, err := in.FPDFText_LoadPage(&requests.FPDFText_LoadPage{Page: p.request()})
	if err != nil {
		return nil, false, p.damaged(err)
	}
	defer func() { _, _ = in.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: tp.TextPage}) }()
	count, err := in.FPDFText_CountChars(&requests.FPDFText_CountChars{TextPage: tp.TextPage})
	if err != nil {
		return nil, false, p.damaged(err)
	}
	if count.Count > maxChars {
		return nil, false, nil
	}
	turn := layout.Turn(0)
	for i := range count.Count {
		c, err := p.char(tp.TextPage, i)
		if err != nil {
			continue
		}
		if n := len(out); n > 0 && utf16.IsSurrogate(c.Rune) && utf16.IsSurrogate(out[n-1].Rune) {
			out[n-1].Rune = utf16.DecodeRune(out[n-1].Rune, c.Rune)
			continue
		}
		if c.Rune > ' ' && startsRun(out, c) {
			turn = p.direction(tp.TextPage, i)
		}
		c.Turn = turn
		out = append(out, c)
	}
	return out, true, nil
}

// errGenerated marks white space that PDFium made up from a gap. It is not in
// the file, and the layout judges gaps itself.
var errGenerated = errors.New("generated")

// char reads one character. White space is given without boxes.
func (p *pdfPage) char(tp references.FPDF_TEXTPAGE, i int) (layout.Char, error) {
	in := p.f.inst
	u, err := in.FPDFText_GetUnicode(&requests.FPDFText_GetUnicode{TextPage: tp, Index: i})
	if err != nil {
		return layout.Char{}, err
	}
	c := layout.Char{Rune: rune(u.Unicode)}
	if layout.IsSpace(c.Rune) {
		g, err := in.FPDFText_IsGenerated(&requests.FPDFText_IsGenerated{TextPage: tp, Index: i})
		if err == nil && g.IsGenerated {
			return layout.Char{}, errGenerated
		}
		return c, nil
	}
	ink, err := in.FPDFText_GetCharBox(&requests.FPDFText_GetCharBox{TextPage: tp, Index: i})
	if err != nil {
		return layout.Char{}, err
	}
	c.Ink = p.place.rect(ink.Left, ink.Bottom, ink.Right, ink.Top)
	c.Cell = c.Ink
	if loose, err := in.FPDFText_GetLooseCharBox(&requests.FPDFText_GetLooseCharBox{TextPage: tp, Index: i}); err == nil {
		r := loose.Rect
		c.Cell = p.place.rect(float64(r.Left), float64(r.Bottom), float64(r.Right), float64(r.Top))
	}
	return c, nil
}

// startsRun reports whether c does not simply go on after the last character,
// so that its direction must be asked for.
func startsRun(before []layout.Char, c layout.Char) bool {
	if len(before) == 0 {
		return true
	}
	last := before[len(before)-1]
	return layout.IsSpace(last.Rune) || last.Cell.Y0 != c.Cell.Y0 || last.Cell.Y1 != c.Cell.Y1
}

// direction is the reading direction of character i on the upright page.
func (p *pdfPage) direction(tp references.FPDF_TEXTPAGE, i int) layout.Turn {
	a, err := p.f.inst.FPDFText_GetCharAngle(&requests.FPDFText_GetCharAngle{TextPage: tp, Index: i})
	if err != nil {
		return 0
	}
	quarters := int(math.Round(float64(a.CharAngle) / (math.Pi / 2)))
	return layout.Turn(((quarters+p.turn())%4 + 4) % 4)
}
