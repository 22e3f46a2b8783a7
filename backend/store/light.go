package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"deskclerk/backend/doc"
)

// lightColumns are what a listing shows of a document: one row, no joins.
const lightColumns = `n, id, sha256, bytes, mime, name, batch_id, source_kind, source_detail, received_at,
	status, revision, attempt, pages_total, pages_read, text_source,
	type, type_confidence, type_alternatives, sensitive, language, main_fields, error,
	postponed_at, decided_at, decided_by, decision, metadata, correlation_id, original_removed_at`

// row is a document's row with the numbers that its other tables go by.
type row struct {
	n       int64
	attempt int
	doc     doc.Document
}

func scanRow(r scanner) (row, error) {
	d := row{doc: doc.Document{Schema: doc.Schema, Fields: map[string]doc.Field{}}}
	o := &d.doc
	var postponed, decided, removed int64
	var review doc.Review
	var metadata *string
	err := r.Scan(&d.n, &o.ID, &o.File.SHA256, &o.File.Bytes, &o.File.MIME, &o.File.Name, &o.BatchID,
		&o.Source.Kind, &o.Source.Detail, atTime{&o.Source.ReceivedAt},
		&o.Status, &o.Revision, &d.attempt, &o.File.Pages, &o.PagesRead, &o.File.TextSource,
		&o.Type.Name, &o.Type.Confidence, asAlternatives{&o.Type}, &o.Sensitive, &o.Language, asJSON{&o.Fields}, asJSON{&o.Error},
		&postponed, &decided, &review.DecidedBy, &review.Reason, &metadata, &o.CorrelationID, &removed)
	o.File.RemovedAt = timeOrNil(removed)
	review.PostponedAt, review.DecidedAt = timeOrNil(postponed), timeOrNil(decided)
	if review != (doc.Review{}) {
		o.Review = &review
	}
	if metadata != nil {
		o.Metadata = []byte(*metadata)
	}
	o.Tables, o.Issues, o.Warnings, o.Pages = map[string]doc.Table{}, []doc.Issue{}, []doc.Warning{}, []doc.PageInfo{}
	return d, err
}

// documentRow loads a document's own row. Errors: not_found.
func documentRow(ctx context.Context, q querier, id string) (row, error) {
	d, err := scanRow(q.QueryRowContext(ctx, `SELECT `+lightColumns+` FROM documents WHERE id = ?`, id))
	if errors.Is(err, sql.ErrNoRows) {
		return row{}, notFound("document", id)
	}
	if err != nil {
		return row{}, fmt.Errorf("read document %s: %w", id, err)
	}
	return d, nil
}

func lightDocument(ctx context.Context, q querier, id string) (doc.Document, error) {
	d, err := documentRow(ctx, q, id)
	return d.doc, err
}

// number finds the row number of a document. Errors: not_found.
func number(ctx context.Context, q querier, id string) (n int64, err error) {
	err = q.QueryRowContext(ctx, `SELECT n FROM documents WHERE id = ?`, id).Scan(&n)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, notFound("document", id)
	}
	return n, err
}

// mainFields picks what a listing shows: the few fields that a person knows a
// document of the type by, and every flagged one. Candidates stay behind.
func mainFields(t doc.Type, fields map[string]doc.Field) map[string]doc.Field {
	picked := map[string]doc.Field{}
	for _, name := range mainNames(t) {
		if f, ok := fields[name]; ok {
			picked[name] = lightField(f)
		}
	}
	for name, f := range fields {
		if f.Flagged {
			picked[name] = lightField(f)
		}
	}
	return picked
}

// showMain writes on the document's row what a listing shows and is filtered by.
func (t *tx) showMain(ctx context.Context, h *head, kind doc.Type, fields map[string]doc.Field) error {
	first := func(names ...string) string {
		for _, name := range names {
			if v := fields[name].Value; v != nil {
				return *v
			}
		}
		return ""
	}
	err := t.exec(ctx, `UPDATE documents SET main_fields = ?, party = ?, dated = ?, amount = ?, flags = ? WHERE n = ?`,
		asJSON{mainFields(kind, fields)}, strings.ToLower(first("merchant", "supplier_name", "bank_name", "surname")),
		first("date", "issue_date", "period_end"),
		hundredths(first("total", "grand_total", "closing_balance")), flagged(fields), h.n)
	if err != nil {
		return fmt.Errorf("store the main fields: %w", err)
	}
	return nil
}

// hundredths of an amount such as 12.50; nil when it is none.
func hundredths(amount string) any {
	v, err := strconv.ParseFloat(amount, 64)
	if err != nil || math.Abs(v) > 1e15 {
		return nil
	}
	return int64(math.Round(100 * v))
}

func flagged(fields map[string]doc.Field) (n int) {
	for _, f := range fields {
		if f.Flagged {
			n++
		}
	}
	return n
}

func timeOrNil(ms int64) *time.Time {
	if ms == 0 {
		return nil
	}
	at := time.UnixMilli(ms).UTC()
	return &at
}

func lightField(f doc.Field) doc.Field {
	f.Reasons, f.Candidates = orEmpty(f.Reasons), []doc.Candidate{}
	return f
}

// mainNames are who, which, when and how much.
func mainNames(t doc.Type) []string {
	switch t {
	case doc.TypeReceipt:
		return []string{"merchant", "date", "total", "currency"}
	case doc.TypeInvoice:
		return []string{"supplier_name", "invoice_number", "issue_date", "grand_total", "currency"}
	case doc.TypeStatement:
		return []string{"bank_name", "account_number", "period_end", "closing_balance", "currency"}
	case doc.TypeIdentity:
		return []string{"document_kind", "document_number", "surname", "given_names", "expiry_date"}
	default:
		return nil
	}
}
