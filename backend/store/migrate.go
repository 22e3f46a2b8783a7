package store

import (
	"context"
	"embed"
	"fmt"
	"io/fs"

	"github.com/pressly/goose/v3"

	"deskclerk/backend/doc"
)

//go:embed migrations/*.sql
var migrationFiles embed.FS

// migrations makes goose's provider over the writer. Migrations only go forward.
func (s *Store) migrations() (*goose.Provider, error) {
	files, err := fs.Sub(migrationFiles, "migrations")
	if err != nil {
		return nil, err
	}
	return goose.NewProvider(goose.DialectSQLite3, s.writer, files,
		goose.WithDisableGlobalRegistry(true), goose.WithSlog(s.log))
}

// migrate brings the schema to the newest version, each step a transaction.
func (s *Store) migrate(ctx context.Context) error {
	provider, err := s.migrations()
	if err != nil {
		return fmt.Errorf("read the migrations: %w", err)
	}
	current, newest, err := provider.GetVersions(ctx)
	if err != nil {
		return fmt.Errorf("find the schema's version: %w", err)
	}
	if current > newest {
		return errNewer(current, newest)
	}
	results, err := provider.Up(ctx)
	if err != nil {
		return fmt.Errorf("migrate the database: %w", err)
	}
	if len(results) == 0 {
		return nil
	}
	s.log.Info("migrated the database", "from", current, "to", newest)
	// Moves the new version into the file's header, where an older program
	// looks first.
	_, err = s.truncateLog(ctx)
	return err
}

// newestVersion is the schema that this program writes.
func newestVersion() (int64, error) {
	names, err := fs.Glob(migrationFiles, "migrations/*.sql")
	if err != nil || len(names) == 0 {
		return 0, fmt.Errorf("no migrations: %w", err)
	}
	return goose.NumericComponent(names[len(names)-1])
}

func errNewer(found, known int64) error {
	return doc.Errorf(doc.CodeNewerDatabase, "its schema is version %d, this program knows %d", found, known)
}
