package doc

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
