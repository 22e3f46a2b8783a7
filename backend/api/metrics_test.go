package api_test

import (
	"context"
	"net/http"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/prometheus/client_golang/prometheus/testutil/promlint"

	"deskclerk/backend/api"
	"deskclerk/backend/doc"
)

func TestTheMetrics(t *testing.T) {
	s := open(t)
	secret := s.newToken("canary-name", doc.ScopeRead).Secret
	s.post(api.Prefix+"/documents?filename=canary-file.pdf", "%PDF canary-text").want(t, http.StatusAccepted)
	s.get(api.Prefix+"/documents/doc-001?q=canary-query").want(t, http.StatusOK)
	s.get(api.Prefix+"/documents/canary-id").want(t, http.StatusNotFound)
	s.get("/canary-path.html").want(t, http.StatusNotFound)
	s.do(s.request("CANARY", "/canary", nil)).want(t, http.StatusMethodNotAllowed)
	s.get(api.Prefix+"/canary", "Authorization", "").want(t, http.StatusUnauthorized)
	got := s.get("/metrics", "Authorization", "Bearer "+secret).want(t, http.StatusOK)
	text := string(got.body)
	for _, want := range []string{
		`deskclerk_http_requests_total{class="2xx",method="POST",route="/api/v1/documents"} 1`,
		`deskclerk_http_requests_total{class="4xx",method="GET",route="/api/v1/documents/{id}"} 1`,
		`deskclerk_http_requests_total{class="4xx",method="other",route="other"} 1`,
		`deskclerk_http_request_duration_seconds_count{method="GET",route="/api/v1/documents/{id}"} 2`,
		`deskclerk_http_requests_in_flight 1`, `deskclerk_documents{status="queued"} 1`, `deskclerk_documents{status="approved"} 0`,
		`deskclerk_jobs{state="waiting"} 0`, `deskclerk_workers 2`, `go_goroutines`, `process_resident_memory_bytes`, `deskclerk_build_info{`,
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %s", want)
		}
	}
	if found := regexp.MustCompile(`(?i)canary|doc-001`).FindString(text); found != "" {
		t.Errorf("the metrics tell of %s", found)
	}
	problems, err := promlint.New(strings.NewReader(text)).Lint()
	if err != nil || len(problems) > 0 {
		t.Errorf("%v, %v", problems, err)
	}
	s.get("/metrics", "Authorization", "Bearer "+s.newToken("submits", doc.ScopeSubmit).Secret).want(t, http.StatusForbidden)
	s.post("/metrics", "").want(t, http.StatusMethodNotAllowed)
}

func TestMetricsThatCannotBeGatheredAreAnError(t *testing.T) {
	s := open(t)
	s.house.mu.Lock()
	s.house.fault = doc.Errorf(doc.CodeDiskFull, "")
	s.house.mu.Unlock()
	s.get("/metrics").want(t, http.StatusInternalServerError)
}

func TestReadyAndHealthy(t *testing.T) {
	health := &ailment{}
	s := open(t, func(o *api.Options) { o.Health = health })
	s.get("/readyz", "Authorization", "").want(t, http.StatusUnauthorized)
	if got := s.get("/readyz", "Authorization", "Bearer "+s.newToken("probe", doc.ScopeSubmit).Secret).want(t, http.StatusOK); strings.TrimSpace(string(got.body)) != `{"ready":true}` {
		t.Errorf("%s", got.body)
	}
	health.err = doc.Errorf(doc.CodeDiskFull, "12 MiB left")
	if got := s.get("/readyz").want(t, http.StatusInsufficientStorage); got.code(t) != doc.CodeDiskFull {
		t.Errorf("%s", got.body)
	}
	s.get("/healthz", "Authorization", "").want(t, http.StatusOK) // it answers, whatever it suffers from
}

// ailment is what the house suffers from.
type ailment struct{ err error }

func (a *ailment) Ready(context.Context) error { return a.err }

func TestEveryMetricIsDocumented(t *testing.T) {
	text, err := os.ReadFile("../../docs/metrics.md")
	if err != nil {
		t.Fatal(err)
	}
	s := open(t)
	s.get(api.Prefix+"/status").want(t, http.StatusOK)
	families := regexp.MustCompile(`(?m)^# TYPE (deskclerk_\S+)`).FindAllStringSubmatch(string(s.get("/metrics").body), -1)
	for _, f := range families {
		if !strings.Contains(string(text), "| `"+f[1]+"` |") {
			t.Errorf("%s is not documented", f[1])
		}
	}
	if documented := strings.Count(string(text), "| `deskclerk_"); documented != len(families) {
		t.Errorf("%d metrics are documented, there are %d", documented, len(families))
	}
}
