package extract

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// vote is what the passes over the page made of a date's place: readings of the
// day with the share of the passes that gave them.
type vote struct {
	reading
	share float64  // 0 to 1; 0 where one reading was enough
	by    []string // passes that gave it, a guess counting only where all guessed; none where it was put together of several
	other bool     // only another pass than the main text gives it
}

// dateSpot is a place of the page where a date stands.
type dateSpot struct {
	spot[printedDate]
	votes  []vote
	torso  []torso
	passes int // readings that covered the place, 0 when unknown
}

// torso is the first two numbers of a date, as a pass gave them that lost the rest.
type torso struct {
	numbers string  // of two digits each
	share   float64 // of the passes, 0 to 1
}

// place of digit k of YYYY-MM-DD among the numbers of a date in that order; −1
// when it is not among them.
func (p torso) place(k int, o dateOrder) int {
	const month, day = 5, 8
	switch {
	case k < month || o != orderDMY && o != orderMDY:
		return -1
	case (k < day) == (o == orderMDY):
		return (k - month) % (day - month)
	default:
		return (k-month)%(day-month) + 2
	}
}

// certain is the date's only reading, when nothing had to be mended for it and
// no pass read another day.
func (s *dateSpot) certain() (reading, bool) {
	r, ok := s.found.certain()
	return r, ok && !s.contested()
}

// contested: some pass read other numbers than the main text.
func (s *dateSpot) contested() bool {
	first := s.found.readings[0]
	return slices.ContainsFunc(s.votes, func(v vote) bool { return !v.guessed && v.share > 0 && !sameNumbers(v.reading, first) })
}

// voted finds the dates of a row in the main text and in what other passes made
// of its words.
func (d *evidence) voted(r *row) (sure, doubtful []dateSpot) {
	var all []dateSpot
	for _, f := range findDates(r.text, d.l.lang) {
		s := dateSpot{spot: spotAt(d.l, r, f, f.start, f.end)}
		s.passes = d.l.passes(s.first, s.end)
		share := d.l.agreedFigures(s.first, s.end)
		for _, x := range f.readings {
			s.votes = append(s.votes, vote{reading: x, share: share, by: []string{mainText}})
		}
		all = append(all, s)
	}
	for _, pass := range d.l.otherPasses(r) {
		all = d.otherVotes(all, r, pass)
	}
	if len(all) > 0 || strings.Count(r.text, "/")+strings.Count(r.text, "-")+strings.Count(r.text, ".") > 1 {
		all = d.otherVotes(all, r, combined)
	}
	for i := range all {
		if s := &all[i]; s.found.sure() && !s.votes[0].other {
			sure = append(sure, *s)
		} else {
			doubtful = append(doubtful, *s)
		}
	}
	return sure, doubtful
}

// otherVotes adds the dates that stand in the row as another pass read it.
func (d *evidence) otherVotes(all []dateSpot, r *row, pass string) []dateSpot {
	text, pieces := d.l.rowAs(r, pass)
	seen := map[int]bool{}
	for _, f := range findDates(text, d.l.lang) {
		first, end := tokensAt(pieces, f.start, f.end)
		share := d.l.agreedAs(first, end, pass)
		if pass == combined {
			share = 0
		}
		if share < 0 { // the pass read these words as the main text does
			continue
		}
		i := slices.IndexFunc(all, func(s dateSpot) bool { return s.first < end && first < s.end })
		if i < 0 {
			s := spot[printedDate]{found: f, first: first, end: end, row: r.index, page: r.page, raw: text[f.start:f.end]}
			s.box, s.conf = d.l.box(first, end), d.l.confidence(first, end)
			all = append(all, dateSpot{spot: s, passes: d.l.passes(first, end)})
			i = len(all) - 1
		}
		all[i].add(f.readings, share, pass)
		seen[i] = true
	}
	for i := range all {
		if s := &all[i]; pass != combined && !seen[i] {
			d.addTorso(s, text, pieces, pass)
		}
	}
	return all
}

// torsoShape: two numbers and what parts them from a third one.
var torsoShape = regexp.MustCompile(`(?:^|\D)(\d{1,2})([/.-])(\d{1,2})([/.-])`)

// addTorso keeps what a pass that gave no day made of the head of the date.
func (d *evidence) addTorso(s *dateSpot, text string, pieces []piece, pass string) {
	share := d.l.agreedAs(s.first, s.end, pass)
	from, to := -1, 0
	for _, p := range pieces {
		if p.end > s.first && p.first < s.end {
			if from < 0 {
				from = p.from
			}
			to = p.to
		}
	}
	if share <= 0 || from < 0 {
		return
	}
	if m := torsoShape.FindStringSubmatch(text[from:to]); m != nil && m[2] == m[4] {
		s.torso = append(s.torso, torso{fmt.Sprintf("%02s%02s", m[1], m[3]), share})
	}
}

// add counts another pass's readings.
func (s *dateSpot) add(rs []reading, share float64, pass string) {
	var by []string
	if pass != combined {
		by = []string{pass}
	}
	for _, x := range rs {
		i := slices.IndexFunc(s.votes, func(v vote) bool { return v.String() == x.String() })
		switch {
		case i < 0:
			s.votes = append(s.votes, vote{reading: x, share: share, by: by, other: true})
		case s.votes[i].guessed && !x.guessed || s.votes[i].mended > x.mended:
			// read better by this pass than guessed from the main text
			if s.votes[i].guessed {
				s.votes[i].by = nil
			}
			s.votes[i].mended, s.votes[i].guessed, s.votes[i].share = x.mended, x.guessed, share
			s.votes[i].by = append(s.votes[i].by, by...)
		default:
			s.votes[i].share = min(1, s.votes[i].share+share)
			if s.votes[i].guessed || !x.guessed {
				s.votes[i].by = append(s.votes[i].by, by...)
			}
		}
	}
}

// testimony about the vote's day. A lost zero or another mark between the numbers
// is the same day, and a reading that gives another day disputes it more than
// figures that give none.
func (d *evidence) testimony(s *dateSpot, v vote) *testimony {
	if len(v.by) == 0 {
		share := s.support(v)
		return &testimony{agree: share, undisputed: share, witnesses: share}
	}
	out := testimony{undisputed: 1, witnesses: 1}
	words := 0.0
	for i := s.first; i < s.end; i++ {
		if hasDigit(d.l.tokens[i].Text) {
			out.add(d.l.borneOut(i, v.by...), 1)
			words++
		}
	}
	out.agree /= max(1, words)
	for _, o := range s.votes {
		if o.against(v) && slices.ContainsFunc(o.by, func(pass string) bool { return !slices.Contains(v.by, pass) }) {
			out.undisputed = min(out.undisputed, max(0, 1-o.share))
		}
	}
	return &out
}

// mainText is the name of the reading that stands in the words themselves.
const mainText = ""

// against reports another day than v's, whatever the order of its numbers.
func (v vote) against(o vote) bool {
	return o.String() != v.String() && !v.guessed && !sameNumbers(o.reading, v.reading)
}

// disputed is the greatest share of another day than the vote's.
func (s *dateSpot) disputed(v vote) float64 {
	most := 0.0
	for _, o := range s.votes {
		if o.against(v) {
			most = max(most, o.share)
		}
	}
	return most
}

// otherPasses are the names of the passes that read a digit of the row
// differently.
func (l *layout) otherPasses(r *row) []string {
	var out []string
	for i := r.first; i < r.end; i++ {
		for _, x := range l.tokens[i].Readings {
			if (hasDigit(x.Text) || hasDigit(l.tokens[i].Text)) && !slices.Contains(out, x.Pass) {
				out = append(out, x.Pass)
			}
		}
	}
	return out
}

func hasDigit(s string) bool { return strings.ContainsAny(s, "0123456789") }

// piece of a row's text and the words it stands for.
type piece struct {
	first, end int // tokens
	from, to   int // bytes
}

// rowAs is the row's text as a pass read it.
func (l *layout) rowAs(r *row, pass string) (text string, pieces []piece) {
	var b strings.Builder
	for i := r.first; i < r.end; {
		if i > r.first {
			b.WriteByte(' ')
		}
		p := piece{first: i, end: i + 1, from: b.Len()}
		t := l.tokens[i].Text
		if pass == combined {
			t = cmp.Or(l.combine(i), t)
		} else if x := l.readingOf(i, pass); x >= 0 {
			t = l.tokens[i].Readings[x].Text
			p.end = l.readingEnd(i, x)
		}
		b.WriteString(t)
		p.to = b.Len()
		pieces = append(pieces, p)
		i = p.end
	}
	return b.String(), pieces
}

// readingEnd is behind the last word of the row that reading x of word i stands
// for.
func (l *layout) readingEnd(i, x int) int {
	return min(i+max(1, l.tokens[i].Readings[x].Words), l.rows[l.tokens[i].row].end)
}

// readingOf is the index of a pass's own reading of a word, −1 when it agrees.
func (l *layout) readingOf(i int, pass string) int {
	for x := range l.tokens[i].Readings {
		if l.tokens[i].Readings[x].Pass == pass {
			return x
		}
	}
	return -1
}

// tokensAt finds the words behind bytes start to end.
func tokensAt(pieces []piece, start, end int) (first, last int) {
	first = pieces[0].first
	for k, p := range pieces {
		if p.to > start && p.from < end {
			if last == 0 {
				first = pieces[k].first
			}
			last = p.end
		}
	}
	return first, max(last, first+1)
}

// combined is the name of the pass that never was: each word by the characters
// most of its readings have.
const combined = "+"

// combine takes from the readings of word i that are as long as it the character
// that has most weight at each place; "" when that is nothing new.
func (l *layout) combine(i int) string {
	t := &l.tokens[i]
	if len(t.Readings) < 2 || !hasDigit(t.Text) {
		return ""
	}
	main := []rune(t.Text)
	out, changed := slices.Clone(main), false
	for k := range main {
		weight := map[rune]float64{main[k]: float64(max(1, t.Agree)) + t.Confidence/2}
		for x := range t.Readings {
			if o := []rune(t.Readings[x].Text); len(o) == len(main) {
				weight[o[k]] += float64(max(1, t.Readings[x].Agree)) + t.Readings[x].Confidence/2
			}
		}
		for c, w := range weight {
			if w > weight[out[k]] || w == weight[out[k]] && c < out[k] && c != main[k] && out[k] != main[k] {
				out[k] = c
			}
		}
		changed = changed || out[k] != main[k]
	}
	if !changed {
		return ""
	}
	return string(out)
}

// support is the least share of the passes over word i that a character of text
// has; readings of another length support nothing. 0 for one pass only.
func (l *layout) support(i int, text string) float64 {
	t := &l.tokens[i]
	if t.Passes < 2 {
		return 0
	}
	want := []rune(compact(text))
	least := 1.0
	for k := range want {
		share := 0.0
		if o := []rune(compact(t.Text)); len(o) == len(want) && o[k] == want[k] {
			share += float64(max(1, t.Agree))
		}
		for x := range t.Readings {
			if o := []rune(compact(t.Readings[x].Text)); len(o) == len(want) && o[k] == want[k] {
				share += float64(max(1, t.Readings[x].Agree))
			}
		}
		least = min(least, share/float64(t.Passes))
	}
	return min(1, least)
}

// passes that covered all of tokens[first:end], 0 when nothing is known.
func (l *layout) passes(first, end int) int {
	n := 0
	for i := first; i < end; i++ {
		n = max(n, l.tokens[i].Passes)
	}
	return n
}

// agreedAs is the share of passes that read tokens[first:end] as pass did, −1
// when that is the main text.
func (l *layout) agreedAs(first, end int, pass string) float64 {
	share := -1.0
	for i := first; i < end; i++ {
		x := l.readingOf(i, pass)
		if x < 0 {
			continue
		}
		t := &l.tokens[i]
		s := shareOf(&t.Readings[x], &t.Word)
		if share < 0 || s < share {
			share = s
		}
	}
	return share
}
