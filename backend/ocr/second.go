package ocr

import (
	"regexp"
	"slices"
	"time"

	"deskclerk/backend/doc"
)

// When a page is read a second time though there is no judge. On till receipts
// that is about one page in ten.
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

// again reads a page that is not settled in other ways too, and joins what they
// give. Before each pass it looks closer where the judge wants it: a look costs
// a thirtieth of a pass. A further pass reads the lines that the judge names.
func (r *reading) again(base []doc.Word) ([]doc.Word, error) {
	passes, left := append([]pass{{name: r.base().Name, words: base}}, r.beside...), r.others()
	words := base
	if len(r.beside) > 0 {
		words = noted(combine(passes), passes, nil)
	}
	for {
		j, err := r.settle(&words, passes)
		if err != nil || j.Settled || len(left) == 0 || r.over() {
			return words, err
		}
		next := pass{bands: bandsAround(j.Again, base)}
		v := turnOf(left, len(passes) > 1 && len(next.bands) == 0)
		if next.words, err = r.pass(left[v], next.bands); err != nil {
			return nil, err
		}
		next.name = left[v].Name
		passes, left = append(passes, next), slices.Delete(left, v, v+1)
		words = noted(combine(passes), passes, r.looks)
	}
}

// turnOf is which variant comes next: on a page that hides a value from several
// passes the one that divides it otherwise, else the first.
func turnOf(left []Variant, hidden bool) int {
	if hidden {
		return max(0, slices.IndexFunc(left, func(v Variant) bool { return v.Segmentation != psmBlock }))
	}
	return 0
}

// settle judges whether the page is read well enough, after a closer look where
// it is wanted: on a settled page to have a second witness.
func (r *reading) settle(words *[]doc.Word, passes []pass) (doc.Judgement, error) {
	j := r.judged(*words, len(passes)-len(r.beside))
	if r.skips(lookName) {
		return j, nil
	}
	looked, err := r.closer(*words, j.Look)
	if err != nil || !looked {
		return j, err
	}
	*words = noted(combine(passes), passes, r.looks)
	return r.judged(*words, len(passes)-len(r.beside)), nil
}

// others are the variants after the base pass that may be used.
func (r *reading) others() []Variant {
	return slices.DeleteFunc(Variants()[1:], func(v Variant) bool { return r.skips(v.Name) })
}

func (r *reading) skips(part string) bool { return slices.Contains(r.options.Skip, part) }

// judged asks whether the page is read well enough. Without a judge the
// confidence of the words decides, and a second pass is the last.
func (r *reading) judged(words []doc.Word, passes int) doc.Judgement {
	j := doc.Judgement{Settled: passes > 1 || !doubtful(words)}
	if r.judge != nil && !r.skips("judge") {
		start := time.Now()
		page := doc.Page{PageInfo: doc.PageInfo{
			Number: max(1, r.options.Page), Width: r.out.Width, Height: r.out.Height,
			Rotation: r.out.Rotation, Skew: r.out.Skew,
			TextSource: doc.TextOCR, MeanWordConfidence: doc.MeanConfidence(words),
		}, Words: words}
		j = r.judge(page, passes)
		r.stage("judge", start)
	}
	if r.options.Thorough || (r.foreign && passes == 1) {
		j.Settled, j.Again = false, nil
	}
	return j
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
