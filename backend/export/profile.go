package export

import (
	"encoding/json"
	"io"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"deskclerk/backend/doc"
)

// schemaProfile marks a profile's file.
const schemaProfile = "deskclerk.export-profile/v1"

// maxProfile bounds a profile's file, in bytes.
const maxProfile = 1 << 20

// profileFile is a profile as a file.
type profileFile struct {
	Schema string `json:"schema"`
	doc.ExportProfile
}

// WriteProfile writes a profile as a file that ReadProfile takes, without what
// only this machine knows of it.
func WriteProfile(w io.Writer, p doc.ExportProfile) error {
	p.ID, p.BuiltIn, p.UpdatedAt = "", false, nil
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	return encoder.Encode(profileFile{schemaProfile, p})
}

// ReadProfile reads a profile's file. Errors: invalid_request for one that is
// none, or has a member or a value that this version does not know.
func ReadProfile(r io.Reader) (doc.ExportProfile, error) {
	decoder := json.NewDecoder(io.LimitReader(r, maxProfile))
	decoder.DisallowUnknownFields()
	var f profileFile
	if err := decoder.Decode(&f); err != nil {
		return doc.ExportProfile{}, doc.Errorf(doc.CodeInvalid, "the profile's file: %w", err)
	}
	if f.Schema != schemaProfile {
		return doc.ExportProfile{}, doc.Errorf(doc.CodeInvalid, "the profile's file: its schema is %q, not %s", f.Schema, schemaProfile)
	}
	p := f.ExportProfile
	p.ID, p.BuiltIn, p.UpdatedAt = "", false, nil
	return Settled(p)
}

var (
	monthDay  = regexp.MustCompile(`^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$`)
	tableName = regexp.MustCompile(`^[a-z][a-z0-9_]{0,63}$`)
)

// DefaultStyle is how a file is written unless something else is asked for.
func DefaultStyle() doc.ExportStyle {
	return doc.ExportStyle{Decimal: "point", Date: "YYYY-MM-DD", Delimiter: "comma", Encoding: "utf-8", LineEnd: "crlf", Header: true, Quote: "needed"}
}

// Settled fills in what a profile leaves out and checks the rest. Errors:
// invalid_request, which names the member.
func Settled(p doc.ExportProfile) (doc.ExportProfile, error) {
	fillStyle(&p.Style)
	p.Name = strings.TrimSpace(p.Name)
	if p.Rows == "" {
		p.Rows = doc.RowsDocument
	}
	if p.Incomplete == "" {
		p.Incomplete = doc.GapHold
	}
	if p.Types == nil {
		p.Types = []doc.Type{}
	}
	if p.Columns == nil {
		p.Columns = []doc.ExportColumn{}
	}
	for _, check := range []func(doc.ExportProfile) error{checkName, checkStyle, checkColumns, checkBatch} {
		if err := check(p); err != nil {
			return p, err
		}
	}
	_, err := compile(p)
	return p, err
}

// fillStyle takes the default for what is left out; a header is asked for by
// leaving the whole style out.
func fillStyle(s *doc.ExportStyle) {
	if *s == (doc.ExportStyle{}) {
		*s = DefaultStyle()
	}
	usual := DefaultStyle()
	for _, pair := range []struct {
		have *string
		then string
	}{
		{&s.Decimal, usual.Decimal},
		{&s.Date, usual.Date},
		{&s.Delimiter, usual.Delimiter},
		{&s.Encoding, usual.Encoding},
		{&s.LineEnd, usual.LineEnd},
		{&s.Quote, usual.Quote},
	} {
		if *pair.have == "" {
			*pair.have = pair.then
		}
	}
}

func checkName(p doc.ExportProfile) error {
	if p.Name == "" || len(p.Name) > 100 || strings.ContainsFunc(p.Name, unicode.IsControl) {
		return doc.Errorf(doc.CodeInvalid, "name: 1 to 100 bytes without control characters")
	}
	if p.Rows != doc.RowsDocument && !tableName.MatchString(string(p.Rows)) {
		return doc.Errorf(doc.CodeInvalid, "rows: %q is neither document nor a table's name", p.Rows)
	}
	if p.Incomplete != doc.GapHold && p.Incomplete != doc.GapMark {
		return doc.Errorf(doc.CodeInvalid, "incomplete: %q is neither hold nor mark", p.Incomplete)
	}
	formats := []doc.ExportFormat{doc.ExportCSV, doc.ExportXLSX, doc.ExportJSON, doc.ExportJSONL}
	if !slices.Contains(formats, p.Format) {
		return doc.Errorf(doc.CodeInvalid, "format: %q is none of csv, xlsx, json and jsonl", p.Format)
	}
	return nil
}

func checkStyle(p doc.ExportProfile) error {
	s := p.Style
	known := func(name, value string, among ...string) error {
		if slices.Contains(among, value) {
			return nil
		}
		return doc.Errorf(doc.CodeInvalid, "style.%s: %q is none of %s", name, value, strings.Join(among, ", "))
	}
	_, date := dateLayouts()[s.Date]
	if !date {
		return doc.Errorf(doc.CodeInvalid, "style.date: %q is no way to write a day", s.Date)
	}
	for _, err := range []error{
		known("decimal", s.Decimal, "point", "comma"),
		known("delimiter", s.Delimiter, "comma", "semicolon", "tab", "pipe"),
		known("line_end", s.LineEnd, "crlf", "lf"),
		known("quote", s.Quote, "needed", "text", "all"),
	} {
		if err != nil {
			return err
		}
	}
	return nil
}

func checkColumns(p doc.ExportProfile) error {
	if p.Format.Tabular() == (len(p.Columns) == 0) {
		return doc.Errorf(doc.CodeInvalid, "columns: a table has at least one, json and jsonl have none")
	}
	changes := []doc.ExportChange{
		doc.ChangeNone, doc.ChangeNegate, doc.ChangeAbsolute, doc.ChangeDebit, doc.ChangeCredit, doc.ChangeUpper, doc.ChangeSign, doc.ChangeReference,
	}
	kinds := []doc.FieldKind{"", doc.KindText, doc.KindMoney, doc.KindDate, doc.KindTime, doc.KindIdentifier, doc.KindCurrency, doc.KindNumber}
	for i, c := range p.Columns {
		switch {
		case len(c.Source) == 0:
			return doc.Errorf(doc.CodeInvalid, "columns[%d].source: name at least one", i)
		case strings.ContainsFunc(c.Header, unicode.IsControl):
			return doc.Errorf(doc.CodeInvalid, "columns[%d].header: no control characters", i)
		case !slices.Contains(changes, c.Change):
			return doc.Errorf(doc.CodeInvalid, "columns[%d].change: %q is unknown", i, c.Change)
		case !slices.Contains(kinds, c.Kind):
			return doc.Errorf(doc.CodeInvalid, "columns[%d].kind: %q is unknown", i, c.Kind)
		case p.Rows == doc.RowsDocument && slices.ContainsFunc(c.Source, isCell):
			return doc.Errorf(doc.CodeInvalid, "columns[%d].source: cells need rows of a table", i)
		}
	}
	return nil
}

func isCell(source string) bool { return strings.HasPrefix(source, fromCell+":") }

func checkBatch(p doc.ExportProfile) error {
	b := p.Batch
	switch {
	case b == nil:
		return nil
	case p.Format != doc.ExportCSV || p.Style.Delimiter != "semicolon" || p.Style.Encoding != "windows-1252" || p.Style.LineEnd != "crlf":
		return doc.Errorf(doc.CodeInvalid, "batch: a booking batch is CSV with semicolons, in Windows-1252, with CRLF")
	case !monthDay.MatchString(b.YearStart):
		return doc.Errorf(doc.CodeInvalid, "batch.year_start: write a day as in 01-01")
	case b.AccountLength < 4 || b.AccountLength > 8:
		return doc.Errorf(doc.CodeInvalid, "batch.account_length: 4 to 8")
	case strings.ContainsAny(b.Label+b.Chart, "\"\r\n"):
		return doc.Errorf(doc.CodeInvalid, "batch: no quotation marks in label and chart")
	}
	return nil
}
