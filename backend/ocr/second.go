package ocr

import (
	"regexp"

	"deskclerk/backend/doc"
)

// When a page is read a second time. On till receipts that is about one page in
// ten, for seven hundredths of the time. Reading all of them twice found a few
// more totals and dates and lost as many merchants' names.
const (
	doubtfulPage = 0.50 // mean word confidence below which a page read badly
	fairPage     = 0.75 // below which a page needs a sure amount to pass
	sureAmount   = 0.85 // confidence of an amount that can be built on
)

var (
	amountShape = regexp.MustCompile(`\d[.,]\d{2}(\D|$)`)
	valueShape  = regexp.MustCompile(`\d[.,]\d{2}\W{0,2}$|\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4}`)
	wordShape   = regexp.MustCompile(`[\pL\pN]`)
)

// again reads a page that the base pass did not settle in other ways too, and
// joins what they give.
func (r *reading) again(base []doc.Word) ([]doc.Word, error) {
	passes := []pass{{basePass().Name, base}}
	words := base
	for _, v := range Variants()[1:] {
		if r.settled(words, len(passes)) {
			break
		}
		more, err := r.pass(v)
		if err != nil {
			return nil, err
		}
		passes = append(passes, pass{v.Name, more})
		words = combine(passes)
	}
	return words, nil
}

// settled reports whether reading on is not worth its time.
func (r *reading) settled(words []doc.Word, passes int) bool {
	if r.all {
		return false
	}
	return passes > 1 || !doubtful(words)
}

func doubtful(words []doc.Word) bool {
	mean := doc.MeanConfidence(words)
	return mean < doubtfulPage || (mean < fairPage && !hasSureAmount(words))
}

func hasSureAmount(words []doc.Word) bool {
	for _, w := range words {
		if w.Confidence >= sureAmount && amountShape.MatchString(w.Text) {
			return true
		}
	}
	return false
}
