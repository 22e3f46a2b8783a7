package main

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"
)

// tryGone deletes documents that were read, corrected and exported, and searches
// every byte of the data folder, while the program runs and after kill -9.
func tryGone(ctx context.Context, b bench) (string, error) {
	p, o, err := b.serveWarm(ctx, "DESKCLERK_API_REQUESTS=0")
	if err != nil {
		return "", err
	}
	defer func() { p.Kill() }()
	n := min(b.size.documents, 100)
	ids, err := handInCanaries(ctx, p, n)
	if err != nil {
		return "", err
	}
	for i, id := range ids {
		body := strings.NewReader(`{"action":"correct","value":"corrected ` + canary(i) + `"}`)
		if _, err := p.Do(ctx, http.MethodPatch, "/documents/"+id+"/fields/merchant", body, "If-Match", "*", "Content-Type", "application/json"); err != nil {
			return "", err
		}
	}
	if _, err := p.Do(ctx, http.MethodGet, "/export.jsonl", nil); err != nil {
		return "", err
	}
	all := &finder{}
	for i := range ids {
		all.words = append(all.words, canary(i))
	}
	if _, err := all.folder(o.Data, "cache"); err != nil {
		return "", err
	}
	if len(all.found) < n {
		return "", fmt.Errorf("only %d finds before deletion; the search is blind", len(all.found))
	}
	gone := &finder{}
	for i := 0; i < n; i += 2 {
		a, err := p.Do(ctx, http.MethodDelete, "/documents/"+ids[i], nil, "If-Match", "*")
		if err != nil || a.Status >= http.StatusBadRequest {
			return "", fmt.Errorf("delete: %d %s (%w)", a.Status, a.Body, err)
		}
		gone.words = append(gone.words, canary(i))
	}
	time.Sleep(time.Second) // a reader of an older snapshot may have kept the log from being emptied
	running, err := gone.folder(o.Data)
	if err != nil {
		return "", err
	}
	p.Kill()
	killed, err := gone.folder(o.Data)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("%d finds before; %d documents deleted: none of their words in %d MB while it runs, nor in %d MB after kill -9, free pages and WAL included",
		len(all.found), len(gone.words), running>>20, killed>>20), gone.verdict()
}
