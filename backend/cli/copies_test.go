package cli_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"deskclerk/internal/paper"
)

func TestExportMakesAFileOfEachDocumentAndOverwritesNone(t *testing.T) {
	data, folder := t.TempDir(), t.TempDir()
	receipt := writeReceipt(t, t.TempDir(), "till.png")
	if got := run(t, data, "import", "--wait", receipt); got.status != 0 {
		t.Fatalf("import: %+v", got)
	}
	for _, format := range []string{"pdf", "hocr", "alto", "txt"} {
		if got := run(t, data, "export", "--format", format, "--to", folder); got.status != 0 {
			t.Fatalf("%s: %+v", format, got)
		}
	}
	made, err := os.ReadFile(filepath.Join(folder, "till.pdf"))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.HasPrefix(made, []byte("%PDF-1.7")) || !bytes.Contains(made, []byte("pdfaid:part")) {
		t.Error("the picture did not become PDF/A")
	}
	text, err := exec.CommandContext(t.Context(), "pdftotext", filepath.Join(folder, "till.pdf"), "-").Output()
	if err != nil || !strings.Contains(strings.ToUpper(string(text)), "TOTAL") {
		t.Errorf("poppler finds %q, %v", text, err)
	}
	if got := run(t, data, "export", "--format", "pdf", "--to", folder); !strings.Contains(got.out, "till-2.pdf") {
		t.Errorf("a second time: %+v", got)
	}
	if again, err := os.ReadFile(filepath.Join(folder, "till.pdf")); err != nil || !bytes.Equal(made, again) {
		t.Error("the first file was overwritten")
	}
	if got := run(t, data, "export", "--format", "pdf"); got.status != 2 || !strings.Contains(got.err, "--to") {
		t.Errorf("without a folder: %+v", got)
	}
}

const lease = `{"schema":"deskclerk.type/v1","name":"slip","title":"Slip","keywords":["TOTAL"],
 "fields":[{"name":"sum","kind":"money","labels":["Total"]}]}`

func TestTypesAreHandedOnAsFiles(t *testing.T) {
	data, dir := t.TempDir(), t.TempDir()
	file := filepath.Join(dir, "slip.json")
	if err := os.WriteFile(file, []byte(lease), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := run(t, data, "types", "import", file); got.status != 0 || strings.TrimSpace(got.out) != "slip" {
		t.Fatalf("import: %+v", got)
	}
	if got := run(t, data, "types", "import", file); got.status == 0 || !strings.Contains(got.err, "name") {
		t.Errorf("twice: %+v", got)
	}
	if got := run(t, data, "types", "import", "--replace", file); got.status != 0 {
		t.Errorf("replaced: %+v", got)
	}
	if got := run(t, data, "types", "list"); !strings.Contains(got.out, "Slip") {
		t.Errorf("list: %+v", got)
	}
	out := filepath.Join(dir, "again.json")
	if got := run(t, data, "types", "export", "slip", "-o", out); got.status != 0 {
		t.Errorf("export: %+v", got)
	}
	if got := run(t, data, "types", "show", "slip"); !strings.Contains(got.out, "money") {
		t.Errorf("show: %+v", got)
	}
	if got := run(t, data, "import", "--wait", writeReceipt(t, dir, "till.png")); got.status != 0 {
		t.Fatalf("import: %+v", got)
	}
	if got := run(t, data, "types", "test", out); got.status != 0 || !strings.Contains(got.out, "till.png") || !strings.Contains(got.out, "sum") {
		t.Errorf("test: %+v", got)
	}
	if err := os.WriteFile(file, []byte(`{"schema":"deskclerk.type/v1","name":"x y"}`), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := run(t, data, "types", "import", file); got.status != 2 {
		t.Errorf("a type that cannot be used: %+v", got)
	}
}

// writeReceipt draws a receipt under the name.
func writeReceipt(t *testing.T, dir, name string) string {
	t.Helper()
	p, err := paper.Receipt(7)
	if err != nil {
		t.Fatal(err)
	}
	data, err := paper.PNG(p.Image)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, name)
	writeFile(t, path, string(data))
	return path
}
