package store

import (
	"context"
	"fmt"
	"os"
	"strings"

	"deskclerk/backend/doc"
)

// Diagnose tells the library's shape and counts for support.
func (s *Store) Diagnose(ctx context.Context) (d doc.Diagnostics, err error) {
	d.Rows, d.Pragmas = map[string]int64{}, map[string]int64{}
	err = s.read(ctx, func(q querier) error {
		if d.Schema, err = collect(ctx, q, scanText, `SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid`); err != nil {
			return err
		}
		if err := countRows(ctx, q, d.Rows); err != nil {
			return err
		}
		for _, name := range []string{"page_count", "freelist_count", "page_size", "user_version"} {
			var n int64
			if err := q.QueryRowContext(ctx, `PRAGMA `+name).Scan(&n); err != nil {
				return err
			}
			d.Pragmas[name] = n
		}
		if d.Statuses, err = counts(ctx, q, `SELECT status, count(*) FROM documents GROUP BY status`); err != nil {
			return err
		}
		if d.Types, err = tally[doc.Type, int](ctx, q, `SELECT type, count(*) FROM documents GROUP BY type`); err != nil {
			return err
		}
		if d.Errors, err = tally[doc.Code, int](ctx, q, `SELECT error ->> '$.code', count(*) FROM documents WHERE error IS NOT NULL GROUP BY 1`); err != nil {
			return err
		}
		d.Jobs, err = tally[string, int64](ctx, q, `SELECT kind || ' ' || state, count(*) FROM jobs GROUP BY 1`)
		return err
	})
	if err != nil {
		return d, fmt.Errorf("diagnose: %w", err)
	}
	if info, err := os.Stat(s.databasePath() + "-wal"); err == nil {
		d.LogBytes = info.Size()
	}
	return d, nil
}

func scanText(r scanner) (text string, err error) { return text, r.Scan(&text) }

// countRows counts each table; their names come from the schema itself.
func countRows(ctx context.Context, q querier, into map[string]int64) error {
	tables, err := collect(ctx, q, scanText, `SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name`)
	if err != nil {
		return err
	}
	for _, table := range tables {
		var n int64
		quoted := `"` + strings.ReplaceAll(table, `"`, `""`) + `"`
		if err := q.QueryRowContext(ctx, `SELECT count(*) FROM `+quoted).Scan(&n); err != nil {
			return err
		}
		into[table] = n
	}
	return nil
}

// tally reads names with their counts.
func tally[K ~string, N ~int | ~int64](ctx context.Context, q querier, query string) (map[K]N, error) {
	type count struct {
		name K
		n    N
	}
	all, err := collect(ctx, q, func(r scanner) (c count, err error) { return c, r.Scan(&c.name, &c.n) }, query)
	found := map[K]N{}
	for _, c := range all {
		found[c.name] = c.n
	}
	return found, err
}
