package ocr

import (
	"testing"

	"deskclerk/backend/doc"
)

func TestAPageReadWithDoubtSaysSo(t *testing.T) {
	read := func(confidence float64) []doc.Word {
		return []doc.Word{{Text: "harbour", Confidence: confidence}, {Text: "wall", Confidence: confidence}}
	}
	for want, words := range map[string][]doc.Word{
		doc.WarnNothingLegible: nil, doc.WarnPoorlyRead: read(0.3), "": read(0.9),
	} {
		r := reading{}
		r.assess(words)
		got := ""
		for _, w := range r.out.Warnings {
			got += w.Code
		}
		if got != want {
			t.Errorf("%d words: %q, want %q", len(words), got, want)
		}
	}
}
