// Package filetype tells, by a file's first bytes, what intake and the reader
// must agree on and no library knows: text that a person can read, invoices in
// XML, and PDFs that lost their first line. It is pure.
package filetype

import (
	"bytes"
	"regexp"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// Kind of a text.
type Kind int

// The kinds of text.
const (
	None    Kind = iota // no text, or none that a person would read
	Plain               // text to read
	Invoice             // XML of an electronic invoice
	Mail                // a message with its headers (RFC 5322)
	Markup              // XML, HTML or JSON, which a person does not read
	Encoded             // Base64: a file that was not decoded
)

var (
	invoiceRoot = regexp.MustCompile(`<(?:[A-Za-z_][\w.-]*:)?(?:CrossIndustryInvoice|CrossIndustryDocument|Invoice|CreditNote)[\s>]`)
	mailHeader  = regexp.MustCompile(`(?im)^(?:from|to|subject|date|received|return-path|message-id|mime-version|delivered-to|content-type):[ \t]`)
	encodedLine = regexp.MustCompile(`^[A-Za-z0-9+/]{60,}={0,2}\r?$`)
	headlessObj = regexp.MustCompile(`(?m)^\s*\d{1,7} \d{1,5} obj\b`)
)

// HeadlessPDF reports whether the bytes are those of a PDF without its header:
// objects, and a stream or a dictionary of one. Readers rebuild such files.
func HeadlessPDF(head []byte) bool {
	return headlessObj.Match(head) && bytes.Contains(head, []byte("endobj")) && bytes.Contains(head, []byte("<<"))
}

// Text says what kind of text the head of a file is.
func Text(head []byte) Kind {
	text, ok := decode(head)
	if !ok {
		return None
	}
	trimmed := bytes.TrimLeftFunc(text, func(r rune) bool { return unicode.IsSpace(r) || r == '\ufeff' })
	if len(trimmed) == 0 {
		return None
	}
	switch {
	case trimmed[0] == '<':
		if invoiceRoot.Match(trimmed) {
			return Invoice
		}
		return Markup
	case trimmed[0] == '{' || trimmed[0] == '[' && bytes.ContainsAny(trimmed, `"{`):
		return Markup
	case isMail(trimmed):
		return Mail
	case isEncoded(trimmed):
		return Encoded
	}
	return Plain
}

// isMail asks for two known headers in the first block of lines.
func isMail(text []byte) bool {
	block := text
	for _, end := range []string{"\r\n\r\n", "\n\n"} {
		if i := bytes.Index(block, []byte(end)); i >= 0 {
			block = block[:i]
		}
	}
	first, _, _ := bytes.Cut(block, []byte("\n"))
	name, _, found := bytes.Cut(first, []byte(":"))
	if !found && !bytes.HasPrefix(first, []byte("From ")) || bytes.ContainsAny(name, " \t") && found && !bytes.HasPrefix(first, []byte("From ")) {
		return false
	}
	return len(mailHeader.FindAll(block, 2)) == 2
}

// isEncoded: the first lines are nothing but Base64, as long as such lines are.
func isEncoded(text []byte) bool {
	lines := bytes.SplitN(text, []byte("\n"), 4)
	if len(lines) < 4 {
		return false
	}
	for _, line := range lines[:3] {
		if !encodedLine.Match(line) {
			return false
		}
	}
	return true
}

// decode gives the bytes as UTF-8 when they can be text: UTF-8, UTF-16 with its
// mark, or a Western character set of one byte.
func decode(head []byte) ([]byte, bool) {
	if text, ok := wide(head); ok {
		return text, printable(text)
	}
	if whole := withoutCut(head); utf8.Valid(whole) {
		return whole, printable(whole)
	}
	text := make([]byte, 0, 2*len(head))
	for _, b := range head {
		text = utf8.AppendRune(text, rune(b)) // close enough to tell
	}
	return text, printable(text)
}

// withoutCut leaves out a letter that the head ends within.
func withoutCut(head []byte) []byte {
	for i := len(head) - 1; i >= max(0, len(head)-utf8.UTFMax+1); i-- {
		if utf8.RuneStart(head[i]) {
			if head[i] >= utf8.RuneSelf && !utf8.FullRune(head[i:]) {
				return head[:i]
			}
			break
		}
	}
	return head
}

// wide decodes UTF-16, which its mark shows.
func wide(head []byte) ([]byte, bool) {
	if len(head) < 4 {
		return nil, false
	}
	high := 0
	switch {
	case head[0] == 0xfe && head[1] == 0xff:
	case head[0] == 0xff && head[1] == 0xfe:
		high = 1
	default:
		return nil, false
	}
	units := make([]uint16, 0, len(head)/2)
	for b := head[2:]; len(b) >= 2; b = b[2:] {
		units = append(units, uint16(b[high])<<8|uint16(b[1-high]))
	}
	return []byte(string(utf16.Decode(units))), true
}

// printable: no control characters but those that lay out text.
func printable(text []byte) bool {
	for _, r := range string(text) {
		switch {
		case r == '\t' || r == '\n' || r == '\r' || r == '\f' || r == '\v' || r == '\ufeff':
		case r < ' ' || r >= 0x7f && r < 0xa0 && len(text) > 0 && !windows(r):
			return false
		}
	}
	return true
}

// windows are the places between 0x80 and 0x9f that Windows-1252 fills.
func windows(r rune) bool {
	switch r {
	case 0x7f, 0x81, 0x8d, 0x8f, 0x90, 0x9d:
		return false
	}
	return true
}
