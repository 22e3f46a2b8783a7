package extract

import (
	"cmp"
	"math"
	"slices"

	"deskclerk/backend/doc"
)

// labelsOf are a field's labels and those that samples showed.
func labelsOf(f *doc.FieldDef) []string {
	out := slices.Clone(f.Labels)
	for _, a := range f.Anchors {
		if !slices.Contains(out, a.Label) {
			out = append(out, a.Label)
		}
	}
	return out
}

// anchored reads where samples had the value, from its label.
func (r *definedReading) anchored(f *doc.FieldDef) []doc.Candidate {
	var out []doc.Candidate
	for _, a := range f.Anchors {
		for _, s := range r.labels[a.Label] {
			switch a.Place {
			case doc.PlaceRight:
				for _, c := range r.behind(f, s, learnedPlace) {
					c.Confidence *= 1 - r.strays(s, &c, a)
					out = append(out, c)
				}
			case doc.PlaceBelow:
				out = append(out, r.under(f, s, learnedPlace)...)
			case doc.PlaceOffset, doc.PlaceLeft:
				out = append(out, r.offset(f, s, a)...)
			}
		}
	}
	return out
}

// Bounds of how far right or left of where a sample had it a value behind its
// label may stand, in widths of the page: sums are flush right.
const (
	usualStray = 0.05
	mostStray  = 0.3
)

// strays says how much less sure a value is for standing elsewhere than on the
// sample: the words of a label may stand in other places of a paper, too.
func (r *definedReading) strays(s labelSpot, c *doc.Candidate, a doc.Anchor) float64 {
	off := math.Abs(c.Box.Left - r.l.box(s.first, s.end).Left - a.DX)
	return min(mostStray, max(0, off-usualStray))
}

const offsetReach = 0.03 // of the page, by which a value may stand elsewhere than on the sample

// offset reads the cell that begins nearest to where the sample had it.
func (r *definedReading) offset(f *doc.FieldDef, s labelSpot, a doc.Anchor) []doc.Candidate {
	label := r.l.box(s.first, s.end)
	x, y := label.Left+a.DX, label.CenterY()+a.DY
	at, least := cell{}, offsetReach
	for i := range r.l.rows {
		if r.l.rows[i].page != r.l.rows[s.row].page {
			continue
		}
		for _, c := range r.l.rows[i].cells {
			away := math.Hypot(c.box.Left-x, c.box.CenterY()-y)
			if c.box.Left < x && x < c.box.Right { // it begins before: the place is inside
				away = math.Abs(c.box.CenterY() - y)
			}
			if away < least && !r.isLabel(c.first, c.end) {
				at, least = c, away
			}
		}
	}
	if at.first == at.end {
		return nil
	}
	first := at.first
	for first < at.end-1 && r.l.tokens[first].Box.Right < x { // inside of a longer cell
		first++
	}
	v, ok := r.read(f, first, at.end, r.manner)
	if !ok {
		return nil
	}
	return []doc.Candidate{r.candidate(v, learnedPlace*s.quality*(1-least/offsetReach*0.3))}
}

// Shares of ink that tell a ticked box from an empty one; between them it is not
// sure.
const (
	emptyBox   = 0.04
	tickedBox  = 0.12
	halfTicked = (emptyBox + tickedBox) / 2
	farthest   = 0.25 // of the page's width between a box and its label
)

// checked is what a box to tick says, and how that is shown.
func checked(m doc.Mark) (value, shown string) {
	if m.Fill > halfTicked {
		return doc.CheckedYes, "☒"
	}
	return doc.CheckedNo, "☐"
}

// ticked reads the box beside each label.
func (r *definedReading) ticked(f *doc.FieldDef) []doc.Candidate {
	side := doc.PlaceLeft
	for _, a := range f.Anchors {
		side = a.Place
	}
	var out []doc.Candidate
	for _, label := range labelsOf(f) {
		for _, s := range r.labels[label] {
			m, away, ok := r.boxBeside(s, side)
			if !ok {
				continue
			}
			box := m.Box
			c := doc.Candidate{Page: r.l.rows[s.row].page, Box: &box}
			c.Value, c.Raw = checked(m)
			plain := math.Min(1, math.Abs(m.Fill-halfTicked)/(tickedBox-halfTicked))
			c.Confidence = (0.55 + 0.4*plain) * s.quality * (1 - away)
			out = append(out, c)
		}
	}
	return out
}

// boxBeside is the box to tick in the label's row: the nearest on its usual side,
// else on the other; away is how far, in widths of the page.
func (r *definedReading) boxBeside(s labelSpot, side doc.Placement) (doc.Mark, float64, bool) {
	page := r.l.rows[s.row].page
	if page > len(r.marks) {
		return doc.Mark{}, 0, false
	}
	label := r.l.box(s.first, s.end)
	type near struct {
		m    doc.Mark
		away float64
	}
	var found []near
	for _, m := range r.marks[page-1] {
		if m.Box.CenterY() < label.Top-0.4*label.Height() || m.Box.CenterY() > label.Bottom+0.4*label.Height() {
			continue
		}
		away := max(label.Left-m.Box.Right, m.Box.Left-label.Right)
		left := m.Box.CenterX() < label.CenterX()
		if away < -0.01 || away > farthest || r.labelBetween(s, m.Box) {
			continue
		}
		if left != (side == doc.PlaceLeft) {
			away += 0.05
		}
		found = append(found, near{m, max(0, away)})
	}
	if len(found) == 0 {
		return doc.Mark{}, 0, false
	}
	best := slices.MinFunc(found, func(a, b near) int { return cmp.Compare(a.away, b.away) })
	return best.m, best.away, true
}

// labelBetween reports words between a label and a box: the box is another's.
func (r *definedReading) labelBetween(s labelSpot, box doc.Box) bool {
	label := r.l.box(s.first, s.end)
	for i := r.l.rows[s.row].first; i < r.l.rows[s.row].end; i++ {
		t := &r.l.tokens[i]
		letters, _ := countLetters(t.Text)
		if i >= s.first && i < s.end || letters < 2 {
			continue
		}
		x := t.Box.CenterX()
		if x > min(label.Right, box.Right) && x < max(label.Left, box.Left) {
			return true
		}
	}
	return false
}
