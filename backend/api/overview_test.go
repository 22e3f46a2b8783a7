package api_test

import (
	"net/http"
	"strings"
	"testing"

	"deskclerk/backend/api"
	"deskclerk/backend/doc"
)

func TestTheLibraryAsAWhole(t *testing.T) {
	s := open(t)
	d := s.house.add("a.pdf", "application/pdf", []byte("%PDF"))
	other := s.house.add("b.pdf", "application/pdf", []byte("%PDF b"))
	tests := []struct{ name, path, holds string }{
		{"ids alone, newest first", "/documents/ids", `["` + other.ID + `","` + d.ID + `"]`},
		{"the events of a document", "/documents/" + d.ID + "/events", `"document_id":"` + d.ID + `"`},
		{"why documents failed", "/failures", `"code":"pdf_password"`},
		{"the last days", "/insights?days=3", `"median_seconds":0`},
		{"a sorted list", "/documents?sort=total&order=asc&warned=true&folder=x&code=pdf_password", `"excerpts":{}`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := s.get(api.Prefix+tt.path).want(t, http.StatusOK); !strings.Contains(string(got.body), tt.holds) {
				t.Errorf("%s", got.body)
			}
		})
	}
	for _, bad := range []string{"/documents?sort=colour", "/documents?order=up", "/insights?days=0", "/insights?offset=900"} {
		s.get(api.Prefix+bad).want(t, 422)
	}
	s.get(api.Prefix+"/documents/none/events").want(t, http.StatusNotFound)
}

func TestALiftedLimitAndATurnReachTheReading(t *testing.T) {
	s := open(t)
	d := s.house.add("a.pdf", "application/pdf", []byte("%PDF"))
	path := api.Prefix + "/documents/" + d.ID + "/reprocess"
	s.post(path, `{"max_pages":5000,"max_pixels":400000000,"rotation":{"all":180,"2":90},"keep":true}`, "Content-Type", "application/json").
		want(t, http.StatusAccepted)
	o := s.house.options[d.ID]
	if o.MaxPages != 5000 || o.MaxPixels != 400_000_000 || !o.Keep || o.Rotation[doc.EveryPage] != 180 || o.Rotation[2] != 90 {
		t.Errorf("%+v", o)
	}
	for _, bad := range []string{`{"rotation":{"0":90}}`, `{"rotation":{"all":45}}`, `{"max_pages":0}`, `{"max_pixels":2000000000}`} {
		s.post(path, bad, "Content-Type", "application/json").want(t, 422)
	}
}
