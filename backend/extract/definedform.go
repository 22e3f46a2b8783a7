package extract

import (
	"regexp"
	"slices"
	"strings"

	"deskclerk/backend/doc"
	"deskclerk/backend/likeness"
)

// plainKind is the built-in kind that a defined field's value is first read as.
func plainKind(k doc.FieldKind) doc.FieldKind {
	switch k {
	case doc.KindIBAN, doc.KindVATID, doc.KindPattern:
		return doc.KindIdentifier
	case doc.KindChoice, doc.KindCheckbox:
		return doc.KindText
	default:
		return k
	}
}

// plainName is the built-in field whose manner of writing a defined one has.
func plainName(f *doc.FieldDef) string {
	switch f.Kind {
	case doc.KindIBAN:
		return "iban"
	case doc.KindVATID:
		return "supplier_vat_id"
	default:
		return ""
	}
}

// ticks are the texts that stand for a ticked and for an empty box.
func ticks(s string) (value string, ok bool) {
	switch strings.ToLower(strings.Trim(s, " []()")) {
	case "yes", "ja", "oui", "si", "sí", "sim", "tak", "ano", "x", "✓", "✔", "✗", "☑", "☒", "1", "true", "checked", "on":
		return doc.CheckedYes, true
	case "no", "nein", "non", "não", "nie", "ne", "", "☐", "□", "0", "false", "off":
		return doc.CheckedNo, true
	}
	return "", false
}

// formOf gives what brings a value that has its kind's plain form into that of
// the field. Its errors: invalid_value.
func formOf(f *doc.FieldDef) func(value string) (string, error) {
	switch f.Kind {
	case doc.KindCheckbox:
		return func(value string) (string, error) {
			if v, ok := ticks(value); ok {
				return v, nil
			}
			return "", doc.Refuse(doc.CodeValue, "value_checkbox")
		}
	case doc.KindChoice:
		return func(value string) (string, error) {
			if v := nearestChoice(f.Choices, value); v != "" {
				return v, nil
			}
			return "", doc.Refuse(doc.CodeValue, "value_choice", "choices", strings.Join(f.Choices, ", "))
		}
	case doc.KindIBAN:
		return held(doc.ValidIBAN, "value_iban")
	case doc.KindVATID:
		return held(doc.ValidVATForm, "value_vat_id")
	case doc.KindPattern:
		if re, err := wholePattern(f.Pattern); err == nil {
			return held(re.MatchString, "value_pattern")
		}
	}
	return func(value string) (string, error) { return value, nil }
}

// held lets a value be when it holds.
func held(holds func(string) bool, otherwise string) func(string) (string, error) {
	return func(value string) (string, error) {
		if !holds(value) {
			return "", doc.Refuse(doc.CodeValue, otherwise)
		}
		return value, nil
	}
}

func wholePattern(pattern string) (*regexp.Regexp, error) {
	return regexp.Compile(`^(?:` + pattern + `)$`)
}

// nearestChoice is the choice that the text was read from, empty when it may be
// none or more than one.
func nearestChoice(choices []string, text string) string {
	want := likeness.Shape(compact(text))
	best, second, at := longestWord+1, longestWord+1, ""
	for _, c := range choices {
		s := likeness.Shape(compact(c))
		limit := allowance(len(s))
		d := distance(want, s, limit)
		if d > limit {
			continue
		}
		switch {
		case d < best:
			best, second, at = d, best, c
		case d < second:
			second = d
		}
	}
	if at == "" || best == second {
		return ""
	}
	return at
}

// valued is a part of the page read as a field's kind.
type valued struct {
	value      string
	first, end int // tokens
	exact      float64
}

const mostTokens = 12 // of a typed value

// read finds the value of the field in tokens[first:end], which stand in a row:
// the longest run from the left that has its kind's form. Text is all of it.
func (d *evidence) read(f *doc.FieldDef, first, end int, m Manner) (valued, bool) {
	for first < end && onlyMarks(d.l.tokens[first].Text) {
		first++
	}
	switch f.Kind {
	case doc.KindText, doc.KindIdentifier:
		text := strings.Trim(d.l.text(first, end), " :;|_")
		if text == "" {
			return valued{}, false
		}
		return valued{text, first, end, 0.8}, true
	}
	form := formOf(f) // once: it may compile a pattern
	for a := first; a < min(end, first+mostTokens); a++ {
		for b := min(end, a+mostTokens); b > a; b-- {
			text := strings.Trim(d.l.text(a, b), " :;|_")
			if v, err := normaliseAs(f, form, text, m); err == nil && plausible(f.Kind, text) {
				return valued{v, a, b, 1 - 0.12*float64(a-first)}, true
			}
		}
	}
	return valued{}, false
}

// onlyMarks reports a token such as ":" or "....".
func onlyMarks(s string) bool {
	letters, digits := countLetters(s)
	return letters+digits == 0 && !strings.ContainsAny(s, "☐☑☒✓✔✗□€$£¥")
}

// plausible keeps a text from being taken for a kind that lets much through.
func plausible(k doc.FieldKind, text string) bool {
	letters, digits := countLetters(text)
	switch k {
	case doc.KindMoney:
		return digits > 0 && letters <= 4 && !isNumeral(text)
	case doc.KindNumber:
		return digits > 0 && letters <= 4
	case doc.KindCheckbox:
		return len([]rune(text)) <= 8
	case doc.KindDate:
		return digits > 0 && len(text) <= 40
	}
	return true
}

// longestSum is how many digits a sum without decimals may have.
const longestSum = 9

// isNumeral reports digits that are the number of something, such as a taxpayer,
// and no sum: many of them, or with zeros in front.
func isNumeral(text string) bool {
	if strings.ContainsAny(text, ".,'") {
		return false
	}
	digits := onlyDigits(text)
	return len(digits) > longestSum || len(digits) > 1 && digits[0] == '0'
}

// mannerOf the document, for values that are read from it.
func (d *evidence) mannerOf() Manner {
	m := Manner{Language: d.l.lang, MonthFirst: d.order[orderMDY] > max(d.order[orderDMY], d.order[orderYMD])}
	votes := map[rune]int{}
	for i := range d.sums.figs {
		f := &d.sums.figs[i]
		if f.decimals == 2 {
			votes[lastSeparator(d.l.text(f.first, f.end))]++
		}
	}
	m.vote(votes)
	return m
}

func lastSeparator(s string) rune {
	i := strings.LastIndexAny(s, ".,")
	if i < 0 {
		return 0
	}
	return rune(s[i])
}

// labelSpot is where a label stands.
type labelSpot struct {
	first, end int
	row        int
	quality    float64
}

// spots are the places of a label on the document, the best read first.
func (d *evidence) spots(label string) []labelSpot {
	want := likeness.Shape(compact(label))
	n := len(foldTokens(label))
	if len(want) == 0 || n == 0 || len(want) > longestWord {
		return nil
	}
	limit := allowance(len(want))
	var out []labelSpot
	for r := range d.l.rows {
		row := &d.l.rows[r]
		for a := row.first; a < row.end; a++ {
			for b := a + 1; b <= min(row.end, a+n+2); b++ {
				got := compact(d.l.text(a, b))
				if len(got) > len(want)+limit {
					break
				}
				if k := distance(likeness.Shape(got), want, limit); k <= limit && len(got) > 0 {
					out = append(out, labelSpot{a, b, r, 1 - float64(k)/float64(len(want))})
				}
			}
		}
	}
	slices.SortStableFunc(out, func(a, b labelSpot) int { return compare(b.quality, a.quality) })
	return sparse(out)
}

// withinPhrase is how much a label counts for that goes on with other words, as
// "tax" in "(without tax)".
const withinPhrase = 0.9

// beginning makes spots count for less that do not begin their cell.
func (d *evidence) beginning(spots []labelSpot) []labelSpot {
	for i := range spots {
		s := &spots[i]
		if s.first > d.l.rows[s.row].first && d.l.tokens[s.first-1].cell == d.l.tokens[s.first].cell && !onlyMarks(d.l.tokens[s.first-1].Text) {
			s.quality *= withinPhrase
		}
	}
	return spots
}

// sparse drops spots that lie on a better one.
func sparse(spots []labelSpot) []labelSpot {
	var out []labelSpot
	for _, s := range spots {
		if !slices.ContainsFunc(out, func(o labelSpot) bool { return s.first < o.end && o.first < s.end }) {
			out = append(out, s)
		}
	}
	return out
}
