package extract

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"unicode"

	iso "golang.org/x/text/currency"

	"deskclerk/backend/doc"
)

// Manner is how a document writes what can be read in two ways. The zero value
// knows nothing.
type Manner struct {
	Decimal    rune   // '.' or ','; 0 while unknown
	MonthFirst bool   // 03/04 is in March
	Language   string // BCP 47, for the names of months
}

// MannerOf learns from the values that were read from the document.
func MannerOf(d doc.Document) Manner {
	m := Manner{Language: d.Language}
	votes := map[rune]int{}
	for _, s := range d.Spec().Fields {
		f := d.Fields[s.Name]
		if f.Value == nil {
			continue
		}
		switch s.Kind {
		case doc.KindMoney:
			if a, ok := parseAmount(f.Raw, habit{}); ok && a.decimals == 2 {
				votes[a.sep]++
			}
		case doc.KindDate:
			for _, p := range findDates(f.Raw, d.Language) {
				for _, r := range p.readings {
					if r.String() == *f.Value && r.order == orderMDY {
						m.MonthFirst = true
					}
				}
			}
		case doc.KindCurrency:
			m.MonthFirst = m.MonthFirst || *f.Value == "USD"
		}
	}
	m.vote(votes)
	return m
}

// vote takes the separator that most amounts have before their cents, if any.
func (m *Manner) vote(votes map[rune]int) {
	switch {
	case votes['.'] > votes[',']:
		m.Decimal = '.'
	case votes[','] > votes['.']:
		m.Decimal = ','
	}
}

// MostValue bounds a value, in bytes.
const MostValue = 4 << 10

var (
	plainMoney = regexp.MustCompile(`^-?[0-9]{1,12}(\.[0-9]{1,2})?$`)
	plainTime  = regexp.MustCompile(`^([01]?[0-9]|2[0-3]):([0-5][0-9])(:[0-5][0-9])?$`)
)

// Normalise brings a text that a person typed or pointed at into the contract's
// form of the kind. Errors: invalid_value, which says how to write it.
func Normalise(kind doc.FieldKind, name, text string, m Manner) (string, error) {
	if len(text) > MostValue {
		return "", doc.Refuse(doc.CodeValue, "value_long", "bytes", strconv.Itoa(MostValue))
	}
	s := strings.Join(strings.FieldsFunc(text, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }), " ")
	if s == "" {
		return "", doc.Refuse(doc.CodeValue, "value_empty")
	}
	value := s
	switch kind {
	case doc.KindMoney:
		value = normalMoney(s, m)
	case doc.KindNumber:
		value = normalNumber(s, m)
	case doc.KindDate:
		value = normalDate(s, m)
	case doc.KindTime:
		value = normalTime(s)
	case doc.KindCurrency:
		value = normalCurrency(s)
	case doc.KindIdentifier:
		value = normalIdentifier(name, text, s)
	}
	if value == "" {
		return "", doc.Refuse(doc.CodeValue, "value_"+string(kind))
	}
	return value, nil
}

// NormaliseAs is Normalise for a field of the definition, which may know its
// choices and its pattern; nil is as Normalise.
func NormaliseAs(def *doc.FieldDef, kind doc.FieldKind, name, text string, m Manner) (string, error) {
	if def == nil {
		return Normalise(kind, name, text, m)
	}
	return normaliseAs(def, formOf(def), text, m)
}

// normaliseAs is NormaliseAs with the definition's form at hand.
func normaliseAs(def *doc.FieldDef, form func(string) (string, error), text string, m Manner) (string, error) {
	value, err := Normalise(plainKind(def.Kind), plainName(def), text, m)
	if err != nil {
		return "", err
	}
	return form(value)
}

// habitOf a manner that a person's own typing may be read with.
func (m Manner) habit() habit { return habit{decimal: m.Decimal, cents: true} }

func normalMoney(s string, m Manner) string {
	if plainMoney.MatchString(s) {
		whole, cents, _ := strings.Cut(s, ".")
		return whole + "." + (cents + "00")[:2]
	}
	a, ok := parseAmount(s, m.habit())
	if !ok || a.glued || a.percent || a.decimals > 2 {
		return ""
	}
	if strings.HasPrefix(s, "(") && strings.HasSuffix(s, ")") && a.cents > 0 {
		a.cents = -a.cents // as book-keepers write it
	}
	return money(a.cents)
}

// normalNumber keeps as many decimals as were written, of which a percent sign
// is left out.
func normalNumber(s string, m Manner) string {
	if v, err := strconv.ParseFloat(s, 64); err == nil && !math.IsInf(v, 0) && !math.IsNaN(v) && math.Abs(v) < 1e12 {
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	a, ok := parseAmount(s, m.habit())
	if !ok || a.glued || a.decimals > 2 {
		return ""
	}
	return strconv.FormatFloat(float64(a.cents)/100, 'f', -1, 64)
}

func normalDate(s string, m Manner) string {
	found := findDates(s, m.Language)
	if len(found) != 1 {
		return ""
	}
	for _, r := range found[0].readings { // the order that the document has, when the calendar lets it
		if !r.guessed && m.MonthFirst == (r.order == orderMDY) {
			return r.String()
		}
	}
	if r := found[0].readings[0]; !r.guessed {
		return r.String()
	}
	return ""
}

func normalTime(s string) string {
	if m := plainTime.FindStringSubmatch(s); m != nil {
		return ("0" + m[1])[len(m[1])-1:] + ":" + m[2]
	}
	if found := findTimes(s, nil); len(found) == 1 && !found[0].mended {
		return found[0].value
	}
	return ""
}

func normalCurrency(s string) string {
	l := words()
	if code := l.currency[currencyKey(s)]; code != "" {
		return code
	}
	if code := l.signOf(s); code != "" {
		return code
	}
	code := strings.ToUpper(s)
	if _, err := iso.ParseISO(code); err != nil {
		return ""
	}
	return code
}

// normalIdentifier leaves identifiers as printed, but for those that are the
// same with and without their spaces.
func normalIdentifier(name, text, s string) string {
	switch name {
	case "iban", "bic", "supplier_vat_id":
		return doc.CompactIdentifier(s)
	case "mrz":
		var lines []string
		for line := range strings.Lines(text) {
			if line = strings.Join(strings.Fields(line), ""); line != "" {
				lines = append(lines, line)
			}
		}
		return strings.Join(lines, "\n")
	default:
		return s
	}
}
