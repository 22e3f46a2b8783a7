package store

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"deskclerk/backend/doc"
)

// auditKeys are what of an event's data goes into the audit log: it must hold
// nothing that a document or its file's name says.
func auditKeys() []string {
	return []string{
		"act", "field", "table", "type", "status", "revision", "attempt", "format",
		"token", "name", "scopes", "endpoint_id", "state", "reason", "keys", "folder_id", "change", "profile_id", "run_id", "fingerprint",
	}
}

// auditEvent writes an event down that tells of somebody's act; what the machine
// does on a document's way is none.
func (t *tx) auditEvent(ctx context.Context, kind, documentID string, data map[string]any) error {
	switch kind {
	case doc.EventSighting, doc.EventField, doc.EventTable, doc.EventRetyped, doc.EventApproved, doc.EventRejected,
		doc.EventReopened, doc.EventPostponed, doc.EventExported, doc.EventBatchOpen,
		doc.EventTokenCreated, doc.EventTokenRevoked, doc.EventWebhookChanged, doc.EventWebhookDisabled,
		doc.EventSettings, doc.EventExportChanged:
	case doc.EventFolderChanged:
		if what := data["change"]; what == "files" || what == "state" {
			return nil // of itself
		}
	default:
		return nil
	}
	kept := map[string]any{}
	for _, key := range auditKeys() {
		if value, ok := data[key]; ok {
			kept[key] = value
		}
	}
	return t.audit(ctx, doc.AuditNote{Act: kind, DocumentID: documentID, Data: kept})
}

// audit adds a line to the log, in the transaction of the act that it is about.
func (t *tx) audit(ctx context.Context, note doc.AuditNote) error {
	text, err := json.Marshal(note.Data)
	if err != nil {
		return fmt.Errorf("write the audit log: %w", err)
	}
	if note.Data == nil {
		text = []byte("{}")
	}
	row := auditRow{at: ms(t.now), actor: doc.ActorOf(ctx), act: note.Act, documentID: note.DocumentID, data: string(text)}
	if err := t.QueryRowContext(ctx, `SELECT n + 1, hash FROM audit_head`).Scan(&row.n, &row.prev); err != nil {
		return fmt.Errorf("find the end of the audit log: %w", err)
	}
	hash := row.sum()
	err = t.exec(ctx, `INSERT INTO audit (n, at, actor, act, document_id, data, prev, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
		row.n, row.at, row.actor, row.act, row.documentID, row.data, row.prev, hash[:])
	if err == nil {
		err = t.exec(ctx, `UPDATE audit_head SET n = ?, hash = ?`, row.n, hash[:])
	}
	if err != nil {
		return fmt.Errorf("write the audit log: %w", err)
	}
	return nil
}

// Audit writes down what is no act on the library itself, such as a backup.
func (s *Store) Audit(ctx context.Context, note doc.AuditNote) error {
	return s.write(ctx, func(ctx context.Context, t *tx) error { return t.audit(ctx, note) })
}

// auditRow is a line as it is stored and hashed.
type auditRow struct {
	n, at                        int64
	actor, act, documentID, data string
	prev                         []byte
}

// sum is the line's hash: SHA-256 over its parts, each with its length before
// it, so that no two lines have the same bytes.
func (r auditRow) sum() [sha256.Size]byte {
	h := sha256.New()
	number := func(n int64) { _ = binary.Write(h, binary.BigEndian, n) } // a hash takes everything
	number(r.n)
	number(r.at)
	for _, part := range [][]byte{[]byte(r.actor), []byte(r.act), []byte(r.documentID), []byte(r.data), r.prev} {
		number(int64(len(part)))
		h.Write(part)
	}
	return [sha256.Size]byte(h.Sum(nil))
}

func (r auditRow) entry(hash []byte) (doc.AuditEntry, error) {
	e := doc.AuditEntry{N: r.n, Actor: r.actor, Act: r.act, DocumentID: r.documentID, Prev: hex.EncodeToString(r.prev), Hash: hex.EncodeToString(hash)}
	if err := (atTime{&e.At}).Scan(r.at); err != nil {
		return e, err
	}
	return e, json.Unmarshal([]byte(r.data), &e.Data)
}
