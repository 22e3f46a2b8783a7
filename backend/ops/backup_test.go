package ops_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/klauspost/compress/zstd"

	"deskclerk/backend/doc"
	"deskclerk/backend/ops"
	"deskclerk/backend/store"
)

// library is a real store with what a backup of it needs.
type library struct {
	*store.Store
	dir string
}

func newLibrary(tb testing.TB) *library {
	tb.Helper()
	l := &library{dir: tb.TempDir()}
	s, err := store.Open(tb.Context(), l.dir, store.Options{})
	ok(tb, err)
	tb.Cleanup(func() { _ = s.Close() })
	l.Store = s
	return l
}

func ok(tb testing.TB, err error) {
	tb.Helper()
	if err != nil {
		tb.Fatal(err)
	}
}

func wantCode(tb testing.TB, err error, code doc.Code) {
	tb.Helper()
	if got := doc.CodeOf(err); got != code {
		tb.Errorf("code %q, want %q (%v)", got, code, err)
	}
}

func (l *library) admit(tb testing.TB, content string) string {
	tb.Helper()
	o, err := l.NewOriginal()
	ok(tb, err)
	_, err = o.Write([]byte(content))
	ok(tb, err)
	sum, size, err := o.Commit()
	ok(tb, err)
	r, err := l.Admit(tb.Context(), doc.Admission{Name: "a.pdf", SHA256: sum, Bytes: size, MIME: "application/pdf", Source: doc.Source{Kind: doc.SourceUpload}})
	ok(tb, err)
	return r.DocumentID
}

func inspect(ctx context.Context, path string) (doc.Verification, []ops.File, error) {
	v, listed, err := store.ReadSnapshot(ctx, path)
	var files []ops.File
	for _, f := range listed {
		files = append(files, ops.File(f))
	}
	return v, files, err
}

func (l *library) source() ops.Source {
	return ops.Source{
		Program: "test", Originals: filepath.Join(l.dir, "originals"), Config: "[log]\n", Snapshot: l.Snapshot, Inspect: inspect,
		Follow: store.FollowSnapshot,
	}
}

// back makes a backup of one kind, and gives what opens it.
func (l *library) back(tb testing.TB, kind string) ops.Choice {
	tb.Helper()
	dir := tb.TempDir()
	var c ops.Choice
	var err error
	switch kind {
	case "folder":
		c.Path = filepath.Join(dir, "backups")
		_, err = ops.ToFolder(tb.Context(), l.source(), c.Path, 3)
	case "file":
		c.Path = filepath.Join(dir, "b"+ops.Extension)
		_, err = ops.ToFile(tb.Context(), l.source(), c.Path, "")
	default:
		c.Path, c.Passphrase = filepath.Join(dir, "b"+ops.SealedExtension), "correct horse"
		_, err = ops.ToFile(tb.Context(), l.source(), c.Path, c.Passphrase)
	}
	ok(tb, err)
	return c
}

func kinds() []string { return []string{"folder", "file", "sealed"} }

func TestABackupRestoresEverything(t *testing.T) {
	for _, kind := range kinds() {
		t.Run(kind, func(t *testing.T) {
			l := newLibrary(t)
			id := l.admit(t, "one")
			gone := l.admit(t, "two")
			ok(t, l.Delete(t.Context(), gone))
			c := l.back(t, kind)
			r, err := ops.Check(t.Context(), c, inspect)
			if err != nil || len(r.Faults) != 0 || r.Documents != 1 || r.Originals != 1 || r.Encrypted != (kind == "sealed") {
				t.Fatalf("%+v, %v", r, err)
			}
			dir := filepath.Join(t.TempDir(), "restored")
			_, err = ops.Restore(t.Context(), c, dir, inspect, false)
			ok(t, err)
			back := &library{dir: dir}
			back.Store, err = store.Open(t.Context(), dir, store.Options{})
			ok(t, err)
			defer func() { _ = back.Close() }()
			d, err := back.Document(t.Context(), id)
			if err != nil || d.File.Bytes != 3 {
				t.Errorf("%+v, %v", d, err)
			}
			if v, err := back.Verify(t.Context(), nil); err != nil || !v.OK || v.Files != 1 {
				t.Errorf("%+v, %v", v, err)
			}
			if text, err := os.ReadFile(filepath.Join(dir, "restored-config.toml")); err != nil || string(text) != "[log]\n" {
				t.Errorf("%q, %v", text, err)
			}
			if info, err := os.Stat(dir); err != nil || info.Mode().Perm() != 0o700 {
				t.Errorf("%v, %v", info.Mode(), err)
			}
		})
	}
}

func TestARestoreNeverOverwrites(t *testing.T) {
	l := newLibrary(t)
	c := l.back(t, "file")
	dir := t.TempDir()
	ok(t, os.WriteFile(filepath.Join(dir, "something"), nil, 0o600))
	_, err := ops.Restore(t.Context(), c, dir, inspect, true)
	wantCode(t, err, doc.CodeNotEmpty)
	if entries, err := os.ReadDir(dir); err != nil || len(entries) != 1 {
		t.Errorf("%v, %v", entries, err)
	}
	_, err = ops.ToFile(t.Context(), l.source(), c.Path, "")
	wantCode(t, err, doc.CodeNotEmpty)
	_, err = ops.ToFolder(t.Context(), l.source(), dir, 1)
	wantCode(t, err, doc.CodeNotEmpty)
}

func TestABackupOfANewerVersionIsRefused(t *testing.T) {
	l := newLibrary(t)
	source := l.source()
	snapshot := source.Snapshot
	newer := func(ctx context.Context, path string) error {
		if err := snapshot(ctx, path); err != nil {
			return err
		}
		f, err := os.OpenFile(path, os.O_RDWR, 0)
		if err != nil {
			return err
		}
		_, err = f.WriteAt([]byte{0, 0, 100, 0}, 60) // user_version
		return errors.Join(err, f.Close())
	}
	source.Snapshot = newer
	source.Inspect = func(context.Context, string) (doc.Verification, []ops.File, error) { // as the newer program sees it
		return doc.Verification{OK: true}, nil, nil
	}
	path := filepath.Join(t.TempDir(), "b"+ops.Extension)
	_, err := ops.ToFile(t.Context(), source, path, "")
	ok(t, err)
	dir := filepath.Join(t.TempDir(), "d")
	_, err = ops.Restore(t.Context(), ops.Choice{Path: path}, dir, inspect, true)
	wantCode(t, err, doc.CodeNewerDatabase)
	if _, err := os.Stat(dir); err == nil {
		t.Error("something was restored")
	}
}

func TestAPassphraseIsNeededAndChecked(t *testing.T) {
	c := newLibrary(t).back(t, "sealed")
	for _, wrong := range []string{"", "wrong"} {
		_, err := ops.Check(t.Context(), ops.Choice{Path: c.Path, Passphrase: wrong}, inspect)
		wantCode(t, err, doc.CodePassphrase)
	}
}

// sameInside reports that two packed files hold the same: a bit of the packing,
// such as of the window's size, may mean nothing.
func sameInside(a, b []byte) bool {
	r, err := zstd.NewReader(nil)
	if err != nil {
		return false
	}
	defer r.Close()
	one, first := r.DecodeAll(a, nil)
	two, second := r.DecodeAll(b, nil)
	return first == nil && second == nil && bytes.Equal(one, two)
}

// TestAnyChangedByteOfABackupIsFound flips bits all over a backup, and cuts it.
func TestAnyChangedByteOfABackupIsFound(t *testing.T) {
	noise := make([]byte, 20_000)
	_, _ = rand.Read(noise)
	for _, kind := range []string{"folder", "file"} {
		l := newLibrary(t)
		l.admit(t, string(noise))
		c := l.back(t, kind)
		files := []string{c.Path}
		if kind == "folder" {
			files = everyFile(t, c.Path)
		}
		flipped := 0
		for _, path := range files {
			whole, err := os.ReadFile(path)
			ok(t, err)
			for at := 0; at < len(whole); at += 1 + len(whole)/40 {
				changed := slices.Clone(whole)
				changed[at] ^= 0x10
				ok(t, os.WriteFile(path, changed, 0o600))
				if r, err := ops.Check(t.Context(), c, inspect); err == nil && len(r.Faults) == 0 && !bytes.Contains(whole, []byte(`"program"`)) && !sameInside(changed, whole) {
					t.Errorf("%s: byte %d of %s changed and nobody saw it", kind, at, filepath.Base(path))
				}
				flipped++
			}
			ok(t, os.WriteFile(path, whole[:len(whole)-1], 0o600))
			if r, err := ops.Check(t.Context(), c, inspect); err == nil && len(r.Faults) == 0 {
				t.Errorf("%s: %s was cut and nobody saw it", kind, filepath.Base(path))
			}
			ok(t, os.WriteFile(path, whole, 0o600))
		}
		t.Logf("%s: %d bytes flipped", kind, flipped)
	}
}

func everyFile(t *testing.T, dir string) (files []string) {
	t.Helper()
	ok(t, filepath.WalkDir(dir, func(path string, e os.DirEntry, err error) error {
		if err == nil && !e.IsDir() && e.Name() != ".lock" && filepath.Ext(path) != ".txt" {
			files = append(files, path)
		}
		return err
	}))
	return files
}

func TestADamagedBackupIsOnlyRestoredWhenAskedFor(t *testing.T) {
	l := newLibrary(t)
	l.admit(t, "one")
	l.admit(t, "two")
	c := l.back(t, "folder")
	for _, path := range everyFile(t, filepath.Join(c.Path, "originals"))[:1] {
		ok(t, os.Remove(path))
	}
	dir := filepath.Join(t.TempDir(), "d")
	_, err := ops.Restore(t.Context(), c, dir, inspect, false)
	wantCode(t, err, doc.CodeBackup)
	r, err := ops.Restore(t.Context(), c, dir, inspect, true)
	if err != nil || len(r.Faults) != 1 || len(everyFile(t, filepath.Join(dir, "originals"))) != 1 {
		t.Errorf("%+v, %v", r, err)
	}
}

func TestAFolderCopiesOnlyWhatIsNewAndForgetsTheOldest(t *testing.T) {
	l := newLibrary(t)
	path := filepath.Join(t.TempDir(), "backups")
	gone := l.admit(t, "0")
	for i := range 5 {
		l.admit(t, fmt.Sprint("more ", i))
		r, err := ops.ToFolder(t.Context(), l.source(), path, 2)
		ok(t, err)
		if want := min(i+2, 2); i == 0 && r.Copied != want || i > 0 && r.Copied != 1 {
			t.Errorf("backup %d copied %d", i, r.Copied)
		}
		if i == 1 {
			ok(t, l.Delete(t.Context(), gone))
		}
		time.Sleep(2 * time.Millisecond) // their names are their times
	}
	names, err := ops.Snapshots(path)
	if err != nil || len(names) != 2 {
		t.Errorf("%v, %v", names, err)
	}
	if kept := everyFile(t, filepath.Join(path, "originals")); len(kept) != 5 {
		t.Errorf("%d originals are kept, 5 belong to what is kept", len(kept))
	}
	for _, name := range names {
		if r, err := ops.Check(t.Context(), ops.Choice{Path: path, Snapshot: name}, inspect); err != nil || len(r.Faults) != 0 {
			t.Errorf("%s: %+v, %v", name, r, err)
		}
	}
}

// TestWhatIsDeletedWhileABackupIsMadeIsNotInIt lets a document come before every
// snapshot and go after it, so that none ever finds all it speaks of.
func TestWhatIsDeletedWhileABackupIsMadeIsNotInIt(t *testing.T) {
	l := newLibrary(t)
	stays, lost := l.admit(t, "stays"), l.admit(t, "lost")
	d, err := l.Document(t.Context(), lost)
	ok(t, err)
	ok(t, os.Remove(l.OriginalPath(d.File.SHA256)))
	source := l.source()
	var passing []string
	source.Snapshot = func(ctx context.Context, path string) error {
		id := l.admit(t, fmt.Sprint("passing ", len(passing)))
		passing = append(passing, id)
		return errors.Join(l.Snapshot(ctx, path), l.Delete(ctx, id))
	}
	c := ops.Choice{Path: filepath.Join(t.TempDir(), "b"+ops.Extension)}
	r, err := ops.ToFile(t.Context(), source, c.Path, "")
	ok(t, err)
	if !slices.Equal(r.Missing, []string{d.File.SHA256}) || r.Documents != 2 {
		t.Errorf("%d documents, missing: %v", r.Documents, r.Missing)
	}
	dir := filepath.Join(t.TempDir(), "d")
	_, err = ops.Restore(t.Context(), c, dir, inspect, false)
	ok(t, err)
	s, err := store.Open(t.Context(), dir, store.Options{})
	ok(t, err)
	defer func() { ok(t, s.Close()) }()
	if _, err := s.Document(t.Context(), stays); err != nil {
		t.Error(err)
	}
	if v, err := s.Verify(t.Context(), nil); err != nil || len(v.Database)+len(v.Audit) > 0 || !slices.Equal(v.Originals, []string{lost}) {
		t.Errorf("%+v, %v", v, err)
	}
}

// TestABackupUnderLoadHoldsWhatWasAcknowledgedBefore backs up while documents come
// and go.
func TestABackupUnderLoadHoldsWhatWasAcknowledgedBefore(t *testing.T) {
	l := newLibrary(t)
	var before []string
	for i := range 30 {
		before = append(before, l.admit(t, fmt.Sprint("before ", i)))
	}
	stop := make(chan struct{})
	var wait sync.WaitGroup
	for w := range 4 {
		wait.Go(func() {
			for i := 0; ; i++ {
				select {
				case <-stop:
					return
				default:
				}
				id := l.admit(t, fmt.Sprint("during ", w, i))
				if i%2 == 0 {
					if err := l.Delete(context.Background(), id); err != nil {
						t.Error(err)
					}
				}
			}
		})
	}
	for _, kind := range []string{"folder", "file"} {
		c := l.back(t, kind)
		dir := filepath.Join(t.TempDir(), "d")
		if _, err := ops.Restore(t.Context(), c, dir, inspect, false); err != nil {
			t.Errorf("%s: %v", kind, err)
			continue
		}
		s, err := store.Open(t.Context(), dir, store.Options{})
		ok(t, err)
		for _, id := range before {
			if _, err := s.Document(t.Context(), id); err != nil {
				t.Errorf("%s: %v", kind, err)
			}
		}
		if v, err := s.Verify(t.Context(), nil); err != nil || !v.OK {
			t.Errorf("%s: %+v, %v", kind, v, err)
		}
		ok(t, s.Close())
	}
	close(stop)
	wait.Wait()
}

func TestALostOriginalIsNamedAndTheRestIsBackedUp(t *testing.T) {
	l := newLibrary(t)
	l.admit(t, "kept")
	l.admit(t, "lost")
	for _, path := range everyFile(t, filepath.Join(l.dir, "originals")) {
		if text, err := os.ReadFile(path); err == nil && strings.Contains(string(text), "lost") {
			ok(t, os.Remove(path))
		}
	}
	for _, kind := range []string{"folder", "file"} {
		r, err := ops.Check(t.Context(), l.back(t, kind), inspect)
		if err != nil || len(r.Missing) != 1 || r.Originals != 1 || len(r.Faults) != 0 {
			t.Errorf("%s: %+v, %v", kind, r, err)
		}
	}
}
