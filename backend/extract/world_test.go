package extract

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"deskclerk/backend/doc"
)

// paper is one made-up receipt of testdata/world.txt: what it prints and what
// it says beyond doubt.
type paper struct {
	name  string
	want  map[string]spelling // "-" among them: nothing may be found
	lines []string
}

// worldPapers reads testdata/world.txt: papers of many countries composed from
// how tills print there, none of them copied. A paper starts with "=== name",
// then "field value | accepted spelling" up to a line of three dashes.
func worldPapers(t testing.TB) (out []paper) {
	t.Helper()
	data, err := os.ReadFile("testdata/world.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range strings.Split(string(data), "=== ")[1:] {
		head, body, ok := strings.Cut(part, "\n---\n")
		if !ok {
			t.Fatalf("no text in %q", part)
		}
		lines := strings.Split(head, "\n")
		p := paper{name: lines[0], want: map[string]spelling{}, lines: strings.Split(strings.TrimRight(body, "\n"), "\n")}
		for _, l := range lines[1:] {
			field, values, _ := strings.Cut(l, " ")
			p.want[field] = strings.Split(values, " | ")
		}
		out = append(out, p)
	}
	return out
}

// pages of the paper's lines as they stand.
func (p paper) pages(lines []string) []doc.Page {
	columns := 0
	for _, l := range lines {
		columns = max(columns, len([]rune(l)))
	}
	return newSheet(columns+2, lines...)
}

// shares counts right answers by field.
type shares map[string][2]int

// add compares one understanding and says what is wrong. Where letters are
// misread a text need only be close.
func (s shares) add(p paper, u doc.Understanding, exact bool) (errors []string) {
	for _, spec := range doc.TypeReceipt.Spec().Fields {
		want, ok := p.want[spec.Name]
		if !ok {
			continue
		}
		got := valueOf(u, spec.Name)
		good := got == "-" && slices.Contains(want, "-") || right(spec.Kind, got, want) || !exact && spec.Kind == doc.KindText && near(got, want)
		n := s[spec.Name]
		s[spec.Name] = [2]int{n[0] + int(indicator(good)), n[1] + 1}
		if !good {
			errors = append(errors, fmt.Sprintf("%s: %s = %q, want %q among %v", p.name, spec.Name, got, want, brief(u.Fields[spec.Name])))
		}
	}
	return errors
}

// of is the share of a field's answers that are right.
func (s shares) of(field string) float64 {
	return float64(s[field][0]) / max(1, float64(s[field][1]))
}

func (s shares) String() string {
	var b strings.Builder
	for _, spec := range doc.TypeReceipt.Spec().Fields {
		if n := s[spec.Name]; n[1] > 0 {
			fmt.Fprintf(&b, "%-15s %3d of %3d  %.3f\n", spec.Name, n[0], n[1], s.of(spec.Name))
		}
	}
	return b.String()
}

// keeps fails when a share falls under its floor.
func (s shares) keeps(t *testing.T, floors map[string]float64) {
	t.Helper()
	for field, floor := range floors {
		if got := s.of(field); got < floor {
			t.Errorf("%s is right in %.3f of the papers, want %.3f", field, got, floor)
		}
	}
}

func TestReceiptsOfManyCountries(t *testing.T) {
	got := shares{}
	for _, p := range worldPapers(t) {
		u := Understand(p.pages(p.lines), Options{Type: doc.TypeReceipt})
		for _, e := range got.add(p, u, true) {
			t.Log(e)
		}
	}
	t.Logf("\n%s", got)
	got.keeps(t, map[string]float64{
		"merchant": 0.97, "date": 0.97, "time": 0.97, "total": 0.97, "subtotal": 0.92, "tax_total": 0.95, "currency": 0.97,
		"receipt_number": 0.93,
	})
}

// confusions are the characters that reading mistakes for another, most often
// first.
func confusions() map[rune][]rune {
	return map[rune][]rune{
		'0': []rune("O8"), '1': []rune("lI"), '5': []rune("S6"), '8': []rune("B3"), '6': []rune("8"), '2': []rune("Z"),
		'O': []rune("0"), 'l': []rune("1I"), 'I': []rune("l1"), 'S': []rune("5"), 'B': []rune("8"),
		',': []rune(".,"), '.': []rune(",."), 'e': []rune("c"), 'c': []rune("e"), 'n': []rune("r"), 'a': []rune("o"),
		'u': []rune("v"), 'i': []rune("l"), 't': []rune("f"), '€': []rune("E€"), '£': []rune("E£"),
		'ä': []rune("a"), 'ö': []rune("o"), 'ü': []rune("u"), 'é': []rune("e"), 'č': []rune("c"), 'ž': []rune("z"),
	}
}

// smudge corrupts a line the way reading does: a look-alike for a character,
// a sign lost, a space put in or left out. Columns stay where they are.
func smudge(r *rand.Rand, line string, rate float64) string {
	marks := confusions()
	var b strings.Builder
	runes := []rune(line)
	for i, c := range runes {
		inside := i > 0 && i+1 < len(runes) && runes[i-1] != ' ' && runes[i+1] != ' '
		if c == ' ' || r.Float64() >= rate {
			b.WriteRune(c)
			continue
		}
		like := marks[c]
		switch k := r.IntN(10); {
		case k < 7 && len(like) > 0:
			b.WriteRune(like[r.IntN(len(like))])
		case k == 7 && inside: // broken in two
			b.WriteRune(c)
			b.WriteRune(' ')
		case k == 8 && strings.ContainsRune(".,:-'", c): // lost
		default:
			b.WriteRune(c)
		}
	}
	return b.String()
}

func TestMisreadReceiptsOfManyCountries(t *testing.T) {
	got := shares{}
	for _, p := range worldPapers(t) {
		for seed := range uint64(2) {
			r := rand.New(rand.NewPCG(seed, 7)) //nolint:gosec // the same misreadings in every run
			lines := slices.Clone(p.lines)
			for i := range lines {
				lines[i] = smudge(r, lines[i], 0.06)
			}
			u := Understand(p.pages(lines), Options{Type: doc.TypeReceipt})
			for _, e := range got.add(p, u, false) {
				t.Log(e)
			}
		}
	}
	t.Logf("\n%s", got)
	got.keeps(t, map[string]float64{
		"merchant": 0.95, "date": 0.94, "time": 0.92, "total": 0.95, "subtotal": 0.92, "tax_total": 0.92, "currency": 0.95,
		"receipt_number": 0.8,
	})
}
