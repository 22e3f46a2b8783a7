package ocr

import (
	"image"
	"testing"

	"deskclerk/backend/doc"
)

// lined is a page of ten lines, each a word of 4 hundredths of the page's height.
func lined() []doc.Word {
	var out []doc.Word
	for n := range 10 {
		top := 0.05 + 0.09*float64(n)
		out = append(out, doc.Word{Text: "word", Line: n, Box: doc.Box{Left: .1, Top: top, Right: .4, Bottom: top + .04}})
	}
	return out
}

func TestBandsLieAroundTheLinesThatAreReadAgain(t *testing.T) {
	page := lined()
	box := func(n int) doc.Box { return page[n].Box }
	cases := []struct {
		name   string
		places []doc.Box
		want   int
	}{
		{"no places: the whole page", nil, 0},
		{"two lines apart", []doc.Box{box(7), box(2)}, 2},
		{"the same line twice", []doc.Box{box(2), box(2)}, 1},
		{"lines that touch are one band", []doc.Box{box(2), {Left: .1, Top: box(2).Bottom + .02, Right: .3, Bottom: box(2).Bottom + .06}}, 1},
		{"most of the page: the whole page", []doc.Box{box(0), box(1), box(2), box(3), box(4), box(5), box(6), box(7)}, 0},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := bandsAround(c.places, page)
			if len(got) != c.want {
				t.Fatalf("%d bands, want %d: %v", len(got), c.want, got)
			}
			for i := 1; i < len(got); i++ {
				if got[i].top <= got[i-1].bottom {
					t.Errorf("bands overlap or are out of order: %v", got)
				}
			}
		})
	}
}

func TestWordsOfAStripFindTheirPlaceOnThePage(t *testing.T) {
	page := image.NewGray(image.Rect(0, 0, 50, 1000))
	for y := range 1000 {
		for x := range 50 {
			page.Pix[y*page.Stride+x] = byte(y / 4) // every row tells where it comes from
		}
	}
	s := newStrip(page, []band{{.1, .2}, {.7, .75}})
	for _, p := range s.parts {
		for y := p.from; y < p.to; y++ {
			if got := s.img.GrayAt(3, p.at+y-p.from).Y; got != byte(y/4) {
				t.Fatalf("row %d of the page is %d in the strip, want %d", y, got, byte(y/4))
			}
		}
	}
	height := float64(s.img.Rect.Dy())
	at := func(part, from, to int) doc.Word { // pixels within a part
		y := s.parts[part].at
		return doc.Word{Box: doc.Box{Right: 1, Top: float64(y+from) / height, Bottom: float64(y+to) / height}}
	}
	got := s.onPage([]doc.Word{at(0, 20, 40), at(1, 10, 30), at(1, 0, 20)})
	if len(got) != 2 {
		t.Fatalf("%d words, want 2: one that the edge cuts is left out", len(got))
	}
	for i, want := range []float64{.12, .71} {
		if d := got[i].Box.Top - want; d > 1e-9 || d < -1e-9 {
			t.Errorf("word %d is at %.4f of the page, want %.4f", i, got[i].Box.Top, want)
		}
	}
}

func TestAPassCountsWhereItSaw(t *testing.T) {
	page := lined()
	seen := pass{name: "b", words: page[2:3], bands: []band{{page[2].Box.Top - .01, page[2].Box.Bottom + .01}}}
	passes := []pass{{name: "a", words: page}, seen}
	for i, w := range noted(combine(passes), passes, nil) {
		want := 1
		if i == 2 {
			want = 2
		}
		if w.Passes != want || w.Agree != want {
			t.Errorf("line %d: %d of %d readings agree, want %d of %d", i, w.Agree, w.Passes, want, want)
		}
	}
}
