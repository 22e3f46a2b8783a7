package store_test

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pressly/goose/v3"

	"deskclerk/backend/doc"
	"deskclerk/backend/store"
)

// snapshot reads every file of a folder.
func snapshot(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		files[path], err = os.ReadFile(path)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func sameFiles(t *testing.T, got, want map[string][]byte) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("%d files, were %d", len(got), len(want))
	}
	for path, content := range want {
		if !bytes.Equal(got[path], content) {
			t.Errorf("%s changed", filepath.Base(path))
		}
	}
}

// rawDatabase opens a database past the store, as another version would.
func rawDatabase(t *testing.T, path string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+path+"?_pragma=journal_mode(WAL)")
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	t.Cleanup(func() { _ = db.Close() })
	return db
}

func mustExec(t *testing.T, db *sql.DB, query string, args ...any) {
	t.Helper()
	if _, err := db.ExecContext(t.Context(), query, args...); err != nil {
		t.Fatal(err)
	}
}

func TestANewerDatabaseIsRefusedUnchanged(t *testing.T) {
	newest, err := store.NewestVersion()
	if err != nil {
		t.Fatal(err)
	}
	raise := func(t *testing.T, db *sql.DB) {
		t.Helper()
		mustExec(t, db, fmt.Sprintf(`PRAGMA user_version = %d`, newest+1))
		mustExec(t, db, `INSERT INTO goose_db_version (version_id, is_applied) VALUES (?, 1)`, newest+1)
	}
	tests := []struct {
		name string
		make func(t *testing.T, path, away string)
	}{
		{"that was closed well", func(t *testing.T, path, _ string) {
			t.Helper()
			db := rawDatabase(t, path)
			raise(t, db)
			_ = db.Close()
		}},
		{"whose program died before the log was written back", func(t *testing.T, path, away string) {
			t.Helper()
			db := rawDatabase(t, path)
			mustExec(t, db, `PRAGMA wal_autocheckpoint = 0`)
			raise(t, db)
			copyFiles(t, path, away) // as a crash leaves them
			_ = db.Close()
			copyFiles(t, away, path)
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			l := newLibrary(t)
			l.admit(t, "one")
			if err := l.Close(); err != nil {
				t.Fatal(err)
			}
			tt.make(t, filepath.Join(l.dir, "deskclerk.db"), filepath.Join(t.TempDir(), "deskclerk.db"))
			before := snapshot(t, l.dir)
			for range 2 {
				_, err := store.Open(t.Context(), l.dir, store.Options{})
				wantCode(t, err, doc.CodeNewerDatabase)
			}
			sameFiles(t, snapshot(t, l.dir), before)
		})
	}
}

// copyFiles copies a database with its log.
func copyFiles(t *testing.T, from, to string) {
	t.Helper()
	for _, suffix := range []string{"", "-wal"} {
		content, err := os.ReadFile(from + suffix)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(to+suffix, content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// TestEveryEarlierSchemaIsMigrated makes a database of each version with its
// own migrations, and opens it.
func TestEveryEarlierSchemaIsMigrated(t *testing.T) {
	newest, err := store.NewestVersion()
	if err != nil {
		t.Fatal(err)
	}
	for _, version := range append([]int64{0}, schemaVersions(t)...) {
		t.Run(fmt.Sprintf("from version %d", version), func(t *testing.T) {
			l := &library{clock: newClock(), dir: t.TempDir()}
			path := filepath.Join(l.dir, "deskclerk.db")
			migrateTo(t, path, version)
			if got, err := store.HeaderVersion(path); err != nil || got != version {
				t.Fatalf("header says %d, want %d (%v)", got, version, err)
			}
			l.open(t)
			id := l.admit(t, "one")
			l.work(t, 1)
			if d := l.document(t, id); d.Status != doc.StatusNeedsReview {
				t.Errorf("status %s", d.Status)
			}
			if err := l.Close(); err != nil {
				t.Fatal(err)
			}
			if got, err := store.HeaderVersion(path); err != nil || got != newest {
				t.Errorf("header says %d, want %d (%v)", got, newest, err)
			}
			checkIntegrity(t, path)
		})
	}
}

// schemaVersions are the numbers of the migrations.
func schemaVersions(t *testing.T) (all []int64) {
	t.Helper()
	names, err := filepath.Glob("migrations/*.sql")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		version, err := goose.NumericComponent(name)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, version)
	}
	return all
}

func migrateTo(t *testing.T, path string, version int64) {
	t.Helper()
	db := rawDatabase(t, path)
	provider, err := goose.NewProvider(goose.DialectSQLite3, db, os.DirFS("migrations"))
	if err != nil {
		t.Fatal(err)
	}
	if version > 0 {
		if _, err := provider.UpTo(context.Background(), version); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}

func checkIntegrity(t *testing.T, path string) {
	t.Helper()
	db := rawDatabase(t, path)
	for _, check := range []string{"integrity_check", "foreign_key_check"} {
		var result string
		err := db.QueryRowContext(t.Context(), `PRAGMA `+check).Scan(&result)
		if (err != nil || result != "ok") && (check != "foreign_key_check" || err != sql.ErrNoRows) {
			t.Errorf("%s: %q, %v", check, result, err)
		}
	}
	mustExec(t, db, `INSERT INTO search (search, rank) VALUES ('integrity-check', 1)`)
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestMigrationsOnlyGoForwardAndEndWithTheirNumber(t *testing.T) {
	names, err := filepath.Glob("migrations/*.sql")
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	for _, name := range names {
		content, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(content), "+goose Down") {
			t.Errorf("%s goes back", name)
		}
		version, err := goose.NumericComponent(name)
		if err != nil {
			t.Fatal(err)
		}
		if end := fmt.Sprintf("PRAGMA user_version = %d;\n", version); !strings.HasSuffix(string(content), end) {
			t.Errorf("%s does not end with %q", name, end)
		}
	}
}

func TestADatabaseSurvivesReopening(t *testing.T) {
	l := newLibrary(t)
	id := l.admit(t, "one")
	l.work(t, 1)
	before := l.document(t, id)
	l.reopen(t)
	if after := l.document(t, id); after.Revision != before.Revision || after.Text != before.Text {
		t.Errorf("%+v\nwas %+v", after, before)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	if err := l.Close(); err != nil {
		t.Errorf("closed twice: %v", err)
	}
}

func FuzzHeaderVersion(f *testing.F) {
	f.Add([]byte{}, []byte{})
	f.Add(bytes.Repeat([]byte{1}, 100), []byte("\x37\x7f\x06\x82"+strings.Repeat("\x00", 60)))
	f.Fuzz(func(t *testing.T, database, log []byte) {
		path := filepath.Join(t.TempDir(), "x.db")
		for suffix, content := range map[string][]byte{"": database, "-wal": log} {
			if err := os.WriteFile(path+suffix, content, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := store.HeaderVersion(path); err != nil {
			t.Fatal(err)
		}
	})
}
