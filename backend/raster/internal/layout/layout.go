// Package layout puts the characters of a page's text layer together to words,
// lines and blocks in reading order, and judges whether the layer can be
// trusted. It is pure: characters and facts in, words and a verdict out.
package layout

import "deskclerk/backend/doc"

// Rect is a rectangle on the upright page in points (1/72 inch), origin top
// left.
type Rect struct{ X0, Y0, X1, Y1 float64 }

func (r Rect) width() float64   { return r.X1 - r.X0 }
func (r Rect) height() float64  { return r.Y1 - r.Y0 }
func (r Rect) centerX() float64 { return (r.X0 + r.X1) / 2 }
func (r Rect) centerY() float64 { return (r.Y0 + r.Y1) / 2 }

func (r Rect) union(o Rect) Rect {
	return Rect{min(r.X0, o.X0), min(r.Y0, o.Y0), max(r.X1, o.X1), max(r.Y1, o.Y1)}
}

// overlap is the area both share over the smaller of both areas.
func (r Rect) overlap(o Rect) float64 {
	return doc.Box{Left: r.X0, Top: r.Y0, Right: r.X1, Bottom: r.Y1}.
		Overlap(doc.Box{Left: o.X0, Top: o.Y0, Right: o.X1, Bottom: o.Y1})
}

// Turn is the direction a character reads in, in quarter turns clockwise from
// left-to-right: 1 reads downwards, 2 is upside down, 3 reads upwards.
type Turn int

// Char is one character of the text layer, in the order of the file.
type Char struct {
	Rune rune
	Ink  Rect // what the glyph covers; empty for white space
	Cell Rect // advance × ascent and descent, the same height for a whole run
	Turn Turn
}

// Page is the size of the upright page in points.
type Page struct{ Width, Height float64 }

// Words groups the characters to words in reading order, with lines and blocks
// numbered. Rows run over the whole width of the page, left to right; turned
// text follows after the upright text, in blocks of its own.
func Words(p Page, chars []Char) []doc.Word {
	var out []doc.Word
	n := numbering{}
	for turn := Turn(0); turn < 4; turn++ {
		words := mend(spell(turned(p, visible(p, chars, turn), turn)))
		for _, line := range rows(words) {
			n.next(line)
			for _, w := range line.words {
				out = append(out, doc.Word{
					Text: w.text(), Box: p.fraction(back(p, w.ink, turn)),
					Confidence: 1, Block: n.block, Line: n.line,
				})
			}
		}
		n.interrupt()
	}
	return out
}

// visible keeps the characters of one direction that stand on the page, and
// the white space between them.
func visible(p Page, chars []Char, turn Turn) []Char {
	var out []Char
	for _, c := range chars {
		if c.Turn != turn {
			continue
		}
		x, y := c.Cell.centerX(), c.Cell.centerY()
		if !IsSpace(c.Rune) && (x < 0 || y < 0 || x > p.Width || y > p.Height) {
			continue
		}
		out = append(out, c)
	}
	return out
}

// fraction turns points into fractions of the page, cut at its edges.
func (p Page) fraction(r Rect) doc.Box {
	cut := func(v, size float64) float64 { return max(0, min(1, v/size)) }
	return doc.Box{
		Left: cut(r.X0, p.Width), Top: cut(r.Y0, p.Height),
		Right: cut(r.X1, p.Width), Bottom: cut(r.Y1, p.Height),
	}
}

// turned turns characters so that they read left to right.
func turned(p Page, chars []Char, t Turn) []Char {
	if t == 0 {
		return chars
	}
	out := make([]Char, len(chars))
	for i, c := range chars {
		c.Ink, c.Cell = forth(p, c.Ink, t), forth(p, c.Cell, t)
		out[i] = c
	}
	return out
}

// forth maps a rectangle of the page into the frame in which text of turn t
// reads left to right; back is its inverse.
func forth(p Page, r Rect, t Turn) Rect {
	switch t {
	case 1:
		return Rect{r.Y0, p.Width - r.X1, r.Y1, p.Width - r.X0}
	case 2:
		return Rect{p.Width - r.X1, p.Height - r.Y1, p.Width - r.X0, p.Height - r.Y0}
	case 3:
		return Rect{p.Height - r.Y1, r.X0, p.Height - r.Y0, r.X1}
	}
	return r
}

func back(p Page, r Rect, t Turn) Rect {
	switch t {
	case 1:
		return Rect{p.Width - r.Y1, r.X0, p.Width - r.Y0, r.X1}
	case 2:
		return forth(p, r, 2)
	case 3:
		return Rect{r.Y0, p.Height - r.X1, r.Y1, p.Height - r.X0}
	}
	return r
}
