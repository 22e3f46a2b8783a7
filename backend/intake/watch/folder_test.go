package watch_test

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"deskclerk/backend/doc"
	"deskclerk/backend/intake"
	"deskclerk/backend/intake/watch"
)

func TestFoldersThatAreRefused(t *testing.T) {
	h := newHouse(t)
	h.watch(doc.FolderSettings{})
	parts := filepath.Join(h.dir, "sub")
	if err := os.Mkdir(parts, 0o700); err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(h.data, link); err != nil {
		t.Fatal(err)
	}
	around := filepath.Dir(h.data)
	file := filepath.Join(t.TempDir(), "a.pdf")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name, path string
		code       doc.Code
	}{
		{"a relative path", "scans", doc.CodeInvalid},
		{"nothing", filepath.Join(h.dir, "nothing"), doc.CodeUnreadable},
		{"a file", file, doc.CodeUnreadable},
		{"the same once more", h.dir, doc.CodeFolder},
		{"a folder in a watched one", parts, doc.CodeFolder},
		{"a folder around a watched one", filepath.Dir(h.dir), doc.CodeFolder},
		{"the data folder", h.data, doc.CodeFolder},
		{"a folder in the data folder", filepath.Join(h.data, "originals"), doc.CodeFolder},
		{"a folder around the data folder", around, doc.CodeFolder},
		{"a link to the data folder", link, doc.CodeFolder},
		{"the whole disk", "/", doc.CodeFolder},
		{"the system's processes", "/proc", doc.CodeFolder},
		{"a byte that no path has", "/tmp/\x00", doc.CodeInvalid},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := h.Create(t.Context(), tt.path, doc.FolderSettings{}); doc.CodeOf(err) != tt.code {
				t.Errorf("%v, want %s", err, tt.code)
			}
		})
	}
}

func TestSettingsThatAreRefused(t *testing.T) {
	h := newHouse(t)
	for name, set := range map[string]doc.FolderSettings{
		"a slash in the name":       {Name: ptr("a/b")},
		"an empty name":             {Name: ptr(" ")},
		"a pattern without its end": {Include: []string{"[a"}},
		"a place above":             {After: ptr(doc.AfterMove), MoveTo: ptr("../done")},
		"a whole path":              {After: ptr(doc.AfterMove), MoveTo: ptr("/tmp/done")},
		"the folder itself":         {After: ptr(doc.AfterMove), MoveTo: ptr(".")},
		"an unknown fate":           {After: ptr(doc.FolderAfter("burn"))},
		"no settling":               {Settle: ptr(0.0)},
		"an odd language":           {Languages: []string{"../eng"}},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := h.Create(t.Context(), h.dir, set); doc.CodeOf(err) != doc.CodeInvalid {
				t.Errorf("%v", err)
			}
		})
	}
}

func TestSourcesAreMovedAfterTheCommitAndNothingIsOverwritten(t *testing.T) {
	h := newHouse(t)
	h.put("done/scan.pdf", "somebody's own")
	between := func(it intake.Item) error {
		if _, err := os.Stat(h.path(strings.TrimPrefix(it.Source.Detail, "Box/"))); err != nil {
			t.Errorf("the source went before the commit: %v", err)
		}
		return nil
	}
	h.intake.set(func(c *counter) { c.between = between })
	f := h.watch(doc.FolderSettings{Name: ptr("Box"), After: ptr(doc.AfterMove), MoveTo: ptr("done")})
	h.put("scan.pdf", paper("one"))
	if l := h.taken(f.ID, "scan.pdf"); l.Source != doc.SourceMoved || l.MovedTo != "done/scan (2).pdf" || l.Present {
		t.Errorf("%+v", l)
	}
	h.put("scan.pdf", paper("two"))
	h.eventually("the second is moved", func() bool { return h.file(f.ID, "scan.pdf").MovedTo == "done/scan (3).pdf" })
	long, number := strings.Repeat("é", 125), " (2).pdf" // its number makes it too long for a name
	h.put("done/"+long+".pdf", "somebody's own")
	h.put(long+".pdf", paper("long"))
	if l, want := h.taken(f.ID, long+".pdf"), "done/"+long[:246]+number; l.MovedTo != want {
		t.Errorf("moved to %q, not %q: %+v", l.MovedTo, want, l)
	}
	h.put("\x01.pdf", paper("odd")) // not the mark of one whose document was deleted
	if l := h.taken(f.ID, "\x01.pdf"); l.MovedTo != "done/\x01.pdf" {
		t.Errorf("%+v", l)
	}
	h.put("deep/er/scan.pdf", paper("two")) // a duplicate is moved too
	if l := h.taken(f.ID, "deep/er/scan.pdf"); !l.Duplicate || l.MovedTo != "done/deep/er/scan.pdf" {
		t.Errorf("%+v", l)
	}
	for rel, want := range map[string]string{
		"done/scan.pdf": "somebody's own", "done/scan (2).pdf": paper("one"), "done/scan (3).pdf": paper("two"), "done/deep/er/scan.pdf": paper("two"),
	} {
		if got, err := os.ReadFile(h.path(rel)); err != nil || string(got) != want {
			t.Errorf("%s: %v", rel, err)
		}
	}
	if n := len(h.documents()); n != 4 {
		t.Errorf("%d documents", n)
	}
}

func TestSourcesAreDeletedOnlyWhenTheyAreStillTheSame(t *testing.T) {
	h := newHouse(t)
	f := h.watch(doc.FolderSettings{After: ptr(doc.AfterDelete)})
	h.put("a.pdf", paper("a"))
	if l := h.taken(f.ID, "a.pdf"); l.Source != doc.SourceDeleted {
		t.Errorf("%+v", l)
	}
	if _, err := os.Stat(h.path("a.pdf")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("%v", err)
	}
	// Right after the commit another content comes, with the same size, time and
	// inode: only reading it tells.
	after := func(it intake.Item) {
		if it.Name != "b.pdf" || len(h.documents()) != 2 {
			return
		}
		info, err := os.Stat(h.path("b.pdf"))
		if err != nil {
			t.Error(err)
			return
		}
		h.put("b.pdf", paper("b2"))
		if err := os.Chtimes(h.path("b.pdf"), info.ModTime(), info.ModTime()); err != nil {
			t.Error(err)
		}
	}
	h.intake.set(func(c *counter) { c.after = after })
	h.put("b.pdf", paper("b1"))
	h.eventually("both contents are kept and it is deleted", func() bool {
		_, err := os.Stat(h.path("b.pdf"))
		return len(h.documents()) == 3 && errors.Is(err, os.ErrNotExist)
	})
	for _, d := range h.documents() {
		kept, err := os.ReadFile(h.store.OriginalPath(d.File.SHA256))
		if err != nil || !slices.Contains([]string{paper("a"), paper("b1"), paper("b2")}, string(kept)) {
			t.Errorf("%s: %v", d.File.Name, err)
		}
	}
}

func TestAFolderThatGoesAwayIsTakenUpAgainAndNothingIsLost(t *testing.T) {
	for _, poll := range []bool{false, true} {
		t.Run(fmt.Sprintf("polling %v", poll), func(t *testing.T) {
			h := newHouse(t, func(o *watch.Options) { o.NoEvents = poll })
			f := h.watch(doc.FolderSettings{})
			h.put("a.pdf", paper("a"))
			h.taken(f.ID, "a.pdf")
			away := h.dir + ".away"
			if err := os.Rename(h.dir, away); err != nil {
				t.Fatal(err)
			}
			h.eventually("it says that it is away", func() bool {
				f := h.folder(f.ID)
				return f.State == doc.FolderAway && f.Detail == "it is not there" && f.Since != nil
			})
			if l := h.file(f.ID, "a.pdf"); !l.Present || l.Source != doc.SourceLeft {
				t.Errorf("%+v", l)
			}
			if err := os.WriteFile(filepath.Join(away, "b.pdf"), []byte(paper("b")), 0o600); err != nil {
				t.Fatal(err)
			}
			if err := os.Rename(away, h.dir); err != nil {
				t.Fatal(err)
			}
			h.taken(f.ID, "b.pdf")
			if got := h.folder(f.ID); got.State != doc.FolderWatching || len(h.documents()) != 2 {
				t.Errorf("%+v, %d documents", got, len(h.documents()))
			}
		})
	}
}

func TestAnUnmountedFolderIsAwayAndNotEmpty(t *testing.T) {
	h := newHouse(t)
	mount := func() {
		t.Helper()
		if err := syscall.Mount("tmpfs", h.dir, "tmpfs", 0, "size=4m"); err != nil {
			t.Skip("mounting is not allowed here:", err)
		}
	}
	mount()
	t.Cleanup(func() { _ = syscall.Unmount(h.dir, syscall.MNT_DETACH) })
	f := h.watch(doc.FolderSettings{})
	h.put("a.pdf", paper("a"))
	h.taken(f.ID, "a.pdf")
	if err := syscall.Unmount(h.dir, syscall.MNT_DETACH); err != nil {
		t.Fatal(err)
	}
	unmounted := func() bool {
		f := h.folder(f.ID)
		return f.State == doc.FolderAway && strings.Contains(f.Detail, "not mounted")
	}
	h.eventually("it knows that it is not mounted", unmounted)
	h.reopen()
	h.eventually("it knows that after a restart too", unmounted)
	if l := h.file(f.ID, "a.pdf"); !l.Present {
		t.Errorf("%+v", l)
	}
	mount()
	h.put("a.pdf", paper("a"))
	h.put("b.pdf", paper("b"))
	h.taken(f.ID, "b.pdf")
	h.eventually("the first is known again", func() bool { return h.file(f.ID, "a.pdf").Reason == doc.ReasonTouched })
	if n := len(h.documents()); n != 2 {
		t.Errorf("%d documents", n)
	}
}

func TestALostEventIsMadeUpFor(t *testing.T) {
	h := newHouse(t, func(o *watch.Options) { o.Safety = 500 * time.Millisecond })
	f := h.watch(doc.FolderSettings{})
	for i := range 300 { // new folders, files in them at once
		h.put(fmt.Sprintf("d%d/e/f%d.pdf", i%20, i), paper(fmt.Sprint(i)))
	}
	h.eventually("all are taken", func() bool { return h.folder(f.ID).Counts.Taken == 300 })
	if c := h.folder(f.ID).Counts; c.Duplicates != 0 || len(h.documents()) != 300 {
		t.Errorf("%+v", c)
	}
}

func TestTooManyWatchesMeanPollingAndTheFolderSaysSo(t *testing.T) {
	h := newHouse(t, func(o *watch.Options) { o.MaxWatches = 3 })
	for i := range 6 {
		h.put(fmt.Sprintf("d%d/a.pdf", i), paper(fmt.Sprint(i)))
	}
	f := h.watch(doc.FolderSettings{})
	h.eventually("it polls", func() bool {
		f := h.folder(f.ID)
		return f.Watching == doc.WatchPolling && f.Polling == doc.PollLimit && f.Counts.Taken == 6
	})
	h.put("d5/later.pdf", paper("later"))
	h.taken(f.ID, "d5/later.pdf")
}

func TestAMovedFolderIsStillWatched(t *testing.T) {
	h := newHouse(t)
	f := h.watch(doc.FolderSettings{})
	h.put("z/x/a.pdf", paper("a"))
	h.put("b/c.pdf", paper("c"))
	h.taken(f.ID, "z/x/a.pdf")
	h.taken(f.ID, "b/c.pdf")
	if err := os.Rename(h.path("z/x"), h.path("b/x")); err != nil {
		t.Fatal(err)
	}
	h.taken(f.ID, "b/x/a.pdf")
	h.put("b/x/new.pdf", paper("new"))
	h.taken(f.ID, "b/x/new.pdf")
	if all := h.documents(); len(all) != 3 {
		t.Errorf("%d documents", len(all))
	}
	for _, d := range h.documents() {
		if n := len(h.sightings(d.ID)); n != 1 {
			t.Errorf("%s: %d sightings", d.File.Name, n)
		}
	}
}

func TestAPausedFolderWaitsAndARemovedOneIsForgotten(t *testing.T) {
	h := newHouse(t)
	f := h.watch(doc.FolderSettings{})
	if got, err := h.Pause(t.Context(), f.ID); err != nil || got.State != doc.FolderPaused {
		t.Fatalf("%+v, %v", got, err)
	}
	h.put("a.pdf", paper("a"))
	if _, err := h.Scan(t.Context(), f.ID); doc.CodeOf(err) != doc.CodeConflict {
		t.Errorf("a look at a paused folder: %v", err)
	}
	h.reopen()
	time.Sleep(600 * time.Millisecond)
	if len(h.documents()) != 0 {
		t.Fatal("a paused folder was looked at")
	}
	if _, err := h.Resume(t.Context(), f.ID); err != nil {
		t.Fatal(err)
	}
	h.taken(f.ID, "a.pdf")
	if err := h.Remove(t.Context(), f.ID); err != nil {
		t.Fatal(err)
	}
	h.put("b.pdf", paper("b"))
	time.Sleep(600 * time.Millisecond)
	if all, _ := h.Folders(t.Context()); len(all) != 0 || len(h.documents()) != 1 {
		t.Errorf("%d folders, %d documents", len(all), len(h.documents()))
	}
	if _, err := os.Stat(h.path("a.pdf")); err != nil {
		t.Error(err)
	}
}

func TestChangedPatternsAreHeldAgainstWhatIsThere(t *testing.T) {
	h := newHouse(t)
	f := h.watch(doc.FolderSettings{Exclude: []string{"*.pdf"}})
	h.put("A.PDF", paper("a"))
	h.eventually("it is excluded", func() bool { return h.file(f.ID, "A.PDF").Reason == doc.ReasonExcluded })
	if _, err := h.Update(t.Context(), f.ID, doc.FolderSettings{Exclude: []string{}}); err != nil {
		t.Fatal(err)
	}
	h.taken(f.ID, "A.PDF")
}

func TestAnotherNameOfAnOwnFileIsPassedOver(t *testing.T) {
	h := newHouse(t)
	token := filepath.Join(h.data, "token")
	if err := errors.Join(os.WriteFile(token, []byte("a secret that reads as text\n"), 0o600), os.MkdirAll(h.path("in"), 0o700),
		os.Link(token, h.path("in/hardlink"))); err != nil {
		t.Fatal(err)
	}
	h.put("in/a.pdf", paper("a"))
	if err := os.Link(h.path("in/a.pdf"), h.path("in/b.pdf")); err != nil {
		t.Fatal(err)
	}
	f := h.watch(doc.FolderSettings{})
	h.eventually("it is passed over", func() bool { return h.file(f.ID, "in/hardlink").Reason == doc.ReasonOwn })
	h.taken(f.ID, "in/a.pdf")
	h.taken(f.ID, "in/b.pdf")
}

func TestOwnDataMountedIntoAFolderIsNotLookedInto(t *testing.T) {
	h := newHouse(t)
	h.put("in/a.pdf", paper("a"))
	if err := syscall.Mount(h.data, h.path("in"), "", syscall.MS_BIND, ""); err != nil {
		t.Skip("mounting is not allowed here:", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(h.path("in"), syscall.MNT_DETACH) })
	f := h.watch(doc.FolderSettings{})
	h.eventually("it is passed over", func() bool { return h.file(f.ID, "in/").Reason == doc.ReasonOwn })
	list, err := h.Files(t.Context(), doc.FileQuery{FolderID: f.ID})
	if err != nil || len(list.Files) != 1 {
		t.Errorf("%+v, %v", list, err)
	}
	if _, err := h.Create(t.Context(), h.path("in"), doc.FolderSettings{}); doc.CodeOf(err) != doc.CodeFolder {
		t.Errorf("%v", err)
	}
}

func TestALinkSwappedInTheRaceLeadsNowhere(t *testing.T) {
	h := newHouse(t, func(o *watch.Options) { o.Settle = 100 * time.Millisecond })
	outside := t.TempDir()
	if err := os.WriteFile(filepath.Join(outside, "a.pdf"), []byte(paper("SECRET")), 0o600); err != nil {
		t.Fatal(err)
	}
	f := h.watch(doc.FolderSettings{})
	for end := time.Now().Add(3 * time.Second); time.Now().Before(end); {
		h.put("d/a.pdf", paper("inside"))
		time.Sleep(30 * time.Millisecond)
		if err := errors.Join(os.Rename(h.path("d"), h.path("e")), os.Symlink(outside, h.path("d"))); err != nil {
			t.Fatal(err)
		}
		time.Sleep(5 * time.Millisecond)
		if err := errors.Join(os.Remove(h.path("d")), os.RemoveAll(h.path("e"))); err != nil {
			t.Fatal(err)
		}
	}
	h.put("end.pdf", paper("end"))
	h.taken(f.ID, "end.pdf")
	for _, d := range h.documents() {
		kept, err := os.ReadFile(h.store.OriginalPath(d.File.SHA256))
		if err != nil || strings.Contains(string(kept), "SECRET") {
			t.Fatalf("%s was read from outside, %v", d.Source.Detail, err)
		}
	}
}

func TestAnUnreadableFileOrFolderIsTriedAgain(t *testing.T) {
	if os.Getuid() == 0 {
		asNobody(t)
		return
	}
	h := newHouse(t)
	h.put("a.pdf", paper("a"))
	h.put("sub/b.pdf", paper("b"))
	if err := errors.Join(os.Chmod(h.path("a.pdf"), 0), os.Chmod(h.path("sub"), 0)); err != nil {
		t.Fatal(err)
	}
	f := h.watch(doc.FolderSettings{})
	h.eventually("it says that it cannot read", func() bool {
		return h.file(f.ID, "a.pdf").Reason == doc.ReasonUnreadable && h.file(f.ID, "sub/").Reason == doc.ReasonNoFolder
	})
	if err := errors.Join(os.Chmod(h.path("a.pdf"), 0o600), os.Chmod(h.path("sub"), 0o700)); err != nil { //nolint:gosec // a folder is entered by its x
		t.Fatal(err)
	}
	h.taken(f.ID, "a.pdf")
	h.taken(f.ID, "sub/b.pdf")
}

// asNobody runs the test once more as a user for whom permissions count.
func asNobody(t *testing.T) {
	t.Helper()
	const nobody = 65534
	dir := t.TempDir()
	bin := filepath.Join(dir, "watch.test")
	self, err := os.ReadFile("/proc/self/exe")
	if err != nil {
		t.Fatal(err)
	}
	for at := dir; at != "/tmp" && at != "/"; at = filepath.Dir(at) {
		if err := os.Chmod(at, 0o755); err != nil { //nolint:gosec // another user has to get there
			t.Fatal(err)
		}
	}
	tmp := filepath.Join(dir, "tmp")
	if err := errors.Join(os.WriteFile(bin, self, 0o755), os.Mkdir(tmp, 0o700), os.Chown(tmp, nobody, nobody)); err != nil { //nolint:gosec // likewise
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), bin, "-test.run", "^"+t.Name()+"$", "-test.v")
	cmd.Dir, cmd.Env = tmp, append(slices.DeleteFunc(os.Environ(), func(v string) bool { return strings.HasPrefix(v, "TMPDIR=") }), "TMPDIR="+tmp, "HOME="+tmp)
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
	out, err := cmd.CombinedOutput()
	if err != nil || !strings.Contains(string(out), "--- PASS: "+t.Name()) {
		t.Fatalf("as nobody: %v\n%s", err, out)
	}
}
