package extract

import (
	"math"
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
	days := map[string]int{}
	for i := range d.dates {
		for _, r := range d.dates[i].found.readings {
			days[r.String()]++
		}
	}
	var out []Candidate
	for i := range d.dates {
		s := &d.dates[i]
		shared := d.dateFeatures(s)
		for _, r := range s.found.readings {
			f := Features{}
			for k, v := range shared {
				f[k] = v
			}
			d.readingFeatures(f, s, r, days)
			out = append(out, Candidate{
				Value: r.String(), Raw: s.raw, Page: s.page, Box: s.box, Confidence: s.conf,
				Repeats: days[r.String()], Features: f,
			})
		}
	}
	return out
}

// dateFeatures of a printed date, whatever its reading.
func (d *evidence) dateFeatures(s *spot[printedDate]) Features {
	f := Features{}
	c := d.l.around(s.first, s.end, dateConcepts()...)
	for _, k := range dateConcepts() {
		set(f, "left_"+string(k), c.left[k])
		set(f, "over_"+string(k), c.over[k])
	}
	if c.nearest != nil && c.gap <= 1 {
		for _, k := range c.nearest.concepts {
			f["next_"+string(k)] = c.nearest.quality
		}
	}
	d.clockFeatures(f, s)
	set(f, "position", d.l.rows[s.row].order)
	set(f, "first_page", indicator(s.page == 1))
	set(f, "confidence", s.conf)
	set(f, "mended", float64(s.found.mended))
	set(f, "only", indicator(len(d.dates) == 1))
	set(f, "alone", indicator(d.l.rows[s.row].end-d.l.rows[s.row].first <= s.end-s.first+1))
	set(f, "named", indicator(s.found.sep == 'n'))
	set(f, "range", indicator(d.isRange(s)))
	set(f, "prose", indicator(d.inProse(s)))
	set(f, "earlier", math.Min(3, float64(d.earlier(s))))
	return f
}

// clockFeatures: a time of day beside a date speaks for the moment of sale.
func (d *evidence) clockFeatures(f Features, s *spot[printedDate]) {
	for i := range d.times {
		t := &d.times[i]
		if t.first < s.end && s.first < t.end && t.raw == s.raw {
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
func (d *evidence) readingFeatures(f Features, s *spot[printedDate], r reading, days map[string]int) {
	prior := 1.0
	if len(s.found.readings) > 1 {
		sum := 0.0
		for _, x := range s.found.readings {
			sum += d.orderWeight(s, x)
		}
		prior = d.orderWeight(s, r) / math.Max(sum, 1e-9)
	}
	f["order"] = math.Log(math.Max(prior, 0.01))
	set(f, "open_order", indicator(prior < 0.9))
	set(f, "short_year", indicator(r.short))
	set(f, "repeats", math.Log2(float64(days[r.String()])))
	set(f, "far_year", indicator(r.year < 2000 || r.year > 2035))
	later := 0.0
	for i := range d.dates {
		for _, o := range d.dates[i].found.readings {
			if o.String() > r.String() && o.order == r.order {
				later = 1
			}
		}
	}
	set(f, "not_latest", later)
}

// timeCandidates: times of day with what stands around them.
func (d *evidence) timeCandidates() []Candidate {
	var out []Candidate
	for i := range d.times {
		s := &d.times[i]
		f := Features{}
		c := d.l.around(s.first, s.end, cTime, cDate, cOtherDate, cReceiptNumber)
		set(f, "left_time", c.left[cTime])
		set(f, "left_date", c.left[cDate])
		set(f, "left_other_date", c.left[cOtherDate])
		set(f, "over_time", c.over[cTime])
		for k := range d.dates {
			switch d.dates[k].row - s.row {
			case 0:
				f["date_beside"] = 1
			case 1, -1:
				f["date_near"] = 1
			}
		}
		set(f, "exact", indicator(s.found.exact))
		set(f, "utc", indicator(s.found.utc))
		set(f, "position", d.l.rows[s.row].order)
		set(f, "confidence", s.conf)
		set(f, "range", indicator(strings.Count(d.l.rows[s.row].text, ":") >= 3 && f["date_beside"] == 0))
		out = append(out, Candidate{Value: s.found.value, Raw: s.raw, Page: s.page, Box: s.box, Confidence: s.conf, Features: f})
	}
	return out
}

// undisputed is 1 unless another date of the paper differs from the chosen one
// in a single digit: then one of them is misread.
func (c *choice) undisputed() float64 {
	if !c.found {
		return 0
	}
	a := c.list[0]
	for _, b := range c.list[1:] {
		if b.Raw == a.Raw {
			continue
		}
		differ := 0
		for i := range min(len(a.Value), len(b.Value)) {
			if a.Value[i] != b.Value[i] {
				differ++
			}
		}
		if differ == 1 {
			return 0
		}
	}
	return 1
}

// pickDate is pick with the proof that suits dates and times.
func pickDate(list []Candidate) choice {
	c := pick(list)
	c.proof = c.undisputed()
	return c
}

// orderWeight of a reading: dots between the numbers are hardly ever printed
// with the month in front.
func (d *evidence) orderWeight(s *spot[printedDate], r reading) float64 {
	w := d.order[r.order]
	if s.found.sep == '.' && r.order == orderMDY {
		w *= 0.1
	}
	return w
}
