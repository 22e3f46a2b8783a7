package store

import (
	"context"
	"fmt"
	"time"
)

// EventLife is the least that events are kept.
const EventLife = 30 * 24 * time.Hour

// pruneStep bounds one transaction of pruning, so that nobody waits for it.
const pruneStep = 5000

// Prune forgets what is past its time: events older than the age, which is at
// least EventLife, and answers to keyed requests. It says how many events went.
func (s *Store) Prune(ctx context.Context, age time.Duration) (events int64, err error) {
	before := s.now().Add(-max(age, EventLife))
	for {
		var n int64
		err := s.write(ctx, func(ctx context.Context, t *tx) error {
			// The last event stays whatever its age: numbers go on from it.
			result, err := t.ExecContext(ctx, `DELETE FROM events WHERE seq IN
				(SELECT seq FROM events WHERE at < ? AND seq < (SELECT max(seq) FROM events) ORDER BY seq LIMIT ?)`, ms(before), pruneStep)
			if err != nil {
				return err
			}
			if n, err = result.RowsAffected(); err != nil {
				return err
			}
			return t.exec(ctx, `DELETE FROM requests WHERE at <= ? AND status > 0`, ms(t.now.Add(-KeyLife)))
		})
		if err != nil {
			return events, fmt.Errorf("prune: %w", err)
		}
		if events += n; n < pruneStep {
			return events, nil
		}
	}
}

// FirstEvent is the oldest sequence number that is kept, 0 when there is none.
func (s *Store) FirstEvent(ctx context.Context) (seq int64, err error) {
	if err := s.readers.QueryRowContext(ctx, `SELECT coalesce(min(seq), 0) FROM events`).Scan(&seq); err != nil {
		return 0, coded(fmt.Errorf("read the first event: %w", err))
	}
	return seq, nil
}
