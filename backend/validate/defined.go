package validate

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"deskclerk/backend/doc"
)

// The rules of types that people defined: what a field's kind asks for, and
// those that the definition names. They say nothing of built-in types.

// ofKind are the definition's rules of a kind.
func (s sheet) ofKind(k doc.RuleKind) []doc.RuleDef {
	if s.Definition == nil || s.Definition.Name != s.Type.Name {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(s.Definition.Rules), func(r doc.RuleDef) bool { return r.Kind != k })
}

// definedForm: a value has the form that its kind asks for.
func definedForm(s sheet) []finding {
	if s.Definition == nil || s.Definition.Name != s.Type.Name {
		return nil
	}
	var out []finding
	for _, f := range s.Definition.Fields {
		v := s.value(f.Name)
		if v == "" {
			continue
		}
		if message := malformed(f, v); message != "" {
			out = append(out, fail(message, f.Name)...)
		}
	}
	return out
}

func malformed(f doc.FieldDef, v string) string {
	switch f.Kind {
	case doc.KindChoice:
		if !slices.Contains(f.Choices, v) {
			return "The value is none of the choices: " + strings.Join(f.Choices, ", ") + "."
		}
	case doc.KindIBAN:
		if !doc.ValidIBAN(v) {
			return "The IBAN's check digits do not fit it."
		}
	case doc.KindVATID:
		if !doc.ValidVATForm(v) {
			return "The VAT id has not the form of its country."
		}
	case doc.KindPattern:
		if !fits(f.Pattern, v) {
			return "The value does not fit the pattern of the field."
		}
	}
	return ""
}

// fits reports that the whole value is as the regular expression says. One that
// cannot be compiled was refused when the type was saved.
func fits(pattern, v string) bool {
	re, err := regexp.Compile(`^(?:` + pattern + `)$`)
	return err != nil || re.MatchString(v)
}

// definedSum: a field is the sum of others and of columns. Nothing is said while
// one of the fields is missing.
func definedSum(s sheet) []finding {
	var out []finding
	for _, r := range s.ofKind(doc.RuleSum) {
		want, ok := s.number(r.Field)
		sum, known := s.total(r.Fields)
		if !ok || !known || sum.Equal(want) {
			continue
		}
		fields := []string{r.Field}
		for _, name := range r.Fields {
			if !strings.Contains(name, ".") {
				fields = append(fields, name)
			}
		}
		out = append(out, finding{
			fields: fields, field: r.Field, value: sum.StringFixed(2),
			message: fmt.Sprintf("%s should be the sum of %s; it is off by %s.", r.Field, strings.Join(r.Fields, " + "), want.Sub(sum)),
		})
	}
	return out
}

func (s sheet) number(field string) (decimal.Decimal, bool) {
	v, err := decimal.NewFromString(s.value(field))
	return v, err == nil
}

// total of fields and columns, false when a field is missing or a cell is empty.
func (s sheet) total(names []string) (decimal.Decimal, bool) {
	sum := decimal.Zero
	for _, name := range names {
		table, column, ok := strings.Cut(name, ".")
		if !ok {
			v, ok := s.number(name)
			if !ok {
				return sum, false
			}
			sum = sum.Add(v)
			continue
		}
		for _, row := range s.Tables[table].Rows {
			cell := row.Cells[column]
			if cell.Value == nil {
				return sum, false
			}
			v, err := decimal.NewFromString(*cell.Value)
			if err != nil {
				return sum, false
			}
			sum = sum.Add(v)
		}
	}
	return sum, true
}

// definedRequiredIf: a field must be there when another has a value.
func definedRequiredIf(s sheet) []finding {
	var out []finding
	for _, r := range s.ofKind(doc.RuleRequiredIf) {
		when := s.value(r.When)
		if when == "" || r.Equals != "" && !strings.EqualFold(when, r.Equals) || s.value(r.Field) != "" {
			continue
		}
		out = append(out, fail(fmt.Sprintf("The field %s is needed because of %s.", r.Field, r.When), r.Field)...)
	}
	return out
}

// definedRange: a number, a sum or a date lies between two ends. Dates are
// compared as they are written, which is their order.
func definedRange(s sheet) []finding {
	var out []finding
	for _, r := range s.ofKind(doc.RuleRange) {
		v := s.value(r.Field)
		if v == "" || between(v, r.Min, r.Max) {
			continue
		}
		out = append(out, fail(fmt.Sprintf("The value of %s lies outside of %s to %s.", r.Field, r.Min, r.Max), r.Field)...)
	}
	return out
}

func between(v, low, high string) bool {
	less := func(a, b string) bool {
		x, errX := decimal.NewFromString(a)
		y, errY := decimal.NewFromString(b)
		if errX == nil && errY == nil {
			return x.LessThan(y)
		}
		return a < b
	}
	return (low == "" || !less(v, low)) && (high == "" || !less(high, v))
}

// definedPattern: a value is as a regular expression says.
func definedPattern(s sheet) []finding {
	var out []finding
	for _, r := range s.ofKind(doc.RulePattern) {
		if v := s.value(r.Field); v != "" && !fits(r.Match, v) {
			out = append(out, fail(fmt.Sprintf("The value of %s does not fit its pattern.", r.Field), r.Field)...)
		}
	}
	return out
}
