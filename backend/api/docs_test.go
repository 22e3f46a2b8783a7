package api_test

import (
	"net/http"
	"strings"
	"testing"

	"deskclerk/backend/api"
)

func TestTheDocumentationShowsEveryRouteAndLoadsNothingForeign(t *testing.T) {
	s := open(t, func(o *api.Options) {
		o.Guide = []api.Chapter{
			{"hello.md", "# Hello\n\n```bash\ncurl <x>\n```\n\n<script>alert(1)</script>\n\nSee [who](access.md) and [that](examples/that.py).\n"},
			{"access.md", "# Who gets in\n"},
		}
	})
	s.token = ""
	page := s.get("/docs").want(t, http.StatusOK)
	text := string(page.body)
	for _, path := range []string{
		"/documents/{id}/fields/{field}", "/batches", "/events/stream", "getOpenAPI", "UploadAnswer", "<h1>Hello</h1>", "curl &lt;x&gt;",
		`<a href="#guide-access">Who gets in</a>`, `<a href="#guide-access">who</a>`, "that (<code>docs/examples/that.py</code>)", "Scope <code>review</code>",
	} {
		if !strings.Contains(text, path) {
			t.Errorf("the page does not show %q", path)
		}
	}
	for _, foreign := range []string{"<script", "http://", "https://", "//cdn"} {
		if strings.Contains(text, foreign) {
			t.Errorf("the page holds %q", foreign)
		}
	}
	if policy := page.header.Get("Content-Security-Policy"); !strings.Contains(policy, "default-src 'none'") {
		t.Errorf("policy %q", policy)
	}
	s.get("/docs", "If-None-Match", page.header.Get("ETag")).want(t, http.StatusNotModified)
	if style := s.get("/docs/style.css").want(t, http.StatusOK); style.header.Get("Content-Type") != "text/css; charset=utf-8" {
		t.Errorf("%v", style.header)
	}
	s.get("/docs/other").want(t, http.StatusNotFound)
	s.post("/docs", "").want(t, http.StatusMethodNotAllowed)
}
