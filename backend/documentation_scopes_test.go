package backend

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"deskclerk/backend/doc"
)

// TestDocumentedScopes compares the table in docs/access.md with the published
// description of the API.
func TestDocumentedScopes(t *testing.T) {
	compareBlock(t, "../docs/access.md", "<!-- scopes: begin -->\n", "<!-- scopes: end -->\n", scopeTable(t))
}

func scopeTable(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("api/openapi.json")
	if err != nil {
		t.Fatal(err)
	}
	var described struct {
		Paths map[string]map[string]struct {
			Summary  string                `json:"summary"`
			Security []map[string][]string `json:"security"`
		} `json:"paths"`
	}
	if err := json.Unmarshal(text, &described); err != nil {
		t.Fatal(err)
	}
	lines := map[string][][2]string{} // key and text
	for path, methods := range described.Paths {
		for method, op := range methods {
			scope := "any"
			if len(op.Security) > 0 && len(op.Security[0]["token"]) > 0 {
				scope = op.Security[0]["token"][0]
			}
			line := fmt.Sprintf("| `%s` | `%s` | `%s` | %s |\n", scope, strings.ToUpper(method), path, op.Summary)
			lines[scope] = append(lines[scope], [2]string{path + " " + method, line})
		}
	}
	var b strings.Builder
	b.WriteString("| scope | method | address below /api/v1 | what it does |\n|---|---|---|---|\n")
	for _, scope := range append(doc.Scopes(), "any") {
		byPath := lines[string(scope)]
		slices.SortFunc(byPath, func(a, b [2]string) int { return strings.Compare(a[0], b[0]) })
		for _, line := range byPath {
			b.WriteString(line[1])
		}
	}
	return b.String()
}
