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
	listing := doc.Listing{Documents: []doc.Document{}, Excerpts: map[string][]doc.Excerpt{}}
	err := s.read(ctx, func(r querier) (err error) {
		f := newFilter(q)
		if err := r.QueryRowContext(ctx, f.count(), f.args...).Scan(&listing.Total); err != nil {
			return err
		}
		var rows []row
		if rows, listing.Next, err = pageOf(ctx, r, f, q, limit); err != nil {
			return err
		}
		for _, d := range rows {
			listing.Documents = append(listing.Documents, d.doc)
		}
		return addExcerpts(ctx, r, f.match, rows, listing.Excerpts)
	})
	if err != nil {
		return doc.Listing{}, fmt.Errorf("list documents: %w", err)
	}
	return listing, nil
}

// pageOf reads a page of the query with the cursor of the next one. One row more
// than asked for tells whether there is one.
func pageOf(ctx context.Context, r querier, f filter, q doc.Query, limit int) (rows []row, next string, err error) {
	if !byReceipt(q) {
		return sortedPage(ctx, r, f, q, limit)
	}
	order, behind := sorting{rising: q.Rising}.direction()
	if q.After != "" {
		n, err := parseCursor(q.After)
		if err != nil {
			return nil, "", err
		}
		f.add(f.n+" "+behind+" ?", n)
	}
	rows, err = collect(ctx, r, scanRow, `SELECT `+lightColumns+` FROM documents WHERE n IN (`+
		f.numbers(order)+`) ORDER BY n `+order, append(f.args, limit+1)...)
	if len(rows) > limit {
		rows = rows[:limit]
		next = cursorOf(rows[limit-1].n)
	}
	return rows, next, err
}

func sortedPage(ctx context.Context, r querier, f filter, q doc.Query, limit int) (rows []row, next string, err error) {
	o := sorting{q.Sort, q.Rising}
	if q.After != "" {
		m, err := o.parseMark(q.After)
		if err != nil {
			return nil, "", err
		}
		o.after(&f, m)
	}
	rows, marks, err := o.sortedRows(ctx, r, f, limit)
	if err == nil && len(rows) > limit {
		rows = rows[:limit]
		next, err = marks[limit-1].cursor()
	}
	return rows, next, err
}

// mostIDs bounds DocumentIDs.
const mostIDs = 50_000

// DocumentIDs lists the ids alone of all documents of the query, in the order of
// a listing. After and Limit are not heeded.
func (s *Store) DocumentIDs(ctx context.Context, q doc.Query) ([]string, error) {
	f := newFilter(q)
	o := sorting{q.Sort, q.Rising}
	if byReceipt(q) {
		o.key = doc.SortReceived
		if f.from == "search" { // row numbers are sorted by name here
			f.from = "search CROSS JOIN documents ON documents.n = search.rowid"
		}
	}
	order, _ := o.direction()
	ids, err := collect(ctx, s.readers, func(r scanner) (id string, err error) { return id, r.Scan(&id) },
		`SELECT id FROM (`+o.sorted(&f)+`) JOIN documents ON documents.n = at ORDER BY blank, value `+order+`, at `+order,
		append(f.args, mostIDs)...)
	if err != nil {
		return nil, coded(fmt.Errorf("list ids: %w", err))
	}
	return ids, nil
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
