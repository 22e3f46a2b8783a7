package ocr_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"deskclerk/backend/doc"
	"deskclerk/backend/ocr"
	"deskclerk/backend/ocr/enginetest"
)

func openJudged(t *testing.T, judge doc.Judge) *ocr.Tesseract {
	t.Helper()
	e, err := ocr.New(ocr.Options{CacheDir: t.TempDir(), Judge: judge})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := e.Close(); err != nil {
			t.Error(err)
		}
	})
	return e
}

// passes lists the names of the passes and looks in the engine's output.
func passes(r doc.Recognition) []string {
	var out []string
	for line := range bytes.SplitSeq(r.Raw, []byte("\n")) {
		if name, ok := bytes.CutPrefix(line, []byte("# ")); ok {
			out = append(out, string(name))
		}
	}
	return out
}

func TestTheJudgeEndsReading(t *testing.T) {
	page := enginetest.Draw(t, enginetest.Receipt(), enginetest.Look{})
	cases := []struct {
		name    string
		settled int // passes after which the judge is content
		options doc.ReadOptions
		want    []string
	}{
		{"settled at once: one pass", 1, doc.ReadOptions{}, []string{"contrast"}},
		{"settled after two: two passes", 2, doc.ReadOptions{}, []string{"contrast", "small"}},
		{"never settled: every pass", 9, doc.ReadOptions{}, []string{"contrast", "small", "columns", "thick"}},
		{"thorough: every pass though settled", 1, doc.ReadOptions{Thorough: true}, []string{"contrast", "small", "columns", "thick"}},
		{"a pass that is skipped", 9, doc.ReadOptions{Skip: []string{"small"}}, []string{"contrast", "thick", "columns"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			asked := 0
			e := openJudged(t, func(p doc.Page, _ int) doc.Judgement {
				if asked++; p.Number != 3 || len(p.Words) == 0 || p.Width == 0 {
					t.Errorf("the judge got page %d of %d words", p.Number, len(p.Words))
				}
				return doc.Judgement{Settled: asked >= c.settled}
			})
			c.options.Page, c.options.Languages = 3, []string{"eng"}
			got, err := e.Recognize(t.Context(), page, 300, c.options)
			if err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(passes(got), c.want) {
				t.Errorf("passes are %v, want %v", passes(got), c.want)
			}
			if w := got.Words[0]; len(c.want) > 1 && w.Passes != len(c.want) {
				t.Errorf("%q was read by %d passes", w.Text, w.Passes)
			}
		})
	}
}

func TestASettledPageStillGetsTheLooksItWasPromised(t *testing.T) {
	e := openJudged(t, func(p doc.Page, _ int) doc.Judgement {
		return doc.Judgement{Settled: true, Look: []doc.Box{p.Words[0].Box}}
	})
	got := read(t, e, enginetest.Draw(t, enginetest.Receipt(), enginetest.Look{}), "eng")
	if names := passes(got); !slices.Equal(names, []string{"contrast", "look", "look-thick", "look-contrast"}) {
		t.Errorf("read by %v", names)
	}
}

func TestALookReadsThePlaceThatTheJudgeNames(t *testing.T) {
	looks := map[string]enginetest.Look{
		"upright": {}, "turned": {Turn: 1}, "upside down": {Turn: 2}, "askew": {Skew: 3}, "small": {Size: 16},
	}
	for name, look := range looks {
		t.Run(name, func(t *testing.T) {
			e := openJudged(t, func(p doc.Page, _ int) doc.Judgement {
				var j doc.Judgement
				for _, w := range p.Words {
					if w.Text == "24.55" {
						j.Look = append(j.Look, w.Box)
						j.Settled = w.Passes > 1
					}
				}
				return j
			})
			got := read(t, e, enginetest.Draw(t, enginetest.Receipt(), look), "eng")
			if names := passes(got); slices.Contains(names, "small") || !slices.Contains(names, "look") {
				t.Fatalf("read by %v:\n%s", names, text(got))
			}
			for _, w := range got.Words {
				if w.Text == "24.55" && (w.Passes != 4 || w.Agree != 4) {
					t.Errorf("the looks gave another text: %+v in\n%s", w, got.Raw[strings.Index(string(got.Raw), "# look"):])
				}
			}
		})
	}
}

func TestALaterPassReadsOnlyTheLinesThatTheJudgeNames(t *testing.T) {
	page := enginetest.Draw(t, enginetest.Receipt(), enginetest.Look{})
	asked := 0
	var named doc.Box
	e := openJudged(t, func(p doc.Page, passes int) doc.Judgement {
		if asked++; asked == 1 {
			named = p.Words[len(p.Words)-1].Box
		}
		return doc.Judgement{Settled: passes > 1, Again: []doc.Box{named}}
	})
	r, err := e.Recognize(t.Context(), page, 300, doc.ReadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	twice := 0
	for _, w := range r.Words {
		beside := w.Box.CenterY() > named.Top && w.Box.CenterY() < named.Bottom
		if w.Passes == 2 {
			twice++
		}
		if (w.Passes == 2) != beside {
			t.Errorf("%q was read %d times, on the line that was named: %v", w.Text, w.Passes, beside)
		}
	}
	if twice == 0 {
		t.Error("the line was not read again")
	}
}
