package review

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"deskclerk/backend/doc"
	"deskclerk/backend/extract"
)

// Capture reads what stands in a place of a page, closer than the page was read,
// and brings it into the form of a field or kind; nothing is stored. Where the
// page's words are embedded in the file, they are what stands there. Errors:
// not_found for a page that was not read or a field that the type does not
// have; invalid_request for a box that is none; those of the worker.
func (d *Desk) Capture(ctx context.Context, id string, c doc.CaptureRequest) (doc.Capture, error) {
	if err := checkBox(c.Box); err != nil {
		return doc.Capture{}, err
	}
	on, err := d.library.Document(ctx, id)
	if err != nil {
		return doc.Capture{}, err
	}
	at := slices.IndexFunc(on.Pages, func(p doc.PageInfo) bool { return p.Number == c.Page })
	if at < 0 {
		return doc.Capture{}, doc.Refuse(doc.CodeNotFound, "page_unread", "id", id, "page", strconv.Itoa(c.Page))
	}
	spec := doc.FieldSpec{Kind: c.Kind}
	if c.Field != "" {
		if _, err := fieldOf(&on, c.Field); err != nil {
			return doc.Capture{}, err
		}
		spec, _ = specOf(&on, c.Field)
	}
	words, err := d.library.PageWords(ctx, id, c.Page)
	if err != nil {
		return doc.Capture{}, err
	}
	readings := []doc.RegionReading{within(words, c.Box)}
	if on.Pages[at].TextSource != doc.TextEmbedded {
		closer, err := d.readRegion(ctx, on, on.Pages[at], c.Box)
		if err != nil {
			return doc.Capture{}, err
		}
		readings = append(closer, readings...)
	}
	out := chosen(readings, func(text string) (string, error) {
		return extract.NormaliseAs(definedField(&on, c.Field), spec.Kind, spec.Name, text, extract.MannerOf(on))
	})
	out.Page, out.TextSource = c.Page, on.Pages[at].TextSource
	if out.Box.Empty() {
		out.Box = c.Box
	}
	return out, nil
}

func (d *Desk) readRegion(ctx context.Context, on doc.Document, p doc.PageInfo, box doc.Box) ([]doc.RegionReading, error) {
	options, err := d.library.ProcessOptions(ctx, on.ID)
	if err != nil {
		return nil, err
	}
	return d.reader.ReadRegion(ctx, d.library.OriginalPath(on.File.SHA256), p.Number, options.Opening(d.o.Limits(), on.File.MIME),
		doc.Region{Box: box, Rotation: p.Rotation, Skew: p.Skew, Languages: options.Languages})
}

// within joins the words whose middle lies in the box.
func within(words []doc.Word, box doc.Box) doc.RegionReading {
	var in []doc.Word
	r := doc.RegionReading{Pass: "words"}
	for _, w := range words {
		if x, y := w.Box.CenterX(), w.Box.CenterY(); x >= box.Left && x <= box.Right && y >= box.Top && y <= box.Bottom {
			in = append(in, w)
			r.Box = r.Box.Union(w.Box)
		}
	}
	r.Text, r.Confidence = doc.Page{Words: in}.Text(), doc.MeanConfidence(in)
	return r
}

// chosen takes the value that most readings give, of equals the surest; where
// none fits the kind, the surest text. Its confidence falls with every reading
// that says something else.
func chosen(readings []doc.RegionReading, normalise func(string) (string, error)) doc.Capture {
	type vote struct {
		doc.Capture

		n   int
		sum float64
	}
	var votes []*vote
	var why error
	total := 0
	for _, r := range readings {
		text := strings.TrimSpace(r.Text)
		if text == "" {
			continue
		}
		total++
		value, err := normalise(text)
		key := &value
		if err != nil {
			key, why = nil, err
		}
		i := slices.IndexFunc(votes, func(v *vote) bool {
			return key != nil && equal(v.Value, key) || key == nil && v.Value == nil && v.Raw == text
		})
		if i < 0 {
			i = len(votes)
			votes = append(votes, &vote{Capture: doc.Capture{Value: key, Raw: text, Box: r.Box}})
		}
		votes[i].n++
		votes[i].sum += r.Confidence
	}
	if len(votes) == 0 {
		return doc.Capture{Hint: "nothing could be read there"}
	}
	best := slices.MaxFunc(votes, func(a, b *vote) int {
		switch fit := func(v *vote) int { return min(1, v.n) * len(ptr(v.Value)) }; {
		case fit(a) != fit(b):
			return fit(a) - fit(b)
		case a.n != b.n:
			return a.n - b.n
		case a.sum > b.sum:
			return 1
		case a.sum < b.sum:
			return -1
		}
		return 0
	})
	out := best.Capture
	out.Confidence = best.sum / float64(best.n) * float64(best.n) / float64(total)
	if out.Value == nil {
		out.Hint = doc.FailureOf(why).Detail
	}
	return out
}

// ptr lists what p points at.
func ptr[T any](p *T) []T {
	if p == nil {
		return nil
	}
	return []T{*p}
}
