package paper

import (
	"fmt"
	"image"
)

// Line is a position of an invoice; amounts in hundredths.
type Line struct {
	Name     string
	Quantity int
	Price    int
}

// LongInvoice draws an invoice whose positions go on over a second page, with
// 20 % VAT on top of them.
func LongInvoice(lines []Line) ([]image.Image, error) {
	first, err := NewSheet(34)
	if err != nil {
		return nil, err
	}
	second, err := NewSheet(34)
	if err != nil {
		return nil, err
	}
	letterhead(first)
	split := min(len(lines), 12)
	positions(first, 1120, lines[:split])
	first.Right(sheetWidth-sheetMargin, sheetHeight-120, "Page 1 of 2")
	second.Strong(sheetMargin, 200, "HARBOUR OFFICE SUPPLIES LTD")
	second.Right(sheetWidth-sheetMargin, 200, "Invoice HOS-20417")
	y := positions(second, 340, lines[split:])
	net := 0
	for _, l := range lines {
		net += l.Quantity * l.Price
	}
	sums(second, y+40, net)
	second.Right(sheetWidth-sheetMargin, sheetHeight-120, "Page 2 of 2")
	return []image.Image{first.Image, second.Image}, nil
}

func letterhead(s *Sheet) {
	s.Strong(sheetMargin, 200, "HARBOUR OFFICE SUPPLIES LTD")
	for i, text := range []string{"14 Quay Road", "Bristol BS1 4ZZ", "VAT Reg No GB 123 4567 82"} {
		s.Print(sheetMargin, 260+50*i, text)
	}
	s.Strong(sheetMargin, 520, "Invoice to")
	for i, text := range []string{"Millbrook Garden Design", "3 Orchard Lane", "Bath BA2 9ZZ"} {
		s.Print(sheetMargin, 580+50*i, text)
	}
	s.Strong(sheetMargin, 830, "INVOICE")
	facts := [][2]string{
		{"Invoice number:", "HOS-20417"}, {"Invoice date:", "12 March 2026"}, {"Due date:", "11 April 2026"},
	}
	for i, f := range facts {
		s.Print(sheetMargin, 890+50*i, f[0])
		s.Print(sheetMargin+330, 890+50*i, f[1])
	}
}

// Columns of the positions, by their right ends but for the first.
const (
	nameAt     = sheetMargin
	quantityAt = 960
	priceAt    = 1220
	amountAt   = sheetWidth - sheetMargin
)

// positions prints the table from y on and gives where it ends.
func positions(s *Sheet, y int, lines []Line) int {
	s.Strong(nameAt, y, "Description")
	s.StrongRight(quantityAt, y, "Quantity")
	s.StrongRight(priceAt, y, "Unit price")
	s.StrongRight(amountAt, y, "Amount")
	s.Rule(y + 20)
	for _, l := range lines {
		y += 74
		s.Print(nameAt, y, l.Name)
		s.Right(quantityAt, y, fmt.Sprint(l.Quantity))
		s.Right(priceAt, y, money(l.Price))
		s.Right(amountAt, y, money(l.Quantity*l.Price))
	}
	s.Rule(y + 24)
	return y + 24
}

func sums(s *Sheet, y, net int) {
	tax := net / 5
	for i, f := range [][2]string{{"Net total", money(net)}, {"VAT 20%", money(tax)}} {
		s.Print(priceAt-160, y+60+60*i, f[0])
		s.Right(amountAt, y+60+60*i, f[1])
	}
	s.Strong(priceAt-160, y+190, "Total GBP")
	s.StrongRight(amountAt, y+190, money(net+tax))
	s.Print(sheetMargin, y+320, "Payment within 30 days to IBAN GB82 WEST 1234 5698 7654 32, BIC WESTGB22.")
	s.Print(sheetMargin, y+380, "Please give the invoice number as the payment reference.")
}
