package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"syscall"
	"time"

	"deskclerk/internal/served"
)

// tryLease kills the program while it reads, and stops a worker for longer than
// a page may take: when it wakes, its page was given to another.
func tryLease(ctx context.Context, b bench) (string, error) {
	o, err := b.warm(ctx, "data")
	if err != nil {
		return "", err
	}
	var worst time.Duration
	const rounds = 5
	for i := range rounds {
		took, err := again(ctx, o, i)
		if err != nil {
			return "", err
		}
		worst = max(worst, took)
	}
	figure := fmt.Sprintf("%d kills in the middle of a page: it is read again after at most %s", rounds, worst.Round(10*time.Millisecond))
	if worst > 5*time.Second {
		return figure, errors.New("too late")
	}
	woken, err := stoppedWorker(ctx, o)
	return figure + "; " + woken, err
}

// again kills the program while it reads and measures from the start to the first
// sign of work on the same document.
func again(ctx context.Context, o served.Options, n int) (time.Duration, error) {
	p, err := served.Start(ctx, o)
	if err != nil {
		return 0, err
	}
	defer func() { p.Kill() }()
	id, err := submitScanned(ctx, p, n, 6)
	if err != nil {
		return 0, err
	}
	if _, err := until(ctx, p, id, time.Minute, func(r result) bool { return r.Status == "processing" }); err != nil {
		return 0, err
	}
	var status struct {
		LastEvent int64 `json:"last_event"`
	}
	if _, err := p.Get(ctx, "/status", &status); err != nil {
		return 0, err
	}
	p.Kill()
	begin := time.Now()
	if p, err = served.Start(ctx, o); err != nil {
		return 0, err
	}
	for after := status.LastEvent; time.Since(begin) < time.Minute; {
		var page eventPage
		if _, err := p.Get(ctx, fmt.Sprintf("/events?after=%d&wait=1s", after), &page); err != nil {
			return 0, err
		}
		for _, e := range page.Events {
			if e.DocumentID == id && (e.Type == "document.processing" || e.Type == "page.read") {
				took := time.Since(begin)
				_, err := until(ctx, p, id, 5*time.Minute, result.read)
				return took, err
			}
		}
		after = page.Next
	}
	return 0, errors.New("it was not read again within a minute")
}

// stoppedWorker stops the workers in the middle of a page until their page was
// tried again, and wakes them.
func stoppedWorker(ctx context.Context, o served.Options) (string, error) {
	o.Env = append(o.Env, "DESKCLERK_WORKER_PAGE_TIMEOUT=3s")
	p, err := served.Start(ctx, o)
	if err != nil {
		return "", err
	}
	defer p.Kill()
	id, err := submitScanned(ctx, p, 99, 1)
	if err != nil {
		return "", err
	}
	if _, err := until(ctx, p, id, time.Minute, func(r result) bool { return r.Status == "processing" }); err != nil {
		return "", err
	}
	stopped := children(p.PID)
	for _, pid := range stopped {
		_ = syscall.Kill(pid, syscall.SIGSTOP)
	}
	r, err := until(ctx, p, id, 2*time.Minute, result.read)
	for _, pid := range stopped {
		_ = syscall.Kill(pid, syscall.SIGCONT)
	}
	if err != nil {
		return "", err
	}
	time.Sleep(time.Second) // the woken would write now
	after, err := document(ctx, p, id)
	if err != nil || after.Revision != r.Revision {
		return "", fmt.Errorf("revision %d became %d after a stopped worker woke (%w)", r.Revision, after.Revision, err)
	}
	return fmt.Sprintf("%d workers stopped for longer than a page may take, their page read by another, nothing written when they woke", len(stopped)), nil
}

// tryPoison kills every worker that takes up one document, and then hands in the
// next.
func tryPoison(ctx context.Context, b bench) (string, error) {
	p, _, err := b.serveWarm(ctx)
	if err != nil {
		return "", err
	}
	defer p.Kill()
	id, err := submitScanned(ctx, p, 1, 1)
	if err != nil {
		return "", err
	}
	killed := 0
	r, err := until(ctx, p, id, 3*time.Minute, func(r result) bool {
		if r.Status == "processing" {
			for _, pid := range children(p.PID) {
				if syscall.Kill(pid, syscall.SIGKILL) == nil {
					killed++
				}
			}
		}
		return r.finished()
	})
	if err != nil {
		return "", err
	}
	if r.Error == nil || r.Error.Code != "attempts_spent" {
		return "", fmt.Errorf("it ended as %s, %+v", r.Status, r.Error)
	}
	tries, err := failures(ctx, p, id)
	if err != nil {
		return "", err
	}
	begin := time.Now()
	next, err := submitPrinted(ctx, p, 1)
	if err != nil {
		return "", err
	}
	if _, err := until(ctx, p, next, time.Minute, func(r result) bool { return r.Status != "queued" && r.Status != "received" && r.Status != "validated" }); err != nil {
		return "", err
	}
	took := time.Since(begin)
	figure := fmt.Sprintf("set aside after %d attempts (%d workers killed); the next one began after %s", tries, killed, took.Round(time.Millisecond))
	if tries != 3 || took > 2*time.Second {
		return figure, errors.New("three attempts and 2 s are promised")
	}
	var status struct {
		Queue struct {
			Dead int `json:"dead_letters"`
		} `json:"queue"`
	}
	if _, err := p.Get(ctx, "/status", &status); err != nil || status.Queue.Dead != 1 {
		return figure, fmt.Errorf("%d dead letters (%w)", status.Queue.Dead, err)
	}
	return figure, nil
}

// failures counts how often a document failed, the last time included.
func failures(ctx context.Context, p *served.Program, id string) (n int, err error) {
	all, err := catchUp(ctx, p)
	for _, e := range all {
		if e.DocumentID == id && e.Type == "document.failed" {
			n++
		}
	}
	return n, err
}

// tryEdits kills the program right after the answer to an edit.
func tryEdits(ctx context.Context, b bench) (string, error) {
	p, o, err := b.serveWarm(ctx)
	if err != nil {
		return "", err
	}
	defer func() { p.Kill() }()
	id, err := submitPrinted(ctx, p, 1)
	if err != nil {
		return "", err
	}
	if _, err := until(ctx, p, id, time.Minute, result.read); err != nil {
		return "", err
	}
	if _, err := p.Do(ctx, http.MethodPost, "/documents/"+id+"/reopen", nil, "If-Match", "*"); err != nil {
		return "", err
	}
	rounds := min(20, b.size.kills)
	var slowest time.Duration
	for i := range rounds {
		value := fmt.Sprintf("%d.%02d", 100+i, i)
		body := strings.NewReader(`{"action":"correct","value":"` + value + `"}`)
		begin := time.Now()
		a, err := p.Do(ctx, http.MethodPatch, "/documents/"+id+"/fields/total", body, "If-Match", "*", "Content-Type", "application/json")
		if err != nil || a.Status != http.StatusOK {
			return "", fmt.Errorf("edit: %d %s (%w)", a.Status, a.Body, err)
		}
		slowest = max(slowest, time.Since(begin))
		p.Kill()
		if p, err = served.Start(ctx, o); err != nil {
			return "", err
		}
		r, err := document(ctx, p, id)
		if err != nil {
			return "", err
		}
		if v := r.Fields["total"].Value; v == nil || *v != value {
			return "", fmt.Errorf("the edit %s is lost", value)
		}
	}
	figure := fmt.Sprintf("%d edits, each followed by a kill, all there; the slowest was answered after %s; from the key on: make e2e", rounds, slowest.Round(time.Millisecond))
	if slowest > time.Second {
		return figure, errors.New("too late")
	}
	return figure, nil
}
