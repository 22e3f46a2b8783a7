package doc

import (
	"strings"
	"testing"
)

// typed makes a page of lines in fixed pitch, 100 characters wide.
func typed(lines ...string) Page {
	p := Page{PageInfo: PageInfo{Number: 1, Width: 1000, Height: 1000}}
	for n, line := range lines {
		at := 0
		for word := range strings.SplitSeq(line, " ") {
			if word != "" {
				p.Words = append(p.Words, Word{Text: word, Line: n, Box: Box{
					Left: float64(at) / 100, Right: float64(at+len(word)) / 100, Top: float64(n) * 0.03, Bottom: float64(n)*0.03 + 0.02,
				}})
			}
			at += len(word) + 1
		}
	}
	return p
}

func TestColumnsOfProseAreReadOneAfterTheOther(t *testing.T) {
	p := typed(
		"A heading that goes over both of the columns of this page and ends here",
		"the first column begins here        while the second one speaks",
		"and goes on with its sentence       of something else entirely",
		"until it has said all of what       and takes a little longer",
		"it came to say and then it          to come to its own end with",
		"stops at the foot of the page       the words that close it",
	)
	got := p.ReadingText()
	if !strings.Contains(got, "foot of the page\nwhile the second") || !strings.HasPrefix(got, "A heading") {
		t.Errorf("%s", got)
	}
}

func TestTablesStayRowByRow(t *testing.T) {
	p := typed(
		"Description of the goods            Quantity        Amount",
		"Brown bread from the baker              2             4.50",
		"Tea in bags of one hundred              1            12.00",
		"Soap with the smell of lemons           3             6.40",
		"Notebooks with squared paper            5            15.00",
		"A box of matches and candles            1             2.20",
	)
	if got := p.ReadingText(); got != p.Text() {
		t.Errorf("%s", got)
	}
}

func TestColumnsWhoseLinesDoNotStandBesideEachOtherAreReadOneAfterTheOther(t *testing.T) {
	p := typed(
		"A heading that goes over both of the columns of this page and ends here",
		"",
		"                                    while the second one speaks",
		"the first column begins here        of something else entirely",
		"and goes on with its sentence",
		"                                    and takes a little longer",
		"until it has said all of what",
		"it came to say and then it          to come to its own end with",
		"                                    the words that close it",
		"stops at the foot of the page",
		"and one line more on this side",
		"Plant               Sown            Height",
		"Foxglove            May             120 cm",
		"Lupin               April           90 cm",
	)
	want := strings.Join([]string{
		"A heading that goes over both of the columns of this page and ends here",
		"the first column begins here", "and goes on with its sentence", "until it has said all of what", "it came to say and then it",
		"stops at the foot of the page", "and one line more on this side",
		"while the second one speaks", "of something else entirely", "and takes a little longer", "to come to its own end with", "the words that close it",
		"Plant Sown Height", "Foxglove May 120 cm", "Lupin April 90 cm",
	}, "\n")
	if got := p.ReadingText(); got != want {
		t.Errorf("%s", got)
	}
}
