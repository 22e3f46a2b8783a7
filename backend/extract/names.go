package extract

import (
	"math"
	"regexp"
	"strings"
	"sync"
	"unicode"
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
	k.street += compoundStreet(r.text)
	k.postcode = postcode().MatchString(r.text)
	k.town = d.townIn(r.text)
	k.web = strings.Contains(r.text, "@") || webForm().MatchString(r.text)
	k.phone = phoneRow().MatchString(r.text)
	k.comma = strings.Contains(r.text, ",")
	return k
}

// compoundStreet finds street words at the end of a word, as German and the
// northern languages build them.
func compoundStreet(s string) float64 {
	for _, t := range foldTokens(s) {
		for _, end := range []string{"strasse", "str", "weg", "platz", "allee", "gasse", "straat", "gatan", "vagen", "gade", "katu", "laan", "plein", "gracht"} {
			if len(t) > len(end)+2 && strings.HasSuffix(t, end) {
				return 1
			}
		}
	}
	return 0
}

// townIn reports a country, region or town the lexicon knows.
func (d *evidence) townIn(s string) bool {
	text := " " + fold(s) + " "
	for _, c := range d.l.lex.countries {
		for _, n := range c.Names {
			if strings.Contains(text, " "+n+" ") {
				return true
			}
		}
	}
	return false
}

// addressLike scores a row as part of a postal address, over 0 for likely.
func (k *rowKind) addressLike() float64 {
	if k.letters+k.digits < 3 {
		return -0.6
	}
	s := -0.7 + 0.9*math.Min(2, k.street) + 0.8*indicator(k.postcode) + 0.8*indicator(k.town) + 0.3*indicator(k.comma)
	if k.digits > 0 && k.digits <= 8 && k.letters > 4 {
		s += 0.25
	}
	s -= 1.5*indicator(k.phone) + 1.5*indicator(k.web) + 2*indicator(k.date) + 2*indicator(k.money) + 1.6*k.notName
	if k.letters == 0 || k.digits > k.letters {
		s -= 0.8
	}
	return s
}

const letterhead = 14 // rows from the top in which a name is looked for

// nameCandidates gives texts that may be the name of who issued the paper: rows
// of the letterhead, pairs of them, their parts by column, and rows anywhere
// that hold a legal form.
func (d *evidence) nameCandidates(kinds []rowKind) []Candidate {
	var out []Candidate
	rank := 0
	domains := d.domains()
	for i := range d.l.rows {
		r := &d.l.rows[i]
		if kinds[i].letters < 3 {
			continue
		}
		inHead := r.page == 1 && rank < letterhead
		rank++
		if len(r.cells) > 1 {
			for _, c := range r.cells {
				if !d.apart(r) {
					break
				}
				out = d.addName(out, kinds, i, c.first, c.end, rank, inHead, domains)
			}
		}
		out = d.addName(out, kinds, i, r.first, r.end, rank, inHead, domains)
		if inHead && i+1 < len(d.l.rows) && d.mayContinue(i, kinds) {
			out = d.addName(out, kinds, i, r.first, d.l.rows[i+1].end, rank, inHead, domains)
		}
	}
	return out
}

// apart reports a row whose cells stand so far apart that they are no one text.
func (d *evidence) apart(r *row) bool {
	pw, _ := pixels(&d.l.pages[r.page-1])
	for i := 1; i < len(r.cells); i++ {
		if (r.cells[i].box.Left-r.cells[i-1].box.Right)*pw > 3.5*max(r.height, d.l.em) {
			return true
		}
	}
	return false
}

// mayContinue: the next row may be the second half of a name.
func (d *evidence) mayContinue(i int, kinds []rowKind) bool {
	a, b := &d.l.rows[i], &d.l.rows[i+1]
	if a.page != b.page || kinds[i+1].letters < 3 || kinds[i+1].digits > 2 || len(a.cells)+len(b.cells) > 2 {
		return false
	}
	return math.Max(a.height, b.height) < 1.6*math.Min(a.height, b.height) && kinds[i+1].addressLike() < 0.5
}

// addName appends the name in tokens[first:end], when there is one.
func (d *evidence) addName(out []Candidate, kinds []rowKind, i, first, end, rank int, inHead bool, domains []string) []Candidate {
	n := d.l.readName(first, end)
	letters, digits := countLetters(n.value)
	if letters < 3 || letters > 70 || n.first >= n.end {
		return out
	}
	if !inHead && n.legal == 0 {
		return out
	}
	f := d.nameFeatures(n, kinds, i, rank, inHead)
	set(f, "part", indicator(end-first < d.l.rows[i].end-d.l.rows[i].first && d.l.tokens[end-1].row == i))
	set(f, "pair", indicator(d.l.tokens[end-1].row != i))
	set(f, "digits", float64(digits)/float64(letters+digits))
	set(f, "domain", domainMatch(n.value, domains))
	return append(out, Candidate{
		Value: n.value, Raw: d.l.text(n.first, n.end), Page: d.l.rows[i].page, Box: d.l.box(n.first, n.end),
		Confidence: d.l.confidence(n.first, n.end), Features: f,
	})
}

// nameFeatures of a name in row i.
func (d *evidence) nameFeatures(n nameText, kinds []rowKind, i, rank int, inHead bool) Features {
	r, k := &d.l.rows[i], &kinds[i]
	f := Features{}
	letters, _ := countLetters(n.value)
	set(f, "legal", n.legal)
	set(f, "business", indicator(n.business))
	set(f, "head", indicator(inHead))
	set(f, "rank", math.Min(1, float64(rank)/letterhead))
	set(f, "first", indicator(rank == 1))
	set(f, "top3", indicator(rank <= 3))
	set(f, "upper", indicator(strings.ToUpper(n.value) == n.value))
	set(f, "capital", indicator(unicode.IsUpper([]rune(n.value)[0])))
	set(f, "height", math.Min(2, math.Max(-0.5, r.height/d.l.em-1)))
	set(f, "short", indicator(letters < 5))
	set(f, "long", indicator(letters > 40))
	set(f, "not_name", k.notName)
	set(f, "labels", k.labels)
	set(f, "address", math.Max(0, k.addressLike()))
	set(f, "street", math.Min(1, k.street))
	set(f, "postcode", indicator(k.postcode))
	set(f, "web", indicator(k.web))
	set(f, "phone", indicator(k.phone))
	set(f, "money", indicator(k.money))
	set(f, "date", indicator(k.date))
	set(f, "centred", 1-math.Min(1, 4*math.Abs(r.box.CenterX()-0.5)))
	set(f, "confidence", meanConfidence(d.l, n.first, n.end))
	set(f, "repaired", indicator(n.repaired))
	set(f, "punctuation", punctuation(n.value))
	d.neighbours(f, kinds, i, n)
	set(f, "again", d.again(n, i))
	c := d.l.around(n.first, n.end, cSeller, cBuyer)
	set(f, "seller", max(c.left[cSeller], c.over[cSeller]))
	set(f, "buyer", max(c.left[cBuyer], c.over[cBuyer]))
	return f
}

// neighbours: an address or a registration number below speaks for a name.
func (d *evidence) neighbours(f Features, kinds []rowKind, i int, n nameText) {
	last := d.l.tokens[n.end-1].row
	for step := 1; step <= 2 && last+step < len(kinds); step++ {
		if kinds[last+step].addressLike() > 0 {
			f["address_below"] = math.Max(f["address_below"], 1/float64(step))
		}
		if registration().MatchString(d.l.rows[last+step].text) && kinds[last+step].letters < 8 {
			f["registration_below"] = 1
		}
	}
	set(f, "comma_end", indicator(strings.HasSuffix(strings.TrimRight(d.l.text(n.first, n.end), " .;:-|"), ",")))
	if i > 0 && d.l.rows[i-1].page == d.l.rows[i].page {
		if strings.HasSuffix(d.l.rows[i-1].text, ",") {
			f["comma_above"] = 1
		}
		if kinds[i-1].addressLike() > 0 {
			f["address_above"] = 1
			set(f, "in_address", indicator(f["address_below"] > 0.9))
		}
		if best(d.l.labelsIn(i-1), cNotName) > 0.9 && strings.Contains(fold(d.l.rows[i-1].text), "welcome") {
			f["after_welcome"] = 1
		}
	}
	set(f, "registration_beside", indicator(registration().MatchString(d.l.text(n.first, n.end))))
}

func meanConfidence(l *layout, first, end int) float64 {
	sum := 0.0
	for i := first; i < end; i++ {
		sum += l.tokens[i].Confidence
	}
	return sum / math.Max(1, float64(end-first))
}

// punctuation is the share of characters that are no letter, digit or space.
func punctuation(s string) float64 {
	n, all := 0, 0
	for _, r := range s {
		all++
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsSpace(r) && !strings.ContainsRune("&.-'", r) {
			n++
		}
	}
	return float64(n) / math.Max(1, float64(all))
}

// again: the same name stands once more on the paper.
func (d *evidence) again(n nameText, row int) float64 {
	want := compact(n.value)
	if len(want) < 5 {
		return 0
	}
	for i := range d.l.rows {
		if i == row || i == row+1 {
			continue
		}
		if strings.Contains(d.folded(i), want) {
			return 1
		}
	}
	return 0
}

// folded is the row's compact text, remembered.
func (d *evidence) folded(i int) string {
	if d.compactRows == nil {
		d.compactRows = make([]string, len(d.l.rows))
		for k := range d.l.rows {
			d.compactRows[k] = compact(d.l.rows[k].text)
		}
	}
	return d.compactRows[i]
}

// domains of the web and mail addresses printed.
func (d *evidence) domains() []string {
	var out []string
	for i := range d.l.rows {
		for _, m := range webForm().FindAllStringSubmatch(d.l.rows[i].text, 3) {
			out = append(out, compact(m[1]))
		}
	}
	return out
}

// domainMatch is how much of a name a domain repeats, 0 to 1.
func domainMatch(name string, domains []string) float64 {
	best := 0.0
	c := compact(name)
	for _, dom := range domains {
		if len(dom) < 4 {
			continue
		}
		if strings.Contains(c, dom) || strings.Contains(dom, c) && len(c) >= 4 {
			return 1
		}
		for _, t := range foldTokens(name) {
			if len(t) >= 4 && strings.Contains(dom, t) {
				best = max(best, 0.7)
			}
		}
	}
	return best
}

// streetWeight of a street word; one of two letters means little, and nothing
// where the row has no number.
func streetWeight(lb *label, digits int) float64 {
	if len(lb.shape) > 2 {
		return lb.quality
	}
	return 0.5 * indicator(digits > 0)
}
