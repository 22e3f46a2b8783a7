package extract

import (
	"regexp"
	"slices"
	"strings"
	"sync"
)

// taxRates tell countries that share a word for the tax apart by the rates in
// force since about 2010. Rates that several countries with the word have are
// left out.
var taxRates = map[string]map[string][]string{ //nolint:gochecknoglobals // a table
	"gst":  {"CA": {"5"}, "MY": {"6"}, "SG": {"7", "8", "9"}, "AU": {"10"}, "NZ": {"15"}},
	"mwst": {"DE": {"19", "16", "7"}, "AT": {"20", "13"}, "CH": {"7.7", "8.1", "2.5", "2.6"}},
	"ust":  {"DE": {"19", "16", "7"}, "AT": {"20", "13"}},
	"iva":  {"ES": {"21"}, "IT": {"22"}, "PT": {"23"}, "MX": {"16"}},
	"tva":  {"FR": {"20", "5.5"}, "BE": {"21", "12"}, "LU": {"17", "16", "8"}},
	"btw":  {"NL": {"9"}, "BE": {"12"}},
	"moms": {"SE": {"12", "6"}},
}

var (
	rateForm   = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\b([0-9]{1,2})(?:[.,]([0-9]{1,3}))?\s?%`) })
	domainForm = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?i)[a-z0-9\-]{3,}\.(?:co(?:m)?\.)?(de|at|ch|fr|be|nl|lu|es|pt|it|ie|uk|se|no|dk|fi|ee|lv|lt|pl|cz|sk|hu|si|hr|gr|ca|au|my|sg|hk|us)(?:[^a-z0-9.]|$)`)
	})
	ibanHead = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`\b([A-Z]{2})[0-9]{2}\s?[A-Z0-9]{4}\s?[0-9]{4}\s?[0-9]{4}`)
	})
)

// readHints looks for what tells of a country without naming it: the rate behind
// the word for the tax, the end of a web address, the head of an IBAN.
func (p *place) readHints(l *layout) {
	seen := map[string]bool{}
	vote := func(code string, weight float64) {
		if !seen[code] && slices.ContainsFunc(l.lex.countries, func(c country) bool { return c.Code == code }) {
			p.votes[code] += weight
			seen[code] = true
		}
	}
	for i := range l.rows {
		s := l.rows[i].text
		if strings.Contains(s, "%") {
			vote(taxCountry(s), 1.2)
		}
		if strings.Contains(s, ".") {
			vote(hostCountry(s))
		}
		if !hasNumber(s, 8, " \t\n\f\r") {
			continue
		}
		if m := ibanHead().FindStringSubmatch(s); m != nil {
			vote(m[1], 1)
		}
	}
}

// hostCountry is the country of the first web address in a row, with what it
// weighs.
func hostCountry(s string) (code string, weight float64) {
	m := domainForm().FindStringSubmatch(s)
	if m == nil {
		return "", 0
	}
	if strings.Contains(strings.ToLower(s), "www") || strings.Contains(s, "@") {
		return domainCountry(m[1]), 1.5
	}
	return domainCountry(m[1]), 0.8 // words run together look like one too
}

// domainCountry is the country of a top-level domain.
func domainCountry(tld string) string {
	if tld = strings.ToUpper(tld); tld == "UK" {
		return "GB"
	}
	return tld
}

// taxCountry is the only country whose tax has the row's word and rate.
func taxCountry(s string) string {
	m := rateForm().FindStringSubmatch(s)
	if m == nil {
		return ""
	}
	rate := strings.TrimLeft(m[1], "0")
	if frac := strings.TrimRight(m[2], "0"); frac != "" {
		rate += "." + frac
	}
	for _, word := range foldTokens(s) {
		if word == "tax" && len(strings.TrimRight(m[2], "0")) >= 2 {
			return "US" // added rates of state, county and town
		}
		for code, rates := range taxRates[word] {
			if slices.Contains(rates, rate) {
				return code
			}
		}
	}
	return ""
}
