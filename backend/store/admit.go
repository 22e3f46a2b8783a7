package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"

	"deskclerk/backend/doc"
)

// Admit makes a document of a committed original, with its first job, in one
// transaction; a content that is here already only gets another sighting, and
// the receipt says so. When it fails, the original goes too unless a document
// has it. Errors: original_missing, not_found for an unknown batch, disk_full.
func (s *Store) Admit(ctx context.Context, a doc.Admission) (doc.Receipt, error) {
	if !isHash(a.SHA256) {
		return doc.Receipt{}, doc.Errorf(doc.CodeInvalid, "%q is no SHA-256", a.SHA256)
	}
	r, err := s.admitSealed(ctx, a)
	s.originals.unpin(a.SHA256)
	if err != nil {
		_, removed := s.removeUnused(context.WithoutCancel(ctx), a.SHA256)
		return doc.Receipt{}, errors.Join(err, removed)
	}
	if r.Touched {
		err = s.untake(ctx, a, r)
	}
	return r, err
}

func (s *Store) admitSealed(ctx context.Context, a doc.Admission) (doc.Receipt, error) {
	sealed, err := s.sealPassword(a.SHA256, a.Options.Password)
	if err != nil {
		return doc.Receipt{}, err
	}
	a.Options.Password = ""
	return s.admissions.admit(ctx, s, a, sealed)
}

func (t *tx) admit(ctx context.Context, a doc.Admission, password []byte) (doc.Receipt, error) {
	if err := t.s.checkOriginal(a); err != nil {
		return doc.Receipt{}, err
	}
	if err := t.checkBatch(ctx, a.BatchID); err != nil {
		return doc.Receipt{}, err
	}
	if a.Source.ReceivedAt.IsZero() {
		a.Source.ReceivedAt = t.now
	}
	if a.Journal != nil && !a.Journal.Within {
		if touched, err := t.claimLine(ctx, a); err != nil {
			return doc.Receipt{}, err
		} else if touched {
			return t.touchedReceipt(ctx, a)
		}
	}
	id, err := holder(ctx, t, a.SHA256)
	duplicate := err == nil
	switch {
	case errors.Is(err, sql.ErrNoRows):
		id, err = t.newDocument(ctx, a, password)
	case err == nil:
		err = t.seenAgain(ctx, id, a)
	}
	if err != nil {
		return doc.Receipt{}, fmt.Errorf("admit: %w", err)
	}
	light, err := lightDocument(ctx, t, id)
	r := doc.Receipt{DocumentID: id, Duplicate: duplicate, Document: light}
	if err == nil && a.Journal != nil && !a.Journal.Within {
		err = t.takeLine(ctx, a, r)
	}
	return r, err
}

// checkOriginal makes sure that no row speaks of a file that is not there.
func (s *Store) checkOriginal(a doc.Admission) error {
	info, err := os.Stat(s.OriginalPath(a.SHA256))
	if err != nil {
		return &doc.Error{Code: doc.CodeOriginalGone, Err: err}
	}
	if info.Size() != a.Bytes {
		return doc.Errorf(doc.CodeOriginalGone, "it has %d bytes, not %d", info.Size(), a.Bytes)
	}
	return nil
}

// newDocument takes a new content in: received, validated, queued.
func (t *tx) newDocument(ctx context.Context, a doc.Admission, password []byte) (string, error) {
	id, err := newID()
	if err != nil {
		return "", err
	}
	h := &head{
		id: id, sha256: a.SHA256, mime: a.MIME, status: doc.StatusReceived,
		revision: 1, attempt: 1, options: a.Options, correlation: a.CorrelationID,
	}
	if a.BatchID != nil {
		h.batchID = *a.BatchID
	}
	if err := t.insertDocument(ctx, h, a, password); err != nil {
		return "", err
	}
	if err := t.insertSighting(ctx, h.n, a); err != nil {
		return "", err
	}
	if err := t.tell(ctx, h, doc.EventReceived, nil); err != nil {
		return "", err
	}
	received := map[string]any{"sha256": h.sha256, "source": a.Source.Kind}
	if err := t.audit(ctx, doc.AuditNote{Act: doc.EventReceived, DocumentID: h.id, Data: received}); err != nil {
		return "", err
	}
	if err := t.move(ctx, h, doc.StatusValidated, nil); err != nil {
		return "", err
	}
	return h.id, t.queue(ctx, h)
}

// queue begins the document's attempt: its row, its first job, its status.
func (t *tx) queue(ctx context.Context, h *head) error {
	if err := t.exec(ctx, `INSERT INTO attempts (document, number) VALUES (?, ?)`, h.n, h.attempt); err != nil {
		return fmt.Errorf("begin attempt %d: %w", h.attempt, err)
	}
	if err := t.enqueue(ctx, h, KindInspect, 0); err != nil {
		return err
	}
	return t.move(ctx, h, doc.StatusQueued, nil)
}

func (t *tx) insertDocument(ctx context.Context, h *head, a doc.Admission, password []byte) error {
	result, err := t.ExecContext(ctx, `INSERT INTO documents
		(id, sha256, bytes, mime, name, batch_id, source_kind, source_detail, received_at, options, status,
		metadata, correlation_id, password_sealed)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		h.id, a.SHA256, a.Bytes, a.MIME, a.Name, a.BatchID,
		a.Source.Kind, a.Source.Detail, ms(a.Source.ReceivedAt), asJSON{a.Options}, h.status,
		asJSON{a.Metadata}, a.CorrelationID, password)
	if err != nil {
		return err
	}
	if h.n, err = result.LastInsertId(); err != nil {
		return err
	}
	return t.exec(ctx, `INSERT INTO texts (n, name, body) VALUES (?, ?, '')`, h.n, a.Name)
}
