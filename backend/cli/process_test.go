package cli_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"deskclerk/backend/doc"
)

func readTable(t *testing.T, text string) []map[string]string {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []map[string]string
	for _, row := range rows[1:] {
		m := map[string]string{}
		for i, name := range rows[0] {
			m[name] = row[i]
		}
		out = append(out, m)
	}
	return out
}

func TestProcessTurnsPapersIntoATable(t *testing.T) {
	dir, drawn := papers(t, 6)
	out := filepath.Join(t.TempDir(), "table.csv")
	r := mustRun(t, t.TempDir(), "process", dir, "-o", out, "--confidence", "--flags")
	text, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	rows := readTable(t, string(text))
	if len(rows) != len(drawn) {
		t.Fatalf("%d rows for %d papers\n%s", len(rows), len(drawn), r.err)
	}
	for i, row := range rows {
		if row["type"] != "receipt" || row["error"] != "" {
			t.Errorf("%s: %v", row["file"], row)
		}
		for _, field := range []string{"total", "date", "currency"} {
			if row[field] != drawn[i].Truth[field] {
				t.Errorf("%s: %s is %q, want %q", row["file"], field, row[field], drawn[i].Truth[field])
			}
		}
	}
	if r.out != "" || !strings.Contains(r.err, "6 documents") {
		t.Errorf("standard output %q, standard error %q", r.out, r.err)
	}
}

func TestProcessGivesEveryFileARowOrAnError(t *testing.T) {
	dir, _ := papers(t, 1)
	writeFile(t, filepath.Join(dir, "note.txt"), "<html>no document</html>")
	writeFile(t, filepath.Join(dir, "empty.pdf"), "")
	writeFile(t, filepath.Join(dir, "broken.pdf"), "%PDF-1.7\nnothing of a PDF follows\n%%EOF\n")
	r := run(t, t.TempDir(), "process", dir, "--format", "jsonl")
	if r.status != 3 {
		t.Fatalf("exit status %d\n%s", r.status, r.err)
	}
	schema := documentSchema(t)
	codes := map[string]doc.Code{}
	for line := range strings.Lines(r.out) {
		var d doc.Document
		if err := json.Unmarshal([]byte(line), &d); err != nil {
			t.Fatal(err)
		}
		checkSchema(t, schema, line)
		codes[d.File.Name] = ""
		if d.Error != nil {
			codes[d.File.Name] = d.Error.Code
			if d.Error.Hint == "" || d.Status != doc.StatusFailedTerminal {
				t.Errorf("%s: %+v", d.File.Name, d)
			}
		}
	}
	want := map[string]doc.Code{"receipt-001.jpg": "", "note.txt": doc.CodeUnsupported, "empty.pdf": doc.CodeEmpty, "broken.pdf": doc.CodeCorrupt}
	for name, code := range want {
		if got, ok := codes[name]; !ok || got != code {
			t.Errorf("%s: %q, want %q", name, got, code)
		}
	}
}

func documentSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	parsed, err := jsonschema.UnmarshalJSON(bytes.NewReader(doc.SchemaJSON()))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("document.json", parsed); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("document.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

func checkSchema(t *testing.T, schema *jsonschema.Schema, text string) {
	t.Helper()
	value, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	if err := schema.Validate(value); err != nil {
		t.Errorf("%v in %.300s", err, text)
	}
}

func TestExitStatuses(t *testing.T) {
	data := t.TempDir()
	tests := []struct {
		name   string
		args   []string
		status int
		says   string
	}{
		{"an unknown command is wrong use", []string{"frobnicate"}, 2, "unknown command"},
		{"an unknown flag is wrong use", []string{"list", "--frob"}, 2, "unknown flag"},
		{"no path is wrong use", []string{"process"}, 2, "requires at least 1 arg"},
		{"a path that is not there is wrong use", []string{"process", "/no/such/file.pdf"}, 2, "no such file"},
		{"an unknown format is wrong use", []string{"process", data, "--format", "xml"}, 2, "csv, json, jsonl"},
		{"an unknown type is wrong use", []string{"process", data, "--type", "letter"}, 2, "bank_statement, identity or other"},
		{"an unknown status is wrong use", []string{"list", "--status", "lost"}, 2, "no status"},
		{"deleting without consent is wrong use", []string{"delete", "x"}, 2, "--yes"},
		{"an unknown document is another error", []string{"show", "0198f2c4-0000-7000-8000-000000000000"}, 1, "nothing with this id"},
		{"help is no error", []string{"process", "--help"}, 0, ""},
		{"version is no error", []string{"version"}, 0, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := run(t, data, tt.args...)
			if r.status != tt.status || !strings.Contains(r.err, tt.says) {
				t.Fatalf("exit status %d, want %d; standard error %q, want %q in it", r.status, tt.status, r.err, tt.says)
			}
		})
	}
}

func TestAnEmptyFolderGivesAnEmptyTable(t *testing.T) {
	r := mustRun(t, t.TempDir(), "process", t.TempDir())
	if rows := readTable(t, r.out); len(rows) != 0 || !strings.HasPrefix(r.out, "id,file,") {
		t.Fatalf("%q", r.out)
	}
}
