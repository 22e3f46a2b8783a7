package extract

import (
	"math"
	"regexp"
	"strings"
	"sync"
	"unicode"

	"deskclerk/backend/doc"
)

// senderSplit cuts the small line over an address window into its parts.
var senderSplit = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`\s+[-–—•●·*|∙◦/]\s+|\s*[•●·∙|]\s*|,\s+|;\s+`)
})

// partyCandidates gives the names of companies and people on an invoice: one for
// each column cell that may be a name, and the first part of sender lines. The
// same candidates serve supplier and customer.
func (d *evidence) partyCandidates(kinds []rowKind) []Candidate {
	var out []Candidate
	domains := d.domains(0)
	rank := 0
	for i := range d.l.rows {
		r := &d.l.rows[i]
		if r.page > 2 {
			break
		}
		rank++
		for _, c := range r.cells {
			out = d.addParty(out, kinds, r, c, rank, domains)
			if n := len(out); n > 0 {
				out = d.addSecondHalf(out, out[n-1], i, c)
			}
		}
	}
	markWithin(out)
	return out
}

// addParty appends the names in one cell.
func (d *evidence) addParty(out []Candidate, kinds []rowKind, r *row, c cell, rank int, domains []string) []Candidate {
	text := d.l.text(c.first, c.end)
	if strings.HasSuffix(compact(text), "co") && strings.Contains(text, "&") && c.end < r.end && d.l.lex.legalWord(compact(d.l.tokens[c.end].Text)) {
		c.end++ // a wide space before the last word of the legal form
	}
	sender := false
	if parts := senderSplit().Split(text, -1); len(parts) >= 2 && postcode().MatchString(" "+strings.Join(parts[1:], ", ")+" ") {
		if n := len(strings.Fields(parts[0])); n > 0 && c.first+n <= c.end {
			c.end, sender = c.first+n, true
		}
	}
	c.first = d.skipCaption(c)
	n := d.l.readName(c.first, c.end)
	letters, _ := countLetters(n.value)
	if letters < 3 || letters > 60 || n.first >= n.end || !unicode.IsLetter(firstRune(n.value)) && !unicode.IsDigit(firstRune(n.value)) {
		return out
	}
	whole := kinds[r.index]
	if len(r.cells) > 1 || sender {
		kinds[r.index] = d.cellKind(r, n) // columns differ
	}
	f := d.nameFeatures(n, kinds, r.index, rank, r.page == 1 && rank < letterhead)
	kinds[r.index] = whole
	set(f, "sender", indicator(sender))
	set(f, "domain", domainMatch(n.value, domains))
	set(f, "words", math.Min(1, float64(len(strings.Fields(n.value)))/8))
	set(f, "page1", indicator(r.page == 1))
	set(f, "lower_half", indicator(r.page == 1 && r.box.Top > 0.6))
	set(f, "right", indicator(r.cells[d.l.tokens[n.first].cell].box.CenterX() > 0.55))
	d.blockFeatures(f, r, n)
	set(f, "contact", d.contact(r, d.l.box(n.first, n.end), kinds))
	set(f, "caption", d.isCaption(r, n))
	set(f, "after_name", d.l.around(n.first, n.end, cNameCaption, cCaption).left[cNameCaption])
	return append(out, Candidate{
		Value: n.value, Raw: d.l.text(n.first, n.end), Page: r.page, Box: d.l.box(n.first, n.end),
		Confidence: d.l.confidence(n.first, n.end), Features: f,
	})
}

// addSecondHalf joins the name just found in the cell with the cell below, when
// only that one holds a legal form: names run over two lines.
func (d *evidence) addSecondHalf(out []Candidate, upper Candidate, i int, c cell) []Candidate {
	if i+1 >= len(d.l.rows) || upper.Features["legal"] > 0 || upper.Features["labels"] > 0.5 || d.sums.gap(i, i+1) > blockGap || upper.Box.Top < c.box.Top-1e-9 || upper.Box.Bottom > c.box.Bottom+1e-9 || d.l.rows[i+1].page != upper.Page {
		return out
	}
	for _, below := range d.l.rows[i+1].cells {
		if math.Abs(below.box.Left-c.box.Left) > 0.01 {
			continue
		}
		n := d.l.readName(below.first, below.end)
		if n.legal == 0 {
			continue
		}
		both := upper
		both.Features = make(Features, len(upper.Features)+1)
		for k, v := range upper.Features {
			both.Features[k] = v
		}
		both.Features["pair"], both.Features["pair_legal"] = 1, n.legal
		both.Value += " " + n.value
		both.Raw += "\n" + d.l.text(n.first, n.end)
		both.Box = both.Box.Union(d.l.box(n.first, n.end))
		return append(out, both)
	}
	return out
}

// Bounds of a letterhead below its first row.
const (
	blockRows = 6
	blockGap  = 3.0 // heights of a line between the middles of two rows
)

// contact is 1 for a telephone or an address of mail or web below the name, in its
// block, and less for a tax number: whoever writes the invoice gives them, and a
// customer's block seldom has more than the last.
func (d *evidence) contact(r *row, box doc.Box, kinds []rowKind) float64 {
	most, last := 0.0, r.index
	for i := r.index + 1; i < len(d.l.rows) && i <= r.index+blockRows && d.l.rows[i].page == r.page && d.sums.gap(i, last) <= blockGap; i++ {
		for _, c := range d.l.rows[i].cells {
			if !overX(c.box.Left, c.box.Right, box.Left, box.Right) {
				continue
			}
			last = i
			text, alone := d.l.text(c.first, c.end), len(d.l.rows[i].cells) == 1
			switch {
			case strings.Contains(text, "@"), phoneRow().MatchString(text), alone && (kinds[i].web || kinds[i].phone):
				return 1
			case vatPattern().MatchString(text):
				most = 0.5
			}
		}
	}
	return most
}

func firstRune(s string) rune {
	for _, r := range s {
		return r
	}
	return 0
}

// skipCaption steps over "Name:" and the like at a cell's start.
func (d *evidence) skipCaption(c cell) int {
	for i := c.first; i < c.end-1 && i < c.first+4; i++ {
		if strings.HasSuffix(d.l.tokens[i].Text, ":") {
			return i + 1
		}
	}
	return c.first
}

// cellKind is the kind of the cell that holds the name.
func (d *evidence) cellKind(r *row, n nameText) rowKind {
	var k rowKind
	k.letters, k.digits = countLetters(n.value)
	for _, lb := range d.l.labelsIn(r.index) {
		if lb.first < n.first || lb.end > n.end {
			continue
		}
		if lb.has(cStreet) {
			k.street += streetWeight(&lb, k.digits)
		} else if lb.quality >= 0.8 && len(lb.shape) >= 3 {
			k.labels = math.Min(1, k.labels+float64(len(lb.shape))/math.Max(1, float64(k.letters)))
		}
		if lb.has(cNotName) || lb.has(cDate) || lb.has(cOtherNumber) {
			k.notName = max(k.notName, lb.quality*min(1, 2*float64(len(lb.shape))/math.Max(1, float64(k.letters))))
		}
	}
	k.street += compoundStreet(fold(n.value))
	k.postcode = mayBePostcode(n.value) && postcode().MatchString(n.value)
	k.web = strings.Contains(n.value, "@") || webForm().MatchString(n.value)
	k.phone = mayBePhone(n.value) && phoneRow().MatchString(n.value)
	return k
}

// blockFeatures: which block the name begins, a seller's or a buyer's, and
// whether an address follows in its own column.
func (d *evidence) blockFeatures(f Features, r *row, n nameText) {
	box := d.l.box(n.first, n.end)
	first := true
	for i := r.index - 1; i >= 0 && i >= r.index-6 && d.l.rows[i].page == r.page; i-- {
		o := &d.l.rows[i]
		if k := headCell(o, box); k >= 0 && f["section_seller"]+f["section_buyer"] == 0 {
			d.sectionFeatures(f, o, k, i == r.index-1)
		}
		for _, c := range o.cells {
			if !overX(c.box.Left, c.box.Right, box.Left, box.Right) || math.Abs(c.box.Left-box.Left) > 0.03 {
				continue
			}
			if text := d.l.text(c.first, o.end); r.index-i <= 3 && first && senderSplit().MatchString(text) && postcode().MatchString(text+" ") {
				f["below_sender"] = 1
			}
			first = false
		}
	}
	d.columnAddress(f, r, box.Left, box.Right)
}

// headCell is the cell of a row above that may head the column of box: the one
// over it, or the first when none is and it begins left of it; -1 for none.
func headCell(o *row, box doc.Box) int {
	for k, c := range o.cells {
		if math.Abs(c.box.Left-box.Left) < 0.03 {
			return k
		}
	}
	if len(o.cells) == 1 || o.cells[0].box.Left <= box.Left {
		return 0
	}
	return -1
}

// sectionFeatures: what the labels that begin cell k of a row announce.
func (d *evidence) sectionFeatures(f Features, o *row, k int, next bool) {
	for _, lb := range d.l.labelsIn(o.index) {
		if lb.cell != k || lb.covers < 0.6 || lb.first > o.cells[k].first+1 {
			continue
		}
		if lb.has(cSeller) || lb.has(cBuyer) {
			set(f, "section_seller", indicator(lb.has(cSeller))*lb.quality)
			set(f, "section_buyer", indicator(lb.has(cBuyer))*lb.quality)
			set(f, "section_first", indicator(next)*lb.quality)
			return
		}
	}
}

// columnAddress looks for a street and a town right below in the same column.
func (d *evidence) columnAddress(f Features, r *row, left, right float64) {
	seen := 0
	for i := r.index + 1; i < len(d.l.rows) && i <= r.index+5 && d.l.rows[i].page == r.page; i++ {
		for _, c := range d.l.rows[i].cells {
			if math.Abs(c.box.Left-left) > 0.03 && !overX(c.box.Left, c.box.Right, left, right) {
				continue
			}
			text := d.l.text(c.first, c.end)
			seen++
			if seen <= 4 && postcode().MatchString(text+" ") {
				f["town_below"] = 1
			}
			_, digits := countLetters(text)
			if seen <= 3 && (compoundStreet(fold(text)) > 0 || digits > 0 && digits <= 4 && best(d.l.labelsIn(i), cStreet) > 0) {
				f["street_below"] = 1
			}
		}
	}
}

// isCaption: the cell announces something and is no name itself.
func (d *evidence) isCaption(r *row, n nameText) float64 {
	if strings.HasSuffix(d.l.tokens[n.end-1].Text, ":") || n.end < r.end && d.l.tokens[n.end].Text == ":" {
		return 1
	}
	q := 0.0
	for _, lb := range d.l.labelsIn(r.index) {
		if lb.first <= n.first && lb.end < n.end && (lb.has(cPurchaseOrder) || lb.has(cInvoiceNumber) || lb.has(cOtherNumber)) {
			if _, digits := countLetters(n.value); digits > 0 {
				q = max(q, lb.quality)
			}
		}
		if lb.first <= n.first && lb.end >= n.end && (lb.has(cCaption) || lb.has(cNameCaption) || lb.has(cBuyer) || lb.has(cSeller)) {
			q = max(q, lb.quality)
		}
	}
	return q
}
