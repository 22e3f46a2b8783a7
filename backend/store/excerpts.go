package store

import (
	"context"
	"strings"

	"deskclerk/backend/doc"
)

// Around a found word FTS5 writes these, which no text holds.
const (
	hitBegins = "\x02"
	hitEnds   = "\x03"
)

// addExcerpts finds for each row the part of its text where the sought words
// stand closest. A document found by its name alone has none.
func addExcerpts(ctx context.Context, q querier, match string, rows []row, into map[string][]doc.Excerpt) error {
	if match == "" {
		return nil
	}
	for _, d := range rows {
		found, err := collect(ctx, q, func(r scanner) (text string, err error) { return text, r.Scan(&text) },
			`SELECT snippet(search, 1, ?, ?, '…', 14) FROM search WHERE search MATCH ? AND rowid = ?`,
			hitBegins, hitEnds, match, d.n)
		if err != nil {
			return err
		}
		if len(found) > 0 && strings.Contains(found[0], hitBegins) {
			into[d.doc.ID] = excerpts(found[0])
		}
	}
	return nil
}

// excerpts divides a marked text; its lines become one.
func excerpts(marked string) []doc.Excerpt {
	parts := []doc.Excerpt{}
	add := func(text string, hit bool) {
		if text != "" {
			parts = append(parts, doc.Excerpt{Text: text, Hit: hit})
		}
	}
	marked = strings.NewReplacer("\n", " ", "\f", " ").Replace(marked)
	for marked != "" {
		before, rest, found := strings.Cut(marked, hitBegins)
		add(before, false)
		if !found {
			break
		}
		hit, after, _ := strings.Cut(rest, hitEnds)
		add(hit, true)
		marked = after
	}
	return parts
}
