package cli_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"deskclerk/backend/app"
	"deskclerk/docs"
	"deskclerk/internal/paper"
)

// example is a piece of code in the guide.
type example struct{ language, code string }

func examples(guide string) []example {
	var all []example
	for _, m := range regexp.MustCompile("(?s)```(bash|python|go)\n(.*?)```").FindAllStringSubmatch(guide, -1) {
		all = append(all, example{m[1], m[2]})
	}
	return all
}

// textPaper writes a receipt as a program prints it: quick to read.
func textPaper(t *testing.T, path string, seed uint64) {
	t.Helper()
	p, err := paper.Receipt(seed)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, paper.TextPDF(p.Lines), 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestTheGuidesExamplesRun runs every example of the API's documentation, in
// order, against the running program.
func TestTheGuidesExamplesRun(t *testing.T) {
	for _, tool := range []string{"bash", "curl", "python3", "go"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Fatalf("the examples need %s", tool)
		}
	}
	data, dir := t.TempDir(), t.TempDir()
	file := filepath.Join(dir, "receipt.pdf")
	textPaper(t, file, 7)
	serve(t, data)
	instance, err := app.ReadInstance(data)
	if err != nil {
		t.Fatal(err)
	}
	token, err := app.ReadToken(data)
	if err != nil {
		t.Fatal(err)
	}
	env := append(os.Environ(), "DESKCLERK_URL="+instance.BaseURL, "DESKCLERK_TOKEN="+token, "DESKCLERK_FILE="+file)
	seen := map[string]int{}
	for i, e := range examples(docs.API) {
		seen[e.language]++
		name := filepath.Join(dir, fmt.Sprintf("example%d.%s", i, e.language))
		writeFile(t, name, e.code)
		command := map[string][]string{"bash": {"bash", "-euo", "pipefail", name}, "python": {"python3", name}, "go": {"go", "run", name}}[e.language]
		cmd := exec.CommandContext(t.Context(), command[0], command[1:]...)
		cmd.Env = env
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("example %d (%s): %v\n%s\n%s", i+1, e.language, err, e.code, out)
		}
		if e.language != "bash" && strings.TrimSpace(string(out)) == "" {
			t.Errorf("example %d (%s) said nothing", i+1, e.language)
		}
	}
	if seen["bash"] < 3 || seen["python"] < 3 || seen["go"] < 1 {
		t.Errorf("examples: %v", seen)
	}
}
