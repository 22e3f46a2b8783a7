package extract

import (
	"math"
	"regexp"
	"strings"
	"sync"

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
// labels around it. Invoices print numbers in groups; on a till's slip words of
// digits side by side are several numbers.
func (d *evidence) numberCandidates(grouped bool) []Candidate {
	n := numbers{evidence: d, taken: d.taken(), count: map[string]int{}}
	for i := 0; i < len(d.l.tokens); i++ {
		if grouped {
			if end := n.groupEnd(i); end > i {
				n.add(d.l.text(i, end), i, end)
				i = end - 1
				continue
			}
		}
		n.wordsAt(i)
	}
	for i := range n.out {
		n.count[compact(n.out[i].Value)]++
	}
	for i := range n.out {
		set(n.out[i].Features, "repeats", math.Min(1, math.Log2(float64(n.count[compact(n.out[i].Value)]))/2))
	}
	return n.out
}

// numbers gathers the identifiers of a paper.
type numbers struct {
	*evidence
	taken map[int]string
	count map[string]int
	out   []Candidate
}

// wordsAt adds what begins at word i: the word itself, with a mark before it,
// with the rest of a number broken at a dash, and as other passes read it.
func (n *numbers) wordsAt(i int) {
	t := &n.l.tokens[i]
	value, ok := identifier(t.Text)
	if ok {
		n.add(value, i, i+1)
		if i > n.l.rows[t.row].first && isPrefix(n.l.tokens[i-1].Text) && n.l.tokens[i-1].cell == t.cell {
			n.add(n.l.tokens[i-1].Text+" "+value, i-1, i+1)
		}
		if rest, own := n.l.lex.withoutLabel(value); own {
			c := n.add(rest, i, i+1)
			c.Features["next_"+string(cReceiptNumber)], c.Features["self"] = 1, 1
		}
		n.broken(value, i)
	}
	if len(t.Readings) > 0 && hasDigit(t.Text) {
		n.otherReadings(value, i)
	}
}

// broken adds the number that goes on in the next word, as its dash or stroke
// shows.
func (n *numbers) broken(value string, i int) {
	row := &n.l.rows[n.l.tokens[i].row]
	end := i + 1
	text := strings.TrimRight(n.l.tokens[i].Text, " ")
	for end < row.end && end < i+4 && n.l.joins(end-1, end) && goesOn(text, n.l.tokens[end].Text) {
		text += n.l.tokens[end].Text
		end++
	}
	if end == i+1 {
		return
	}
	if whole, ok := identifier(text); ok && whole != value {
		n.out[len(n.out)-1].Features["cut"] = 1
		c := n.add(whole, i, end)
		c.Features["whole"] = 1
	}
}

// goesOn reports that b is the rest of the identifier a.
func goesOn(a, b string) bool {
	if a == "" || b == "" || !hasDigit(b) {
		return false
	}
	if _, digits := countLetters(a); len(a) <= 4 && digits > 0 && digits < len(a) && strings.ToUpper(a) == a {
		return len(b) >= 5 && onlyDigits(b) == b // a series and its number
	}
	return strings.IndexByte("-/", a[len(a)-1]) >= 0 || strings.IndexByte("-/", b[0]) >= 0 && len(b) > 1
}

// otherReadings adds what other passes made of a number.
func (n *numbers) otherReadings(value string, i int) {
	t := &n.l.tokens[i]
	for k := range t.Readings {
		r := &t.Readings[k]
		other, ok := identifier(r.Text)
		if !ok || strings.Contains(other, " ") || compact(other) == compact(value) {
			continue
		}
		c := n.add(other, i, n.l.readingEnd(i, k))
		c.Raw, c.Confidence = r.Text, r.Confidence
		c.Features["confidence"], c.Features["only_other"] = r.Confidence, 1
	}
	if other, ok := identifier(n.l.combine(i)); ok && compact(other) != compact(value) {
		c := n.add(other, i, i+1)
		c.Raw, c.Features["only_other"] = other, 1
	}
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
		if d.dates[i].found.readings[0].mended > 0 {
			continue // no date as it is printed
		}
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

// add makes the candidate of tokens[first:end].
func (n *numbers) add(value string, first, end int) *Candidate {
	l, taken := n.l, n.taken
	row := &l.rows[l.tokens[first].row]
	c := l.around(first, end, numberConcepts()...)
	f := Features{}
	for _, k := range numberConcepts() {
		setOf(f, "left_", k, c.left[k])
		setOf(f, "over_", k, c.over[k])
	}
	if c.nearest != nil && c.gap == 0 {
		for _, k := range c.nearest.concepts {
			f["next_"+string(k)] = c.nearest.quality
		}
	}
	f.labelDoubts(l, &c)
	f.selfLabel(l, first)
	set(f, "hash", indicator(strings.HasPrefix(l.tokens[first].Text, "#") || first > row.first && strings.HasSuffix(l.tokens[first-1].Text, "#")))
	set(f, "vat", indicator(vatPattern().MatchString(value)))
	set(f, "beside_date", indicator(n.dateInRow(row.index)))
	set(f, "dissent", n.dissent(value, first, end))
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
	n.out = append(n.out, Candidate{
		Value: value, Raw: l.text(first, end), Page: row.page, Box: l.box(first, end),
		Confidence: l.confidence(first, end), Features: f,
	})
	return &n.out[len(n.out)-1]
}

// dissent of the passes from a character of the number, 0 where one read it.
func (n *numbers) dissent(value string, first, end int) float64 {
	if n.l.passes(first, end) < 2 {
		return 0
	}
	if end == first+1 && !strings.Contains(value, " ") {
		return 1 - n.l.support(first, value)
	}
	return 1 - n.l.agreedFigures(first, end)
}

// labelDoubts: the label before is a mere "Nr" behind another word, or a word
// stands between it and the number.
func (f Features) labelDoubts(l *layout, c *context) {
	if c.nearest == nil {
		return
	}
	lb := c.nearest
	text := l.text(lb.first, lb.end)
	if len([]rune(lb.joined)) <= 2 && (lb.follows(l) || !strings.ContainsAny(text, ".:#°º?")) {
		f["weak_label"] = 1
	}
	if c.gap > 0 && c.gap < 9 {
		for i := lb.end; i < min(lb.end+2, len(l.tokens)); i++ {
			if letters, digits := countLetters(l.tokens[i].Text); letters > 2 && digits == 0 && l.tokens[i].row == lb.row && !numberSign(l.tokens[i].Text) {
				f["word_between"] = 1
			}
		}
	}
}

// follows reports that a word stands directly before the label, which then is
// only its end: UID Nr.
func (lb *label) follows(l *layout) bool {
	if lb.first == l.rows[lb.row].cells[lb.cell].first {
		return false
	}
	letters, digits := countLetters(l.tokens[lb.first-1].Text)
	return letters > digits
}

// dateInRow reports a date in the row.
func (n *numbers) dateInRow(row int) bool {
	for i := range n.dates {
		if n.dates[i].row == row {
			return true
		}
	}
	return false
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
