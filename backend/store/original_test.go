package store

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"

	"deskclerk/backend/doc"
)

// watchedDisk writes down what is made durable, and fails when told to.
type watchedDisk struct {
	osDisk
	root string
	mu   sync.Mutex
	done []string
	fail string // prefix of the step that fails
	with error
}

func (d *watchedDisk) step(what, path string) error {
	name, err := filepath.Rel(d.root, path)
	if err != nil {
		return err
	}
	if strings.HasPrefix(name, "incoming/") {
		name = "incoming/*"
	}
	what += " " + name
	d.mu.Lock()
	defer d.mu.Unlock()
	d.done = append(d.done, what)
	if d.fail != "" && strings.HasPrefix(what, d.fail) {
		return d.with
	}
	return nil
}

func (d *watchedDisk) Sync(f *os.File) error {
	return errors.Join(d.step("sync", f.Name()), d.osDisk.Sync(f))
}

func (d *watchedDisk) Rename(from, to string) error {
	if err := d.step("rename", to); err != nil {
		return err
	}
	return d.osDisk.Rename(from, to)
}

func (d *watchedDisk) SyncDir(path string) error {
	return errors.Join(d.step("sync folder", path), d.osDisk.SyncDir(path))
}

func openWatched(t *testing.T) (*Store, *watchedDisk) {
	t.Helper()
	s, err := Open(t.Context(), t.TempDir(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	d := &watchedDisk{root: s.dir}
	s.disk = d
	return s, d
}

func commit(t *testing.T, s *Store, content string) (string, int64, error) {
	t.Helper()
	o, err := s.NewOriginal()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := o.Write([]byte(content)); err != nil {
		t.Fatal(err)
	}
	return o.Commit()
}

// The SHA-256 of "abc", from FIPS 180-2, appendix B.1.
const abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

func TestAnOriginalIsDurableBeforeItsNameAndItsFoldersAfter(t *testing.T) {
	s, d := openWatched(t)
	sum, size, err := commit(t, s, "abc")
	if err != nil || sum != abc || size != 3 {
		t.Fatalf("%s, %d, %v", sum, size, err)
	}
	want := []string{
		"sync incoming/*", "rename originals/ba/78/" + abc,
		"sync folder originals", "sync folder originals/ba", "sync folder originals/ba/78",
	}
	if len(d.done) > 2 {
		slices.Sort(d.done[2:]) // at once
	}
	if !slices.Equal(d.done, want) {
		t.Errorf("order %q, want %q", d.done, want)
	}
	if content, err := os.ReadFile(s.OriginalPath(sum)); err != nil || string(content) != "abc" {
		t.Errorf("%q, %v", content, err)
	}
}

func TestAnOriginalThatCannotBeKeptLeavesNothing(t *testing.T) {
	for _, step := range []string{"sync incoming", "rename", "sync folder originals/ba/78", "sync folder originals"} {
		t.Run("when it fails at "+step, func(t *testing.T) {
			s, d := openWatched(t)
			d.fail, d.with = step, &os.PathError{Op: "sync", Path: "x", Err: syscall.ENOSPC}
			_, _, err := commit(t, s, "abc")
			if doc.CodeOf(err) != doc.CodeDiskFull {
				t.Fatalf("%v", err)
			}
			left := 0
			for _, sub := range []string{"incoming", "originals"} {
				err := filepath.WalkDir(s.path(sub), func(_ string, e os.DirEntry, err error) error {
					if err == nil && !e.IsDir() {
						left++
					}
					return err
				})
				if err != nil {
					t.Fatal(err)
				}
			}
			if left != 0 || len(s.originals.pins) != 0 {
				t.Errorf("%d files and %d pins left", left, len(s.originals.pins))
			}
		})
	}
}

func TestAFullDiskHasItsCode(t *testing.T) {
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Skip("no /dev/full here")
	}
	s, _ := openWatched(t)
	o, err := s.NewOriginal()
	if err != nil {
		t.Fatal(err)
	}
	_ = o.f.Close()
	o.f = full
	if _, err := o.Write([]byte("abc")); doc.CodeOf(err) != doc.CodeDiskFull {
		t.Errorf("an original: %v", err)
	}
	_ = full.Close()

	// A database that may not grow is to SQLite what a full disk is.
	if _, err := s.writer.ExecContext(t.Context(), `PRAGMA max_page_count = 1`); err != nil {
		t.Fatal(err)
	}
	err = s.write(t.Context(), func(ctx context.Context, t *tx) error {
		return t.append(ctx, "x", "", "", map[string]any{"x": strings.Repeat("x", 1<<20)})
	})
	if doc.CodeOf(err) != doc.CodeDiskFull {
		t.Errorf("the database: %v", err)
	}
	if last, err := s.LastEvent(t.Context()); err != nil || last != 0 {
		t.Errorf("half a row: %d, %v", last, err)
	}
}

func TestADiscardedOriginalIsGone(t *testing.T) {
	s, _ := openWatched(t)
	o, err := s.NewOriginal()
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := o.Discard(); err != nil {
			t.Fatal(err)
		}
	}
	if _, _, err := o.Commit(); err == nil {
		t.Error("committed after it was discarded")
	}
	if entries, err := os.ReadDir(s.path("incoming")); err != nil || len(entries) != 0 {
		t.Errorf("%v, %v", entries, err)
	}
}

func TestAnOriginalAboutToBeAdmittedIsNotRemoved(t *testing.T) {
	s, _ := openWatched(t)
	sum, size, err := commit(t, s, "abc")
	if err != nil {
		t.Fatal(err)
	}
	a := doc.Admission{Name: "a", SHA256: sum, Bytes: size, MIME: "x/y", Source: doc.Source{Kind: doc.SourceUpload}}
	first, err := s.Admit(t.Context(), a)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := commit(t, s, "abc"); err != nil { // the same content comes in again
		t.Fatal(err)
	}
	if err := s.Delete(t.Context(), first.DocumentID); err != nil {
		t.Fatal(err)
	}
	second, err := s.Admit(t.Context(), a)
	if err != nil || second.Duplicate || second.DocumentID == first.DocumentID {
		t.Fatalf("%+v, %v", second, err)
	}
	if _, err := os.Stat(s.OriginalPath(sum)); err != nil {
		t.Error(err)
	}
}

func TestOpenOriginal(t *testing.T) {
	s, _ := openWatched(t)
	sum, _, err := commit(t, s, "abc")
	if err != nil {
		t.Fatal(err)
	}
	f, err := s.OpenOriginal(sum)
	if err != nil {
		t.Fatal(err)
	}
	_ = f.Close()
	for _, missing := range []string{strings.Repeat("0", 64), "../deskclerk.db", ""} {
		if _, err := s.OpenOriginal(missing); doc.CodeOf(err) != doc.CodeOriginalGone {
			t.Errorf("%q: %v", missing, err)
		}
	}
}
