package doc

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

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

// Separators say which codes make a page a separator: the sheet lies between two
// documents of one stack, and belongs to neither. Each is the text of a code,
// letters of either case, at its end perhaps an asterisk for whatever follows; or
// SeparatorPatch; or, alone, SeparatorNone. None at all: those of whoever asks.
type Separators []string

// What may stand in place of a code's text.
const (
	SeparatorPatch = "patch_t" // a sheet with patch T or 2
	SeparatorNone  = "none"    // no sheet separates
)

// Bounds of Separators.
const (
	mostSeparators = 50
	mostSeparator  = 200 // bytes of one
)

// UsualSeparators are patch T and what the usual sheets have as a bar code beside
// it, and the program's own.
func UsualSeparators() Separators { return Separators{SeparatorPatch, "PATCHT", "DESKCLERK-SEP"} }

// Or is s, or others where s says nothing.
func (s Separators) Or(others Separators) Separators {
	if len(s) > 0 {
		return s
	}
	return others
}

// Has reports whether the code says that a new document begins after its page.
func (s Separators) Has(c PageCode) bool {
	for _, want := range s {
		text := strings.TrimSpace(c.Text)
		begin, open := strings.CutSuffix(want, "*")
		switch {
		case want == SeparatorNone:
		case want == SeparatorPatch:
			if c.Format == FormatPatchT {
				return true
			}
		case open && len(text) >= len(begin) && strings.EqualFold(text[:len(begin)], begin), strings.EqualFold(text, want):
			return true
		}
	}
	return false
}

// Check finds what cannot be meant. Errors: invalid_request.
func (s Separators) Check() error {
	if len(s) > mostSeparators {
		return Refuse(CodeInvalid, "separators_many", "limit", strconv.Itoa(mostSeparators))
	}
	for _, want := range s {
		text := strings.TrimSuffix(want, "*")
		if strings.TrimSpace(text) != text || text == "" || len(want) > mostSeparator || !utf8.ValidString(want) {
			return Refuse(CodeInvalid, "separator_form", "limit", strconv.Itoa(mostSeparator), "patch", SeparatorPatch, "none", SeparatorNone)
		}
	}
	return nil
}

// OnlyQR gives what the QR codes on the pages state that can be parsed; ok is false
// when none can. Where several state what is not the same, none is taken: nobody
// knows which is meant.
func OnlyQR[T any](pages []Page, parse func(text string) (T, error), same func(a, b T) bool) (stated T, ok bool) {
	for _, p := range pages {
		for _, c := range p.Codes {
			if c.Format != FormatQR {
				continue
			}
			one, err := parse(c.Text)
			if err != nil {
				continue
			}
			if ok && !same(one, stated) {
				var none T
				return none, false
			}
			stated, ok = one, true
		}
	}
	return stated, ok
}
