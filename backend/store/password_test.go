package store_test

import (
	"bytes"
	"database/sql"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"deskclerk/backend/doc"
	"deskclerk/backend/secret"
	"deskclerk/backend/store"
)

const passwordCanary = "xylophone-canary-7731"

// reopenWith opens the library's folder anew, with a key in a file of another folder.
func reopenWith(t *testing.T, l *library, box *secret.Box) {
	t.Helper()
	ok(t, l.Close())
	s, err := store.Open(t.Context(), l.dir, store.Options{Clock: l.clock.Now, Secrets: box})
	ok(t, err)
	t.Cleanup(func() { ok(t, s.Close()) })
	l.Store = s
}

// holds finds files of the folder with the text in them.
func holds(t *testing.T, dir, text string) (found []string) {
	t.Helper()
	ok(t, filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		body, err := os.ReadFile(path)
		if bytes.Contains(body, []byte(text)) {
			found = append(found, path)
		}
		return err
	}))
	return found
}

func TestPasswordsOfFilesAreFoundNowhereInTheClear(t *testing.T) {
	l := newLibrary(t)
	box := secret.New(t.TempDir(), secret.Options{FileOnly: true})
	reopenWith(t, l, box)
	a := l.keep(t, "one")
	a.Options = doc.ProcessOptions{Password: passwordCanary}
	r, err := l.Admit(t.Context(), a)
	ok(t, err)
	ok(t, l.Cancel(t.Context(), r.DocumentID))
	ok(t, l.Reprocess(t.Context(), r.DocumentID, &doc.ProcessOptions{Password: passwordCanary + "-second"}))
	o, err := l.ProcessOptions(t.Context(), r.DocumentID)
	if err != nil || o.Password != passwordCanary+"-second" {
		t.Fatalf("%q, %v", o.Password, err)
	}
	if found := holds(t, l.dir, passwordCanary); len(found) > 0 {
		t.Errorf("in the clear in %v", found)
	}
	reopenWith(t, l, secret.New(t.TempDir(), secret.Options{FileOnly: true})) // another key
	if _, err := l.ProcessOptions(t.Context(), r.DocumentID); doc.CodeOf(err) != doc.CodeKeyGone {
		t.Errorf("under another key: %v", err)
	}
}

func TestWithoutAKeyNoPasswordIsTaken(t *testing.T) {
	l := newLibrary(t)
	ok(t, l.Close())
	s, err := store.Open(t.Context(), l.dir, store.Options{})
	ok(t, err)
	t.Cleanup(func() { ok(t, s.Close()) })
	l.Store = s
	a := l.keep(t, "one")
	a.Options.Password = passwordCanary
	if _, err := l.Admit(t.Context(), a); doc.CodeOf(err) != doc.CodeKeyGone {
		t.Errorf("%v", err)
	}
}

func TestPasswordsThatAnEarlierProgramLeftAreSealedAtTheStart(t *testing.T) {
	l := newLibrary(t)
	r, err := l.Admit(t.Context(), l.keep(t, "one"))
	ok(t, err)
	ok(t, l.Close())
	db, err := sql.Open("sqlite", filepath.Join(l.dir, "deskclerk.db"))
	ok(t, err)
	_, err = db.ExecContext(t.Context(), `UPDATE documents SET options = json_set(options, '$.password', ?)`, passwordCanary)
	ok(t, err)
	ok(t, db.Close())
	if len(holds(t, l.dir, passwordCanary)) == 0 {
		t.Fatal("nothing to find")
	}
	box := secret.New(t.TempDir(), secret.Options{FileOnly: true})
	s, err := store.Open(t.Context(), l.dir, store.Options{Secrets: box})
	ok(t, err)
	o, err := s.ProcessOptions(t.Context(), r.DocumentID)
	if err != nil || o.Password != passwordCanary {
		t.Errorf("%q, %v", o.Password, err)
	}
	ok(t, s.Close())
	if found := holds(t, l.dir, passwordCanary); len(found) > 0 {
		t.Errorf("still in the clear in %v", found)
	}
	l.Store = s
}
