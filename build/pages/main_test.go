package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"deskclerk/build/packs"
)

func TestPagesAreToldOfEachPackAndThoseKeptAreTaken(t *testing.T) {
	folder, keep := filepath.Join(t.TempDir(), "till"), t.TempDir()
	for path, text := range map[string]string{
		filepath.Join(folder, "docs", "a.png"):   "",
		filepath.Join(folder, "docs", "b.png"):   "",
		filepath.Join(folder, "truth", "a.json"): `{"type": "receipt", "fields": {}}`,
		filepath.Join(folder, "truth", "b.json"): `{"type": "receipt", "fields": {}}`,
		filepath.Join(keep, "till", "a.json"):    `[{}, {}]`,
		filepath.Join(keep, "till", "b.json"):    `[{}]`,
	} {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := run(&out, packs.Reader{Program: self, Keep: keep}, []string{folder}); err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(out.String(), "till: 2 documents, 3 pages, ") {
		t.Errorf("told %q", out.String())
	}
}
