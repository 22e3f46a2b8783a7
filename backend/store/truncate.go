package store

import (
	"context"
	"errors"
	"fmt"
)

// truncateLog writes the log's content into the database and empties the log,
// so that nothing that was deleted is left in it. It waits a quarter of a
// second for readers of an older snapshot; when one is longer, done is false and
// the log is emptied at the next call or when the store is closed.
func (s *Store) truncateLog(ctx context.Context) (done bool, err error) {
	conn, err := s.writer.Conn(ctx)
	if err != nil {
		return false, coded(err)
	}
	defer func() { _ = conn.Close() }()
	ctx = context.WithoutCancel(ctx)
	if _, err := conn.ExecContext(ctx, `PRAGMA busy_timeout = 250`); err != nil {
		return false, coded(err)
	}
	defer func() {
		_, restored := conn.ExecContext(ctx, `PRAGMA busy_timeout = 10000`)
		err = errors.Join(err, restored)
	}()
	var busy, logged, moved int
	err = conn.QueryRowContext(ctx, `PRAGMA wal_checkpoint(TRUNCATE)`).Scan(&busy, &logged, &moved)
	if err != nil {
		return false, coded(fmt.Errorf("empty the log: %w", err))
	}
	if busy != 0 {
		s.log.Debug("the log is still being read and was not emptied")
	}
	return busy == 0, nil
}
