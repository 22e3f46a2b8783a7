package extract

import (
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"
)

func TestSiftsLetThroughWhatTheFormsMatch(t *testing.T) {
	sifts := []struct {
		form *regexp.Regexp
		sift func(string) bool
	}{
		{postcode(), mayBePostcode},
		{phoneRow(), mayBePhone},
		{caZip(), hasOutward},
		{gbZip(), hasOutward},
		{usZip(), func(s string) bool { return hasNumber(s, 5, "") }},
		{vatPattern(), func(s string) bool { return hasNumber(s, 5, " .") }},
		{frPhone(), func(s string) bool { return hasNumber(s, 14, " .") }},
		{registration(), func(s string) bool { return hasNumber(s, 4, " ") }},
		{andCo(), func(s string) bool { return holdsFold(s, "co") }},
	}
	texts := strings.Split("M5V 2T6 Toronto\nLondon SW1A 1AA\nD-04229 Leipzig\n12-345 Łódź\nFAX: 1\nTel. 030/1234567\n+49 341 12 34 56\nTX 75001\nATU12345678\n"+
		"FR 12 345 678 901\n01 23 45 67 89\nFOO SDN BHD (12345-A)\nBar Gmbh 8 Co KG", "\n")
	for _, p := range worldPapers(t) {
		for _, page := range p.pages(p.lines) {
			texts = append(texts, strings.Split(page.Text(), "\n")...)
		}
	}
	for _, x := range sifts {
		n := 0
		for _, s := range texts {
			if x.form.MatchString(s) {
				n++
				if !x.sift(s) {
					t.Errorf("%q matches %v and is sifted out", s, x.form)
				}
			}
		}
		if n == 0 {
			t.Errorf("no text matches %v", x.form)
		}
	}
}

func TestPhrasesAreCountedAsTextsBetweenSpaces(t *testing.T) {
	p := phrases{}
	p.add([]string{"new york", "york", "new"})
	text := "new york " + strings.Repeat("york ", 2) + "new yorker new"
	got := p.count(text)
	for _, s := range []string{"new york", "york", "new"} {
		if want := strings.Count(" "+text+" ", " "+s+" "); got[s] != want {
			t.Errorf("%q: %d times, want %d", s, got[s], want)
		}
	}
	if p.in("yorker") || !p.in("in york") {
		t.Error("phrases are whole words")
	}
}

// plainDistance is the whole table of Levenshtein's distance.
func plainDistance(a, b []rune) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		diagonal := row[0]
		row[0] = i + 1
		for j := range b {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, diagonal+1, row[j]+1)
		}
	}
	return row[len(b)]
}

func TestDistancesWithinTheLimitAreExactAndSiftedByNothing(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	word := func() []rune {
		out := make([]rune, r.IntN(9))
		for i := range out {
			out[i] = rune('a' + r.IntN(4))
		}
		return out
	}
	for range 5000 {
		a, b, limit := word(), word(), r.IntN(4)
		want := min(plainDistance(a, b), limit+1)
		if got := distance(a, b, limit); got != want {
			t.Fatalf("distance(%q, %q, %d) = %d, want %d", string(a), string(b), limit, got, want)
		}
		if want <= limit && (masksDiffer(mask(a), mask(b), limit) || pairsDiffer(pairs(a), pairs(b), limit)) {
			t.Fatalf("%q and %q, %d apart, are sifted out", string(a), string(b), want)
		}
	}
}
