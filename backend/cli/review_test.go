package cli_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"testing"

	"deskclerk/backend/app"
	"deskclerk/backend/doc"
	"deskclerk/internal/paper"
)

// ask makes a request to the program and decodes its answer.
func ask(t *testing.T, data, method, path string, body any, v any, headers ...string) {
	t.Helper()
	instance, err := app.ReadInstance(data)
	if err != nil {
		t.Fatal(err)
	}
	token, err := app.ReadToken(data)
	if err != nil {
		t.Fatal(err)
	}
	raw, ok := body.([]byte)
	if !ok && body != nil {
		if raw, err = json.Marshal(body); err != nil {
			t.Fatal(err)
		}
	}
	r, err := http.NewRequestWithContext(t.Context(), method, instance.BaseURL+"/api/v1"+path, bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+token)
	r.Header.Set("Content-Type", "application/json")
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode >= 300 {
		t.Fatalf("%s %s: %d %s (%v)", method, path, res.StatusCode, text, err)
	}
	if err := json.Unmarshal(text, v); err != nil {
		t.Fatal(err)
	}
}

// TestAPersonCapturesFromTheRealPage: a scan is read, the place of its total read
// again by the worker, and the value taken over.
func TestAPersonCapturesFromTheRealPage(t *testing.T) {
	data := t.TempDir()
	serve(t, data)
	drawn, err := paper.Receipt(3)
	if err != nil {
		t.Fatal(err)
	}
	scan, err := paper.PNG(drawn.Image)
	if err != nil {
		t.Fatal(err)
	}
	var up struct {
		Documents []struct {
			Document doc.Document `json:"document"`
		} `json:"documents"`
	}
	ask(t, data, http.MethodPost, "/documents?filename=scan.png&wait=60s", scan, &up)
	d := up.Documents[0].Document
	total := d.Fields["total"]
	if !d.Status.Read() || total.Box == nil || total.Value == nil {
		t.Fatalf("%s %+v", d.Status, total)
	}
	path := "/documents/" + d.ID
	var c doc.Capture
	ask(t, data, http.MethodPost, path+"/pages/1/read", map[string]any{"box": total.Box, "field": "total"}, &c)
	if c.Value == nil || *c.Value != drawn.Truth["total"] || c.Confidence < 0.5 || c.TextSource != doc.TextOCR || c.Box.Overlap(*total.Box) < 0.5 {
		t.Fatalf("captured %+v, want %s", c, drawn.Truth["total"])
	}
	correct := map[string]any{"action": "correct", "value": *c.Value, "raw": c.Raw, "page": c.Page, "box": c.Box}
	ask(t, data, http.MethodPatch, path+"/fields/total", correct, &d, "If-Match", "*")
	ask(t, data, http.MethodPut, path+"/type", map[string]any{"type": "invoice"}, &d, "If-Match", "*")
	if d.Type.Name != doc.TypeInvoice || d.Fields["grand_total"].Value == nil {
		t.Errorf("as an invoice: %+v", d.Fields)
	}
	ask(t, data, http.MethodPost, path+"/approve", map[string]any{"confirm_rest": true}, &d, "If-Match", "*")
	if d.Status != doc.StatusApproved {
		t.Errorf("status %s", d.Status)
	}
	var step struct{ Document doc.Document }
	for range 2 {
		ask(t, data, http.MethodPost, "/review/undo", nil, &step)
	}
	if got := step.Document; got.Type.Name != doc.TypeReceipt || *got.Fields["total"].Value != *c.Value {
		t.Errorf("undone: %+v", got.Type)
	}
}
