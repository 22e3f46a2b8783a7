package extract

import (
	"regexp"
	"strings"
)

// source says how a figure came about, from the surest to the least sure.
type source uint8

const (
	printed  source = iota // as the page's text has it
	reread                 // another pass over the same ink gave it
	reshaped               // read with more tolerance: a lost point, a stray sign
	mended                 // one look-alike off what stands there, and the sums want it
	computed               // the sums give it; nothing that is printed comes near
)

// alternatives lists other readings of the sums: what other passes made of the
// same ink, and what a tolerant eye makes of a spoilt number. They stand in the
// place of what they replace and count only where arithmetic or agreement bears
// them out.
func (s *sums) alternatives() []figure {
	var out []figure
	for r := range s.l.rows {
		row := &s.l.rows[r]
		for i := row.first; i < row.end; i++ {
			out = append(out, s.rereadings(row, i)...)
		}
		out = append(out, s.reshapings(row)...)
	}
	return out
}

// rereadings of token i, each as a figure in the place of the one it replaces.
func (s *sums) rereadings(r *row, i int) []figure {
	t := &s.l.tokens[i]
	var out []figure
	for _, other := range t.Readings {
		end := min(r.end, i+max(1, other.Words))
		old := s.figureAcross(r, i, end)
		a, ok := s.parseReading(other.Text, old, i, end)
		if !ok || old != nil && old.isMoney() && old.cents == a.cents {
			continue
		}
		f := s.l.figureOn(r, i, end)
		if old != nil {
			f = *old
		}
		f.amount, f.source, f.conf, f.contested = a, reread, other.Confidence, 0
		f.agree = shareOf(&other, &t.Word)
		if old != nil {
			old.contested = max(old.contested, f.agree)
		}
		out = append(out, f)
	}
	return out
}

// parseReading reads a sum from what another pass gave for tokens[i:end], with
// the rest of the figure that stood there, or by itself.
func (s *sums) parseReading(text string, old *figure, i, end int) (amount, bool) {
	tries := []string{text}
	if old != nil && (old.first < i || old.end > end) {
		whole := s.l.text(old.first, max(old.first, i)) + " " + text + " " + s.l.text(min(end, old.end), old.end)
		tries = []string{strings.TrimSpace(whole), text}
	}
	if fields := strings.Fields(text); len(fields) > 1 {
		tries = append(tries, fields[len(fields)-1])
	}
	for _, try := range tries {
		a, ok := parseAmount(try, s.habit)
		if !ok {
			a, ok = coreAmount(try, s.habit)
		}
		if ok && !a.glued && !a.percent && a.decimals == 2 && !broken.MatchString(try) {
			return a, true
		}
	}
	return amount{}, false
}

// figureAcross is the figure that shares a token with tokens[i:end], if any.
func (s *sums) figureAcross(r *row, i, end int) *figure {
	for _, k := range s.byRow[r.index] {
		if f := &s.figs[k]; f.first < end && i < f.end {
			return f
		}
	}
	return nil
}

// figureOn is a figure without a value over tokens[first:end].
func (l *layout) figureOn(r *row, first, end int) figure {
	return figure{
		first: first, end: end, row: r.index, page: r.page,
		box: l.box(first, end), conf: l.confidence(first, end), height: r.height / l.em, agree: l.agreement(first, end),
	}
}

// reshapings of a row's numbers that are no money as they stand.
func (s *sums) reshapings(r *row) []figure {
	var out []figure
	add := func(first, end int, text string) {
		if a, ok := parseAmount(text, s.habit); ok && !a.glued && !a.percent && a.decimals == 2 && a.cents != 0 {
			f := s.l.figureOn(r, first, end)
			a.repaired = true
			f.amount, f.source = a, reshaped
			out = append(out, f)
		}
	}
	labelled := s.named(r.index)
	figs := s.byRow[r.index]
	for n, k := range figs {
		f := &s.figs[k]
		text := s.l.text(f.first, f.end)
		digits := onlyDigits(text)
		switch {
		case f.percent:
		case f.decimals > 2 && (labelled || n == len(figs)-1):
			if m := overlong.FindString(text); m != "" {
				add(f.first, f.end, m)
			}
		case f.decimals == 0 && s.habit.cents && s.small(r.index) && len(digits) <= 2 && n == len(figs)-1:
			add(f.first, f.end, "0."+("0" + digits)[len(digits)-1:])
		case f.decimals == 0 && s.habit.cents && (labelled || f.currency != ""):
			if len(digits) >= 3 && len(digits) <= 6 && !strings.ContainsAny(text, ".,:/") {
				add(f.first, f.end, digits[:len(digits)-2]+"."+digits[len(digits)-2:])
			}
			if n > 0 && len(digits) == 2 && s.follows(figs[n-1], k) {
				p := &s.figs[figs[n-1]]
				add(p.first, f.end, onlyDigits(s.l.text(p.first, p.end))+"."+digits)
			}
		case f.decimals == 2:
			if rest, ok := s.signAsDigit(f, text); ok {
				add(f.first, f.end, rest)
			}
		}
	}
	return out
}

// overlong is a sum on whose cents a tax code or a mark was read as digits.
var overlong = regexp.MustCompile(`\d+[.,]\d\d`)

// follows reports that two figures stand close, the first without decimals.
func (s *sums) follows(i, j int) bool {
	a, b := &s.figs[i], &s.figs[j]
	return a.decimals == 0 && !a.percent && a.end == b.first && s.l.joins(a.end-1, b.first)
}

// signAsDigit drops the first digit of a sum where the paper prints its sums
// with a sign in front and this one has none, or only the half of "RM": the
// sign was read as a digit.
func (s *sums) signAsDigit(f *figure, text string) (string, bool) {
	digits := strings.TrimLeft(text, "-RrMm ")
	if len(onlyDigits(digits)) < 4 || len(digits) == 0 || !digit(digits[0]) {
		return "", false
	}
	if f.currency == "" && s.habit.signed || len(text) > 1 && text[0] == 'R' && text[1] != 'M' {
		return digits[1:], true
	}
	return "", false
}

// small reports a row whose sum may be below one, printed without its zero:
// change, a rounding, a tax.
func (s *sums) small(row int) bool {
	labels := s.l.labelsIn(row)
	return best(labels, cChange, cRounding, cTax) > 0.7 && best(labels, cTotal, cTotalStrong) < 0.7
}

// named reports a label of money in the row.
func (s *sums) named(row int) bool {
	labels := s.l.labelsIn(row)
	return best(labels, moneyConcepts()...) > 0.7
}
