package store

import (
	"encoding/base64"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"deskclerk/backend/doc"
)

// filter is a query's condition in SQL. It selects row numbers, so that indexes
// alone answer it; only the rows that are shown are then read.
type filter struct {
	conditions

	from  string
	n     string // the row number's name there
	match string // the full-text query, empty for none
}

// conditions hold together.
type conditions struct {
	where []string
	args  []any
}

func (c *conditions) add(condition string, args ...any) {
	c.where = append(c.where, condition)
	c.args = append(c.args, args...)
}

// between adds a bound below and one above; nil is none.
func (c *conditions) between(below, above string, from, to any) {
	if from != nil {
		c.add(below, from)
	}
	if to != nil {
		c.add(above, to)
	}
}

func (c *conditions) sql() string { return strings.Join(c.where, " AND ") }

func newFilter(q doc.Query) filter {
	f := filter{from: "documents", n: "n"}
	if len(q.Status) > 0 {
		f.add("status IN (SELECT value FROM json_each(?))", asJSON{q.Status})
	}
	if q.Type != doc.TypeUnknown {
		f.add("type = ?", q.Type)
	}
	if q.BatchID != "" {
		f.add("documents.n IN (SELECT document FROM sightings WHERE sightings.batch_id = ?)", q.BatchID)
	}
	if len(q.Source) > 0 {
		f.add("source_kind IN (SELECT value FROM json_each(?))", asJSON{q.Source})
	}
	if len(q.Without) > 0 {
		f.add("source_kind NOT IN (SELECT value FROM json_each(?))", asJSON{q.Without})
	}
	for _, word := range strings.Fields(strings.ToLower(q.Party)) {
		f.add("instr(party, ?) > 0", word)
	}
	if q.Folder != "" {
		f.add("source_detail = ?", q.Folder)
	}
	if len(q.Codes) > 0 {
		f.add("error IS NOT NULL AND error ->> '$.code' IN (SELECT value FROM json_each(?))", asJSON{q.Codes})
	}
	if q.Warned {
		f.add("EXISTS (SELECT 1 FROM warnings WHERE warnings.document = documents.n AND warnings.attempt = documents.attempt)")
	}
	f.between("received_at >= ?", "received_at < ?", msOrEmpty(q.Since), msOrEmpty(q.Before))
	f.between("dated >= ?", "dated <> '' AND dated <= ?", orNil(q.From), orNil(q.To))
	if len(q.IDs) > 0 {
		f.add("id IN (SELECT value FROM json_each(?))", asJSON{q.IDs})
	}
	f.match = matchWords(q.Text)
	if f.match != "" {
		f.n = "search.rowid"
		if f.from = "search"; len(f.where) > 0 || !byReceipt(q) { // CROSS keeps the index of words in front
			f.from = "search CROSS JOIN documents ON documents.n = search.rowid"
		}
		f.add("search MATCH ?", f.match)
	}
	return f
}

func msOrEmpty(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return ms(t)
}

func orNil(s string) any {
	if s == "" {
		return nil
	}
	return s
}

// count counts what the filter lets through.
func (f *filter) count() string { return "SELECT count(*) FROM " + f.condition() }

// numbers selects the row numbers in the order; the last argument is how many
// at most.
func (f *filter) numbers(order string) string {
	return "SELECT " + f.n + " FROM " + f.condition() + " ORDER BY " + f.n + " " + order + " LIMIT ?"
}

func (f *filter) condition() string {
	if len(f.where) == 0 {
		return f.from
	}
	return f.from + " WHERE " + f.sql()
}

// matchWords turns what a person typed into a full-text query: every word must
// occur, the last one may be unfinished once it has two letters. Signs within a
// word, as in 9.00 or INV-7, make its parts stand side by side. Empty when there
// is no word.
func matchWords(text string) string {
	var terms []string
	last := 0 // letters of the last word
	for _, word := range strings.Fields(text) {
		if word = strings.Map(plain, word); strings.ContainsFunc(word, isLetter) {
			terms = append(terms, `"`+word+`"`)
			last = utf8.RuneCountInString(word)
		}
	}
	match := strings.Join(terms, " ")
	if last >= 2 {
		match += "*"
	}
	return match
}

func isLetter(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }

// plain drops what would end a quoted term.
func plain(r rune) rune {
	if r == '"' || unicode.IsControl(r) {
		return -1
	}
	return r
}

// cursorOf hides a row number in a cursor.
func cursorOf(n int64) string {
	return base64.RawURLEncoding.EncodeToString([]byte("d" + strconv.FormatInt(n, 10)))
}

// parseCursor reads a cursor. Errors: invalid_request.
func parseCursor(cursor string) (int64, error) {
	text, err := base64.RawURLEncoding.DecodeString(cursor)
	if err == nil && len(text) > 1 && text[0] == 'd' {
		if n, err := strconv.ParseInt(string(text[1:]), 10, 64); err == nil {
			return n, nil
		}
	}
	return 0, doc.Errorf(doc.CodeInvalid, "the cursor %q is not one of ours", cursor)
}
