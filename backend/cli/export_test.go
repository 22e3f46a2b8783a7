package cli_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"deskclerk/backend/doc"
)

func TestExportsByProfilesOnTheCommandLine(t *testing.T) {
	data := t.TempDir()
	dir, _ := papers(t, 2)
	mustRun(t, data, "import", "--wait", dir)
	books := filepath.Join(t.TempDir(), "books.csv")

	// A profile goes out as a file, is changed there and comes back.
	profile := filepath.Join(t.TempDir(), "profile.json")
	mustRun(t, data, "export", "profiles", "export-file", "table", "-o", profile)
	text, err := os.ReadFile(profile)
	if err != nil {
		t.Fatal(err)
	}
	writeFile(t, profile, strings.Replace(string(text), `"delimiter": "comma"`, `"delimiter": "semicolon"`, 1))
	mustRun(t, data, "export", "profiles", "import", profile, "--name", "Our books")
	if r := run(t, data, "export", "profiles", "import", profile, "--name", "our BOOKS"); r.status != doc.ExitUsage || !strings.Contains(r.err, "name") {
		t.Errorf("%+v", r)
	}
	mustRun(t, data, "export", "profiles", "import", profile, "--name", "Our books", "--replace")
	if r := mustRun(t, data, "export", "profiles", "list"); !strings.Contains(r.out, "Our books") || !strings.Contains(r.out, "builtin-datev") {
		t.Errorf("%s", r.out)
	}
	if r := mustRun(t, data, "export", "profiles", "show", "our books"); !strings.Contains(r.out, "semicolon") {
		t.Errorf("%s", r.out)
	}

	by := []string{"export", "--profile", "Our books", "--review"}
	if r := mustRun(t, data, append(by, "--dry-run")...); !strings.Contains(r.err, "2 documents would go out") || len(strings.Split(r.out, "\n")) != 4 {
		t.Errorf("%s\n%s", r.out, r.err)
	}
	var v doc.ExportPreview
	if err := json.Unmarshal([]byte(mustRun(t, data, append(by, "--dry-run", "--json")...).out), &v); err != nil || v.Counts.New != 2 {
		t.Errorf("%+v, %v", v.Counts, err)
	}
	if r := mustRun(t, data, append(by, "--to", books)...); !strings.Contains(r.err, "2 documents in 2 rows") {
		t.Errorf("%s", r.err)
	}
	first := content(t, books)
	if strings.Count(first, "\r\n") != 3 || !strings.HasPrefix(first, "date;from;") {
		t.Errorf("%q", first)
	}
	if r := mustRun(t, data, append(by, "--to", books)...); !strings.Contains(r.err, "Nothing to export") || content(t, books) != first {
		t.Errorf("again: %s", r.err)
	}
	mustRun(t, data, append(by, "--again", "--append", "--to", books)...)
	if appended := content(t, books); strings.Count(appended, "\r\n") != 5 || strings.Count(appended, "date;from") != 1 || !strings.HasPrefix(appended, first) {
		t.Errorf("%q", appended)
	}

	other := filepath.Join(t.TempDir(), "other.csv")
	writeFile(t, other, "something;else\r\n")
	if r := run(t, data, append(by, "--again", "--append", "--to", other)...); r.status != doc.ExitUsage || !strings.Contains(r.err, "something") || content(t, other) != "something;else\r\n" {
		t.Errorf("%+v", r)
	}

	var runs []doc.ExportRun
	if err := json.Unmarshal([]byte(mustRun(t, data, "export", "runs", "--json").out), &runs); err != nil || len(runs) != 2 {
		t.Fatalf("%d runs, %v", len(runs), err)
	}
	if runs[1].Target != books || runs[1].DeliveredAt == nil || !runs[0].Append {
		t.Errorf("%+v", runs)
	}
	if again := mustRun(t, data, "export", "file", runs[1].ID); again.out != first {
		t.Errorf("%q", again.out)
	}
	for _, r := range runs {
		mustRun(t, data, "export", "undo", r.ID)
	}
	if r := mustRun(t, data, by...); r.out != first {
		t.Errorf("after all was undone: %q", r.out)
	}

	sheet := filepath.Join(t.TempDir(), "books.xlsx")
	mustRun(t, data, "export", "--profile", "workbook", "--review", "--to", sheet)
	before := content(t, sheet)
	mustRun(t, data, "export", "--profile", "workbook", "--review", "--again", "--append", "--to", sheet)
	if !strings.HasPrefix(before, "PK") || content(t, sheet) == before {
		t.Error("nothing was appended to the workbook")
	}
}

func TestAnExportThatCannotBeWrittenIsTakenBack(t *testing.T) {
	data := t.TempDir()
	dir, _ := papers(t, 1)
	mustRun(t, data, "import", "--wait", dir)
	if r := run(t, data, "export", "--profile", "table", "--review", "--to", filepath.Join(t.TempDir(), "no", "such", "folder.csv")); r.status == 0 {
		t.Errorf("%+v", r)
	}
	if r := mustRun(t, data, "export", "--profile", "table", "--review"); strings.Count(r.out, "\r\n") != 2 {
		t.Errorf("it counts as exported: %+v", r)
	}
}

func TestWrongUseOfExports(t *testing.T) {
	data := t.TempDir()
	tests := []struct {
		name, want string
		args       []string
	}{
		{"an unknown profile", "profiles list", []string{"--profile", "nothing"}},
		{"appending without a file", "--to", []string{"--profile", "table", "--append"}},
		{"a flag of profiles without one", "--profile", []string{"--again"}},
		{"a workbook to the screen", "--to", []string{"--profile", "workbook", "--review"}},
		{"both again and changed", "--again", []string{"--profile", "table", "--again", "--changed"}},
		{"a day that is none", "2026-11-21", []string{"--profile", "table", "--dated-from", "soon"}},
		{"deleting without a yes", "--yes", []string{"profiles", "delete", "table"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if r := run(t, data, append([]string{"export"}, tt.args...)...); r.status != doc.ExitUsage || !strings.Contains(r.err, tt.want) {
				t.Errorf("%+v", r)
			}
		})
	}
}

func content(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
