package api_test

import (
	"net/http"
	"strings"
	"testing"

	"deskclerk/backend/api"
)

func TestCopiesOfADocumentAreSavedUnderItsName(t *testing.T) {
	s := open(t)
	d := s.house.add("scan of march.pdf", "application/pdf", []byte("a"))
	for _, tt := range []struct{ path, kind, name, body string }{
		{"/searchable.pdf", "application/pdf", "scan of march.searchable.pdf", "%PDF-1.7 of a test"},
		{"/hocr", "text/vnd.hocr+html; charset=utf-8", "scan of march.hocr", "<hocr/>"},
		{"/alto", "application/alto+xml; charset=utf-8", "scan of march.alto.xml", "<alto/>"},
	} {
		got := s.get(api.Prefix+"/documents/"+d.ID+tt.path).want(t, http.StatusOK)
		if string(got.body) != tt.body || got.header.Get("Content-Type") != tt.kind ||
			got.header.Get("Content-Disposition") != `attachment; filename="`+tt.name+`"` {
			t.Errorf("%s: %q %v", tt.path, got.body, got.header)
		}
	}
}

func TestASignedPDFIsRefusedWithItsReason(t *testing.T) {
	s := open(t)
	d := s.house.add("signed.bin", "application/octet-stream", []byte("b"))
	got := s.get(api.Prefix+"/documents/"+d.ID+"/searchable.pdf").want(t, http.StatusConflict)
	if !strings.Contains(string(got.body), `"pdf_signed"`) {
		t.Errorf("%s", got.body)
	}
	s.get(api.Prefix+"/documents/none/searchable.pdf").want(t, http.StatusNotFound)
}
