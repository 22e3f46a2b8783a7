package validate

import (
	"reflect"
	"slices"
	"testing"
	"time"

	"deskclerk/backend/doc"
)

// today is when these papers are judged.
func today() time.Time { return time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC) }

// paper makes an understanding of the type with the values; an empty value is a
// field that was not found.
func paper(t doc.Type, values map[string]string) doc.Understanding {
	u := doc.Understanding{Type: doc.Classification{Name: t, Confidence: 1}, Fields: map[string]doc.Field{}, Tables: map[string]doc.Table{}}
	for _, s := range t.Spec().Fields {
		f := doc.Field{Confidence: 0.95}
		if v := values[s.Name]; v != "" {
			f.Value = &v
		}
		u.Fields[s.Name] = f
	}
	return u
}

// invoice is one that every rule accepts, with some values replaced.
func invoice(change map[string]string) doc.Understanding {
	v := map[string]string{
		"supplier_name": "Nordlicht Werkzeuge GmbH", "invoice_number": "R-1", "issue_date": "2026-10-01", "due_date": "2026-10-31",
		"currency": "EUR", "net_total": "100.00", "tax_total": "19.00", "grand_total": "119.00", "amount_due": "119.00",
		"iban": "DE89370400440532013000", "bic": "COBADEFFXXX", "supplier_vat_id": "DE136695976",
	}
	for k, x := range change {
		v[k] = x
	}
	return paper(doc.TypeInvoice, v)
}

func receipt(change map[string]string) doc.Understanding {
	v := map[string]string{"merchant": "Corner Shop", "date": "2026-11-20", "total": "9.00", "currency": "EUR"}
	for k, x := range change {
		v[k] = x
	}
	return paper(doc.TypeReceipt, v)
}

func issue(u doc.Understanding, rule string) *doc.Issue {
	for i := range u.Issues {
		if u.Issues[i].Rule == rule {
			return &u.Issues[i]
		}
	}
	return nil
}

func TestAGoodPaperHasNoIssue(t *testing.T) {
	for name, u := range map[string]doc.Understanding{"invoice": invoice(nil), "receipt": receipt(nil)} {
		if got := Apply(u, today()); len(got.Issues) != 0 || got.Flagged() {
			t.Errorf("%s: issues %+v", name, got.Issues)
		}
	}
}

func TestRules(t *testing.T) {
	tests := []struct {
		name       string
		u          doc.Understanding
		rule       string
		suggestion doc.Suggestion // zero: none
	}{
		{"a missing total is an error", receipt(map[string]string{"total": ""}), "required", doc.Suggestion{}},
		{"a total of nothing is an error", receipt(map[string]string{"total": "0.00"}), "total_not_zero", doc.Suggestion{}},
		{"a refund is confirmed by a person", receipt(map[string]string{"total": "-9.00"}), "total_not_negative", doc.Suggestion{}},
		{"a credit note likewise", invoice(map[string]string{"net_total": "-100.00", "tax_total": "-19.00", "grand_total": "-119.00", "amount_due": "-119.00"}), "total_not_negative", doc.Suggestion{}},
		{"a misread digit in the total is offered", invoice(map[string]string{"grand_total": "179.00"}), "net_plus_tax", doc.Suggestion{Field: "grand_total", Value: "119.00"}},
		{"a digit misread in two possible places is not offered", invoice(map[string]string{"grand_total": "179.00", "amount_due": ""}), "net_plus_tax", doc.Suggestion{}},
		{"a lost separator is offered", invoice(map[string]string{"tax_total": "1900.00"}), "net_plus_tax", doc.Suggestion{Field: "tax_total", Value: "19.00"}},
		{"sums that no single digit mends get no suggestion", invoice(map[string]string{"grand_total": "555.00", "amount_due": ""}), "net_plus_tax", doc.Suggestion{}},
		{"receipt sums that do not add up are shown", receipt(map[string]string{"subtotal": "5.00", "tax_total": "1.00"}), "total_is_sum", doc.Suggestion{}},
		{"a tax as large as the total is an error", receipt(map[string]string{"tax_total": "9.00"}), "tax_below_total", doc.Suggestion{}},
		{"a tax of more than a third of the total is an error", receipt(map[string]string{"tax_total": "3.01"}), "tax_below_total", doc.Suggestion{}},
		{"more due than the total is shown", invoice(map[string]string{"amount_due": "120.00"}), "due_not_above_total", doc.Suggestion{}},
		{"a date in the future is an error", receipt(map[string]string{"date": "2026-12-24"}), "date_not_future", doc.Suggestion{}},
		{"a very old date is shown", receipt(map[string]string{"date": "1999-01-01"}), "date_not_old", doc.Suggestion{}},
		{"due before issue is an error", invoice(map[string]string{"due_date": "2026-09-01"}), "due_after_issue", doc.Suggestion{}},
		{"an IBAN whose digits do not check is an error", invoice(map[string]string{"iban": "DE12370400440532013000"}), "iban_checksum", doc.Suggestion{}},
		{"a letter for a digit in an IBAN is mended", invoice(map[string]string{"iban": "DE893704O0440532013000"}), "iban_checksum", doc.Suggestion{Field: "iban", Value: "DE89370400440532013000"}},
		{"a BIC of seven letters is an error", invoice(map[string]string{"bic": "COBADEF"}), "bic_form", doc.Suggestion{}},
		{"a BIC of another country is shown", invoice(map[string]string{"bic": "COBAFRPPXXX"}), "bic_matches_iban", doc.Suggestion{}},
		{"a VAT number of a wrong length is an error", invoice(map[string]string{"supplier_vat_id": "DE12345"}), "vat_form", doc.Suggestion{}},
		{"a currency that is no code is an error", receipt(map[string]string{"currency": "Q9"}), "currency_code", doc.Suggestion{}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := Apply(tt.u, today())
			i := issue(got, tt.rule)
			if i == nil {
				t.Fatalf("rule %s found nothing; issues %+v", tt.rule, got.Issues)
			}
			checkMarks(t, got, *i)
			if tt.suggestion == (doc.Suggestion{}) {
				if i.Suggestion != nil {
					t.Errorf("suggestion %+v where none is sure", i.Suggestion)
				}
				return
			}
			if i.Suggestion == nil || *i.Suggestion != tt.suggestion {
				t.Fatalf("suggestion %+v, want %+v", i.Suggestion, tt.suggestion)
			}
			if c := got.Fields[tt.suggestion.Field].Candidates; len(c) == 0 || c[0].Value != tt.suggestion.Value {
				t.Errorf("the suggested value is not the first candidate: %+v", c)
			}
			if *got.Fields[tt.suggestion.Field].Value == tt.suggestion.Value {
				t.Error("the suggestion was applied; it must only be offered")
			}
		})
	}
}

// checkMarks: the issue's fields carry its reason, and are flagged by an error.
func checkMarks(t *testing.T, u doc.Understanding, i doc.Issue) {
	t.Helper()
	for _, name := range i.Fields {
		f := u.Fields[name]
		if !slices.Contains(f.Reasons, doc.ReasonRulePrefix+i.Rule) {
			t.Errorf("%s lacks the reason: %v", name, f.Reasons)
		}
		if i.Severity == doc.SeverityError && !f.Flagged {
			t.Errorf("%s is not flagged", name)
		}
	}
}

func TestRoundedCashTotalIsAccepted(t *testing.T) {
	u := receipt(map[string]string{"subtotal": "8.50", "tax_total": "0.52", "total": "9.00"})
	if i := issue(Apply(u, today()), "total_is_sum"); i != nil {
		t.Errorf("rounding to five cents is no error: %s", i.Message)
	}
}

func TestTomorrowIsNoFuture(t *testing.T) {
	u := receipt(map[string]string{"date": "2026-11-22"})
	if i := issue(Apply(u, today()), "date_not_future"); i != nil {
		t.Error("a day is left for time zones")
	}
}

func TestAFutureDateOffersAnEarlierCandidate(t *testing.T) {
	u := receipt(map[string]string{"date": "2026-12-11"})
	f := u.Fields["date"]
	f.Candidates = []doc.Candidate{{Value: "2026-11-12", Confidence: 0.1}}
	u.Fields["date"] = f
	i := issue(Apply(u, today()), "date_not_future")
	if i == nil || i.Suggestion == nil || i.Suggestion.Value != "2026-11-12" {
		t.Fatalf("issue %+v", i)
	}
}

func TestTaxTableIsHeldAgainstItsRates(t *testing.T) {
	text := func(s string) doc.Cell { return doc.Cell{Value: &s} }
	u := invoice(nil)
	u.Tables["tax_lines"] = doc.Table{Rows: []doc.Row{{Cells: map[string]doc.Cell{"rate": text("19"), "base": text("100.00"), "amount": text("18.00")}}}}
	got := Apply(u, today())
	if issue(got, "tax_is_rate") == nil || issue(got, "tax_lines_sum") == nil {
		t.Errorf("issues %+v", got.Issues)
	}
}

func TestLineItemsAreHeldAgainstTheSums(t *testing.T) {
	text := func(s string) doc.Cell { return doc.Cell{Value: &s} }
	row := func(q, p, a string) doc.Row {
		return doc.Row{Cells: map[string]doc.Cell{"quantity": text(q), "unit_price": text(p), "amount": text(a)}}
	}
	u := invoice(nil)
	u.Tables["line_items"] = doc.Table{Confidence: 0.9, Rows: []doc.Row{row("2", "30.00", "60.00"), row("1", "40.00", "40.00")}}
	if got := Apply(u, today()); len(got.Issues) != 0 {
		t.Errorf("lines that add up to the net sum: %+v", got.Issues)
	}
	u.Tables["line_items"] = doc.Table{Confidence: 0.9, Rows: []doc.Row{row("2", "30.00", "66.00"), row("1", "40.00", "40.00")}}
	got := Apply(u, today())
	if issue(got, "lines_sum") == nil || issue(got, "line_product") == nil {
		t.Errorf("issues %+v", got.Issues)
	}
}

func TestLinesAddUpWithWhatTheWholeIsAdjustedBy(t *testing.T) {
	row := func(a string) doc.Row { return doc.Row{Cells: map[string]doc.Cell{"amount": {Value: &a}}} }
	for adjustment, want := range map[string]bool{"": true, "5.00": false, "-5.00": true} {
		u := invoice(nil)
		u.Tables["line_items"] = doc.Table{Confidence: 0.9, Rows: []doc.Row{row("55.00"), row("40.00")}, Adjustment: adjustment}
		if got := issue(Apply(u, today()), "lines_sum") != nil; got != want {
			t.Errorf("lines of 95.00 for 100.00, adjusted by %q: issue %v, want %v", adjustment, got, want)
		}
	}
}

func TestALinesMisreadFactorIsOffered(t *testing.T) {
	text := func(s string) doc.Cell { return doc.Cell{Value: &s} }
	for name, c := range map[string]struct{ q, p, a, field, want string }{
		"the amount":           {"2", "30.00", "66.00", "line_items.1.amount", "60.00"},
		"the price":            {"2", "38.00", "66.00", "line_items.1.unit_price", "33.00"},
		"the quantity":         {"7", "30.00", "30.00", "line_items.1.quantity", "1"},
		"nothing looks alike":  {"2", "30.00", "45.50", "", ""},
		"two could be it":      {"6", "1.00", "8.00", "", ""},
		"nothing is by nought": {"0", "30.00", "41.00", "", ""},
	} {
		u := invoice(nil)
		u.Tables["line_items"] = doc.Table{Confidence: 0.5, Rows: []doc.Row{{Cells: map[string]doc.Cell{
			"quantity": text(c.q), "unit_price": text(c.p), "amount": text(c.a),
		}}}}
		got := issue(Apply(u, today()), "line_product")
		if got == nil {
			t.Errorf("%s: no issue", name)
			continue
		}
		if s := got.Suggestion; (s == nil) != (c.field == "") || s != nil && (s.Field != c.field || s.Value != c.want) {
			t.Errorf("%s: %+v, want %q in %s", name, s, c.want, c.field)
		}
	}
}

func TestApplyTwiceIsTheSameAsOnce(t *testing.T) {
	once := Apply(invoice(map[string]string{"grand_total": "179.00", "iban": "DE00"}), today())
	if twice := Apply(once, today()); !reflect.DeepEqual(once, twice) {
		t.Errorf("once  %+v\ntwice %+v", once, twice)
	}
}

func TestAMendedFieldLosesItsFlag(t *testing.T) {
	bad := Apply(invoice(map[string]string{"supplier_vat_id": "DE1"}), today())
	good := "DE136695976"
	f := bad.Fields["supplier_vat_id"]
	f.Value = &good
	bad.Fields["supplier_vat_id"] = f
	if got := Apply(bad, today()); got.Fields["supplier_vat_id"].Flagged || len(got.Issues) != 0 {
		t.Errorf("still flagged: %+v", got.Fields["supplier_vat_id"])
	}
}

func TestApplyLeavesItsInputAlone(t *testing.T) {
	u := invoice(map[string]string{"grand_total": "179.00"})
	Apply(u, today())
	if len(u.Fields["grand_total"].Reasons) != 0 || len(u.Issues) != 0 {
		t.Error("the input was changed")
	}
}

func TestEveryRuleHasItsOwnName(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range table() {
		if seen[r.name] {
			t.Errorf("%s occurs twice", r.name)
		}
		seen[r.name] = true
	}
}
