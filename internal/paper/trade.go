package paper

import (
	"fmt"
	"image"
	"math/rand/v2"
	"strings"
	"time"

	"deskclerk/backend/doc"
)

// Good is one line of goods as it is true. A paper may print more of it below its
// name: both spellings are true then.
type Good struct {
	Descriptions []string
	Quantity     string
	Price        string
	Amount       string
}

// TradeInvoice is a drawn invoice and what is printed on it.
type TradeInvoice struct {
	Layout string
	Held   bool // its layout is for testing only
	Pages  []*image.Gray
	Read   []doc.Page        // the pages as a faultless engine reads them
	Fields map[string]string // by the contract's field names
	Goods  []Good
}

// TradeLayouts is how many ways of printing lines of goods there are.
func TradeLayouts() int { return len(trades()) }

// Trade draws an invoice whose lines of goods are printed in the layout.
func Trade(layout int, seed uint64) (TradeInvoice, error) { return tradeInvoice(layout, seed, true) }

// TradeRead is Trade without its pictures.
func TradeRead(layout int, seed uint64) (TradeInvoice, error) {
	return tradeInvoice(layout, seed, false)
}

// wares is a line of goods before it is printed.
type wares struct {
	name, further string
	quantity      int // hundredths
	price, amount int // cents
	off           int // percent taken off
}

const tradeRate = 20 // percent of tax

func taxOf(net int) int { return (net*tradeRate + 50) / 100 }

func tradeInvoice(layout int, seed uint64, drawn bool) (TradeInvoice, error) {
	all := trades()
	t := all[layout%len(all)]
	r := rand.New(rand.NewPCG(seed, 1000+uint64(layout)))
	out := TradeInvoice{Layout: t.name, Held: t.held}
	p, err := newPrinter(manner{mono: t.mono}, drawn)
	if err != nil {
		return out, err
	}
	w := tradeTongues()[t.lang]
	issued := time.Date(2022+r.IntN(4), time.Month(1+r.IntN(12)), 1+r.IntN(28), 0, 0, 0, 0, time.UTC)
	k := &counter{printer: p, t: t, w: w}
	k.places()
	number := fmt.Sprintf("%d%05d", issued.Year(), r.IntN(100_000))
	k.address(number, issued, r)
	lines := t.stock(w, r)
	net := k.table(lines, r)
	for _, l := range lines {
		out.Goods = append(out.Goods, t.good(l))
	}
	out.Goods = append(out.Goods, k.charges...)
	tax := taxOf(net)
	out.Fields = map[string]string{
		"invoice_number": number, "issue_date": issued.Format(time.DateOnly), "currency": t.currency,
		"net_total": Plain(int64(net)), "tax_total": Plain(int64(tax)), "grand_total": Plain(int64(net + tax)),
	}
	k.totals(net, tax)
	out.Pages, out.Read = p.pages, p.read
	return out, nil
}

// stock are the lines of one invoice.
func (t trade) stock(w tongue, r *rand.Rand) []wares {
	n := 2 + r.IntN(6)
	if t.long {
		n = 34 + r.IntN(20)
	}
	out := make([]wares, n)
	for i := range out {
		l := wares{name: w.names[r.IntN(len(w.names))], quantity: 100 * (1 + r.IntN(24)), price: 95 + r.IntN(19_000)}
		if t.fractions && r.IntN(3) == 0 {
			l.quantity += 50
		}
		if t.lines != "" && r.IntN(2) == 0 {
			l.further = w.further
			if t.lines == "property" {
				l.further = w.property
			}
		}
		if t.discounts != "" && r.IntN(2) == 0 {
			l.off = 5 * (1 + r.IntN(4))
		}
		if t.free && r.IntN(5) == 0 {
			l.price = 0
		}
		l.amount = (l.quantity*l.price + 50) / 100
		l.amount -= (l.amount*l.off + 50) / 100
		out[i] = l
	}
	return out
}

// good is the line as it is true.
func (t trade) good(l wares) Good {
	g := Good{Descriptions: []string{l.name}, Amount: Plain(int64(l.amount))}
	if t.at("amount") < 0 {
		g.Amount = Plain(int64(l.amount + taxOf(l.amount)))
	}
	if l.further != "" {
		g.Descriptions = append(g.Descriptions, l.name+" "+l.further)
	}
	if t.at("qty") >= 0 {
		g.Quantity = strings.TrimSuffix(strings.TrimSuffix(Plain(int64(l.quantity)), "0"), ".0")
	}
	if t.at("price") >= 0 {
		g.Price = Plain(int64(l.price))
	}
	return g
}
