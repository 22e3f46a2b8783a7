package extract

import (
	"regexp"
	"slices"
	"strings"
	"sync"
)

// place is what a document tells of where it is from.
type place struct {
	votes    map[string]float64 // country code -> weight
	country  string             // the likeliest, empty when unsure
	lead     float64            // its weight over the next
	currency map[string]float64 // printed currency -> weight
	dollar   float64            // "$" without a country
}

var (
	phonePattern = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?:(?:\+\s?|\(\+)([2-9][0-9]{1,2}|1[ (.\-])|(?:^|[^\w\-/.,])00([2-9][0-9]{1,2})[ (/.\-](?:[ ()/.\-]{0,2}[0-9]){7})`)
	})
	vatPattern = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`\b(ATU|BE ?[01]|BG|CZ|DE|DK|EE|EL|ES|FI|FR|GB|HR|HU|IE|IT|LT|LU|LV|NL|PL|PT|RO|SE|SI|SK)\s?[A-Z0-9]{2}[0-9][0-9 .]{4,12}`)
	})
	cheTax = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`\bCHE[ \-]{0,2}[0-9]{3}[.\s]?[0-9]{3}[.\s]?[0-9]{3}\b`)
	})
	frPhone = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?:^|[^0-9.])0[1-9](?:[. ][0-9]{2}){4}(?:[^0-9.]|$)`)
	})
	gstNumbers = sync.OnceValue(func() *regexp.Regexp { // of Malaysia, New Zealand, Singapore
		return regexp.MustCompile(`(?i)\bGST\b[^0-9]{0,20}?(?:(00[0-9]{10}\b)|(\b[0-9]{2,3}-[0-9]{3}-[0-9]{3}\b)|(\bM[0-9]-?[0-9]{7}-?[0-9A-Z]\b|\b(?:19|20)[0-9]{7}[A-Z]\b))`)
	})
	cadTax = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\b[0-9]{9}\s?R[T7]\s?[0-9O]{4}`) })
	usZip  = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`\b(A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY])\.?,?\s+[0-9]{5}(-[0-9]{4})?\b`)
	})
	caZip = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\b[A-Z][0-9][A-Z]\s[0-9][A-Z][0-9]\b`) })
	gbZip = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`\b[A-Z]{1,2}[0-9][0-9A-Z]?\s[0-9][ABD-HJLNP-UW-Z]{2}\b`)
	})
)

// findPlace gathers evidence of country and currency from the whole text.
func (l *layout) findPlace(figs []figure) place {
	p := place{votes: map[string]float64{}, currency: map[string]float64{}}
	for i := range l.rows {
		p.readRow(l, l.rows[i].text)
	}
	p.readFolded(l)
	p.readHints(l)
	for _, c := range l.lex.countries {
		if slices.Contains(c.Languages, l.lang) && l.lang != "en" {
			p.votes[c.Code] += 1.0 / float64(1+len(c.Languages))
		}
	}
	p.readMoney(l, figs)
	p.decide(l)
	return p
}

// readRow looks for forms: phone codes, tax numbers, post codes.
func (p *place) readRow(l *layout, s string) {
	if strings.Contains(s, "+") || strings.Contains(s, "00") {
		p.readPhones(l, s)
	}
	if hasNumber(s, 14, " .") && frPhone().MatchString(s) {
		p.votes["FR"]++
	}
	if hasNumber(s, 5, " .") {
		p.readTaxNumbers(s)
	}
	if hasNumber(s, 7, "- ") && strings.Contains(strings.ToUpper(s), "GST") {
		p.readGoodsTax(s)
	}
	if strings.Contains(s, "CHE") && cheTax().MatchString(s) {
		p.votes["CH"] += 3
	}
	if hasNumber(s, 9, "") && cadTax().MatchString(s) {
		p.votes["CA"] += 3
	}
	if hasNumber(s, 5, "") && usZip().MatchString(s) {
		p.votes["US"] += 2
	}
	if !hasOutward(s) {
		return
	}
	if caZip().MatchString(s) {
		p.votes["CA"] += 2
	}
	if gbZip().MatchString(s) {
		p.votes["GB"]++ // a form that misread words have too
	}
}

// readPhones looks for the codes of countries in numbers of phones.
func (p *place) readPhones(l *layout, s string) {
	for _, m := range phonePattern().FindAllStringSubmatch(s, 4) {
		code := m[1] + m[2]
		for _, c := range l.lex.countries {
			if c.Phone != "" && strings.HasPrefix(code, c.Phone) && (len(c.Phone) > 1 || len(code) == 2) {
				p.votes[c.Code] += 1.5
			}
		}
	}
}

// readTaxNumbers looks for the prefixes of countries in numbers for VAT.
func (p *place) readTaxNumbers(s string) {
	for _, m := range vatPattern().FindAllStringSubmatch(s, 4) {
		code := m[1][:2]
		if code == "EL" {
			code = "GR"
		}
		p.votes[code] += 1.5
	}
}

// readGoodsTax looks for the forms of numbers for a tax on goods and services,
// which several countries call by the same three letters.
func (p *place) readGoodsTax(s string) {
	for _, m := range gstNumbers().FindAllStringSubmatch(s, 4) {
		for i, code := range []string{"MY", "NZ", "SG"} {
			if m[1+i] != "" {
				p.votes[code] += 2
			}
		}
	}
}

// readFolded looks for names and words of countries.
func (p *place) readFolded(l *layout) {
	var b strings.Builder
	for i := range l.rows {
		b.WriteString(l.rows[i].folded)
		b.WriteByte(' ')
	}
	towns, marks := l.lex.towns.count(b.String()), l.lex.marks.count(b.String())
	for _, c := range l.lex.countries {
		for _, n := range c.Names {
			p.votes[c.Code] += 1.2 * min(2, float64(towns[n]))
		}
		for _, m := range c.Marks {
			p.votes[c.Code] += min(2, float64(marks[m]))
		}
	}
}

// readMoney counts the currencies printed beside sums and as words.
func (p *place) readMoney(l *layout, figs []figure) {
	beside := map[int]bool{}
	exchanged := func(row int) bool { return best(l.labelsIn(row), cEquivalent) > 0.7 }
	cents := l.numberHabit().cents
	for i := range figs {
		if exchanged(figs[i].row) {
			continue
		}
		weight := 1.0
		if f := &figs[i]; cents && f.decimals == 0 || f.currency == "MYR" && f.repaired {
			weight = 0.25 // a number of something else, or two letters that may be any others
		}
		switch f := &figs[i]; f.currency {
		case "":
		case "$":
			p.dollar += weight
		default:
			p.currency[f.currency] += weight
		}
		r := &l.rows[figs[i].row]
		for t := max(r.first, figs[i].first-2); t <= figs[i].end && t < r.end; t++ {
			beside[t] = true
		}
	}
	for i := range l.tokens {
		t := strings.Trim(l.tokens[i].Text, ":;.,()[]{}*=")
		if t == "$" || t == "($)" {
			p.dollar += 0.7
			continue
		}
		if unit := l.unitOf(l.tokens[i].Text); unit != "" {
			p.currency[unit] += 0.7
			continue
		}
		code, ok := l.lex.currency[currencyKey(t)]
		if !ok {
			code = l.signOf(t)
		}
		if code == "" || exchanged(l.tokens[i].row) {
			continue
		}
		switch {
		case t == strings.ToUpper(t) && len(t) == 3 || code == l.signOf(t):
			p.currency[code]++
		case beside[i]:
			p.currency[code] += 0.7
		case len(t) > 3:
			p.currency[code] += 0.4
		}
	}
}

// unitOf gives the currency that a heading names for what stands below it, in
// brackets: "(RM)", "Amount(RM)".
func (l *layout) unitOf(t string) string {
	open := strings.LastIndexByte(t, '(')
	if open < 0 || !strings.HasSuffix(t, ")") {
		return ""
	}
	inner := t[open+1 : len(t)-1]
	if code, ok := l.lex.currency[currencyKey(inner)]; ok && inner == strings.ToUpper(inner) {
		return code
	}
	return l.signOf(inner)
}

// signOf gives the currency whose sign t is.
func (l *layout) signOf(t string) string { return l.lex.signOf(t) }

// decide picks the country with a clear lead; the currency printed counts too.
func (p *place) decide(l *layout) {
	for _, c := range l.lex.countries {
		p.votes[c.Code] += 0.8 * min(2, p.currency[c.Currency])
		if p.dollar > 0 && usesDollar(c.Currency) {
			p.votes[c.Code] += 0.5
		}
	}
	first, second := 0.0, 0.0
	for _, c := range l.lex.countries {
		switch v := p.votes[c.Code]; {
		case v > first:
			first, second, p.country = v, first, c.Code
		case v > second:
			second = v
		}
	}
	p.lead = first - second
	if first < 1 || p.lead < 0.3 {
		p.country = ""
	}
}

// order is the usual order of numeric dates in the country and one that is as
// usual; empty when open.
func (p *place) order(l *layout) (usual, also dateOrder) {
	for _, c := range l.lex.countries {
		if c.Code == p.country {
			return dateOrder(c.Order), dateOrder(c.Also)
		}
	}
	return "", ""
}

// currencyOf is the country's currency in the year (0 when unknown), empty when
// there is no country.
func (p *place) currencyOf(l *layout, year int) string {
	for _, c := range l.lex.countries {
		if c.Code == p.country {
			if year > 0 && year < c.Until {
				return c.Former
			}
			return c.Currency
		}
	}
	return ""
}

// usesDollar reports that the currency's sign is "$".
func usesDollar(code string) bool {
	return strings.HasSuffix(code, "D") && code != "AED" || code == "MXN"
}
