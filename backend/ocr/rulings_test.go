package ocr

import (
	"image"
	"testing"

	drawn "deskclerk/internal/paper"
)

// ruledPage is the first page of a drawn statement whose cells are ruled, as a
// scanner makes it at 300 dpi, and the same reading without its lines.
func ruledPage(t *testing.T, seed uint64) *reading {
	t.Helper()
	for layout := range drawn.StatementLayouts() {
		b, err := drawn.StatementRead(layout, seed, false)
		if err != nil {
			t.Fatal(err)
		}
		if b.Layout != "ruled, the latest first" {
			continue
		}
		if b, err = drawn.Statement(layout, seed, false); err != nil {
			t.Fatal(err)
		}
		img := scale(drawn.Scanned(b.Pages[0], seed), 1.5)
		return &reading{flat: img, ink: findInk(img)}
	}
	t.Fatal("no layout is ruled")
	return nil
}

// longRuns counts the runs of ink that no letter has, across and down.
func longRuns(img *image.Gray, k ink) int {
	n := 0
	for _, way := range []*image.Gray{img, transposed(img)} {
		for y := range way.Rect.Dy() {
			run := 0
			for _, v := range way.Pix[y*way.Stride:][:way.Rect.Dx()] {
				if run++; v > k.threshold {
					run = 0
				}
				if float64(run) == 3*k.height {
					n++
				}
			}
		}
	}
	return n
}

func TestLinesAroundCellsAreTakenOffASkewedScan(t *testing.T) {
	for seed := range uint64(3) {
		r := ruledPage(t, 40+seed)
		before, was := r.flat, r.ink
		r.unrule()
		with, without := longRuns(before, was), longRuns(r.flat, was)
		if with < 100 || without > with/50 {
			t.Errorf("seed %d: %d long runs of ink are left of %d", seed, without, with)
		}
		if 50*len(r.ink.glyphs) < 49*len(was.glyphs) { // pieces of lines count too
			t.Errorf("seed %d: %d glyphs, %d before", seed, len(r.ink.glyphs), len(was.glyphs))
		}
	}
}

func TestAPageWithoutAGridStaysAsItIs(t *testing.T) {
	for _, layout := range []int{0, 3, 9, 12} {
		b, err := drawn.Statement(layout, 5, false)
		if err != nil {
			t.Fatal(err)
		}
		img := scale(drawn.Scanned(b.Pages[0], 5), 1.5)
		r := &reading{flat: img, ink: findInk(img)}
		if r.unrule(); r.flat != img {
			t.Errorf("%s: lines were taken off", b.Layout)
		}
	}
}

// cross is a picture of a grid with an upright stroke through its middle line.
func cross(through bool) *image.Gray {
	img := image.NewGray(image.Rect(0, 0, 600, 300))
	for i := range img.Pix {
		img.Pix[i] = 240
	}
	fill := func(r image.Rectangle) {
		for y := r.Min.Y; y < r.Max.Y; y++ {
			for x := r.Min.X; x < r.Max.X; x++ {
				img.Pix[y*img.Stride+x] = 30
			}
		}
	}
	for _, y := range []int{50, 150, 250} {
		fill(image.Rect(50, y, 550, y+3))
	}
	for _, x := range []int{50, 300, 547} {
		fill(image.Rect(x, 50, x+3, 253))
	}
	for i := range 12 { // letters, which say how high the ink is
		x := 70 + 18*i
		fill(image.Rect(x, 90, x+3, 110))
		fill(image.Rect(x, 90, x+12, 93))
		fill(image.Rect(x+9, 90, x+12, 110))
	}
	fill(image.Rect(450, 165, 455, 240)) // a letter of a name in large type
	if through {
		fill(image.Rect(420, 140, 424, 160))
	}
	return img
}

func TestAStrokeThroughALineStays(t *testing.T) {
	for _, through := range []bool{false, true} {
		img := cross(through)
		r := &reading{flat: img, ink: findInk(img)}
		r.unrule()
		if r.flat == img {
			t.Fatal("no grid was found")
		}
		if dark := r.flat.GrayAt(422, 151).Y < 100; dark != through {
			t.Errorf("a stroke through the line: %t, ink where they cross: %t", through, dark)
		}
		if v := r.flat.GrayAt(500, 151).Y; v < 200 {
			t.Errorf("the line is still there, %d", v)
		}
		if v := r.flat.GrayAt(452, 200).Y; v > 100 {
			t.Errorf("a large letter was taken for a line, %d", v)
		}
		if img.GrayAt(500, 151).Y > 100 {
			t.Error("the picture that came in was changed")
		}
	}
}

func TestLinesBetweenRowsAreTakenOff(t *testing.T) {
	for layout := range drawn.TradeLayouts() {
		p, err := drawn.TradeRead(layout, 9)
		if err != nil {
			t.Fatal(err)
		}
		if p.Layout != "charges inside, ruled" {
			continue
		}
		if p, err = drawn.Trade(layout, 9); err != nil {
			t.Fatal(err)
		}
		img := scale(drawn.Scanned(p.Pages[0], 9), 1.5)
		r := &reading{flat: img, ink: findInk(img)}
		was := r.ink
		r.unrule()
		if with, without := longRuns(img, was), longRuns(r.flat, was); with < 20 || without > with/20 {
			t.Errorf("%d long runs of ink are left of %d", without, with)
		}
		return
	}
	t.Fatal("no layout has lines between its rows")
}
