package paper_test

import (
	"bytes"
	"strings"
	"testing"

	"deskclerk/internal/paper"
)

func TestEveryPaperIsDrawnTheSameForOneSeed(t *testing.T) {
	makers := map[string]func(lang string, seed uint64) (paper.Drawn, error){
		"letter": paper.Letter, "form": paper.Form, "note": paper.Note,
		"passport": func(lang string, seed uint64) (paper.Drawn, error) {
			return paper.Identity("passport", lang, seed, nil)
		},
	}
	for name, drawn := range makers {
		for _, lang := range []string{"en", "nl"} {
			a, err := drawn(lang, 3)
			if err != nil {
				t.Fatalf("%s in %s: %v", name, lang, err)
			}
			b, err := drawn(lang, 3)
			if err != nil || !bytes.Equal(a.Image.Pix, b.Image.Pix) || a.Layout != b.Layout {
				t.Errorf("%s in %s: one seed draws two papers", name, lang)
			}
			if c, err := drawn(lang, 4); err != nil || bytes.Equal(a.Image.Pix, c.Image.Pix) {
				t.Errorf("%s in %s: two seeds draw one paper", name, lang)
			}
		}
	}
}

func TestZonesHaveTheSizesOfTheirFormats(t *testing.T) {
	for kind, want := range map[string][2]int{"passport": {2, 44}, "card": {3, 30}, "card2": {2, 36}} {
		for seed := range uint64(3) {
			d, err := paper.Identity(kind, "de", seed, nil)
			if err != nil {
				t.Fatal(err)
			}
			lines := strings.Split(d.Fields["mrz"], "\n")
			if len(lines) != want[0] {
				t.Fatalf("%s: %d lines", kind, len(lines))
			}
			for _, l := range lines {
				if len(l) != want[1] || strings.Trim(l, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<") != "" {
					t.Errorf("%s: %q", kind, l)
				}
			}
		}
	}
}
