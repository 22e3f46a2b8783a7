package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"deskclerk/backend/doc"
)

// KeyLife is how long the answer to a request with an Idempotency-Key is kept.
const KeyLife = 7 * 24 * time.Hour

// BeginKeyed claims a key for a request of the caller; nil says that it is the
// first. Otherwise it gives what the first was answered, with a status of 0
// while that is in flight.
func (s *Store) BeginKeyed(ctx context.Context, caller, key string) (known *doc.KeyedAnswer, err error) {
	err = s.write(ctx, func(ctx context.Context, t *tx) error {
		// What is too old is as if it had never been.
		if err := t.exec(ctx, `DELETE FROM requests WHERE caller = ? AND key = ? AND at <= ? AND status > 0`,
			caller, key, ms(t.now.Add(-KeyLife))); err != nil {
			return err
		}
		var a doc.KeyedAnswer
		err := t.QueryRowContext(ctx, `SELECT fingerprint, status, headers, body FROM requests WHERE caller = ? AND key = ?`, caller, key).
			Scan(&a.Fingerprint, &a.Status, asJSON{&a.Headers}, &a.Body)
		if err == nil {
			known = &a
			return nil
		}
		if !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		return t.exec(ctx, `INSERT INTO requests (caller, key, fingerprint, at) VALUES (?, ?, '', ?)`, caller, key, ms(t.now))
	})
	if err != nil {
		return nil, fmt.Errorf("begin a keyed request: %w", err)
	}
	return known, nil
}

// FinishKeyed keeps the answer to a request that was begun.
func (s *Store) FinishKeyed(ctx context.Context, caller, key string, a doc.KeyedAnswer) error {
	err := s.write(ctx, func(ctx context.Context, t *tx) error {
		return t.exec(ctx, `UPDATE requests SET fingerprint = ?, status = ?, headers = ?, body = ? WHERE caller = ? AND key = ?`,
			a.Fingerprint, a.Status, asJSON{a.Headers}, a.Body, caller, key)
	})
	if err != nil {
		return fmt.Errorf("keep the answer to a keyed request: %w", err)
	}
	return nil
}

// DropKeyed frees the key of a request that came to nothing, so that it can be
// sent again.
func (s *Store) DropKeyed(ctx context.Context, caller, key string) error {
	err := s.write(ctx, func(ctx context.Context, t *tx) error {
		return t.exec(ctx, `DELETE FROM requests WHERE caller = ? AND key = ? AND status = 0`, caller, key)
	})
	if err != nil {
		return fmt.Errorf("free a key: %w", err)
	}
	return nil
}

// freeKeys frees the keys of requests that a program which ended left in flight.
func (s *Store) freeKeys(ctx context.Context) error {
	var some bool
	if err := s.readers.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM requests WHERE status = 0)`).Scan(&some); err != nil || !some {
		return coded(err)
	}
	return s.write(ctx, func(ctx context.Context, t *tx) error {
		return t.exec(ctx, `DELETE FROM requests WHERE status = 0`)
	})
}

// forgetNames takes the name of a deleted document's file out of the answers that
// are kept; its id stays, so that who asks again learns that it is gone.
func (t *tx) forgetNames(ctx context.Context, documentID string) error {
	type stored struct {
		caller, key string
		body        []byte
	}
	answers, err := collect(ctx, t, func(r scanner) (a stored, err error) {
		return a, r.Scan(&a.caller, &a.key, &a.body)
	}, `SELECT caller, key, body FROM requests WHERE instr(body, CAST(? AS BLOB)) > 0`, documentID)
	if err != nil {
		return fmt.Errorf("look through kept answers: %w", err)
	}
	for _, a := range answers {
		var answer map[string]any
		if err := json.Unmarshal(a.body, &answer); err != nil {
			return fmt.Errorf("read a kept answer: %w", err)
		}
		documents, _ := answer["documents"].([]any)
		for _, d := range documents {
			if d, ok := d.(map[string]any); ok && d["id"] == documentID {
				d["name"] = ""
			}
		}
		body, err := json.Marshal(answer)
		if err != nil {
			return fmt.Errorf("write a kept answer: %w", err)
		}
		if err := t.exec(ctx, `UPDATE requests SET body = ? WHERE caller = ? AND key = ?`, body, a.caller, a.key); err != nil {
			return err
		}
	}
	return nil
}
