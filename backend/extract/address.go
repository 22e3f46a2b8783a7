package extract

import (
	"math"
	"regexp"
	"strings"
	"sync"
)

const (
	addressRows    = 20 // of the first page, in which the address is looked for
	longestAddress = 7  // rows
)

var fiveDigits = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?:^|\D)\d{5}(?:\D|$)`) })

// addressCandidates gives runs of rows near the top of the first page that may
// be the address of the named: each run that begins with a row like one.
func (d *evidence) addressCandidates(kinds []rowKind, name *Candidate) []Candidate {
	s := d.addressScores(kinds, name)
	var out []Candidate
	for a := range s {
		if s[a] <= -0.2 {
			continue
		}
		for b := a + 1; b <= len(s) && b-a <= longestAddress && s[b-1] > -1; b++ {
			if s[b-1] <= -0.5 {
				continue // an address ends with a row that looks like one
			}
			if c, ok := d.address(kinds, s, a, b, name); ok {
				out = append(out, c)
			}
		}
	}
	return out
}

// addressScores of the first rows of the first page; the name's own rows are no
// address, and neither are those that hold a company.
func (d *evidence) addressScores(kinds []rowKind, name *Candidate) []float64 {
	n := 0
	for n < len(d.l.rows) && d.l.rows[n].page == 1 && n < addressRows {
		n++
	}
	five := false
	for i := range n {
		five = five || kinds[i].postcode && fiveDigits().MatchString(d.l.rows[i].text)
	}
	scores := make([]float64, n)
	for i := range scores {
		r := &d.l.rows[i]
		scores[i] = kinds[i].addressLike()
		if five && kinds[i].postcode && !fiveDigits().MatchString(r.text) {
			scores[i] -= 0.8
		}
		if strings.Contains(r.text, ":") {
			scores[i] -= 0.8
		}
		if name != nil && r.page == name.Page && r.box.Overlap(name.Box) > 0.5 {
			scores[i] = -9
		}
		if t := d.l.readName(r.first, r.end); t.legal > 0.9 && kinds[i].street < 1 && !kinds[i].postcode {
			scores[i] = -9
		}
		if kinds[i].letters+kinds[i].digits < 3 {
			scores[i] = -0.5
		}
	}
	return scores
}

// address makes a candidate of rows a to b.
func (d *evidence) address(kinds []rowKind, s []float64, a, b int, name *Candidate) (Candidate, bool) {
	f := Features{}
	sum, sure := 0.0, 0.0
	var found [2]float64 // rows with a postcode: shorter than five digits, five
	var lines, raw []string
	c := Candidate{Page: d.l.rows[a].page, Confidence: 1}
	for i := a; i < b; i++ {
		k := &kinds[i]
		first, end := d.l.trimScraps(d.l.rows[i].first, d.l.rows[i].end)
		if first >= end {
			continue
		}
		lines, raw = append(lines, mendAddress(d.l.addressText(first, end))), append(raw, d.l.text(first, end))
		c.Box, c.Confidence = c.Box.Union(d.l.box(first, end)), min(c.Confidence, d.l.confidence(first, end))
		sum += math.Max(-0.3, math.Min(1, s[i]))
		sure += k.sure
		if k.postcode && k.street < 0.8 {
			found[int(indicator(fiveDigits().MatchString(d.l.rows[i].text)))]++
		}
		set(f, "street", max(f["street"], indicator(k.street >= 0.8 || k.number)))
		set(f, "town", max(f["town"], indicator(k.town)))
		set(f, "weak", f["weak"]+indicator(s[i] < 0)/3)
	}
	if sum <= 0.3 || len(lines) == 0 {
		return c, false
	}
	codes := found[1]
	if codes == 0 {
		codes = found[0]
	}
	set(f, "sum", math.Min(1, sum/3))
	set(f, "postcode", min(1, codes))
	set(f, "postcodes", indicator(codes > 1))
	set(f, "postcode_end", indicator(kinds[b-1].postcode || b-a > 1 && kinds[b-2].postcode)*min(1, codes))
	set(f, "more_above", more(s, kinds, a-1))
	set(f, "more_below", more(s, kinds, b))
	set(f, "below_name", d.nearName(a, name))
	set(f, "above_name", indicator(name != nil && c.Box.CenterY() < name.Box.Top))
	set(f, "position", d.l.rows[a].order)
	set(f, "confidence", sure/float64(len(lines)))
	c.Value, c.Raw, c.Features = cleanAddress(strings.Join(lines, " ")), strings.Join(raw, "\n"), f
	return c, true
}

// trimScraps drops what is no part of an address at both ends of a row: marks,
// and scraps of a letter or two that stand apart or differ in height. Numbers
// stay: streets and houses have short ones.
func (l *layout) trimScraps(first, end int) (int, int) {
	for first < end && l.isScrap(first, first+1, end) {
		first++
	}
	for end > first && l.isScrap(end-1, end-2, end) {
		end--
	}
	return first, end
}

func (l *layout) isScrap(i, neighbour, end int) bool {
	t := &l.tokens[i]
	letters, digits := countLetters(t.Text)
	if letters+digits == 0 {
		return t.Text != "&"
	}
	if letters+digits > 2 || t.Confidence > 0.6 && digits > 0 {
		return false
	}
	r := &l.rows[t.row]
	apart := neighbour < r.first || neighbour >= min(end, r.end) || l.gap(i, neighbour) > 1
	lower := strings.ToUpper(r.text) == r.text != (strings.ToUpper(t.Text) == t.Text)
	_, ph := pixels(&l.pages[t.page-1])
	high := t.Box.Height() * ph / r.height
	return t.Confidence < 0.6 && (apart || lower || high < 0.6 || high > 1.5) || apart && letters == 1 && digits == 0
}

// more is how much the row beside a run looks like part of it.
func more(s []float64, kinds []rowKind, i int) float64 {
	if i < 0 || i >= len(s) || kinds[i].letters+kinds[i].digits < 3 {
		return 0
	}
	return max(0, min(1, 0.4+s[i]))
}

// nearName is 1 for a row right below the name and less for those farther down.
func (d *evidence) nearName(row int, name *Candidate) float64 {
	if name == nil || d.l.rows[row].page != name.Page || d.l.rows[row].box.CenterY() < name.Box.Bottom {
		return 0
	}
	between := 0
	for i := range row {
		r := &d.l.rows[i]
		letters, digits := countLetters(r.text)
		if r.page == name.Page && r.box.CenterY() > name.Box.Bottom && letters+digits >= 3 {
			between++
		}
	}
	return 1 / float64(1+between)
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
