package extract

import (
	"strings"
	"unicode"

	"deskclerk/backend/doc"
)

// faintReading is the least weight of a reading that differs.
const faintReading = 0.2

// borneOut says what the readings of token i make of it: the share that gave its
// figures, or its letters where it has none, and how little weight another
// reading has, 1 where there is none. The engine's confidence counts as one
// reading more, so that it alone decides where the page was read once.
// Separators and marks do not matter, and what a reading without figures makes of
// figures says nothing.
func (l *layout) borneOut(i int) (share, undisputed float64) {
	t := &l.tokens[i]
	_, digits := countLetters(t.Text)
	same, other := float64(max(1, t.Agree)), 0.0
	undisputed = 1
	for k := range t.Readings {
		r := &t.Readings[k]
		n := float64(max(1, r.Agree))
		switch theirs := alike(r.Text, digits > 0); theirs {
		case alike(l.joined(i, r.Words), digits > 0):
			same += n
		case "":
		default:
			other += n * max(faintReading, r.Confidence)
			undisputed = min(undisputed, 1-n/float64(max(1, t.Passes))*r.Confidence)
		}
	}
	return (same + t.Confidence) / (same + other + 1), max(0, undisputed)
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
		share, _ := l.borneOut(i)
		a = min(a, share)
	}
	return a
}

// meanAgreement is the mean over tokens[first:end].
func (l *layout) meanAgreement(first, end int) float64 {
	sum := 0.0
	for i := first; i < end; i++ {
		share, _ := l.borneOut(i)
		sum += share
	}
	return sum / float64(max(1, end-first))
}

// agreedFigures is how well the readings bear out the digits of
// tokens[first:end].
func (l *layout) agreedFigures(first, end int) float64 {
	a := 1.0
	for i := first; i < end; i++ {
		if _, digits := countLetters(l.tokens[i].Text); digits > 0 {
			share, _ := l.borneOut(i)
			a = min(a, share)
		}
	}
	return a
}
