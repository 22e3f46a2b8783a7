package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"

	"deskclerk/internal/served"
)

// failingCalls are those that fail in turn: writes into the database, syncs, renames.
func failingCalls() []string {
	return []string{"pwrite64:error=ENOSPC", "pwrite64:error=EIO", "fsync:error=EIO", "fsync:error=ENOSPC", "renameat:error=ENOSPC", "renameat:error=EIO"}
}

// faultPatience is how long a document that met a fault may take: what failed is
// tried again after a wait.
const faultPatience = 2 * time.Minute

// tryFailingWrites lets the Nth write, sync and rename of a thread fail while one
// document goes its whole way, for N from 1 on until the way has no Nth any more.
// Then it does the same to starts.
func tryFailingWrites(ctx context.Context, b bench) (string, error) {
	if err := canTrace(ctx); err != nil {
		return "", err
	}
	o, err := b.warm(ctx, "faults", "DESKCLERK_WORKER_COUNT=1")
	if err != nil {
		return "", err
	}
	p, err := served.Start(ctx, o)
	if err != nil {
		return "", err
	}
	defer func() { p.Kill() }()
	t := faultTally{}
	for _, fault := range failingCalls() {
		for n := 1; n <= b.size.kills; n++ {
			met, err := t.one(ctx, b, p, fault, n)
			if err != nil {
				return t.String(), fmt.Errorf("%s at the call %d: %w", fault, n, err)
			}
			if !met {
				break // the way has no such call any more
			}
		}
	}
	p.Kill()
	if err := verified(ctx, o); err != nil {
		return t.String(), err
	}
	there, err := listed(ctx, o)
	if err != nil {
		return t.String(), err
	}
	if len(there) < t.accepted {
		return t.String(), fmt.Errorf("%d were accepted, %d are there", t.accepted, len(there))
	}
	starts, err := tryFailingStarts(ctx, b, o)
	return t.String() + "; " + starts, err
}

// faultTally counts how documents fared.
type faultTally struct{ met, accepted, refused, failed, sent int }

func (t *faultTally) String() string {
	return fmt.Sprintf("%d faults on the way of a document: %d accepted and read, %d refused with a code, %d failed with one", t.met, t.accepted-t.failed, t.refused, t.failed)
}

// one hands in a document while the Nth call of each thread fails; met tells
// whether any did.
func (t *faultTally) one(ctx context.Context, b bench, p *served.Program, fault string, n int) (met bool, err error) {
	log := filepath.Join(b.dir, "faults.strace")
	detach, err := attach(ctx, p.PID, log, fault, n)
	if err != nil {
		return false, err
	}
	content, err := printed(t.sent)
	if err != nil {
		return false, errors.Join(err, detach())
	}
	t.sent++
	a, err := p.Do(ctx, http.MethodPost, fmt.Sprintf("/documents?filename=%d.pdf", t.sent), bytes.NewReader(content))
	if err != nil {
		return false, errors.Join(fmt.Errorf("no answer: %w", err), detach())
	}
	var id string
	switch {
	case a.Status == http.StatusAccepted:
		t.accepted++
		if id, err = idOf(a.Body); err == nil {
			var r result
			r, err = until(ctx, p, id, faultPatience, result.finished)
			if !r.read() {
				t.failed++
			}
		}
	case bytes.Contains(a.Body, []byte(`"code"`)):
		t.refused++
	default:
		err = fmt.Errorf("%d %s", a.Status, a.Body)
	}
	if err := errors.Join(err, detach()); err != nil {
		return false, err
	}
	if met, err = injected(log); err != nil || !met {
		return met, err
	}
	t.met++
	if id, err = submitPrinted(ctx, p, 1_000_000+t.sent); err != nil { // alive, and well
		return met, fmt.Errorf("the next upload: %w", err)
	}
	_, err = until(ctx, p, id, faultPatience, result.read)
	return met, err
}

// attach has strace fail calls of a running program from now on, and gives what
// lets go of it.
func attach(ctx context.Context, pid int, log, fault string, n int) (detach func() error, err error) {
	call, _, _ := strings.Cut(fault, ":")
	cmd := exec.CommandContext(ctx, "strace", "-f", "-o", log, "-e", "trace="+call, "-e", fmt.Sprintf("inject=%s:when=%d", fault, n), "-p", strconv.Itoa(pid)) //nolint:gosec // our own words
	told := &watched{}
	cmd.Stderr = told
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("attach: %w", err)
	}
	detach = func() error { return letGo(cmd) }
	for deadline := time.Now().Add(10 * time.Second); !told.has("attached"); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			return nil, errors.Join(fmt.Errorf("strace did not attach: %s", told.text()), detach())
		}
	}
	return detach, nil
}

// letGo ends strace. It may wait without end for a thread that died while it was
// being attached to, and is killed then.
func letGo(strace *exec.Cmd) error {
	err := strace.Process.Signal(os.Interrupt)
	late := time.AfterFunc(5*time.Second, func() { _ = strace.Process.Kill() })
	_ = strace.Wait() // it ends by a signal
	late.Stop()
	return err
}

// injected reports whether strace let a call fail.
func injected(log string) (bool, error) {
	text, err := os.ReadFile(log)
	return bytes.Contains(text, []byte("(INJECTED)")), err
}

// tryFailingStarts lets calls of starts fail: each either serves or says why not,
// and leaves everything whole.
func tryFailingStarts(ctx context.Context, b bench, o served.Options) (string, error) {
	begun, refused := 0, 0
	for n := 1; n <= max(1, b.size.kills/4)*8; n += 8 {
		for _, fault := range failingCalls() {
			p, err := served.Start(ctx, traced(o, "-o", os.DevNull, "-e", "trace=pwrite64,fsync,renameat", "-e", fmt.Sprintf("inject=%s:when=%d", fault, n)))
			if err != nil { // it could not start, and said so
				refused++
			} else {
				begun++
				p.Kill()
			}
			if err := verified(ctx, o); err != nil {
				return "", fmt.Errorf("a start with %s at the call %d: %w", fault, n, err)
			}
		}
	}
	return fmt.Sprintf("%d starts with a fault served and %d were refused, each verified after", begun, refused), nil
}

// watched is what another program prints, while it prints it.
type watched struct {
	mu  sync.Mutex
	all bytes.Buffer
}

func (w *watched) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.all.Write(p)
}

func (w *watched) has(word string) bool { return strings.Contains(w.text(), word) }

func (w *watched) text() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.all.String()
}

// idOf the one document that an upload was answered with.
func idOf(body []byte) (string, error) {
	var a struct {
		Documents []struct {
			ID string `json:"id"`
		} `json:"documents"`
	}
	if err := json.Unmarshal(body, &a); err != nil || len(a.Documents) != 1 {
		return "", fmt.Errorf("an answer without a document: %s (%w)", body, err)
	}
	return a.Documents[0].ID, nil
}
