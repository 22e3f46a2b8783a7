package export

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"deskclerk/backend/doc"
)

// Append adds to the file at path what a fresh file of the profile holds behind
// its head; a file that is not there yet becomes the fresh one. The file is
// rewritten beside itself and put in place as a whole, so that it is the old one
// or the new one at any time. Errors: file_mismatch when the file is not one
// that the profile makes, conflict when another program writes it meanwhile.
func Append(path string, p doc.ExportProfile, fresh io.Reader) error {
	before, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) || err == nil && before.Size() == 0 {
		return AtomicFile(path, func(w io.Writer) error {
			_, err := io.Copy(w, fresh)
			return err
		})
	}
	if err != nil {
		return doc.Refuse(doc.CodeUnreadable, "append_unreadable").Because(err)
	}
	if !before.Mode().IsRegular() {
		return doc.Refuse(doc.CodeFileMismatch, "append_ordinary")
	}
	head, err := headOf(p)
	if err != nil {
		return err
	}
	end, err := fits(path, p, head)
	if err != nil {
		return err
	}
	if _, err := io.CopyN(io.Discard, fresh, int64(len(head))); err != nil {
		return fmt.Errorf("pass over the fresh file's head: %w", err)
	}
	return AtomicFile(path, func(w io.Writer) error {
		return joined(w, path, before, end, fresh)
	})
}

// joined writes the file at path, what ends its last line, and what is fresh.
func joined(w io.Writer, path string, before fs.FileInfo, end string, fresh io.Reader) error {
	old, err := os.Open(path)
	if err != nil {
		return doc.Refuse(doc.CodeUnreadable, "append_unreadable").Because(err)
	}
	defer func() { _ = old.Close() }()
	if _, err := io.Copy(w, io.MultiReader(old, strings.NewReader(end), fresh)); err != nil {
		return fmt.Errorf("append: %w", err)
	}
	return undisturbed(path, before)
}

// undisturbed is conflict when the file is no longer as it was.
func undisturbed(path string, before fs.FileInfo) error {
	now, err := os.Stat(path)
	if err != nil || now.Size() != before.Size() || !now.ModTime().Equal(before.ModTime()) {
		return doc.Refuse(doc.CodeConflict, "append_disturbed")
	}
	return nil
}

// headOf is what every file of the profile begins with.
func headOf(p doc.ExportProfile) ([]byte, error) {
	if p.Format == doc.ExportJSONL {
		return nil, nil
	}
	if p.Format != doc.ExportCSV || p.Batch != nil {
		return nil, doc.Refuse(doc.CodeFileMismatch, "append_whole")
	}
	s, err := compile(p)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	t, err := newCSVTable(&b, s, "")
	if err != nil {
		return nil, err
	}
	if err := t.close(); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// fits looks whether the file is one that the profile makes and gives what its
// last line lacks.
func fits(path string, p doc.ExportProfile, head []byte) (end string, err error) {
	f, err := os.Open(path)
	if err != nil {
		return "", doc.Refuse(doc.CodeUnreadable, "append_unreadable").Because(err)
	}
	defer func() { _ = f.Close() }()
	in := bufio.NewReaderSize(f, 1<<16)
	start, err := in.Peek(len(head))
	if err != nil && !errors.Is(err, io.EOF) {
		return "", doc.Refuse(doc.CodeUnreadable, "append_unreadable").Because(err)
	}
	if !bytes.Equal(start, head) {
		line, _ := in.Peek(1 << 14)
		return "", differs(line, head, p)
	}
	return scanned(in, p)
}

// scanned reads the file through: its quotation marks must be closed, its bytes
// be text of the encoding.
func scanned(in io.Reader, p doc.ExportProfile) (end string, err error) {
	var last byte
	quotes, valid := 0, newUTF8Check(p)
	buffer := make([]byte, 1<<16)
	for {
		n, err := in.Read(buffer)
		if piece := buffer[:n]; n > 0 {
			last = piece[len(piece)-1]
			quotes += bytes.Count(piece, []byte{'"'})
			if !valid(piece) {
				return "", doc.Refuse(doc.CodeFileMismatch, "append_encoding", "encoding", "UTF-8")
			}
		}
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return "", doc.Refuse(doc.CodeUnreadable, "append_unreadable").Because(err)
		}
	}
	if p.Format == doc.ExportCSV && quotes%2 != 0 {
		return "", doc.Refuse(doc.CodeFileMismatch, "append_quote")
	}
	if last == '\n' {
		return "", nil
	}
	if p.Format == doc.ExportCSV && p.Style.LineEnd != "lf" {
		return "\r\n", nil
	}
	return "\n", nil
}

// newUTF8Check looks at a stream piece by piece; every byte is text in the other
// encodings.
func newUTF8Check(p doc.ExportProfile) func([]byte) bool {
	if p.Format == doc.ExportCSV && !strings.HasPrefix(p.Style.Encoding, "utf-8") {
		return func([]byte) bool { return true }
	}
	var rest []byte // of a character that the last piece cut
	return func(piece []byte) bool {
		text := slices.Concat(rest, piece)
		for len(text) > 0 {
			r, size := utf8.DecodeRune(text)
			if r == utf8.RuneError && size == 1 {
				if !utf8.FullRune(text) {
					break
				}
				return false
			}
			text = text[size:]
		}
		rest = bytes.Clone(text)
		return true
	}
}

// differs says how the beginning of a file is not the head.
func differs(start, head []byte, p doc.ExportProfile) error {
	refuse := func(key string, params ...string) error {
		return doc.Refuse(doc.CodeFileMismatch, key, params...)
	}
	marked, wanted := bytes.HasPrefix(start, []byte(byteOrderMark)), bytes.HasPrefix(head, []byte(byteOrderMark))
	switch {
	case !p.Style.Header && marked == wanted:
		return refuse("append_beginning")
	case marked && !wanted:
		return refuse("append_mark", "encoding", p.Style.Encoding)
	case !marked && wanted:
		return refuse("append_markless")
	}
	have, want := firstLine(start), firstLine(head)
	if decoded(have) == decoded(want) {
		if bytes.HasSuffix(have, []byte("\r")) != bytes.HasSuffix(want, []byte("\r")) {
			return refuse("append_lines")
		}
		return refuse("append_encoding", "encoding", p.Style.Encoding)
	}
	names := func(line []byte, comma rune) []string {
		r := csv.NewReader(strings.NewReader(decoded(line)))
		r.Comma, r.LazyQuotes = comma, true
		record, err := r.Read()
		if err != nil {
			return nil
		}
		return record
	}
	comma := rune(delimiters()[p.Style.Delimiter])
	wish := names(want, comma)
	for name, other := range delimiters() {
		if rune(other) != comma && strings.Join(names(have, rune(other)), "\x00") == strings.Join(wish, "\x00") {
			return refuse("append_delimiter", "delimiter", name, "wanted_delimiter", p.Style.Delimiter)
		}
	}
	return refuse("append_columns", "columns", columnList(names(have, comma)), "wanted", columnList(wish))
}

// mostListed is how much of a list of columns is shown, in characters.
const mostListed = 300

// columnList lists names of columns for a person.
func columnList(names []string) string {
	quoted := make([]string, len(names))
	for i, name := range names {
		quoted[i] = strconv.Quote(name)
	}
	text := []rune(strings.Join(quoted, ", "))
	if len(text) > mostListed {
		return string(text[:mostListed]) + " …"
	}
	return string(text)
}

func firstLine(text []byte) []byte {
	line, _, _ := bytes.Cut(text, []byte("\n"))
	return line
}

// decoded is a line as text, whichever encoding it is in.
func decoded(line []byte) string {
	line = bytes.TrimSuffix(bytes.TrimPrefix(line, []byte(byteOrderMark)), []byte("\r"))
	if utf8.Valid(line) {
		return string(line)
	}
	text, err := charmap.Windows1252.NewDecoder().Bytes(line)
	if err != nil {
		return string(line)
	}
	return string(text)
}

// CheckAppend looks whether Append or AppendXLSX would take the file at path,
// without changing anything; one that is not there yet, they do. Errors: theirs.
func CheckAppend(path string, p doc.ExportProfile) error {
	before, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist) || err == nil && before.Size() == 0:
		if p.Format == doc.ExportXLSX {
			return nil
		}
		_, err := headOf(p)
		return err
	case err != nil:
		return doc.Refuse(doc.CodeUnreadable, "append_unreadable").Because(err)
	case p.Format == doc.ExportXLSX:
		f, err := openWorkbook(path, before)
		if err != nil {
			return err
		}
		defer func() { _ = f.Close() }()
		_, _, err = appendable(f, p)
		return err
	}
	head, err := headOf(p)
	if err != nil {
		return err
	}
	_, err = fits(path, p, head)
	return err
}
