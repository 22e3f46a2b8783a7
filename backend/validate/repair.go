package validate

import (
	"strings"

	"github.com/shopspring/decimal"
)

// term is a field of an equation and the value that would make it hold.
type term struct {
	field string
	want  decimal.Decimal
}

// repair finds the one term at fault: its needed value stands elsewhere on the
// paper, or else may have been misread as what was found. It offers nothing when
// none or more than one term could be meant.
func (s sheet) repair(terms []term) (field, value string) {
	for _, possible := range []func(field, value string) bool{s.printed, s.slip} {
		var fit []term
		for _, t := range terms {
			if t.want.Sign() != 0 && possible(t.field, t.want.StringFixed(2)) {
				fit = append(fit, t)
			}
		}
		if len(fit) > 0 {
			if len(fit) > 1 {
				return "", ""
			}
			return fit[0].field, fit[0].want.StringFixed(2)
		}
	}
	return "", ""
}

// printed reports that the value is a candidate of the field, or stands in
// another one that holds the same sum.
func (s sheet) printed(field, value string) bool {
	for _, c := range s.Fields[field].Candidates {
		if c.Value == value {
			return true
		}
	}
	if field == "grand_total" {
		return s.value("amount_due") == value
	}
	return false
}

// slip reports that the value may have been misread as the field's.
func (s sheet) slip(field, value string) bool { return misread(s.value(field), value) }

// misread reports that a reader may take want for got: one look-alike digit, or
// a decimal separator lost.
func misread(got, want string) bool {
	if strings.ReplaceAll(want, ".", "") == strings.TrimSuffix(got, ".00") {
		return true
	}
	if len(got) != len(want) {
		return false
	}
	differ := 0
	for i := range got {
		if got[i] == want[i] {
			continue
		}
		if !alike(got[i], want[i]) {
			return false
		}
		differ++
	}
	return differ == 1
}

// alike reports that two digits are often taken for each other.
func alike(a, b byte) bool {
	for _, group := range []string{"0689", "17", "147", "27", "38", "356", "58", "49"} {
		if strings.IndexByte(group, a) >= 0 && strings.IndexByte(group, b) >= 0 {
			return true
		}
	}
	return false
}
