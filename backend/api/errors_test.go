package api_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"testing"

	"deskclerk/backend/api"
	"deskclerk/backend/doc"
)

// journal is a log that tests can read.
type journal struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (j *journal) Write(p []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.b.Write(p)
}

func (j *journal) String() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.b.String()
}

func logTo(j *journal) func(*api.Options) {
	return func(o *api.Options) {
		o.Logger = slog.New(slog.NewTextHandler(j, &slog.HandlerOptions{Level: slog.LevelDebug}))
	}
}

func TestEveryCodeIsAProblem(t *testing.T) {
	s := open(t)
	d := s.house.add("a.pdf", "application/pdf", []byte("%PDF"))
	for _, kind := range doc.Kinds() { // the client holds each answer against the table and the description
		t.Run(string(kind.Code), func(t *testing.T) {
			s.house.fault = fmt.Errorf("around: %w", doc.Errorf(kind.Code, "some detail"))
			got := s.get(api.Prefix+"/documents/"+d.ID).want(t, kind.HTTP)
			if got.code(t) != kind.Code || !strings.Contains(string(got.body), kind.Hint[:10]) {
				t.Errorf("%s", got.body)
			}
		})
	}
}

func TestAnErrorThatIsNotOursIsShownAsAnId(t *testing.T) {
	var j journal
	s := open(t, logTo(&j))
	tests := []struct {
		name string
		set  func()
		log  string
	}{
		{"a foreign error", func() { s.house.fault = errors.New("the table is on fire") }, "the table is on fire"},
		{"a panic of the runtime", func() { s.house.panics = errorOf() }, "index out of range"},
		{"a panic with a text", func() { s.house.panics = "invoice of the canary" }, "cause=string"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s.house.fault, s.house.panics = nil, nil
			tt.set()
			got := s.get(api.Prefix+"/documents/doc-001").want(t, 500)
			var p api.Problem
			got.json(t, &p)
			id := strings.TrimPrefix(p.Instance, "urn:uuid:")
			if p.Code != doc.CodeInternal || p.Detail != "" || id != got.header.Get("X-Request-Id") {
				t.Errorf("%+v", p)
			}
			if text := j.String(); !strings.Contains(text, id) || !strings.Contains(text, tt.log) || strings.Contains(text, "canary") {
				t.Errorf("log: %s", text)
			}
		})
	}
}

// errorOf is what the runtime panics with.
func errorOf() (cause any) {
	defer func() { cause = recover() }()
	var none []int
	_ = none[len(none)]
	return nil
}

func TestUnknownAddressesAndMethods(t *testing.T) {
	s := open(t)
	tests := []struct {
		name, method, path string
		status             int
		code               doc.Code
	}{
		{"an unknown address", "GET", "/api/v1/nothing", 404, doc.CodeNoRoute},
		{"another version", "GET", "/api/v2/documents", 404, doc.CodeNoRoute},
		{"the API itself", "GET", "/api", 404, doc.CodeNoRoute},
		{"a slash too many", "GET", "/api/v1/documents/", 404, doc.CodeNoRoute},
		{"a method that is not taken", "PUT", "/api/v1/documents", 405, doc.CodeMethod},
		{"a method that does not exist", "BREW", "/api/v1/status", 405, doc.CodeMethod},
		{"posting to healthz", "POST", "/healthz", 405, doc.CodeMethod},
		{"posting to the documentation", "POST", "/docs", 405, doc.CodeMethod},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := s.do(s.request(tt.method, tt.path, nil)).want(t, tt.status)
			if got.code(t) != tt.code || tt.status == 405 && !strings.Contains(got.header.Get("Allow"), "GET") {
				t.Errorf("%s %v", got.body, got.header)
			}
		})
	}
}

func TestNothingOfADocumentIsLogged(t *testing.T) {
	var j journal
	s := open(t, logTo(&j))
	s.post(api.Prefix+"/documents?filename=canary.pdf", "%PDF canary").want(t, http.StatusAccepted)
	body, kind := form(t, part{"file", "canary-2.pdf", "%PDF canary"}, part{"file", "canary-3.pdf", ""})
	s.post(api.Prefix+"/documents", body, "Content-Type", kind).want(t, http.StatusAccepted)
	s.get(api.Prefix+"/documents?q=canary").want(t, http.StatusOK)
	s.get(api.Prefix+"/documents?status=canary").want(t, 422)
	s.get(api.Prefix+"/canary").want(t, 404)
	s.post(api.Prefix+"/documents/doc-001/reprocess", `{"password":"canary"`, "Content-Type", "application/json").want(t, 422)
	s.get(api.Prefix+"/status", "Authorization", "Bearer canary").want(t, 401)
	if text := j.String(); strings.Contains(text, "canary") || strings.Contains(text, token) || !strings.Contains(text, "/documents") {
		t.Errorf("log: %s", text)
	}
}

func TestALeavingClientIsNobodysFault(t *testing.T) {
	var j journal
	s := open(t, logTo(&j))
	s.house.fault = fmt.Errorf("read: %w", context.Canceled)
	s.get(api.Prefix+"/documents/doc-001").want(t, 503)
	if strings.Contains(j.String(), "level=ERROR") {
		t.Errorf("log: %s", j.String())
	}
}
