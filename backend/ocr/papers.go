package ocr

import (
	"cmp"
	"image"
	"slices"

	"deskclerk/backend/doc"
	"deskclerk/backend/ocr/sheet"
)

// paper is a part of the page that may be a paper of its own, read by itself.
type paper struct {
	place doc.Box // on the upright page
	read  doc.Page
	words []doc.Word // with their places on the upright page
}

// papers finds out whether the page is several papers that lie beside each other:
// sheets whose edges are seen, or parts with white between them. Each is read by
// itself, for one pass over the whole page takes lines that lie beside each other
// for one. When they are surely several, what was read of each is the page's text.
func (r *reading) papers(words []doc.Word) ([]doc.Word, error) {
	if r.apart == nil || r.zone != nil || r.skips("papers") {
		return words, nil
	}
	if len(r.sheets) > 0 {
		found, err := r.readSheets()
		if err != nil || !r.several(found, true) {
			return words, err
		}
		return r.take(found), nil
	}
	for _, places := range cells(words, r.aspect()) {
		if r.over() {
			break
		}
		found, err := r.readCells(places)
		if err != nil {
			return nil, err
		}
		if r.several(found, false) {
			return r.take(found), nil
		}
	}
	return words, nil
}

func (r *reading) aspect() float64 { return float64(r.out.Height) / float64(max(1, r.out.Width)) }

func (r *reading) several(found []paper, seen bool) bool {
	parts := make([]doc.Page, len(found))
	for i := range found {
		parts[i] = found[i].read
	}
	return len(parts) > 1 && r.apart(parts, seen)
}

// take makes the papers the page's: one after the other, each with lines of its
// own.
func (r *reading) take(found []paper) []doc.Word {
	var words []doc.Word
	for i, p := range found {
		lines := 0
		if n := len(words); n > 0 {
			lines = words[n-1].Line + 1
		}
		for _, w := range p.words {
			w.Block, w.Line = i, lines+w.Line
			words = append(words, w)
		}
		r.out.Papers = append(r.out.Papers, p.place)
	}
	return words
}

// readSheets reads each sheet, made flat.
func (r *reading) readSheets() ([]paper, error) {
	w, h := float64(r.flat.Rect.Dx()), float64(r.flat.Rect.Dy())
	var out []paper
	for _, q := range r.sheets {
		flat := sheet.Flatten(r.flat, q)
		onPage := func(p sheet.Point) sheet.Point { return quarterTurned(flat.ToPicture(p), r.out.Rotation) }
		b := q.Bounds()
		place := mapped(doc.Box{
			Left: float64(b.Min.X) / w, Top: float64(b.Min.Y) / h, Right: float64(b.Max.X) / w, Bottom: float64(b.Max.Y) / h,
		}, func(p sheet.Point) sheet.Point { return quarterTurned(p, r.out.Rotation) })
		p, err := r.readPaper(flat.Image, place, onPage)
		if err != nil {
			return nil, err
		}
		p.place = roomy(p.place)
		out = append(out, p)
	}
	return inRows(out), nil
}

// inRows puts papers in the order in which they are read on the upright page:
// those whose middles lie above the foot of the first are beside it.
func inRows(papers []paper) []paper {
	slices.SortFunc(papers, func(a, b paper) int { return cmp.Compare(a.place.Top, b.place.Top) })
	for from := 0; from < len(papers); {
		to := from + 1
		for to < len(papers) && papers[to].place.CenterY() <= papers[from].place.Bottom {
			to++
		}
		slices.SortFunc(papers[from:to], func(a, b paper) int { return cmp.Compare(a.place.Left, b.place.Left) })
		from = to
	}
	return papers
}

// paperRoom is left around a sheet, in fractions of the page: its edges are seen
// on a picture made smaller.
const paperRoom = 0.006

func roomy(b doc.Box) doc.Box {
	return doc.Box{
		Left: max(0, b.Left-paperRoom), Top: max(0, b.Top-paperRoom), Right: min(1, b.Right+paperRoom), Bottom: min(1, b.Bottom+paperRoom),
	}
}

// readCells reads each part of the upright page.
func (r *reading) readCells(places []doc.Box) ([]paper, error) {
	if r.upright == nil {
		r.upright = turned(r.flat, r.out.Rotation)
	}
	size := r.upright.Rect
	w, h := float64(size.Dx()), float64(size.Dy())
	var out []paper
	for _, b := range places {
		part := image.Rect(int(b.Left*w), int(b.Top*h), int(b.Right*w), int(b.Bottom*h))
		onPage := func(p sheet.Point) sheet.Point {
			return sheet.Point{X: b.Left + p.X*b.Width(), Y: b.Top + p.Y*b.Height()}
		}
		p, err := r.readPaper(r.cut(part), b, onPage)
		if err != nil {
			return nil, err
		}
		out = append(out, p)
	}
	return out, nil
}

// readPaper reads a picture of one paper once, whichever way up it lies; onPage
// gives the place on the page of one on the picture.
func (r *reading) readPaper(img *image.Gray, place doc.Box, onPage func(sheet.Point) sheet.Point) (paper, error) {
	one := &reading{
		ctx: r.ctx, engine: r.engine, began: r.began, spent: r.spent, passTime: r.passTime, flat: img, ink: findInk(img),
	}
	one.out.Width, one.out.Height = img.Rect.Dx(), img.Rect.Dy()
	words, err := one.once()
	if err != nil {
		return paper{}, err
	}
	r.raw, r.slow = append(r.raw, one.raw...), r.slow || one.slow
	p := paper{place: place, read: doc.Page{
		PageInfo: doc.PageInfo{
			Number: 1, Width: one.out.Width, Height: one.out.Height,
			TextSource: doc.TextOCR, MeanWordConfidence: doc.MeanConfidence(words),
		},
		Words: words,
	}}
	for _, w := range words {
		w.Box = mapped(w.Box, func(at sheet.Point) sheet.Point {
			at = rotated(at, float64(one.out.Width), float64(one.out.Height), -one.out.Skew)
			return onPage(quarterTurned(at, 360-one.out.Rotation))
		})
		p.words = append(p.words, w)
	}
	return p, nil
}

// once makes a picture upright and reads it once.
func (r *reading) once() ([]doc.Word, error) {
	if !r.hasInk() {
		return nil, nil
	}
	scaled, sideways := r.scaled(), r.sideways()
	if err := r.orient(scaled, sideways); err != nil {
		return nil, err
	}
	words, err := r.first()
	if err != nil || sideways || r.over() || doc.MeanConfidence(words) >= doubtfulPage {
		return words, err
	}
	return r.turnIfBetter(scaled, words)
}
