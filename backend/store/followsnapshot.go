package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
)

// FollowSnapshot takes out of a snapshot that nobody writes what a newer one of
// the same library no longer speaks of, as far as it belongs to the originals with
// these hashes. Nothing of it is left in the file.
func FollowSnapshot(ctx context.Context, path, newer string, gone []string) (err error) {
	db, err := open(path, 1, url.Values{"_pragma": {"journal_mode(MEMORY)", "foreign_keys(1)", "secure_delete(1)", "temp_store(MEMORY)"}})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if _, err := db.ExecContext(ctx, `ATTACH ? AS newer`, newer); err != nil {
		return fmt.Errorf("look into the newer snapshot: %w", err)
	}
	hashes, err := json.Marshal(gone)
	if err != nil {
		return err
	}
	// The texts go first: their trigger has to see the words.
	for i, statement := range []string{
		`CREATE TEMP TABLE gone AS SELECT value AS sha256 FROM json_each(?)`,
		`CREATE TEMP TABLE left_out AS SELECT n FROM documents
			WHERE id NOT IN (SELECT id FROM newer.documents) AND (sha256 IN (SELECT sha256 FROM gone)
			OR n IN (SELECT document FROM document_files WHERE sha256 IN (SELECT sha256 FROM gone)))`,
		`DELETE FROM texts WHERE n IN (SELECT n FROM left_out)`,
		`DELETE FROM documents WHERE n IN (SELECT n FROM left_out)`,
		`UPDATE documents SET original_removed_at = newer.original_removed_at FROM newer.documents AS newer
			WHERE newer.id = documents.id AND newer.original_removed_at > 0`,
		`UPDATE containers SET kept = 0 WHERE sha256 IN (SELECT sha256 FROM gone)
			AND id NOT IN (SELECT id FROM newer.containers WHERE kept = 1)`,
	} {
		var args []any
		if i == 0 {
			args = []any{string(hashes)}
		}
		if _, err := db.ExecContext(ctx, statement, args...); err != nil {
			return coded(fmt.Errorf("follow the newer snapshot: %w", err))
		}
	}
	if _, err := db.ExecContext(ctx, `VACUUM main`); err != nil {
		return coded(fmt.Errorf("follow the newer snapshot: %w", err))
	}
	return syncFile(path)
}
