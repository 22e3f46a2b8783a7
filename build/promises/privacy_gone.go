package main

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"
)

// tidied is the time in which all of a deleted document is overwritten: the program
// puts it off while somebody reads an older snapshot, and tries it again each minute.
const tidied = 65 * time.Second

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
	begin := time.Now()
	running, err := gone.until(o.Data, tidied)
	if err != nil {
		return "", err
	}
	took := time.Since(begin)
	p.Kill()
	killed, err := gone.folder(o.Data)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("%d finds before; %d documents deleted: none of their words in %d MB while it runs, %s after the last, nor in %d MB after kill -9, free pages and WAL included",
		len(all.found), len(gone.words), running>>20, took.Round(time.Millisecond), killed>>20), gone.verdict()
}

// until looks into every file below again and again, as long as anything is found
// and time is left.
func (f *finder) until(dir string, most time.Duration) (bytes int64, err error) {
	for deadline := time.Now().Add(most); ; time.Sleep(time.Second) {
		f.found = nil
		if bytes, err = f.folder(dir); err != nil || len(f.found) == 0 || time.Now().After(deadline) {
			return bytes, err
		}
	}
}
