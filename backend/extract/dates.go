package extract

import (
	"math"
	"strconv"
	"strings"
	"unicode"
)

// dateConcepts are the meanings a label can give to a date.
func dateConcepts() []concept {
	return []concept{cDate, cTime, cDueDate, cOtherDate, cInvoiceNumber, cReceiptNumber, cPurchaseOrder, cOtherNumber, cTerms}
}

// dateCandidates gives each reading of each date with the features all date
// fields share.
func (d *evidence) dateCandidates() []Candidate {
	k := d.knownDays()
	var out []Candidate
	for _, list := range [][]dateSpot{d.dates, d.vague} {
		for i := range list {
			s := &list[i]
			shared := d.dateFeatures(&s.spot)
			for _, v := range s.votes {
				f := Features{}
				for name, x := range shared {
					f[name] = x
				}
				d.readingFeatures(f, s, v, k)
				out = append(out, Candidate{
					Value: v.String(), Raw: s.raw, Page: s.page, Box: s.box, Confidence: s.conf,
					Repeats: k.days[v.String()], Features: f, testimony: d.testimony(s, v),
				})
			}
		}
	}
	return out
}

// known is what the paper tells of days and years in all its dates and numbers.
type known struct {
	days   map[string]int
	years  map[int]int // of full dates that need no mending, and alone
	digits []string    // long numbers that are no dates
}

// knownDays gathers them once for all candidates.
func (d *evidence) knownDays() known {
	k := known{days: map[string]int{}, years: map[int]int{}}
	within := map[int]bool{}
	for _, list := range [][]dateSpot{d.dates, d.vague} {
		for i := range list {
			s := &list[i]
			for _, v := range s.votes {
				k.days[v.String()]++
			}
			for t := s.first; t < s.end; t++ {
				within[t] = true
			}
			if r := s.found.readings[0]; !r.short && r.mended == 0 && !r.guessed && !r.far() && !s.contested() {
				k.years[r.year]++
			}
		}
	}
	for i := range d.l.tokens {
		if within[i] || !hasDigit(d.l.tokens[i].Text) {
			continue
		}
		n := onlyDigits(d.l.tokens[i].Text)
		if len(n) >= 6 {
			k.digits = append(k.digits, n)
		}
		if y, err := strconv.Atoi(n); err == nil && len(n) == 4 && y >= earlyYear && y <= futureYear {
			k.years[y]++
		}
	}
	return k
}

// echo reports that a number of the paper holds the day, as numbers given out
// by tills often do. With its whole year one figure may be misread, when the
// number holds no other day of the paper as it is.
func (k *known) echo(r reading) bool {
	s := strings.ReplaceAll(r.String(), "-", "")
	m, d := s[4:6], s[6:8]
	for _, n := range k.digits {
		if holdsDay(n, s) {
			return true
		}
		if (nearly(n, s) || nearly(n, d+m+s[:4]) || nearly(n, m+d+s[:4])) && !k.holdsAny(n) {
			return true
		}
	}
	return false
}

// holdsDay reports that n holds the day (YYYYMMDD) in one of the usual orders.
func holdsDay(n, day string) bool {
	y, m, d := day[2:4], day[4:6], day[6:8]
	return strings.Contains(n, y+m+d) || strings.Contains(n, d+m+y) || strings.Contains(n, d+m+day[:4]) || strings.Contains(n, m+d+day[:4])
}

func (k *known) holdsAny(n string) bool {
	for day := range k.days {
		if holdsDay(n, strings.ReplaceAll(day, "-", "")) {
			return true
		}
	}
	return false
}

// nearly reports that n holds want, with one look-alike figure at most.
func nearly(n, want string) bool {
	for at := 0; at+len(want) <= len(n); at++ {
		other := 0
		for i := range len(want) {
			if c := n[at+i]; c != want[i] {
				other++
				if !strings.ContainsRune(confusable(c), rune(want[i])) {
					other = len(want)
				}
			}
		}
		if other <= 1 {
			return true
		}
	}
	return false
}

// dateFeatures of a printed date, whatever its reading.
func (d *evidence) dateFeatures(s *spot[printedDate]) Features {
	f := Features{}
	c := d.l.around(s.first, s.end, dateConcepts()...)
	for _, k := range dateConcepts() {
		setOf(f, "left_", k, c.left[k])
		setOf(f, "over_", k, c.over[k])
	}
	if c.nearest != nil && c.gap <= 1 {
		for _, k := range c.nearest.concepts {
			f["next_"+string(k)] = c.nearest.quality
		}
	}
	d.paidFeatures(f, s)
	d.clockFeatures(f, s)
	set(f, "position", d.l.rows[s.row].order)
	set(f, "first_page", indicator(s.page == 1))
	set(f, "confidence", s.conf)
	set(f, "only", indicator(len(d.dates)+len(d.vague) == 1))
	set(f, "alone", indicator(d.l.rows[s.row].end-d.l.rows[s.row].first <= s.end-s.first+1))
	set(f, "named", indicator(s.found.sep == 'n'))
	set(f, "range", indicator(d.isRange(s)))
	set(f, "prose", indicator(d.inProse(s)))
	set(f, "earlier", math.Min(3, float64(d.earlier(s))))
	return f
}

// paidFeatures: the day of a payment in advance, or of the bill for it, stands
// behind the word for such a payment and may look like the paper's own: deposit
// of 20 January.
func (d *evidence) paidFeatures(f Features, s *spot[printedDate]) {
	for _, lb := range d.l.labelsIn(s.row) {
		if lb.end <= s.first && lb.has(cDeposit) && lb.quality > 0.9 && lb.cell == d.l.tokens[s.first].cell && d.moneyBehind(s) {
			f["left_"+string(cOtherDate)] = max(f["left_"+string(cOtherDate)], lb.quality)
			f["next_"+string(cOtherDate)] = max(f["next_"+string(cOtherDate)], lb.quality)
			delete(f, "next_"+string(cDate))
		}
	}
}

// moneyBehind reports a sum in the row behind the date.
func (d *evidence) moneyBehind(s *spot[printedDate]) bool {
	for _, i := range d.sums.byRow[s.row] {
		if f := &d.sums.figs[i]; f.first >= s.end && f.isMoney() {
			return true
		}
	}
	return false
}

// clockFeatures: a time of day beside a date speaks for the moment of sale.
func (d *evidence) clockFeatures(f Features, s *spot[printedDate]) {
	for i := range d.times {
		t := &d.times[i]
		if t.other || t.first < s.end && s.first < t.end && t.raw == s.raw {
			continue
		}
		switch t.row - s.row {
		case 0:
			f["time_beside"] = 1
		case 1, -1:
			if f["time_beside"] == 0 {
				f["time_near"] = 1
			}
		}
	}
}

// isRange: another date in the same row makes a period.
func (d *evidence) isRange(s *spot[printedDate]) bool {
	for i := range d.dates {
		o := &d.dates[i]
		if o.row == s.row && o.first != s.first && d.l.tokens[o.first].cell == d.l.tokens[s.first].cell {
			return true
		}
	}
	return false
}

// inProse: the date stands in a sentence.
func (d *evidence) inProse(s *spot[printedDate]) bool {
	c := d.l.rows[s.row].cells[d.l.tokens[s.first].cell]
	lower := 0
	for i := c.first; i < c.end; i++ {
		t := d.l.tokens[i].Text
		if len(t) > 2 && unicode.IsLower([]rune(t)[0]) {
			lower++
		}
	}
	return lower >= 4
}

func (d *evidence) earlier(s *spot[printedDate]) int {
	n := 0
	for i := range d.dates {
		if d.dates[i].first < s.first {
			n++
		}
	}
	return n
}

// readingFeatures: how likely this reading is the one meant.
func (d *evidence) readingFeatures(f Features, s *dateSpot, v vote, k known) {
	prior := d.orderPrior(s, v.reading)
	f["order"] = math.Log(math.Max(prior, 0.01))
	set(f, "ambiguous_order", math.Min(1, 2*(1-prior)))
	set(f, "odd_order", d.oddOrder(v.reading))
	set(f, "mended", math.Min(1, v.mended/mostMended))
	set(f, "guessed", indicator(v.guessed))
	set(f, "short_year", indicator(v.short))
	set(f, "torn_year", indicator(v.short && d.torn(s)))
	set(f, "repeats", math.Log2(math.Max(1, float64(k.days[v.String()]))))
	set(f, "far_year", indicator(v.far()))
	set(f, "known_year", indicator(k.years[v.year] > int(indicator(!v.short))))
	set(f, "strange_year", indicator(len(k.years) > 0 && k.years[v.year] == 0))
	set(f, "kin", indicator(d.hasKin(s, v)))
	set(f, "echo", indicator(k.echo(v.reading)))
	set(f, "agreement", s.support(v))
	set(f, "only_other", indicator(v.other))
	set(f, "contested", s.disputed(v))
	set(f, "outvoted", s.outvoted(v))
	set(f, "not_latest", indicator(d.laterDate(v.reading)))
}

// torn reports that a date's two-digit year may be the head of one with four: a
// mark grows on to it, or the page ends there.
func (d *evidence) torn(s *dateSpot) bool {
	if s.end == 0 || s.box.Right > pageEdge {
		return true
	}
	last := s.raw[strings.LastIndexByte(s.raw, ' ')+1:]
	_, rest, found := strings.Cut(d.l.tokens[s.end-1].Text, last)
	return found && rest != "" && !strings.ContainsRune(".,;:)]|TtZ-/", []rune(rest)[0]) && !unicode.IsDigit([]rune(rest)[0])
}

// pageEdge is how far right a page's print is whole, as a share of its width.
const pageEdge = 0.985

// support is the least share of the passes that a digit of the day has, among
// readings in the same order.
func (s *dateSpot) support(v vote) float64 {
	want, least := v.String(), 1.0
	for k := range len(want) {
		share := 0.0
		for _, o := range s.votes {
			if o.order == v.order && !o.guessed && o.String()[k] == want[k] {
				share += o.share
			}
		}
		least = min(least, share)
	}
	return least
}

// outvoted is the greatest share, among the readings that say anything about a
// digit of the day, of those that say another one.
func (s *dateSpot) outvoted(v vote) float64 {
	want, most := v.String(), 0.0
	for k := range len(want) {
		if want[k] == '-' {
			continue
		}
		with, against := 0.0, 0.0
		count := func(digit byte, share float64) {
			if digit == want[k] {
				with += share
			} else {
				against += share
			}
		}
		for _, o := range s.votes {
			if o.order == v.order && !o.guessed {
				count(o.String()[k], o.share)
			}
		}
		for _, p := range s.torso {
			if at := p.place(k, v.order); at >= 0 {
				count(p.numbers[at], p.share)
			}
		}
		if against > 0 {
			most = max(most, against/(with+against))
		}
	}
	return most
}

// hasKin: a date elsewhere that had to be mended, or is of an unusual year,
// differs from this one in a digit only, so that both are one day.
func (d *evidence) hasKin(s *dateSpot, v vote) bool {
	for _, list := range [][]dateSpot{d.dates, d.vague} {
		for i := range list {
			o := &list[i].found
			if o.start == s.found.start && list[i].first == s.first {
				continue
			}
			for _, r := range o.readings {
				if v.mended == 0 && (r.mended > 0 || r.far()) && digitsApart(r.String(), v.String()) == 1 {
					return true
				}
			}
		}
	}
	return false
}

// digitsApart counts the places in which two dates differ.
func digitsApart(a, b string) int {
	n := 0
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			n++
		}
	}
	return n
}

// undisputed is 1 where nothing speaks against the chosen date: no other date of
// the paper in a single digit, as one of both is misread then; no pass that read
// another day; no other order of its numbers.
func (c *choice) undisputed() float64 {
	if !c.found {
		return 0
	}
	a := c.list[0]
	sure := (1 - min(1, 2*a.Features["contested"])) * (1 - a.Features["ambiguous_order"])
	if a.Features["guessed"] > 0 || a.Features["contested"] > a.Features["agreement"] {
		return 0
	}
	for _, b := range c.list[1:] {
		if b.Raw == a.Raw || b.Features["guessed"] > 0 {
			continue // a guess disputes nothing
		}
		if digitsApart(a.Value, b.Value) == 1 {
			return 0
		}
	}
	return sure
}

// pickDate is pick with the proof that suits dates and times.
func pickDate(list []Candidate) choice {
	c := pick(list)
	c.proof = c.undisputed()
	return c
}
