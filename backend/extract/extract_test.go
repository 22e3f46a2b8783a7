package extract

import (
	"encoding/json"
	"flag"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"deskclerk/backend/doc"
)

var update = flag.Bool("update", false, "write the golden files anew")

func TestReceiptIsUnderstood(t *testing.T) {
	u := Understand(tillReceipt(), Options{})
	if u.Type.Name != doc.TypeReceipt || u.Language != "en" {
		t.Errorf("type %+v, language %q", u.Type, u.Language)
	}
	wants(t, u, map[string]string{
		"merchant": "HARBOUR LANE STORES SDN BHD", "date": "2018-03-14", "time": "18:22", "total": "24.25",
		"tax_total": "1.37", "subtotal": "22.90", "receipt_number": "HL-20431", "payment_method": "cash", "currency": "MYR",
	})
	if rows := u.Tables["line_items"].Rows; len(rows) != 3 || *rows[2].Cells["quantity"].Value != "2" || *rows[2].Cells["unit_price"].Value != "3.20" {
		t.Errorf("line items %+v", rows)
	}
}

func TestInvoiceIsUnderstood(t *testing.T) {
	u := Understand(germanInvoice(), Options{})
	if u.Type.Name != doc.TypeInvoice || u.Language != "de" {
		t.Errorf("type %+v, language %q", u.Type, u.Language)
	}
	wants(t, u, map[string]string{
		"supplier_name": "Nordlicht Werkzeuge GmbH", "customer_name": "Muster & Söhne KG", "invoice_number": "2026-0417",
		"issue_date": "2026-10-01", "due_date": "2026-10-31", "net_total": "219.80", "tax_total": "41.76", "grand_total": "261.56",
		"amount_due": "261.56", "currency": "EUR", "iban": "DE89370400440532013000", "bic": "COBADEFFXXX",
		"supplier_vat_id": "DE136695976", "purchase_order": "-", "payment_reference": "-",
	})
	if o := u.Fields["due_date"].Origin; o != doc.OriginComputed {
		t.Errorf("a due date from terms has origin %q", o)
	}
	if rows := u.Tables["line_items"].Rows; len(rows) != 2 {
		t.Errorf("line items %+v", rows)
	}
}

func TestForcedTypeIsKept(t *testing.T) {
	u := Understand(tillReceipt(), Options{Type: doc.TypeInvoice})
	if u.Type.Name != doc.TypeInvoice || u.Type.Confidence != 1 || valueOf(u, "grand_total") != "24.25" {
		t.Errorf("type %+v, grand total %s", u.Type, valueOf(u, "grand_total"))
	}
}

func TestAnythingElseBecomesPairs(t *testing.T) {
	u := Understand(newSheet(60, "Subject: the harbour wall", "Dear Sir", "we saw it yesterday and liked it very much", "Reference: quay"), Options{})
	if u.Type.Name != doc.TypeOther || len(u.Fields) != 0 || len(u.Pairs) != 2 || u.Pairs[0].Key != "Subject" || u.Pairs[0].Value != "the harbour wall" {
		t.Errorf("type %+v, pairs %+v", u.Type, u.Pairs)
	}
}

func TestNothingOnThePageIsNoFailure(t *testing.T) {
	for name, pages := range map[string][]doc.Page{"no pages": nil, "an empty page": newSheet(40), "a page without size": {{Words: []doc.Word{{Text: "x"}}}}} {
		u := Understand(pages, Options{Type: doc.TypeReceipt})
		for _, s := range doc.TypeReceipt.Spec().Fields {
			f, ok := u.Fields[s.Name]
			if !ok || f.Value != nil || f.Flagged != s.Required {
				t.Errorf("%s: %s = %+v", name, s.Name, f)
			}
			if s.Required && !reflect.DeepEqual(f.Reasons, []string{doc.ReasonMissing}) {
				t.Errorf("%s: reasons of %s %v", name, s.Name, f.Reasons)
			}
		}
	}
}

func TestSamePagesGiveTheSameResult(t *testing.T) {
	for range 5 {
		if a, b := Understand(germanInvoice(), Options{}), Understand(germanInvoice(), Options{}); !reflect.DeepEqual(a, b) {
			t.Fatal("two runs differ")
		}
	}
}

func TestConfidencesAreProbabilities(t *testing.T) {
	for _, pages := range [][]doc.Page{tillReceipt(), germanInvoice()} {
		for name, f := range Understand(pages, Options{}).Fields {
			sum := f.Confidence
			for _, c := range f.Candidates {
				sum += c.Confidence
			}
			if sum < 0 || sum > 1.0001 || math.IsNaN(sum) {
				t.Errorf("%s: the confidences add up to %g", name, sum)
			}
			if len(f.Candidates) > otherCandidates {
				t.Errorf("%s: %d candidates", name, len(f.Candidates))
			}
		}
	}
}

func TestGolden(t *testing.T) {
	for name, pages := range map[string][]doc.Page{"receipt": tillReceipt(), "invoice": germanInvoice()} {
		t.Run(name, func(t *testing.T) {
			got, err := json.MarshalIndent(Understand(pages, Options{}), "", " ")
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, '\n')
			path := filepath.Join("testdata", name+".golden.json")
			if *update {
				if err := os.WriteFile(path, got, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if string(got) != string(want) {
				t.Errorf("differs from %s; run with -update and look at the diff\n%s", path, got)
			}
		})
	}
}
