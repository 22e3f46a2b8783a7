package ocr

import (
	"image"
	"testing"

	"deskclerk/backend/doc"
)

func TestLaterPassesLeaveOutWordsThatAreSure(t *testing.T) {
	var base []doc.Word
	for line := range headLines {
		base = append(base, word("Name", .95, .1, line))
	}
	below := headLines
	base = append(base, word("Thanks", .95, .1, below), word("24.55", .95, .3, below), word("doubt", .4, .5, below))
	r := &reading{judge: func(doc.Page) doc.Judgement { return doc.Judgement{} }}
	got := r.sure(base)
	if len(got) != 1 || got[0].Text != "Thanks" {
		t.Errorf("left out %v: neither the head, nor figures, nor what is doubtful may be", got)
	}
	for name, other := range map[string]*reading{
		"without a judge": {}, "of another language": {judge: r.judge, foreign: true},
		"thorough": {judge: r.judge, options: doc.ReadOptions{Thorough: true}},
	} {
		if got := other.sure(base); len(got) != 0 {
			t.Errorf("%s: left out %v", name, got)
		}
	}
}

func TestWordsLeftOutArePaintedOverAndCountNoPass(t *testing.T) {
	page := image.NewGray(image.Rect(0, 0, 100, 100))
	for i := range page.Pix {
		page.Pix[i] = 200
	}
	for x := 10; x < 30; x++ {
		page.Pix[15*page.Stride+x] = 20
		page.Pix[55*page.Stride+x] = 20
	}
	gone := doc.Word{Text: "Thanks", Confidence: .9, Box: doc.Box{Left: .1, Top: .1, Right: .3, Bottom: .2}}
	kept := doc.Word{Text: "24.55", Confidence: .9, Line: 1, Box: doc.Box{Left: .1, Top: .5, Right: .3, Bottom: .6}}
	out := without(page, []doc.Word{gone})
	if out.GrayAt(15, 15).Y != 200 || out.GrayAt(15, 55).Y != 20 || page.GrayAt(15, 15).Y != 20 {
		t.Errorf("painted %d, kept %d, the page itself %d", out.GrayAt(15, 15).Y, out.GrayAt(15, 55).Y, page.GrayAt(15, 15).Y)
	}
	passes := []pass{{name: "a", words: []doc.Word{gone, kept}}, {name: "b", words: []doc.Word{kept}, without: []doc.Word{gone}}}
	words := noted(combine(passes), passes, nil)
	if len(words) != 2 || words[0].Passes != 1 || words[1].Passes != 2 || words[1].Agree != 2 {
		t.Errorf("%+v", words)
	}
}
