package app

import (
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"deskclerk/backend/api"
	"deskclerk/backend/doc"
)

func TestPreferencesAreKeptAndABrokenFileMeansTheDefaults(t *testing.T) {
	a := opened(t, func(*Config) {})
	before, err := a.Preferences(t.Context())
	if err != nil || !reflect.DeepEqual(before, api.DefaultPreferences()) {
		t.Fatalf("at first: %+v, %v", before, err)
	}
	want := api.Preferences{Notify: false, OnClose: api.CloseBackground}
	if err := a.SetPreferences(t.Context(), want); err != nil {
		t.Fatal(err)
	}
	if got, err := a.Preferences(t.Context()); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("kept %+v, %v", got, err)
	}
	for _, text := range []string{"{", `{"notify": true, "on_close": "explode"}`} {
		if err := os.WriteFile(filepath.Join(a.dir, preferencesFile), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if got, err := a.Preferences(t.Context()); err != nil || !reflect.DeepEqual(got, api.DefaultPreferences()) {
			t.Errorf("of %s came %+v, %v", text, got, err)
		}
	}
}

func TestTheWindowHearsOnceOfFilesThatWereOpenedWithTheProgram(t *testing.T) {
	a := opened(t, func(*Config) {})
	if err := a.Summon(t.Context(), nil); doc.CodeOf(err) != doc.CodeConflict {
		t.Errorf("without a window: %v", err)
	}
	summoned := a.Summoned()
	dir := t.TempDir()
	picture := filepath.Join(dir, "scan.png")
	if err := os.WriteFile(picture, []byte("\x89PNG\r\n\x1a\nwhatever"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := a.OpenFiles(t.Context(), []string{picture, filepath.Join(dir, "gone.pdf")}); err != nil {
		t.Fatal(err)
	}
	passed := api.UploadedDocument{Name: "scans.zip/notes.txt", Container: "1", PassedOver: doc.PassedType}
	refused := api.UploadedDocument{Name: "notes.txt", Error: doc.FailureOf(doc.Errorf(doc.CodeUnsupported, "text"))}
	if err := a.Summon(t.Context(), []api.UploadedDocument{refused, passed}); err != nil {
		t.Fatal(err)
	}
	<-summoned
	got := a.Opened()
	if len(got) != 4 || got[3].Container != passed.Container || got[3].PassedOver != passed.PassedOver {
		t.Fatalf("told of %+v", got)
	}
	if got[0].Error != nil || got[0].ID == "" || got[1].Error == nil || got[2].Error == nil {
		t.Errorf("told of %+v", got)
	}
	if more := a.Opened(); len(more) != 0 {
		t.Errorf("told again of %+v", more)
	}
	if work, err := a.Working(t.Context()); err != nil || work == 0 {
		t.Errorf("a document waits, and the work is %d, %v", work, err)
	}
}

func TestAnExportOfTheWindowIsNoLogin(t *testing.T) {
	a := opened(t, func(*Config) {})
	if err := a.Serve(t.Context(), "127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	a.Token() // the page's
	for range 2 {
		if err := a.SaveCSV(t.Context(), "", filepath.Join(t.TempDir(), "table.csv")); err != nil {
			t.Fatal(err)
		}
	}
	log, err := a.store.AuditLog(t.Context(), doc.AuditQuery{Act: doc.AuditLogin, Limit: 10})
	if err != nil || len(log.Entries) != 1 {
		t.Errorf("%d logins stand in the audit log, %v", len(log.Entries), err)
	}
}
