package validate

import (
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
		if said, ok := malformed(f, v); ok {
			out = append(out, fail(said, f.Name)...)
		}
	}
	return out
}

// malformed says how the value has not the form of its kind.
func malformed(f doc.FieldDef, v string) (said doc.Sentence, ok bool) {
	const rule = "defined_form"
	switch f.Kind {
	case doc.KindChoice:
		if !slices.Contains(f.Choices, v) {
			return doc.IssueSentence(rule, "choice", "choices", strings.Join(f.Choices, ", ")), true
		}
	case doc.KindIBAN:
		if !doc.ValidIBAN(v) {
			return doc.IssueSentence(rule, "iban"), true
		}
	case doc.KindVATID:
		if !doc.ValidVATForm(v) {
			return doc.IssueSentence(rule, "vat_id"), true
		}
	case doc.KindPattern:
		if !fits(f.Pattern, v) {
			return doc.IssueSentence(rule, "pattern"), true
		}
	}
	return said, false
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
			said: breaks("defined_sum", "field", r.Field, "terms", strings.Join(r.Fields, " + "), "amount", want.Sub(sum).String()),
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
		out = append(out, fail(breaks("defined_required_if", "field", r.Field, "when", r.When), r.Field)...)
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
		out = append(out, fail(outside(r), r.Field)...)
	}
	return out
}

// outside says of a range which of its ends is missed, where it has but one.
func outside(r doc.RuleDef) doc.Sentence {
	switch {
	case r.Max == "":
		return doc.IssueSentence("defined_range", "least", "field", r.Field, "min", r.Min)
	case r.Min == "":
		return doc.IssueSentence("defined_range", "most", "field", r.Field, "max", r.Max)
	}
	return breaks("defined_range", "field", r.Field, "min", r.Min, "max", r.Max)
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
			out = append(out, fail(breaks("defined_pattern", "field", r.Field), r.Field)...)
		}
	}
	return out
}
