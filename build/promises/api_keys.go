package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"

	"deskclerk/internal/served"
)

// keyOnce: one Idempotency-Key fifty times at once is one document and the same
// answer; another body is a 422; across a restart too.
func keyOnce() promise {
	return promise{number: 32, text: "one Idempotency-Key is one document and one answer", try: tryKeyOnce}
}

const atOnce = 50

func tryKeyOnce(ctx context.Context, b bench) (string, error) {
	p, err := b.serve(ctx)
	if err != nil {
		return "", err
	}
	defer func() { p.Kill() }()
	content, err := printed(0)
	if err != nil {
		return "", err
	}
	answers, inFlight, err := sendAtOnce(ctx, p, content)
	if err != nil {
		return "", err
	}
	if len(answers) != 1 {
		return "", fmt.Errorf("%d different answers", len(answers))
	}
	other := func() error {
		a, err := p.Do(ctx, http.MethodPost, "/documents?filename=a.pdf", bytes.NewReader(append(content, '\n')), "Idempotency-Key", "k")
		if err == nil && a.Status != http.StatusUnprocessableEntity {
			err = fmt.Errorf("another body: %d", a.Status)
		}
		return err
	}
	if err := other(); err != nil {
		return "", err
	}
	p.Kill()
	if p, err = b.serve(ctx); err != nil {
		return "", err
	}
	after, _, err := sendAtOnce(ctx, p, content)
	if err != nil {
		return "", err
	}
	for answer := range after {
		if !answers[answer] || len(after) != 1 {
			return "", errors.New("the answer is another after a restart")
		}
	}
	if err := other(); err != nil {
		return "", err
	}
	var list struct {
		Total     int `json:"total"`
		Documents []struct {
			ID string `json:"id"`
		} `json:"documents"`
	}
	if _, err := p.Get(ctx, "/documents", &list); err != nil {
		return "", err
	}
	if list.Total != 1 {
		return "", fmt.Errorf("%d documents", list.Total)
	}
	return fmt.Sprintf("%d at once, twice with a kill between: one document, one answer; %d were told to ask again", atOnce, inFlight), nil
}

// sendAtOnce sends the same fifty times at once; who is told that the first is
// in flight asks again.
func sendAtOnce(ctx context.Context, p *served.Program, content []byte) (answers map[string]bool, inFlight int, err error) {
	var mu sync.Mutex
	var all sync.WaitGroup
	answers = map[string]bool{}
	for range atOnce {
		all.Go(func() {
			for {
				a, failed := p.Do(ctx, http.MethodPost, "/documents?filename=a.pdf", bytes.NewReader(content), "Idempotency-Key", `"k"`)
				mu.Lock()
				again := failed == nil && a.Status == http.StatusConflict
				switch {
				case failed != nil:
					err = failed
				case again:
					inFlight++
				case a.Status != http.StatusAccepted:
					err = fmt.Errorf("%d %s", a.Status, a.Body)
				default:
					answers[a.Header.Get("Location")+string(a.Body)] = true
				}
				mu.Unlock()
				if !again {
					return
				}
			}
		})
	}
	all.Wait()
	return answers, inFlight, err
}
