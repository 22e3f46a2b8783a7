package export

import (
	"bufio"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"deskclerk/backend/doc"
)

// CSVOptions choose the columns. The order of columns is fixed: what identifies
// the document, the fields of each type in the contract's order, what went
// wrong.
type CSVOptions struct {
	Types      []doc.Type     // whose fields become columns; default receipt and invoice
	Confidence bool           // add <field>_confidence after each field
	Flags      bool           // add flagged: the names of the fields a person must look at
	Now        time.Time      // of an OFX answer
	Specs      []doc.TypeSpec // of types that people defined
}

// column is one column: its name and how a document fills it. A number may
// start with a minus sign and needs no guard.
type column struct {
	name   string
	number bool
	cell   func(doc.Document) string
}

// CSV writes a header and one row a document: UTF-8, commas and CRLF as in RFC
// 4180, cells that a spreadsheet would run neutralised with an apostrophe.
func CSV(w io.Writer, docs Documents, o CSVOptions) error {
	columns := columnsFor(o)
	out := bufio.NewWriter(w)
	header := make([]string, len(columns))
	for i, c := range columns {
		header[i] = c.name
	}
	if err := writeRow(out, header); err != nil {
		return fmt.Errorf("write the table's head: %w", err)
	}
	row := make([]string, len(columns))
	for d, err := range docs {
		if err != nil {
			return fmt.Errorf("read a document to export: %w", err)
		}
		for i, c := range columns {
			row[i] = guard(c.cell(d), c.number)
		}
		if err := writeRow(out, row); err != nil {
			return fmt.Errorf("write a row: %w", err)
		}
	}
	return out.Flush()
}

func columnsFor(o CSVOptions) []column {
	columns := []column{
		{"id", false, func(d doc.Document) string { return d.ID }},
		{"file", false, func(d doc.Document) string { return d.File.Name }},
		{"type", false, func(d doc.Document) string { return string(d.Type.Name) }},
		{"status", false, func(d doc.Document) string { return string(d.Status) }},
	}
	for _, f := range fieldsOf(o.Types, o.Specs) {
		columns = append(columns, column{f.Name, f.Kind == doc.KindMoney, value(f.Name)})
		if o.Confidence {
			columns = append(columns, column{f.Name + "_confidence", true, confidence(f.Name)})
		}
	}
	if o.Flags {
		columns = append(columns, column{"flagged", false, flagged})
	}
	return append(columns,
		column{"warnings", false, warnings},
		column{"error", false, errorCode},
		column{"what_to_do", false, whatToDo})
}

// fieldsOf joins the fields of the types in the contract's order, each name
// once.
func fieldsOf(types []doc.Type, defined []doc.TypeSpec) []doc.FieldSpec {
	if len(types) == 0 {
		types = []doc.Type{doc.TypeReceipt, doc.TypeInvoice}
	}
	var fields []doc.FieldSpec
	for _, spec := range append(doc.TypeSpecs(), defined...) {
		if !slices.Contains(types, spec.Name) {
			continue
		}
		for _, f := range spec.Fields {
			known := func(g doc.FieldSpec) bool { return g.Name == f.Name }
			if !slices.ContainsFunc(fields, known) {
				fields = append(fields, f)
			}
		}
	}
	return fields
}

func value(name string) func(doc.Document) string {
	return func(d doc.Document) string {
		if v := d.Fields[name].Value; v != nil {
			return *v
		}
		return ""
	}
}

func confidence(name string) func(doc.Document) string {
	return func(d doc.Document) string {
		f, ok := d.Fields[name]
		if !ok || f.Value == nil {
			return ""
		}
		return strconv.FormatFloat(f.Confidence, 'f', 3, 64)
	}
}

func flagged(d doc.Document) string {
	var names []string
	for _, f := range d.Spec().Fields {
		if d.Fields[f.Name].Flagged {
			names = append(names, f.Name)
		}
	}
	return strings.Join(names, " ")
}

func warnings(d doc.Document) string {
	var codes []string
	for _, w := range d.Warnings {
		if !slices.Contains(codes, w.Code) {
			codes = append(codes, w.Code)
		}
	}
	return strings.Join(codes, " ")
}

func errorCode(d doc.Document) string {
	if d.Error == nil {
		return ""
	}
	return string(d.Error.Code)
}

func whatToDo(d doc.Document) string {
	if d.Error == nil {
		return ""
	}
	return d.Error.Message + " " + d.Error.Hint
}

// plainNumber is what a spreadsheet reads as a number and nothing else.
var plainNumber = regexp.MustCompile(`^-?[0-9]+(\.[0-9]+)?$`)

// starters begin a formula in some spreadsheet, the full-width forms included
// (OWASP, CSV Injection).
const starters = "=+-@\t\r\n＝＋－＠"

// guard puts an apostrophe before a cell that a spreadsheet would run. A plain
// number of a number column stays one.
func guard(cell string, number bool) string {
	first, _ := utf8.DecodeRuneInString(strings.TrimLeft(cell, " \u00a0"))
	if cell == "" || !strings.ContainsRune(starters, first) && !strings.ContainsRune(starters, rune(cell[0])) {
		return cell
	}
	if number && plainNumber.MatchString(cell) {
		return cell
	}
	return "'" + cell
}

// writeRow quotes by itself because encoding/csv rewrites line breaks inside
// cells once it ends lines with CRLF, and a value must come back as it was.
func writeRow(w *bufio.Writer, cells []string) error {
	for i, c := range cells {
		if i > 0 {
			if err := w.WriteByte(','); err != nil {
				return err
			}
		}
		if strings.ContainsAny(c, "\",\r\n") || strings.HasPrefix(c, " ") || strings.HasSuffix(c, " ") {
			c = `"` + strings.ReplaceAll(c, `"`, `""`) + `"`
		}
		if _, err := w.WriteString(c); err != nil {
			return err
		}
	}
	_, err := w.WriteString("\r\n")
	return err
}
