package store_test

import (
	"testing"

	"deskclerk/backend/doc"
)

// packed keeps a container that held the documents.
func packed(t *testing.T, l *library, ids ...string) doc.Container {
	t.Helper()
	a := l.keep(t, "a ZIP of them")
	c := doc.Container{Name: "scans.zip", SHA256: a.SHA256, Bytes: a.Bytes, MIME: "application/zip", BatchID: "b", Entries: []doc.Entry{
		{Name: "readme.txt", PassedOver: doc.PassedText},
		{Name: "bad.pdf", Error: doc.FailureOf(doc.Errorf(doc.CodeCorrupt, "cut"))},
	}}
	for _, id := range ids {
		c.Entries = append(c.Entries, doc.Entry{Name: id + ".pdf", DocumentID: id})
	}
	kept, err := l.KeepContainer(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	return kept
}

func TestAContainerIsListedWithWhatCameOfIt(t *testing.T) {
	l := newLibrary(t)
	one, two := l.admit(t, "one"), l.admit(t, "two")
	kept := packed(t, l, one, two)
	c, err := l.Container(t.Context(), kept.ID)
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Entries) != 4 || c.Entries[0].PassedOver != doc.PassedText || c.Entries[1].Error == nil || c.Entries[3].DocumentID != two || !c.Kept {
		t.Errorf("%+v", c)
	}
	again := packed(t, l, one)
	if again.ID != kept.ID {
		t.Error("the same content made a second container")
	}
	if _, err := l.Container(t.Context(), "none"); doc.CodeOf(err) != doc.CodeNotFound {
		t.Error(err)
	}
}

func TestAContainersFileGoesWithTheFirstOfItsDocuments(t *testing.T) {
	l := newLibrary(t)
	one, two := l.admit(t, "one"), l.admit(t, "two")
	kept := packed(t, l, one, two)
	if swept, err := l.Sweep(t.Context(), 0); err != nil || swept.Orphans != 0 {
		t.Fatalf("%+v, %v", swept, err)
	}
	if err := l.Delete(t.Context(), one); err != nil {
		t.Fatal(err)
	}
	if exists(t, l.OriginalPath(kept.SHA256)) {
		t.Error("a deleted document is still in the container's file")
	}
	c, err := l.Container(t.Context(), kept.ID)
	if err != nil || c.Kept || len(c.Entries) != 3 {
		t.Errorf("%+v, %v", c, err)
	}
	if err := l.Delete(t.Context(), two); err != nil {
		t.Fatal(err)
	}
	if _, err := l.Container(t.Context(), kept.ID); doc.CodeOf(err) != doc.CodeNotFound {
		t.Errorf("a container without documents is left: %v", err)
	}
}

func TestAnOriginalThatNothingWasMadeOfIsDropped(t *testing.T) {
	l := newLibrary(t)
	a := l.keep(t, "nothing in it")
	if err := l.DropOriginal(t.Context(), a.SHA256); err != nil {
		t.Fatal(err)
	}
	if exists(t, l.OriginalPath(a.SHA256)) {
		t.Error("it is still there")
	}
}
