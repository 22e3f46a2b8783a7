package api_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"go.uber.org/goleak"

	"deskclerk/backend/api"
	"deskclerk/backend/doc"
)

const token = "the-owner's-token"

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// site is a running server on its own port, with a client that holds every
// answer against the description of the API.
type site struct {
	t      *testing.T
	house  *house
	server *api.Server
	client *http.Client
	token  string
}

func options(h *house) api.Options {
	return api.Options{
		Library: h, Events: h, Intake: h, Pages: h, Copies: h, Exporter: h, System: h, Overview: h, Token: token, Tokens: &tokenShelf{},
		Schema: []byte(`{"type":"object"}`),
		UI: fstest.MapFS{
			"index.html":    {Data: []byte("<!doctype html><title>Deskclerk</title>")},
			"assets/app.js": {Data: []byte("export {}")},
		},
	}
}

func open(t *testing.T, change ...func(*api.Options)) *site {
	t.Helper()
	h := newHouse(t)
	o := options(h)
	for _, c := range change {
		c(&o)
	}
	server, err := api.New(o)
	if err != nil {
		t.Fatal(err)
	}
	if err := server.Listen(t.Context(), "127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	served := make(chan error, 1)
	go func() { served <- server.Serve() }()
	transport := &http.Transport{}
	s := &site{t: t, house: h, server: server, token: token, client: &http.Client{
		Transport:     &judge{t: t, next: transport, rules: readContract(t)},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
	t.Cleanup(func() {
		transport.CloseIdleConnections()
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		if err := server.Shutdown(ctx); err != nil {
			t.Errorf("shutdown: %v", err)
		}
		if err := <-served; err != nil {
			t.Errorf("serve: %v", err)
		}
	})
	return s
}

// request makes a request with the owner's token; headers are pairs.
func (s *site) request(method, path string, body io.Reader, headers ...string) *http.Request {
	s.t.Helper()
	r, err := http.NewRequestWithContext(s.t.Context(), method, s.server.URL()+path, body)
	if err != nil {
		s.t.Fatal(err)
	}
	if s.token != "" {
		r.Header.Set("Authorization", "Bearer "+s.token)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		if headers[i] == "Host" {
			r.Host = headers[i+1]
			continue
		}
		r.Header.Set(headers[i], headers[i+1])
	}
	return r
}

// answer is a response that was read to its end.
type answer struct {
	status int
	header http.Header
	body   []byte
}

func (s *site) do(r *http.Request) answer {
	s.t.Helper()
	response, err := s.client.Do(r)
	if err != nil {
		s.t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return answer{response.StatusCode, response.Header, body}
}

func (s *site) get(path string, headers ...string) answer {
	s.t.Helper()
	return s.do(s.request(http.MethodGet, path, nil, headers...))
}

func (s *site) post(path, body string, headers ...string) answer {
	s.t.Helper()
	return s.do(s.request(http.MethodPost, path, strings.NewReader(body), headers...))
}

func (a answer) json(t *testing.T, v any) {
	t.Helper()
	if err := json.Unmarshal(a.body, v); err != nil {
		t.Fatalf("%v in %s", err, a.body)
	}
}

func (a answer) code(t *testing.T) doc.Code {
	t.Helper()
	var p api.Problem
	a.json(t, &p)
	return p.Code
}

func (a answer) want(t *testing.T, status int) answer {
	t.Helper()
	if a.status != status {
		t.Fatalf("status %d, want %d: %s", a.status, status, bytes.TrimSpace(a.body))
	}
	return a
}
