package ocr

import (
	"regexp"

	"deskclerk/backend/doc"
)

const (
	doubtfulPage   = 0.5  // mean word confidence below which all is read again
	doubtfulNumber = 0.5  // confidence below which a number's line is read again
	sureAmount     = 0.85 // confidence of an amount that needs no second look
	maxDigits      = 8    // more make a bar code or an account, not an amount
	maxLineShare   = 0.3  // of the lines that are read again
)

var (
	amountShape = regexp.MustCompile(`\d[.,]\d{2}(\D|$)`)
	valueShape  = regexp.MustCompile(`\d[.,]\d{2}\W{0,2}$|\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4}`)
	wordShape   = regexp.MustCompile(`[\pL\pN]`)
)

// secondLook reads again, in another way, what is doubtful: a page that read
// badly as a whole, else the lines with a doubtful number. Every other page
// needs one pass only.
func (r *reading) secondLook(words []doc.Word) ([]doc.Word, error) {
	if doc.MeanConfidence(words) < doubtfulPage {
		again, err := r.pass(pagePass(), nil)
		return merge(words, again, always), err
	}
	lines := doubtfulLines(words)
	if len(lines) == 0 {
		return words, nil
	}
	again, err := r.pass(linePass(), lines)
	return merge(words, again, hasNumber), err
}

// doubtfulLines are the boxes of lines with a doubtful number, the page's width
// and height as 1. A page without one sure amount is looked at more closely.
func doubtfulLines(words []doc.Word) []doc.Box {
	limit := doubtfulNumber
	if !hasSureAmount(words) {
		limit = sureAmount
	}
	var out []doc.Box
	lines := 0
	for from := 0; from < len(words); lines++ {
		to := from
		var box doc.Box
		doubt := false
		for ; to < len(words) && words[to].Line == words[from].Line; to++ {
			w := words[to]
			box = box.Union(w.Box)
			doubt = doubt || (isNumber(w.Text) && digits(w.Text) <= maxDigits && w.Confidence < limit)
		}
		if doubt {
			out = append(out, padded(box))
		}
		from = to
	}
	return out[:min(len(out), 1+int(float64(lines)*maxLineShare))]
}

func padded(b doc.Box) doc.Box {
	h := b.Height()
	return doc.Box{Left: max(0, b.Left-h), Top: max(0, b.Top-.2*h), Right: min(1, b.Right+h), Bottom: min(1, b.Bottom+.2*h)}
}

func hasSureAmount(words []doc.Word) bool {
	for _, w := range words {
		if w.Confidence >= sureAmount && amountShape.MatchString(w.Text) {
			return true
		}
	}
	return false
}

// isNumber reports whether the text has the shape of an amount or a date, or is
// mostly digits.
func isNumber(s string) bool {
	n := digits(s)
	return n > 0 && (valueShape.MatchString(s) || (n >= 2 && 2*n >= len([]rune(s))))
}

func digits(s string) int {
	n := 0
	for _, c := range s {
		if c >= '0' && c <= '9' {
			n++
		}
	}
	return n
}
