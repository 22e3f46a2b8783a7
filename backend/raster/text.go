package raster

import (
	"bytes"
	"io"
	"math"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	xunicode "golang.org/x/text/encoding/unicode"

	"deskclerk/backend/doc"
)

// A text file is laid out as a typewriter would: in cells of one width on pages
// of A4, long lines broken, a form feed beginning a page. What it says is known
// without reading, so its words come as embedded ones.

// maxTextBytes bounds a text file: some thousand pages.
const maxTextBytes = 8 << 20

// The page of a text, in points (1/72 inch).
const (
	textWidth   = 595.0
	textHeight  = 842.0
	textMargin  = 42.0
	textRows    = 66 // lines on a page
	textColumns = 90 // at least this many cells in a line; more for wider text
	widestText  = 132
	tabCells    = 8
)

func (s *source) isText() bool { return s.kind == kindText || s.kind == kindXML }

// printout is a laid-out text: its pages, each of lines that fit.
type printout struct {
	columns int
	pages   [][]string
}

func (r *Reader) inspectText(s *source) (doc.Inspection, error) {
	t, raw, err := r.layText(s)
	if err != nil {
		return doc.Inspection{}, err
	}
	in := doc.Inspection{MIME: string(s.kind), Pages: len(t.pages)}
	if s.kind == kindXML {
		in.Embedded = []doc.Attachment{{Name: "invoice.xml", MIME: mimeXML, Data: raw}}
	}
	return in, nil
}

// layText reads the file and lays it out; raw are its bytes.
func (r *Reader) layText(s *source) (t printout, raw []byte, err error) {
	limit := int64(maxTextBytes)
	if s.kind == kindXML {
		limit = doc.MaxAttachment
	}
	if s.info.Size() > limit {
		return t, nil, doc.Errorf(doc.CodeTooComplex, "a text of %d bytes; %d are laid out at most", s.info.Size(), limit)
	}
	if raw, err = io.ReadAll(newBuffered(s.file, s.info.Size())); err != nil {
		return t, nil, doc.Errorf(doc.CodeUnreadable, "read the text: %w", err)
	}
	var content string
	if s.kind == kindText {
		content = decodeText(raw)
	} else if content, err = r.print(raw); err != nil {
		return t, nil, err
	}
	t = layOut(content)
	switch {
	case len(t.pages) == 0:
		return t, nil, doc.Errorf(doc.CodeNoPages, "the text is empty")
	case len(t.pages) > s.opt.MaxPages:
		return t, nil, doc.Refuse(doc.CodeTooManyPages, "pages", "pages", strconv.Itoa(len(t.pages)), "limit", strconv.Itoa(s.opt.MaxPages))
	}
	return t, raw, nil
}

func (r *Reader) print(xml []byte) (string, error) {
	if r.opt.Print == nil {
		return "", doc.Errorf(doc.CodeUnsupported, "there is no reader of XML")
	}
	content, ok := r.opt.Print(xml)
	if !ok {
		return "", doc.Errorf(doc.CodeCorrupt, "the XML is no electronic invoice that can be read; UN/CEFACT CII and OASIS UBL can")
	}
	return content, nil
}

// decodeText makes UTF-8 of the bytes: UTF-16 by its mark, UTF-8 when it is
// valid, else Windows-1252.
func decodeText(raw []byte) string {
	if bytes.HasPrefix(raw, []byte("\xff\xfe")) || bytes.HasPrefix(raw, []byte("\xfe\xff")) {
		if out, err := xunicode.UTF16(xunicode.LittleEndian, xunicode.UseBOM).NewDecoder().Bytes(raw); err == nil {
			return string(out)
		}
	}
	raw = bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf"))
	if utf8.Valid(raw) {
		return string(raw)
	}
	out, err := charmap.Windows1252.NewDecoder().Bytes(raw)
	if err != nil {
		return strings.ToValidUTF8(string(raw), "\ufffd")
	}
	return string(out)
}

// layOut breaks the text into lines that fit and these into pages. Blank lines
// at the end and pages without a word are left out.
func layOut(content string) printout {
	content = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\v", "\n").Replace(content)
	t := printout{columns: textColumns}
	for line := range strings.SplitSeq(content, "\n") {
		t.columns = max(t.columns, min(utf8.RuneCountInString(expand(line)), widestText))
	}
	for sheet := range strings.SplitSeq(content, "\f") {
		var lines []string
		for line := range strings.SplitSeq(strings.TrimRightFunc(sheet, unicode.IsSpace), "\n") {
			lines = append(lines, t.fold(expand(line))...)
		}
		for len(lines) > 0 {
			n := min(len(lines), textRows)
			if strings.TrimSpace(strings.Join(lines[:n], "")) != "" {
				t.pages = append(t.pages, lines[:n])
			}
			lines = lines[n:]
		}
	}
	return t
}

// expand puts blanks for tabs and drops what has no place in a cell.
func expand(line string) string {
	var b strings.Builder
	column := 0
	for _, r := range line {
		switch {
		case r == '\t':
			n := tabCells - column%tabCells
			b.WriteString(strings.Repeat(" ", n))
			column += n
		case unicode.Is(unicode.Mn, r):
			b.WriteRune(r)
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r):
		case unicode.IsSpace(r):
			b.WriteByte(' ')
			column++
		default:
			b.WriteRune(r)
			column++
		}
	}
	return b.String()
}

// fold breaks a line at blanks where it is too long, and within a word where
// there is none.
func (t printout) fold(line string) []string {
	var out []string
	runes := []rune(strings.TrimRight(line, " "))
	for len(runes) > t.columns {
		at := t.columns
		for at > t.columns/2 && runes[at] != ' ' {
			at--
		}
		if runes[at] != ' ' {
			at = t.columns
		}
		out = append(out, string(runes[:at]))
		for runes = runes[at:]; len(runes) > 0 && runes[0] == ' '; runes = runes[1:] {
		}
	}
	return append(out, string(runes))
}

// cell is the size of a character's place, as fractions of the page.
func (t printout) cell() (w, h float64) {
	return (1 - 2*textMargin/textWidth) / float64(t.columns), (1 - 2*textMargin/textHeight) / textRows
}

// words of a page. A blank line begins a block.
func (t printout) words(lines []string) []doc.Word {
	w, h := t.cell()
	left, top := textMargin/textWidth, textMargin/textHeight
	var out []doc.Word
	block, row, blank := -1, -1, true
	for y, line := range lines {
		runes := []rune(line)
		if strings.TrimSpace(line) == "" {
			blank = true
			continue
		}
		row++
		if blank {
			block, blank = block+1, false
		}
		for begin := 0; begin < len(runes); {
			if runes[begin] == ' ' {
				begin++
				continue
			}
			end := begin
			for end < len(runes) && runes[end] != ' ' {
				end++
			}
			out = append(out, doc.Word{
				Text: string(runes[begin:end]), Confidence: 1, Block: block, Line: row,
				Box: doc.Box{
					Left: left + float64(begin)*w, Top: top + float64(y)*h,
					Right: left + float64(end)*w, Bottom: top + float64(y+1)*h,
				},
			})
			begin = end
		}
	}
	return out
}

func (t printout) page(number int) ([]string, error) {
	if number < 1 || number > len(t.pages) {
		return nil, doc.Errorf(doc.CodeNotFound, "page %d of %d", number, len(t.pages))
	}
	return t.pages[number-1], nil
}

func (r *Reader) pageText(s *source, number int, forceOCR bool) (doc.Raster, error) {
	t, _, err := r.layText(s)
	if err != nil {
		return doc.Raster{}, err
	}
	lines, err := t.page(number)
	if err != nil {
		return doc.Raster{}, err
	}
	const dpi = 200
	out := doc.Raster{
		DPI: dpi, Width: int(math.Round(textWidth * dpi / 72)), Height: int(math.Round(textHeight * dpi / 72)),
		TextSource: doc.TextEmbedded, Words: t.words(lines),
	}
	if forceOCR { // it was asked for, although it can only lose
		img, err := t.draw(lines, out.Width, out.Height)
		if err != nil {
			return doc.Raster{}, err
		}
		out.Image, out.TextSource, out.Words = grayOf(img), doc.TextOCR, nil
	}
	return out, nil
}

func (r *Reader) renderText(s *source, number int, ro doc.RenderOptions) ([]byte, error) {
	t, _, err := r.layText(s)
	if err != nil {
		return nil, err
	}
	lines, err := t.page(number)
	if err != nil {
		return nil, err
	}
	_, _, w, h := target(ro, textWidth, textHeight)
	img, err := t.draw(lines, w, h)
	if err != nil {
		return nil, err
	}
	return finish(img, ro)
}
