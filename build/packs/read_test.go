package packs_test

import (
	"image"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"deskclerk/backend/doc"
	"deskclerk/build/packs"
	"deskclerk/internal/paper"
)

// newPack writes a pack of two pictures, 120 and 140 pixels wide.
func newPack(t *testing.T) []packs.Case {
	t.Helper()
	dir := t.TempDir()
	write(t, filepath.Join(dir, "pack.json"), `{"name": "made up", "licence": "CC0-1.0"}`)
	for stem, width := range map[string]int{"a": 120, "b": 140} {
		picture, err := paper.PNG(image.NewGray(image.Rect(0, 0, width, 100)))
		if err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(dir, "docs", stem+".png"), string(picture))
		write(t, filepath.Join(dir, "truth", stem+".json"), `{"type": "receipt", "fields": {"total": "3.20"}}`)
	}
	cases, err := packs.Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	return cases
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// newReader starts this program as its worker.
func newReader(t *testing.T) packs.Reader {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return packs.Reader{Program: self, Cache: t.TempDir(), Keep: t.TempDir(), Jobs: 1}
}

// texts of all pages, a word a document.
func texts(documents [][]doc.Page) string {
	var out []string
	for _, pages := range documents {
		for _, p := range pages {
			out = append(out, p.Text())
		}
	}
	return strings.Join(out, " ")
}

func TestWhatWasReadIsKeptAndNotReadAgain(t *testing.T) {
	cases, r := newPack(t), newReader(t)
	first, err := r.Read(t.Context(), cases)
	if err != nil {
		t.Fatal(err)
	}
	if got := texts(first); got != "120 140" {
		t.Fatalf("read %q", got)
	}
	for _, c := range cases {
		if err := os.Remove(c.Path); err != nil {
			t.Fatal(err)
		}
	}
	again, err := r.Read(t.Context(), cases)
	if err != nil {
		t.Fatal(err)
	}
	if got := texts(again); got != "120 140" {
		t.Errorf("kept %q", got)
	}
}

func TestReadingAnewKeepsNothing(t *testing.T) {
	cases, r := newPack(t), newReader(t)
	out, err := r.ReadAnew(t.Context(), cases)
	if err != nil {
		t.Fatal(err)
	}
	if got := out[1][0].Page.Text(); got != "140" {
		t.Errorf("read %q", got)
	}
	if kept, err := os.ReadDir(r.Keep); err != nil || len(kept) > 0 {
		t.Errorf("kept %v, %v", kept, err)
	}
}

func TestADocumentThatCannotBeReadIsNamed(t *testing.T) {
	cases, r := newPack(t), newReader(t)
	write(t, cases[1].Path, "\x00\x01 no document at all")
	if _, err := r.Read(t.Context(), cases); err == nil || !strings.Contains(err.Error(), "made up/b") {
		t.Errorf("got %v", err)
	}
}
