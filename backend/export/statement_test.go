package export_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
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

func written(t *testing.T, f export.Format) string {
	t.Helper()
	var b bytes.Buffer
	o := export.CSVOptions{Now: time.Date(2024, 4, 1, 8, 0, 0, 0, time.UTC)}
	if err := export.Write(&b, f, sequence(receipt(nil), bankStatement()), o); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestOFXIsXMLWithTheStatement(t *testing.T) {
	got := written(t, export.FormatOFX)
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
	if again := written(t, export.FormatOFX); again != got {
		t.Error("a second export differs, so that transactions would be booked twice")
	}
}

func TestQIFHasARecordForEachTransaction(t *testing.T) {
	want := "!Account\nNDE02120300000000202051\nTBank\nDBank & Co\n^\n!Type:Bank\n" +
		"D03/05/2024\nT-700.00\nPRent <flat> & garage; a text that is longer than thirty-two characters\n^\n" +
		"D03/06/2024\nT680.50\nPPay ^day\n^\n"
	if got := written(t, export.FormatQIF); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestAJournalBalancesAndAssertsWhatIsPrinted(t *testing.T) {
	want := "; DE02120300000000202051 2024-03-05 to 2024-03-31\n\n" +
		"2024-03-05 * Rent <flat> & garage, a text that is longer than thirty-two characters\n    Assets:Bank:DE02120300000000202051  -700.00 EUR = 300.00 EUR\n    Expenses:Unknown\n\n" +
		"2024-03-06 * Pay ^day\n    Assets:Bank:DE02120300000000202051  680.50 EUR = 980.50 EUR\n    Income:Unknown\n\n" +
		"; line 3 has no date or no amount:  not legible 1.00\n\n"
	if got := written(t, export.FormatLedger); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
