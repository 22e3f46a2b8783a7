package export

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"deskclerk/backend/doc"
)

// schemaProfile marks a profile's file.
const schemaProfile = "deskclerk.export-profile/v1"

// maxProfile bounds a profile's file, maxName its name, in bytes.
const (
	maxProfile = 1 << 20
	maxName    = 100
)

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
		return doc.ExportProfile{}, doc.Refuse(doc.CodeInvalid, "profile_file").Because(err)
	}
	if f.Schema != schemaProfile {
		return doc.ExportProfile{}, doc.Refuse(doc.CodeInvalid, "profile_schema", "value", f.Schema, "wanted", schemaProfile)
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

// unknown refuses a value that is none of the choices.
func unknown[T ~string](member string, value T, among ...T) error {
	var choices []string
	for _, one := range among {
		if one != "" {
			choices = append(choices, string(one))
		}
	}
	return doc.Refuse(doc.CodeInvalid, "profile_value", "member", member, "value", string(value), "choices", strings.Join(choices, ", "))
}

func checkName(p doc.ExportProfile) error {
	if p.Name == "" || len(p.Name) > maxName || strings.ContainsFunc(p.Name, unicode.IsControl) {
		return doc.Refuse(doc.CodeInvalid, "profile_name", "limit", strconv.Itoa(maxName))
	}
	if p.Rows != doc.RowsDocument && !tableName.MatchString(string(p.Rows)) {
		return doc.Refuse(doc.CodeInvalid, "profile_rows", "value", string(p.Rows))
	}
	if p.Incomplete != doc.GapHold && p.Incomplete != doc.GapMark {
		return unknown("incomplete", p.Incomplete, doc.GapHold, doc.GapMark)
	}
	formats := []doc.ExportFormat{doc.ExportCSV, doc.ExportXLSX, doc.ExportJSON, doc.ExportJSONL}
	if !slices.Contains(formats, p.Format) {
		return unknown("format", p.Format, formats...)
	}
	return nil
}

func checkStyle(p doc.ExportProfile) error {
	s := p.Style
	known := func(name, value string, among ...string) error {
		if slices.Contains(among, value) {
			return nil
		}
		return unknown("style."+name, value, among...)
	}
	_, date := dateLayouts()[s.Date]
	if !date {
		return unknown("style.date", s.Date, slices.Sorted(maps.Keys(dateLayouts()))...)
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
		return doc.Refuse(doc.CodeInvalid, "profile_columns")
	}
	changes := []doc.ExportChange{
		doc.ChangeNone, doc.ChangeNegate, doc.ChangeAbsolute, doc.ChangeDebit, doc.ChangeCredit, doc.ChangeUpper, doc.ChangeSign, doc.ChangeReference,
	}
	kinds := []doc.FieldKind{"", doc.KindText, doc.KindMoney, doc.KindDate, doc.KindTime, doc.KindIdentifier, doc.KindCurrency, doc.KindNumber}
	for i, c := range p.Columns {
		place := strconv.Itoa(i + 1)
		switch {
		case len(c.Source) == 0:
			return doc.Refuse(doc.CodeInvalid, "profile_sourceless", "place", place)
		case strings.ContainsFunc(c.Header, unicode.IsControl):
			return doc.Refuse(doc.CodeInvalid, "profile_header", "place", place)
		case !slices.Contains(changes, c.Change):
			return unknown(fmt.Sprintf("columns[%d].change", i), c.Change, changes...)
		case !slices.Contains(kinds, c.Kind):
			return unknown(fmt.Sprintf("columns[%d].kind", i), c.Kind, kinds...)
		case p.Rows == doc.RowsDocument && slices.ContainsFunc(c.Source, isCell):
			return doc.Refuse(doc.CodeInvalid, "profile_cells", "place", place)
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
		return doc.Refuse(doc.CodeInvalid, "profile_batch")
	case !monthDay.MatchString(b.YearStart):
		return doc.Refuse(doc.CodeInvalid, "profile_batch_year")
	case b.AccountLength < 4 || b.AccountLength > 8:
		return doc.Refuse(doc.CodeInvalid, "profile_batch_length")
	case strings.ContainsAny(b.Label+b.Chart, "\"\r\n"):
		return doc.Refuse(doc.CodeInvalid, "profile_batch_quotes")
	}
	return nil
}
