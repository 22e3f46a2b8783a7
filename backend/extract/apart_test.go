package extract

import (
	"testing"

	"deskclerk/backend/doc"
)

// saleOf is the reading of a receipt; empty parts are left out.
func saleOf(shop, number, date, total string) doc.Page {
	return newSheet(40,
		"          "+shop,
		"          12 High Street",
		"          London",
		"",
		"Receipt No "+number,
		date+"                 14:21",
		"Coffee beans                        "+total,
		"----------------------------------------",
		"Subtotal                            "+total,
		"VAT 0%                              0.00",
		"TOTAL GBP                           "+total,
		"Cash                              100.00",
		"",
		"       Thank you for your visit",
	)[0]
}

func TestPartsOfAPageAreTakenForPapersOfTheirOwn(t *testing.T) {
	one := saleOf("CORNER BAKERY", "004711", "12/03/2026", "12.40")
	other := saleOf("GREEN GROCER", "120033", "14/03/2026", "31.95")
	third := saleOf("HARBOUR BOOKS", "998210", "02/02/2026", "8.20")
	undated := saleOf("OLD MILL CAFE", "551212", "", "6.70")
	letter := newSheet(60, "Dear Sir or Madam,", "", "thank you for your letter of last week, which we have read", "with great interest. We shall come back to it soon.")[0]
	cases := []struct {
		name  string
		parts []doc.Page
		seen  bool
		want  bool
	}{
		{"two receipts on white", []doc.Page{one, other}, false, true},
		{"three receipts with their edges", []doc.Page{one, other, third}, true, true},
		{"a receipt alone", []doc.Page{one}, true, false},
		{"a receipt and its copy", []doc.Page{one, one}, true, false},
		{"columns that say one total on different dates", []doc.Page{one, saleOf("GREEN GROCER", "120033", "14/03/2026", "12.40")}, false, false},
		{"two sales of one amount with their edges", []doc.Page{one, saleOf("GREEN GROCER", "120033", "14/03/2026", "12.40")}, true, true},
		{"a receipt and a letter", []doc.Page{one, letter}, true, false},
		{"an undated one on white", []doc.Page{one, other, undated}, false, false},
		{"an undated one of three with edges", []doc.Page{one, other, undated}, true, true},
		{"more than lie on a page", []doc.Page{one, other, third, one, other, third, one, other, third, one}, true, false},
		{"nothing", nil, true, false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := Apart(c.parts, c.seen); got != c.want {
				for i, p := range c.parts {
					s, ok := saleIn(p)
					t.Logf("part %d: %+v %v", i+1, s, ok)
				}
				t.Errorf("apart: %v", got)
			}
		})
	}
}
