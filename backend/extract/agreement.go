package extract

import (
	"slices"
	"strings"
	"unicode"

	"deskclerk/backend/doc"
)

// faintReading is the least weight of a reading that differs.
const faintReading = 0.2

// testimony is what the readings of words say of a value.
type testimony struct {
	agree      float64 // how well they bear it out, those left out that say nothing of it
	undisputed float64 // 1 less the weight of the best reading against it
	witnesses  float64 // share that gave it, of all: what is no figure disputes none, but shows ink that is hard to read
}

// borneOut says what the readings of token i make of its figures, or of its
// letters where it has none: of the word's own, or of the value that some passes
// gave, however they wrote it. The engine's confidence counts as one reading more,
// so that it alone decides where the page was read once. Separators and marks do
// not matter, and what a reading without figures makes of figures says nothing.
func (l *layout) borneOut(i int, passes ...string) testimony {
	t := &l.tokens[i]
	_, digits := countLetters(t.Text)
	figures := digits > 0 || len(passes) > 0
	main := len(passes) == 0 || slices.ContainsFunc(passes, func(pass string) bool { return pass == mainText || l.readingOf(i, pass) < 0 })
	out := testimony{undisputed: 1}
	var same, sure, other float64
	hear := func(text string, agree int, confidence float64, bears bool) {
		n := float64(max(1, agree))
		switch {
		case bears:
			same, sure = same+n, max(sure, confidence)
		case alike(text, figures) != "":
			other += n * max(faintReading, confidence)
			out.undisputed = max(0, min(out.undisputed, 1-n/float64(max(1, t.Passes))*confidence))
		}
	}
	hear(t.Text, t.Agree, t.Confidence, main)
	for k := range t.Readings {
		r := &t.Readings[k]
		as := main && alike(r.Text, figures) == alike(l.joined(i, r.Words), figures)
		hear(r.Text, r.Agree, r.Confidence, as || slices.Contains(passes, r.Pass))
	}
	out.agree = (same + sure) / (same + other + 1)
	out.witnesses = min(1, (same+sure)/float64(max(1, t.Passes)+1))
	return out
}

// add counts another word of the value, by its weight.
func (t *testimony) add(o testimony, weight float64) {
	t.agree += o.agree * weight
	t.undisputed, t.witnesses = min(t.undisputed, o.undisputed), min(t.witnesses, o.witnesses)
}

// shareOf is the share of the readings over a word that gave another text, its
// confidence counted as one reading more.
func shareOf(r *doc.Reading, w *doc.Word) float64 {
	return min(1, (float64(max(1, r.Agree))+r.Confidence)/float64(max(1, w.Passes)+1))
}

// joined is the text of n words from the i-th on, without spaces between.
func (l *layout) joined(i, n int) string {
	text := l.tokens[i].Text
	for k := i + 1; k < min(i+n, len(l.tokens)); k++ {
		text += l.tokens[k].Text
	}
	return text
}

// alike reduces a reading to what matters: digits where the word has any, else
// its letters.
func alike(s string, digits bool) string {
	if !digits {
		return compact(s)
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return r
		}
		return -1
	}, s)
}

// agreement is how well the readings bear out tokens[first:end]: that of the
// least sure word.
func (l *layout) agreement(first, end int) float64 {
	a := 1.0
	for i := first; i < end; i++ {
		a = min(a, l.borneOut(i).agree)
	}
	return a
}

// meanAgreement is the mean over tokens[first:end].
func (l *layout) meanAgreement(first, end int) float64 {
	sum := 0.0
	for i := first; i < end; i++ {
		sum += l.borneOut(i).agree
	}
	return sum / float64(max(1, end-first))
}

// agreedFigures is how well the readings bear out the digits of
// tokens[first:end].
func (l *layout) agreedFigures(first, end int) float64 {
	a := 1.0
	for i := first; i < end; i++ {
		if _, digits := countLetters(l.tokens[i].Text); digits > 0 {
			a = min(a, l.borneOut(i).agree)
		}
	}
	return a
}
