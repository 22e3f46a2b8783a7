package raster

import (
	"bytes"
	"encoding/binary"

	"deskclerk/backend/doc/filetype"
)

// kind is a file's type as its content shows it, a MIME type.
type kind string

const (
	kindUnknown kind = ""
	kindPDF     kind = "application/pdf"
	kindJPEG    kind = "image/jpeg"
	kindPNG     kind = "image/png"
	kindTIFF    kind = "image/tiff"
	kindBMP     kind = "image/bmp"
	kindGIF     kind = "image/gif"
	kindWebP    kind = "image/webp"
	kindHEIC    kind = "image/heic"
	kindJP2     kind = "image/jp2"
	kindText    kind = "text/plain"
	kindXML     kind = "application/xml"
)

// headBytes is how much of a file kindOf wants to see: a PDF may begin after
// up to 1024 bytes of something else, and text shows in more than a few lines
// what it is.
const headBytes = 3072

// pdfWithin is how far into a file a PDF's header may stand.
const pdfWithin = 1032

// kindOf looks at a file's first bytes.
func kindOf(head []byte) kind {
	has := func(prefix string) bool { return bytes.HasPrefix(head, []byte(prefix)) }
	switch {
	case has("\xff\xd8\xff"):
		return kindJPEG
	case has("\x89PNG\r\n\x1a\n"):
		return kindPNG
	case has("II*\x00"), has("MM\x00*"), has("II+\x00\x08\x00\x00\x00"), has("MM\x00+\x00\x08\x00\x00"):
		return kindTIFF
	case has("GIF87a"), has("GIF89a"):
		return kindGIF
	case has("RIFF") && len(head) >= 12 && string(head[8:12]) == "WEBP":
		return kindWebP
	case isHEIC(head):
		return kindHEIC
	case has("BM") && isBMP(head):
		return kindBMP
	case bytes.Contains(head[:min(len(head), pdfWithin)], []byte("%PDF-")), filetype.HeadlessPDF(head):
		return kindPDF
	case has("\x00\x00\x00\x0cjP  \r\n\x87\n"), has("\xff\x4f\xff\x51"):
		return kindJP2
	}
	switch filetype.Text(head) {
	case filetype.Plain, filetype.Mail: // intake opens mails; what comes here is the text of one
		return kindText
	case filetype.Invoice:
		return kindXML
	}
	return kindUnknown
}

// isBMP checks the size of the second header, so that not every text that
// begins with BM is an image.
func isBMP(head []byte) bool {
	if len(head) < 26 {
		return false
	}
	switch binary.LittleEndian.Uint32(head[14:]) {
	case 12, 40, 52, 56, 64, 108, 124:
		return true
	}
	return false
}

// isHEIC looks for an HEVC-coded image's brand among those of the file.
func isHEIC(head []byte) bool {
	if len(head) < 16 || string(head[4:8]) != "ftyp" {
		return false
	}
	end := min(int(binary.BigEndian.Uint32(head)), len(head))
	for i := 8; i+4 <= end; i += 4 {
		switch string(head[i : i+4]) {
		case "heic", "heix", "heim", "heis":
			return true
		}
	}
	return false
}
