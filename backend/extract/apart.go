package extract

import "deskclerk/backend/doc"

// When parts of a page are papers of their own.
const (
	fewestPapers = 2
	mostPapers   = 9
	paperType    = 0.6 // probability that a part is a receipt or an invoice
	paperInk     = 0.5 // mean confidence of its words: less is not read but guessed
)

// Apart reports whether parts of a page, each read by itself, are receipts or
// invoices of their own: each has a total of its own, and a date too where their
// edges are not seen. Where they are, one in three may lack it. A receipt with its
// slip of the card, a copy, and the pages of one invoice belong together: they
// have number, or date and total, in common; without edges the total is enough,
// for an invoice says it both in its columns and beside them.
func Apart(parts []doc.Page, seen bool) bool {
	if len(parts) < fewestPapers || len(parts) > mostPapers {
		return false
	}
	sales := make([]sale, len(parts))
	dated := 0
	for i, p := range parts {
		s, ok := saleIn(p)
		if !ok {
			return false
		}
		if sales[i] = s; s.date != "" {
			dated++
		}
		for _, other := range sales[:i] {
			if other.belongsTo(s) || !seen && s.total == other.total {
				return false
			}
		}
	}
	if seen {
		return 3*dated >= 2*len(parts)
	}
	return dated == len(parts)
}

// sale is what tells one receipt or invoice from another; a value that was not
// found is empty.
type sale struct{ number, date, total string }

// belongsTo reports whether both are parts or copies of one document.
func (s sale) belongsTo(o sale) bool {
	if s.number != "" && s.number == o.number {
		return true
	}
	return s.total == o.total && (s.date == o.date || s.date == "" || o.date == "")
}

// saleIn reads a part; ok is false for what is surely neither receipt nor invoice,
// or has no total.
func saleIn(p doc.Page) (s sale, ok bool) {
	if doc.MeanConfidence(p.Words) < paperInk {
		return s, false
	}
	scorer := learned()
	d := gather(newLayout([]doc.Page{p}))
	t := typesTold().Tell(d.typeFeatures())[0]
	names := map[doc.Type][3]string{
		doc.TypeReceipt: {"receipt_number", "date", "total"},
		doc.TypeInvoice: {"invoice_number", "issue_date", "grand_total"},
	}[t.Name]
	if names[0] == "" || t.Confidence < paperType {
		return s, false
	}
	chosen := d.choices(t.Name, scorer)
	value := func(name string) string {
		if c := chosen[name]; c.found {
			return c.list[0].Value
		}
		return ""
	}
	s = sale{number: value(names[0]), date: value(names[1]), total: value(names[2])}
	return s, s.total != ""
}
