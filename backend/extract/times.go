package extract

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// timeSpot is a place of the page where a time of day stands.
type timeSpot struct {
	spot[printedTime]
	share float64 // of the passes that read it so; 0 where one reading was enough
	other bool    // only another pass than the main text gives it
}

// votedTimes finds the times of a row in the main text and in what other passes
// made of its words.
func (d *evidence) votedTimes(r *row) []timeSpot {
	var out []timeSpot
	for _, f := range findTimes(r.text, findDates(r.text, d.l.lang)) {
		s := timeSpot{spot: spotAt(d.l, r, f, f.start, f.end)}
		s.share = d.l.agreedFigures(s.first, s.end)
		out = append(out, s)
	}
	for _, pass := range d.l.otherPasses(r) {
		text, pieces := d.l.rowAs(r, pass)
		for _, f := range findTimes(text, findDates(text, d.l.lang)) {
			first, end := tokensAt(pieces, f.start, f.end)
			share := d.l.agreedAs(first, end, pass)
			if share < 0 {
				continue
			}
			i := slices.IndexFunc(out, func(s timeSpot) bool {
				return s.first < end && first < s.end && s.found.value == f.value
			})
			if i >= 0 {
				out[i].share = min(1, out[i].share+share)
				continue
			}
			s := spot[printedTime]{found: f, first: first, end: end, row: r.index, page: r.page, raw: strings.TrimSpace(text[f.start:f.end])}
			s.box, s.conf = d.l.box(first, end), d.l.confidence(first, end)
			out = append(out, timeSpot{spot: s, share: share, other: true})
		}
	}
	return out
}

// timeCandidates: times of day with what stands around them.
func (d *evidence) timeCandidates() []Candidate {
	count := map[string]int{}
	for i := range d.times {
		count[d.times[i].found.value]++
	}
	var out []Candidate
	for i := range d.times {
		s := &d.times[i]
		out = append(out, Candidate{
			Value: s.found.value, Raw: s.raw, Page: s.page, Box: s.box, Confidence: s.conf,
			Repeats: count[s.found.value], Features: d.timeFeatures(s, count),
		})
	}
	return out
}

// timeFeatures of one time of day.
func (d *evidence) timeFeatures(s *timeSpot, count map[string]int) Features {
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
	set(f, "mended", indicator(s.found.mended))
	set(f, "position", d.l.rows[s.row].order)
	set(f, "confidence", s.conf)
	set(f, "range", indicator(strings.Count(d.l.rows[s.row].text, ":") >= 3 && f["date_beside"] == 0))
	set(f, "repeats", math.Log2(float64(min(4, count[s.found.value])))/2)
	set(f, "afternoon", indicator(count[shifted(s.found.value, -12)] > 0))
	set(f, "forenoon", indicator(!s.found.marked && count[shifted(s.found.value, 12)] > 0))
	set(f, "agreement", s.share)
	set(f, "only_other", indicator(s.other))
	set(f, "half_open", indicator(d.halfOpen(s)))
	for i := range d.times {
		if o := &d.times[i]; o.first < s.end && s.first < o.end && o.found.value != s.found.value {
			set(f, "contested", max(f["contested"], o.share))
		}
	}
	return f
}

// halfOpen reports that what may be a misread AM or PM stands behind a time that
// has none.
func (d *evidence) halfOpen(s *timeSpot) bool {
	if s.found.marked || s.found.value > "12:59" || s.end >= d.l.rows[s.row].end {
		return false
	}
	next := compact(d.l.tokens[s.end].Text)
	return len(next) == 2 && (next[0] == 'a' || next[0] == 'p')
}

// shifted is the time some hours on, empty beyond the day.
func shifted(value string, hours int) string {
	h := int(value[0]-'0')*10 + int(value[1]-'0') + hours
	if h < 0 || h > 23 {
		return ""
	}
	return fmt.Sprintf("%02d%s", h, value[2:])
}
