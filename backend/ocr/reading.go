package ocr

import (
	"context"
	"image"
	"math"
	"time"

	"deskclerk/backend/doc"
	"deskclerk/backend/ocr/sheet"
	"deskclerk/backend/ocr/zone"
)

// reading is one page on its way through the engine.
type reading struct {
	ctx     context.Context //nolint:containedctx // lives as long as one call
	engine  *engine
	judge   doc.Judge // nil: the confidence of the words decides
	options doc.ReadOptions
	spoken  func([]doc.Word) *engine // for the page's own language; nil: the languages are given
	foreign bool                     // engine is the one of the page's own language
	out     doc.Recognition
	spent   map[string]time.Duration

	began    time.Time
	passTime time.Duration // the most that one pass may take
	slow     bool          // a pass took longer
	bare     bool          // contrast is left as it is: there is nothing but texture to even out

	flat  *image.Gray // as it came or the sheet in it, no larger than maxPixels
	sheet *lying      // nil: the picture shows nothing but the page

	sheets []sheet.Quad // that lie apart on the picture; none: there are not several
	apart  doc.Apart    // nil: nobody asks for papers on the page

	ink   ink
	plain *image.Gray // upright, deskewed, scaled to the ink height
	raw   []byte

	zone *zone.Reading // machine readable, of a travel document; nil: none was found

	upright *image.Gray // flat, turned; made for the first look
	looks   []look

	beside []pass // a witness of the first pass: the same with another contrast
}

func newReading(ctx context.Context, img *image.Gray, version string) *reading {
	start := time.Now()
	r := &reading{ctx: ctx, began: start, spent: map[string]time.Duration{"prepare": 0, "orient": 0, "ocr": 0}}
	r.out.Engine = version
	if img != nil {
		r.out.Width, r.out.Height = img.Rect.Dx(), img.Rect.Dy()
		r.flat = bounded(img)
		r.onSheet()
		r.ink = findInk(r.flat)
		r.unrule()
	}
	r.stage("prepare", start)
	return r
}

func (r *reading) hasInk() bool { return r.flat != nil && r.ink.legible }

// blank is the answer for a page with nothing to read.
func (r *reading) blank() doc.Recognition {
	r.warn(doc.WarnBlankPage)
	return r.finish(nil)
}

func (r *reading) warn(code string) {
	r.out.Warnings = append(r.out.Warnings, doc.NewWarning(code, 0, ""))
}

func (r *reading) finish(words []doc.Word) doc.Recognition {
	r.ontoPicture(words)
	r.out.Words, r.out.Raw = words, r.raw
	r.out.StagesMS = make(map[string]int64, len(r.spent))
	for name, d := range r.spent {
		r.out.StagesMS[name] = d.Milliseconds()
	}
	return r.out
}

// read makes the page upright, reads it, and reads again what is doubtful.
func (r *reading) read() (doc.Recognition, error) {
	scaled := r.scaled()
	sideways := r.options.Turn != nil || r.sideways() // what a person said is not tried the other way up
	if err := r.orient(scaled, sideways); err != nil {
		return doc.Recognition{}, err
	}
	words, err := r.first()
	if err != nil {
		return doc.Recognition{}, err
	}
	if r.seekZone(words) {
		r.place(scaled, r.zone.Turn)
		if words, err = r.first(); err != nil {
			return doc.Recognition{}, err
		}
	}
	if r.zone == nil && !sideways && !r.over() && doc.MeanConfidence(words) < doubtfulPage {
		if words, err = r.turnIfBetter(scaled, words); err != nil {
			return doc.Recognition{}, err
		}
	}
	if words, err = r.asItCame(words); err != nil {
		return doc.Recognition{}, err
	}
	if r.specks(words) {
		r.assess(nil)
		return r.finish(nil), nil
	}
	r.listen(words)
	if words, err = r.again(words); err != nil {
		return doc.Recognition{}, err
	}
	words = r.withZone(words)
	if words, err = r.papers(words); err != nil {
		return doc.Recognition{}, err
	}
	r.assess(words)
	return r.finish(words), nil
}

const (
	paleDoubt = 0.60 // mean confidence of words under which evened contrast may have done harm
	paleGain  = 0.05 // of that mean, with which a page is read as it came
	paleApart = 0.20 // difference of the means with which the worse reading says nothing
)

// poorPage is the mean confidence of words under which a page's text is of little
// use: it is that of maps, drawings and photos in which letters were seen.
const poorPage = 0.5

// assess warns of a page whose text nobody should rely on.
func (r *reading) assess(words []doc.Word) {
	switch {
	case len(words) == 0:
		r.warn(doc.WarnNothingLegible)
	case doc.MeanConfidence(words) < poorPage:
		r.warn(doc.WarnPoorlyRead)
	}
	if r.ink.height > 0 && r.ink.height < smallInk {
		r.warn(doc.WarnLowResolution)
	}
}

// first reads the page as most pages are read best; as it came where evening out
// its contrast would give, or gave, the engine too much to read.
func (r *reading) first() ([]doc.Word, error) {
	r.bare = r.texture()
	words, err := r.pass(r.base(), nil)
	if err != nil || !r.slow || r.bare {
		return words, err
	}
	r.slow, r.bare = false, true
	return r.pass(r.base(), nil)
}

// base is the pass that is made first, and the one whose words the others join.
func (r *reading) base() Variant {
	if r.bare {
		return barePass()
	}
	return basePass()
}

// asItCame reads a page that read badly a second time, with its contrast as it
// came, and takes the better reading for the first: what shines through thin paper
// is print once its contrast is evened out. The other one stays a witness unless
// it is far worse.
func (r *reading) asItCame(words []doc.Word) ([]doc.Word, error) {
	even := pass{name: r.base().Name, words: words}
	mean := doc.MeanConfidence(words)
	if r.bare || r.zone != nil || mean >= paleDoubt || r.over() || r.skips(barePass().Name) {
		return words, nil
	}
	bare := pass{name: barePass().Name}
	var err error
	if bare.words, err = r.pass(barePass(), nil); err != nil {
		return nil, err
	}
	gain := doc.MeanConfidence(bare.words) - mean
	first, other := even, bare
	if gain > paleGain {
		first, other, r.bare = bare, even, true
	}
	if math.Abs(gain) < paleApart {
		r.beside = []pass{other}
	}
	return first.words, nil
}

// pass reads the page, or bands of it, as the variant has it and keeps what the
// engine answers.
func (r *reading) pass(v Variant, bands []band) ([]doc.Word, error) {
	start := time.Now()
	v.Contrast = v.Contrast && !r.bare
	img := v.apply(r.plain)
	var strip *strip
	if len(bands) > 0 {
		strip = newStrip(img, bands)
		img = strip.img
	}
	r.stage("prepare", start)
	tsv, took, err := r.recognize(img, v.Segmentation)
	r.spent["ocr"] += took
	if err != nil {
		return nil, err
	}
	r.raw = append(r.raw, "# "+v.Name+"\n"+tsv...)
	words := parseTSV(tsv, img.Rect.Dx(), img.Rect.Dy())
	if strip != nil {
		words = strip.onPage(words)
	}
	return words, nil
}
