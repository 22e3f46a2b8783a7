package api_test

import (
	"bytes"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"deskclerk/backend/api"
	"deskclerk/backend/doc"
	"deskclerk/backend/review"
	"deskclerk/backend/store"
	"deskclerk/backend/validate"
)

// libraryOf is a real store behind the API; what a machine would read is given.
func libraryOf(t *testing.T) (*site, *store.Store) {
	t.Helper()
	s, err := store.Open(t.Context(), t.TempDir(), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	desk := review.New(s, nil, review.Options{Judge: validate.Apply})
	return open(t, func(o *api.Options) { o.Library, o.Events, o.Review = s, s, desk }), s
}

// shelve puts a document that was read into the store.
func shelve(t *testing.T, s *store.Store, content string, u doc.Understanding) string {
	t.Helper()
	ctx := t.Context()
	o, err := s.NewOriginal()
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprint(o, content)
	sum, size, err := o.Commit()
	if err != nil {
		t.Fatal(err)
	}
	r, err := s.Admit(ctx, doc.Admission{Name: "a.pdf", SHA256: sum, Bytes: size, MIME: "application/pdf", Source: doc.Source{Kind: doc.SourceUpload}})
	if err != nil {
		t.Fatal(err)
	}
	finishJobs(t, s, u)
	return r.DocumentID
}

func finishJobs(t *testing.T, s *store.Store, u doc.Understanding) {
	t.Helper()
	ctx := t.Context()
	for {
		job, err := s.Claim(ctx, []string{store.KindInspect, store.KindPage, store.KindUnderstand}, time.Minute)
		if err != nil {
			t.Fatal(err)
		}
		if job == nil {
			return
		}
		switch job.Kind {
		case store.KindInspect:
			err = s.FinishInspect(ctx, job, doc.Inspection{MIME: "application/pdf", Pages: 1})
		case store.KindPage:
			err = s.FinishPage(ctx, job, doc.PageReading{Engine: "tesseract 5", Raw: []byte("raw\tout"), Page: doc.Page{
				PageInfo: doc.PageInfo{Number: 1, Width: 100, Height: 100, TextSource: doc.TextEmbedded},
				Words:    []doc.Word{{Text: "9.00", Confidence: 1, Box: doc.Box{Left: 0.1, Top: 0.1, Right: 0.2, Bottom: 0.2}}},
			}})
		default:
			status := doc.StatusCompleted
			if u.Flagged() {
				status = doc.StatusNeedsReview
			}
			err = s.FinishUnderstand(ctx, job, u, status)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

func receipt() doc.Understanding {
	total, shop := "8.00", "Corner Shop"
	return doc.Understanding{
		Type: doc.Classification{Name: doc.TypeReceipt, Confidence: 0.9},
		Fields: map[string]doc.Field{
			"total":    {Value: &total, Confidence: 0.5, Flagged: true, Reasons: []string{doc.ReasonLowConfidence}, Origin: doc.OriginExtracted},
			"merchant": {Value: &shop, Confidence: 0.99, Origin: doc.OriginExtracted},
		},
	}
}

// validResult holds a document against the published schema of results.
func validResult(t *testing.T, body []byte) {
	t.Helper()
	c := jsonschema.NewCompiler()
	text, err := jsonschema.UnmarshalJSON(bytes.NewReader(doc.SchemaJSON()))
	if err != nil {
		t.Fatal(err)
	}
	if err := c.AddResource("document.json", text); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("document.json")
	if err != nil {
		t.Fatal(err)
	}
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(body))
	if err == nil {
		err = schema.Validate(v)
	}
	if err != nil {
		t.Errorf("%v\n%s", err, body)
	}
}

func TestAPersonWorksThroughTheAPI(t *testing.T) {
	site, s := libraryOf(t)
	id := shelve(t, s, "one", receipt())
	at := "/api/v1/documents/" + id

	var next api.NextInReview
	site.get("/api/v1/review/next").want(t, http.StatusOK).json(t, &next)
	if next.Document == nil || next.Document.ID != id || next.Waiting != 1 || next.Then != nil {
		t.Fatalf("%+v", next)
	}
	tag := site.get(at).header.Get("ETag")
	patch := func(body, ifMatch string) answer {
		t.Helper()
		r := site.request(http.MethodPatch, at+"/fields/total", strings.NewReader(body), "Content-Type", "application/json")
		if ifMatch != "" {
			r.Header.Set("If-Match", ifMatch)
		}
		return site.do(r)
	}
	confirm := `{"action":"confirm"}`
	if code := patch(confirm, "").want(t, http.StatusPreconditionRequired).code(t); code != doc.CodeNoRevision {
		t.Errorf("code %s", code)
	}
	for _, bad := range []string{"7", `W/"7"`, `"x"`, `"1", "2"`, `"-1"`} {
		if code := patch(confirm, bad).want(t, http.StatusBadRequest).code(t); code != doc.CodeBadHeader {
			t.Errorf("code %s", code)
		}
	}
	if code := patch(`{"action":"correct","value":"nine"}`, tag).want(t, http.StatusUnprocessableEntity).code(t); code != doc.CodeValue {
		t.Errorf("code %s", code)
	}
	var d doc.Document
	done := patch(`{"action":"correct","value":"RM 9.00","page":1,"box":[0.1,0.1,0.2,0.2]}`, tag).want(t, http.StatusOK)
	done.json(t, &d)
	if *d.Fields["total"].Value != "9.00" || done.header.Get("ETag") == tag {
		t.Errorf("%+v, tag %s", d.Fields["total"], done.header.Get("ETag"))
	}
	var late api.Problem
	stale := patch(confirm, tag).want(t, http.StatusConflict)
	stale.json(t, &late)
	if late.Code != doc.CodeStale || late.Current == nil || late.Current.Revision != d.Revision || *late.Current.Fields["total"].Value != "9.00" {
		t.Errorf("%s", stale.body)
	}
	patch(`{"action":"clear"}`, "*").want(t, http.StatusOK)
	site.post("/api/v1/review/undo", "").want(t, http.StatusOK)
	site.post("/api/v1/review/redo", "").want(t, http.StatusOK)
	site.post("/api/v1/review/undo", "").want(t, http.StatusOK)

	var c doc.Capture
	site.post(at+"/pages/1/read", `{"box":[0,0,0.5,0.5],"kind":"money"}`, "Content-Type", "application/json").want(t, http.StatusOK).json(t, &c)
	if c.Value == nil || *c.Value != "9.00" || c.TextSource != doc.TextEmbedded {
		t.Errorf("captured %+v", c)
	}
	edit := site.request(http.MethodPatch, at+"/tables/line_items", strings.NewReader(`{"edits":[{"op":"insert","cells":{"amount":"9"}}]}`),
		"If-Match", "*", "Content-Type", "application/json")
	site.do(edit).want(t, http.StatusOK)
	if code := site.post(at+"/approve", "", "If-Match", "*").want(t, http.StatusConflict).code(t); code != doc.CodeUnreviewed {
		t.Errorf("code %s: currency and date are missing", code)
	}
	site.post(at+"/postpone", "", "If-Match", "*").want(t, http.StatusOK)
	site.post(at+"/approve", `{"confirm_rest":true}`, "If-Match", "*", "Content-Type", "application/json").want(t, http.StatusOK)
	site.post(at+"/approve", "", "If-Match", "*").want(t, http.StatusConflict)
	site.post(at+"/reopen", "", "If-Match", "*").want(t, http.StatusOK)
	site.post(at+"/reject", `{"reason":"not ours"}`, "If-Match", "*", "Content-Type", "application/json").want(t, http.StatusOK).json(t, &d)
	if d.Status != doc.StatusRejected || d.Review == nil || d.Review.DecidedBy != "token" {
		t.Errorf("%s %+v", d.Status, d.Review)
	}
	validResult(t, site.get(at).want(t, http.StatusOK).body)
	if body := site.get(at+"/acts").want(t, http.StatusOK).body; !strings.Contains(string(body), `"reject"`) {
		t.Errorf("%s", body)
	}
	if body := site.get(at+"/fields/total/history").want(t, http.StatusOK).body; !strings.Contains(string(body), `"8.00"`) {
		t.Errorf("%s", body)
	}
	text := site.get(at+"/text").want(t, http.StatusOK)
	if string(text.body) != "9.00" {
		t.Errorf("%q", text.body)
	}
	site.get(at+"/text", "If-None-Match", text.header.Get("ETag")).want(t, http.StatusNotModified)
	if body := site.get(at+"/pages/1/text").want(t, http.StatusOK).body; string(body) != "9.00" {
		t.Errorf("%q", body)
	}
	if body := site.get(at+"/pages/1/raw").want(t, http.StatusOK).body; string(body) != "raw\tout" {
		t.Errorf("%q", body)
	}
	site.get(at+"/pages/2/raw").want(t, http.StatusNotFound)
	var attempts api.Attempts
	site.post(at+"/reopen", "", "If-Match", "*").want(t, http.StatusOK)
	site.post(at+"/reprocess", `{"rotation":{"1":45}}`, "Content-Type", "application/json").want(t, http.StatusUnprocessableEntity)
	for _, act := range []struct{ method, path string }{{http.MethodPost, at + "/reprocess"}, {http.MethodPost, at + "/cancel"}, {http.MethodDelete, at}} {
		if code := site.do(site.request(act.method, act.path, nil, "If-Match", tag)).want(t, http.StatusConflict).code(t); code != doc.CodeStale {
			t.Errorf("%s %s: code %s", act.method, act.path, code)
		}
	}
	now := site.get(at).header.Get("ETag")
	site.post(at+"/reprocess", `{"rotation":{"1":90}}`, "Content-Type", "application/json", "If-Match", now).want(t, http.StatusAccepted)
	site.post(at+"/cancel", "").want(t, http.StatusOK)
	site.get(at+"/attempts").want(t, http.StatusOK).json(t, &attempts)
	if len(attempts.Attempts) != 2 || attempts.Attempts[0].Engine != "tesseract 5" || attempts.Attempts[1].Number != 2 {
		t.Errorf("%+v", attempts)
	}
	if o, err := s.ProcessOptions(t.Context(), id); err != nil || o.Rotation[1] != 90 {
		t.Errorf("%+v (%v)", o, err)
	}
}
