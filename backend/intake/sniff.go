package intake

import (
	"bytes"

	"github.com/gabriel-vasile/mimetype"

	"deskclerk/backend/doc"
)

// sniffBytes is how much of a file's start decides its type. PDF readers look
// for the header in the first 1024 bytes.
const sniffBytes = 3072

// pdfHeaderWithin is how far into a file a PDF header may stand (ISO 32000-1,
// annex H, implementation note 13).
const pdfHeaderWithin = 1024

// readable are the types the reader opens.
func readable() []string {
	return []string{
		"application/pdf", "image/jpeg", "image/png", "image/tiff",
		"image/bmp", "image/gif", "image/webp", "image/heic", "image/heif",
	}
}

// Describe names what the bytes seem to be, readable or not.
func Describe(head []byte) string { return mimetype.Detect(head).String() }

// Sniff finds a file's type by its first bytes, never by its name. Errors:
// empty_file, and unsupported_type with the type that it seems to be.
func Sniff(head []byte) (string, error) {
	if len(head) == 0 {
		return "", doc.Errorf(doc.CodeEmpty, "no bytes")
	}
	if bytes.Contains(head[:min(len(head), pdfHeaderWithin)], []byte("%PDF-")) {
		return "application/pdf", nil
	}
	found := mimetype.Detect(head)
	for _, m := range readable() {
		if found.Is(m) {
			return m, nil
		}
	}
	return "", doc.Errorf(doc.CodeUnsupported, "it seems to be %s", Describe(head))
}
