package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"deskclerk/internal/served"
)

// problemsOnly: every answer that is not 2xx is problem details, as the
// published description has them, and description and routes agree. That every
// answer of every test fits it is seen by the tests of backend/api.
func problemsOnly() promise {
	return promise{number: 33, text: "every error is problem details as described, on every route", try: tryProblemsOnly}
}

func tryProblemsOnly(ctx context.Context, b bench) (string, error) {
	p, err := b.serve(ctx)
	if err != nil {
		return "", err
	}
	defer p.Kill()
	published, err := p.Get(ctx, "/openapi.json", nil)
	if err != nil {
		return "", err
	}
	described, err := jsonschema.UnmarshalJSON(bytes.NewReader(published.Body))
	if err != nil {
		return "", err
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource("openapi.json", described); err != nil {
		return "", err
	}
	schema, err := compiler.Compile("openapi.json#/components/schemas/Problem")
	if err != nil {
		return "", err
	}
	var o struct {
		Paths map[string]map[string]json.RawMessage `json:"paths"`
	}
	if err := json.Unmarshal(published.Body, &o); err != nil {
		return "", err
	}
	f := &faults{p: p, schema: schema, seen: map[int]int{}}
	for _, path := range slices.Sorted(maps.Keys(o.Paths)) {
		for method := range o.Paths[path] {
			if err := f.try(ctx, strings.ToUpper(method), path); err != nil {
				return "", err
			}
		}
	}
	return fmt.Sprintf("%d wrong requests to %d addresses, all answered so: %v", f.sent, len(o.Paths), f.seen), nil
}

// fault is a wrong request.
type fault struct {
	method, path, body string
	headers            []string
	status             int // 0: any error
}

// faults sends wrong requests.
type faults struct {
	p      *served.Program
	schema *jsonschema.Schema
	sent   int
	seen   map[int]int // by status
}

var placeholder = regexp.MustCompile(`\{[^}]+\}`)

// try sends to one route what it must refuse.
func (f *faults) try(ctx context.Context, method, pattern string) error {
	path := placeholder.ReplaceAllString(pattern, "0")
	wrong := []fault{
		{method, path, "", []string{"Authorization", ""}, http.StatusUnauthorized},
		{method, path, "", []string{"Authorization", "Bearer wrong"}, http.StatusUnauthorized},
		{method, path + "/none/such", "", nil, http.StatusNotFound},
		{"BREW", path, "", nil, http.StatusMethodNotAllowed},
	}
	if method != http.MethodGet { // a page elsewhere may not change anything
		wrong = append(wrong, fault{method, path, "", []string{"Origin", "https://elsewhere.example", "Sec-Fetch-Site", "cross-site"}, http.StatusForbidden})
	}
	if pattern != path { // it names something, which is not there
		wrong = append(wrong, fault{method, path, "{", []string{"Content-Type", "application/json", "If-Match", "?"}, 0})
	}
	for _, w := range wrong {
		a, err := f.p.Do(ctx, w.method, w.path, strings.NewReader(w.body), w.headers...)
		if err != nil {
			return fmt.Errorf("%s %s: %w", w.method, w.path, err)
		}
		f.sent++
		f.seen[a.Status]++
		if err := f.judge(a); err != nil {
			return fmt.Errorf("%s %s: %d: %w", w.method, w.path, a.Status, err)
		}
		if w.status > 0 && a.Status != w.status {
			return fmt.Errorf("%s %s: %d, want %d", w.method, w.path, a.Status, w.status)
		}
	}
	return nil
}

func (f *faults) judge(a served.Answer) error {
	if a.Status < 400 {
		return errors.New("it was taken")
	}
	if kind := a.Header.Get("Content-Type"); kind != "application/problem+json" {
		return fmt.Errorf("it is %q", kind)
	}
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(a.Body))
	if err != nil {
		return err
	}
	return f.schema.Validate(v)
}
