package backend

import (
	"bytes"
	"flag"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"deskclerk/backend/doc"
)

var update = flag.Bool("update", false, "write the generated parts of the documentation anew")

// TestDocumentedStates compares the diagram in ARCHITECTURE.md with the table of
// transitions.
func TestDocumentedStates(t *testing.T) {
	compareBlock(t, "../ARCHITECTURE.md", "```mermaid\nstateDiagram-v2\n", "```\n", stateDiagram())
}

// TestDocumentedErrors compares the table in docs/errors.md with the codes.
func TestDocumentedErrors(t *testing.T) {
	compareBlock(t, "../docs/errors.md", "<!-- codes: begin -->\n", "<!-- codes: end -->\n", errorTable())
}

// TestDocumentedSentences compares what the interface has to say in each language
// with the sentences and codes.
func TestDocumentedSentences(t *testing.T) {
	compareBlock(t, "../frontend/src/i18n/sentences.gen.ts", "// begin\n", "// end\n", sentenceList())
}

func stateDiagram() string {
	var b strings.Builder
	fmt.Fprintf(&b, "    [*] --> %s\n", doc.Statuses()[0])
	for _, step := range doc.Transitions() {
		fmt.Fprintf(&b, "    %s --> %s: %s\n", step.From, step.To, step.Why)
	}
	return b.String()
}

func errorTable() string {
	var b strings.Builder
	b.WriteString("| code | class | HTTP | exit | message | what to do |\n|---|---|---|---|---|---|\n")
	for _, k := range doc.Kinds() {
		fmt.Fprintf(&b, "| `%s` | %s | %d | %d | %s | %s |\n", k.Code, k.Class, k.HTTP, k.Exit, k.Message, k.Hint)
	}
	return b.String()
}

func sentenceList() string {
	var b strings.Builder
	b.WriteString("\n/** The codes of failures. */\nexport const codes = [\n")
	for _, k := range doc.Kinds() {
		fmt.Fprintf(&b, "  %q,\n", k.Code)
	}
	b.WriteString("] as const;\n\n/** What is said to a person, each with what it speaks of. */\nexport const sentences = {\n")
	all := doc.Sentences()
	for _, key := range slices.Sorted(maps.Keys(all)) {
		var names []string
		for _, name := range all[key] {
			names = append(names, strconv.Quote(name))
		}
		fmt.Fprintf(&b, "  %q: [%s],\n", key, strings.Join(names, ", "))
	}
	b.WriteString("} as const;\n\n")
	return b.String()
}

// compareBlock compares what stands between two marks of a file with what should
// stand there, and with -update writes it.
func compareBlock(t *testing.T, file, begin, end, want string) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, found := strings.Cut(string(text), begin)
	got, after, closed := strings.Cut(rest, end)
	if !found || !closed {
		t.Fatalf("%s has no block between %q and %q", file, begin, end)
	}
	if got == want {
		return
	}
	if *update {
		if err := os.WriteFile(file, []byte(before+begin+want+end+after), 0o644); err != nil {
			t.Fatal(err)
		}
		t.Logf("%s is written anew\n%s", file, firstDifference(got, want))
		return
	}
	t.Errorf("%s differs from the code (make generate writes it anew)\n%s", file, firstDifference(got, want))
}

func firstDifference(got, want string) string {
	a, b := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range max(len(a), len(b)) {
		var x, y string
		if i < len(a) {
			x = a[i]
		}
		if i < len(b) {
			y = b[i]
		}
		if x != y {
			return fmt.Sprintf("line %d of the block\n  is:     %s\n  should: %s", i+1, x, y)
		}
	}
	return ""
}

// TestTrackedFiles keeps the repository small and free of the traces of any one
// machine.
func TestTrackedFiles(t *testing.T) {
	const limit = 500 << 10 // bytes
	homePath := regexp.MustCompile(`(^|[^\w.$}~-])/(home|Users|root)/[A-Za-z][\w.-]*`)
	for _, name := range trackedFiles(t) {
		text, err := os.ReadFile(filepath.Join("..", name))
		if os.IsNotExist(err) {
			continue // deleted, but not yet committed
		}
		if err != nil {
			t.Error(err)
			continue
		}
		if len(text) > limit {
			t.Errorf("%s has %d bytes, more than %d", name, len(text), limit)
		}
		binary := bytes.IndexByte(text[:min(len(text), 8000)], 0) >= 0
		if found := homePath.Find(text); found != nil && !binary {
			t.Errorf("%s names a place of one machine: %s", name, found)
		}
	}
}

// trackedFiles lists what is committed or about to be. Outside of a checkout, in
// an unpacked source archive, there is nothing to look at.
func trackedFiles(t *testing.T) []string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "git", "ls-files", "-z")
	cmd.Dir = ".."
	out, err := cmd.Output()
	if err != nil {
		t.Skip("not a git checkout")
	}
	var files []string
	for name := range strings.SplitSeq(strings.TrimRight(string(out), "\x00"), "\x00") {
		files = append(files, name)
	}
	return files
}
