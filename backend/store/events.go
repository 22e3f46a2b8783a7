package store

import (
	"context"
	"fmt"
	"maps"

	"deskclerk/backend/doc"
)

// maxEvents bounds one answer of Events.
const maxEvents = 1000

// append adds an event to the outbox, with who caused it unless the program did
// by itself; one that tells of somebody's act goes into the audit log, too.
func (t *tx) append(ctx context.Context, kind, documentID, batchID string, data map[string]any) error {
	if actor := doc.ActorOf(ctx); actor != "" && data["actor"] == nil {
		data = maps.Clone(data)
		if data == nil {
			data = map[string]any{}
		}
		data["actor"] = actor
	}
	err := t.exec(ctx, `INSERT INTO events (at, type, document_id, batch_id, data) VALUES (?, ?, ?, ?, ?)`,
		ms(t.now), kind, documentID, batchID, asJSON{data})
	if err != nil {
		return fmt.Errorf("append an event: %w", err)
	}
	t.appended = true
	return t.auditEvent(ctx, kind, documentID, data)
}

// Events lists what happened after the sequence number, oldest first; limit is
// at most 1000, which is also what 0 means. Sequence numbers grow with the
// order of the commits and are never used twice.
func (s *Store) Events(ctx context.Context, after int64, limit int) ([]doc.Event, error) {
	if limit <= 0 || limit > maxEvents {
		limit = maxEvents
	}
	events, err := collect(ctx, s.readers, scanEvent,
		`SELECT seq, at, type, document_id, batch_id, data FROM events WHERE seq > ? ORDER BY seq LIMIT ?`, after, limit)
	if err != nil {
		return nil, coded(fmt.Errorf("read events: %w", err))
	}
	return events, nil
}

func scanEvent(row scanner) (doc.Event, error) {
	var e doc.Event
	err := row.Scan(&e.Seq, atTime{&e.At}, &e.Type, &e.DocumentID, &e.BatchID, asJSON{&e.Data})
	return e, err
}

// LastEvent is the highest sequence number so far, 0 before the first.
func (s *Store) LastEvent(ctx context.Context) (int64, error) {
	var seq int64
	if err := s.readers.QueryRowContext(ctx, `SELECT coalesce(max(seq), 0) FROM events`).Scan(&seq); err != nil {
		return 0, coded(fmt.Errorf("read the last event: %w", err))
	}
	return seq, nil
}
