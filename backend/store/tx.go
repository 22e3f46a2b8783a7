package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// tx is one write transaction. It carries one time for everything it writes and
// remembers whether listeners have something to hear.
type tx struct {
	*sql.Tx
	s   *Store
	now time.Time

	appended bool // an event
}

// querier is what reads need; transactions and the readers have it.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// write runs do in a transaction on the one writer and tells the listeners
// after the commit. ctx ends the wait for the writer; once begun, a transaction
// is carried through, so that its caller always knows how it ended.
func (s *Store) write(ctx context.Context, do func(ctx context.Context, t *tx) error) error {
	// First come, first served: the pool by itself serves those who wait in any
	// order, and some for very long.
	if err := s.turn.Acquire(ctx, 1); err != nil {
		return coded(err)
	}
	defer s.turn.Release(1)
	conn, err := s.writer.Conn(ctx)
	if err != nil {
		return coded(err)
	}
	defer func() { _ = conn.Close() }() // only gives it back
	ctx = context.WithoutCancel(ctx)
	begun, err := conn.BeginTx(ctx, nil)
	if err != nil {
		return coded(fmt.Errorf("begin: %w", err))
	}
	defer func() { _ = begun.Rollback() }() // does nothing after a commit
	t := &tx{Tx: begun, s: s, now: s.now()}
	if err := do(ctx, t); err != nil {
		return coded(err)
	}
	if err := begun.Commit(); err != nil {
		return coded(fmt.Errorf("commit: %w", err))
	}
	if t.appended {
		s.listeners.poke()
	}
	return nil
}

// read runs do on one snapshot of the database.
func (s *Store) read(ctx context.Context, do func(q querier) error) error {
	begun, err := s.readers.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return coded(fmt.Errorf("begin reading: %w", err))
	}
	defer func() { _ = begun.Rollback() }()
	return coded(do(begun))
}

// exec runs a statement that changes any number of rows.
func (t *tx) exec(ctx context.Context, query string, args ...any) error {
	_, err := t.ExecContext(ctx, query, args...)
	return err
}

// changed runs a statement and reports whether it changed a row.
func (t *tx) changed(ctx context.Context, query string, args ...any) (bool, error) {
	result, err := t.ExecContext(ctx, query, args...)
	if err != nil {
		return false, err
	}
	n, err := result.RowsAffected()
	return n > 0, err
}

// collect scans every row of a query.
func collect[T any](ctx context.Context, q querier, scan func(row scanner) (T, error), query string, args ...any) (_ []T, err error) {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	all := []T{}
	for rows.Next() {
		one, err := scan(rows)
		if err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	return all, rows.Err()
}

// scanner is a row to scan: sql.Row and sql.Rows are.
type scanner interface{ Scan(dest ...any) error }
