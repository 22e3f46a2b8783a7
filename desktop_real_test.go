package main

import (
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"deskclerk/backend/api"
	"deskclerk/backend/app"
	"deskclerk/internal/paper"
)

// behind is the real program behind the window, which reads nothing: no worker
// is started.
func behind(t *testing.T) *app.App {
	t.Helper()
	a, err := app.Open(t.Context(), app.Options{Dir: t.TempDir(), Config: app.DefaultConfig(), Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := a.Serve(t.Context(), "127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	return a
}

func TestWhatIsDroppedOnTheWindowIsInTheTableThatItSaves(t *testing.T) {
	folder := t.TempDir()
	if _, err := paper.Folder(folder, 2); err != nil {
		t.Fatal(err)
	}
	table := filepath.Join(t.TempDir(), "table.csv")
	person := &desk{save: table}
	a := behind(t)
	d := &Desktop{ctx: t.Context(), backend: a, shell: person}

	taken, err := d.ImportPaths([]string{folder, filepath.Join(folder, "gone.pdf")})
	if err != nil || len(taken.Documents) != 3 || taken.Documents[2].Error == nil {
		t.Fatalf("taken are %+v, %v", taken, err)
	}
	if path, err := d.SaveCSV(""); err != nil || path != table {
		t.Fatalf("saved to %q, %v", path, err)
	}
	text, err := os.ReadFile(table)
	if err != nil || strings.Count(string(text), "receipt-00") != 2 {
		t.Errorf("the table is %s, %v", text, err)
	}
	if err := d.RevealOriginal(taken.Documents[0].ID); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(person.shown); err != nil {
		t.Errorf("what is shown in the file manager is not there: %v", err)
	}
}

func TestTheWindowStandsAsItWasKept(t *testing.T) {
	a := behind(t)
	if text, err := a.WindowState(); err != nil || readWindowState(text).Placed {
		t.Fatalf("at first: %s, %v", text, err)
	}
	want := windowState{X: 10, Y: 20, Width: 1000, Height: 700, Placed: true, Language: "de"}
	if err := a.KeepWindowState(want.text()); err != nil {
		t.Fatal(err)
	}
	text, err := a.WindowState()
	if err != nil || readWindowState(text) != want {
		t.Errorf("kept %s, %v", text, err)
	}
}

func TestClosingAsksTheRealProgramWhetherItWorks(t *testing.T) {
	folder := t.TempDir()
	if _, err := paper.Folder(folder, 1); err != nil {
		t.Fatal(err)
	}
	a := behind(t)
	asked := 0
	within, end := context.WithTimeout(t.Context(), time.Minute)
	defer end()
	c := &closing{
		working: func() (int, error) { return a.Working(within) }, ask: func() { asked++ },
		habits: func() (api.Preferences, error) { return a.Preferences(within) }, within: within,
	}
	if c.prevents() {
		t.Error("an empty library keeps the window open")
	}
	if _, err := a.ImportPaths(t.Context(), []string{folder}); err != nil {
		t.Fatal(err)
	}
	if !c.prevents() || asked != 1 {
		t.Errorf("with a document that waits it asked %d times", asked)
	}
}
