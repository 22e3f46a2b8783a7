package marks_test

import (
	"image"
	"image/color"
	"math"
	"math/rand/v2"
	"testing"

	"deskclerk/backend/doc"
	"deskclerk/backend/marks"
)

// sheet is a page of A4 at dpi, white but for some noise.
func sheet(dpi int) *image.Gray {
	g := image.NewGray(image.Rect(0, 0, 827*dpi/100, 1169*dpi/100))
	r := rand.New(rand.NewPCG(1, 2))
	for i := range g.Pix {
		g.Pix[i] = byte(235 + r.IntN(20))
	}
	return g
}

func fill(g *image.Gray, x0, y0, x1, y1 int, level byte) {
	for y := y0; y < y1; y++ {
		for x := x0; x < x1; x++ {
			g.SetGray(x, y, color.Gray{Y: level})
		}
	}
}

// box draws a square with a border.
func box(g *image.Gray, x, y, side, border int) {
	fill(g, x, y, x+side, y+border, 30)
	fill(g, x, y+side-border, x+side, y+side, 30)
	fill(g, x, y, x+border, y+side, 30)
	fill(g, x+side-border, y, x+side, y+side, 30)
}

// cross draws a cross that reaches over the box by so many pixels.
func cross(g *image.Gray, x, y, side, over, width int) {
	for i := -over; i < side+over; i++ {
		fill(g, x+i, y+i, x+i+width, y+i+width, 40)
		fill(g, x+side-1-i, y+i, x+side-1-i+width, y+i+width, 40)
	}
}

func TestBoxesAreFoundWithTheirInk(t *testing.T) {
	for _, dpi := range []int{100, 150, 200, 300} {
		g := sheet(dpi)
		mm := func(v float64) int { return int(v * float64(dpi) / 25.4) }
		border := max(1, mm(0.3))
		empty := [2]int{mm(30), mm(40)}
		ticked := [2]int{mm(30), mm(60)}
		box(g, empty[0], empty[1], mm(4), border)
		box(g, ticked[0], ticked[1], mm(4), border)
		cross(g, ticked[0], ticked[1], mm(4), mm(0.6), max(1, mm(0.4)))
		found := marks.Find(g)
		if len(found) != 2 {
			t.Fatalf("%d dpi: found %+v, want two boxes", dpi, found)
		}
		for i, at := range [][2]int{empty, ticked} {
			want := doc.Box{
				Left: float64(at[0]) / float64(g.Rect.Dx()), Top: float64(at[1]) / float64(g.Rect.Dy()),
				Right: float64(at[0]+mm(4)) / float64(g.Rect.Dx()), Bottom: float64(at[1]+mm(4)) / float64(g.Rect.Dy()),
			}
			if found[i].Box.Overlap(want) < 0.7 {
				t.Errorf("%d dpi: %+v, want %+v", dpi, found[i].Box, want)
			}
		}
		if found[0].Fill > 0.03 || found[1].Fill < 0.15 {
			t.Errorf("%d dpi: fills %.2f and %.2f of an empty and a ticked box", dpi, found[0].Fill, found[1].Fill)
		}
	}
}

func TestCellsOfTablesAndBlotsAreNoBoxes(t *testing.T) {
	g := sheet(150)
	for i := range 6 { // a table of square cells
		fill(g, 100, 100+i*24, 100+5*24, 102+i*24, 30)
		fill(g, 100+i*24, 100, 102+i*24, 100+5*24, 30)
	}
	fill(g, 500, 500, 524, 524, 20) // a blot
	fill(g, 300, 700, 900, 702, 20) // a rule
	if found := marks.Find(g); len(found) != 0 {
		t.Errorf("found %+v", found)
	}
}

func TestMarksTurnWithTheirPage(t *testing.T) {
	m := []doc.Mark{{Box: doc.Box{Left: 0.1, Top: 0.2, Right: 0.15, Bottom: 0.25}, Fill: 0.5}}
	for _, tt := range []struct {
		rotation int
		skew     float64
		want     doc.Box
	}{
		{0, 0, doc.Box{Left: 0.1, Top: 0.2, Right: 0.15, Bottom: 0.25}},
		{90, 0, doc.Box{Left: 0.75, Top: 0.1, Right: 0.8, Bottom: 0.15}},
		{180, 0, doc.Box{Left: 0.85, Top: 0.75, Right: 0.9, Bottom: 0.8}},
		{270, 0, doc.Box{Left: 0.2, Top: 0.85, Right: 0.25, Bottom: 0.9}},
	} {
		got := marks.Turned(m, 200, 100, tt.rotation, tt.skew)[0]
		for _, d := range []float64{got.Box.Left - tt.want.Left, got.Box.Top - tt.want.Top, got.Box.Right - tt.want.Right, got.Box.Bottom - tt.want.Bottom} {
			if math.Abs(d) > 1e-9 {
				t.Errorf("turned by %d: %+v, want %+v", tt.rotation, got.Box, tt.want)
				break
			}
		}
		if got.Fill != 0.5 {
			t.Error("the ink was lost")
		}
	}
	leant := marks.Turned(m, 200, 100, 0, 2)[0].Box
	if leant.Top >= m[0].Box.Top || leant.Width() == 0 { // left of the middle, turned clockwise: up
		t.Errorf("straightened to %+v", leant)
	}
}

func TestTheRoundOfALetterIsNoBox(t *testing.T) {
	word := func(text string, left, right float64) doc.Word {
		return doc.Word{Text: text, Box: doc.Box{Left: left, Top: 0.1, Right: right, Bottom: 0.12}}
	}
	mark := func(left float64) doc.Mark {
		return doc.Mark{Box: doc.Box{Left: left, Top: 0.105, Right: left + 0.01, Bottom: 0.115}}
	}
	words := []doc.Word{word("O", 0.1, 0.115), word("Forwarding", 0.2, 0.3)}
	got := marks.Outside([]doc.Mark{mark(0.1), mark(0.15), mark(0.22)}, words)
	if len(got) != 2 || got[0].Box != mark(0.1).Box || got[1].Box != mark(0.15).Box {
		t.Errorf("got %v", got)
	}
}

func TestTheRoundOfAShortWordIsNoBox(t *testing.T) {
	word := func(text string, right, sure float64) []doc.Word {
		return []doc.Word{{Text: text, Confidence: sure, Box: doc.Box{Left: 0.1, Right: right, Top: 0.1, Bottom: 0.12}}}
	}
	found := []doc.Mark{{Box: doc.Box{Left: 0.1, Right: 0.115, Top: 0.1, Bottom: 0.12}}}
	for text, c := range map[string]struct {
		right, sure float64
		kept        int
	}{"On": {0.13, 1, 0}, "Oj": {0.116, 0.9, 1}, "[x": {0.13, 0.9, 1}, "OI": {0.13, 0.4, 1}} {
		if got := marks.Outside(found, word(text, c.right, c.sure)); len(got) != c.kept {
			t.Errorf("%s: %d boxes, want %d", text, len(got), c.kept)
		}
	}
}

func TestNoBoxIsLostToAWordsEdge(t *testing.T) {
	for x := 100; x < 170; x++ { // a box may lie anywhere in the words of bits
		g := sheet(100)
		box(g, x, 300, 16, 1)
		if found := marks.Find(g); len(found) != 1 {
			t.Fatalf("at %d: found %+v", x, found)
		}
	}
}
