package store_test

import (
	"encoding/json"
	"testing"
	"time"

	"deskclerk/backend/doc"
	"deskclerk/backend/store"
)

func TestADocumentGoesItsWholeWay(t *testing.T) {
	l := newLibrary(t)
	id := l.admit(t, "one")
	l.work(t, 2)
	d := l.document(t, id)
	text, _ := json.MarshalIndent(d, "", " ")
	t.Log(string(text))
	events, err := l.Events(t.Context(), 0, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range events {
		t.Log(e)
	}
	listing, err := l.Documents(t.Context(), doc.Query{Text: "page 2"})
	if err != nil {
		t.Fatal(err)
	}
	t.Log(listing)
	_ = time.Now
	_ = store.KindPage
}
