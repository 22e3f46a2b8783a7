package api_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"deskclerk/backend/api"
	"deskclerk/backend/doc"
	"deskclerk/backend/store"
)

func eventTypes(t *testing.T, s *store.Store, batch string) []string {
	t.Helper()
	events, err := s.Events(t.Context(), 0, 0)
	if err != nil {
		t.Fatal(err)
	}
	var kinds []string
	for _, e := range events {
		if e.DocumentID == "" && e.BatchID == batch {
			kinds = append(kinds, e.Type)
		}
	}
	return kinds
}

func TestABatchOfAForm(t *testing.T) {
	s, library := openReal(t)
	body, kind := form(t, part{"name", "", "November"}, part{"correlation_id", "", "nov"},
		part{"file", "a.pdf", "%PDF-1.7 a"}, part{"file", "b.pdf", "%PDF-1.7 b"}, part{"file", "c.html", "<html>no document</html>"})
	got := s.post(api.Prefix+"/batches", body, "Content-Type", kind).want(t, http.StatusAccepted)
	var a api.UploadAnswer
	got.json(t, &a)
	href := got.header.Get("Location")
	if len(a.Documents) != 3 || a.BatchID == "" || !strings.HasSuffix(href, a.BatchID) {
		t.Fatalf("%s", got.body)
	}
	var b doc.Batch
	first := s.get(href).want(t, http.StatusOK)
	first.json(t, &b)
	if b.Status != doc.BatchProcessing || b.ClosedAt == nil || b.Total != 3 || b.Finished != 1 || len(b.Refused) != 1 || first.header.Get("Retry-After") == "" {
		t.Fatalf("%+v", b)
	}
	s.get(href, "If-None-Match", first.header.Get("ETag")).want(t, http.StatusNotModified)
	s.post(api.Prefix+"/documents?batch="+a.BatchID, "%PDF-1.7 late").want(t, http.StatusConflict)
	finishJobs(t, library, receipt())
	s.get(href+"?wait=30s", "If-None-Match", first.header.Get("ETag")).want(t, http.StatusOK).json(t, &b)
	if b.Status != doc.BatchPartial || b.Failed != 1 || b.Finished != 3 || b.SettledAt == nil || b.CorrelationID != "nov" {
		t.Errorf("%+v", b)
	}
	if kinds := eventTypes(t, library, a.BatchID); !slices.Equal(kinds, []string{doc.EventBatchOpen, doc.EventBatchPart}) {
		t.Errorf("events %v", kinds)
	}
	var l api.Listing
	s.get(api.Prefix+"/documents?batch="+a.BatchID).want(t, http.StatusOK).json(t, &l)
	if l.Total != 2 {
		t.Errorf("%d documents", l.Total)
	}
}

func TestAnOpenBatchIsAddedToAndClosed(t *testing.T) {
	s, library := openReal(t)
	// A file that was here before belongs to the batch too.
	s.post(api.Prefix+"/documents", "%PDF-1.7 known").want(t, http.StatusAccepted)
	finishJobs(t, library, receipt())

	made := s.post(api.Prefix+"/batches", `{"name":"drawer","metadata":{"shelf":3}}`, "Content-Type", "application/json", "Idempotency-Key", "b").want(t, http.StatusCreated)
	var b doc.Batch
	made.json(t, &b)
	if b.ClosedAt != nil || b.Status != doc.BatchProcessing || string(b.Metadata) != `{"shelf":3}` {
		t.Fatalf("%s", made.body)
	}
	again := s.post(api.Prefix+"/batches", `{"name":"drawer","metadata":{"shelf":3}}`, "Content-Type", "application/json", "Idempotency-Key", "b").want(t, http.StatusCreated)
	if string(again.body) != string(made.body) {
		t.Errorf("%s", again.body)
	}
	href := api.Prefix + "/batches/" + b.ID
	for _, content := range []string{"%PDF-1.7 known", "%PDF-1.7 new"} {
		s.post(api.Prefix+"/documents?batch="+b.ID, content).want(t, http.StatusAccepted)
	}
	finishJobs(t, library, receipt())
	s.get(href).want(t, http.StatusOK).json(t, &b)
	if b.Status != doc.BatchProcessing || b.Total != 2 || b.Finished != 2 {
		t.Errorf("an open batch is %+v", b)
	}
	s.post(href+"/close", "").want(t, http.StatusOK).json(t, &b)
	if b.Status != doc.BatchProcessed {
		t.Errorf("%+v", b)
	}
	s.post(href+"/close", "").want(t, http.StatusOK)
	if kinds := eventTypes(t, library, b.ID); !slices.Equal(kinds, []string{doc.EventBatchOpen, doc.EventBatchDone}) {
		t.Errorf("events %v", kinds)
	}
	if code := s.post(api.Prefix+"/documents?batch=nowhere", "%PDF-1.7").want(t, http.StatusNotFound).code(t); code != doc.CodeNotFound {
		t.Errorf("code %s", code)
	}
	s.get(api.Prefix+"/batches/nowhere").want(t, http.StatusNotFound)
	s.post(api.Prefix+"/batches", "[]", "Content-Type", "application/json").want(t, http.StatusUnprocessableEntity)

	// Read again, the batch is in work again and is told of once more.
	d := listed(t, s, "batch="+b.ID)[0]
	s.post(api.Prefix+"/documents/"+d+"/reprocess", "").want(t, http.StatusAccepted)
	s.get(href).want(t, http.StatusOK).json(t, &b)
	if b.Status != doc.BatchProcessing || b.SettledAt != nil {
		t.Errorf("%+v", b)
	}
	s.post(api.Prefix+"/documents/"+d+"/cancel", "").want(t, http.StatusOK)
	if kinds := eventTypes(t, library, b.ID); kinds[len(kinds)-1] != doc.EventBatchPart {
		t.Errorf("events %v", kinds)
	}
	var page api.BatchList
	for range 3 {
		s.post(api.Prefix+"/batches", "").want(t, http.StatusCreated)
	}
	s.get(api.Prefix+"/batches?limit=3").want(t, http.StatusOK).json(t, &page)
	if len(page.Batches) != 3 || page.Next == "" {
		t.Fatalf("%+v", page)
	}
	s.get(api.Prefix+"/batches?limit=3&after="+page.Next).want(t, http.StatusOK).json(t, &page)
	if len(page.Batches) != 1 || page.Batches[0].ID != b.ID || page.Next != "" {
		t.Errorf("%+v", page)
	}
	s.get(api.Prefix+"/batches?after=x").want(t, http.StatusUnprocessableEntity)
}

func TestDeletingTheLastOneSettlesABatch(t *testing.T) {
	s, library := openReal(t)
	body, kind := form(t, part{"file", "a.pdf", "%PDF-1.7 a"}, part{"file", "b.pdf", "%PDF-1.7 b"})
	var a api.UploadAnswer
	s.post(api.Prefix+"/batches", body, "Content-Type", kind).want(t, http.StatusAccepted).json(t, &a)
	s.post(a.Documents[0].Href+"/cancel", "").want(t, http.StatusOK)
	if kinds := eventTypes(t, library, a.BatchID); len(kinds) != 1 {
		t.Errorf("too early: %v", kinds)
	}
	s.do(s.request(http.MethodDelete, a.Documents[1].Href, nil)).want(t, http.StatusNoContent)
	if kinds := eventTypes(t, library, a.BatchID); len(kinds) != 2 || kinds[1] != doc.EventBatchFail {
		t.Errorf("events %v", kinds)
	}
}

// listed are the ids of a list.
func listed(t *testing.T, s *site, query string) []string {
	t.Helper()
	var l api.Listing
	s.get(api.Prefix+"/documents?"+query).want(t, http.StatusOK).json(t, &l)
	var ids []string
	for _, d := range l.Documents {
		ids = append(ids, d.ID)
	}
	return ids
}
