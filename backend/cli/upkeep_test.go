package cli_test

import (
	"archive/zip"
	"encoding/json"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"deskclerk/backend/doc"
)

func TestABackupOfARunningProgramIsRestoredElsewhere(t *testing.T) {
	data := t.TempDir()
	dir, drawn := papers(t, 2)
	s := serve(t, data)
	for i := range drawn {
		if _, err := upload(t, s, paperPath(t, dir, i)); err != nil {
			t.Fatal(err)
		}
	}
	place := t.TempDir()
	for _, backup := range []string{filepath.Join(place, "backups"), filepath.Join(place, "b.tar.zst")} {
		mustRun(t, data, "backup", backup)
		mustRun(t, data, "verify", backup)
		restored := filepath.Join(t.TempDir(), "restored")
		if r := run(t, t.TempDir(), "restore", backup); r.status != 1 || !strings.Contains(r.err, "in its place already") { // program() puts its caches there
			t.Errorf("a folder that is not empty: %d %s", r.status, r.err)
		}
		cmd := program(t.Context(), t, t.TempDir(), "restore", backup)
		cmd.Args = slices.Replace(cmd.Args, len(cmd.Args)-1, len(cmd.Args), restored)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		if found := list(t, restored); len(found) != 2 {
			t.Errorf("%d documents were restored", len(found))
		}
		mustRun(t, restored, "verify")
	}
	if r := run(t, data, "backup", filepath.Join(place, "b.tar.zst")); r.status != 1 {
		t.Errorf("a file was written over: %s", r.err)
	}
	if r := run(t, data, "backup", filepath.Join(place, "b.tar.zst.age")); r.status != 2 {
		t.Errorf("an encrypted file without a passphrase: %s", r.err)
	}
	var acts []string
	for line := range strings.Lines(mustRun(t, data, "audit", "--jsonl").out) {
		var e doc.AuditEntry
		if err := json.Unmarshal([]byte(line), &e); err != nil {
			t.Fatal(err)
		}
		acts = append(acts, e.Act)
	}
	for _, act := range []string{doc.EventReceived, doc.AuditSettings, doc.AuditSnapshot, doc.AuditBackup} {
		if !slices.Contains(acts, act) {
			t.Errorf("%s is not in the audit log: %v", act, acts)
		}
	}
}

func TestARuleShowsWhatItWouldRemoveAndThenDoes(t *testing.T) {
	data := t.TempDir()
	id := strings.TrimSpace(mustRun(t, data, "retention", "add", "--name", "failures", "--status", "failed_terminal", "--since", "received", "--days", "1").out)
	if r := mustRun(t, data, "retention", "preview", "failures"); !strings.Contains(r.out, "failures (off): 0 documents") {
		t.Errorf("preview: %s", r.out)
	}
	mustRun(t, data, "retention", "on", "failures")
	if r := mustRun(t, data, "retention", "list"); !strings.Contains(r.out, id) || !strings.Contains(r.out, "on") {
		t.Errorf("list: %s", r.out)
	}
	if r := run(t, data, "retention", "run"); r.status != 2 {
		t.Errorf("it ran without being asked twice: %s", r.err)
	}
	mustRun(t, data, "retention", "run", "--yes")
	if r := mustRun(t, data, "audit", "--act", "retention"); strings.Count(r.out, "retention.") != 3 {
		t.Errorf("audit: %s", r.out)
	}
	mustRun(t, data, "retention", "delete", "failures")
	if r := run(t, data, "retention", "add", "--name", "x", "--status", "needs_review", "--days", "1"); r.status != 2 {
		t.Errorf("what waits for a person may be removed: %s", r.err)
	}
}

func TestTheBundleIsWrittenForABrokenLibraryToo(t *testing.T) {
	data := t.TempDir()
	mustRun(t, data, "list")
	for _, want := range []string{"schema.sql", "library.error.txt"} {
		name := want + ".zip"
		if want == "library.error.txt" {
			writeFile(t, filepath.Join(data, "deskclerk.db"), strings.Repeat("no database ", 1000))
		}
		path := filepath.Join(t.TempDir(), name)
		run(t, data, "doctor", "--bundle", path) // a broken one is unwell, but gives its bundle
		z, err := zip.OpenReader(path)
		if err != nil {
			t.Fatal(err)
		}
		names := map[string]string{}
		for _, f := range z.File {
			r, err := f.Open()
			if err != nil {
				t.Fatal(err)
			}
			text, err := io.ReadAll(r)
			if err != nil {
				t.Fatal(err)
			}
			names[filepath.Base(f.Name)] = string(text)
		}
		_ = z.Close()
		for _, file := range []string{"about.json", "findings.json", "config.toml", want} {
			if names[file] == "" {
				t.Errorf("%s has no %s", name, file)
			}
		}
		if token, err := os.ReadFile(filepath.Join(data, "token")); err != nil || strings.Contains(strings.Join(slices.Collect(maps.Values(names)), ""), strings.TrimSpace(string(token))) {
			t.Errorf("the token is in %s (%v)", name, err)
		}
	}
}
