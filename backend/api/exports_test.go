package api_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"deskclerk/backend/api"
	"deskclerk/backend/doc"
)

// send sends a body as JSON.
func (s *site) send(method, path string, body any) answer {
	s.t.Helper()
	text, err := json.Marshal(body)
	if err != nil {
		s.t.Fatal(err)
	}
	return s.do(s.request(method, api.Prefix+path, bytes.NewReader(text), "Content-Type", "application/json"))
}

// aTable is a profile as a caller sends it.
func aTable(name string) map[string]any {
	return map[string]any{
		"name": name, "types": []string{}, "format": "csv", "rows": "document", "incomplete": "hold",
		"columns": []any{
			map[string]any{"header": "file", "source": []string{"fact:file"}},
			map[string]any{"header": "total", "source": []string{"field:total"}},
		},
		"style": map[string]any{
			"decimal": "comma", "date": "DD.MM.YYYY", "delimiter": "semicolon", "encoding": "utf-8", "line_end": "lf", "header": true, "quote": "needed",
		},
	}
}

func TestAnExportFromTheProfileToTheFile(t *testing.T) {
	s, library := openReal(t)
	for _, name := range []string{"a", "b"} {
		s.post(api.Prefix+"/documents?filename="+name+".pdf", "%PDF-1.7 "+name).want(t, http.StatusAccepted)
	}
	for step(t, library) { //nolint:revive // until nothing is left
	}
	var p doc.ExportProfile
	made := s.send(http.MethodPost, "/export-profiles", aTable("Our books")).want(t, http.StatusCreated)
	made.json(t, &p)
	if made.header.Get("Location") != api.Prefix+"/export-profiles/"+p.ID {
		t.Errorf("%v", made.header)
	}

	var v doc.ExportPreview
	s.send(http.MethodPost, "/exports/preview", map[string]any{"profile": p.ID}).want(t, http.StatusOK).json(t, &v)
	if v.Counts.Documents != 0 || v.Counts.Waiting != 2 {
		t.Errorf("what waits for a person goes out: %+v", v.Counts)
	}
	s.send(http.MethodPost, "/exports", map[string]any{"profile": p.ID}).want(t, http.StatusConflict)
	s.send(http.MethodPost, "/exports/preview?type=receipt", map[string]any{"profile": p.ID, "review": true}).want(t, http.StatusOK).json(t, &v)
	if v.Counts.Documents != 2 || len(v.Rows) != 2 || v.Rows[0].Cells[1] != "9,00" {
		t.Errorf("%+v", v)
	}

	var run doc.ExportRun
	s.send(http.MethodPost, "/exports?q=a", map[string]any{"profile": p.ID, "review": true, "ids": []string{v.Rows[0].DocumentID}}).want(t, http.StatusCreated).json(t, &run)
	if run.Counts.Documents != 1 || run.DeliveredAt != nil || run.Actor == "" {
		t.Errorf("%+v", run)
	}
	path := "/exports/" + run.ID
	file := s.get(api.Prefix+path+"/file").want(t, http.StatusOK)
	if string(file.body) != "file;total\na.pdf;9,00\n" || file.header.Get("Content-Type") != "text/csv; charset=utf-8" ||
		!strings.Contains(file.header.Get("Content-Disposition"), "our-books-") {
		t.Errorf("%q %v", file.body, file.header)
	}
	if rows := s.get(api.Prefix+path+"/rows").want(t, http.StatusOK); string(rows.body) != `[{"v":"a.pdf","k":"text"},{"v":"9.00","k":"money"}]`+"\n" {
		t.Errorf("%s", rows.body)
	}
	s.post(api.Prefix+path+"/delivered", "").want(t, http.StatusOK).json(t, &run)
	if run.DeliveredAt == nil {
		t.Error("not delivered")
	}

	var facts api.ExportFacts
	s.get(api.Prefix+"/documents/"+v.Rows[0].DocumentID+"/exports").want(t, http.StatusOK).json(t, &facts)
	if len(facts.Exports) != 1 || facts.Exports[0].RunID != run.ID {
		t.Errorf("%+v", facts)
	}
	s.send(http.MethodPost, path+"/undo", map[string]any{}).want(t, http.StatusOK).json(t, &run)
	if run.UndoneAt == nil {
		t.Error("not undone")
	}
	var list doc.ExportRunList
	s.get(api.Prefix+"/exports?limit=1").want(t, http.StatusOK).json(t, &list)
	if len(list.Runs) != 1 || list.Runs[0].ID != run.ID {
		t.Errorf("%+v", list)
	}
}

func TestExportsAreRefusedAsDescribed(t *testing.T) {
	s, _ := openReal(t)
	bad := aTable("bad")
	bad["columns"] = []any{map[string]any{"header": "x", "source": []string{"file:/etc/passwd"}}}
	twice := aTable("twice")
	s.send(http.MethodPost, "/export-profiles", twice).want(t, http.StatusCreated)
	tests := []struct {
		name, method, path string
		body               any
		status             int
		code               doc.Code
	}{
		{"a column of nothing", http.MethodPost, "/export-profiles", bad, 422, doc.CodeInvalid},
		{"a name twice", http.MethodPost, "/export-profiles", twice, 409, doc.CodeNameTaken},
		{"a profile that comes with the program is changed", http.MethodPut, "/export-profiles/builtin-table", twice, 409, doc.CodeConflict},
		{"a profile that comes with the program is deleted", http.MethodDelete, "/export-profiles/builtin-table", nil, 409, doc.CodeConflict},
		{"no profile", http.MethodPost, "/exports/preview", map[string]any{}, 422, doc.CodeInvalid},
		{"an unknown profile", http.MethodPost, "/exports", map[string]any{"profile": "x"}, 404, doc.CodeNotFound},
		{"an unknown export", http.MethodGet, "/exports/x/file", nil, 404, doc.CodeNotFound},
		{"rows of an unknown export", http.MethodGet, "/exports/x/rows", nil, 404, doc.CodeNotFound},
		{"an unknown export is undone", http.MethodPost, "/exports/x/undo", map[string]any{}, 404, doc.CodeNotFound},
		{"a cursor of nobody's", http.MethodGet, "/exports?after=ZDE", nil, 422, doc.CodeInvalid},
		{"exports of an unknown document", http.MethodGet, "/documents/x/exports", nil, 404, doc.CodeNotFound},
		{"a batch that lacks its numbers", http.MethodPost, "/exports", map[string]any{"profile": "builtin-datev"}, 422, doc.CodeProfile},
		{"nothing at all", http.MethodPost, "/exports", map[string]any{"profile": "builtin-table"}, 409, doc.CodeNothingToExport},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := s.send(tt.method, tt.path, tt.body).want(t, tt.status)
			if code := got.code(t); code != tt.code {
				t.Errorf("code %s, want %s", code, tt.code)
			}
		})
	}
	s.get(api.Prefix+"/export-profiles/sources").want(t, http.StatusOK)
	s.get(api.Prefix+"/export-profiles/builtin-xero-bills").want(t, http.StatusOK)
}
