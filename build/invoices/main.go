// Command invoices draws invoices whose lines of goods are printed in many ways,
// and measures what is found of them:
//
//	go run ./build/invoices
//
// Thirty-five layouts in fourteen languages; sixteen of them are kept for testing
// (-held): no rule may be made for those. Without -program the words that are
// printed are what is read; with it they are drawn into a truth pack, scanned
// askew and with grain, and the built program reads them.
package main

import (
	"context"
	"flag"
	"fmt"
	"image"
	"os"

	"deskclerk/backend/bench"
	"deskclerk/backend/doc"
	"deskclerk/build/packs"
	"deskclerk/internal/paper"
)

func main() {
	to := flag.String("to", "build/out/invoices", "folder for the pack")
	count := flag.Int("n", 8, "invoices of each layout")
	seed := flag.Uint64("seed", 1, "of all chance")
	held := flag.Bool("held", false, "the layouts that are kept for testing, instead of the others")
	rows := flag.Bool("rows", false, "tell each row that was missed or invented")
	var r packs.Reader
	flag.StringVar(&r.Program, "program", "", "the built program that reads the pack; empty: what is printed counts as read")
	flag.StringVar(&r.Cache, "cache", "build/out/cache", "folder of the workers' caches")
	flag.Parse()
	drawn, err := draw(*count, *seed, *held, r.Program != "")
	if err == nil && r.Program != "" {
		err = write(*to, drawn, *seed)
	}
	if err == nil {
		err = measure(context.Background(), os.Stdout, r, *to, drawn, *rows)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "invoices:", err)
		os.Exit(1)
	}
}

// drawing is one invoice with its truth.
type drawing struct {
	paper.TradeInvoice
	stem  string
	truth truth
}

// truth of one invoice, as packs have it.
type truth struct {
	Type      string            `json:"type"`
	Fields    map[string]string `json:"fields"`
	LineItems []lineItem        `json:"line_items"`
}

type lineItem struct {
	Description []string `json:"description"`
	Quantity    string   `json:"quantity,omitempty"`
	UnitPrice   string   `json:"unit_price,omitempty"`
	Amount      string   `json:"amount"`
}

func draw(count int, seed uint64, held, pictures bool) ([]drawing, error) {
	made := paper.TradeRead
	if pictures {
		made = paper.Trade
	}
	var out []drawing
	for layout := range paper.TradeLayouts() {
		for i := range count {
			t, err := made(layout, seed*1000+uint64(i))
			if err != nil {
				return nil, err
			}
			if t.Held != held {
				continue
			}
			out = append(out, newDrawing(t, layout, i))
		}
	}
	return out, nil
}

func newDrawing(t paper.TradeInvoice, layout, i int) drawing {
	d := drawing{t, fmt.Sprintf("invoice-%02d-%02d", layout, i), truth{Type: string(doc.TypeInvoice), Fields: t.Fields}}
	for _, g := range t.Goods {
		d.truth.LineItems = append(d.truth.LineItems, lineItem{g.Descriptions, g.Quantity, g.Price, g.Amount})
	}
	return d
}

// cases are the drawings as packs give them, with their words as pages.
func cases(drawn []drawing) ([]packs.Case, [][]doc.Page) {
	var out []packs.Case
	var pages [][]doc.Page
	for _, d := range drawn {
		t := packs.Truth{Type: doc.TypeInvoice, Fields: map[string]packs.OneOf{}}
		for name, v := range d.truth.Fields {
			t.Fields[name] = packs.OneOf{v}
		}
		for _, i := range d.truth.LineItems {
			t.LineItems = append(t.LineItems, bench.Item{Description: i.Description, Amount: packs.OneOf{i.Amount}})
		}
		out, pages = append(out, packs.Case{Pack: "invoices-drawn", Stem: d.stem, Path: d.stem, Truth: t}), append(pages, d.Read)
	}
	return out, pages
}

// write makes a pack of the drawings.
func write(to string, drawn []drawing, seed uint64) error {
	pack, err := packs.NewWriter(to, "invoices-drawn", "build/invoices", "Drawn invoices.")
	if err != nil {
		return err
	}
	for i, d := range drawn {
		pages := make([]image.Image, len(d.Pages))
		for k, p := range d.Pages {
			pages[k] = paper.Scanned(p, seed+uint64(100*i+k))
		}
		pdf, err := paper.ScanPDF(pages...)
		if err != nil {
			return err
		}
		if err := pack.Put(d.stem+".pdf", pdf, d.truth); err != nil {
			return err
		}
	}
	return nil
}
