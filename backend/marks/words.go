package marks

import (
	"unicode"

	"deskclerk/backend/doc"
)

// fewLetters is how many letters and digits a word has at most that may be a box
// misread, such as "O" or "[x".
const fewLetters = 2

// Outside leaves out what lies within a word: the round of a letter looks like a
// box, too.
func Outside(found []doc.Mark, words []doc.Word) []doc.Mark {
	var out []doc.Mark
	for _, m := range found {
		if !inWord(m.Box, words) {
			out = append(out, m)
		}
	}
	return out
}

func inWord(box doc.Box, words []doc.Word) bool {
	x, y := box.CenterX(), box.CenterY()
	for i := range words {
		b := words[i].Box
		if x > b.Left && x < b.Right && y > b.Top && y < b.Bottom && (letters(words[i].Text) > fewLetters || roundOf(box, &words[i])) {
			return true
		}
	}
	return false
}

// Of a short word that is surely one, such as "On", the round of a letter is a
// part only; a box that was misread is all of its word.
const (
	sureWord  = 0.8
	roundPart = 0.75 // of the word's width
)

func roundOf(box doc.Box, w *doc.Word) bool {
	n := len([]rune(w.Text))
	return n == fewLetters && letters(w.Text) == n && w.Confidence >= sureWord && box.Width() < roundPart*w.Box.Width()
}

func letters(s string) (n int) {
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			n++
		}
	}
	return n
}
