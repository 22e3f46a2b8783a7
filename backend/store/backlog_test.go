package store_test

import (
	"fmt"
	"testing"

	"deskclerk/backend/doc"
	"deskclerk/backend/store"
)

func TestTheBacklogCountsWhatIsStillToBeDone(t *testing.T) {
	l := newLibrary(t)
	want := func(text string) {
		t.Helper()
		counts, err := l.Backlog(t.Context())
		if err != nil || fmt.Sprint(counts) != text {
			t.Fatalf("%v, want %s (%v)", counts, text, err)
		}
	}
	want("map[]")
	l.admit(t, "one")
	l.admit(t, "two")
	want("map[available:2]")
	job := l.claim(t)
	want("map[available:1 running:1]")
	if err := l.Fail(t.Context(), job, doc.Errorf(doc.CodeWorkerCrash, "")); err != nil {
		t.Fatal(err)
	}
	want(fmt.Sprintf("map[available:1 %s:1]", store.StateRetryable))
	l.clock.Advance(1 << 40)
	l.work(t, 1)
	want("map[]")
}
