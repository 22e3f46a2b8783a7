package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"deskclerk/backend/doc"
)

// Document assembles the whole result of the document's current attempt, as the
// contract shows it. Errors: not_found.
func (s *Store) Document(ctx context.Context, id string) (doc.Document, error) {
	var d row
	err := s.read(ctx, func(q querier) (err error) {
		if d, err = documentRow(ctx, q, id); err != nil {
			return err
		}
		return d.complete(ctx, q)
	})
	if err != nil {
		return doc.Document{}, err
	}
	return d.doc, nil
}

// Standing tells where a document stands. Errors: not_found.
func (s *Store) Standing(ctx context.Context, id string) (now doc.Standing, err error) {
	err = s.readers.QueryRowContext(ctx, `SELECT status, revision FROM documents WHERE id = ?`, id).Scan(&now.Status, &now.Revision)
	if errors.Is(err, sql.ErrNoRows) {
		return now, notFound("document", id)
	}
	if err != nil {
		return now, coded(fmt.Errorf("read a document's revision: %w", err))
	}
	return now, nil
}

// complete adds to a document's row what lies in the other tables.
func (d *row) complete(ctx context.Context, q querier) error {
	parts := []struct {
		name string
		read func(context.Context, querier) error
	}{
		{"attempt", d.readAttempt},
		{"fields", d.readFields},
		{"tables", d.readTables},
		{"issues", d.readIssues},
		{"warnings", d.readWarnings},
		{"pages", d.readPages},
		{"text", d.readText},
	}
	for _, part := range parts {
		if err := part.read(ctx, q); err != nil {
			return fmt.Errorf("read the %s of document %s: %w", part.name, d.doc.ID, err)
		}
	}
	return nil
}

// readAttempt shows an attempt from its first claim on.
func (d *row) readAttempt(ctx context.Context, q querier) error {
	a := doc.Attempt{Number: d.attempt, StagesMS: map[string]int64{}}
	var finished time.Time
	var pairs []doc.Pair
	var definition *doc.Definition
	err := q.QueryRowContext(ctx, `SELECT engine, model, started_at, finished_at, stages_ms, pairs, definition
		FROM attempts WHERE document = ? AND number = ?`, d.n, d.attempt).
		Scan(&a.Engine, &a.Model, atTime{&a.StartedAt}, atTime{&finished}, asJSON{&a.StagesMS}, asJSON{&pairs}, asJSON{&definition})
	if err != nil {
		return err
	}
	if !finished.IsZero() {
		a.FinishedAt = &finished
	}
	if !a.StartedAt.IsZero() {
		d.doc.Attempt = &a
	}
	if len(pairs) > 0 {
		d.doc.Pairs = pairs
	}
	d.doc.Definition = definition
	return nil
}

func (d *row) readFields(ctx context.Context, q querier) error {
	type named struct {
		name  string
		field doc.Field
	}
	fields, err := collect(ctx, q, func(r scanner) (f named, err error) {
		err = r.Scan(&f.name, &f.field.Value, &f.field.Raw, &f.field.Confidence, &f.field.Flagged,
			asJSON{&f.field.Reasons}, &f.field.Page, asJSON{&f.field.Box}, &f.field.Origin, asJSON{&f.field.Candidates})
		return f, err
	}, `SELECT name, value, raw, confidence, flagged, reasons, page, box, origin, candidates
		FROM fields WHERE document = ? AND attempt = ?`, d.n, d.attempt)
	d.doc.Fields = make(map[string]doc.Field, len(fields))
	for _, f := range fields {
		d.doc.Fields[f.name] = f.field
	}
	return err
}

func (d *row) readTables(ctx context.Context, q querier) error {
	type named struct {
		name  string
		table doc.Table
	}
	tables, err := collect(ctx, q, func(r scanner) (t named, err error) {
		err = r.Scan(&t.name, asJSON{&t.table.Columns}, asJSON{&t.table.Rows}, &t.table.Confidence, &t.table.Adjustment)
		return t, err
	}, `SELECT name, columns, rows, confidence, adjustment FROM tables WHERE document = ? AND attempt = ?`, d.n, d.attempt)
	for _, t := range tables {
		d.doc.Tables[t.name] = t.table
	}
	return err
}

func (d *row) readIssues(ctx context.Context, q querier) (err error) {
	d.doc.Issues, err = collect(ctx, q, func(r scanner) (i doc.Issue, err error) {
		return i, r.Scan(&i.Rule, &i.Severity, asJSON{&i.Fields}, &i.Message, asJSON{&i.Sentence}, asJSON{&i.Suggestion})
	}, `SELECT rule, severity, fields, message, sentence, suggestion FROM issues
		WHERE document = ? AND attempt = ? ORDER BY position`, d.n, d.attempt)
	return err
}

func (d *row) readWarnings(ctx context.Context, q querier) (err error) {
	d.doc.Warnings, err = collect(ctx, q, func(r scanner) (w doc.Warning, err error) {
		return w, r.Scan(&w.Code, &w.Page, &w.Message, asJSON{&w.Sentence})
	}, `SELECT code, page, message, sentence FROM warnings WHERE document = ? AND attempt = ? ORDER BY page, id`, d.n, d.attempt)
	return err
}

func (d *row) readPages(ctx context.Context, q querier) (err error) {
	d.doc.Pages, err = collect(ctx, q, scanPageInfo, `SELECT `+pageColumns+` FROM pages
		WHERE document = ? AND attempt = ? ORDER BY number`, d.n, d.attempt)
	return err
}

func (d *row) readText(ctx context.Context, q querier) error {
	return q.QueryRowContext(ctx, `SELECT body FROM texts WHERE n = ?`, d.n).Scan(&d.doc.Text)
}

const pageColumns = `number, width, height, dpi, rotation, skew, text_source, mean_confidence, blank, codes, language, papers, kept`

func scanPageInfo(r scanner) (p doc.PageInfo, err error) {
	err = scanColumns(r, &p)
	return p, err
}

// scanColumns reads the columns of a page, and what follows them into more.
func scanColumns(r scanner, p *doc.PageInfo, more ...any) error {
	kept := false
	err := r.Scan(append([]any{
		&p.Number, &p.Width, &p.Height, &p.DPI, &p.Rotation, &p.Skew, &p.TextSource, &p.MeanWordConfidence,
		&p.Blank,
		asJSON{&p.Codes},
		&p.Language,
		asJSON{&p.Papers},
		&kept,
	}, more...)...)
	p.LeftOut = p.Blank && !kept
	return err
}
