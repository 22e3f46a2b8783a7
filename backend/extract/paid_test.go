package extract

import (
	"slices"
	"testing"

	"deskclerk/backend/doc"
)

// slip is what a payment's code on a bill states.
func slip(change map[string]string) *doc.Stated {
	s := &doc.Stated{Type: doc.TypeInvoice, Partial: true, Soft: []string{"supplier_name", "payment_reference", "bic"}, Fields: map[string]string{
		"supplier_name": "Nordlicht Inkasso AG", "iban": "DE89370400440532013000", "amount_due": "118.76", "currency": "EUR", "payment_reference": "RF18539007547034",
	}}
	for name, v := range change {
		s.Fields[name] = v
	}
	return s
}

func paidBill() []doc.Page {
	return newSheet(60, "Nordlicht Werkzeuge GmbH", "Invoice No: 2026-0417", "Date: 01.10.2026", "Total 118.76 EUR", "Please pay by the code below")
}

func TestAPaymentsCodeFillsWhatThePageDoesNotSay(t *testing.T) {
	u := Understand(paidBill(), Options{Paid: slip(nil), Type: doc.TypeInvoice})
	for name, want := range map[string]string{"iban": "DE89370400440532013000", "amount_due": "118.76", "payment_reference": "RF18539007547034"} {
		f := u.Fields[name]
		if f.Value == nil || *f.Value != want || f.Origin != doc.OriginEmbedded || slices.Contains(f.Reasons, doc.ReasonConflict) {
			t.Errorf("%s: %+v", name, f)
		}
	}
	if f := u.Fields["supplier_name"]; f.Value == nil || *f.Value != "Nordlicht Werkzeuge GmbH" {
		t.Errorf("the collector's name took the supplier's place: %+v", f)
	}
}

func TestAPaymentThatIsNotPrintedIsFlagged(t *testing.T) {
	u := Understand(paidBill(), Options{Paid: slip(map[string]string{"amount_due": "999.00"}), Type: doc.TypeInvoice})
	if f := u.Fields["amount_due"]; !f.Flagged || !slices.Contains(f.Reasons, doc.ReasonConflict) {
		t.Errorf("%+v", f)
	}
}

func TestTheInvoicesOwnDataOutrankThePaymentsCode(t *testing.T) {
	invoice := statement(map[string]string{"iban": "DE02120300000000202051"})
	f := Understand(germanInvoice(), Options{Paid: slip(nil), Stated: invoice}).Fields["iban"]
	if f.Value == nil || *f.Value != "DE02120300000000202051" || !slices.Contains(f.Reasons, doc.ReasonConflict) {
		t.Fatalf("%+v", f)
	}
	if !slices.ContainsFunc(f.Candidates, func(c doc.Candidate) bool { return c.Value == "DE89370400440532013000" }) {
		t.Errorf("the code's account is no candidate: %+v", f.Candidates)
	}
}

func TestWhatAsksForMoneyIsAnInvoice(t *testing.T) {
	pages := newSheet(60, "Kind regards", "from the valley")
	if u := Understand(pages, Options{Paid: slip(nil)}); u.Type.Name != doc.TypeInvoice || u.Type.Confidence >= 1 {
		t.Errorf("%+v", u.Type)
	}
}
