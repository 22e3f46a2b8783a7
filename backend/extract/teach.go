package extract

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"deskclerk/backend/doc"
)

// Teach makes of a place that a person pointed at on a sample what a type needs
// to find it again: the label beside it, on which side that stands, and what kind
// of value it seems to be. Errors: not_found where nothing stands.
func Teach(pages []doc.Page, page int, box doc.Box) (doc.Lesson, error) {
	at := slices.IndexFunc(pages, func(p doc.Page) bool { return p.Number == page })
	if at < 0 {
		return doc.Lesson{}, doc.Refuse(doc.CodeNotFound, "review_page", "page", strconv.Itoa(page))
	}
	d := gather(newLayout(pages))
	if m, ok := markAt(pages[at].Marks, box); ok {
		return d.teachMark(at+1, m)
	}
	first, end, ok := d.l.pointed(at+1, box)
	if !ok {
		return doc.Lesson{}, doc.Refuse(doc.CodeNotFound, "teach_nothing")
	}
	return d.teachWords(first, end), nil
}

// markAt is the box to tick that was pointed at: of several that the place
// touches, the one that shares most with it.
func markAt(marks []doc.Mark, box doc.Box) (best doc.Mark, ok bool) {
	most := 0.0
	for _, m := range marks {
		if m.Box.Overlap(box) <= 0.3 {
			continue
		}
		if x := shared(m.Box, box); x > most {
			best, most, ok = m, x, true
		}
	}
	return best, ok
}

// shared is the intersection over the union of two boxes.
func shared(a, b doc.Box) float64 {
	area := func(x doc.Box) float64 { return x.Width() * x.Height() }
	common := a.Overlap(b) * min(area(a), area(b))
	return common / (area(a) + area(b) - common)
}

// pointed are the tokens of the row that lie in the box.
func (l *layout) pointed(page int, box doc.Box) (first, end int, ok bool) {
	for i := range l.tokens {
		t := &l.tokens[i]
		if t.page != page || t.Box.Overlap(box) < 0.5 {
			continue
		}
		if ok && t.row != l.tokens[first].row {
			break
		}
		if !ok {
			first = i
		}
		end, ok = i+1, true
	}
	return first, end, ok
}

// teachWords finds the label of a value: before it in its row, else above it.
func (d *evidence) teachWords(first, end int) doc.Lesson {
	value := d.l.box(first, end)
	out := doc.Lesson{Page: d.l.tokens[first].page, Box: value, Text: d.l.text(first, end), Words: end - first}
	out.Kind, out.Value = d.guessKind(first, end)
	from, to := d.labelBefore(first)
	place := doc.PlaceRight
	if from == to {
		from, to = d.labelAbove(first, value)
		place = doc.PlaceBelow
	}
	if from == to {
		return out
	}
	label := d.l.box(from, to)
	out.Label = strings.Trim(d.l.text(from, to), " :;|_.…")
	out.Anchor = &doc.Anchor{Label: out.Label, Place: place, DX: value.Left - label.Left, DY: value.CenterY() - label.CenterY()}
	if place == doc.PlaceBelow && math.Abs(out.Anchor.DX) > 0.05 || place == doc.PlaceRight && out.Anchor.DX > 0.6 {
		out.Anchor.Place = doc.PlaceOffset
	}
	return out
}

const longestLabelWords = 6

// labelBefore are the words before a value in its row: those of its own cell up
// to the last value's end, or else the cell before.
func (d *evidence) labelBefore(first int) (from, to int) {
	row := &d.l.rows[d.l.tokens[first].row]
	to = first
	for to > row.first && onlyMarks(d.l.tokens[to-1].Text) {
		to--
	}
	from = to
	for from > row.first && to-from < longestLabelWords {
		t := &d.l.tokens[from-1]
		letters, _ := countLetters(t.Text)
		if from < to && (t.cell != d.l.tokens[from].cell || strings.HasSuffix(t.Text, ":")) || letters == 0 {
			break
		}
		from--
	}
	return from, to
}

// labelAbove are the words of the cell over a value.
func (d *evidence) labelAbove(first int, value doc.Box) (from, to int) {
	at := d.l.tokens[first].row
	for n := at - 1; n >= 0 && d.l.rows[n].page == d.l.rows[at].page && d.apart(n, at) < nearBelow; n-- {
		for _, c := range d.l.rows[n].cells {
			letters, _ := d.l.countLetters(c.first, c.end)
			if c.box.Left < value.Right && c.box.Right > value.Left && letters > 1 && c.end-c.first <= longestLabelWords {
				return c.first, c.end
			}
		}
	}
	return 0, 0
}

// guessKind tells what a value seems to be: the narrowest kind that it fits.
func (d *evidence) guessKind(first, end int) (doc.FieldKind, string) {
	m := d.mannerOf()
	for _, k := range []doc.FieldKind{doc.KindIBAN, doc.KindVATID, doc.KindDate, doc.KindTime, doc.KindMoney, doc.KindNumber} {
		text := strings.Trim(d.l.text(first, end), " :;|_")
		if !plausible(k, text) || !looksLike(k, text) {
			continue
		}
		if v, err := NormaliseAs(&doc.FieldDef{Kind: k}, k, "", text, m); err == nil {
			return k, v
		}
	}
	return doc.KindText, strings.Trim(d.l.text(first, end), " :;|_")
}

// looksLike is stricter than what a kind lets through: money has a currency or
// two decimals, a number no letters, a time its colon. "AB-4711" is a text.
func looksLike(k doc.FieldKind, s string) bool {
	letters, _ := countLetters(s)
	switch k {
	case doc.KindMoney:
		a, ok := parseAmount(s, habit{})
		return strings.ContainsAny(s, "€$£¥") || ok && a.decimals == 2 && (letters == 0 || letters == 3)
	case doc.KindNumber:
		return letters == 0
	case doc.KindTime:
		return strings.Contains(s, ":")
	}
	return true
}

// teachMark finds the label of a box to tick: the words behind it, else before.
func (d *evidence) teachMark(page int, m doc.Mark) (doc.Lesson, error) {
	out := doc.Lesson{Page: page, Box: m.Box, Kind: doc.KindCheckbox}
	out.Value, out.Text = checked(m)
	c, place, ok := d.labelOfMark(page, m.Box)
	if !ok {
		return out, nil
	}
	out.Label = strings.Trim(d.l.text(c.first, c.end), " :;|_.…")
	out.Anchor = &doc.Anchor{Label: out.Label, Place: place, DX: m.Box.Left - c.box.Left, DY: m.Box.CenterY() - c.box.CenterY()}
	return out, nil
}

// labelOfMark is the nearest run of words beside a box; place is the side of the
// words on which the box stands.
func (d *evidence) labelOfMark(page int, box doc.Box) (cell, doc.Placement, bool) {
	type side struct {
		c     cell
		place doc.Placement
		away  float64
	}
	var found []side
	for i := range d.l.rows {
		r := &d.l.rows[i]
		if r.page != page || box.CenterY() < r.box.Top-0.3*r.box.Height() || box.CenterY() > r.box.Bottom+0.3*r.box.Height() {
			continue
		}
		for _, c := range d.l.rows[i].cells {
			c = d.l.besideMark(c, box)
			if letters, _ := d.l.countLetters(c.first, c.end); letters < 2 {
				continue
			}
			if c.box.Left >= box.CenterX() {
				found = append(found, side{c, doc.PlaceLeft, c.box.Left - box.Right})
			} else {
				found = append(found, side{c, doc.PlaceRight, box.Left - c.box.Right + 0.04}) // words behind a box are its label more often
			}
		}
	}
	if len(found) == 0 {
		return cell{}, "", false
	}
	best := slices.MinFunc(found, func(a, b side) int { return cmp.Compare(a.away, b.away) })
	return best.c, best.place, best.away < farthest
}

// besideMark cuts a cell that goes on over the box, or has what was read of the
// box itself, to the words behind it.
func (l *layout) besideMark(c cell, box doc.Box) cell {
	for c.first < c.end && l.tokens[c.first].Box.CenterX() < box.Right {
		if c.box.Right < box.CenterX() {
			return c
		}
		c.first++
	}
	c.box = l.box(c.first, c.end)
	return c
}
