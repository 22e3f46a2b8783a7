package export_test

import (
	"encoding/csv"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding/charmap"
	"pgregory.net/rapid"

	"deskclerk/backend/doc"
	"deskclerk/backend/export"
)

func invoice(id string, fields map[string]string) doc.Document {
	d := receipt(fields)
	d.ID, d.File.Name, d.Type.Name, d.Status, d.Revision = id, id+".pdf", doc.TypeInvoice, doc.StatusApproved, 1
	return d
}

func anInvoice() doc.Document {
	d := invoice("1", map[string]string{
		"supplier_name": "Müller & Söhne", "invoice_number": "RE 2026-7", "issue_date": "2026-03-05", "due_date": "2026-04-04",
		"net_total": "100.00", "tax_total": "19.00", "grand_total": "119.00", "currency": "EUR",
	})
	cell := func(v string) doc.Cell { return doc.Cell{Value: &v} }
	d.Tables = map[string]doc.Table{"line_items": {Rows: []doc.Row{
		{Cells: map[string]doc.Cell{"description": cell("Paper"), "quantity": cell("2"), "amount": cell("60.00")}},
		{Cells: map[string]doc.Cell{"description": cell("=cmd|'/c calc'!A1"), "quantity": cell("1"), "amount": cell("-40.00")}},
	}}}
	return d
}

// profileOf is a table with these columns.
func profileOf(style doc.ExportStyle, columns ...doc.ExportColumn) doc.ExportProfile {
	return doc.ExportProfile{ID: "p", Name: "p", Format: doc.ExportCSV, Rows: doc.RowsDocument, Style: style, Columns: columns, Incomplete: doc.GapHold}
}

func column(header string, sources ...string) doc.ExportColumn {
	return doc.ExportColumn{Header: header, Source: sources}
}

func TestValuesAreWrittenInTheProfilesStyle(t *testing.T) {
	usual := export.DefaultStyle()
	german := doc.ExportStyle{Decimal: "comma", Date: "DD.MM.YYYY", Delimiter: "semicolon", Encoding: "utf-8-bom", LineEnd: "lf", Header: true, Quote: "text"}
	bare := usual
	bare.Header, bare.Date = false, "YYYYMMDD"
	all := usual
	all.Quote, all.Delimiter, all.Date = "all", "tab", "MM/DD/YYYY"
	pipes := usual
	pipes.Delimiter, pipes.Date = "pipe", "DDMM"
	old := usual
	old.Encoding, old.Date = "iso-8859-15", "DD/MM/YYYY"
	columns := []doc.ExportColumn{column("from", "field:supplier_name"), column("day", "field:issue_date"), column("total", "field:grand_total")}
	tests := []struct {
		name  string
		style doc.ExportStyle
		want  string
	}{
		{"as RFC 4180 has it", usual, "from,day,total\r\nMüller & Söhne,2026-03-05,119.00\r\n"},
		{"as a German spreadsheet has it", german, "\ufeff\"from\";\"day\";\"total\"\n\"Müller & Söhne\";05.03.2026;119,00\n"},
		{"without a header", bare, "Müller & Söhne,20260305,119.00\r\n"},
		{"all in quotation marks", all, "\"from\"\t\"day\"\t\"total\"\r\n\"Müller & Söhne\"\t\"03/05/2026\"\t\"119.00\"\r\n"},
		{"with pipes", pipes, "from|day|total\r\nMüller & Söhne|0503|119.00\r\n"},
		{"in one byte a character", old, "from,day,total\r\nM\xfcller & S\xf6hne,05/03/2026,119.00\r\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, _ := written(t, profileOf(tt.style, columns...), anInvoice())
			if got != tt.want {
				t.Errorf("got  %q\nwant %q", got, tt.want)
			}
		})
	}
}

func TestColumnsShowWhatTheirSourcesSay(t *testing.T) {
	d := anInvoice()
	d.Metadata = []byte(`{"account": "4400", "cost_center": 7, "deep": {}}`)
	credit := invoice("2", map[string]string{"grand_total": "-5.00"})
	upper := column("", "field:supplier_name")
	tests := []struct {
		name   string
		column doc.ExportColumn
		d      doc.Document
		want   string
	}{
		{"the first source with a value", column("", "field:merchant", "field:supplier_name"), d, "Müller & Söhne"},
		{"nothing when no source has one", column("", "field:merchant"), d, ""},
		{"a constant", column("", "text:Expenses"), d, "Expenses"},
		{"a text with what it names filled in", column("", "text:{field:supplier_name}, no. {field:invoice_number} {field:bic}"), d, "Müller & Söhne, no. RE 2026-7"},
		{"a member of the metadata", column("", "meta:account"), d, "4400"},
		{"a number of the metadata", column("", "meta:cost_center"), d, "7"},
		{"no object of the metadata", column("", "meta:deep", "text:none"), d, "none"},
		{"a fact", column("", "fact:file"), d, "1.pdf"},
		{"the sign turned", doc.ExportColumn{Source: []string{"field:grand_total"}, Change: doc.ChangeNegate}, d, "-119.00"},
		{"the sign turned back", doc.ExportColumn{Source: []string{"field:grand_total"}, Change: doc.ChangeNegate}, credit, "5.00"},
		{"no sign", doc.ExportColumn{Source: []string{"field:grand_total"}, Change: doc.ChangeAbsolute}, credit, "5.00"},
		{"a debit", doc.ExportColumn{Source: []string{"field:grand_total"}, Change: doc.ChangeDebit}, d, "119.00"},
		{"no debit of a credit", doc.ExportColumn{Source: []string{"field:grand_total"}, Change: doc.ChangeDebit}, credit, ""},
		{"a credit", doc.ExportColumn{Source: []string{"field:grand_total"}, Change: doc.ChangeCredit}, credit, "5.00"},
		{"the side of a booking", doc.ExportColumn{Source: []string{"field:grand_total"}, Change: doc.ChangeSign}, credit, "H"},
		{"a reference without what may not be in it", doc.ExportColumn{Source: []string{"field:invoice_number"}, Change: doc.ChangeReference}, d, "RE2026-7"},
		{"capitals", doc.ExportColumn{Source: upper.Source, Change: doc.ChangeUpper}, d, "MÜLLER & SÖHNE"},
		{"a text cut short", doc.ExportColumn{Source: upper.Source, MaxChars: 4}, d, "Müll"},
		{"a negative amount stays a number", column("", "field:grand_total"), credit, "-5.00"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tt.column.Header = "x"
			got, _ := written(t, profileOf(export.DefaultStyle(), tt.column, column("end", "text:.")), tt.d)
			rows, err := csv.NewReader(strings.NewReader(got)).ReadAll()
			if err != nil || len(rows) != 2 || rows[1][0] != tt.want {
				t.Errorf("got %q, %v; want %q", rows, err, tt.want)
			}
		})
	}
}

func TestARowOfATableIsARowOfTheFile(t *testing.T) {
	p := profileOf(export.DefaultStyle(), column("n", "fact:row"), column("number", "field:invoice_number"),
		column("item", "cell:description"), column("amount", "cell:amount"))
	p.Rows = "line_items"
	got, counts := written(t, p, anInvoice(), invoice("2", nil))
	want := "n,number,item,amount\r\n1,RE 2026-7,Paper,60.00\r\n2,RE 2026-7,'=cmd|'/c calc'!A1,-40.00\r\n"
	if got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	if counts.Rows != 2 || counts.Documents != 1 || counts.Held != 1 {
		t.Errorf("%+v", counts)
	}
}

func TestADocumentIsHeldBackWhole(t *testing.T) {
	needed := column("due", "field:due_date")
	needed.Required = true
	latin := export.DefaultStyle()
	latin.Encoding = "windows-1252"
	polish := anInvoice()
	name := "Łódź €"
	polish.Fields["supplier_name"] = doc.Field{Value: &name}
	tests := []struct {
		name    string
		profile doc.ExportProfile
		d       doc.Document
		want    doc.ExportIssue
	}{
		{"without a required value", profileOf(export.DefaultStyle(), needed), invoice("1", nil), doc.ExportIssue{Code: doc.IssueMissing, Column: "due"}},
		{
			"with characters that the encoding lacks", profileOf(latin, column("from", "field:supplier_name")), polish,
			doc.ExportIssue{Code: doc.IssueEncoding, Column: "from", Detail: "Łź"},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			v := previewed(t, tt.profile, tt.d)
			if len(v.Rows) != 0 || v.Counts.Held != 1 || len(v.Issues) != 1 || !v.Issues[0].Held || !slices.Contains(v.Issues[0].Issues, tt.want) {
				t.Errorf("%+v", v)
			}
		})
	}
	marked := profileOf(export.DefaultStyle(), needed)
	marked.Incomplete = doc.GapMark
	v := previewed(t, marked, invoice("1", nil))
	if len(v.Rows) != 1 || v.Rows[0].Cells[0] != doc.MissingMark || v.Counts.Held != 0 || v.Issues[0].Held {
		t.Errorf("marked: %+v", v)
	}
}

func TestSensitiveValuesAreMaskedUnlessAskedFor(t *testing.T) {
	card := receipt(map[string]string{"document_number": "L01X00T47", "personal_number": "12", "birth_date": "1964-08-12", "mrz": "IDD<<L01X00T471", "surname": "Roe"})
	card.Type.Name, card.Status, card.Text = doc.TypeIdentity, doc.StatusApproved, "L01X00T47"
	p := profileOf(export.DefaultStyle(), column("number", "field:document_number"), column("personal", "field:personal_number"),
		column("born", "field:birth_date"), column("mrz", "field:mrz"), column("words", "text:no. {field:document_number}"), column("name", "field:surname"))
	v := previewed(t, p, card)
	want := []string{"•••••T47", "•••••", "•••••", "•••••", "no. •••••T47", "Roe"}
	if !v.Masked || len(v.Rows) != 1 || !slices.Equal(v.Rows[0].Cells, want) {
		t.Errorf("%+v", v)
	}
	p.Style.Encoding = "iso-8859-1"
	if got, _ := written(t, p, card); !strings.Contains(got, "*****T47") || strings.Contains(got, "L01") {
		t.Errorf("%q", got)
	}
	p.Style.Encoding, p.IncludeSensitive = "utf-8", true
	if got, _ := written(t, p, card); !strings.Contains(got, "L01X00T47") {
		t.Errorf("asked for: %q", got)
	}
	whole := doc.ExportProfile{ID: "w", Name: "w", Format: doc.ExportJSONL, Rows: doc.RowsDocument, Style: export.DefaultStyle(), Incomplete: doc.GapHold}
	for _, secret := range []string{"L01X00T4", "1964", "IDD<<"} {
		if got, _ := written(t, whole, card); strings.Contains(got, secret) || !strings.Contains(got, "Roe") {
			t.Errorf("whole: %q", got)
		}
	}
}

// Promise 44: what a profile writes comes back from a reader as it was, in all
// of Unicode, whatever the style.
func TestEveryValueSurvivesTheRoundTripOfAProfile(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		style := export.DefaultStyle()
		style.Delimiter = rapid.SampledFrom([]string{"comma", "semicolon", "tab", "pipe"}).Draw(t, "delimiter")
		style.Quote = rapid.SampledFrom([]string{"needed", "text", "all"}).Draw(t, "quote")
		style.LineEnd = rapid.SampledFrom([]string{"crlf", "lf"}).Draw(t, "line end")
		// encoding/csv's reader turns CRLF in a cell into LF.
		value := strings.ReplaceAll(rapid.String().Draw(t, "value"), "\r", "")
		d := invoice("1", map[string]string{"supplier_name": value})
		got, counts := writtenBy(t, profileOf(style, column("a", "field:supplier_name"), column("b", "field:supplier_name")), d)
		if strings.ContainsRune(value, '\uFFFD') && counts.Held == 1 {
			return // said to be unwritable
		}
		r := csv.NewReader(strings.NewReader(got))
		r.Comma = map[string]rune{"comma": ',', "semicolon": ';', "tab": '\t', "pipe": '|'}[style.Delimiter]
		rows, err := r.ReadAll()
		if err != nil || len(rows) != 2 {
			t.Fatalf("%q: %v", got, err)
		}
		for _, cell := range rows[1] {
			if cell != value && cell != "'"+value {
				t.Fatalf("%q came back as %q", value, cell)
			}
			if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
				t.Fatalf("%q would run in a spreadsheet", cell)
			}
		}
	})
}

func TestEveryCharacterOfUnicodeSurvives(t *testing.T) {
	var all strings.Builder
	for r := rune(0); r <= 0x10FFFF; r++ {
		if (r < 0xD800 || r > 0xDFFF) && r != '\r' && r != '\uFFFD' {
			all.WriteRune(r)
		}
	}
	got, _ := written(t, profileOf(export.DefaultStyle(), column("a", "field:supplier_name")), invoice("1", map[string]string{"supplier_name": all.String()}))
	rows, err := csv.NewReader(strings.NewReader(got)).ReadAll()
	if err != nil || rows[1][0] != all.String() {
		t.Fatalf("it came back otherwise: %v", err)
	}
}

func TestWriteProfileAndReadProfileAgree(t *testing.T) {
	for _, p := range export.BuiltIn() {
		t.Run(p.ID, func(t *testing.T) {
			var b strings.Builder
			if err := export.WriteProfile(&b, p); err != nil {
				t.Fatal(err)
			}
			read, err := export.ReadProfile(strings.NewReader(b.String()))
			if err != nil {
				t.Fatal(err)
			}
			var again strings.Builder
			if err := export.WriteProfile(&again, read); err != nil || again.String() != b.String() || read.ID != "" || read.BuiltIn {
				t.Errorf("%v\n%s\n%s", err, b.String(), again.String())
			}
		})
	}
}

func TestProfilesThatMakeNoSenseAreRefused(t *testing.T) {
	const start = `{"schema":"deskclerk.export-profile/v1","name":"x","format":"csv","columns":[`
	tests := []struct{ name, file, want string }{
		{"no JSON", "x", "file"},
		{"another schema", `{"schema":"y"}`, "schema"},
		{"a member that nobody knows", start + `{"header":"a","source":["fact:id"]}],"macro":1}`, "macro"},
		{"no name", `{"schema":"deskclerk.export-profile/v1","format":"json"}`, "name"},
		{"no columns", start + `]}`, "columns"},
		{"a column without a source", start + `{"header":"a"}]}`, "source"},
		{"an unknown source", start + `{"header":"a","source":["file:/etc/passwd"]}]}`, "file:/etc/passwd"},
		{"an unknown fact", start + `{"header":"a","source":["fact:mood"]}]}`, "mood"},
		{"an unknown source inside a text", start + `{"header":"a","source":["text:{fact:mood}"]}]}`, "mood"},
		{"an unknown change", start + `{"header":"a","source":["fact:id"],"change":"rot13"}]}`, "rot13"},
		{"cells of a document", start + `{"header":"a","source":["cell:amount"]}]}`, "cells"},
		{"an unknown encoding", start + `{"header":"a","source":["fact:id"]}],"style":{"encoding":"utf-7"}}`, "utf-7"},
		{"an unknown date", start + `{"header":"a","source":["fact:id"]}],"style":{"date":"YY"}}`, "YY"},
		{"rows of no table", start + `{"header":"a","source":["fact:id"]}],"rows":"../x"}`, "rows"},
		{"a batch that is none", start + `{"header":"a","source":["fact:id"]}],"batch":{"year_start":"01-01","account_length":4}}`, "batch"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := export.ReadProfile(strings.NewReader(tt.file))
			if doc.CodeOf(err) != doc.CodeInvalid || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("%v", err)
			}
		})
	}
}

func FuzzReadProfile(f *testing.F) {
	for _, p := range export.BuiltIn() {
		var b strings.Builder
		if err := export.WriteProfile(&b, p); err != nil {
			f.Fatal(err)
		}
		f.Add(b.String())
	}
	f.Fuzz(func(t *testing.T, text string) {
		p, err := export.ReadProfile(strings.NewReader(text))
		if err != nil {
			if doc.CodeOf(err) != doc.CodeInvalid {
				t.Fatal(err)
			}
			return
		}
		if _, err := export.Settled(p); err != nil {
			t.Fatalf("what was settled is not: %v", err)
		}
	})
}

// The rest makes files without a library.

func written(t *testing.T, p doc.ExportProfile, documents ...doc.Document) (string, doc.ExportCounts) {
	t.Helper()
	return writtenBy(t, p, documents...)
}

type failer interface {
	Helper()
	Fatal(args ...any)
}

func writtenBy(t failer, p doc.ExportProfile, documents ...doc.Document) (string, doc.ExportCounts) {
	t.Helper()
	d := export.New(export.Options{Store: newShelf(documents...), Clock: func() time.Time { return at }})
	run, err := d.Run(background(), doc.ExportWish{Profile: p})
	if err != nil {
		if doc.CodeOf(err) == doc.CodeNothingToExport {
			return "", doc.ExportCounts{Held: len(documents)}
		}
		t.Fatal(err)
	}
	_, f, err := d.File(background(), run.ID, false)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	text, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return string(text), run.Counts
}

func previewed(t *testing.T, p doc.ExportProfile, documents ...doc.Document) doc.ExportPreview {
	t.Helper()
	v, err := export.New(export.Options{Store: newShelf(documents...)}).Preview(t.Context(), doc.ExportWish{Profile: p})
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestALargeFileInOneByteACharacterIsWhole(t *testing.T) {
	style := export.DefaultStyle()
	style.Encoding = "windows-1252"
	long := strings.Repeat("äöü€ß", 40_000) // far over what is written at once
	got, _ := written(t, profileOf(style, column("a", "field:supplier_name")), invoice("1", map[string]string{"supplier_name": "x" + long}))
	decoded, err := charmap.Windows1252.NewDecoder().String(got)
	if err != nil || decoded != "a\r\nx"+long+"\r\n" {
		t.Errorf("%d bytes became %d, %v", len(long), len(decoded), err)
	}
}
