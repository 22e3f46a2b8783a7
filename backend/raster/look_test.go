package raster

import (
	"fmt"
	"image"
	"strings"
	"testing"

	"deskclerk/backend/doc"
	"deskclerk/backend/marks"
)

// form is a letter with boxes to tick, every other one ticked, of so many points
// and with lines of such a width; shapes are small filled squares as a code has.
func form(side, line float64, shapes int) string {
	var b strings.Builder
	b.WriteString(letter() + text("IBAN DE89 3704 0044 0532 0130 00", 40, 360, 9))
	for i := range 6 {
		x, y := 60.0, 300-float64(i)*30.3
		fmt.Fprintf(&b, "%g w %g %g %g %g re S\n", line, x, y, side, side)
		if i%2 == 1 {
			fmt.Fprintf(&b, "1 w %g %g m %g %g l %g %g m %g %g l S\n", x, y, x+side, y+side, x, y+side, x+side, y)
		}
		b.WriteString(text("Answer", 90, y+1, 9))
	}
	for i := range shapes {
		fmt.Fprintf(&b, "%d %d 3 3 re f\n", 250+i%10*6, 200-i/10*6)
	}
	return b.String()
}

// boxesOf a page, without the rounds of letters.
func boxesOf(t *testing.T, r *Reader, content string) []doc.Mark {
	t.Helper()
	p := readPage(t, r, newPDF().page(content, "", "").bytes(), 1, doc.OpenOptions{})
	return marks.Outside(p.Marks, p.Words)
}

func TestBoxesAreTheSameWhereACodeIsSoughtToo(t *testing.T) {
	searched := 0
	r := New(Options{CacheDir: newReader(t).opt.CacheDir, Codes: func(*image.Gray) []doc.PageCode { searched++; return nil }})
	t.Cleanup(func() { _ = r.Close() })
	for _, side := range []float64{7, 9, 12} {
		for _, line := range []float64{0.5, 1} {
			t.Run(fmt.Sprintf("%g points, lines of %g", side, line), func(t *testing.T) {
				searched = 0
				plain := boxesOf(t, r, form(side, line, 0))
				if searched != 0 {
					t.Fatal("a page of few shapes was searched for codes")
				}
				finer := boxesOf(t, r, form(side, line, 60))
				if searched != 1 {
					t.Fatalf("searched for codes %d times", searched)
				}
				if len(plain) < 6 || len(plain) != len(finer) {
					t.Fatalf("%d boxes, and %d where codes are sought:\n%+v\n%+v", len(plain), len(finer), plain, finer)
				}
				drawn := len(plain) - 6 // the last six; what is taken for one above them is so in both
				for i, m := range plain {
					ticked := i >= drawn && (i-drawn)%2 == 1
					if m.Box.Overlap(finer[i].Box) < 0.7 || (m.Fill > 0.08) != ticked || (finer[i].Fill > 0.08) != ticked {
						t.Errorf("box %d: %+v, and %+v where codes are sought", i, m, finer[i])
					}
				}
			})
		}
	}
}
