package store

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strings"

	"deskclerk/backend/doc"
)

// sorting is the order of a listing: what is blank last, then by the key, then
// by the order in which documents came in.
type sorting struct {
	key    doc.SortKey
	rising bool
}

// byReceipt reports whether row numbers alone are the order.
func byReceipt(q doc.Query) bool { return q.Sort == "" || q.Sort == doc.SortReceived }

// value is the key in SQL, never NULL, and blank tells where there is none.
func (o sorting) value() (value, blank string) {
	switch o.key {
	case doc.SortName:
		return "lower(documents.name)", "0"
	case doc.SortType:
		return "documents.type", "documents.type = ''"
	case doc.SortParty:
		return "documents.party", "documents.party = ''"
	case doc.SortDate:
		return "documents.dated", "documents.dated = ''"
	case doc.SortTotal:
		return "coalesce(documents.amount, 0)", "documents.amount IS NULL"
	case doc.SortPages:
		return "documents.pages_total", "documents.pages_total = 0"
	case doc.SortStatus:
		return statusRank(), "0"
	case doc.SortFlags:
		return "documents.flags", "0"
	default:
		return "documents.n", "0"
	}
}

// statusRank is how far a status is on a document's way.
func statusRank() string {
	var b strings.Builder
	b.WriteString("CASE documents.status")
	for i, s := range doc.Statuses() {
		fmt.Fprintf(&b, " WHEN '%s' THEN %d", s, i)
	}
	b.WriteString(" ELSE 99 END")
	return b.String()
}

// direction is the order's, and the sign of what lies behind a place in it.
func (o sorting) direction() (order, behind string) {
	if o.rising {
		return "ASC", ">"
	}
	return "DESC", "<"
}

// mark is a place in a sorted listing; it travels as the cursor.
type mark struct {
	Key    doc.SortKey `json:"k"`
	Rising bool        `json:"r,omitempty"`
	Blank  int         `json:"b"`
	Value  any         `json:"v"`
	N      int64       `json:"n"`
}

// parseMark reads a cursor of this order. Errors: invalid_request.
func (o sorting) parseMark(cursor string) (m mark, err error) {
	text, err := base64.RawURLEncoding.DecodeString(cursor)
	if err == nil && len(text) > 0 && text[0] == '{' {
		decoder := json.NewDecoder(strings.NewReader(string(text)))
		decoder.UseNumber()
		if decoder.Decode(&m) == nil && m.Key == o.key && m.Rising == o.rising {
			return m, m.settle()
		}
	}
	return mark{}, doc.Errorf(doc.CodeInvalid, "the cursor %q is not one of ours for this order", cursor)
}

// settle makes a number of the value again, as SQLite compares it.
func (m *mark) settle() error {
	switch v := m.Value.(type) {
	case string:
		return nil
	case json.Number:
		n, err := v.Int64()
		m.Value = n
		if err == nil {
			return nil
		}
	}
	return doc.Errorf(doc.CodeInvalid, "the cursor is not one of ours")
}

func (m mark) cursor() (string, error) {
	text, err := json.Marshal(m)
	if err != nil {
		return "", fmt.Errorf("write a cursor: %w", err)
	}
	return base64.RawURLEncoding.EncodeToString(text), nil
}

// after leaves only what lies behind the mark.
func (o sorting) after(f *filter, m mark) {
	value, blank := o.value()
	_, behind := o.direction()
	f.add(fmt.Sprintf(`((%[2]s) > ? OR ((%[2]s) = ? AND (%[1]s %[3]s ? OR (%[1]s = ? AND documents.n %[3]s ?))))`, value, blank, behind),
		m.Blank, m.Blank, m.Value, m.Value, m.N)
}

// sorted selects row numbers with their place in the order; the last argument is
// how many at most.
func (o sorting) sorted(f *filter) string {
	value, blank := o.value()
	order, _ := o.direction()
	return fmt.Sprintf(`SELECT documents.n AS at, %s AS blank, %s AS value FROM %s ORDER BY blank, value %s, at %s LIMIT ?`,
		blank, value, f.condition(), order, order)
}

// sortedRows reads a page of the listing in this order, and one row more.
func (o sorting) sortedRows(ctx context.Context, r querier, f filter, limit int) (rows []row, marks []mark, err error) {
	order, _ := o.direction()
	scan := func(s scanner) (row, error) {
		m := mark{Key: o.key, Rising: o.rising}
		d, err := scanRow(alsoScan{s, []any{&m.Blank, &m.Value}})
		m.N = d.n
		marks = append(marks, m)
		return d, err
	}
	rows, err = collect(ctx, r, scan, `SELECT `+lightColumns+`, blank, value FROM (`+o.sorted(&f)+`) JOIN documents ON documents.n = at
		ORDER BY blank, value `+order+`, at `+order, append(f.args, limit+1)...)
	return rows, marks, err
}

// alsoScan is a row with more columns than its scanner knows of.
type alsoScan struct {
	scanner
	more []any
}

// Scan implements scanner.
func (a alsoScan) Scan(dest ...any) error { return a.scanner.Scan(append(dest, a.more...)...) }
