package cli_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"deskclerk/backend/doc"
)

func TestAWatchedFolderByTheCommandLine(t *testing.T) {
	data := t.TempDir()
	dir, drawn := papers(t, 1)
	mustRun(t, data, "watch", "add", dir, "--name", "Scans", "--exclude", "drafts/", "--settle", "0.3")
	listed := mustRun(t, data, "watch", "list")
	if !strings.Contains(listed.out, "Scans") || !strings.Contains(listed.out, "not running") {
		t.Errorf("%s", listed.out)
	}
	if err := os.WriteFile(filepath.Join(dir, "tool.bin"), []byte("\x00\x01\x02\x03"), 0o600); err != nil {
		t.Fatal(err)
	}
	s := serve(t, data)
	counts := func() doc.FolderCounts {
		var all []doc.Folder
		if err := json.Unmarshal([]byte(mustRun(t, data, "watch", "list", "--json").out), &all); err != nil || len(all) != 1 {
			t.Fatalf("%d folders, %v", len(all), err)
		}
		return all[0].Counts
	}
	eventually(t, time.Minute, "the paper is taken", func() bool { c := counts(); return c.Taken == len(drawn) && c.PassedOver == 1 })
	if l, err := s.Documents(t.Context(), doc.Query{}); err != nil || l.Total != 1 || l.Documents[0].Source.Kind != doc.SourceFolder {
		t.Errorf("%+v, %v", l, err)
	}
	files := mustRun(t, data, "watch", "files", "Scans", "--state", "passed_over")
	if !strings.Contains(files.out, "tool.bin") || !strings.Contains(files.out, "This kind of file cannot be read.") {
		t.Errorf("%s", files.out)
	}
	mustRun(t, data, "watch", "leave", dir, "tool.bin")
	if files = mustRun(t, data, "watch", "files", "Scans"); !strings.Contains(files.out, "You said to leave it alone.") {
		t.Errorf("%s", files.out)
	}
	mustRun(t, data, "watch", "pause", "Scans")
	if status := mustRun(t, data, "watch", "status", "Scans"); !strings.Contains(status.out, "paused") {
		t.Errorf("%s", status.out)
	}
	mustRun(t, data, "watch", "resume", "Scans")
	mustRun(t, data, "watch", "edit", "Scans", "--after", "move", "--exclude", "none")
	if status := mustRun(t, data, "watch", "status", "Scans"); !strings.Contains(status.out, "move to done/") {
		t.Errorf("%s", status.out)
	}
	if r := run(t, data, "watch", "remove", "Scans"); r.status != 2 {
		t.Errorf("%+v", r)
	}
	mustRun(t, data, "watch", "remove", "Scans", "--yes")
	if listed = mustRun(t, data, "watch", "list"); strings.Contains(listed.out, "Scans") {
		t.Errorf("%s", listed.out)
	}
}

func TestWrongUseOfWatchedFolders(t *testing.T) {
	data := t.TempDir()
	tests := []struct {
		name, want string
		status     int
		args       []string
	}{
		{"the data folder", "own data", 2, []string{"add", data}},
		{"nothing", "unreadable", 3, []string{"add", filepath.Join(data, "nothing")}},
		{"an unknown fate", "after", 2, []string{"add", t.TempDir(), "--after", "burn"}},
		{"an unknown folder", "watch list", 1, []string{"files", "none"}},
		{"an unknown state", "lost", 2, []string{"files", "none", "--state", "lost"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := run(t, data, append([]string{"watch"}, tt.args...)...)
			if r.status != tt.status || !strings.Contains(r.err, tt.want) && tt.name != "nothing" {
				t.Errorf("%+v", r)
			}
		})
	}
}
