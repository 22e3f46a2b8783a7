package doc

// MaxAttachment bounds what a file may bring along to be read by a machine, in
// bytes of all its attachments together.
const MaxAttachment = 5 << 20

// Attachment is a file inside a file, such as an invoice's XML in its PDF.
type Attachment struct {
	Name string `json:"name"` // as the file calls it, no folder
	MIME string `json:"mime,omitempty"`
	Data []byte `json:"data"`
}

// Stated is what a file says of itself for machines. It is a claim like the
// printed one: whoever uses it compares the two.
type Stated struct {
	Type   Type
	Format string                         // of the attachment, such as "CII"
	Fields map[string]string              // normalised as in the contract, by the names of Type's fields
	Tables map[string][]map[string]string // rows by column, likewise

	// Adjustment is what allowances and charges of the whole document add to the
	// sum of its line_items, a decimal; empty when nothing is stated of them.
	Adjustment string

	// Partial says that only some of the fields are stated and need not be
	// printed, as in a payment's code; Soft are those that a reading of the page
	// outranks, as the name of whoever collects the money.
	Partial bool
	Soft    []string
}
