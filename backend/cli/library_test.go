package cli_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestTheLibraryFromImportToDelete(t *testing.T) {
	data := t.TempDir()
	dir, _ := papers(t, 3)
	mustRun(t, data, "import", "--wait", dir)

	docs := list(t, data)
	if len(docs) != 3 {
		t.Fatalf("%d documents", len(docs))
	}
	id := docs[0].ID

	if again := mustRun(t, data, "import", "--json", filepath.Join(dir, docs[0].File.Name)); !strings.Contains(again.out, `"duplicate":true`) || !strings.Contains(again.out, id) {
		t.Errorf("the same file again: %s", again.out)
	}
	if shown := mustRun(t, data, "show", id); !strings.Contains(shown.out, "total") {
		t.Errorf("show: %s", shown.out)
	}
	if text := mustRun(t, data, "show", "--text", id); !strings.Contains(text.out, "TOTAL") {
		t.Errorf("text: %s", text.out)
	}
	if rows := readTable(t, mustRun(t, data, "export").out); len(rows) != 3 {
		t.Errorf("export has %d rows", len(rows))
	}
	if rows := readTable(t, mustRun(t, data, "export", id).out); len(rows) != 1 || rows[0]["id"] != id {
		t.Errorf("export of one: %v", rows)
	}
	mustRun(t, data, "reprocess", id, "--type", "invoice")
	if listed := mustRun(t, data, "list", "--status", "queued"); !strings.Contains(listed.out, id) {
		t.Errorf("after reprocess: %s", listed.out)
	}
	mustRun(t, data, "delete", "--yes", id)
	if r := run(t, data, "show", id); r.status != 1 {
		t.Errorf("a deleted document is still shown: %s", r.out)
	}
	if listed := mustRun(t, data, "list"); strings.Contains(listed.out, id) {
		t.Errorf("a deleted document is still listed: %s", listed.out)
	}
}

func TestTheDoctorFindsTheEngine(t *testing.T) {
	data := t.TempDir()
	r := mustRun(t, data, "doctor", "--json")
	var findings []struct{ Name, Health, Found string }
	if err := json.Unmarshal([]byte(r.out), &findings); err != nil {
		t.Fatal(err)
	}
	seen := map[string]string{}
	for _, f := range findings {
		seen[f.Name] = f.Health + " " + f.Found
	}
	if !strings.HasPrefix(seen["engine"], "good") || !strings.Contains(seen["languages"], "eng") || !strings.HasPrefix(seen["PDF"], "good") {
		t.Errorf("%v", seen)
	}
}

func TestTheDoctorNamesABrokenConfiguration(t *testing.T) {
	data := t.TempDir()
	writeFile(t, filepath.Join(data, "bad.toml"), "[limits]\nmax_byte = 1\n")
	r := run(t, data, "doctor", "--config", filepath.Join(data, "bad.toml"))
	if r.status != 1 || !strings.Contains(r.out, "limits.max_byte") {
		t.Fatalf("exit status %d: %s%s", r.status, r.out, r.err)
	}
}

func TestProcessLeavesNothingBehind(t *testing.T) {
	data, tmp := t.TempDir(), t.TempDir()
	dir, _ := papers(t, 1)
	t.Setenv("TMPDIR", tmp)
	mustRun(t, data, "process", dir)
	left, err := os.ReadDir(tmp)
	if err != nil || len(left) != 0 {
		t.Errorf("left in the temporary folder: %v, %v", left, err)
	}
	if _, err := os.Stat(filepath.Join(data, "deskclerk.db")); err == nil {
		t.Error("a database was made in the data folder")
	}
}
