package backend

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// plainRefusals are the files whose refusals a person of the interface may meet,
// each with those that stay plain English: no act of the interface leads there.
func plainRefusals() map[string][]string {
	return map[string][]string{
		"export/*.go": {
			"unknown format %q; csv, json, jsonl, ofx, qif and ledger are known", // of a command line
		},
		"webhook/*.go": {
			"the test receiver listens on this machine alone, such as at 127.0.0.1:9000", // of a command line
			"listen on %s: %w",
			"%w",
		},
		"store/exportprofiles.go": nil,
		"store/webhookreplay.go":  nil,
		"app/settings.go":         nil,
		"intake/watch/*.go":       nil,
		"store/folders.go":        nil,
		"doc/policy.go":           nil,
		"doc/pagecode.go":         nil,
		"review/*.go": {
			`%q is no act on a field`, // the interface names none but these
			`a box needs the page it is on`,
			`a box is left, top, right, bottom as fractions of the page, each from 0 to 1`,
			`%q is no edit; set, insert, remove and confirm are`,
		},
		"store/arrange*.go":    nil,
		"store/papers.go":      nil,
		"store/head.go":        nil,
		"store/revise.go":      nil,
		"store/errors.go":      nil,
		"doc/definition.go":    nil,
		"store/types.go":       nil,
		"app/types.go":         nil,
		"extract/teach.go":     nil,
		"doc/retention.go":     nil,
		"doc/token.go":         nil,
		"store/tokens.go":      nil,
		"api/tokens.go":        nil,
		"api/uploadoptions.go": nil,
		"api/filter.go":        nil,
		"api/samples.go":       nil,
		"api/types.go":         nil,
		"api/containers.go":    nil,
		"app/pages.go":         nil,
	}
}

// TestRefusalsAreSentences makes sure that what people meet can be said in their
// language.
func TestRefusalsAreSentences(t *testing.T) {
	for pattern, plain := range plainRefusals() {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: %v", pattern, err)
		}
		var found []string
		for _, file := range files {
			if !strings.HasSuffix(file, "_test.go") {
				found = append(found, plainIn(t, file)...)
			}
		}
		for _, text := range found {
			if !slices.Contains(plain, text) {
				t.Errorf("%s: %q is no sentence", pattern, text)
			}
		}
		for _, text := range plain {
			if !slices.Contains(found, text) {
				t.Errorf("%s: %q is not said any more", pattern, text)
			}
		}
	}
}

// plainIn lists the formats of errors in a file that are no sentences.
func plainIn(t *testing.T, file string) []string {
	t.Helper()
	parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	ast.Inspect(parsed, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok || len(call.Args) < 2 || nameOf(call.Fun) != "doc.Errorf" && (parsed.Name.Name != "doc" || nameOf(call.Fun) != "Errorf") {
			return true
		}
		text, ok := call.Args[1].(*ast.BasicLit)
		if !ok {
			t.Errorf("%s: a refusal's text is no literal", file)
			return true
		}
		plain, err := strconv.Unquote(text.Value)
		if err != nil {
			t.Fatal(err)
		}
		found = append(found, plain)
		return true
	})
	return found
}

func nameOf(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return nameOf(e.X) + "." + e.Sel.Name
	default:
		return ""
	}
}
