package extract

import (
	"math"

	"deskclerk/backend/doc"
)

// currencyCandidates: every currency printed, and the country's as a guess.
func (d *evidence) currencyCandidates() []Candidate {
	p := &d.place
	home := p.currencyOf(d.l, d.latestYear())
	dollars := ""
	if usesDollar(home) {
		dollars = home
	}
	signs := p.dollar
	for _, n := range p.currency {
		signs += n
	}
	sure := math.Max(0, math.Min(1, (p.lead-0.4)/2.6))
	var out []Candidate
	for _, c := range d.l.lex.currencies {
		printed := p.currency[c.Code]
		f := Features{}
		set(f, "printed", math.Min(1, math.Log1p(printed)/math.Log(6)))
		set(f, "printed_any", indicator(printed >= 0.7))
		set(f, "home", indicator(c.Code == home)*sure)
		set(f, "unprinted", indicator(printed == 0 && signs >= 1 && (p.dollar == 0 || !usesDollar(c.Code))))
		set(f, "dollar", indicator(p.dollar > 0)*(indicator(dollars == c.Code)+0.4*indicator(dollars == "" && c.Code == "USD")))
		set(f, "foreign", indicator(home != "" && c.Code != home)*sure)
		if f["printed"]+f["home"]+f["dollar"] == 0 {
			continue
		}
		raw, page, box, conf := d.currencyPlace(c)
		out = append(out, Candidate{Value: c.Code, Raw: raw, Page: page, Box: box, Confidence: conf, Repeats: int(printed), Features: f})
	}
	return out
}

// What a currency is doubted for: all that names it is a sign that several
// countries share, another country's evidence, or one sign that was read poorly.
const (
	doubtfulCurrency = 0.5
	surelySigned     = 0.85 // confidence of the word that names the currency
	severalSigns     = 0.6  // of the feature "printed"
	someHome         = 0.3  // of the feature "home"
)

// doubted bounds the confidence in a currency that little tells of.
func (c choice) doubted() choice {
	if !c.found {
		return c
	}
	k := &c.list[0]
	f := k.Features
	printed := f["printed_any"] > 0
	switch {
	case !printed && f["home"] == 0, f["foreign"] > 0,
		printed && f["printed"] < severalSigns && f["home"] < someHome && k.Confidence < surelySigned:
		c.most = doubtfulCurrency
	}
	return c
}

// currencyPlace finds where the currency is printed, best beside a sum.
func (d *evidence) currencyPlace(c currency) (raw string, page int, box doc.Box, conf float64) {
	for i := range d.sums.figs {
		f := &d.sums.figs[i]
		if f.currency == c.Code || f.currency == "$" && usesDollar(c.Code) {
			return d.l.text(f.first, f.end), f.page, f.box, f.conf
		}
	}
	for i := range d.l.tokens {
		t := &d.l.tokens[i]
		if d.l.lex.currency[currencyKey(t.Text)] == c.Code || d.l.signOf(t.Text) == c.Code {
			return t.Text, t.page, t.Box, t.Confidence
		}
	}
	return "", 0, doc.Box{}, 1
}

// latestYear of the dates that can be read in one way only, 0 when there is none.
func (d *evidence) latestYear() int {
	year := 0
	for i := range d.dates {
		for _, r := range d.dates[i].found.readings {
			if !r.guessed && (!r.short || year == 0) {
				year = max(year, r.year)
			}
		}
	}
	return year
}
