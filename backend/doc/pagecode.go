package doc

import "strings"

// PageCode is a QR code or bar code on a page, read.
type PageCode struct {
	Format CodeFormat `json:"format"`
	Text   string     `json:"text"` // empty for a patch code, which says nothing else
	Box    Box        `json:"box"`  // on the upright page
}

// CodeFormat is the kind of a code.
type CodeFormat string

// The kinds of codes.
const (
	FormatQR     CodeFormat = "qr"
	Format128    CodeFormat = "code_128"
	Format39     CodeFormat = "code_39"
	FormatEAN13  CodeFormat = "ean_13"
	FormatITF    CodeFormat = "itf"
	FormatPatchT CodeFormat = "patch_t" // or patch 2, which is patch T upside down
)

// separators are the texts of codes that make a page a separator: the sheet lies
// between two documents of one stack, and belongs to neither. PATCHT is what the
// usual sheets have as a bar code beside patch T.
func separators() []string { return []string{"PATCHT", "DESKCLERK-SEP"} }

// Separates reports whether the code says that a new document begins after its
// page.
func (c PageCode) Separates() bool {
	if c.Format == FormatPatchT {
		return true
	}
	for _, s := range separators() {
		if strings.EqualFold(strings.TrimSpace(c.Text), s) {
			return true
		}
	}
	return false
}
