package extract

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"deskclerk/backend/doc"
)

// filled is a value of a PDF's form with the words that the page shows there.
type filled struct {
	doc.FormValue

	page  int    // 1-based
	shown string // words in its box; empty where there are none
	ink   float64
}

// filledIn are the values of the forms on all pages.
func (d *evidence) filledIn() []filled {
	var out []filled
	for i, p := range d.l.pages {
		for _, v := range p.Form {
			f := filled{FormValue: v, page: i + 1}
			var words []doc.Word
			for _, w := range p.Words {
				if w.Box.CenterX() >= v.Box.Left && w.Box.CenterX() <= v.Box.Right && w.Box.CenterY() >= v.Box.Top && w.Box.CenterY() <= v.Box.Bottom {
					words = append(words, w)
				}
			}
			f.shown, f.ink = doc.Page{Words: words}.Text(), doc.MeanConfidence(words)
			out = append(out, f)
		}
	}
	return out
}

// key is what the field is called: what people are told it is, or its own name.
func (f *filled) key() string {
	if f.Label != "" {
		return f.Label
	}
	name := f.Name
	if at := strings.LastIndexByte(name, '.'); at >= 0 {
		name = name[at+1:]
	}
	name, _, _ = strings.Cut(name, "[") // XFA numbers its fields: total[0]
	return spaced(name)
}

// spaced writes invoiceNumber and invoice_number as words.
func spaced(name string) string {
	var b strings.Builder
	var last rune
	for _, r := range name {
		switch {
		case r == '_' || r == '-':
			r = ' '
		case unicode.IsUpper(r) && unicode.IsLower(last):
			b.WriteByte(' ')
		}
		b.WriteRune(r)
		last = r
	}
	return strings.TrimSpace(b.String())
}

const surelyRead = 0.8 // mean confidence of words that speak against a form's value

// contradicted reports whether the page shows another value. What is cut off at
// the field's edge, or was read without surety, contradicts nothing.
func (f *filled) contradicted() bool {
	entered, shown := compact(f.Value), compact(f.shown)
	if f.Kind == doc.FormTick || shown == "" || f.ink < surelyRead || strings.Contains(entered, shown) || strings.Contains(shown, entered) {
		return false
	}
	if f.ink >= 1 { // embedded text is what it is
		return true
	}
	a, b := []rune(entered), []rune(shown)
	limit := max(allowance(len(a)), 1)
	return distance(a, b, limit) > limit
}

// formPairs are the form's fields as keys and values, and what the page shows
// otherwise.
func formPairs(values []filled) (pairs []doc.Pair, issues []doc.Issue) {
	for _, f := range values {
		if len(pairs) == mostPairs {
			break
		}
		key := f.key()
		if key == "" {
			continue
		}
		pairs = append(pairs, doc.Pair{Key: key, Value: strings.TrimSpace(f.Value), Page: f.page, Box: &f.Box})
		if f.contradicted() {
			issues = append(issues, doc.IssueOf(doc.RuleFormMatchesPage,
				"name", key, "value", strings.TrimSpace(f.Value), "page", strconv.Itoa(f.page), "shown", f.shown))
		}
	}
	return pairs, issues
}

// withForm puts the form's pairs before those that were read off the page, which
// are left out where they lie in a field of the form.
func withForm(values []filled, read []doc.Pair) ([]doc.Pair, []doc.Issue) {
	pairs, issues := formPairs(values)
	for _, p := range read {
		inForm := func(f filled) bool { return p.Box != nil && f.page == p.Page && f.Box.Overlap(*p.Box) > 0.3 }
		if !slices.ContainsFunc(values, inForm) {
			pairs = append(pairs, p)
		}
	}
	return pairs, issues
}

// stateForm lets what the form holds outrank what was read, for the fields of a
// built-in type that the form names. Two fields for one with different values say
// nothing.
func (d *evidence) stateForm(u *doc.Understanding, policy doc.Policy) {
	values := d.filledIn()
	manner := d.mannerOf()
	for _, s := range u.Type.Name.Spec().Fields {
		var chosen *filled
		value, several := "", false
		for i := range values {
			f := &values[i]
			if f.Kind == doc.FormTick || !d.l.calls(u.Type.Name, s.Name, f.key()) {
				continue
			}
			v, err := Normalise(s.Kind, s.Name, f.Value, manner)
			if err != nil {
				continue
			}
			several = several || chosen != nil && v != value
			chosen, value = f, v
		}
		if chosen == nil || several {
			continue
		}
		read := u.Fields[s.Name]
		f := d.statedField(string(u.Type.Name)+"."+s.Name, s, value, read, chosen.shown == "", policy)
		if f.Box == nil || chosen.contradicted() {
			f.Page, f.Box = chosen.page, &chosen.Box
		}
		u.Fields[s.Name] = d.against(f, chosen, s, manner)
	}
}

// against flags a stated field where the page shows another value in its place,
// and puts that first among the candidates.
func (d *evidence) against(f doc.Field, from *filled, s doc.FieldSpec, m Manner) doc.Field {
	if !from.contradicted() {
		return f
	}
	f.Confidence, f.Flagged = pConflict, true
	if !slices.Contains(f.Reasons, doc.ReasonConflict) {
		f.Reasons = append(f.Reasons, doc.ReasonConflict)
	}
	shown, err := Normalise(s.Kind, s.Name, from.shown, m)
	if err != nil || slices.ContainsFunc(f.Candidates, func(c doc.Candidate) bool { return c.Value == shown }) {
		return f
	}
	f.Candidates = slices.Insert(f.Candidates, 0, doc.Candidate{
		Value: shown, Raw: from.shown, Confidence: (1 - pConflict) * from.ink, Page: from.page, Box: &from.Box,
	})
	return f
}

// meanings are the fields of built-in types that a label of a form may be about.
func meanings(t doc.Type) map[string][]concept {
	switch t {
	case doc.TypeInvoice:
		return map[string][]concept{
			"invoice_number": {cInvoiceNumber}, "issue_date": {cDate}, "due_date": {cDueDate}, "purchase_order": {cPurchaseOrder},
			"net_total": {cNet, cSubtotal}, "tax_total": {cTax}, "grand_total": {cTotal, cTotalStrong}, "amount_due": {cAmountDue},
			"supplier_name": {cSeller}, "customer_name": {cBuyer}, "currency": {cCurrency}, "payment_reference": {cPaymentRef},
		}
	case doc.TypeReceipt:
		return map[string][]concept{
			"receipt_number": {cReceiptNumber}, "date": {cDate}, "time": {cTime}, "subtotal": {cNet, cSubtotal}, "tax_total": {cTax},
			"total": {cTotal, cTotalStrong}, "merchant": {cSeller}, "currency": {cCurrency},
		}
	default:
		return nil
	}
}

// calls reports whether a form's label means the field of a built-in type: it is
// the field's own name, or a phrase of the lexicon for nothing else.
func (l *layout) calls(t doc.Type, field, label string) bool {
	joined := compact(label)
	if joined == "" {
		return false
	}
	if joined == compact(field) {
		return true
	}
	p := l.lex.exact[joined]
	return p != nil && slices.ContainsFunc(meanings(t)[field], p.has)
}

// entered are the candidates for a field of a defined type that the form holds.
func (r *definedReading) entered(f *doc.FieldDef) []doc.Candidate {
	names := append([]string{f.Name, f.Title}, f.Labels...)
	form := formOf(f)
	var out []doc.Candidate
	for i := range r.form {
		v := &r.form[i]
		key := compact(v.key())
		if key == "" || !slices.ContainsFunc(names, func(n string) bool { return compact(n) == key }) {
			continue
		}
		value, err := normaliseAs(f, form, v.Value, r.manner)
		if err != nil {
			continue
		}
		c := doc.Candidate{Value: value, Raw: strings.TrimSpace(v.Value), Page: v.page, Box: &v.Box, Confidence: pPrinted}
		if v.contradicted() {
			c.Confidence = pConflict
		}
		out = append(out, c)
	}
	return out
}
