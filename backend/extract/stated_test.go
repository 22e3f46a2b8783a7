package extract

import (
	"slices"
	"testing"

	"deskclerk/backend/doc"
)

// statement is what the German invoice's XML would state.
func statement(change map[string]string) *doc.Stated {
	s := &doc.Stated{Type: doc.TypeInvoice, Fields: map[string]string{
		"invoice_number": "2026-0417", "issue_date": "2026-10-01", "supplier_name": "Nordlicht Werkzeuge GmbH", "currency": "EUR",
		"net_total": "219.80", "tax_total": "41.76", "grand_total": "261.56", "amount_due": "261.56", "iban": "DE89370400440532013000",
	}, Tables: map[string][]map[string]string{
		"line_items": {{"description": "Drill bits", "amount": "99.80"}, {"description": "Clamps", "amount": "120.00"}},
	}}
	for k, v := range change {
		s.Fields[k] = v
	}
	return s
}

func TestWhatTheFileStatesOutranksWhatWasRead(t *testing.T) {
	u := Understand(germanInvoice(), Options{Stated: statement(nil)})
	if !u.Type.Same(doc.Classification{Name: doc.TypeInvoice, Confidence: 1}) {
		t.Errorf("type %+v", u.Type)
	}
	for name, want := range statement(nil).Fields {
		if f := u.Fields[name]; *f.Value != want || f.Origin != doc.OriginEmbedded || f.Flagged || f.Confidence < pPrinted || f.Page != 1 || f.Box == nil {
			t.Errorf("%s: %+v", name, f)
		}
	}
	if f := u.Fields["due_date"]; *f.Value != "2026-10-31" || f.Origin != doc.OriginComputed {
		t.Errorf("what is not stated is still read: %+v", f)
	}
	rows := u.Tables["line_items"].Rows
	if len(rows) != 2 || *rows[0].Cells["description"].Value != "Drill bits" || rows[1].Cells["amount"].Box == nil {
		t.Errorf("line items %+v", rows)
	}
}

func TestAStatementThatThePrintDoesNotBearOutIsAConflict(t *testing.T) {
	tests := []struct{ name, field, value string }{
		{"a sum that is nowhere", "grand_total", "999.99"},
		{"an account that is nowhere", "iban", "DE02120300000000202051"},
		{"a number that is nowhere", "invoice_number", "2026-0418"},
		{"a day that is nowhere", "issue_date", "2026-10-02"},
		{"a name that is nowhere", "supplier_name", "Another Ltd"},
		{"a sum that the print gives another part", "grand_total", "219.80"},
		{"a sum that the print gives the other sign", "grand_total", "-261.56"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			read := *Understand(germanInvoice(), Options{}).Fields[tt.field].Value
			f := Understand(germanInvoice(), Options{Stated: statement(map[string]string{tt.field: tt.value})}).Fields[tt.field]
			if *f.Value != tt.value || !f.Flagged || !slices.Equal(f.Reasons, []string{doc.ReasonConflict}) {
				t.Errorf("%+v", f)
			}
			if len(f.Candidates) == 0 || f.Candidates[0].Value != read {
				t.Errorf("the value read, %s, is not the first candidate of %+v", read, f.Candidates)
			}
		})
	}
}

func TestAStatementNeedNotBePrintedWord(t *testing.T) {
	pages := newSheet(60, "Muster", "Service GmbH & Co.", "KG", "Invoice No: 77", "Date: 01.10.2026", "Total 100.00")
	s := &doc.Stated{Type: doc.TypeInvoice, Fields: map[string]string{
		"supplier_name": "Muster Service GmbH & Co. KG", "invoice_number": "77", "tax_total": "0.00", "currency": "EUR", "grand_total": "100.00",
	}}
	for name, f := range Understand(pages, Options{Stated: s}).Fields {
		if _, ok := s.Fields[name]; ok && f.Flagged {
			t.Errorf("%s: %+v", name, f)
		}
	}
}

func TestAWishForAnotherTypeIsKept(t *testing.T) {
	u := Understand(germanInvoice(), Options{Type: doc.TypeReceipt, Stated: statement(nil)})
	if u.Type.Name != doc.TypeReceipt || u.Fields["total"].Origin == doc.OriginEmbedded {
		t.Errorf("%+v", u)
	}
}

func TestPolicyHoldsForStatedValuesToo(t *testing.T) {
	p := doc.Policy{Always: []string{"invoice.iban"}, Thresholds: map[string]float64{"invoice.grand_total": 0.999}}
	u := Understand(germanInvoice(), Options{Stated: statement(nil), Policy: p})
	if f := u.Fields["iban"]; !slices.Equal(f.Reasons, []string{doc.ReasonAlwaysVerify}) {
		t.Errorf("iban: %v", f.Reasons)
	}
	if f := u.Fields["grand_total"]; !slices.Equal(f.Reasons, []string{doc.ReasonLowConfidence}) {
		t.Errorf("grand total: %v", f.Reasons)
	}
}
