package cli_test

import (
	"bytes"
	"encoding/json"
	"mime/multipart"
	"net/http"
	"os"
	"path/filepath"
	"testing"

	"deskclerk/backend/doc"
	"deskclerk/backend/webhook"
)

// told is a webhook's payload as a receiver reads it.
type told struct {
	Type string
	Data struct {
		Sequence      int64
		DocumentID    string `json:"document_id"`
		BatchID       string `json:"batch_id"`
		CorrelationID string `json:"correlation_id"`
		Status        string
		Batch         *struct{ Total, Failed int }
	}
}

// until takes webhooks in until one of the type comes, and gives it with what
// came before.
func until(t *testing.T, got chan doc.WebhookArrival, kind string) (last told, before []told) {
	t.Helper()
	for {
		a := next(t, got)
		var p told
		if err := json.Unmarshal([]byte(a.Body), &p); err != nil || !a.Verified {
			t.Fatalf("%+v (%v)", a, err)
		}
		if p.Type == kind {
			return p, before
		}
		before = append(before, p)
	}
}

// handedIn is the answer to files of a batch.
type handedIn struct {
	BatchID   string `json:"batch_id"`
	Documents []struct{ ID string }
}

// form is a body of files.
func form(t *testing.T, fields map[string]string, files ...string) (body []byte, kind string) {
	t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for name, value := range fields {
		if err := w.WriteField(name, value); err != nil {
			t.Fatal(err)
		}
	}
	for _, path := range files {
		part, err := w.CreateFormFile("file", filepath.Base(path))
		if err != nil {
			t.Fatal(err)
		}
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := part.Write(text); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes(), w.FormDataContentType()
}

// TestBatchesAndDecisionsBecomeWebhooks: a program hands real files in with a
// token of its own; its receiver hears of the batch's end and of what a person
// decides, and a receiver for another token hears nothing.
func TestBatchesAndDecisionsBecomeWebhooks(t *testing.T) {
	data, dir := t.TempDir(), t.TempDir()
	serve(t, data)
	var made struct{ Secret string }
	ask(t, data, http.MethodPost, "/tokens", map[string]any{"name": "scanner", "scopes": []string{"submit"}}, &made)
	mine, got := arrivals(t, webhook.NewSecret())
	others, none := arrivals(t, webhook.NewSecret())
	mustRun(t, data, "webhook", "create", mine.URL(), "--scope", "token:scanner", "--secret", mine.Secret())
	mustRun(t, data, "webhook", "create", others.URL(), "--scope", "token:other", "--secret", others.Secret())

	one, two, bad := filepath.Join(dir, "one.pdf"), filepath.Join(dir, "two.pdf"), filepath.Join(dir, "bad.xyz")
	textPaper(t, one, 1)
	textPaper(t, two, 2)
	writeFile(t, bad, "\x00\x01 of no type that is taken")
	handIn := func(files ...string) (answer handedIn) {
		body, kind := form(t, map[string]string{"correlation_id": "run-7"}, files...)
		ask(t, data, http.MethodPost, "/batches", body, &answer, "Content-Type", kind, "Authorization", "Bearer "+made.Secret)
		return answer
	}
	batch := handIn(one, two, bad)
	end, before := until(t, got, webhook.TypeExtractionCompleted)
	if end.Data.BatchID != batch.BatchID || end.Data.Status != "partial" || end.Data.Batch == nil || end.Data.Batch.Total != 3 || end.Data.Batch.Failed != 1 {
		t.Errorf("%+v %+v", end, end.Data.Batch)
	}
	processed := 0
	for _, p := range before {
		if p.Type == webhook.TypeFileProcessed {
			processed++
		}
		if p.Data.CorrelationID != "run-7" {
			t.Errorf("%+v", p)
		}
	}
	if processed < 1 || processed > 2 { // order is not promised
		t.Errorf("%+v", before)
	}
	worse := handIn(bad)
	if failed, _ := until(t, got, webhook.TypeExtractionFailed); failed.Data.Status != "failed" || failed.Data.BatchID != worse.BatchID {
		t.Errorf("%+v", failed)
	}

	path := "/documents/" + batch.Documents[0].ID
	var d doc.Document
	decide := func(act string, body any) {
		ask(t, data, http.MethodPost, path+act, body, &d, "If-Match", "*")
	}
	decide("/approve", map[string]any{"confirm_rest": true})
	approved, _ := until(t, got, webhook.TypeReviewCompleted)
	decide("/reopen", nil)
	reopened, _ := until(t, got, webhook.TypeReviewRequired)
	decide("/reject", map[string]any{"reason": "twice"})
	rejected, _ := until(t, got, webhook.TypeReviewCompleted)
	if approved.Data.Status != "approved" || reopened.Data.Status != "needs_review" || rejected.Data.Status != "rejected" ||
		rejected.Data.DocumentID != batch.Documents[0].ID || approved.Data.Sequence >= reopened.Data.Sequence || reopened.Data.Sequence >= rejected.Data.Sequence {
		t.Errorf("%+v\n%+v\n%+v", approved, reopened, rejected)
	}
	if len(none) > 0 {
		t.Errorf("another token's receiver hears %+v", <-none)
	}
}
