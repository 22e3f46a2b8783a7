package doc

import "slices"

// Known is a value of another document that a person confirmed or put right. See
// the room learn.
type Known struct {
	Mark  int64  // that both documents bear
	Field string // by name, such as merchant
	Value string
}

// IssuerField is the field of a type that says whose paper it is, empty for none.
func (t Type) IssuerField() string {
	switch t {
	case TypeReceipt:
		return "merchant"
	case TypeInvoice:
		return "supplier_name"
	default:
		return ""
	}
}

// StandingFields are those that stay the same on the papers of one issuer, the
// issuer itself aside.
func (t Type) StandingFields() []string {
	switch t {
	case TypeReceipt:
		return []string{"merchant_address"}
	case TypeInvoice:
		return []string{"supplier_vat_id", "iban", "bic", "customer_name"}
	default:
		return nil
	}
}

// IsRemembered reports a field whose values are remembered, of whatever type.
func IsRemembered(field string) bool {
	for _, t := range []Type{TypeReceipt, TypeInvoice} {
		if field == t.IssuerField() || slices.Contains(t.StandingFields(), field) {
			return true
		}
	}
	return false
}
