package layout

import (
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"deskclerk/backend/doc"
)

// Image is a picture on the page: where it stands and how many pixels it has.
type Image struct {
	Rect
	Width, Height int
}

// Facts is what is known of a page when its text layer is judged.
type Facts struct {
	Page      Page
	Images    []Image
	Texts     int // text objects, in forms too
	Invisible int // of them drawn in a mode that leaves no ink
	Paths     int // lines, areas and outlines
	Chars     []Char
	Words     []doc.Word
}

// Reason says why a text layer is not trusted; empty when it is.
type Reason string

// The reasons.
const (
	ReasonNone      Reason = ""
	ReasonNoText    Reason = "no_text"
	ReasonInvisible Reason = "invisible"
	ReasonOverImage Reason = "over_image"
	ReasonImagePage Reason = "image_page"
	ReasonOutlines  Reason = "outlines"
	ReasonUnmapped  Reason = "unmapped"
	ReasonTurned    Reason = "turned"
	ReasonGarbage   Reason = "garbage"
)

// The thresholds of the verdict, as parts of a whole where no unit is named.
const (
	wholePage     = 0.9  // cover that makes the page a scan whatever stands on it
	halfCovered   = 0.5  // cover that makes little text suspicious …
	littleText    = 400  // … of so many characters
	partCovered   = 0.25 // cover beside which …
	fewChars      = 30   // … so few characters are a stamp or a page number
	manyPaths     = 200  // and beside so many outlines as well
	mostInvisible = 0.5
	mostOverImage = 0.5
	mostTurned    = 0.5
	someUnmapped  = 0.1
)

// AtOnce judges by the page's objects alone, before any character is read: a
// scan with a layer of its scanner's making is the usual case. ReasonNone means
// that the characters must be looked at.
func AtOnce(f Facts) Reason {
	switch {
	case f.Texts == 0:
		return ReasonNoText
	case float64(f.Invisible) >= mostInvisible*float64(f.Texts):
		return ReasonInvisible
	case Cover(f.Page, f.Images) >= wholePage:
		return ReasonOverImage
	}
	return ReasonNone
}

// Judge says whether the words can be taken as they are.
func Judge(f Facts) Reason {
	if r := AtOnce(f); r != ReasonNone {
		return r
	}
	chars, turned, unmapped := census(f.Chars)
	cover := Cover(f.Page, f.Images)
	switch {
	case chars == 0:
		return ReasonNoText
	case float64(unmapped) >= someUnmapped*float64(chars):
		return ReasonUnmapped
	case overImages(f) >= mostOverImage:
		return ReasonOverImage
	case chars < fewChars && cover >= partCovered, chars < littleText && cover >= halfCovered:
		return ReasonImagePage
	case chars < fewChars && f.Paths >= manyPaths:
		return ReasonOutlines
	case float64(turned) > mostTurned*float64(chars):
		return ReasonTurned
	case Garbage(f.Words):
		return ReasonGarbage
	}
	return ReasonNone
}

// census counts the printed characters, those not upright and those that stand
// for no known character.
func census(chars []Char) (all, turned, unmapped int) {
	for _, c := range chars {
		if IsSpace(c.Rune) {
			continue
		}
		all++
		if c.Turn != 0 {
			turned++
		}
		if Unmapped(c.Rune) {
			unmapped++
		}
	}
	return all, turned, unmapped
}

// Unmapped reports whether r is what is left of a glyph that has no character:
// the replacement character, a private one, a control or none at all.
func Unmapped(r rune) bool {
	return r == utf8.RuneError || r == 0xfffe || r == 0xffff || utf16.IsSurrogate(r) || unicode.Is(unicode.Co, r) ||
		(unicode.IsControl(r) && !IsSpace(r) && !isHyphen(r))
}

// scanned reports whether the image may show text, rather than being a colour
// or a shade stretched over an area.
func (i Image) scanned() bool {
	const minSide, minResolution = 32, 40.0 // pixels; pixels per inch
	if i.Width < minSide || i.Height < minSide || i.width() <= 0 || i.height() <= 0 {
		return false
	}
	return float64(i.Width)*72/i.width() >= minResolution || float64(i.Height)*72/i.height() >= minResolution
}

// Cover is the part of the page that images cover, 0 to 1.
func Cover(p Page, images []Image) float64 {
	const grid = 48
	covered := 0
	for y := range grid {
		for x := range grid {
			if underImage(images, (float64(x)+0.5)*p.Width/grid, (float64(y)+0.5)*p.Height/grid) {
				covered++
			}
		}
	}
	return float64(covered) / (grid * grid)
}

func underImage(images []Image, x, y float64) bool {
	for _, i := range images {
		if x >= i.X0 && x <= i.X1 && y >= i.Y0 && y <= i.Y1 && i.scanned() {
			return true
		}
	}
	return false
}

// overImages is the part of the words, by length, that stands on images.
func overImages(f Facts) float64 {
	var over, all int
	for _, w := range f.Words {
		n := utf8.RuneCountInString(w.Text)
		all += n
		if underImage(f.Images, w.Box.CenterX()*f.Page.Width, w.Box.CenterY()*f.Page.Height) {
			over += n
		}
	}
	if all == 0 {
		return 0
	}
	return float64(over) / float64(all)
}
