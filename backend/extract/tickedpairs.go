package extract

import (
	"strings"

	"deskclerk/backend/doc"
)

// tickedPairs are the boxes to tick of a document of no known type, with the
// words beside each as its key. One without words says nothing.
func (d *evidence) tickedPairs() []doc.Pair {
	var out []doc.Pair
	for i := range d.l.pages {
		for _, m := range d.l.pages[i].Marks {
			if len(out) == mostPairs {
				return out
			}
			key, ok := d.keyOfMark(i+1, m.Box)
			if !ok {
				continue
			}
			value, _ := checked(m)
			box := m.Box
			out = append(out, doc.Pair{Key: key, Value: value, Page: i + 1, Box: &box})
		}
	}
	return out
}

// keyOfMark is the text beside a box, up to the next box of its row. Where words
// stand before the first box of a row and none behind its last, each box belongs
// to the words before it.
func (d *evidence) keyOfMark(page int, box doc.Box) (string, bool) {
	c, place, ok := d.labelOfMark(page, box)
	if !ok {
		return "", false
	}
	r := d.rowOf(c.first)
	beside := d.besideRow(page, box, r)
	if len(beside) > 0 && !d.wordsBetween(r, lastOf(beside, box), 2) {
		from := -1.0
		for _, b := range beside {
			if b.Right <= box.Left {
				from = max(from, b.Right)
			}
		}
		if key := d.textBetween(r.first, r.end, from, box.Left); countedLetters(key) >= 2 {
			return key, true
		}
	}
	from, to := -1.0, 2.0
	for _, b := range beside {
		if place == doc.PlaceLeft && b.Left >= box.Right {
			to = min(to, b.Left)
		}
		if place == doc.PlaceRight && b.Right <= box.Left {
			from = max(from, b.Right)
		}
	}
	key := d.textBetween(c.first, c.end, from, to)
	if countedLetters(key) < 2 {
		key = strings.Trim(d.l.text(c.first, c.end), " :;|_.")
	}
	return key, true
}

func countedLetters(s string) int {
	letters, _ := countLetters(s)
	return letters
}

// rowOf is the row in which a token stands.
func (d *evidence) rowOf(token int) *row {
	for i := range d.l.rows {
		if r := &d.l.rows[i]; r.first <= token && token < r.end {
			return r
		}
	}
	return &row{}
}

// besideRow are the other boxes of a row.
func (d *evidence) besideRow(page int, box doc.Box, r *row) []doc.Box {
	var out []doc.Box
	for _, m := range d.l.pages[page-1].Marks {
		y := m.Box.CenterY()
		if m.Box != box && y > r.box.Top-0.3*r.box.Height() && y < r.box.Bottom+0.3*r.box.Height() {
			out = append(out, m.Box)
		}
	}
	return out
}

// lastOf is the right edge of the last box.
func lastOf(boxes []doc.Box, box doc.Box) float64 {
	last := box.Right
	for _, b := range boxes {
		last = max(last, b.Right)
	}
	return last
}

func (d *evidence) wordsBetween(r *row, from, to float64) bool {
	return countedLetters(d.textBetween(r.first, r.end, from, to)) > 0
}

// textBetween joins the words whose middle lies between two places of a row.
func (d *evidence) textBetween(first, end int, from, to float64) string {
	var words []string
	for i := first; i < end; i++ {
		if x := d.l.tokens[i].Box.CenterX(); x > from && x < to {
			words = append(words, d.l.tokens[i].Text)
		}
	}
	return strings.Trim(strings.Join(words, " "), " :;|_.[]")
}
