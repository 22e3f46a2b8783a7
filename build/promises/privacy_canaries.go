package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"deskclerk/backend/api/client"
	"deskclerk/internal/paper"
	"deskclerk/internal/served"
)

// canary is a word that no paper holds, of its own for each document.
func canary(n int) string { return fmt.Sprintf("%04dqzxcanary%04d", (n*7919)%10000, n) }

func canaries(n int) (all []string) {
	for i := range n {
		all = append(all, canary(i))
	}
	return all
}

// canaried is a printed receipt with its canary as the merchant and in a line.
func canaried(n int) ([]byte, error) {
	p, err := paper.Receipt(uint64(n + 1))
	if err != nil {
		return nil, err
	}
	lines := append([]string{canary(n), "", "Ref " + canary(n)}, p.Lines...)
	return paper.TextPDF(lines), nil
}

// handInCanaries submits documents, with their canaries in their names as well,
// and waits until they are read; each fifth is broken and fails.
func handInCanaries(ctx context.Context, p *served.Program, n int) ([]string, error) {
	var ids []string
	for i := range n {
		content, err := canaried(i)
		if err != nil {
			return nil, err
		}
		if i%5 == 4 {
			content = append([]byte("%PDF-1.4\n"), []byte(canary(i))...)
		}
		id, err := p.Submit(ctx, "filename="+canary(i)+".pdf", bytes.NewReader(content))
		if err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	for i, id := range ids {
		r, err := until(ctx, p, id, 5*time.Minute, result.finished)
		if err != nil {
			return nil, err
		}
		if i%5 != 4 && !strings.Contains(r.Text, canary(i)) {
			return nil, fmt.Errorf("the canary of %s was not read, so nothing could be found", id)
		}
	}
	return ids, nil
}

// tryCanaries hands in canaries, has some of them fail, and looks everywhere they
// must not be.
func tryCanaries(ctx context.Context, b bench) (string, error) {
	p, o, err := b.serveWarm(ctx, "DESKCLERK_LOG_LEVEL=debug", "DESKCLERK_API_REQUESTS=0")
	if err != nil {
		return "", err
	}
	defer func() { p.Kill() }()
	f := &finder{words: canaries(b.size.documents)}
	var mu sync.Mutex
	hooks := 0
	receiver := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		mu.Lock()
		defer mu.Unlock()
		hooks++
		f.look("a webhook", body)
	}))
	defer receiver.Close()
	url := receiver.URL
	if _, _, err := client.New(p.URL, p.Token, nil).CreateWebhook(ctx, client.WebhookSettings{URL: &url, Addresses: []string{"127.0.0.1"}}); err != nil {
		return "", err
	}
	ids, err := handInCanaries(ctx, p, b.size.documents)
	if err != nil {
		return "", err
	}
	errs, err := refusals(ctx, p, ids[:min(50, len(ids))], f)
	if err != nil {
		return "", err
	}
	metrics, err := metricsOf(ctx, p)
	if err != nil {
		return "", err
	}
	f.look("the metrics", []byte(metrics))
	if err := f.fromBundle(ctx, o, filepath.Join(b.dir, "bundle.zip")); err != nil {
		return "", err
	}
	audit, err := p.Do(ctx, http.MethodGet, "/audit.jsonl", nil)
	if err != nil {
		return "", err
	}
	f.look("the audit log", audit.Body)
	p.Kill()
	log, err := os.ReadFile(filepath.Join(o.Data, "deskclerk.log"))
	if err != nil {
		return "", err
	}
	f.look("the log", log)
	mu.Lock()
	defer mu.Unlock()
	figure := fmt.Sprintf("%d documents (1000 is the whole try: -documents), a fifth of them broken; %d kB of log at debug, metrics, %d errors, %d webhooks, the audit log, the bundle: none",
		len(ids), len(log)>>10, errs, hooks)
	if hooks == 0 || errs == 0 {
		return figure, errors.New("there was nothing to look into")
	}
	return figure, f.verdict()
}

// refusals asks for what must be refused, in many ways, and looks into the
// answers; who sent a word may hear it again.
func refusals(ctx context.Context, p *served.Program, ids []string, f *finder) (errs int, err error) {
	for i, id := range ids {
		for _, wrong := range [][3]string{
			{http.MethodPatch, "/documents/" + id + "/fields/total", `{"action":"correct","value":"` + canary(i) + `"}`},
			{http.MethodPatch, "/documents/" + id + "/fields/nothing", `{"action":"confirm"}`},
			{http.MethodGet, "/documents/" + id + "/pages/77/words", ""},
			{http.MethodPost, "/documents/" + id + "/approve", `{}`},
			{http.MethodPost, "/documents/" + id + "/cancel", ``},
		} {
			a, err := p.Do(ctx, wrong[0], wrong[1], strings.NewReader(wrong[2]), "If-Match", "*", "Content-Type", "application/json")
			if err != nil {
				return errs, err
			}
			if a.Status >= http.StatusBadRequest && !strings.Contains(wrong[2], canary(i)) {
				errs++
				if err := f.problem(a.Body); err != nil {
					return errs, err
				}
			}
		}
	}
	return errs, nil
}

// problem looks into an error's words. The document as it is now, which comes along
// where an act came too late, is no error but what was asked about.
func (f *finder) problem(body []byte) error {
	var said map[string]any
	if err := json.Unmarshal(body, &said); err != nil {
		return fmt.Errorf("an error is no JSON: %w", err)
	}
	delete(said, "current")
	text, err := json.Marshal(said)
	f.look("an error", text)
	return err
}
