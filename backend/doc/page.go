package doc

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strings"
)

// Box is a rectangle on the upright page, as fractions of its width and height
// (0 to 1). In JSON it is [left, top, right, bottom].
type Box struct {
	Left, Top, Right, Bottom float64
}

// MarshalJSON writes four numbers with four decimals: a tenth of a pixel on A4
// at 300 dpi.
func (b Box) MarshalJSON() ([]byte, error) {
	round := func(f float64) float64 { return math.Round(f*1e4) / 1e4 }
	return json.Marshal([4]float64{round(b.Left), round(b.Top), round(b.Right), round(b.Bottom)})
}

// UnmarshalJSON reads what MarshalJSON writes.
func (b *Box) UnmarshalJSON(data []byte) error {
	var v []float64
	if err := json.Unmarshal(data, &v); err != nil {
		return fmt.Errorf("box: %w", err)
	}
	if len(v) != 4 {
		return errors.New("box: four numbers expected")
	}
	*b = Box{v[0], v[1], v[2], v[3]}
	return nil
}

// Width of the box, a fraction of the page's width.
func (b Box) Width() float64 { return b.Right - b.Left }

// Height of the box, a fraction of the page's height.
func (b Box) Height() float64 { return b.Bottom - b.Top }

// CenterX is the horizontal middle.
func (b Box) CenterX() float64 { return (b.Left + b.Right) / 2 }

// CenterY is the vertical middle.
func (b Box) CenterY() float64 { return (b.Top + b.Bottom) / 2 }

// Empty reports whether the box has no area.
func (b Box) Empty() bool { return b.Right <= b.Left || b.Bottom <= b.Top }

// Union is the smallest box around both; an empty box adds nothing.
func (b Box) Union(o Box) Box {
	if b.Empty() {
		return o
	}
	if o.Empty() {
		return b
	}
	return Box{
		Left: min(b.Left, o.Left), Top: min(b.Top, o.Top),
		Right: max(b.Right, o.Right), Bottom: max(b.Bottom, o.Bottom),
	}
}

// Overlap is the intersection over the smaller of both areas, 0 to 1.
func (b Box) Overlap(o Box) float64 {
	w := min(b.Right, o.Right) - max(b.Left, o.Left)
	h := min(b.Bottom, o.Bottom) - max(b.Top, o.Top)
	smaller := min(b.Width()*b.Height(), o.Width()*o.Height())
	if w <= 0 || h <= 0 || smaller <= 0 {
		return 0
	}
	return w * h / smaller
}

// Word is one word as read or as embedded.
type Word struct {
	Text       string  `json:"text"`
	Box        Box     `json:"box"`
	Confidence float64 `json:"confidence"` // 0 to 1 of the engine; 1 for embedded text
	Block      int     `json:"block"`      // 0-based, in reading order
	Line       int     `json:"line"`       // 0-based within the page, in reading order

	// What several readings of the same ink agree and differ in; all zero for
	// embedded text and where one reading was enough.
	Passes   int       `json:"passes,omitempty"`   // readings that covered its place
	Agree    int       `json:"agree,omitempty"`    // how many of them gave this text, at least 1 then
	Readings []Reading `json:"readings,omitempty"` // other texts they gave, the surest first
}

// Reading is another text that the engine gave for the place of a word. Where
// readings divide the ink into words differently it stands for several words of
// the line and lies on the first of them: "16.80" on "16." with Words 2 replaces
// "16." and "80". Its own text may hold spaces.
type Reading struct {
	Text       string  `json:"text"`
	Confidence float64 `json:"confidence"` // 0 to 1 of the engine
	Pass       string  `json:"pass"`       // name of the pass or look
	Agree      int     `json:"agree"`      // readings that gave it, at least 1
	Words      int     `json:"words"`      // words it stands for, from the one it lies on; at least 1
}

// Judgement says whether a page was read well enough for its fields.
type Judgement struct {
	Settled bool  // the fields that matter are sure: reading more would change nothing
	Look    []Box // places worth a closer look, the most important first
	Again   []Box // lines that a further pass should read again; none: the whole page
}

// Judge looks at a page as read so far, by so many passes. It must be quick: it
// runs between the passes over a page.
type Judge func(p Page, passes int) Judgement

// Apart reports whether parts of one page, each read by itself, are papers of
// their own that only happened to lie beside each other. seen says that their
// edges are seen; otherwise nothing but white lies between them.
type Apart func(parts []Page, seen bool) bool

// Page is one page with its words in reading order.
type Page struct {
	PageInfo
	Words []Word `json:"words"`
	Marks []Mark `json:"marks,omitempty"` // boxes to tick, from the top

	Form []FormValue `json:"form,omitempty"` // of the fields of a PDF's form
}

// Mark is a small square box as forms have them to tick.
type Mark struct {
	Box  Box     `json:"box"`
	Fill float64 `json:"fill"` // share of its inside that is ink, 0 to 1
}

// Text is the page's words, a line of text for each line.
func (p Page) Text() string {
	var b strings.Builder
	for i, w := range p.Words {
		if i > 0 {
			if w.Line == p.Words[i-1].Line {
				b.WriteByte(' ')
			} else {
				b.WriteByte('\n')
			}
		}
		b.WriteString(w.Text)
	}
	return b.String()
}

// MeanConfidence is the mean word confidence weighted by length, 0 for a page
// without words.
func MeanConfidence(words []Word) float64 {
	var sum, n float64
	for _, w := range words {
		l := float64(len([]rune(w.Text)))
		sum += w.Confidence * l
		n += l
	}
	if n == 0 {
		return 0
	}
	return sum / n
}
