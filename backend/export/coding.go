package export

import (
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// byteOrderMark tells some spreadsheets that a file is UTF-8.
const byteOrderMark = "\ufeff"

// coding is how text becomes bytes.
type coding struct {
	name  string
	table *charmap.Charmap // nil: UTF-8
}

// codingOf finds an encoding by its name in a style; an unknown one is
// invalid_request.
func codingOf(name string) (*coding, error) {
	tables := map[string]*charmap.Charmap{
		"utf-8": nil, "utf-8-bom": nil,
		"windows-1252": charmap.Windows1252, "iso-8859-1": charmap.ISO8859_1, "iso-8859-15": charmap.ISO8859_15,
	}
	table, known := tables[name]
	if !known {
		return nil, unknown("style.encoding", name, "utf-8", "utf-8-bom", "windows-1252", "iso-8859-1", "iso-8859-15")
	}
	return &coding{name, table}, nil
}

// has reports whether the encoding can write the character.
func (c *coding) has(r rune) bool {
	if c.table == nil {
		return r != utf8.RuneError
	}
	_, ok := c.table.EncodeRune(r)
	return ok
}

// lacks lists the characters of text that cannot be written, each once.
func (c *coding) lacks(text string) string {
	if c.table == nil {
		if utf8.ValidString(text) {
			return ""
		}
		return string(utf8.RuneError)
	}
	var missing strings.Builder
	for _, r := range text {
		if !c.has(r) && !strings.ContainsRune(missing.String(), r) {
			missing.WriteRune(r)
		}
	}
	return missing.String()
}

// writer encodes what is written to it; what lacks finds must not reach it.
func (c *coding) writer(w io.Writer) io.Writer {
	if c.table == nil {
		return w
	}
	return c.table.NewEncoder().Writer(w)
}

// mark is what stands before everything else.
func (c *coding) mark() string {
	if c.name == "utf-8-bom" {
		return byteOrderMark
	}
	return ""
}
