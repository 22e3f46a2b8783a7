package extract

import (
	"maps"
	"slices"
	"strings"

	"deskclerk/backend/doc"
)

// Confidence of what a file states of itself. These are no measured values: such
// data are wrong only where they contradict the print, and then it is flagged.
const (
	pAgreed   = 0.995 // the page's own reading gives the same
	pPrinted  = 0.98  // it stands on the page
	pUnproved = 0.95  // nothing on the page speaks for or against it
	pConflict = 0.5
	pSure     = 0.9 // a reading of the page that must not be passed over
)

// state lets what the file states for machines outrank what was read, field by
// field, and flags where the print says something else.
func (d *evidence) state(u *doc.Understanding, stated doc.Stated, policy doc.Policy) {
	for _, s := range u.Type.Name.Spec().Fields {
		v, read := stated.Fields[s.Name], u.Fields[s.Name]
		if v == "" || slices.Contains(stated.Soft, s.Name) && read.Value != nil && !same(s.Kind, *read.Value, v) {
			continue
		}
		partial := stated.Partial && s.Kind != doc.KindMoney // what is to be paid is printed
		u.Fields[s.Name] = d.statedField(string(u.Type.Name)+"."+s.Name, s, v, read, partial, policy)
	}
	for _, s := range u.Type.Name.Spec().Tables {
		if rows := stated.Tables[s.Name]; len(rows) > 0 {
			t := d.statedTable(s, rows)
			if s.Name == "line_items" {
				t.Adjustment = stated.Adjustment
			}
			u.Tables[s.Name] = t
		}
	}
}

// withPrefix gives a stated tax number the letters of its country where the page
// prints it with them.
func withPrefix(s doc.Stated, read map[string]doc.Field) doc.Stated {
	const taxID = "supplier_vat_id"
	id, f := s.Fields[taxID], read[taxID]
	if id != "" && f.Value != nil && len(*f.Value) == len(id)+2 && strings.HasSuffix(*f.Value, id) {
		s.Fields = maps.Clone(s.Fields)
		s.Fields[taxID] = *f.Value
	}
	return s
}

// statedField makes the field of a stated value; read is what the page gave. A
// partial statement need not be printed.
func (d *evidence) statedField(name string, s doc.FieldSpec, value string, read doc.Field, partial bool, policy doc.Policy) doc.Field {
	f := doc.Field{Value: &value, Origin: doc.OriginEmbedded, Reasons: []string{}, Candidates: []doc.Candidate{}, Confidence: pUnproved}
	agreed := read.Value != nil && same(s.Kind, *read.Value, value)
	place, printed := d.printed(s.Kind, value, read)
	if agreed {
		place = doc.Candidate{Raw: read.Raw, Page: read.Page, Box: read.Box}
	}
	switch {
	case agreed && s.Kind == doc.KindMoney && s.Required && *read.Value != value: // but for the sign: a credit note, which is booked the other way round
		f.Confidence = pConflict
		f.Flagged, f.Reasons = true, append(f.Reasons, doc.ReasonConflict)
	case agreed:
		f.Confidence = pAgreed
	case read.Value != nil && read.Confidence >= pSure, !printed && !partial && !silent(s.Kind, value, read):
		f.Confidence = pConflict
		f.Flagged, f.Reasons = true, append(f.Reasons, doc.ReasonConflict)
	case printed:
		f.Confidence = pPrinted
	}
	f.Raw, f.Page, f.Box = place.Raw, place.Page, place.Box
	if f.Confidence < policy.Threshold(name, func(float64) float64 { return 0 }) {
		f.Flagged, f.Reasons = true, append(f.Reasons, doc.ReasonLowConfidence)
	}
	if policy.AlwaysVerify(name) {
		f.Flagged, f.Reasons = true, append(f.Reasons, doc.ReasonAlwaysVerify)
	}
	f.Candidates = rivals(s.Kind, *f.Value, read, 1-f.Confidence)
	return f
}

// silent: the print need not show the value. A tax of nothing is often left out,
// and a currency may go without saying.
func silent(kind doc.FieldKind, value string, read doc.Field) bool {
	return kind == doc.KindMoney && strings.Trim(value, "-0.") == "" || kind == doc.KindCurrency && read.Value == nil
}

// rivals of a stated value: what the page's own reading gave instead. They share
// what probability is left.
func rivals(kind doc.FieldKind, value string, read doc.Field, left float64) []doc.Candidate {
	out := []doc.Candidate{}
	if read.Value != nil && *read.Value != value && (kind == doc.KindMoney || !same(kind, *read.Value, value)) {
		out = append(out, doc.Candidate{Value: *read.Value, Raw: read.Raw, Confidence: left * read.Confidence, Page: read.Page, Box: read.Box})
		left -= left * read.Confidence
	}
	for _, c := range read.Candidates {
		if !same(kind, c.Value, value) && len(out) < otherCandidates {
			c.Confidence = min(c.Confidence, left/otherCandidates)
			out = append(out, c)
		}
	}
	return out
}

// same compares by the contract's rules, sums without their sign: a credit note
// may print it and state it not.
func same(kind doc.FieldKind, a, b string) bool {
	if kind == doc.KindMoney {
		return strings.TrimPrefix(a, "-") == strings.TrimPrefix(b, "-")
	}
	return compact(a) == compact(b)
}

// printed looks for the value on the pages: among the field's candidates first,
// then anywhere.
func (d *evidence) printed(kind doc.FieldKind, value string, read doc.Field) (doc.Candidate, bool) {
	if i := slices.IndexFunc(read.Candidates, func(c doc.Candidate) bool { return same(kind, c.Value, value) }); i >= 0 {
		return read.Candidates[i], true
	}
	switch kind {
	case doc.KindMoney:
		return d.printedSum(value)
	case doc.KindDate:
		return d.printedDate(value)
	case doc.KindCurrency:
		return doc.Candidate{}, d.place.currency[value] > 0
	default:
		return d.printedText(value)
	}
}

func (d *evidence) printedSum(value string) (doc.Candidate, bool) {
	for i := len(d.sums.figs) - 1; i >= 0; i-- { // totals stand below the lines
		if f := &d.sums.figs[i]; same(doc.KindMoney, money(f.cents), value) {
			return found(d.l.text(f.first, f.end), f.page, f.box), true
		}
	}
	return doc.Candidate{}, false
}

func (d *evidence) printedDate(value string) (doc.Candidate, bool) {
	for i := range d.dates {
		s := &d.dates[i]
		if slices.ContainsFunc(s.found.readings, func(r reading) bool { return r.String() == value }) {
			return found(s.raw, s.page, s.box), true
		}
	}
	return doc.Candidate{}, false
}

// printedText finds the value in one row, or broken over two rows of a block.
func (d *evidence) printedText(value string) (doc.Candidate, bool) {
	want := compact(value)
	if want == "" {
		return doc.Candidate{}, false
	}
	for i := range d.l.rows {
		for _, c := range d.l.rows[i].cells {
			if first, end, ok := d.within(c.first, c.end, want); ok {
				return found(d.l.text(first, end), d.l.rows[i].page, d.l.box(first, end)), true
			}
			if d.continued(i, c.first, c.end, want) {
				return found(d.l.text(c.first, c.end), d.l.rows[i].page, d.l.box(c.first, c.end)), true
			}
		}
		if r := &d.l.rows[i]; strings.Contains(compact(r.text), want) {
			return found(r.text, r.page, r.box), true
		}
	}
	return doc.Candidate{}, false
}

// within finds the fewest words of tokens[first:end] that hold want.
func (d *evidence) within(first, end int, want string) (int, int, bool) {
	if !strings.Contains(compact(d.l.text(first, end)), want) {
		return 0, 0, false
	}
	for end-first > 1 && strings.Contains(compact(d.l.text(first, end-1)), want) {
		end--
	}
	for end-first > 1 && strings.Contains(compact(d.l.text(first+1, end)), want) {
		first++
	}
	return first, end, true
}

// continued: the cell holds the beginning of want, and the cells below it the
// rest, line by line.
func (d *evidence) continued(row, first, end int, want string) bool {
	head := compact(d.l.text(first, end))
	if len(head) < 3 || !strings.HasPrefix(want, head) || row+1 >= len(d.l.rows) {
		return false
	}
	above, rest := d.l.box(first, end), want[len(head):]
	for _, c := range d.l.rows[row+1].cells {
		below := d.l.box(c.first, c.end)
		if !overX(above.Left, above.Right, below.Left, below.Right) {
			continue
		}
		if strings.HasPrefix(compact(d.l.text(c.first, c.end)), rest) || d.continued(row+1, c.first, c.end, rest) {
			return true
		}
	}
	return false
}

func found(raw string, page int, box doc.Box) doc.Candidate {
	c := doc.Candidate{Raw: raw, Page: page}
	if !box.Empty() {
		c.Box = &box
	}
	return c
}

// statedTable makes the contract's table, each cell with its place where the
// page shows the same value in that order.
func (d *evidence) statedTable(s doc.TableSpec, rows []map[string]string) doc.Table {
	t := doc.Table{Columns: s.Columns, Rows: []doc.Row{}, Confidence: pPrinted}
	next := 0 // figure after the last row's sum
	for _, r := range rows {
		cells := map[string]doc.Cell{}
		for _, c := range s.Columns {
			cells[c] = newCell(r[c], pPrinted, 0, doc.Box{})
		}
		for i := next; i < len(d.sums.figs); i++ {
			if f := &d.sums.figs[i]; f.isMoney() && same(doc.KindMoney, money(f.cents), r["amount"]) {
				cells["amount"] = newCell(r["amount"], pPrinted, f.page, f.box)
				next = i + 1
				break
			}
		}
		t.Rows = append(t.Rows, doc.Row{Cells: cells})
	}
	return t
}
