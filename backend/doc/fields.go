package doc

// FieldSpec describes one field of a type.
type FieldSpec struct {
	Name     string
	Kind     FieldKind
	Required bool // flagged when it is missing
}

// FieldKind says how a value is normalised and compared.
type FieldKind string

// The kinds: money is a decimal with two places, a date YYYY-MM-DD, a time
// HH:MM; an identifier is as printed; text is free.
const (
	KindText       FieldKind = "text"
	KindMoney      FieldKind = "money"
	KindDate       FieldKind = "date"
	KindTime       FieldKind = "time"
	KindIdentifier FieldKind = "identifier"
	KindCurrency   FieldKind = "currency" // ISO 4217
	KindNumber     FieldKind = "number"   // a plain decimal, of a table's cell
)

// ColumnKind is the kind of the cells in a table's column.
func ColumnKind(column string) FieldKind {
	switch column {
	case "amount", "base", "balance":
		return KindMoney
	case "quantity", "unit_price", "rate", "tax_rate":
		return KindNumber
	case "date":
		return KindDate
	default:
		return KindText
	}
}

// TypeSpec is a document type with its fields and tables in the contract's
// order, which is also the order of columns in exports.
type TypeSpec struct {
	Name   Type
	Fields []FieldSpec
	Tables []TableSpec

	// Sensitive documents are covered until somebody asks to see them, and a short
	// time of keeping is proposed for them.
	Sensitive bool
}

// TableSpec names a table and its columns.
type TableSpec struct {
	Name    string
	Columns []string
}

// TypeSpecs lists the built-in types that have fields.
func TypeSpecs() []TypeSpec {
	return []TypeSpec{
		{
			Name: TypeReceipt,
			Fields: []FieldSpec{
				{"merchant", KindText, true},
				{"merchant_address", KindText, false},
				{"date", KindDate, true},
				{"time", KindTime, false},
				{"total", KindMoney, true},
				{"subtotal", KindMoney, false},
				{"tax_total", KindMoney, false},
				{"currency", KindCurrency, true},
				{"receipt_number", KindIdentifier, false},
				{"payment_method", KindText, false},
			},
			Tables: []TableSpec{{"line_items", []string{"description", "quantity", "unit_price", "amount"}}},
		},
		{
			Name: TypeInvoice,
			Fields: []FieldSpec{
				{"supplier_name", KindText, true},
				{"supplier_vat_id", KindIdentifier, false},
				{"customer_name", KindText, false},
				{"invoice_number", KindIdentifier, true},
				{"issue_date", KindDate, true},
				{"due_date", KindDate, false},
				{"purchase_order", KindIdentifier, false},
				{"currency", KindCurrency, true},
				{"net_total", KindMoney, false},
				{"tax_total", KindMoney, false},
				{"grand_total", KindMoney, true},
				{"amount_due", KindMoney, false},
				{"iban", KindIdentifier, false},
				{"bic", KindIdentifier, false},
				{"payment_reference", KindIdentifier, false},
			},
			Tables: []TableSpec{
				{"line_items", []string{"description", "quantity", "unit_price", "amount", "tax_rate"}},
				{"tax_lines", []string{"rate", "base", "amount"}},
			},
		},
		{
			Name: TypeStatement,
			Fields: []FieldSpec{
				{"bank_name", KindText, false},
				{"account_holder", KindText, false},
				{"account_number", KindIdentifier, false},
				{"iban", KindIdentifier, false},
				{"currency", KindCurrency, false},
				{"period_start", KindDate, false},
				{"period_end", KindDate, false},
				{"opening_balance", KindMoney, false},
				{"closing_balance", KindMoney, true},
			},
			Tables: []TableSpec{{"transactions", []string{"date", "description", "amount", "balance"}}},
		},
		{
			Name: TypeIdentity, Sensitive: true,
			Fields: []FieldSpec{
				{"document_kind", KindText, false},
				{"issuing_country", KindIdentifier, false},
				{"document_number", KindIdentifier, true},
				{"surname", KindText, true},
				{"given_names", KindText, false},
				{"nationality", KindIdentifier, false},
				{"birth_date", KindDate, true},
				{"sex", KindIdentifier, false},
				{"expiry_date", KindDate, false},
				{"personal_number", KindIdentifier, false},
				{"mrz", KindIdentifier, false},
			},
		},
	}
}

// Spec finds the type's fields; an unknown type, and other, have none.
func (t Type) Spec() TypeSpec {
	for _, s := range TypeSpecs() {
		if s.Name == t {
			return s
		}
	}
	return TypeSpec{Name: t}
}
