package extract

import (
	"math"
	"regexp"
	"strings"
	"sync"
)

var (
	webForm = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?i)(?:www\.|https?://|@)?([a-z0-9][a-z0-9\-]{2,})\.(?:com|net|org|de|at|ch|fr|be|nl|es|cat|it|pt|pl|cz|hr|si|se|ee|lt|uk|ie|eu|my|us|ca|gr|info|dk|fi|hu|no)\b`)
	})
	postcode = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?:^|[^\d.,\-])(?:[A-Z]{1,2}-? ?)?(\d{5}|\d{4}|\d{3} \d{2}|\d{4} [A-Z]{2}|\d{2}-\d{3}|\d{4}-\d{3}|[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}|[A-Z]\d[A-Z] \d[A-Z]\d)(?:[^\d.,]|,\s|,?$)`)
	})
	phoneRow = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?i)(?:tel|fax|phone|fon|hotline|mobil|h/p)[^\pL]|(?:\+|\b0)[0-9()]{1,4}[ \-/.][0-9][0-9 \-/.]{5,}`)
	})
	streetEnd = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`\pL{3,}\.? \d{1,4} ?[a-zA-Z]?(?:[ ]?[-/] ?\d{1,4})?(?:[ ,.]|$)`)
	})
	houseNumber = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`^\d{1,5}[a-zA-Z]?[ ,]+\pL{3,}|\pL{3,}\.? \d{1,4} ?[a-zA-Z]?(?:[ ]?[-/] ?\d{1,4})?[ ,.]*$`)
	})
)

// rowKind is how a row looks, for telling names from addresses and the rest.
type rowKind struct {
	letters, digits int
	street          float64 // street, district or building words
	postcode        bool
	town            bool // a name the world file knows
	notName         float64
	labels          float64 // share of letters in labels that are no names
	web, phone      bool
	comma           bool
	money           bool
	date            bool
	number          bool // a house number over or beside a row with a postcode
	sure            float64
}

// kinds classifies every row once.
func (d *evidence) kinds() []rowKind {
	out := make([]rowKind, len(d.l.rows))
	for i := range d.l.rows {
		out[i] = d.kind(i)
	}
	for i := range d.dates {
		out[d.dates[i].row].date = true
	}
	for i := range d.sums.figs {
		if d.sums.figs[i].isMoney() {
			out[d.sums.figs[i].row].money = true
		}
	}
	for i := range out {
		out[i].number = i+1 < len(out) && out[i+1].postcode && out[i+1].letters > 3 && houseNumber().MatchString(d.l.rows[i].text)
	}
	return out
}

func (d *evidence) kind(i int) rowKind {
	r := &d.l.rows[i]
	var k rowKind
	k.letters, k.digits = countLetters(r.text)
	covered := 0
	for _, lb := range d.l.labelsIn(i) {
		if lb.has(cStreet) {
			k.street += streetWeight(&lb, k.digits)
		} else if lb.quality >= 0.8 && len(lb.shape) >= 3 {
			covered += len(lb.shape)
		}
		if lb.has(cNotName) || lb.has(cDate) || lb.has(cOtherNumber) || lb.has(cReceiptNumber) {
			k.notName = max(k.notName, lb.quality*min(1, 2*lb.covers))
		}
	}
	if n := k.letters + k.digits; n > 0 {
		k.labels = math.Min(1, float64(covered)/float64(n))
	}
	k.street += compoundStreet(r.folded)
	k.postcode = mayBePostcode(r.text) && postcode().MatchString(r.text)
	k.town = d.l.lex.towns.in(r.folded)
	k.web = strings.Contains(r.text, "@") || len(d.webs(i)) > 0
	k.phone = mayBePhone(r.text) && phoneRow().MatchString(r.text)
	k.comma = strings.Contains(r.text, ",")
	k.sure = meanConfidence(d.l, r.first, r.end)
	return k
}

// streetWeight of a street word; one of two letters means little, and nothing
// where the row has no number.
func streetWeight(lb *label, digits int) float64 {
	if len(lb.shape) > 2 {
		return lb.quality
	}
	return 0.5 * indicator(digits > 0)
}

// compoundStreet finds street words at the end of a word, as German and the
// northern languages build them. folded is a folded text.
func compoundStreet(folded string) float64 {
	for t := range strings.SplitSeq(folded, " ") {
		for _, end := range []string{"strasse", "str", "weg", "platz", "allee", "gasse", "straat", "gatan", "vagen", "gade", "katu", "laan", "plein", "gracht"} {
			if len(t) > len(end)+2 && strings.HasSuffix(t, end) {
				return 1
			}
		}
	}
	return 0
}

// isPlace reports a text that is the name of a place and no more, or ends in a
// region's two letters.
func (d *evidence) isPlace(s string) bool {
	if strings.Contains(s, ",") && townEnd().MatchString(s) {
		return true
	}
	return namings().places[fold(s)]
}

var townEnd = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^\pL[\pL .']+, ?[A-Z]{2}\.?$`) })

// addressLike scores a row as part of a postal address, over 0 for likely.
func (k *rowKind) addressLike() float64 {
	if k.letters+k.digits < 3 {
		return -0.6
	}
	s := -0.7 + 0.9*math.Min(2, k.street) + 0.8*indicator(k.postcode) + 0.8*indicator(k.town) + 0.3*indicator(k.comma) + 0.8*indicator(k.number)
	if k.digits > 0 && k.digits <= 8 && k.letters > 4 {
		s += 0.25
	}
	s -= 1.5*indicator(k.phone) + 1.5*indicator(k.web) + 2*indicator(k.date) + 2*indicator(k.money) + 1.6*k.notName*share(k.postcode || k.town, 0.4)
	if k.letters == 0 || k.digits > k.letters {
		s -= 0.8
	}
	return s
}

func meanConfidence(l *layout, first, end int) float64 {
	sum := 0.0
	for i := first; i < end; i++ {
		sum += l.tokens[i].Confidence
	}
	return sum / math.Max(1, float64(end-first))
}
