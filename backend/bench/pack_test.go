package bench

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// pack writes files below a new folder.
func pack(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestAPackIsLoadedWithItsOddities(t *testing.T) {
	p, err := Load(pack(t, map[string]string{
		"pack.json":     `{"name": "till", "licence": "CC0-1.0"}`,
		"docs/b.v2.pdf": "", "docs/a.png": "", "docs/a.jpg": "", "docs/lonely.png": "", "docs/.hidden": "",
		"truth/b.v2.json": `{"type": "receipt", "fields": {"total": 9.00, "date": "9 January", "merchant": ["A", "B"], "time": null}, "extra": 1}`,
		"truth/a.json":    `{"type": "invoice", "fields": {}, "line_items": [{"description": "x", "amount": null}]}`,
		"truth/gone.json": `{"type": "receipt", "fields": {}}`,
	}))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, c := range p.Cases {
		names = append(names, c.File())
	}
	if !slices.Equal(names, []string{"a.jpg", "a.png", "b.v2.pdf"}) || p.Name != "till" || p.Licence != "CC0-1.0" {
		t.Errorf("%v of %+v", names, p.Info)
	}
	all := strings.Join(p.Warnings, "\n")
	for _, want := range []string{"docs/lonely.png has no truth", "truth/gone.json has no document", `date "9 January" is no date`} {
		if !strings.Contains(all, want) {
			t.Errorf("no warning %q in\n%s", want, all)
		}
	}
	if len(p.Warnings) != 3 {
		t.Errorf("%d warnings:\n%s", len(p.Warnings), all)
	}
	truth := p.Cases[2].Truth
	if !slices.Equal(truth.scored(), []string{"merchant", "date", "total"}) || truth.Fields["total"][0] != "9.00" {
		t.Errorf("scored %v of %v", truth.scored(), truth.Fields)
	}
}

func TestAPackThatCannotBeUsedSaysWhy(t *testing.T) {
	good := `{"type": "receipt", "fields": {"total": "1.00"}}`
	for _, tt := range []struct {
		name  string
		files map[string]string
		says  string
	}{
		{"no documents folder", map[string]string{"truth/a.json": good}, "needs a folder docs"},
		{"no truth folder", map[string]string{"docs/a.png": ""}, "needs a folder truth"},
		{"nothing that belongs together", map[string]string{"docs/a.png": "", "truth/b.json": good}, "is empty"},
		{"truth is not JSON", map[string]string{"docs/a.png": "", "truth/a.json": "total = 1"}, "a.json is not what it should be"},
		{"truth without a type", map[string]string{"docs/a.png": "", "truth/a.json": `{"fields": {}}`}, "a.json is not what it should be: it names no type"},
		{"a value that is an object", map[string]string{"docs/a.png": "", "truth/a.json": `{"type": "receipt", "fields": {"total": {"value": "1"}}}`}, "is no value"},
		{"a description that is not JSON", map[string]string{"docs/a.png": "", "truth/a.json": good, "pack.json": "{"}, "pack.json is not what it should be"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := Load(pack(t, tt.files)); err == nil || !strings.Contains(err.Error(), tt.says) {
				t.Errorf("%v, want %q in it", err, tt.says)
			}
		})
	}
}
