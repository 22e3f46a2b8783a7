package store

import (
	"context"
	"fmt"
	"iter"

	"deskclerk/backend/doc"
)

// ExportStandings lists the documents of the query that are of one of the types,
// oldest first, each with its last export by the profile. No types are all; the
// query's limit and cursor are not heeded.
func (s *Store) ExportStandings(ctx context.Context, profile string, types []doc.Type, q doc.Query) ([]doc.ExportStanding, error) {
	f := newFilter(q)
	// Within the list of columns because the filter may be over the index of words.
	where := `SELECT ` + f.n + ` FROM ` + f.condition()
	args := append([]any{profile}, f.args...)
	ofType := ""
	if len(types) > 0 {
		ofType = ` AND d.type IN (SELECT value FROM json_each(?))`
		args = append(args, asJSON{types})
	}
	// With max, the other columns are those of the row that has it (SQLite, "Bare
	// columns in an aggregate query").
	all, err := collect(ctx, s.readers, scanStanding, `SELECT d.id, d.status, d.revision, e.revision, e.digest
		FROM documents d LEFT JOIN (
			SELECT document, revision, digest, max(run) FROM export_documents
			WHERE profile = ? AND undone = 0 GROUP BY document
		) e ON e.document = d.n
		WHERE d.n IN (`+where+`)`+ofType+` ORDER BY d.n`, args...)
	if err != nil {
		return nil, coded(fmt.Errorf("list what is to be exported: %w", err))
	}
	return all, nil
}

// ExportLeft counts what an export of the query leaves out: documents of none of
// the types, and those that have no values yet. The latter are counted whatever
// the query asks of values: what they will be is not known.
func (s *Store) ExportLeft(ctx context.Context, types []doc.Type, q doc.Query) (left doc.ExportLeft, err error) {
	unread := doc.Query{
		BatchID: q.BatchID, IDs: q.IDs, Source: q.Source, Without: q.Without, Since: q.Since, Before: q.Before, Folder: q.Folder,
		Status: []doc.Status{
			doc.StatusReceived, doc.StatusValidated, doc.StatusQueued, doc.StatusProcessing,
			doc.StatusFailedRetryable, doc.StatusFailedTerminal,
		},
	}
	err = s.read(ctx, func(r querier) error {
		f := newFilter(unread)
		err := r.QueryRowContext(ctx, `SELECT count(*) FILTER (WHERE d.status <> ?), count(*) FILTER (WHERE d.status = ?)
			FROM documents d WHERE d.n IN (SELECT `+f.n+` FROM `+f.condition()+`)`,
			append([]any{doc.StatusFailedTerminal, doc.StatusFailedTerminal}, f.args...)...).Scan(&left.Reading, &left.Failed)
		if err != nil || len(types) == 0 {
			return err
		}
		f = newFilter(q)
		return r.QueryRowContext(ctx, `SELECT count(*) FROM documents d
			WHERE d.n IN (SELECT `+f.n+` FROM `+f.condition()+`) AND d.type NOT IN (SELECT value FROM json_each(?))`,
			append(f.args, asJSON{types})...).Scan(&left.OtherType)
	})
	if err != nil {
		return left, coded(fmt.Errorf("count what an export leaves out: %w", err))
	}
	return left, nil
}

func scanStanding(r scanner) (e doc.ExportStanding, err error) {
	var revision *int64
	var digest *string
	if err := r.Scan(&e.ID, &e.Status, &e.Revision, &revision, &digest); err != nil || revision == nil {
		return e, err
	}
	e.Last = &doc.ExportMark{DocumentID: e.ID, Revision: *revision, Digest: *digest}
	return e, nil
}

// exportStep is how many documents are read at a time for an export.
const exportStep = 200

// ExportDocuments gives the documents in the order of their ids, step by step so
// that few are in memory. Without whole they have no text and no pages. One that
// is deleted meanwhile is passed over.
func (s *Store) ExportDocuments(ctx context.Context, ids []string, whole bool) iter.Seq2[doc.Document, error] {
	return func(yield func(doc.Document, error) bool) {
		for len(ids) > 0 {
			n := min(exportStep, len(ids))
			found, err := s.exportStep(ctx, ids[:n], whole)
			if err != nil {
				yield(doc.Document{}, fmt.Errorf("read documents to export: %w", err))
				return
			}
			for _, id := range ids[:n] {
				if d, there := found[id]; there && !yield(d, nil) {
					return
				}
			}
			ids = ids[n:]
		}
	}
}

func (s *Store) exportStep(ctx context.Context, ids []string, whole bool) (map[string]doc.Document, error) {
	found := make(map[string]doc.Document, len(ids))
	err := s.read(ctx, func(q querier) error {
		rows, err := collect(ctx, q, scanRow, `SELECT `+lightColumns+` FROM documents
			WHERE id IN (SELECT value FROM json_each(?))`, asJSON{ids})
		if err != nil {
			return err
		}
		for _, d := range rows {
			read := []func(context.Context, querier) error{d.readFields, d.readTables, d.readWarnings}
			if whole {
				read = []func(context.Context, querier) error{d.complete}
			}
			for _, part := range read {
				if err := part(ctx, q); err != nil {
					return err
				}
			}
			found[d.doc.ID] = d.doc
		}
		return nil
	})
	return found, err
}

// Incoming is the folder for files under way. What a killed program leaves there
// goes when the store is next swept.
func (s *Store) Incoming() string { return s.path("incoming") }
