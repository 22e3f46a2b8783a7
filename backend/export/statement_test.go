package export_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"deskclerk/backend/doc"
	"deskclerk/backend/export"
)

func cell(v string) doc.Cell {
	if v == "" {
		return doc.Cell{}
	}
	return doc.Cell{Value: &v}
}

func bankStatement() doc.Document {
	field := func(v string) doc.Field { return doc.Field{Value: &v} }
	d := doc.Document{ID: "s1", Type: doc.Classification{Name: doc.TypeStatement}}
	d.Fields = map[string]doc.Field{
		"iban": field("DE02 1203 0000 0000 2020 51"), "currency": field("EUR"), "bank_name": field("Bank & Co"),
		"period_end": field("2024-03-31"), "closing_balance": field("980.50"),
	}
	row := func(date, text, amount, balance string) doc.Row {
		return doc.Row{Cells: map[string]doc.Cell{"date": cell(date), "description": cell(text), "amount": cell(amount), "balance": cell(balance)}}
	}
	d.Tables = map[string]doc.Table{"transactions": {Rows: []doc.Row{
		row("2024-03-05", "Rent <flat> & garage; a text that is longer than thirty-two characters", "-700.00", "300.00"),
		row("2024-03-06", "Pay\n^day", "680.50", "980.50"),
		row("", "not legible", "1.00", ""),
	}}}
	return d
}

func statements(t *testing.T, f export.Format) string {
	t.Helper()
	var b bytes.Buffer
	o := export.CSVOptions{Now: time.Date(2024, 4, 1, 8, 0, 0, 0, time.UTC)}
	if err := export.Write(&b, f, sequence(receipt(nil), bankStatement()), o); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestOFXIsXMLWithTheStatement(t *testing.T) {
	got := statements(t, export.FormatOFX)
	if !strings.Contains(got, `<?OFX OFXHEADER="200" VERSION="220" SECURITY="NONE"`) {
		t.Errorf("no OFX header in\n%s", got)
	}
	texts := map[string][]string{}
	var path []string
	d := xml.NewDecoder(strings.NewReader(got))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("no XML: %v\n%s", err, got)
		}
		switch v := token.(type) {
		case xml.StartElement:
			path = append(path, v.Name.Local)
		case xml.EndElement:
			path = path[:len(path)-1]
		case xml.CharData:
			if s := strings.TrimSpace(string(v)); s != "" {
				texts[path[len(path)-1]] = append(texts[path[len(path)-1]], s)
			}
		}
	}
	for name, want := range map[string]string{
		"DTSERVER": "20240401080000", "CURDEF": "EUR", "ACCTID": "DE02120300000000202051", "DTSTART": "20240305", "DTEND": "20240331",
		"TRNTYPE": "DEBIT CREDIT", "TRNAMT": "-700.00 680.50", "DTPOSTED": "20240305 20240306", "BALAMT": "980.50",
		"NAME": "Rent <flat> & garage; a text tha Pay ^day", "MEMO": "Rent <flat> & garage; a text that is longer than thirty-two characters",
	} {
		if s := strings.Join(texts[name], " "); s != want {
			t.Errorf("%s is %q, want %q", name, s, want)
		}
	}
	if ids := texts["FITID"]; len(ids) != 2 || ids[0] == ids[1] {
		t.Errorf("the transactions' ids are %v", ids)
	}
	if !strings.Contains(got, "1 rows without a date") {
		t.Error("a row was left out without a word")
	}
	if again := statements(t, export.FormatOFX); again != got {
		t.Error("a second export differs, so that transactions would be booked twice")
	}
}

func TestQIFHasARecordForEachTransaction(t *testing.T) {
	want := "!Account\nNDE02120300000000202051\nTBank\nDBank & Co\n^\n!Type:Bank\n" +
		"D03/05/2024\nT-700.00\nPRent <flat> & garage; a text that is longer than thirty-two characters\n^\n" +
		"D03/06/2024\nT680.50\nPPay ^day\n^\n"
	if got := statements(t, export.FormatQIF); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestAJournalBalancesAndAssertsWhatIsPrinted(t *testing.T) {
	want := "; DE02120300000000202051 2024-03-05 to 2024-03-31\n\n" +
		"2024-03-05 * Rent <flat> & garage, a text that is longer than thirty-two characters\n    Assets:Bank:DE02120300000000202051  -700.00 EUR = 300.00 EUR\n    Expenses:Unknown\n\n" +
		"2024-03-06 * Pay ^day\n    Assets:Bank:DE02120300000000202051  680.50 EUR = 980.50 EUR\n    Income:Unknown\n\n" +
		"; line 3 has no date or no amount:  not legible 1.00\n\n"
	if got := statements(t, export.FormatLedger); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestACardsStatementIsOneOfACard(t *testing.T) {
	for number, card := range map[string]bool{
		"4111 1111 1111 1111": true, "4111-1111-1111-1112": false, "XXXX-XXXX-XXXX-9473": true, "************0042": true, "12345678": false, "0042 1234 5678 90": false,
	} {
		d := bankStatement()
		delete(d.Fields, "iban")
		d.Fields["account_number"] = doc.Field{Value: &number}
		got := writtenAs(t, d)
		for format, marks := range map[export.Format][2]string{
			export.FormatOFX: {"<CREDITCARDMSGSRSV1>\n", "<BANKMSGSRSV1>"}, export.FormatQIF: {"TCCard\nDBank & Co\n^\n!Type:CCard\n", "TBank\n"}, export.FormatLedger: {"Liabilities:Card:", "Assets:Bank:"},
		} {
			if is, isnt := strings.Contains(got[format], marks[0]), strings.Contains(got[format], marks[1]); is != card || isnt == card {
				t.Errorf("%s of %q: card %t, account %t\n%s", format, number, is, isnt, got[format])
			}
		}
	}
}

func writtenAs(t *testing.T, d doc.Document) map[export.Format]string {
	t.Helper()
	out := map[export.Format]string{}
	for _, f := range []export.Format{export.FormatOFX, export.FormatQIF, export.FormatLedger} {
		var b bytes.Buffer
		if err := export.Write(&b, f, sequence(d), export.CSVOptions{}); err != nil {
			t.Fatal(err)
		}
		out[f] = b.String()
	}
	return out
}

func TestIDsOutliveACorrectionOfTheTextAndTellEqualRowsApart(t *testing.T) {
	ids := func(change func(rows []doc.Row) []doc.Row) []string {
		d := bankStatement()
		table := d.Tables["transactions"]
		table.Rows = change(append(table.Rows[:2:2], table.Rows[1]))
		d.Tables["transactions"] = table
		return regexp.MustCompile("<FITID>.*</FITID>").FindAllString(writtenAs(t, d)[export.FormatOFX], -1)
	}
	before := ids(func(rows []doc.Row) []doc.Row { return rows })
	after := ids(func(rows []doc.Row) []doc.Row {
		rows[0].Cells = map[string]doc.Cell{"date": rows[0].Cells["date"], "amount": rows[0].Cells["amount"], "description": cell("Rent")}
		return rows
	})
	if len(before) != 3 || before[1] == before[2] || !slices.Equal(before, after) {
		t.Errorf("%v, then %v", before, after)
	}
}
