package store

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"runtime"

	_ "modernc.org/sqlite" // the driver
)

// connect opens the one writer, migrates, and opens the readers. busy_timeout
// comes first, so that the other pragmas wait for a lock instead of failing.
func (s *Store) connect(ctx context.Context) (err error) {
	s.writer, err = open(s.databasePath(), 1, url.Values{
		"_txlock": {"immediate"},
		"_pragma": {
			"busy_timeout(10000)", "journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(1)",
			"secure_delete(1)", "temp_store(MEMORY)", "journal_size_limit(67108864)",
		},
	})
	if err != nil {
		return err
	}
	if err := s.migrate(ctx); err != nil {
		return err
	}
	s.readers, err = open(s.databasePath(), max(4, runtime.NumCPU()), url.Values{
		"_query_only": {"1"},
		"_pragma":     {"busy_timeout(10000)", "temp_store(MEMORY)"},
	})
	if err != nil {
		return err
	}
	if err := s.readers.PingContext(ctx); err != nil {
		return err
	}
	return s.sealLeftOvers(ctx)
}

// open makes a pool of at most n connections, which stay open.
func open(path string, n int, params url.Values) (*sql.DB, error) {
	params.Set("_dqs", "0")
	dsn := url.URL{Scheme: "file", Path: path, RawQuery: params.Encode()}
	db, err := sql.Open("sqlite", dsn.String())
	if err != nil {
		return nil, fmt.Errorf("open the database: %w", err)
	}
	db.SetMaxOpenConns(n)
	db.SetMaxIdleConns(n)
	return db, nil
}
