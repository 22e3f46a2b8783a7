package ocr

import (
	"image"
	"testing"

	"deskclerk/backend/doc"
	"deskclerk/backend/ocr/zone"
)

func TestOnlyAPageOfSpecksIsTakenForOne(t *testing.T) {
	page := image.NewGray(image.Rect(0, 0, 2480, 3508))
	words := func(n int, text string, confidence, pixels float64) []doc.Word {
		out := make([]doc.Word, n)
		for i := range out {
			out[i] = doc.Word{Text: text, Confidence: confidence, Box: doc.Box{Left: 0.1, Top: 0.1, Right: 0.2, Bottom: 0.1 + pixels/3508}}
		}
		return out
	}
	dirt := words(200, "-", 0.6, 3)
	for name, c := range map[string]struct {
		r     reading
		words []doc.Word
		want  bool
	}{
		"dirt":                         {reading{flat: page}, dirt, true},
		"dirt with a word":             {reading{flat: page}, append(words(1, "Total", 0.9, 3), dirt...), false},
		"dirt with what may be a word": {reading{flat: page}, append(words(1, "Total", 0.3, 40), dirt...), true},
		"a few specks":                 {reading{flat: page}, words(20, "-", 0.6, 3), false},
		"poor print":                   {reading{flat: page}, words(200, "lrn", 0.3, 9), false},
		"a page with a zone":           {reading{flat: page, zone: &zone.Reading{}}, dirt, false},
		"a page that lies":             {reading{flat: page, out: doc.Recognition{Rotation: 90}}, words(200, "lrn", 0.3, 9), false},
	} {
		if got := c.r.specks(c.words); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
