package cli_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"deskclerk/backend/doc"
)

// traced is the program's command under strace; the test is skipped where that
// cannot be.
func traced(ctx context.Context, t *testing.T, data string, flags []string, args ...string) *exec.Cmd {
	t.Helper()
	strace, err := exec.LookPath("strace")
	if err != nil {
		t.Skip("strace is not installed")
	}
	if err := exec.CommandContext(ctx, strace, "-qq", "-o", os.DevNull, "true").Run(); err != nil {
		t.Skip("strace may not trace here")
	}
	cmd := program(ctx, t, data, args...)
	cmd.Args = append(append([]string{strace, "-f", "-qq"}, flags...), cmd.Args...)
	cmd.Path = strace
	return cmd
}

// acknowledged lists the ids that an import --json printed.
func acknowledged(out string) []string {
	var ids []string
	for line := range strings.Lines(out) {
		var one struct{ ID string }
		if json.Unmarshal([]byte(line), &one) == nil && one.ID != "" {
			ids = append(ids, one.ID)
		}
	}
	return ids
}

func TestWhatWasAcknowledgedSurvivesAKillAtAnySync(t *testing.T) {
	dir, drawn := papers(t, 2)
	rounds := scale(t, "DESKCLERK_TEST_KILLS", 5)
	for _, call := range []string{"fsync", "renameat"} {
		for n := 1; n <= rounds; n++ {
			data := t.TempDir()
			mustRun(t, data, "list") // the database is made before
			var out bytes.Buffer
			inject := fmt.Sprintf("inject=%s:signal=SIGKILL:when=%d", call, n)
			cmd := traced(t.Context(), t, data, []string{"-o", os.DevNull, "-e", "trace=fsync,renameat", "-e", inject}, "import", "--json", dir)
			cmd.Stdout = &out
			err := cmd.Run()
			checkKept(t, data, acknowledged(out.String()))
			if err == nil {
				break // there were fewer than n
			}
			if n == rounds {
				finishAll(t, data, dir, len(drawn))
			}
		}
	}
}

// finishAll imports what is missing, has everything read and counts.
func finishAll(t *testing.T, data, dir string, want int) {
	t.Helper()
	mustRun(t, data, "import", "--wait", dir)
	docs := list(t, data)
	for _, d := range docs {
		if !d.Status.Read() {
			t.Errorf("%s stands at %s", d.ID, d.Status)
		}
	}
	if len(docs) != want {
		t.Errorf("%d documents for %d papers", len(docs), want)
	}
}

// list lists the documents of a data folder.
func list(t *testing.T, data string) []doc.Document {
	t.Helper()
	var docs []doc.Document
	for line := range strings.Lines(mustRun(t, data, "list", "--json").out) {
		var d doc.Document
		if err := json.Unmarshal([]byte(line), &d); err != nil {
			t.Fatal(err)
		}
		docs = append(docs, d)
	}
	return docs
}

// checkKept looks whether every acknowledged document is there, and every
// document's file.
func checkKept(t *testing.T, data string, acknowledged []string) {
	t.Helper()
	there := map[string]bool{}
	for _, d := range list(t, data) {
		there[d.ID] = true
		sum := d.File.SHA256
		if _, err := os.Stat(filepath.Join(data, "originals", sum[:2], sum[2:4], sum)); err != nil {
			t.Errorf("document %s has no original: %v", d.ID, err)
		}
	}
	for _, id := range acknowledged {
		if !there[id] {
			t.Errorf("acknowledged document %s is gone", id)
		}
	}
}

func TestFileAndFolderAreSyncedBeforeTheAcknowledgement(t *testing.T) {
	dir, _ := papers(t, 1)
	data := t.TempDir()
	trace := filepath.Join(t.TempDir(), "trace")
	cmd := traced(t.Context(), t, data, []string{"-y", "-o", trace, "-s", "200", "-e", "trace=fsync,fdatasync,rename,renameat,renameat2,write"}, "import", "--json", dir)
	var out bytes.Buffer
	cmd.Stdout = &out
	if err := cmd.Run(); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(trace)
	if err != nil {
		t.Fatal(err)
	}
	steps := []*regexp.Regexp{
		regexp.MustCompile(`f(data)?sync\(\d+<[^>]*/incoming/`),
		regexp.MustCompile(`rename(at2?)?\(.*/originals/`),
		regexp.MustCompile(`fsync\(\d+<[^>]*/originals/..(/..)?>`),
		regexp.MustCompile(`f(data)?sync\(\d+<[^>]*deskclerk\.db-wal>`),
		regexp.MustCompile(`write\(1<[^>]*>, "\{`),
	}
	rest := string(text)
	for _, step := range steps {
		at := step.FindStringIndex(rest)
		if at == nil {
			t.Fatalf("no %s in its place in\n%s", step, text)
		}
		rest = rest[at[1]:]
	}
}
