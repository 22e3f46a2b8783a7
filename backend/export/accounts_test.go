package export_test

import (
	"encoding/csv"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"

	"deskclerk/backend/doc"
	"deskclerk/backend/export"
)

func builtIn(t *testing.T, id string) doc.ExportProfile {
	t.Helper()
	for _, p := range export.BuiltIn() {
		if p.ID == "builtin-"+id {
			return p
		}
	}
	t.Fatalf("no profile %q", id)
	return doc.ExportProfile{}
}

// named fills in what only the books know.
func named(p doc.ExportProfile, constants map[string]string) doc.ExportProfile {
	p.ID, p.BuiltIn = "own", false
	p.Columns = append([]doc.ExportColumn{}, p.Columns...)
	for i, c := range p.Columns {
		if text, ok := constants[c.Header]; ok {
			p.Columns[i].Source = []string{"text:" + text}
		}
	}
	return p
}

func aCreditNote() doc.Document {
	return invoice("2", map[string]string{"supplier_name": "Shop", "invoice_number": "C-1", "issue_date": "2026-03-31", "grand_total": "-20.00", "currency": "EUR"})
}

func TestAProfileForQuickBooks(t *testing.T) {
	got, _ := written(t, named(builtIn(t, "quickbooks-bills"), map[string]string{"Account": "Office Supplies"}), anInvoice())
	want := "Bill No,Vendor,Bill Date,Due Date,Memo,Account,Line Description,Line Amount,Currency\r\n" +
		"RE 2026-7,Müller & Söhne,03/05/2026,04/04/2026,1.pdf,Office Supplies,Müller & Söhne RE 2026-7,119.00,EUR\r\n"
	if got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func TestAProfileForXero(t *testing.T) {
	got, _ := written(t, named(builtIn(t, "xero-bills"), map[string]string{"*AccountCode": "400", "*TaxType": "20% (VAT on Expenses)"}), anInvoice())
	want := "*ContactName,EmailAddress,POAddressLine1,POAddressLine2,POAddressLine3,POAddressLine4,POCity,PORegion,POPostalCode,POCountry," +
		"*InvoiceNumber,*InvoiceDate,*DueDate,Total,InventoryItemCode,Description,*Quantity,*UnitAmount,*AccountCode,*TaxType,TaxAmount," +
		"TrackingName1,TrackingOption1,TrackingName2,TrackingOption2,Currency\r\n" +
		"Müller & Söhne,,,,,,,,,,RE 2026-7,05/03/2026,04/04/2026,119.00,,Müller & Söhne RE 2026-7,1,119.00,400,20% (VAT on Expenses),19.00,,,,,EUR\r\n"
	if got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func TestAProfileForALedger(t *testing.T) {
	got, _ := written(t, builtIn(t, "ledger"), anInvoice(), aCreditNote())
	want := "date,payee,description,account,debit,credit,currency,amount\n" +
		"2026-03-05,Müller & Söhne,RE 2026-7,Expenses:Unsorted,119.00,,EUR,119.00\n" +
		"2026-03-31,Shop,C-1,Expenses:Unsorted,,20.00,EUR,-20.00\n"
	if got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func TestABookingBatchForDATEV(t *testing.T) {
	p := named(builtIn(t, "datev"), map[string]string{"Konto": "4930", "Gegenkonto (ohne BU-Schlüssel)": "70001", "BU-Schlüssel": "9"})
	batch := *p.Batch
	batch.Consultant, batch.Client, batch.Chart = 29098, 55003, "03"
	p.Batch = &batch
	encoded, _ := written(t, p, anInvoice(), aCreditNote())
	got, err := charmap.Windows1252.NewDecoder().String(encoded)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(got, "\r\n")
	if len(lines) != 5 || lines[4] != "" {
		t.Fatalf("%d lines: %q", len(lines), got)
	}
	head := `"EXTF";700;21;"Buchungsstapel";13;20261121091403000;;"DC";"";"";29098;55003;20260101;4;20260305;20260331;"Deskclerk";"";1;0;0;"EUR";;"";;;"03";;;"";""`
	if lines[0] != head {
		t.Errorf("got  %s\nwant %s", lines[0], head)
	}
	if !strings.HasPrefix(lines[1], "Umsatz (ohne Soll/Haben-Kz);Soll/Haben-Kennzeichen;WKZ Umsatz;Kurs;") || strings.Count(lines[1], ";") != 124 {
		t.Errorf("%s", lines[1])
	}
	for i, begin := range []string{
		`119,00;"S";"EUR";;;"";4930;70001;"9";0503;"RE2026-7";"";;"Müller & Söhne RE 2026-7";;`,
		`20,00;"H";"EUR";;;"";4930;70001;"9";3103;"C-1";"";;"Shop C-1";;`,
	} {
		if line := lines[2+i]; !strings.HasPrefix(line, begin) || strings.Count(line, ";") != 124 {
			t.Errorf("got  %s\nwant %s…", line, begin)
		}
	}
}

func TestABatchIsForOneFinancialYear(t *testing.T) {
	p := named(builtIn(t, "datev"), map[string]string{"Konto": "4930", "Gegenkonto (ohne BU-Schlüssel)": "70001"})
	batch := *p.Batch
	batch.Consultant, batch.Client, batch.YearStart = 29098, 55003, "07-01"
	p.Batch = &batch
	earlier := invoice("3", map[string]string{"grand_total": "1.00", "currency": "EUR", "issue_date": "2025-06-30"})
	within := invoice("4", map[string]string{"grand_total": "1.00", "currency": "EUR", "issue_date": "2025-07-01"})
	if v := previewed(t, p, anInvoice(), within); len(v.Profile) != 0 {
		t.Errorf("one year: %+v", v.Profile)
	}
	v := previewed(t, p, anInvoice(), earlier)
	if len(v.Profile) != 1 || v.Profile[0].Code != doc.IssueYears {
		t.Errorf("two years: %+v", v.Profile)
	}
	_, err := export.New(export.Options{Store: newShelf(anInvoice(), earlier)}).Run(t.Context(), doc.ExportWish{Profile: p})
	if said := doc.FailureOf(err).Sentence; doc.CodeOf(err) != doc.CodeProfile || said == nil || said.Key != "detail.profile_years" || len(said.More) != 0 {
		t.Errorf("%v", err)
	}
}

func TestWhatOnlyTheBooksKnowIsAskedFor(t *testing.T) {
	for id, column := range map[string]string{"quickbooks-bills": "Account", "xero-bills": "*TaxType", "datev": "Konto"} {
		v := previewed(t, builtIn(t, id), anInvoice())
		if v.Counts.Held != 1 || len(v.Rows) != 0 || !slices.Contains(v.Issues[0].Issues, doc.ExportIssue{Code: doc.IssueMissing, Column: column}) {
			t.Errorf("%s: %+v", id, v.Issues)
		}
	}
	if v := previewed(t, builtIn(t, "datev"), anInvoice()); len(v.Profile) != 1 || v.Profile[0].Code != doc.IssueBatch {
		t.Errorf("the batch: %+v", v.Profile)
	}
	d := anInvoice()
	d.Metadata = []byte(`{"account": "400", "tax_type": "Tax Exempt"}`)
	if got, _ := written(t, builtIn(t, "xero-bills"), d); !strings.Contains(got, ",400,Tax Exempt,") {
		t.Errorf("%q", got)
	}
	constant := named(builtIn(t, "quickbooks-bills"), map[string]string{"Account": ""})
	if v := previewed(t, constant, anInvoice()); len(v.Profile) != 1 || v.Profile[0].Code != doc.IssueConstant {
		t.Errorf("%+v", v.Profile)
	}
}

func TestEveryBuiltInProfileWritesAFileThatCanBeRead(t *testing.T) {
	d := anInvoice()
	d.Metadata = []byte(`{"account": "400", "tax_type": "x", "contra_account": "7"}`)
	for _, p := range export.BuiltIn() {
		if p.Format != doc.ExportCSV || p.Batch != nil || p.Rows != doc.RowsDocument {
			continue
		}
		got, _ := written(t, p, d)
		if rows, err := csv.NewReader(strings.NewReader(got)).ReadAll(); err != nil || len(rows) != 2 {
			t.Errorf("%s: %q, %v", p.ID, got, err)
		}
	}
}

func TestAllThatAProfileLacksIsSaid(t *testing.T) {
	p := named(builtIn(t, "datev"), map[string]string{"Konto": ""})
	_, err := export.New(export.Options{Store: newShelf(anInvoice())}).Run(t.Context(), doc.ExportWish{Profile: p})
	said := doc.FailureOf(err).Sentence
	issues := previewed(t, p, anInvoice()).Profile
	if said == nil || len(issues) < 2 || len(said.More) != len(issues)-1 {
		t.Fatalf("%+v of %+v", said, issues)
	}
	for i, s := range append([]doc.Sentence{*said}, said.More...) {
		if s.English() == "" || issues[i].Column != "" && s.Params["column"] != issues[i].Column {
			t.Errorf("%q of %+v", s.English(), issues[i])
		}
	}
}
