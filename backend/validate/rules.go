package validate

import (
	"slices"
	"time"

	"deskclerk/backend/doc"
)

// rule is one thing that must hold. check returns a finding for each way in
// which it does not; it says nothing about fields that were not found.
type rule struct {
	name     string
	severity doc.Severity
	types    []doc.Type // nil: every type with fields
	check    func(sheet) []finding
}

// finding is one failure of a rule.
type finding struct {
	fields       []string // that a person should look at
	said         doc.Sentence
	field, value string // what would make the rule hold, when that is clear
}

// sheet is what a rule may look at.
type sheet struct {
	doc.Understanding
	now time.Time
}

// table lists every rule, in the order their issues are shown.
func table() []rule {
	receipt, invoice := []doc.Type{doc.TypeReceipt}, []doc.Type{doc.TypeInvoice}
	both := []doc.Type{doc.TypeReceipt, doc.TypeInvoice}
	return append([]rule{
		{"required", doc.SeverityError, nil, required},
		{"total_not_zero", doc.SeverityError, both, totalNotZero},
		{"total_not_negative", doc.SeverityError, both, totalNotNegative},
		{"net_plus_tax", doc.SeverityError, invoice, invoiceSum},
		{"total_is_sum", doc.SeverityWarning, receipt, receiptSum},
		{"tax_below_total", doc.SeverityError, both, taxBelowTotal},
		{"tax_is_rate", doc.SeverityWarning, invoice, taxIsRate},
		{"tax_lines_sum", doc.SeverityWarning, invoice, taxLinesSum},
		{"lines_sum", doc.SeverityWarning, both, linesSum},
		{"line_product", doc.SeverityWarning, both, lineProduct},
		{"due_not_above_total", doc.SeverityWarning, invoice, dueNotAboveTotal},
		{"date_not_future", doc.SeverityError, both, dateNotFuture},
		{"date_not_old", doc.SeverityWarning, both, dateNotOld},
		{"due_after_issue", doc.SeverityError, invoice, dueAfterIssue},
		{"iban_checksum", doc.SeverityError, nil, ibanChecksum},
		{"bic_form", doc.SeverityError, nil, bicForm},
		{"bic_matches_iban", doc.SeverityWarning, invoice, bicMatchesIBAN},
		{"vat_form", doc.SeverityError, invoice, vatForm},
		{"currency_code", doc.SeverityError, nil, currencyCode},
		{"defined_form", doc.SeverityError, nil, definedForm},
		{"defined_sum", doc.SeverityError, nil, definedSum},
		{"defined_required_if", doc.SeverityError, nil, definedRequiredIf},
		{"defined_range", doc.SeverityError, nil, definedRange},
		{"defined_pattern", doc.SeverityError, nil, definedPattern},
	}, slices.Concat(identityRules(), statementRules())...)
}

// value of a field, empty when it was not found.
func (s sheet) value(name string) string {
	if v := s.Fields[name].Value; v != nil {
		return *v
	}
	return ""
}

// first is the name of the first of the fields that has a value.
func (s sheet) first(names ...string) string {
	for _, n := range names {
		if s.value(n) != "" {
			return n
		}
	}
	return ""
}

// fail is one finding without a suggestion.
func fail(said doc.Sentence, fields ...string) []finding {
	return []finding{{fields: fields, said: said}}
}

// breaks says that the rule does not hold, for a rule with one way to fail.
func breaks(rule string, params ...string) doc.Sentence {
	return doc.IssueSentence(rule, "", params...)
}

// required: the type cannot do without these fields.
func required(s sheet) []finding {
	var out []finding
	for _, f := range s.Spec().Fields {
		if f.Required && s.value(f.Name) == "" {
			out = append(out, finding{fields: []string{f.Name}, said: breaks("required", "field", f.Name)})
		}
	}
	return out
}
