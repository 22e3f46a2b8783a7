// Package paper draws receipts and invoices for tests and benchmarks, so that
// none of either needs a stranger's documents. The same seed gives the same
// paper.
package paper

import (
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"math/rand/v2"
	"strings"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gomono"
	"golang.org/x/image/math/fixed"
)

// Paper is one drawn document and what is printed on it.
type Paper struct {
	Image *image.Gray
	Lines []string
	Truth map[string]string // by the contract's field names
}

// The receipts' look: about 85 mm wide at 203 dpi, as thermal printers have it.
const (
	receiptWidth = 700
	columns      = 40
	margin       = 30
)

var shops = [...]string{"CORNER BAKERY", "HARBOUR BOOKS", "GREEN GROCER", "TOWN PHARMACY", "OLD MILL CAFE", "STATION KIOSK", "PAPER AND PEN", "GARDEN CENTRE"}

var goods = [...]string{"Coffee beans", "Wholemeal bread", "Apple juice", "Notebook A5", "Ball pens blue", "Batteries AA", "Olive oil", "Plant pot", "Tea assorted", "Envelopes C6"}

// Receipt draws a till receipt with a few items, tax inside and cash given.
func Receipt(seed uint64) (Paper, error) {
	r := rand.New(rand.NewPCG(seed, 1))
	shop := shops[r.IntN(len(shops))]
	date := fmt.Sprintf("%04d-%02d-%02d", 2021+r.IntN(5), 1+r.IntN(12), 1+r.IntN(28))
	clock := fmt.Sprintf("%02d:%02d", 8+r.IntN(12), r.IntN(60))
	number := fmt.Sprintf("%06d", 1000+r.IntN(900000))
	lines := []string{
		centred(shop), centred(fmt.Sprintf("%d High Street", 1+r.IntN(200))), centred("London"), "",
		spread("Receipt No "+number, ""), spread(date[8:]+"/"+date[5:7]+"/"+date[:4], clock), strings.Repeat("-", columns),
	}
	total := 0
	for range 2 + r.IntN(6) {
		pence := 95 + r.IntN(2900)
		total += pence
		lines = append(lines, spread(goods[r.IntN(len(goods))], money(pence)))
	}
	tax := (total*20 + 60) / 120
	cash := (total/1000 + 1) * 1000
	lines = append(lines, strings.Repeat("-", columns),
		spread("Subtotal", money(total-tax)), spread("VAT 20%", money(tax)), spread("TOTAL GBP", money(total)),
		spread("Cash", money(cash)), spread("Change", money(cash-total)), "", centred("Thank you for your visit"))
	img, err := Draw(lines, receiptWidth, 26)
	return Paper{Image: img, Lines: lines, Truth: map[string]string{
		"merchant": shop, "date": date, "time": clock, "total": money(total),
		"tax_total": money(tax), "subtotal": money(total - tax), "currency": "GBP", "receipt_number": number,
	}}, err
}

// Draw sets lines in a fixed-width face on white; size is the height of the
// face in pixels.
func Draw(lines []string, width int, size float64) (*image.Gray, error) {
	mono, err := face(gomono.TTF, size)
	if err != nil {
		return nil, err
	}
	leading := int(size * 1.35)
	img := image.NewGray(image.Rect(0, 0, width, 2*margin+leading*len(lines)))
	draw.Draw(img, img.Bounds(), image.White, image.Point{}, draw.Src)
	pen := font.Drawer{Dst: img, Src: image.NewUniform(color.Gray{Y: 20}), Face: mono}
	for i, line := range lines {
		pen.Dot = fixed.P(margin, margin+leading*(i+1)-leading/4)
		pen.DrawString(line)
	}
	return img, nil
}

func centred(s string) string { return strings.Repeat(" ", max(0, (columns-len(s))/2)) + s }

func spread(left, right string) string {
	return left + strings.Repeat(" ", max(1, columns-len(left)-len(right))) + right
}

func money(pence int) string { return fmt.Sprintf("%d.%02d", pence/100, pence%100) }
