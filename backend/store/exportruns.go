package store

import (
	"context"
	"database/sql"
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"deskclerk/backend/doc"
)

// KeepExport records an export with its documents in the order of the file, and
// tells of each, in one transaction. A document that is gone meanwhile is not
// recorded.
func (s *Store) KeepExport(ctx context.Context, run doc.ExportRun, marks []doc.ExportMark) (doc.ExportRun, error) {
	id, err := newID()
	if err != nil {
		return doc.ExportRun{}, err
	}
	run.ID = id
	err = s.write(ctx, func(ctx context.Context, t *tx) error {
		n, err := t.insertRun(ctx, run)
		if err != nil {
			return err
		}
		for position, m := range marks {
			if err := t.markExported(ctx, n, position, run, m); err != nil {
				return err
			}
		}
		return t.tellOfExports(ctx, map[string]any{"run_id": run.ID})
	})
	if err != nil {
		return doc.ExportRun{}, fmt.Errorf("record an export: %w", err)
	}
	return run, nil
}

func (t *tx) insertRun(ctx context.Context, run doc.ExportRun) (int64, error) {
	result, err := t.ExecContext(ctx, `INSERT INTO export_runs
		(id, profile_id, profile, at, actor, target, appended, file_name, counts, bytes, sha256)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		run.ID, run.Profile.ID, asJSON{run.Profile}, ms(run.At), run.Actor, run.Target, run.Append, run.FileName,
		asJSON{run.Counts}, run.Bytes, run.SHA256)
	if err != nil {
		return 0, err
	}
	return result.LastInsertId()
}

func (t *tx) markExported(ctx context.Context, n int64, position int, run doc.ExportRun, m doc.ExportMark) error {
	h, err := t.head(ctx, m.DocumentID)
	if doc.CodeOf(err) == doc.CodeNotFound {
		return nil
	}
	if err != nil {
		return err
	}
	err = t.exec(ctx, `INSERT INTO export_documents (run, position, document, profile, revision, digest) VALUES (?, ?, ?, ?, ?, ?)`,
		n, position, h.n, run.Profile.ID, m.Revision, m.Digest)
	if err != nil {
		return err
	}
	return t.tell(ctx, h, doc.EventExported, map[string]any{"format": run.Profile.Format, "run_id": run.ID})
}

// ExportDelivered notes that the file of a run was written. Errors: not_found.
func (s *Store) ExportDelivered(ctx context.Context, id string) error {
	return s.changeRun(ctx, id, func(ctx context.Context, t *tx, n int64) error {
		return t.exec(ctx, `UPDATE export_runs SET delivered_at = coalesce(delivered_at, ?) WHERE n = ?`, ms(t.now), n)
	})
}

// UndoExport has the documents count as not exported by the run; without ids all
// of its documents do, and the run is undone. Errors: not_found.
func (s *Store) UndoExport(ctx context.Context, id string, documents []string) error {
	return s.changeRun(ctx, id, func(ctx context.Context, t *tx, n int64) error {
		if len(documents) > 0 {
			err := t.exec(ctx, `UPDATE export_documents SET undone = 1 WHERE run = ? AND document IN
				(SELECT n FROM documents WHERE id IN (SELECT value FROM json_each(?)))`, n, asJSON{documents})
			if err != nil {
				return err
			}
		} else if err := t.exec(ctx, `UPDATE export_documents SET undone = 1 WHERE run = ?`, n); err != nil {
			return err
		}
		return t.exec(ctx, `UPDATE export_runs SET undone_at = coalesce(undone_at, ?) WHERE n = ?
			AND NOT EXISTS (SELECT 1 FROM export_documents WHERE run = n AND undone = 0)`, ms(t.now), n)
	})
}

func (s *Store) changeRun(ctx context.Context, id string, change func(context.Context, *tx, int64) error) error {
	err := s.write(ctx, func(ctx context.Context, t *tx) error {
		var n int64
		err := t.QueryRowContext(ctx, `SELECT n FROM export_runs WHERE id = ?`, id).Scan(&n)
		if errors.Is(err, sql.ErrNoRows) {
			return notFound("export", id)
		}
		if err != nil {
			return err
		}
		if err := change(ctx, t, n); err != nil {
			return err
		}
		return t.tellOfExports(ctx, map[string]any{"run_id": id})
	})
	if err != nil {
		return fmt.Errorf("change an export: %w", err)
	}
	return nil
}

const runColumns = `n, id, profile, at, actor, target, appended, file_name, counts, bytes, sha256, delivered_at, undone_at`

type exportRow struct {
	n   int64
	run doc.ExportRun
}

func scanRun(r scanner) (e exportRow, err error) {
	o := &e.run
	return e, r.Scan(&e.n, &o.ID, asJSON{&o.Profile}, atTime{&o.At}, &o.Actor, &o.Target, &o.Append, &o.FileName,
		asJSON{&o.Counts}, &o.Bytes, &o.SHA256, maybeTime{&o.DeliveredAt}, maybeTime{&o.UndoneAt})
}

// ExportRun gives one export. Errors: not_found.
func (s *Store) ExportRun(ctx context.Context, id string) (doc.ExportRun, error) {
	e, err := scanRun(s.readers.QueryRowContext(ctx, `SELECT `+runColumns+` FROM export_runs WHERE id = ?`, id))
	if errors.Is(err, sql.ErrNoRows) {
		return doc.ExportRun{}, notFound("export", id)
	}
	if err != nil {
		return doc.ExportRun{}, coded(fmt.Errorf("read an export: %w", err))
	}
	return e.run, nil
}

// ExportRuns lists exports, newest first; of one profile unless that is empty.
// Errors: invalid_request for a cursor that is none.
func (s *Store) ExportRuns(ctx context.Context, profile, after string, limit int) (doc.ExportRunList, error) {
	if limit <= 0 || limit > maxLimit {
		limit = defaultLimit
	}
	c := conditions{where: []string{"1"}}
	if profile != "" {
		c.add("profile_id = ?", profile)
	}
	if after != "" {
		n, err := parseRunCursor(after)
		if err != nil {
			return doc.ExportRunList{}, err
		}
		c.add("n < ?", n)
	}
	rows, err := collect(ctx, s.readers, scanRun, `SELECT `+runColumns+` FROM export_runs WHERE `+c.sql()+
		` ORDER BY n DESC LIMIT ?`, append(c.args, limit+1)...)
	if err != nil {
		return doc.ExportRunList{}, coded(fmt.Errorf("list exports: %w", err))
	}
	list := doc.ExportRunList{Runs: []doc.ExportRun{}}
	if len(rows) > limit {
		rows = rows[:limit]
		list.Next = base64.RawURLEncoding.EncodeToString([]byte("x" + strconv.FormatInt(rows[limit-1].n, 10)))
	}
	for _, e := range rows {
		list.Runs = append(list.Runs, e.run)
	}
	return list, nil
}

func parseRunCursor(cursor string) (int64, error) {
	text, err := base64.RawURLEncoding.DecodeString(cursor)
	if number, ours := strings.CutPrefix(string(text), "x"); err == nil && ours {
		if n, err := strconv.ParseInt(number, 10, 64); err == nil {
			return n, nil
		}
	}
	return 0, doc.Errorf(doc.CodeInvalid, "the cursor %q is not one of ours", cursor)
}

// ExportedBy lists the documents of an export that are still there, in the order
// of its file.
func (s *Store) ExportedBy(ctx context.Context, id string) ([]doc.ExportMark, error) {
	all, err := collect(ctx, s.readers, func(r scanner) (m doc.ExportMark, err error) {
		return m, r.Scan(&m.DocumentID, &m.Revision, &m.Digest)
	}, `SELECT d.id, e.revision, e.digest FROM export_documents e JOIN documents d ON d.n = e.document
		WHERE e.run = (SELECT n FROM export_runs WHERE id = ?) ORDER BY e.position`, id)
	if err != nil {
		return nil, coded(fmt.Errorf("list an export's documents: %w", err))
	}
	return all, nil
}

// ExportFacts lists every export that a document was part of, newest first.
// Errors: not_found.
func (s *Store) ExportFacts(ctx context.Context, documentID string) (facts []doc.ExportFact, err error) {
	err = s.read(ctx, func(q querier) error {
		n, err := number(ctx, q, documentID)
		if err != nil {
			return err
		}
		facts, err = collect(ctx, q, func(r scanner) (f doc.ExportFact, err error) {
			return f, r.Scan(&f.RunID, &f.ProfileID, &f.ProfileName, atTime{&f.At}, &f.Actor, &f.Target, &f.Revision, &f.Undone)
		}, `SELECT r.id, r.profile_id, r.profile ->> '$.name', r.at, r.actor, r.target, e.revision, e.undone
			FROM export_documents e JOIN export_runs r ON r.n = e.run WHERE e.document = ? ORDER BY r.n DESC`, n)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read a document's exports: %w", err)
	}
	return facts, nil
}
