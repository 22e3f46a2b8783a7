package main

import (
	"context"
	"slices"
	"testing"

	"deskclerk/backend/api/client"
	"deskclerk/backend/doc"
)

// desk is both sides of Desktop: a person at a dialog and the program behind.
type desk struct {
	save            string // where the person saves, "" when cancelled
	taken           []string
	query, csv      string
	original, shown string
	order           client.ExportOrder
	exported, again string
	refused         error
	folder          string // what the person chooses
}

func (d *desk) BaseURL() string { return "http://127.0.0.1:7411" }
func (d *desk) Token() string   { return "a token" }
func (d *desk) ImportPaths(_ context.Context, paths []string) ([]client.Upload, error) {
	d.taken = paths
	return []client.Upload{{ID: "1", Name: "a.pdf"}}, nil
}

func (d *desk) SaveCSV(_ context.Context, query, path string) error {
	d.query, d.csv = query, path
	return nil
}

func (d *desk) SaveExport(_ context.Context, o client.ExportOrder, path string) (doc.ExportRun, error) {
	d.order, d.exported = o, path
	return doc.ExportRun{ID: "run"}, d.refused
}

func (d *desk) SaveExportAgain(_ context.Context, id, path string, _ bool) error {
	d.again, d.exported = id, path
	return d.refused
}
func (d *desk) OpenTable(string) (string, error) { return "/papers/books.csv", nil }

func (d *desk) OriginalPath(context.Context, string) (string, error) {
	if d.original == "" {
		return "", doc.Errorf(doc.CodeNotFound, "no such document")
	}
	return d.original, nil
}
func (d *desk) Summoned() <-chan struct{}       { return nil }
func (d *desk) OpenFiles() ([]string, error)    { return []string{"/a/b.pdf"}, nil }
func (d *desk) OpenFolder() (string, error)     { return d.folder, nil }
func (d *desk) SaveFile(string) (string, error) { return d.save, nil }
func (d *desk) Reveal(path string) error {
	d.shown = path
	return nil
}

func bind(t *testing.T, d *desk) *Desktop {
	t.Helper()
	return &Desktop{ctx: t.Context(), backend: d, shell: d}
}

func TestThePageLearnsWhereTheAPIIs(t *testing.T) {
	want := Session{BaseURL: "http://127.0.0.1:7411", Token: "a token"}
	if got := bind(t, &desk{}).Session(); got != want {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestDroppedPathsAreImported(t *testing.T) {
	d := &desk{}
	got, err := bind(t, d).ImportPaths([]string{"/a", "/b"})
	if err != nil || len(got.Documents) != 1 || !slices.Equal(d.taken, []string{"/a", "/b"}) {
		t.Errorf("got %v, %v; taken %v", got, err, d.taken)
	}
}

func TestAFolderIsChosen(t *testing.T) {
	if path, err := bind(t, &desk{folder: "/scans"}).PickFolder(); err != nil || path != "/scans" {
		t.Errorf("got %q, %v", path, err)
	}
}

func TestNoPathsAreNotImported(t *testing.T) {
	d := &desk{}
	if got, err := bind(t, d).ImportPaths(nil); err != nil || len(got.Documents) != 0 || d.taken != nil {
		t.Errorf("got %v, %v; taken %v", got, err, d.taken)
	}
}

func TestTheTableIsSavedWhereThePersonSays(t *testing.T) {
	d := &desk{save: "/papers/table.csv"}
	path, err := bind(t, d).SaveCSV("status=completed")
	if err != nil || path != d.save || d.csv != d.save || d.query != "status=completed" {
		t.Errorf("got %q, %v; %+v", path, err, d)
	}
}

func TestACancelledDialogSavesNothing(t *testing.T) {
	d := &desk{}
	if path, err := bind(t, d).SaveCSV(""); err != nil || path != "" || d.csv != "" {
		t.Errorf("got %q, %v; %+v", path, err, d)
	}
}

func TestTheOriginalIsShown(t *testing.T) {
	d := &desk{original: "/originals/ab/cd/abcd"}
	if err := bind(t, d).RevealOriginal("1"); err != nil || d.shown != d.original {
		t.Errorf("shown %q, %v", d.shown, err)
	}
}

func TestAnUnknownDocumentIsNotShown(t *testing.T) {
	d := &desk{}
	err := bind(t, d).RevealOriginal("1")
	if doc.CodeOf(err) != doc.CodeNotFound || d.shown != "" {
		t.Errorf("shown %q, %v", d.shown, err)
	}
}

func TestAnExportGoesWhereThePersonSays(t *testing.T) {
	d := &desk{save: "/papers/table.csv"}
	got, err := bind(t, d).SaveExport(Wanted{Profile: "p", Query: "type=invoice", Name: "p.csv", Which: "changed"})
	if err != nil || got.Path != d.save || got.Run == nil || d.exported != d.save || d.order.Query.Get("type") != "invoice" || d.order.Which != doc.PickChanged {
		t.Errorf("got %+v, %v; %+v", got, err, d)
	}
	got, err = bind(t, d).SaveExport(Wanted{Profile: "p", Append: true})
	if err != nil || got.Path != "/papers/books.csv" || !d.order.Append {
		t.Errorf("to append: got %+v, %v; %+v", got, err, d)
	}
	got, err = bind(t, d).SaveExportAgain("run", "p.csv", false)
	if err != nil || got.Path != d.save || d.again != "run" {
		t.Errorf("again: got %+v, %v; %+v", got, err, d)
	}
}

func TestAnExportThatFailsSaysWhy(t *testing.T) {
	d := &desk{save: "/papers/table.csv", refused: doc.Errorf(doc.CodeFileMismatch, "its columns are others")}
	got, err := bind(t, d).SaveExport(Wanted{Profile: "p"})
	if err != nil || got.Path != "" || got.Error == nil || got.Error.Code != doc.CodeFileMismatch {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestACancelledDialogExportsNothing(t *testing.T) {
	d := &desk{}
	if got, err := bind(t, d).SaveExport(Wanted{Profile: "p"}); err != nil || got.Path != "" || d.exported != "" {
		t.Errorf("got %+v, %v", got, err)
	}
}
