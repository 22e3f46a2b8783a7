package extract

import (
	"testing"

	"deskclerk/backend/doc"
)

func TestWhatAPersonTypesIsBroughtIntoTheContractsForm(t *testing.T) {
	comma, month := Manner{Decimal: ',', Language: "de"}, Manner{MonthFirst: true, Decimal: '.'}
	for _, c := range []struct {
		about string
		kind  doc.FieldKind
		name  string
		in    string
		m     Manner
		want  string
	}{
		{"money as the contract has it", doc.KindMoney, "total", "1234.5", comma, "1234.50"},
		{"money with its currency", doc.KindMoney, "total", "RM 9.00", Manner{}, "9.00"},
		{"money with a comma", doc.KindMoney, "total", "1.234,56 €", Manner{}, "1234.56"},
		{"thousands by the document's manner", doc.KindMoney, "total", "1.234", comma, "1234.00"},
		{"money below nothing", doc.KindMoney, "total", "-3,20", Manner{}, "-3.20"},
		{"money in brackets", doc.KindMoney, "total", "(3.20)", Manner{}, "-3.20"},
		{"a whole number", doc.KindMoney, "total", "12", Manner{}, "12.00"},
		{"three decimals are no money", doc.KindMoney, "total", "1.234", Manner{Decimal: '.'}, ""},
		{"a word is no money", doc.KindMoney, "total", "nine", Manner{}, ""},
		{"two sums are none", doc.KindMoney, "total", "9.00 10.00", Manner{}, ""},
		{"a percentage is no money", doc.KindMoney, "total", "19,00 %", Manner{}, ""},
		{"a date of the contract", doc.KindDate, "date", "2026-11-21", month, "2026-11-21"},
		{"day first", doc.KindDate, "date", "3/4/2026", Manner{}, "2026-04-03"},
		{"month first by the document's manner", doc.KindDate, "date", "3/4/2026", month, "2026-03-04"},
		{"only one reading is of the calendar", doc.KindDate, "date", "21/11/2026", month, "2026-11-21"},
		{"a month by its name", doc.KindDate, "date", "21. November 2026", comma, "2026-11-21"},
		{"no such day", doc.KindDate, "date", "2026-02-30", Manner{}, ""},
		{"no date", doc.KindDate, "date", "tomorrow", Manner{}, ""},
		{"a time", doc.KindTime, "time", "9:05", Manner{}, "09:05"},
		{"a time with seconds", doc.KindTime, "time", "19:05:33", Manner{}, "19:05"},
		{"twelve hours", doc.KindTime, "time", "7:05 PM", Manner{}, "19:05"},
		{"no time", doc.KindTime, "time", "25:00", Manner{}, ""},
		{"a currency's code", doc.KindCurrency, "currency", "eur", Manner{}, "EUR"},
		{"a currency's sign", doc.KindCurrency, "currency", "€", Manner{}, "EUR"},
		{"no currency", doc.KindCurrency, "currency", "ABCD", Manner{}, ""},
		{"an account number", doc.KindIdentifier, "iban", "de89 3704 0044 0532 0130 00", Manner{}, "DE89370400440532013000"},
		{"an identifier as printed", doc.KindIdentifier, "invoice_number", "  RE-7 / 12 ", Manner{}, "RE-7 / 12"},
		{"a text", doc.KindText, "merchant", " Corner\n Shop ", Manner{}, "Corner Shop"},
		{"a number", doc.KindNumber, "quantity", "2,5", comma, "2.5"},
		{"a rate", doc.KindNumber, "rate", "19 %", Manner{}, "19"},
		{"no number", doc.KindNumber, "quantity", "NaN", Manner{}, ""},
		{"nothing", doc.KindText, "merchant", " \n", Manner{}, ""},
	} {
		t.Run(c.about, func(t *testing.T) {
			got, err := Normalise(c.kind, c.name, c.in, c.m)
			if got != c.want || (err == nil) != (c.want != "") {
				t.Errorf("%q became %q, want %q (%v)", c.in, got, c.want, err)
			}
			if err != nil && doc.CodeOf(err) != doc.CodeValue {
				t.Errorf("code %q", doc.CodeOf(err))
			}
		})
	}
}
