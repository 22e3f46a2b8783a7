package api_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"io"
	"net/http"
	"os"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"deskclerk/backend/api"
)

var update = flag.Bool("update", false, "rewrite openapi.json")

func TestThePublishedDescriptionIsThatOfTheRoutes(t *testing.T) {
	server, err := api.New(options(newHouse(t)))
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile("openapi.json", server.OpenAPI(), 0o644); err != nil { //nolint:gosec // a source file
			t.Fatal(err)
		}
	}
	published, err := os.ReadFile("openapi.json")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(published, server.OpenAPI()) {
		t.Fatal("openapi.json is not what the routes say; run this test with -update and look at the difference")
	}
}

// rules are the published description, made strict: no member that it does not
// name.
type rules struct {
	document map[string]any
	compiler *jsonschema.Compiler
	mu       sync.Mutex
	compiled map[string]*jsonschema.Schema
}

var readOnce = sync.OnceValues(func() (*rules, error) {
	text, err := os.ReadFile("openapi.json")
	if err != nil {
		return nil, err
	}
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		return nil, err
	}
	makeStrict(v)
	c := jsonschema.NewCompiler()
	return &rules{document: v.(map[string]any), compiler: c, compiled: map[string]*jsonschema.Schema{}}, c.AddResource("openapi.json", v)
})

func readContract(t *testing.T) *rules {
	t.Helper()
	r, err := readOnce()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func makeStrict(v any) {
	switch v := v.(type) {
	case map[string]any:
		_, open := v["additionalProperties"]
		if _, ok := v["properties"].(map[string]any); ok && v["type"] == "object" && !open {
			v["additionalProperties"] = false
		}
		for _, child := range v {
			makeStrict(child)
		}
	case []any:
		for _, child := range v {
			makeStrict(child)
		}
	}
}

// judge fails the test on an answer that the description does not allow.
type judge struct {
	t     *testing.T
	next  http.RoundTripper
	rules *rules
}

func (j *judge) RoundTrip(r *http.Request) (*http.Response, error) {
	response, err := j.next.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	kind, _, _ := strings.Cut(response.Header.Get("Content-Type"), ";")
	if response.StatusCode >= 400 && kind != "application/problem+json" {
		j.t.Errorf("%s %s: %d is %q, not a problem", r.Method, r.URL.Path, response.StatusCode, kind)
	}
	if !strings.HasSuffix(kind, "json") || r.Method == http.MethodHead {
		return response, j.rules.judgeKind(j.t, r, response.StatusCode, kind)
	}
	body, err := io.ReadAll(response.Body)
	if err != nil {
		return response, err
	}
	response.Body = io.NopCloser(bytes.NewReader(body))
	j.rules.judgeBody(j.t, r, response.StatusCode, kind, body)
	return response, nil
}

// operation finds the description of the request's address; "" for none.
func (r *rules) operation(q *http.Request) (pointer string, responses map[string]any) {
	path, ok := strings.CutPrefix(q.URL.Path, api.Prefix)
	if !ok {
		return "", nil
	}
	method := strings.ToLower(strings.Replace(q.Method, http.MethodHead, http.MethodGet, 1))
	best := ""
	for pattern, item := range r.document["paths"].(map[string]any) {
		expression := "^" + regexp.MustCompile(`\\\{[^}]+\\\}`).ReplaceAllString(regexp.QuoteMeta(pattern), "[^/]+") + "$"
		op, ok := item.(map[string]any)[method].(map[string]any)
		if !ok || !regexp.MustCompile(expression).MatchString(path) {
			continue
		}
		if best != "" && strings.Count(pattern, "{") >= strings.Count(best, "{") {
			continue // what is written out comes before what stands for anything
		}
		best = pattern
		pointer, responses = "#/paths/"+strings.ReplaceAll(pattern, "/", "~1")+"/"+method, op["responses"].(map[string]any)
	}
	return pointer, responses
}

func (r *rules) judgeKind(t *testing.T, q *http.Request, status int, kind string) error {
	_, responses := r.operation(q)
	if responses == nil || status >= 400 {
		return nil
	}
	response, ok := responses[strconv.Itoa(status)].(map[string]any)
	if !ok {
		t.Errorf("%s %s: status %d is not described", q.Method, q.URL.Path, status)
		return nil
	}
	described, _ := response["content"].(map[string]any)
	if described[kind] == nil && described["*/*"] == nil && len(described) > 0 {
		t.Errorf("%s %s: %d with type %q is not described", q.Method, q.URL.Path, status, kind)
	}
	return nil
}

func (r *rules) judgeBody(t *testing.T, q *http.Request, status int, kind string, body []byte) {
	pointer := "#/components/schemas/Problem"
	if status < 400 {
		at, responses := r.operation(q)
		if responses == nil || len(body) == 0 {
			return
		}
		if responses[strconv.Itoa(status)] == nil {
			t.Errorf("%s %s: status %d is not described", q.Method, q.URL.Path, status)
			return
		}
		pointer = at + "/responses/" + strconv.Itoa(status) + "/content/" + strings.ReplaceAll(kind, "/", "~1") + "/schema"
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	schema, ok := r.compiled[pointer]
	if !ok {
		var err error
		if schema, err = r.compiler.Compile("openapi.json" + strings.NewReplacer("{", "%7B", "}", "%7D").Replace(pointer)); err != nil {
			t.Errorf("%s: %v", pointer, err)
			return
		}
		r.compiled[pointer] = schema
	}
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(body))
	if err == nil {
		err = schema.Validate(v)
	}
	if err != nil {
		t.Errorf("%s %s: %d is not as described: %v\n%s", q.Method, q.URL.Path, status, err, body)
	}
	var problem api.Problem
	if status >= 400 && (json.Unmarshal(body, &problem) != nil || problem.Status != status || problem.Code.Kind().HTTP != status) {
		t.Errorf("%s %s: %d says of itself %+v", q.Method, q.URL.Path, status, problem)
	}
}
