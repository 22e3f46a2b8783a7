package ops_test

import (
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"deskclerk/backend/doc"
	"deskclerk/backend/ops"
	"deskclerk/backend/store"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// clock only moves when it is told to.
type clock struct {
	mu sync.Mutex
	t  time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.t
}

func (c *clock) Advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.t = c.t.Add(d)
}

func newKept(t *testing.T, change func(*ops.KeeperOptions)) (*library, *ops.Keeper, *clock) {
	t.Helper()
	c := &clock{t: time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)}
	l := &library{dir: t.TempDir()}
	s, err := store.Open(t.Context(), l.dir, store.Options{Clock: c.Now})
	ok(t, err)
	t.Cleanup(func() { _ = s.Close() })
	l.Store = s
	o := ops.KeeperOptions{Library: s, Source: l.source(), Interrupt: func(string) {}, Clock: c.Now, Look: time.Millisecond}
	change(&o)
	k := ops.NewKeeper(o)
	t.Cleanup(k.Stop)
	return l, k, c
}

func soon(t *testing.T, what string, holds func() bool) {
	t.Helper()
	for range 5000 {
		if holds() {
			return
		}
		time.Sleep(2 * time.Millisecond)
	}
	t.Fatal("never: " + what)
}

func TestBackupsAreMadeWhenTheyAreDue(t *testing.T) {
	path := filepath.Join(t.TempDir(), "backups")
	l, k, c := newKept(t, func(o *ops.KeeperOptions) { o.Folder, o.Every = path, 24*time.Hour })
	l.admit(t, "one")
	count := func(n int) func() bool {
		return func() bool {
			names, _ := ops.Snapshots(path)
			u, err := k.State(t.Context())
			return err == nil && len(names) == n && !u.Backup.Running
		}
	}
	k.Start()
	soon(t, "the first backup", count(1))
	c.Advance(23 * time.Hour)
	time.Sleep(50 * time.Millisecond)
	if !count(1)() {
		t.Error("the next backup came too early")
	}
	c.Advance(time.Hour)
	soon(t, "the second backup", count(2))
	u, err := k.State(t.Context())
	if err != nil || u.Backup.Last == nil || u.Backup.Last.Documents != 1 || u.Backup.Last.Kind != doc.BackupFolder || u.Backup.Failed != nil {
		t.Errorf("%+v, %v", u.Backup, err)
	}
}

func TestAFailedBackupIsShownAndTriedAgain(t *testing.T) {
	place := filepath.Join(t.TempDir(), "full")
	ok(t, os.WriteFile(place, nil, 0o600)) // a file where the folder should be
	l, k, c := newKept(t, func(o *ops.KeeperOptions) { o.Folder, o.Every = place, 24*time.Hour })
	l.admit(t, "one")
	k.Start()
	soon(t, "the failure is shown", func() bool {
		u, err := k.State(t.Context())
		return err == nil && u.Backup.Failed != nil && !u.Backup.Running
	})
	ok(t, os.Remove(place))
	c.Advance(time.Hour)
	soon(t, "it is tried again", func() bool {
		u, err := k.State(t.Context())
		return err == nil && u.Backup.Last != nil && u.Backup.Failed == nil
	})
}

func TestRulesRunOnceADay(t *testing.T) {
	l, k, c := newKept(t, func(*ops.KeeperOptions) {})
	id := l.admit(t, "one")
	ok(t, l.Cancel(t.Context(), id)) // finished, as a failure
	rule := doc.RetentionRule{
		Name: "failures", Statuses: []doc.Status{doc.StatusFailedTerminal}, Since: doc.SinceReceived, Days: 1, Removes: doc.RemoveDocument,
	}
	rule, err := l.PutRetentionRule(t.Context(), rule)
	ok(t, err)
	k.Start()
	c.Advance(48 * time.Hour)
	time.Sleep(50 * time.Millisecond)
	if _, err := l.Document(t.Context(), id); err != nil {
		t.Fatalf("a rule that is off removed something: %v", err)
	}
	rule.Enabled = true
	_, err = l.PutRetentionRule(t.Context(), rule)
	ok(t, err)
	time.Sleep(50 * time.Millisecond)
	if _, err := l.Document(t.Context(), id); err != nil {
		t.Fatalf("a rule just switched on removed something at once: %v", err)
	}
	c.Advance(time.Hour)
	soon(t, "the rule runs", func() bool {
		_, err := l.Document(t.Context(), id)
		return doc.CodeOf(err) == doc.CodeNotFound
	})
	soon(t, "the run is written down", func() bool {
		u, err := k.State(t.Context())
		return err == nil && u.Retention.Last != nil && u.Retention.Last.Documents == 1 && u.Retention.Next.Equal(u.Retention.Last.At.Add(24*time.Hour))
	})
}

func TestAVerificationIsShownAndWrittenDown(t *testing.T) {
	l, k, _ := newKept(t, func(*ops.KeeperOptions) {})
	l.admit(t, "one")
	for _, path := range everyFile(t, filepath.Join(l.dir, "originals")) {
		ok(t, os.WriteFile(path, []byte("two"), 0o600))
	}
	ok(t, k.Verify(t.Context()))
	soon(t, "it is done", func() bool {
		u, err := k.State(t.Context())
		return err == nil && u.Verify.Last != nil && !u.Verify.Running && u.Verify.At != nil && !u.Verify.OK && len(u.Verify.Last.Originals) == 1
	})
	wantCode(t, k.BackUp(t.Context()), doc.CodeConflict) // no folder is set
}

func TestAFolderOfBackupsIsNotListedWhileNoneIsDue(t *testing.T) {
	path := filepath.Join(t.TempDir(), "backups")
	_, k, c := newKept(t, func(o *ops.KeeperOptions) { o.Folder, o.Every = path, 24*time.Hour })
	k.Start()
	soon(t, "the first backup", func() bool {
		names, _ := ops.Snapshots(path)
		u, err := k.State(t.Context())
		return err == nil && len(names) == 1 && !u.Backup.Running
	})
	time.Sleep(20 * time.Millisecond) // it has seen its own backup
	ok(t, os.Rename(path, path+"-away"))
	c.Advance(30 * time.Minute)
	time.Sleep(20 * time.Millisecond)
	if _, err := os.Stat(path); err == nil {
		t.Error("another backup was made of what was believed for less than an hour")
	}
	c.Advance(31 * time.Minute)
	soon(t, "the folder is looked at again, and filled", func() bool {
		names, _ := ops.Snapshots(path)
		return len(names) == 1
	})
}
