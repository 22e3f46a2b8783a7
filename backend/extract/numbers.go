package extract

import (
	"math"
	"regexp"
	"strings"
	"sync"
	"unicode"

	"deskclerk/backend/doc"
)

// numberConcepts are the meanings a label can give to an identifier.
func numberConcepts() []concept {
	return []concept{
		cInvoiceNumber, cReceiptNumber, cOtherNumber, cPurchaseOrder, cPaymentRef, cDate, cDueDate, cOtherDate, cTime,
		cBuyer, cTotal, cTax, cCard, cNotName, cTerms,
	}
}

var phoneForm = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(\+|\(?0)[0-9()/ .\-]{6,}$`)
})

// numberCandidates gives every text that may identify something, with the
// labels around it.
func (d *evidence) numberCandidates() []Candidate {
	taken := d.taken()
	var out []Candidate
	for i := range d.l.tokens {
		t := &d.l.tokens[i]
		value, ok := identifier(t.Text)
		if !ok {
			continue
		}
		first := i
		out = append(out, d.numberCandidate(value, first, i+1, taken))
		if i > d.l.rows[t.row].first && isPrefix(d.l.tokens[i-1].Text) && d.l.tokens[i-1].cell == t.cell {
			out = append(out, d.numberCandidate(d.l.tokens[i-1].Text+" "+value, i-1, i+1, taken))
		}
	}
	return out
}

// taken marks the words that are dates, times or decimal sums.
func (d *evidence) taken() map[int]string {
	m := map[int]string{}
	for i := range d.sums.figs {
		f := &d.sums.figs[i]
		if f.isMoney() || f.currency != "" || f.percent {
			for k := f.first; k < f.end; k++ {
				m[k] = "money"
			}
		}
	}
	for i := range d.dates {
		for k := d.dates[i].first; k < d.dates[i].end; k++ {
			m[k] = "date"
		}
	}
	for i := range d.times {
		for k := d.times[i].first; k < d.times[i].end; k++ {
			m[k] = "time"
		}
	}
	return m
}

// identifier cleans a word to what may be an identifier: at least two
// characters with a digit. Text before a colon or # in the same word is label.
func identifier(s string) (string, bool) {
	if k := strings.LastIndexAny(s, ":#="); k >= 0 && k+1 < len(s) {
		s = s[k+1:]
	}
	s = strings.Trim(s, " .,:;#*()[]{}|'\"_-–=~<>!?“”‘’°º")
	if k := strings.Index(strings.ToLower(s), "no."); k == 0 && len(s) > 5 {
		s = strings.Trim(s[3:], " .:")
	}
	letters, digits := countLetters(s)
	return s, digits >= 1 && letters+digits >= 2 && len(s) <= 40 && digits*4 >= letters
}

// isPrefix is a short series mark such as "CS" or "RE".
func isPrefix(s string) bool {
	if len(s) < 1 || len(s) > 4 {
		return false
	}
	for _, r := range s {
		if !unicode.IsUpper(r) && r != '-' {
			return false
		}
	}
	return words().exact[compact(s)] == nil
}

func (d *evidence) numberCandidate(value string, first, end int, taken map[int]string) Candidate {
	l := d.l
	row := &l.rows[l.tokens[first].row]
	c := l.around(first, end, numberConcepts()...)
	f := Features{}
	for _, k := range numberConcepts() {
		set(f, "left_"+string(k), c.left[k])
		set(f, "over_"+string(k), c.over[k])
	}
	if c.nearest != nil && c.gap == 0 {
		for _, k := range c.nearest.concepts {
			f["next_"+string(k)] = c.nearest.quality
		}
	}
	f.selfLabel(l, first)
	set(f, "bracketed", indicator(strings.HasPrefix(l.tokens[first].Text, "(") && strings.HasSuffix(l.tokens[end-1].Text, ")")))
	set(f, "after_no", indicator(first > row.first && numberSign(l.tokens[first-1].Text)))
	letters, digits := countLetters(value)
	set(f, "letters", indicator(letters > 0))
	set(f, "long", math.Min(1, float64(digits)/6))
	set(f, "short", indicator(letters+digits < 3))
	set(f, "huge", indicator(letters+digits > 20))
	set(f, "joined", indicator(strings.Contains(value, " ")))
	set(f, "is_"+taken[end-1], indicator(taken[end-1] != ""))
	set(f, "phone", indicator(phoneForm().MatchString(l.tokens[end-1].Text)))
	set(f, "iban", indicator(doc.ValidIBAN(value)))
	set(f, "position", row.order)
	set(f, "first_page", indicator(row.page == 1))
	set(f, "confidence", l.confidence(first, end))
	return Candidate{
		Value: value, Raw: l.text(first, end), Page: row.page, Box: l.box(first, end),
		Confidence: l.confidence(first, end), Features: f,
	}
}

// selfLabel: the word holds its own label, as in "No:1234".
func (f Features) selfLabel(l *layout, first int) {
	for _, lb := range l.labelsIn(l.tokens[first].row) {
		if first >= lb.first && first < lb.end {
			for _, k := range lb.concepts {
				f["next_"+string(k)] = max(f["next_"+string(k)], lb.quality)
			}
			f["self"] = 1
		}
	}
}

// numberSign is a word that announces a number: "Nr.", "No:", "#", "N°".
func numberSign(s string) bool {
	switch compact(s) {
	case "nr", "no", "num", "numero", "nummer", "number", "cislo", "broj", "br", "st", "numer":
		return true
	case "n":
		return len([]rune(s)) > 1
	case "":
		return strings.Contains(s, "#")
	}
	return strings.HasSuffix(compact(s), "nr") || strings.HasSuffix(s, "#")
}
