package api_test

import (
	"context"
	"encoding/json"
	"net/http"
	"reflect"
	"strings"
	"testing"
	"time"

	"deskclerk/backend/api"
	"deskclerk/backend/doc"
)

// shelfOfHabits keeps preferences in memory.
type shelfOfHabits struct{ kept api.Preferences }

func (h *shelfOfHabits) Preferences(context.Context) (api.Preferences, error) { return h.kept, nil }

func (h *shelfOfHabits) SetPreferences(_ context.Context, p api.Preferences) error {
	h.kept = p
	return nil
}

// pane is a window that remembers what it was told.
type pane struct{ taken []api.UploadedDocument }

func (p *pane) Summon(_ context.Context, taken []api.UploadedDocument) error {
	p.taken = taken
	return nil
}

func TestPreferencesAreChangedByWholesAndCheckedValues(t *testing.T) {
	habits := &shelfOfHabits{kept: api.DefaultPreferences()}
	s := open(t, func(o *api.Options) { o.Habits = habits })
	put := func(body string) int {
		return s.do(s.request(http.MethodPut, "/api/v1/preferences", strings.NewReader(body), "Content-Type", "application/json")).status
	}
	if got := put(`{"notify": false, "on_close": "finish"}`); got != http.StatusOK {
		t.Fatal(got)
	}
	if want := (api.Preferences{OnClose: api.CloseFinish}); !reflect.DeepEqual(habits.kept, want) {
		t.Errorf("kept %+v", habits.kept)
	}
	if got := put(`{"notify": true, "on_close": "explode"}`); got/100 != 4 {
		t.Errorf("an unknown way to close is answered with %d", got)
	}
	var read api.Preferences
	a := s.do(s.request(http.MethodGet, "/api/v1/preferences", nil))
	if err := json.Unmarshal(a.body, &read); err != nil || !reflect.DeepEqual(read, habits.kept) {
		t.Errorf("read %+v, %v", read, err)
	}
}

func TestTheWindowOfThePageHearsWhatTheReviewHasBeforeIt(t *testing.T) {
	s := open(t)
	var first api.Screened
	a := s.do(s.request(http.MethodGet, "/api/v1/review/screen", nil))
	if err := json.Unmarshal(a.body, &first); err != nil || first.Screen != nil {
		t.Fatalf("at first: %s %v", a.body, err)
	}
	heard := make(chan answer, 1)
	go func() {
		heard <- s.do(s.request(http.MethodGet, "/api/v1/review/screen?after=0&wait=30s", nil))
	}()
	time.Sleep(50 * time.Millisecond) // most likely it waits by now; it must hear of it either way
	put := s.do(s.request(http.MethodPut, "/api/v1/review/screen",
		strings.NewReader(`{"document_id": "a", "page": 2, "box": [0.1, 0.2, 0.3, 0.4]}`), "Content-Type", "application/json"))
	if put.status != http.StatusNoContent {
		t.Fatalf("%d %s", put.status, put.body)
	}
	var now api.Screened
	if err := json.Unmarshal((<-heard).body, &now); err != nil || now.Screen == nil || now.Screen.Page != 2 || len(now.Screen.Box) != 4 {
		t.Errorf("heard %+v, %v", now, err)
	}
}

func TestASecondStartTellsTheWindowWhatBecameOfItsFiles(t *testing.T) {
	w := &pane{}
	s := open(t, func(o *api.Options) { o.Window = w })
	failure, err := json.Marshal(doc.FailureOf(doc.Errorf(doc.CodeUnsupported, "text")))
	if err != nil {
		t.Fatal(err)
	}
	a := s.do(s.request(http.MethodPost, "/api/v1/window/show",
		strings.NewReader(`{"taken": [{"name": "notes.txt", "error": `+string(failure)+`}]}`), "Content-Type", "application/json"))
	if a.status != http.StatusNoContent || len(w.taken) != 1 || w.taken[0].Error == nil {
		t.Errorf("%d, told %+v", a.status, w.taken)
	}
	if a := s.do(s.request(http.MethodPost, "/api/v1/window/show", nil)); a.status != http.StatusNoContent || len(w.taken) != 0 {
		t.Errorf("without files: %d %s, told %+v", a.status, a.body, w.taken)
	}
}
