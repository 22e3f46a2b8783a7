package extract

import (
	"cmp"
	"slices"
	"strings"

	"deskclerk/backend/doc"
)

// When a page is read well enough.
const (
	sureFigures = 0.96 // probability of a date, number or sum that ends reading: more than acceptance asks, for evidence is what it is accepted by
	sureInk     = 0.85 // confidence of the least sure word of a date, number or sum whose probability was never measured
	sureName    = 0.70 // of a name; a letter in it does less harm
	sureAgree   = 0.75 // share of the readings that give a value
	agreeInk    = 0.50 // confidence that a value needs on which they agree
	fairText    = 0.75 // mean confidence of a page that is only text
	fairType    = 0.60 // probability of a type below which its fields say little
	twice       = 2    // passes after which a page that is only text stays as it is
	rivalLooks  = 2    // candidates beside the chosen one that deserve a look
	blindLooks  = 4    // rows that may hide a value that was not found
	passRivals  = 6    // candidates whose rows a further pass reads
	leastDate   = 4    // figures that a date has at least
	headRows    = 8    // at the top of a page, where names stand
)

// Judge says whether a page is read well enough for the fields of its type, and
// which places a closer look could mend or bear out: sums, dates and numbers,
// rows of a statement that miss their balances, values read without surety with
// their best rivals, and doubtful rows where a value is missing. Where another pass is due it names the rows that this pass
// could mend a value in.
func Judge(page doc.Page, passes int) doc.Judgement {
	s := learned()
	d := gather(newLayout([]doc.Page{page}))
	t := typesTold().Tell(d.typeFeatures())[0]
	mean := doc.MeanConfidence(page.Words)
	if t.Name == doc.TypeStatement {
		return doc.Judgement{Settled: mean >= fairText || passes >= twice, Look: d.brokenLinks()}
	}
	fields := judged(t.Name, passes)
	if len(fields) == 0 || page.Number > 1 && len(d.sums.figs) == 0 {
		return doc.Judgement{Settled: mean >= fairText || passes >= twice}
	}
	j := doc.Judgement{Settled: t.Confidence >= fairType || mean >= fairText}
	chosen, whole := d.keys(t.Name, fields, s), !j.Settled || mean < fairText
	var witnesses []doc.Box
	for _, f := range fields {
		c := chosen[f.name]
		if enough := c.found && (passes >= f.passes || c.ordersApart()); !enough && !d.readSurely(t.Name, f, &c) {
			j.Settled, whole = false, whole || !c.found
			j.Again = append(j.Again, d.worthAPass(f, &c)...)
			j.Look = append(j.Look, d.worthALook(&c)...)
		} else if f.figures && c.found {
			witnesses = append(witnesses, c.list[0].Box)
		}
	}
	j.Look = append(j.Look, witnesses...) // what nobody may look at should be seen twice
	if whole {
		j.Again = nil // a value may hide anywhere, in lines that were not seen too
	}
	return j
}

// judgedField is a field that should be sure before reading ends.
type judgedField struct {
	name    string
	figures bool    // its value is made of digits
	ink     float64 // surety that the words of a name need
	passes  int     // over the page, after which a value stays as it is; more for a name alone is seldom worth its time
}

// judged are the fields of a type that matter after so many passes, the most important
// first: a name that these did not bring is looked for in no more of them.
func judged(t doc.Type, passes int) []judgedField {
	return slices.DeleteFunc(judgedOf(t), func(f judgedField) bool { return !f.figures && passes > f.passes })
}

func judgedOf(t doc.Type) []judgedField {
	switch t {
	case doc.TypeReceipt:
		return []judgedField{{"total", true, 0, 4}, {"date", true, 0, 3}, {"merchant", false, sureName, 1}}
	case doc.TypeInvoice:
		return []judgedField{
			{"grand_total", true, 0, 3},
			{"issue_date", true, 0, 3},
			{"invoice_number", true, 0, 2},
			{"supplier_name", false, sureName, 2},
		}
	default:
		return nil
	}
}

// readSurely reports whether a value is found and needs no more reading. A sum,
// a date or a number is read until nobody would have to look at it: other passes
// mend its neighbours too, which prove it. A name is read until its ink leaves
// no doubt; its choice is not mended by reading.
func (d *evidence) readSurely(t doc.Type, f judgedField, c *choice) bool {
	if !c.found {
		return false
	}
	b := &c.list[0]
	again := d.readAgain(b)
	if name := string(t) + "." + f.name; f.figures && again {
		k := calibrated()
		if limit := k.threshold(name, doc.DefaultTarget); limit < unproved {
			return k.probability(name, d.inputs(c)) >= max(limit, sureFigures)
		}
	}
	heard := d.heard(b)
	if again && heard.agree >= sureAgree {
		return b.Confidence >= agreeInk
	}
	ink := cmp.Or(f.ink, sureInk)
	return b.Confidence >= ink && heard.undisputed >= ink
}

// ordersApart reports a date whose best rival is the same figures in another
// order. No reading tells which.
func (c *choice) ordersApart() bool {
	if len(c.list) < 2 || squash(c.odds/4) >= littleOdds {
		return false
	}
	a, b := strings.Split(c.list[0].Value, "-"), strings.Split(c.list[1].Value, "-")
	slices.Sort(a)
	slices.Sort(b)
	return len(a) == 3 && c.list[0].Box == c.list[1].Box && slices.Equal(a, b)
}

// readAgain reports whether a pass or a look, beside the first pass, covered all
// words of a candidate.
func (d *evidence) readAgain(c *Candidate) bool {
	n := 0
	for i := range d.l.tokens {
		t := &d.l.tokens[i]
		if t.page != c.Page || !within(t.Box.CenterX(), t.Box.CenterY(), c) {
			continue
		}
		if n++; t.Passes < 2 {
			return false
		}
	}
	return n > 0
}

// worthALook are the places of a field's candidates, or the rows that may hide
// its value.
func (d *evidence) worthALook(c *choice) []doc.Box {
	if !c.found {
		return d.doubtfulRows()
	}
	var out []doc.Box
	for i := range c.list[:min(len(c.list), 1+rivalLooks)] {
		if b := c.list[i].Box; !b.Empty() && !slices.Contains(out, b) {
			out = append(out, b)
		}
	}
	return out
}

// doubtfulRows are rows with digits that were read without surety, the better
// read ones first: where hardly anything is legible a look is lost.
func (d *evidence) doubtfulRows() []doc.Box {
	type doubt struct {
		box doc.Box
		ink float64
	}
	var rows []doubt
	for i := range d.l.rows {
		r := &d.l.rows[i]
		ink := d.l.confidence(r.first, r.end)
		if _, figures := countLetters(r.text); figures > 1 && ink < sureInk {
			rows = append(rows, doubt{d.l.box(r.first, r.end), ink})
		}
	}
	slices.SortStableFunc(rows, func(a, b doubt) int { return compare(b.ink, a.ink) })
	var out []doc.Box
	for _, r := range rows[:min(len(rows), blindLooks)] {
		out = append(out, r.box)
	}
	return out
}

// worthAPass are the rows that another pass could mend the field in: those of its
// candidates, and those that prove it or may hide it.
func (d *evidence) worthAPass(f judgedField, c *choice) []doc.Box {
	var out []doc.Box
	for i := range c.list[:min(len(c.list), passRivals)] {
		if b := c.list[i].Box; !b.Empty() {
			out = append(out, b)
		}
	}
	sum := f.name == "total" || f.name == "grand_total"
	money := map[int]bool{}
	if sum {
		for i := range d.sums.figs {
			money[d.sums.figs[i].row] = true
		}
	}
	for i := range d.l.rows {
		r := &d.l.rows[i]
		_, figures := countLetters(r.text)
		doubtful := figures > 1 && d.l.confidence(r.first, r.end) < sureInk
		switch {
		case money[i], f.figures && doubtful && (sum || !c.found), f.figures && !c.found && figures >= leastDate,
			!f.figures && i < headRows:
			out = append(out, r.box)
		}
	}
	return out
}
