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
	"path/filepath"
	"strings"
	"time"

	"deskclerk/backend/api/client"
	"deskclerk/backend/doc"
	"deskclerk/internal/paper"
	"deskclerk/internal/served"
)

// hookHouse is the program on a folder with one document that was read: each
// export of it is an event.
type hookHouse struct {
	*client.Client

	options served.Options
	program *served.Program
}

func newHookHouse(ctx context.Context, b bench) (*hookHouse, error) {
	h := &hookHouse{options: b.program("data", "DESKCLERK_SECRETS_KEY_STORE=file")}
	papers := filepath.Join(b.dir, "papers")
	if _, err := paper.Folder(papers, 1); err != nil {
		return nil, err
	}
	if out, err := served.Command(ctx, h.options, "import", "--wait", papers).CombinedOutput(); err != nil {
		return nil, fmt.Errorf("import: %w\n%s", err, out)
	}
	return h, h.start(ctx)
}

func (h *hookHouse) start(ctx context.Context) (err error) {
	if h.program, err = served.Start(ctx, h.options); err == nil {
		h.Client = client.New(h.program.URL, h.program.Token, nil)
	}
	return err
}

func soon(what string, holds func() bool) error {
	for deadline := time.Now().Add(30 * time.Second); !holds(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			return errors.New("not within 30 s: " + what)
		}
	}
	return nil
}

// happen makes one event.
func (h *hookHouse) happen(ctx context.Context) error {
	return h.Export(ctx, io.Discard, "csv", doc.Query{}, nil)
}

// endpoint makes an endpoint for exports.
func (h *hookHouse) endpoint(ctx context.Context, url string) (doc.Endpoint, string, error) {
	events := []string{"document.exported"}
	return h.CreateWebhook(ctx, client.WebhookSettings{URL: &url, Addresses: []string{"127.0.0.1"}, Events: &events})
}

// refuse expects a code from the API.
func (h *hookHouse) refuse(ctx context.Context, url string, code doc.Code) error {
	body, err := json.Marshal(map[string]any{"url": url, "addresses": []string{"127.0.0.1", "169.254.169.254"}})
	if err != nil {
		return err
	}
	a, err := h.program.Do(ctx, http.MethodPost, "/webhooks", bytes.NewReader(body), "Content-Type", "application/json")
	if err == nil && !strings.Contains(string(a.Body), `"`+string(code)+`"`) {
		err = fmt.Errorf("%s: %d %s", url, a.Status, a.Body)
	}
	return err
}

// hook is a request that reached a receiver.
type hook struct {
	header http.Header
	body   []byte
	at     time.Time
}

// far is a receiver; answer may be nil for a plain yes.
func far(answer func(http.ResponseWriter, *http.Request, hook)) (*httptest.Server, chan hook) {
	got := make(chan hook, 10_000)
	return httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return
		}
		one := hook{r.Header.Clone(), body, time.Now()}
		got <- one
		if answer != nil {
			answer(w, r, one)
		}
	})), got
}

func receive(got chan hook) (hook, error) {
	select {
	case one := <-got:
		return one, nil
	case <-time.After(30 * time.Second):
		return hook{}, errors.New("nothing arrived in 30 s")
	}
}
