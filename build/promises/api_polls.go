package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"deskclerk/internal/served"
)

// pollsAndCursors: an unchanged poll is a 304; a long poll wakes within 200 ms of
// the change; a cursor walk during 1,000 inserts skips and repeats nothing.
func pollsAndCursors() promise {
	return promise{number: 34, text: "an unchanged poll is a 304, a long poll wakes within 200 ms, a walk skips nothing", try: tryPolls}
}

const (
	wakes     = 50
	mostWake  = 200 * time.Millisecond
	walkFirst = 200
	walkMore  = 1000
)

func tryPolls(ctx context.Context, b bench) (string, error) {
	p, err := b.serve(ctx)
	if err != nil {
		return "", err
	}
	defer p.Kill()
	woke, err := wakeTimes(ctx, p)
	if err != nil {
		return "", err
	}
	walks, err := walk(ctx, p)
	if err != nil {
		return "", err
	}
	slices.Sort(woke)
	worst := woke[len(woke)-1]
	figure := fmt.Sprintf("%d wakes, median %s, worst %s; %d walks during %d inserts, each document once",
		len(woke), woke[len(woke)/2].Round(time.Millisecond), worst.Round(time.Millisecond), walks, walkMore)
	if worst > mostWake {
		return figure, errors.New("too late")
	}
	return figure, nil
}

// wakeTimes lets a long poll wait for a change and measures from before the
// change was asked for, so the true time is shorter.
func wakeTimes(ctx context.Context, p *served.Program) ([]time.Duration, error) {
	content, err := printed(0)
	if err != nil {
		return nil, err
	}
	id, err := p.Submit(ctx, "filename=a.pdf&wait=60s", bytes.NewReader(content))
	if err != nil {
		return nil, err
	}
	var woke []time.Duration
	for i := range wakes {
		tag, err := settledTag(ctx, p, id)
		if err != nil {
			return nil, err
		}
		same, err := p.Do(ctx, http.MethodGet, "/documents/"+id, nil, "If-None-Match", tag)
		if err != nil || same.Status != http.StatusNotModified || len(same.Body) > 0 {
			return nil, fmt.Errorf("an unchanged poll: %d (%w)", same.Status, err)
		}
		type wake struct {
			at  time.Time
			err error
		}
		woken := make(chan wake, 1)
		go func() {
			a, err := p.Do(ctx, http.MethodGet, "/documents/"+id+"?wait=30s", nil, "If-None-Match", tag)
			if err == nil && a.Status != http.StatusOK {
				err = fmt.Errorf("a long poll: %d", a.Status)
			}
			woken <- wake{time.Now(), err}
		}()
		time.Sleep(20 * time.Millisecond) // the poll is on its way
		act, body := "/documents/"+id+"/reopen", ""
		if i%2 == 1 {
			act, body = "/documents/"+id+"/approve", `{"confirm_rest": true}`
		}
		asked := time.Now()
		a, err := p.Do(ctx, http.MethodPost, act, strings.NewReader(body), "If-Match", "*", "Content-Type", "application/json")
		if err != nil {
			return nil, err
		}
		if a.Status != http.StatusOK && i > 0 {
			return nil, fmt.Errorf("%s: %d %s", act, a.Status, a.Body)
		}
		if a.Status != http.StatusOK { // it waited for a person from the start
			if _, err := p.Do(ctx, http.MethodPost, "/documents/"+id+"/postpone", nil, "If-Match", "*"); err != nil {
				return nil, err
			}
		}
		w := <-woken
		if w.err != nil {
			return nil, w.err
		}
		woke = append(woke, w.at.Sub(asked))
	}
	return woke, nil
}

func settledTag(ctx context.Context, p *served.Program, id string) (string, error) {
	a, err := p.Get(ctx, "/documents/"+id+"?wait=30s", nil)
	return a.Header.Get("ETag"), err
}

// walk goes through the list again and again while documents come in.
func walk(ctx context.Context, p *served.Program) (walks int, err error) {
	was := map[string]bool{}
	add := func(i int) (string, error) {
		content, err := printed(i)
		if err != nil {
			return "", err
		}
		return p.Submit(ctx, "filename=a.pdf&priority=-1", bytes.NewReader(content))
	}
	for i := range walkFirst {
		id, err := add(1000 + i)
		if err != nil {
			return 0, err
		}
		was[id] = true
	}
	inserted := make(chan error, 1)
	go func() {
		for i := range walkMore {
			if _, err := add(10_000 + i); err != nil {
				inserted <- err
				return
			}
		}
		inserted <- nil
	}()
	for running := true; running; walks++ {
		select {
		case err := <-inserted:
			if err != nil {
				return walks, err
			}
			running = false
		default:
		}
		if err := walkOnce(ctx, p, was); err != nil {
			return walks, err
		}
	}
	return walks, nil
}

func walkOnce(ctx context.Context, p *served.Program, was map[string]bool) error {
	seen := map[string]bool{}
	for after := ""; ; {
		var page struct {
			Next      string `json:"next"`
			Documents []struct {
				ID string `json:"id"`
			} `json:"documents"`
		}
		if _, err := p.Get(ctx, "/documents?limit=50&after="+after, &page); err != nil {
			return err
		}
		for _, d := range page.Documents {
			if seen[d.ID] {
				return fmt.Errorf("%s was given twice", d.ID)
			}
			seen[d.ID] = true
		}
		if after = page.Next; after == "" {
			break
		}
	}
	for id := range was {
		if !seen[id] {
			return fmt.Errorf("%s was skipped", id)
		}
	}
	return nil
}
