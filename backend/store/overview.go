package store

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"deskclerk/backend/doc"
)

// Causes counts the documents that failed for good by why, most first.
func (s *Store) Causes(ctx context.Context) ([]doc.Cause, error) {
	causes, err := collect(ctx, s.readers, func(r scanner) (c doc.Cause, err error) {
		err = r.Scan(&c.Code, &c.Count)
		kind := c.Code.Kind()
		c.Class, c.Message, c.Hint = kind.Class, kind.Message, kind.Hint
		return c, err
	}, `SELECT error ->> '$.code' AS code, count(*) FROM documents
		WHERE status = 'failed_terminal' AND error IS NOT NULL GROUP BY code ORDER BY count(*) DESC, code`)
	if err != nil {
		return nil, coded(fmt.Errorf("count causes: %w", err))
	}
	return causes, nil
}

// DocumentEvents lists what happened to the document, oldest first, as far as
// events are kept; at most the newest 1000. Errors: not_found.
func (s *Store) DocumentEvents(ctx context.Context, id string) (all []doc.Event, err error) {
	err = s.read(ctx, func(q querier) error {
		if _, err := number(ctx, q, id); err != nil {
			return err
		}
		all, err = collect(ctx, q, scanEvent, `SELECT * FROM (SELECT seq, at, type, document_id, batch_id, data FROM events
			WHERE document_id = ? AND document_id <> '' ORDER BY seq DESC LIMIT ?) ORDER BY seq`, id, maxEvents)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read a document's events: %w", err)
	}
	return all, nil
}

// SettingsChanged tells that an actor changed the configuration's keys.
func (s *Store) SettingsChanged(ctx context.Context, actor string, keys []string, fingerprint string) error {
	return s.write(ctx, func(ctx context.Context, t *tx) error {
		return t.append(ctx, doc.EventSettings, "", "", map[string]any{"keys": keys, "actor": actor, "fingerprint": fingerprint})
	})
}

// Holdings measures what the library takes up.
func (s *Store) Holdings(ctx context.Context) (h doc.Holdings, err error) {
	var oldest *int64
	err = s.readers.QueryRowContext(ctx, `SELECT count(*),
		(SELECT coalesce(sum(bytes), 0) FROM (SELECT max(bytes) AS bytes FROM (`+keptFiles+`) GROUP BY sha256)),
		count(password_sealed), min(received_at) FROM documents`).
		Scan(&h.Documents, &h.Originals, &h.Passwords, &oldest)
	if err != nil {
		return h, coded(fmt.Errorf("measure the library: %w", err))
	}
	if oldest != nil {
		h.OldestAt = timeOrNil(*oldest)
	}
	for _, suffix := range []string{"", "-wal"} {
		if info, err := os.Stat(s.databasePath() + suffix); err == nil {
			h.Database += info.Size()
		}
	}
	// What goes away meanwhile is not counted.
	_ = filepath.WalkDir(s.path("cache"), func(_ string, entry fs.DirEntry, err error) error {
		if err != nil {
			return nil //nolint:nilerr // it is gone
		}
		if info, err := entry.Info(); err == nil && info.Mode().IsRegular() {
			h.Cache += info.Size()
		}
		return ctx.Err()
	})
	return h, ctx.Err()
}
