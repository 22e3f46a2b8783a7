package store

import (
	"context"
	"maps"
	"slices"
	"strings"

	"deskclerk/backend/doc"
)

// Around a found word FTS5 writes these, which no text holds.
const (
	hitBegins = "\x02"
	hitEnds   = "\x03"
)

// excerptsQuery marks the found words in the documents ?4. The + keeps FTS5 from
// seeking each of them by itself, which takes a hundred times as long as one walk
// along all that was found.
const excerptsQuery = `SELECT rowid, snippet(search, 1, ?1, ?2, '…', 14) FROM search
	WHERE search MATCH ?3 AND +rowid IN (SELECT value FROM json_each(?4))`

// addExcerpts finds for each row the part of its text where the sought words
// stand closest. A document found by its name alone has none.
func addExcerpts(ctx context.Context, q querier, match string, rows []row, into map[string][]doc.Excerpt) error {
	if match == "" {
		return nil
	}
	ids := make(map[int64]string, len(rows))
	for _, d := range rows {
		ids[d.n] = d.doc.ID
	}
	type hit struct {
		n    int64
		text string
	}
	scan := func(r scanner) (h hit, err error) { return h, r.Scan(&h.n, &h.text) }
	found, err := collect(ctx, q, scan, excerptsQuery, hitBegins, hitEnds, match, asJSON{slices.Collect(maps.Keys(ids))})
	if err != nil {
		return err
	}
	for _, h := range found {
		if strings.Contains(h.text, hitBegins) {
			into[ids[h.n]] = excerpts(h.text)
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
