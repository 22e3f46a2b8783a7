package watch_test

import (
	"bytes"
	"errors"
	"io/fs"
	"log/slog"
	"strings"
	"sync"
	"testing"

	"deskclerk/backend/doc"
	"deskclerk/backend/intake"
	"deskclerk/backend/intake/watch"
)

// journalLog is a log that several write.
type journalLog struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *journalLog) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *journalLog) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

func TestTheLogNamesNoFileAndNoFolder(t *testing.T) {
	log := &journalLog{}
	h := newHouse(t, func(o *watch.Options) {
		o.Logger = slog.New(slog.NewTextHandler(log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	})
	f := h.watch(doc.FolderSettings{After: ptr(doc.AfterMove), Name: ptr("canaryname")})
	h.intake.set(func(c *counter) {
		c.between = func(intake.Item) error {
			return &fs.PathError{Op: "openat", Path: "canary.pdf", Err: errors.New("broken pipe")}
		}
	})
	h.put("canary.pdf", paper("canary"))
	h.eventually("it is logged", func() bool { return strings.Contains(log.String(), "broken pipe") })
	h.intake.set(func(c *counter) { c.between = nil })
	h.taken(f.ID, "canary.pdf")
	if text := log.String(); strings.Contains(text, "canary") || strings.Contains(text, h.dir) {
		t.Errorf("the log names it:\n%s", text)
	}
}
