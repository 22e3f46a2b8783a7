package store_test

import (
	"bytes"
	"testing"

	"deskclerk/backend/doc"
)

func TestAttachmentsAreKeptWithTheAttempt(t *testing.T) {
	l := newLibrary(t)
	id := l.admit(t, "one")
	want := []doc.Attachment{{Name: "factur-x.xml", MIME: "application/xml", Data: bytes.Repeat([]byte("<a/>"), 1000)}, {Name: "b.xml", Data: []byte("<b/>")}}
	if err := l.FinishInspect(t.Context(), l.claim(t), doc.Inspection{Pages: 1, Embedded: want}); err != nil {
		t.Fatal(err)
	}
	got, err := l.Attachments(t.Context(), id, 1)
	if err != nil || len(got) != 2 {
		t.Fatalf("%+v, %v", got, err)
	}
	for i, a := range got {
		if a.Name != want[i].Name || a.MIME != want[i].MIME || !bytes.Equal(a.Data, want[i].Data) {
			t.Errorf("%d: %s, %s, %d bytes", i, a.Name, a.MIME, len(a.Data))
		}
	}
	if got, err := l.Attachments(t.Context(), id, 2); err != nil || len(got) != 0 {
		t.Errorf("another attempt has %v, %v", got, err)
	}
	l.work(t, 1)
	if err := l.Delete(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	_, err = l.Attachments(t.Context(), id, 1)
	wantCode(t, err, doc.CodeNotFound)
}
