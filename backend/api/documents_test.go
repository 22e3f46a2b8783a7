package api_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"deskclerk/backend/api"
	"deskclerk/backend/doc"
)

// full gives the document everything the contract knows.
func full(d *doc.Document) {
	value, end := "9.00", time.Now().UTC()
	box := &doc.Box{Left: 0.6, Top: 0.48, Right: 0.73, Bottom: 0.5}
	d.Status = doc.StatusNeedsReview
	d.Fields = map[string]doc.Field{
		"total":    {Value: &value, Raw: "RM 9.00", Confidence: 0.98, Page: 1, Box: box, Origin: doc.OriginExtracted, Candidates: []doc.Candidate{{Value: "10.00", Box: nil}}},
		"merchant": {Flagged: true, Reasons: []string{doc.ReasonMissing}, Origin: doc.OriginExtracted},
	}
	d.Tables = map[string]doc.Table{"line_items": {Columns: []string{"amount"}, Rows: []doc.Row{{Cells: map[string]doc.Cell{"amount": {Value: &value, Box: box}}}, {}}}}
	d.Pairs = []doc.Pair{{Key: "a", Value: "b", Page: 1, Box: box}}
	d.Issues = []doc.Issue{{Rule: "total_is_sum", Severity: doc.SeverityError, Suggestion: &doc.Suggestion{Field: "total", Value: "8.00"}}}
	d.Warnings = []doc.Warning{{Code: doc.WarnLowResolution, Page: 1}}
	d.Pages = []doc.PageInfo{{Number: 1, Width: 2480, Height: 3508, DPI: 300, Skew: -0.4, TextSource: doc.TextOCR}}
	d.Text = "Total <9.00>"
	d.Attempt = &doc.Attempt{Number: 1, Engine: "tesseract", StartedAt: end, FinishedAt: &end}
}

func TestADocumentIsAsTheContractSays(t *testing.T) {
	s := open(t)
	empty := s.house.add("a.pdf", "application/pdf", []byte("%PDF"))
	whole := s.house.add("b.pdf", "application/pdf", []byte("%PDF2"))
	failed := s.house.add("c.pdf", "application/pdf", []byte("%PDF3"))
	_ = s.house.change(whole.ID, doc.EventFinished, full)
	_ = s.house.change(failed.ID, doc.EventFailed, func(d *doc.Document) {
		d.Status, d.Error = doc.StatusFailedTerminal, doc.FailureOf(doc.Errorf(doc.CodePDFPassword, ""))
	})
	for _, d := range []doc.Document{empty, whole, failed} { // each answer is held against the description
		got := s.get(api.Prefix+"/documents/"+d.ID).want(t, http.StatusOK)
		for _, null := range []string{`"fields":null`, `"issues":null`, `"reasons":null`, `"cells":null`, `"stages_ms":null`} {
			if strings.Contains(string(got.body), null) {
				t.Errorf("%s in %s", null, got.body)
			}
		}
	}
	s.get(api.Prefix+"/documents").want(t, http.StatusOK)
}

func TestAnUnchangedDocumentIs304(t *testing.T) {
	s := open(t)
	d := s.house.add("a.pdf", "application/pdf", []byte("%PDF"))
	path := api.Prefix + "/documents/" + d.ID
	got := s.get(path).want(t, http.StatusOK)
	tag := got.header.Get("ETag")
	if tag == "" || got.header.Get("Retry-After") == "" {
		t.Fatalf("headers %v", got.header)
	}
	for _, header := range []string{tag, "W/" + tag, `"x", ` + tag, "*"} {
		if got := s.get(path, "If-None-Match", header).want(t, http.StatusNotModified); len(got.body) != 0 {
			t.Errorf("a body: %s", got.body)
		}
	}
	_ = s.house.change(d.ID, doc.EventFinished, full)
	got = s.get(path, "If-None-Match", tag).want(t, http.StatusOK)
	if got.header.Get("ETag") == tag || got.header.Get("Retry-After") != "" {
		t.Errorf("headers %v", got.header)
	}
}

func TestAnUnchangedListIs304(t *testing.T) {
	s := open(t)
	s.house.add("a.pdf", "application/pdf", []byte("%PDF"))
	path := api.Prefix + "/documents"
	tag := s.get(path).want(t, http.StatusOK).header.Get("ETag")
	s.get(path, "If-None-Match", tag).want(t, http.StatusNotModified)
	s.house.add("b.pdf", "application/pdf", []byte("%PDF2"))
	s.get(path, "If-None-Match", tag).want(t, http.StatusOK)
}

func TestAListIsWalkedByItsCursor(t *testing.T) {
	s := open(t)
	for i := range 7 {
		s.house.add("a.pdf", "application/pdf", fmt.Appendf(nil, "%%PDF%d", i))
	}
	seen, next := map[string]bool{}, ""
	for range 4 {
		var l api.Listing
		s.get(api.Prefix+"/documents?limit=2&after="+next).want(t, http.StatusOK).json(t, &l)
		for _, d := range l.Documents {
			seen[d.ID] = true
		}
		if next = l.Next; l.Total != 7 {
			t.Errorf("total %d", l.Total)
		}
	}
	if len(seen) != 7 || next != "" {
		t.Errorf("saw %d, next %q", len(seen), next)
	}
}

func TestListsAreFiltered(t *testing.T) {
	s := open(t)
	a := s.house.add("a.pdf", "application/pdf", []byte("%PDF1"))
	b := s.house.add("b.pdf", "application/pdf", []byte("%PDF2"))
	_ = s.house.change(b.ID, doc.EventFinished, full)
	tests := []struct {
		name, query string
		want        int
	}{
		{"by one status", "?status=queued", 1},
		{"by two, divided by a comma", "?status=queued,needs_review", 2},
		{"by two, repeated", "?status=queued&status=needs_review", 2},
		{"by ids", "?id=" + a.ID, 1},
		{"by a status none has", "?status=rejected", 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var l api.Listing
			s.get(api.Prefix+"/documents"+tt.query).want(t, http.StatusOK).json(t, &l)
			if len(l.Documents) != tt.want {
				t.Errorf("%d documents", len(l.Documents))
			}
		})
	}
	for _, bad := range []string{"?status=lost", "?limit=0", "?limit=501", "?limit=x", "?after=%00x", "?q=" + strings.Repeat("x", 501)} {
		if code := s.get(api.Prefix+"/documents"+bad).want(t, 422).code(t); code != doc.CodeInvalid {
			t.Errorf("%s: %s", bad, code)
		}
	}
}

func TestALongPollWakesWithTheChange(t *testing.T) {
	s := open(t)
	d := s.house.add("a.pdf", "application/pdf", []byte("%PDF"))
	other := s.house.add("b.pdf", "application/pdf", []byte("%PDF2"))
	path := api.Prefix + "/documents/" + d.ID + "?wait=10s"
	tag := s.get(api.Prefix + "/documents/" + d.ID).header.Get("ETag")
	changed := make(chan time.Time, 1)
	go func() {
		time.Sleep(50 * time.Millisecond)
		_ = s.house.change(other.ID, doc.EventProcessing, func(*doc.Document) {})
		time.Sleep(50 * time.Millisecond)
		changed <- time.Now()
		_ = s.house.change(d.ID, doc.EventProcessing, func(d *doc.Document) { d.Status = doc.StatusProcessing })
	}()
	s.get(path, "If-None-Match", tag).want(t, http.StatusOK)
	if late := time.Since(<-changed); late < 0 || late > time.Second {
		t.Errorf("woke %s after the change", late)
	}
	go func() {
		time.Sleep(50 * time.Millisecond)
		_ = s.house.change(d.ID, doc.EventFinished, full)
	}()
	var got doc.Document
	s.get(path).want(t, http.StatusOK).json(t, &got) // without a tag: until it is read
	if got.Status != doc.StatusNeedsReview {
		t.Errorf("status %s", got.Status)
	}
	tag = s.get(path).want(t, http.StatusOK).header.Get("ETag")
	s.get(api.Prefix+"/documents/"+d.ID+"?wait=30ms", "If-None-Match", tag).want(t, http.StatusNotModified)
	s.get(api.Prefix+"/documents/"+d.ID+"?wait=long").want(t, 422)
	s.get(api.Prefix+"/documents/none?wait=10s").want(t, 404)
}

func TestActsOnADocument(t *testing.T) {
	s := open(t)
	d := s.house.add("a.pdf", "application/pdf", []byte("%PDF"))
	path := api.Prefix + "/documents/" + d.ID
	s.post(path+"/cancel", "").want(t, http.StatusOK)
	if code := s.post(path+"/cancel", "").want(t, http.StatusConflict).code(t); code != doc.CodeConflict {
		t.Errorf("code %s", code)
	}
	got := s.post(path+"/reprocess", `{"type":"invoice","languages":["deu"],"password":"x"}`, "Content-Type", "application/json").want(t, http.StatusAccepted)
	if o := s.house.options[d.ID]; o.Type != doc.TypeInvoice || o.Languages[0] != "deu" || o.Password != "x" || got.header.Get("Location") != path {
		t.Errorf("%+v, %v", o, got.header)
	}
	s.post(path+"/reprocess", "").want(t, http.StatusAccepted)
	for _, bad := range []string{`{"languages":["../eng"]}`, `{"type":"A b"}`, `{"kind":"x"}`, `{`, `[]`, `{"priority":1e9}`} {
		got := s.post(path+"/reprocess", bad, "Content-Type", "application/json").want(t, 422)
		if strings.Contains(string(got.body), "../eng") {
			t.Errorf("the value comes back: %s", got.body)
		}
	}
	s.do(s.request(http.MethodDelete, path, nil)).want(t, http.StatusNoContent)
	for _, method := range []string{http.MethodGet, http.MethodDelete} {
		if code := s.do(s.request(method, path, nil)).want(t, 404).code(t); code != doc.CodeNotFound {
			t.Errorf("code %s", code)
		}
	}
}

func TestTheOriginalComesBackSafely(t *testing.T) {
	s := open(t)
	tests := []struct {
		name, file, mime, query string
		kind, how               string
	}{
		{"a PDF is saved", "a.pdf", "application/pdf", "", "application/pdf", `attachment; filename=a.pdf`},
		{"a PDF is shown on request", "a.pdf", "application/pdf", "?inline=true", "application/pdf", `inline; filename=a.pdf`},
		{"a page is bytes, never shown", "a.html", "text/html", "?inline=true", "application/octet-stream", `attachment; filename=a.html`},
		{"a drawing is bytes, never shown", "a.svg", "image/svg+xml", "?inline=true", "application/octet-stream", `attachment; filename=a.svg`},
		{"a name with quotes and lines", "a\"\r\nX: y.pdf", "application/pdf", "", "application/pdf", `attachment; filename*=utf-8''a%22%0D%0AX%3A%20y.pdf`},
		{"a name in another script", "счёт.pdf", "application/pdf", "", "application/pdf", `attachment; filename*=utf-8''%D1%81%D1%87%D1%91%D1%82.pdf`},
	}
	for i, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			content := fmt.Sprintf("<script>%d</script>", i)
			d := s.house.add(tt.file, tt.mime, []byte(content))
			path := api.Prefix + "/documents/" + d.ID + "/original" + tt.query
			got := s.get(path, "Range", "bytes=100-200", "If-Match", `"x"`).want(t, http.StatusOK)
			h := got.header
			if string(got.body) != content || h.Get("Content-Type") != tt.kind || h.Get("Content-Disposition") != tt.how || h.Get("X-Content-Type-Options") != "nosniff" {
				t.Errorf("%q %v", got.body, h)
			}
			if !strings.Contains(h.Get("Content-Security-Policy"), "sandbox") || h.Get("X") != "" {
				t.Errorf("headers %v", h)
			}
			s.get(path, "If-None-Match", h.Get("ETag")).want(t, http.StatusNotModified)
		})
	}
}

func TestPagesOfADocument(t *testing.T) {
	s := open(t)
	d := s.house.add("a.pdf", "application/pdf", []byte("%PDF"))
	pages := api.Prefix + "/documents/" + d.ID + "/pages/"
	got := s.get(pages+"1/image?width=700").want(t, http.StatusOK)
	if got.header.Get("Content-Type") != "image/jpeg" || !strings.Contains(got.header.Get("Cache-Control"), "private") || string(got.body) != string(s.house.picture) {
		t.Errorf("%v", got.header)
	}
	s.get(pages+"1/image?width=700", "If-None-Match", got.header.Get("ETag")).want(t, http.StatusNotModified)
	const part = "1/snippet?left=0.1&top=0.2&right=0.3&bottom=0.4"
	got = s.get(pages+part).want(t, http.StatusOK)
	s.get(pages+part, "If-None-Match", got.header.Get("ETag")).want(t, http.StatusNotModified)
	var words api.Words
	s.get(pages+"1/words").want(t, http.StatusOK).json(t, &words)
	if len(words.Words) != 1 || words.Words[0].Box.Left != 0.1 {
		t.Errorf("%+v", words)
	}
	for _, path := range []string{"2/image", "2/words", "2/snippet?left=0&top=0&right=1&bottom=1"} {
		s.get(pages+path).want(t, 404)
	}
	for _, path := range []string{"0/image", "x/words", "1/image?width=1", "1/image?width=100000", "1/snippet", "1/snippet?left=0.5&top=0&right=0.4&bottom=1", "1/snippet?left=0&top=0&right=2&bottom=1"} {
		s.get(pages+path).want(t, 422)
	}
}

func TestTheRestIsToldAsDescribed(t *testing.T) {
	s := open(t)
	d := s.house.add("a.pdf", "application/pdf", []byte("%PDF"))
	var status api.SystemStatus
	s.get(api.Prefix+"/status").want(t, http.StatusOK).json(t, &status)
	if status.Counts[doc.StatusQueued] != 1 || status.LastEvent != 1 {
		t.Errorf("%+v", status)
	}
	for _, path := range []string{"/documents/" + d.ID + "/sightings", "/documents/" + d.ID + "/fields/total/history", "/schema/document-v1.json", "/openapi.json", "/events"} {
		s.get(api.Prefix+path).want(t, http.StatusOK)
		s.do(s.request(http.MethodHead, api.Prefix+path, nil)).want(t, http.StatusOK)
	}
}

func TestABuildWithoutTheSchemaSaysSo(t *testing.T) {
	s := open(t, func(o *api.Options) { o.Schema = nil })
	s.get(api.Prefix+"/schema/document-v1.json").want(t, http.StatusNotFound)
}

func TestExports(t *testing.T) {
	s := open(t)
	tests := []struct{ path, kind, body string }{
		{"/export.csv?type=invoice&flags=true", "text/csv; charset=utf-8", "id,{[invoice] false true}\r\n"},
		{"/export.csv?status=completed&confidence=true", "text/csv; charset=utf-8", "id,{[] true false}\r\n"},
		{"/export.json", "application/json", "[]\n"},
		{"/export.jsonl", "application/jsonl", "{}\n"},
	}
	for _, tt := range tests {
		t.Run(tt.path, func(t *testing.T) {
			got := s.get(api.Prefix+tt.path).want(t, http.StatusOK)
			if string(got.body) != tt.body || got.header.Get("Content-Type") != tt.kind || !strings.HasPrefix(got.header.Get("Content-Disposition"), `attachment; filename="deskclerk-2`) {
				t.Errorf("%q %v", got.body, got.header)
			}
		})
	}
	s.get(api.Prefix+"/export.csv?status=lost").want(t, 422)
}

func TestAnExportThatBreaksIsNeverTakenForWhole(t *testing.T) {
	s := open(t)
	s.house.fault = doc.Errorf(doc.CodeBusy, "")
	s.get(api.Prefix+"/export.csv").want(t, http.StatusServiceUnavailable)
	s.house.exported = 1
	response, err := s.client.Do(s.request(http.MethodGet, api.Prefix+"/export.csv", nil))
	if err == nil {
		defer response.Body.Close()
		b := make([]byte, 1000)
		for err == nil {
			_, err = response.Body.Read(b)
		}
		if err.Error() == "EOF" {
			t.Fatal("half an export ended as if it were whole")
		}
	}
}
