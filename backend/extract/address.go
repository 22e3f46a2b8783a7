package extract

import (
	"strings"
)

const addressRows = 16 // rows below the top in which the address is looked for

// addressCandidates gives the best runs of rows that look like an address,
// near the top of the first page or right below the name.
func (d *evidence) addressCandidates(kinds []rowKind, name *Candidate) []Candidate {
	scores := d.addressScores(kinds, name)
	var out []Candidate
	for range 3 {
		a, b, sum := bestRun(scores)
		if sum <= 0.3 {
			break
		}
		first, end := d.l.rows[a].first, d.l.rows[b-1].end
		f := Features{"sum": sum, "rows": float64(b - a), "confidence": meanConfidence(d.l, first, end)}
		set(f, "postcode", indicator(anyRow(kinds[a:b], func(k rowKind) bool { return k.postcode })))
		set(f, "below_name", indicator(name != nil && a == d.rowBelow(name)))
		set(f, "position", d.l.rows[a].order)
		raw := d.l.text(first, end)
		out = append(out, Candidate{
			Value: cleanAddress(raw), Raw: raw, Page: d.l.rows[a].page, Box: d.l.box(first, end),
			Confidence: meanConfidence(d.l, first, end), Features: f,
		})
		for i := a; i < b; i++ {
			scores[i] = -9
		}
	}
	return out
}

// addressScores of the first rows of the first page; the name's own rows are no
// address, and neither is what lies far below.
func (d *evidence) addressScores(kinds []rowKind, name *Candidate) []float64 {
	n := 0
	for n < len(d.l.rows) && d.l.rows[n].page == 1 && n < addressRows+4 {
		n++
	}
	scores := make([]float64, n)
	below := d.rowBelow(name)
	for i := range scores {
		scores[i] = kinds[i].addressLike()
		if name != nil && d.l.rows[i].box.Overlap(name.Box) > 0.5 && d.l.rows[i].page == name.Page {
			scores[i] = -9
		}
		if i == below && scores[i] > -1 {
			scores[i] += 0.5
		}
	}
	return scores
}

// rowBelow is the first row under the candidate, -1 when there is none.
func (d *evidence) rowBelow(c *Candidate) int {
	if c == nil {
		return -1
	}
	for i := range d.l.rows {
		if d.l.rows[i].page == c.Page && d.l.rows[i].box.CenterY() > c.Box.Bottom {
			return i
		}
	}
	return -1
}

// bestRun is the contiguous run with the largest sum.
func bestRun(scores []float64) (start, end int, sum float64) {
	from, cur := 0, 0.0
	for i, s := range scores {
		if cur <= 0 {
			from, cur = i, 0
		}
		cur += s
		if cur > sum {
			start, end, sum = from, i+1, cur
		}
	}
	return start, end, sum
}

func anyRow(ks []rowKind, f func(rowKind) bool) bool {
	for _, k := range ks {
		if f(k) {
			return true
		}
	}
	return false
}

// cleanAddress drops marks that are no part of an address.
func cleanAddress(s string) string {
	fields := strings.Fields(s)
	out := fields[:0]
	for _, w := range fields {
		letters, digits := countLetters(w)
		if letters+digits > 0 || w == "&" || w == "-" {
			out = append(out, strings.Trim(w, "|*_~=«»“”‘’\"'"))
		}
	}
	return strings.Trim(strings.Join(out, " "), " ,;:.-")
}
