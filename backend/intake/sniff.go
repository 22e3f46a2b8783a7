package intake

import (
	"bytes"

	"github.com/gabriel-vasile/mimetype"

	"deskclerk/backend/doc"
	"deskclerk/backend/doc/filetype"
)

// sniffBytes is how much of a file's start decides its type. PDF readers look
// for the header in the first 1024 bytes.
const sniffBytes = 3072

// pdfHeaderWithin is how far into a file a PDF header may stand (ISO 32000-1,
// annex H, implementation note 13).
const pdfHeaderWithin = 1024

// Types that the reader does not open itself: what they hold is taken out.
const (
	mimeZIP  = "application/zip"
	mimeMail = "message/rfc822"
)

// readable are the types that the reader opens, by what the library calls them.
func readable() []string {
	return []string{
		"application/pdf", "image/jpeg", "image/png", "image/tiff",
		"image/bmp", "image/gif", "image/webp", "image/heic", "image/heif", "image/jp2",
		mimeZIP,
	}
}

// Describe names what the bytes seem to be, readable or not.
func Describe(head []byte) string { return mimetype.Detect(head).String() }

// Sniff finds a file's type by its first bytes, never by its name. Errors:
// empty_file, and unsupported_type with the type that it seems to be.
func Sniff(head []byte) (string, error) {
	if len(head) == 0 {
		return "", doc.Refuse(doc.CodeEmpty, "empty")
	}
	packed := bytes.HasPrefix(head, []byte("PK\x03\x04")) // which may hold a PDF as it is
	if !packed && bytes.Contains(head[:min(len(head), pdfHeaderWithin)], []byte("%PDF-")) {
		return "application/pdf", nil
	}
	found := mimetype.Detect(head)
	for _, m := range readable() {
		if found.Is(m) {
			return m, nil
		}
	}
	return sniffText(head)
}

// sniffText is the rest of Sniff, for what has no signature.
func sniffText(head []byte) (string, error) {
	if filetype.HeadlessPDF(head) {
		return "application/pdf", nil
	}
	switch filetype.Text(head) {
	case filetype.Plain:
		return "text/plain", nil
	case filetype.Invoice:
		return "application/xml", nil
	case filetype.Mail:
		return mimeMail, nil
	case filetype.Encoded:
		return "", doc.Refuse(doc.CodeUnsupported, "kind_encoded")
	case filetype.Markup:
		return "", doc.Refuse(doc.CodeUnsupported, "kind_markup", "kind", Describe(head))
	case filetype.None:
	}
	return "", doc.Refuse(doc.CodeUnsupported, "kind", "kind", Describe(head))
}

// contained reports whether a file of the type is not read itself but holds
// files.
func contained(mime string) bool { return mime == mimeZIP || mime == mimeMail }
