// Package backend holds the rooms of the house; what is tested here concerns how
// they stand to each other and whether the documents say what the code does.
package backend

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"path"
	"slices"
	"strings"
	"testing"
)

const module = "deskclerk"

// rule says who may import a package, and why. A pattern that ends in a slash
// also covers what lies below it.
type rule struct {
	imported []string // import paths
	by       []string // rooms that may; "" is the main package
	why      string
}

func rules() []rule {
	return []rule{
		{
			[]string{"github.com/otiai10/gosseract/"},
			[]string{"ocr"},
			"the engine can be replaced in one place, and only the worker runs native code",
		},
		{
			[]string{"github.com/klippa-app/go-pdfium/", "github.com/tetratelabs/wazero/", "github.com/pdfcpu/pdfcpu/"},
			[]string{"raster"},
			"files of strangers are decoded in one room, inside the worker",
		},
		{
			[]string{"github.com/makiuchi-d/gozxing/"},
			[]string{"barcode"},
			"codes are read in one room, inside the worker, and the library can be replaced there",
		},
		{
			[]string{module + "/backend/marks/", module + "/backend/language/"},
			[]string{"raster", "worker", "ocr", "extract"},
			"what is seen and heard of a page is noted where pages are read",
		},
		{
			[]string{module + "/backend/pixel/"},
			[]string{"barcode", "marks", "ocr"},
			"whole pages are gone through where they are read, never in the main process",
		},
		{
			[]string{"modernc.org/sqlite/", "github.com/pressly/goose/"},
			[]string{"store"},
			"one room knows tables and transactions, so that a fence cannot be forgotten elsewhere",
		},
		{
			[]string{"database/sql/"},
			[]string{"store"},
			"likewise",
		},
		{
			[]string{"golang.org/x/crypto/", "github.com/zalando/go-keyring/"},
			[]string{"secret"},
			"one room knows the key, so that nothing is sealed in two ways",
		},
		{
			[]string{"github.com/xuri/excelize/"},
			[]string{"export"},
			"one room knows how a workbook is made, so that no cell of one is ever run",
		},
		{
			[]string{"github.com/fsnotify/fsnotify/"},
			[]string{"intake"},
			"one room watches folders, so that an event is never more than a hint",
		},
		{
			[]string{"filippo.io/age/"},
			[]string{"ops"},
			"backups are encrypted in one way, which common tools can undo",
		},
		{
			[]string{"github.com/wailsapp/wails/"},
			[]string{""},
			"the headless build has no GTK, and every face speaks the same API",
		},
		{
			[]string{"net/http/"},
			[]string{"", "api", "app", "webhook"},
			"whoever cannot reach the network cannot leak to it",
		},
		{
			[]string{module + "/backend/app/"},
			[]string{"", "cli"},
			"the room that knows all others is known by none of them",
		},
		{
			[]string{module + "/backend/mrz/"},
			[]string{"ocr", "extract", "validate"},
			"who reads a zone, who understands it and who judges it hold it against the same check digits",
		},
		{
			[]string{module + "/backend/review/"},
			[]string{"app"},
			"what people do to documents comes in through the API alone, where it has a name and a revision",
		},
		{
			[]string{module + "/backend/sample/"},
			[]string{"app"},
			"what the program draws itself goes the way of every paper, and only the owner has it drawn",
		},
		{
			[]string{module + "/backend/cli/"},
			[]string{""},
			"the command line is a face, not a library",
		},
	}
}

// siblings are the rooms that must not know each other: they meet through
// interfaces that pipeline, review and app declare.
func siblings() []string {
	return []string{
		"store", "intake", "raster", "ocr", "worker", "extract", "einvoice", "validate", "barcode", "payment", "fiscal",
		"learn", "export", "webhook", "secret", "api", "ops", "bench", "sample",
	}
}

// inAndOut are packages of the standard library that reach files, the network or
// other processes, which doc must not.
func inAndOut() []string {
	return []string{"os/", "io/ioutil", "net/", "database/", "syscall", "log/", "plugin"}
}

type goPackage struct {
	ImportPath string
	Imports    []string // of non-test files only
	Standard   bool
}

// room is the first folder below backend, or "" for the main package and for
// what stands outside of backend.
func room(importPath string) string {
	below, ok := strings.CutPrefix(importPath, module+"/backend/")
	if !ok {
		return ""
	}
	first, _, _ := strings.Cut(below, "/")
	return first
}

// matches reports whether the import path is the pattern or, when the pattern
// ends in a slash, lies below it.
func matches(importPath, pattern string) bool {
	if below, ok := strings.CutSuffix(pattern, "/"); ok {
		return importPath == below || strings.HasPrefix(importPath, pattern)
	}
	return importPath == pattern
}

// listPackages asks Go for the packages as they are built with the tags.
func listPackages(t *testing.T, tags string) []goPackage {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "go", "list", "-json=ImportPath,Imports,Standard", "-tags", tags, "./...")
	cmd.Dir = ".."
	out, err := cmd.Output()
	if err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			t.Fatalf("go list: %s", exit.Stderr)
		}
		t.Fatal(err)
	}
	var packages []goPackage
	decoder := json.NewDecoder(strings.NewReader(string(out)))
	for {
		var p goPackage
		if err := decoder.Decode(&p); errors.Is(err, io.EOF) {
			return packages
		} else if err != nil {
			t.Fatal(err)
		}
		packages = append(packages, p)
	}
}

func TestImportRules(t *testing.T) {
	for _, tags := range []string{"headless,nodynamic", "desktop,production,webkit2_41,nodynamic"} {
		t.Run(tags, func(t *testing.T) {
			for _, p := range listPackages(t, tags) {
				for _, imported := range p.Imports {
					if broken := judge(p.ImportPath, imported); broken != "" {
						t.Errorf("%s imports %s: %s", p.ImportPath, imported, broken)
					}
				}
			}
		})
	}
}

func TestImportRulesCatchWhatTheyAreFor(t *testing.T) {
	forbidden := [][2]string{
		{"deskclerk/backend/worker", "github.com/otiai10/gosseract/v2"},
		{"deskclerk/backend/extract", "net/http"},
		{"deskclerk/backend/intake", "net/http/httptrace"},
		{"deskclerk/backend/store", "deskclerk/backend/api"},
		{"deskclerk/backend/api/client", "deskclerk/backend/store"},
		{"deskclerk/backend/pipeline", "deskclerk/backend/app"},
		{"deskclerk/backend/pipeline", "modernc.org/sqlite"},
		{"deskclerk/backend/api", "deskclerk/backend/review"},
		{"deskclerk/backend/app", "github.com/wailsapp/wails/v2/pkg/runtime"},
		{"deskclerk/backend/doc", "os"},
		{"deskclerk/backend/doc", "github.com/google/uuid"},
		{"deskclerk/backend/doc", "deskclerk/backend/store"},
		{"deskclerk/backend/bench", "deskclerk/backend/extract"},
		{"deskclerk/backend/webhook", "deskclerk/backend/store"},
		{"deskclerk/backend/webhook", "deskclerk/backend/secret"},
		{"deskclerk/backend/webhook", "github.com/zalando/go-keyring"},
		{"deskclerk/backend/secret", "net/http"},
		{"deskclerk/backend/export", "deskclerk/backend/store"},
		{"deskclerk/backend/api", "github.com/xuri/excelize/v2"},
		{"deskclerk/backend/intake/watch", "deskclerk/backend/store"},
		{"deskclerk/backend/app", "github.com/fsnotify/fsnotify"},
	}
	for _, f := range forbidden {
		if judge(f[0], f[1]) == "" {
			t.Errorf("%s may import %s", f[0], f[1])
		}
	}
	allowed := [][2]string{
		{"deskclerk", "github.com/wailsapp/wails/v2"},
		{"deskclerk/backend/ocr", "github.com/otiai10/gosseract/v2"},
		{"deskclerk/backend/store/migrations", "deskclerk/backend/doc"},
		{"deskclerk/backend/store", "deskclerk/backend/store/migrations"},
		{"deskclerk/backend/pipeline", "deskclerk/backend/store"},
		{"deskclerk/backend/intake/watch", "github.com/fsnotify/fsnotify"},
		{"deskclerk/backend/intake/watch", "deskclerk/backend/intake"},
		{"deskclerk/backend/app", "deskclerk/backend/api"},
		{"deskclerk/backend/doc", "encoding/json"},
	}
	for _, a := range allowed {
		if why := judge(a[0], a[1]); why != "" {
			t.Errorf("%s may not import %s: %s", a[0], a[1], why)
		}
	}
}

// judge says which rule the import breaks, or nothing.
func judge(importer, imported string) string {
	from, to := room(importer), room(imported)
	for _, r := range rules() {
		for _, pattern := range r.imported {
			if matches(imported, pattern) && from != to && !slices.Contains(r.by, from) {
				return "only " + names(r.by) + " may: " + r.why
			}
		}
	}
	if from == "doc" {
		return judgeDoc(imported)
	}
	if from != to && slices.Contains(siblings(), from) && slices.Contains(siblings(), to) {
		return "siblings meet in pipeline, review and app, through interfaces the consumer declares"
	}
	return ""
}

// judgeDoc holds the domain to the standard library without input and output.
func judgeDoc(imported string) string {
	first, _, _ := strings.Cut(imported, "/")
	if strings.Contains(first, ".") || (first == module && room(imported) != "doc") {
		return "doc stands on the standard library alone, so that every room may lean on it"
	}
	for _, pattern := range inAndOut() {
		if matches(imported, pattern) {
			return "doc does no input or output"
		}
	}
	return ""
}

func names(rooms []string) string {
	named := make([]string, len(rooms))
	for i, r := range rooms {
		named[i] = path.Join("backend", r)
		if r == "" {
			named[i] = "the main package"
		}
	}
	return strings.Join(named, ", ")
}
