package ocr

import (
	"context"
	"errors"
	"image"
	"math"
	"time"

	"deskclerk/backend/doc"
)

// Measured on real receipts and scans.
const (
	doubtful        = 0.72 // mean confidence under which a page is read a second time
	lost            = 0.50 // under which it may lie on its side
	sureOrientation = 1.0  // of the engine's own certainty
	leastSkew       = 0.5  // degrees worth correcting
	mostSkew        = 12   // degrees beyond which it is no skew
	sureSkew        = 3    // of Leptonica's confidence
)

// reading is one page on its way through the engine.
type reading struct {
	ctx    context.Context //nolint:containedctx // lives as long as one call
	engine *api
	osd    func(pix) (rotation int, sure bool)
	spent  map[string]time.Duration
}

// result is one way of reading the page.
type result struct {
	words    []doc.Word
	raw      string
	rotation int
	skew     float64
	width    int // of the upright page, pixels of the input's scale
	height   int
}

func (r result) confidence() float64 { return doc.MeanConfidence(r.words) }

// errMemory is a page for which there was no memory.
var errMemory = errors.New("no memory for the page")

// page reads upright, and looks for another orientation only when that makes
// little sense, because most pages are upright.
func (r *reading) page(img *image.Gray) (result, error) {
	best, err := r.turned(img, 0)
	if err != nil || best.confidence() >= lost {
		return best, err
	}
	rotation, found := r.orientation(img)
	if !found || rotation == 0 {
		return best, nil
	}
	other, err := r.turned(img, rotation)
	if err != nil {
		return best, err
	}
	if other.weight() > best.weight() {
		return other, nil
	}
	return best, nil
}

// weight is how much was read, and how surely.
func (r result) weight() float64 {
	var sum float64
	for _, w := range r.words {
		sum += float64(len(w.Text)) * max(0, w.Confidence-0.3)
	}
	return sum
}

// orientation asks the engine for the turn that makes the page upright.
func (r *reading) orientation(img *image.Gray) (rotation int, found bool) {
	defer r.time("orient")()
	p := newPix(img)
	defer p.destroy()
	if p.empty() {
		return 0, false
	}
	return r.osd(p)
}

// turned reads the page after a turn.
func (r *reading) turned(img *image.Gray, rotation int) (result, error) {
	page, skew, blank, err := r.prepare(img, rotation)
	if err != nil {
		return result{}, err
	}
	out := result{rotation: rotation, skew: skew, width: img.Rect.Dx(), height: img.Rect.Dy()}
	if rotation%180 != 0 {
		out.width, out.height = out.height, out.width
	}
	if blank {
		return out, nil
	}
	first, err := r.variant(page, contrasted)
	if err != nil {
		return out, err
	}
	out.words, out.raw = first.words, first.raw
	if out.confidence() >= doubtful {
		return out, nil
	}
	second, err := r.variant(page, thickened)
	if err != nil {
		return out, err
	}
	out.words, out.raw = merge(first.words, second.words), first.raw+second.raw
	return out, nil
}

// prepare turns, straightens and scales the page.
func (r *reading) prepare(img *image.Gray, rotation int) (page *image.Gray, skew float64, blank bool, err error) {
	defer r.time("prepare")()
	p := newPix(img)
	defer func() { p.destroy() }()
	if p.empty() {
		return nil, 0, false, errMemory
	}
	if rotation != 0 {
		p.replace(p.turn(rotation))
	}
	height, glyphs := inkHeight(p)
	if glyphs < blankInk {
		return nil, 0, true, nil
	}
	if skew = r.skew(p); skew != 0 {
		p.replace(p.rotate(skew))
	}
	if p.empty() {
		return nil, 0, false, errMemory
	}
	return toGlyphHeight(p.gray(), height), skew, false, nil
}

// skew is how far the text leans counter-clockwise, in degrees, and so how far
// the page is to be turned clockwise; 0 when it is straight enough or nobody
// knows.
func (r *reading) skew(p pix) float64 {
	b := p.binary(otsu(p))
	defer b.destroy()
	if b.empty() {
		return 0
	}
	clockwise, sure := b.skew()
	if sure < sureSkew || math.Abs(clockwise) < leastSkew || math.Abs(clockwise) > mostSkew {
		return 0
	}
	return clockwise
}

// variant is one way to prepare glyphs for the engine.
type variant func(*image.Gray) *image.Gray

// contrasted evens out light and shade.
func contrasted(img *image.Gray) *image.Gray { return clahe(img, claheClip, claheTiles) }

// thickened makes faint print bolder.
func thickened(img *image.Gray) *image.Gray { return thicken(img) }

// variant has the engine read the page in one way.
func (r *reading) variant(page *image.Gray, v variant) (result, error) {
	stop := r.time("prepare")
	p := newPix(v(page))
	stop()
	defer p.destroy()
	if p.empty() {
		return result{}, errMemory
	}
	defer r.time("ocr")()
	table, err := r.engine.read(r.ctx, p, psmBlock)
	if err != nil {
		return result{}, err
	}
	return result{words: parseTSV(table, page.Rect.Dx(), page.Rect.Dy()), raw: table}, nil
}

// time adds to a stage until the returned function is called.
func (r *reading) time(stage string) func() {
	begin := time.Now()
	return func() { r.spent[stage] += time.Since(begin) }
}
