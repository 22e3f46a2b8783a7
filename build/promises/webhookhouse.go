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
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"deskclerk/backend/api/client"
	"deskclerk/backend/app"
	"deskclerk/backend/doc"
	"deskclerk/internal/paper"
)

// hookHouse is the program on a folder with one document that was read: each
// export of it is an event.
type hookHouse struct {
	b    bench
	data string
	*client.Client
	base  string
	token string
	cmd   *exec.Cmd
	ended chan struct{}
}

func newHookHouse(ctx context.Context, b bench) (*hookHouse, error) {
	h := &hookHouse{b: b, data: filepath.Join(b.dir, "data")}
	papers := filepath.Join(b.dir, "papers")
	if err := os.MkdirAll(papers, 0o700); err != nil {
		return nil, err
	}
	if _, err := paper.Folder(papers, 1); err != nil {
		return nil, err
	}
	if out, err := h.command(ctx, "import", "--wait", papers).CombinedOutput(); err != nil {
		return nil, fmt.Errorf("import: %w\n%s", err, out)
	}
	return h, h.start(ctx)
}

func (h *hookHouse) command(ctx context.Context, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, h.b.bin, append(args, "--data", h.data)...)
	cmd.Env = append(os.Environ(), "DESKCLERK_CONFIG="+filepath.Join(h.b.dir, "none.toml"), "DESKCLERK_SECRETS_KEY_STORE=file")
	return cmd
}

func (h *hookHouse) start(ctx context.Context) error {
	h.cmd, h.ended = h.command(ctx, "serve", "--addr", "127.0.0.1:0"), make(chan struct{})
	if err := h.cmd.Start(); err != nil {
		return err
	}
	go func(cmd *exec.Cmd, ended chan struct{}) { _ = cmd.Wait(); close(ended) }(h.cmd, h.ended)
	return soon("the program answers", func() bool {
		in, err := app.ReadInstance(h.data)
		if err != nil || in.PID != h.cmd.Process.Pid || in.BaseURL == "" {
			return false
		}
		if h.token, err = app.ReadToken(h.data); err != nil {
			return false
		}
		h.base = in.BaseURL
		h.Client = client.New(in.BaseURL, h.token, nil)
		_, err = h.LastEvent(ctx)
		return err == nil
	})
}

// kill ends the program as a power cut would.
func (h *hookHouse) kill() {
	_ = h.cmd.Process.Kill()
	<-h.ended
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
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, h.base+"/api/v1/webhooks", bytes.NewReader(body))
	if err != nil {
		return err
	}
	r.Header.Set("Authorization", "Bearer "+h.token)
	r.Header.Set("Content-Type", "application/json")
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		return err
	}
	defer func() { _ = response.Body.Close() }()
	text, err := io.ReadAll(response.Body)
	if err == nil && !strings.Contains(string(text), `"`+string(code)+`"`) {
		err = fmt.Errorf("%s: %d %s", url, response.StatusCode, text)
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
