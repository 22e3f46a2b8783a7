package watch_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"deskclerk/backend/doc"
	"deskclerk/backend/intake"
	"deskclerk/backend/intake/watch"
)

func TestAFileIsTakenOnceAndLeftWhereItIs(t *testing.T) {
	h := newHouse(t)
	h.put("before.pdf", paper("before"))
	f := h.watch(doc.FolderSettings{Name: ptr("Scans"), Tags: ptr(true), Type: ptr(doc.TypeInvoice)})
	h.put("2026/march/after.pdf", paper("after"))
	h.taken(f.ID, "before.pdf")
	line := h.taken(f.ID, "2026/march/after.pdf")
	all := h.documents()
	if len(all) != 2 || line.Source != doc.SourceLeft || line.Duplicate || !line.Present {
		t.Fatalf("%d documents, %+v", len(all), line)
	}
	d, err := h.store.Document(t.Context(), line.DocumentID)
	if err != nil {
		t.Fatal(err)
	}
	if d.Source.Kind != doc.SourceFolder || d.Source.Detail != "Scans/2026/march/after.pdf" || d.File.Name != "after.pdf" {
		t.Errorf("source %+v, name %q", d.Source, d.File.Name)
	}
	if got := string(d.Metadata); got != `{"folder":"Scans","tags":["2026","march"]}` {
		t.Errorf("metadata %s", got)
	}
	for _, rel := range []string{"before.pdf", "2026/march/after.pdf"} {
		if _, err := os.Stat(h.path(rel)); err != nil {
			t.Error(err)
		}
	}
	h.reopen()
	time.Sleep(700 * time.Millisecond)
	if h.intake.count() != 0 || len(h.documents()) != 2 {
		t.Errorf("a restart took %d files again", h.intake.count())
	}
}

func TestAFileThatGrowsIsTakenWhole(t *testing.T) {
	for _, poll := range []bool{false, true} {
		t.Run(fmt.Sprintf("polling %v", poll), func(t *testing.T) {
			h := newHouse(t, func(o *watch.Options) { o.NoEvents = poll })
			f := h.watch(doc.FolderSettings{})
			content := ""
			for i := range 15 {
				part := fmt.Sprintf("part %d %s\n", i, strings.Repeat("x", 900))
				if i == 0 {
					part = "%PDF-1.4\n"
				}
				content += part
				w, err := os.OpenFile(h.path("slow.pdf"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
				if err != nil {
					t.Fatal(err)
				}
				if _, err := w.WriteString(part); err != nil {
					t.Fatal(err)
				}
				if err := w.Close(); err != nil {
					t.Fatal(err)
				}
				time.Sleep(100 * time.Millisecond)
				if i == 7 {
					h.reopen()
				}
			}
			line := h.taken(f.ID, "slow.pdf")
			d, err := h.store.Document(t.Context(), line.DocumentID)
			if err != nil || d.File.Bytes != int64(len(content)) || len(h.documents()) != 1 || len(h.sightings(d.ID)) != 1 {
				t.Errorf("%d of %d bytes, %d documents, %v", d.File.Bytes, len(content), len(h.documents()), err)
			}
		})
	}
}

func TestAFileHeldOpenForWritingWaitsHoweverLongItIsStill(t *testing.T) {
	h := newHouse(t)
	f := h.watch(doc.FolderSettings{})
	w, err := os.Create(h.path("open.pdf"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.WriteString(paper("first")); err != nil {
		t.Fatal(err)
	}
	h.eventually("it says that the file is open", func() bool { return h.file(f.ID, "open.pdf").Reason == doc.ReasonOpen })
	if _, err := w.WriteString("and the rest"); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	line := h.taken(f.ID, "open.pdf")
	if want := int64(len(paper("first")) + len("and the rest")); line.Size != want {
		t.Errorf("%d bytes, want %d", line.Size, want)
	}
}

func TestALockedFileIsTriedAgainByItself(t *testing.T) {
	h := newHouse(t)
	f := h.watch(doc.FolderSettings{})
	h.put("locked.pdf.tmp", paper("locked"))
	lock, err := os.Open(h.path("locked.pdf.tmp"))
	if err != nil {
		t.Fatal(err)
	}
	defer lock.Close()
	if err := syscall.Flock(int(lock.Fd()), syscall.LOCK_EX); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(h.path("locked.pdf.tmp"), h.path("locked.pdf")); err != nil {
		t.Fatal(err)
	}
	h.eventually("it waits for the lock", func() bool {
		l := h.file(f.ID, "locked.pdf")
		return l.State == doc.FileWaiting && l.Reason == doc.ReasonUnreadable && l.NextAt != nil && l.Error.Detail == "the file is locked"
	})
	if err := lock.Close(); err != nil {
		t.Fatal(err)
	}
	h.taken(f.ID, "locked.pdf")
}

// TestAFullDiskIsWaitedOutWithoutHaste: while nothing can be written, neither a file
// that is due nor what a look found is tried again without a pause, and all of it
// is taken once there is room. There are no looks here but those for events.
func TestAFullDiskIsWaitedOutWithoutHaste(t *testing.T) {
	h := newHouse(t)
	f := h.watch(doc.FolderSettings{})
	h.intake.set(func(c *counter) {
		c.between = func(intake.Item) error {
			if h.ledger.full.Load() {
				return doc.Errorf(doc.CodeDiskFull, "")
			}
			return nil
		}
	})
	h.put("due.pdf", paper("due"))
	h.eventually("it settles", func() bool { return h.file(f.ID, "due.pdf").State == doc.FileWaiting })
	h.ledger.full.Store(true)
	h.put("unseen.pdf", paper("unseen"))
	const span = 2 * time.Second
	time.Sleep(span)
	if n := h.ledger.refused.Load(); n < 2 || n > int64(3*span/h.options.Check) {
		t.Errorf("the journal was asked %d times in %s", n, span)
	}
	h.ledger.full.Store(false)
	h.taken(f.ID, "due.pdf")
	h.taken(f.ID, "unseen.pdf")
}

func TestATemporaryNameIsPassedOverUntilItIsFinal(t *testing.T) {
	h := newHouse(t)
	f := h.watch(doc.FolderSettings{})
	for _, name := range []string{"a.pdf.part", "b.pdf.crdownload", "~$c.pdf", "d.pdf.tmp", "e.PDF.PARTIAL"} {
		h.put(name, paper(name))
		h.eventually(name+" is passed over", func() bool {
			l := h.file(f.ID, name)
			return l.State == doc.FilePassedOver && l.Reason == doc.ReasonTemporary && l.Message != ""
		})
	}
	if err := os.Rename(h.path("a.pdf.part"), h.path("a.pdf")); err != nil {
		t.Fatal(err)
	}
	h.taken(f.ID, "a.pdf")
	if l := h.file(f.ID, "a.pdf.part"); l.State != "" {
		t.Errorf("the old name is still there: %+v", l)
	}
	if n := len(h.documents()); n != 1 {
		t.Errorf("%d documents", n)
	}
}

func TestTouchesAndANewNameMakeNoSecondSighting(t *testing.T) {
	h := newHouse(t)
	f := h.watch(doc.FolderSettings{})
	h.put("a.pdf", paper("a"))
	line := h.taken(f.ID, "a.pdf")
	for i := range 50 {
		at := time.Now().Add(time.Duration(i) * time.Second)
		if err := os.Chtimes(h.path("a.pdf"), at, at); err != nil {
			t.Fatal(err)
		}
		time.Sleep(10 * time.Millisecond)
	}
	h.eventually("the touches are over", func() bool { return h.file(f.ID, "a.pdf").Reason == doc.ReasonTouched })
	if err := os.Rename(h.path("a.pdf"), h.path("b.pdf")); err != nil {
		t.Fatal(err)
	}
	moved := h.taken(f.ID, "b.pdf")
	if moved.DocumentID != line.DocumentID || moved.Reason != doc.ReasonTouched {
		t.Errorf("%+v", moved)
	}
	if n := len(h.sightings(line.DocumentID)); n != 1 {
		t.Errorf("%d sightings", n)
	}
}

func TestTheSameContentTwiceIsOneDocumentWithTwoSightings(t *testing.T) {
	h := newHouse(t)
	f := h.watch(doc.FolderSettings{})
	h.put("a.pdf", paper("same"))
	first := h.taken(f.ID, "a.pdf")
	h.put("sub/b.pdf", paper("same"))
	second := h.taken(f.ID, "sub/b.pdf")
	if first.Duplicate || !second.Duplicate || second.DocumentID != first.DocumentID || second.Reason != doc.ReasonDuplicate {
		t.Errorf("%+v\n%+v", first, second)
	}
	seen := h.sightings(first.DocumentID)
	if len(seen) != 2 || seen[1].Source.Detail != f.Name+"/sub/b.pdf" || len(h.documents()) != 1 {
		t.Errorf("%+v", seen)
	}
	if c := h.folder(f.ID).Counts; c.Taken != 2 || c.Duplicates != 1 {
		t.Errorf("%+v", c)
	}
}

func TestAnotherContentUnderTheSameNameIsAnotherDocument(t *testing.T) {
	h := newHouse(t)
	f := h.watch(doc.FolderSettings{})
	h.put("scan.pdf", paper("monday"))
	first := h.taken(f.ID, "scan.pdf")
	h.put("scan.pdf", paper("tuesday"))
	h.eventually("the new content is taken", func() bool {
		l := h.file(f.ID, "scan.pdf")
		return l.State == doc.FileTaken && l.DocumentID != first.DocumentID
	})
	if err := os.Remove(h.path("scan.pdf")); err != nil {
		t.Fatal(err)
	}
	h.eventually("it is gone", func() bool { return h.file(f.ID, "scan.pdf").Source == doc.SourceGone })
	h.put("scan.pdf", paper("monday"))
	h.eventually("it comes again", func() bool { return h.file(f.ID, "scan.pdf").DocumentID == first.DocumentID })
	if n := len(h.sightings(first.DocumentID)); n != 2 || len(h.documents()) != 2 {
		t.Errorf("%d sightings, %d documents", n, len(h.documents()))
	}
}

func TestWhatIsNoPaperIsPassedOverWithAReason(t *testing.T) {
	h := newHouse(t)
	outside := t.TempDir()
	secret := filepath.Join(outside, "secret.pdf")
	if err := os.WriteFile(secret, []byte(paper("secret")), 0o600); err != nil {
		t.Fatal(err)
	}
	h.put("real.pdf", paper("real"))
	h.put(".hidden.pdf", paper("hidden"))
	h.put(".git/config.pdf", paper("git"))
	h.put("drafts/x.pdf", paper("draft"))
	h.put("tool.bin", "\x00\x01hello")
	h.put("empty.pdf", "")
	h.put("huge.pdf", paper("huge")+strings.Repeat("x", 1<<20))
	for name, put := range map[string]func(string) error{
		"pipe":   func(p string) error { return syscall.Mkfifo(p, 0o600) },
		"null":   func(p string) error { return syscall.Mknod(p, syscall.S_IFCHR|0o600, 1<<8|3) },
		"out":    func(p string) error { return os.Symlink(secret, p) },
		"outdir": func(p string) error { return os.Symlink(outside, p) },
		"in":     func(p string) error { return os.Symlink("real.pdf", p) },
		"broken": func(p string) error { return os.Symlink("nothing", p) },
		"sock": func(p string) error {
			fd, err := syscall.Socket(syscall.AF_UNIX, syscall.SOCK_STREAM, 0)
			if err != nil {
				return err
			}
			defer func() { _ = syscall.Close(fd) }()
			return syscall.Bind(fd, &syscall.SockaddrUnix{Name: p})
		},
	} {
		if err := put(h.path(name)); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
	f := h.watch(doc.FolderSettings{Exclude: []string{"drafts/"}})
	for name, want := range map[string]doc.FileReason{
		".hidden.pdf": doc.ReasonHidden, ".git/": doc.ReasonHidden, "drafts/": doc.ReasonExcluded,
		"tool.bin": doc.ReasonTypeRefused, "empty.pdf": doc.ReasonEmpty, "huge.pdf": doc.ReasonTooLarge,
		"pipe": doc.ReasonFIFO, "sock": doc.ReasonSocket, "null": doc.ReasonDevice,
		"out": doc.ReasonLinkOut, "outdir": doc.ReasonLinkOut, "in": doc.ReasonLink, "broken": doc.ReasonLinkBroken,
	} {
		h.eventually(name+" is "+string(want), func() bool {
			l := h.file(f.ID, name)
			return l.State == doc.FilePassedOver && l.Reason == want && l.Message != ""
		})
	}
	h.taken(f.ID, "real.pdf")
	if n := len(h.documents()); n != 1 {
		t.Errorf("%d documents", n)
	}
	h.put("empty.pdf", paper("no longer empty"))
	h.taken(f.ID, "empty.pdf")
}

func TestAPersonCanTakeWhatWasPassedOverAndLeaveWhatWouldBeTaken(t *testing.T) {
	h := newHouse(t)
	f := h.watch(doc.FolderSettings{Include: []string{"*.pdf"}})
	h.put("scan.bin", paper("odd name"))
	h.eventually("no pattern includes it", func() bool { return h.file(f.ID, "scan.bin").Reason == doc.ReasonNotIncluded })
	if _, err := h.Take(t.Context(), f.ID, h.file(f.ID, "scan.bin").ID); err != nil {
		t.Fatal(err)
	}
	line := h.taken(f.ID, "scan.bin")
	if err := h.Forget(t.Context(), f.ID, line.ID); doc.CodeOf(err) != doc.CodeConflict {
		t.Errorf("forgetting a file that is there: %v", err)
	}
	if _, err := h.Leave(t.Context(), f.ID, line.ID); doc.CodeOf(err) != doc.CodeConflict {
		t.Errorf("leaving a file that was taken: %v", err)
	}
	h.intake.set(func(c *counter) { c.refuse = doc.Errorf(doc.CodeDiskFull, "no space") })
	h.put("later.pdf", paper("later"))
	h.eventually("it waits for room", func() bool { return h.file(f.ID, "later.pdf").Reason == doc.ReasonNoRoom })
	if _, err := h.Leave(t.Context(), f.ID, h.file(f.ID, "later.pdf").ID); err != nil {
		t.Fatal(err)
	}
	time.Sleep(1500 * time.Millisecond) // longer than it would have waited
	if l := h.file(f.ID, "later.pdf"); l.State != doc.FilePassedOver || l.Reason != doc.ReasonLeft {
		t.Errorf("%+v", l)
	}
	if err := os.Remove(h.path("scan.bin")); err != nil {
		t.Fatal(err)
	}
	h.eventually("it is gone", func() bool { return !h.file(f.ID, "scan.bin").Present })
	if err := h.Forget(t.Context(), f.ID, line.ID); err != nil || h.file(f.ID, "scan.bin").State != "" {
		t.Errorf("forget: %v", err)
	}
}

func TestOneBadFileStopsNobody(t *testing.T) {
	h := newHouse(t)
	f := h.watch(doc.FolderSettings{})
	between := func(it intake.Item) error {
		if it.Name == "bad.pdf" {
			return fmt.Errorf("a mistake of ours")
		}
		return nil
	}
	h.intake.set(func(c *counter) { c.between = between })
	h.put("bad.pdf", paper("bad"))
	h.put("good.pdf", paper("good"))
	h.taken(f.ID, "good.pdf")
	h.eventually("it waits and says why", func() bool {
		l := h.file(f.ID, "bad.pdf")
		return l.State == doc.FileWaiting && l.Reason == doc.ReasonTrouble && l.Tries > 0 && l.Error.Code == doc.CodeInternal
	})
}

func TestADeletedDocumentLeavesNoNameAndItsFileIsNotTakenAgain(t *testing.T) {
	h := newHouse(t)
	f := h.watch(doc.FolderSettings{})
	h.put("canary.pdf", paper("canary"))
	line := h.taken(f.ID, "canary.pdf")
	if err := h.store.Delete(t.Context(), line.DocumentID); err != nil {
		t.Fatal(err)
	}
	at := time.Now().Add(time.Minute)
	if err := os.Chtimes(h.path("canary.pdf"), at, at); err != nil {
		t.Fatal(err)
	}
	h.eventually("the touch was looked into", func() bool { return h.intake.count() == 2 && h.folder(f.ID).Counts.Taken == 1 })
	if n := len(h.documents()); n != 0 {
		t.Errorf("%d documents", n)
	}
	h.reopen()
	time.Sleep(500 * time.Millisecond)
	if l := h.file(f.ID, "canary.pdf"); l.State != "" || len(h.documents()) != 0 {
		t.Errorf("%+v", l)
	}
	for _, name := range []string{"deskclerk.db", "deskclerk.db-wal"} {
		if text, err := os.ReadFile(filepath.Join(h.data, name)); err == nil && strings.Contains(string(text), "canary") {
			t.Errorf("the name is still in %s", name)
		}
	}
}
