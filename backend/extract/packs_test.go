package extract

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"deskclerk/backend/doc"
)

// The tests in this file measure on packs of real documents. They are skipped
// unless DESKCLERK_PACKS names a folder of packs (truth/<stem>.json) and
// DESKCLERK_PAGES one with the words as read (<pack>/<stem>.json).

// sample is one document of a pack.
type sample struct {
	pack, stem string
	truth      truth
	pages      []doc.Page
}

type truth struct {
	Type      doc.Type            `json:"type"`
	TypeAlso  []doc.Type          `json:"type_also"`
	Fields    map[string]spelling `json:"fields"`
	Also      map[string]spelling `json:"also"`
	Uncertain []string            `json:"uncertain"`
}

// spelling is one accepted value or several.
type spelling []string

func (s *spelling) UnmarshalJSON(b []byte) error {
	if string(b) == "null" {
		return nil
	}
	var one string
	if json.Unmarshal(b, &one) == nil {
		*s = spelling{one}
		return nil
	}
	return json.Unmarshal(b, (*[]string)(s))
}

// loadPack reads a pack; t is skipped when the packs are not at hand.
func loadPack(t testing.TB, pack string) []sample {
	t.Helper()
	packs, pages := os.Getenv("DESKCLERK_PACKS"), os.Getenv("DESKCLERK_PAGES")
	if packs == "" || pages == "" {
		t.Skip("DESKCLERK_PACKS and DESKCLERK_PAGES are not set")
	}
	files, err := filepath.Glob(filepath.Join(packs, pack, "truth", "*.json"))
	if err != nil {
		t.Fatal(err)
	}
	var out []sample
	for _, f := range files {
		s := sample{pack: pack, stem: strings.TrimSuffix(filepath.Base(f), ".json")}
		readJSON(t, f, &s.truth)
		readJSON(t, filepath.Join(pages, pack, s.stem+".json"), &s.pages)
		out = append(out, s)
	}
	return out
}

func readJSON(t testing.TB, path string, v any) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, v); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
}

// right compares by the contract's rules.
func right(kind doc.FieldKind, got string, want spelling) bool {
	return slices.ContainsFunc(want, func(w string) bool {
		switch kind {
		case doc.KindMoney, doc.KindDate, doc.KindTime:
			return got == w
		default:
			return compact(got) == compact(w)
		}
	})
}

// near is the contract's "close" for texts.
func near(got string, want spelling) bool {
	return slices.ContainsFunc(want, func(w string) bool {
		a, b := []rune(compact(got)), []rune(compact(w))
		n := max(len(a), len(b))
		if n == 0 || n >= 64 {
			return compact(got) == compact(w)
		}
		return 1-float64(distance(a, b, n))/float64(n) >= 0.9
	})
}

// tally is one field's result over a pack.
type tally struct {
	n, found, right, close, accepted, wrong, invented, reach int
}

func TestPacks(t *testing.T) {
	for _, p := range []string{"receipts-my", "receipts-world", "invoices-eu"} {
		t.Run(p, func(t *testing.T) { measure(t, loadPack(t, p)) })
	}
}

// measure prints a line a field; DESKCLERK_SHOW=field lists its errors.
func measure(t *testing.T, samples []sample) {
	show := os.Getenv("DESKCLERK_SHOW")
	tallies := map[string]*tally{}
	typed, language := 0, map[string]int{}
	for _, s := range samples {
		auto := Understand(s.pages, Options{})
		language[auto.Language]++
		if auto.Type.Name == s.truth.Type || slices.Contains(s.truth.TypeAlso, auto.Type.Name) {
			typed++
		} else if show == "type" {
			t.Logf("%s type %s %.2f want %s", s.stem, auto.Type.Name, auto.Type.Confidence, s.truth.Type)
		}
		u := Understand(s.pages, Options{Type: s.truth.Type})
		for _, spec := range s.truth.Type.Spec().Fields {
			name := spec.Name
			if tallies[name] == nil {
				tallies[name] = &tally{}
			}
			line := tallies[name].add(spec, u.Fields[name], s.truth)
			if line != "" && show == name {
				t.Logf("%s %s", s.stem, line)
			}
		}
	}
	report(t, samples[0].truth.Type, tallies)
	t.Logf("type right %d of %d; languages %v", typed, len(samples), language)
}

// add scores one field and describes an error.
func (y *tally) add(spec doc.FieldSpec, f doc.Field, tr truth) string {
	want, ok := tr.Fields[spec.Name]
	if slices.Contains(tr.Uncertain, spec.Name) {
		return ""
	}
	if also := tr.Also[spec.Name]; !ok && len(also) > 0 {
		want, ok = also, true
	}
	if !ok || len(want) == 0 {
		if f.Value != nil {
			y.invented++
			return fmt.Sprintf("INVENTED %q raw %q p=%.2f", *f.Value, f.Raw, f.Confidence)
		}
		return ""
	}
	y.n++
	reach := f.Value != nil && right(spec.Kind, *f.Value, want)
	for _, c := range f.Candidates {
		reach = reach || right(spec.Kind, c.Value, want)
	}
	y.reach += int(indicator(reach))
	if f.Value == nil {
		return fmt.Sprintf("MISSED want %q among %v", want, brief(f))
	}
	y.found++
	good := right(spec.Kind, *f.Value, want)
	y.right += int(indicator(good))
	y.close += int(indicator(good || near(*f.Value, want)))
	if !f.Flagged {
		y.accepted++
		y.wrong += int(indicator(!good))
	}
	if good {
		return ""
	}
	mark := "wrong"
	if !f.Flagged {
		mark = "WRONG ACCEPTED"
	}
	return fmt.Sprintf("%s %q want %q p=%.2f among %v", mark, *f.Value, want, f.Confidence, brief(f))
}

func brief(f doc.Field) (out []string) {
	for _, c := range f.Candidates {
		out = append(out, c.Value)
	}
	return out
}

func report(t *testing.T, ty doc.Type, tallies map[string]*tally) {
	var b strings.Builder
	fmt.Fprintf(&b, "\n%-18s %5s %6s %6s %6s %6s %9s %6s %9s\n", "field", "n", "found", "right", "close", "top5", "accepted", "wrong", "invented")
	for _, spec := range ty.Spec().Fields {
		y := tallies[spec.Name]
		if y == nil || y.n == 0 && y.invented == 0 {
			continue
		}
		n := math.Max(1, float64(y.n))
		fmt.Fprintf(&b, "%-18s %5d %6.3f %6.3f %6.3f %6.3f %9.3f %6d %9d\n", spec.Name, y.n, float64(y.found)/n, float64(y.right)/n, float64(y.close)/n, float64(y.reach)/n, float64(y.accepted)/n, y.wrong, y.invented)
	}
	t.Log(b.String())
}

func BenchmarkUnderstand(b *testing.B) {
	for _, p := range []string{"receipts-my", "receipts-world", "invoices-eu"} {
		b.Run(p, func(b *testing.B) {
			samples := loadPack(b, p)
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				Understand(samples[i%len(samples)].pages, Options{})
			}
		})
	}
}
