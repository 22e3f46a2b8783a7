package store

import (
	"context"
	"fmt"
	"iter"

	"deskclerk/backend/doc"
)

// Limits of one page of a listing.
const (
	defaultLimit = 100
	maxLimit     = 500
)

// Documents lists documents, newest first, by a cursor that inserts and deletes
// do not shift: what was there at the start is listed once, whatever comes in
// meanwhile. Errors: invalid_request for a cursor that is none.
func (s *Store) Documents(ctx context.Context, q doc.Query) (doc.Listing, error) {
	limit := q.Limit
	if limit <= 0 {
		limit = defaultLimit
	}
	limit = min(limit, maxLimit)
	f := newFilter(q)
	listing := doc.Listing{Documents: []doc.Document{}}
	err := s.read(ctx, func(r querier) (err error) {
		if err := r.QueryRowContext(ctx, f.count(), f.args...).Scan(&listing.Total); err != nil {
			return err
		}
		if q.After != "" {
			n, err := parseCursor(q.After)
			if err != nil {
				return err
			}
			f.add(f.n+" < ?", n)
		}
		// One more than asked for tells whether there is a next page.
		rows, err := collect(ctx, r, scanRow, `SELECT `+lightColumns+` FROM documents WHERE n IN (`+
			f.numbers("DESC")+`) ORDER BY n DESC`, append(f.args, limit+1)...)
		if err != nil {
			return err
		}
		if len(rows) > limit {
			rows = rows[:limit]
			listing.Next = cursorOf(rows[limit-1].n)
		}
		for _, d := range rows {
			listing.Documents = append(listing.Documents, d.doc)
		}
		return nil
	})
	if err != nil {
		return doc.Listing{}, fmt.Errorf("list documents: %w", err)
	}
	return listing, nil
}

// eachStep is how many documents EachDocument reads at a time; between the
// steps it holds no snapshot, so that a long export does not make the log grow.
const eachStep = 50

// EachDocument gives the documents of the query whole, oldest first. One that
// is deleted meanwhile is passed over, one that comes in meanwhile is included.
// After and Limit are not heeded.
func (s *Store) EachDocument(ctx context.Context, q doc.Query) iter.Seq2[doc.Document, error] {
	return func(yield func(doc.Document, error) bool) {
		after := int64(0)
		for {
			rows, err := s.wholeAfter(ctx, newFilter(q), after)
			if err != nil {
				yield(doc.Document{}, fmt.Errorf("read documents: %w", err))
				return
			}
			for _, d := range rows {
				if !yield(d.doc, nil) {
					return
				}
				after = d.n
			}
			if len(rows) < eachStep {
				return
			}
		}
	}
}

func (s *Store) wholeAfter(ctx context.Context, f filter, after int64) (rows []row, err error) {
	f.add(f.n+" > ?", after)
	err = s.read(ctx, func(q querier) (err error) {
		rows, err = collect(ctx, q, scanRow, `SELECT `+lightColumns+` FROM documents WHERE n IN (`+
			f.numbers("ASC")+`) ORDER BY n`, append(f.args, eachStep)...)
		for i := range rows {
			if err == nil {
				err = rows[i].complete(ctx, q)
			}
		}
		return err
	})
	return rows, err
}
