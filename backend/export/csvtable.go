package export

import (
	"bufio"
	"io"
	"strings"

	"deskclerk/backend/doc"
)

// tableWriter takes rows into a file.
type tableWriter interface {
	row(cells []doc.ExportCell) error
	close() error
}

// csvTable writes rows as the style says.
type csvTable struct {
	out   *bufio.Writer
	style doc.ExportStyle
	comma byte
	end   string
}

// newCSVTable writes the head of the file: the mark of the encoding, what stands
// before the header, and the header.
func newCSVTable(w io.Writer, s *sheet, before string) (*csvTable, error) {
	t := &csvTable{
		out: bufio.NewWriterSize(s.coding.writer(w), 1<<16), style: s.profile.Style,
		comma: delimiters()[s.profile.Style.Delimiter], end: "\r\n",
	}
	if t.style.LineEnd == "lf" {
		t.end = "\n"
	}
	if _, err := t.out.WriteString(s.coding.mark() + before); err != nil {
		return nil, err
	}
	if !t.style.Header {
		return t, nil
	}
	names := make([]string, len(s.columns))
	for i, c := range s.columns {
		names[i] = guard(c.Header, false)
	}
	// DATEV's example has the names bare beside texts in marks.
	style := t.style
	if s.profile.Batch != nil {
		style.Quote = "needed"
	}
	return t, t.write(names, style, func(int) bool { return true })
}

func (t *csvTable) row(cells []doc.ExportCell) error {
	texts, isText := make([]string, len(cells)), make([]bool, len(cells))
	for i, c := range cells {
		texts[i], isText[i] = shown(c, t.style)
	}
	return t.write(texts, t.style, func(i int) bool { return isText[i] })
}

// write quotes by itself because encoding/csv knows no style of quoting and
// rewrites line breaks inside cells (RFC 4180, section 2.6, asks for neither).
func (t *csvTable) write(texts []string, style doc.ExportStyle, isText func(int) bool) error {
	for i, text := range texts {
		if i > 0 {
			if err := t.out.WriteByte(t.comma); err != nil {
				return err
			}
		}
		// A row of one empty cell would be an empty line, which readers skip.
		if t.marked(text, style, isText(i)) || text == "" && len(texts) == 1 {
			text = `"` + strings.ReplaceAll(text, `"`, `""`) + `"`
		}
		if _, err := t.out.WriteString(text); err != nil {
			return err
		}
	}
	_, err := t.out.WriteString(t.end)
	return err
}

// marked reports whether a cell stands in quotation marks.
func (t *csvTable) marked(text string, style doc.ExportStyle, isText bool) bool {
	switch style.Quote {
	case "all":
		return true
	case "text":
		if isText {
			return true
		}
	}
	return strings.IndexByte(text, t.comma) >= 0 || strings.ContainsAny(text, "\"\r\n") ||
		strings.HasPrefix(text, " ") || strings.HasSuffix(text, " ")
}

func (t *csvTable) close() error { return t.out.Flush() }
