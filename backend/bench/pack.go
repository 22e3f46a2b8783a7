package bench

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Info is what pack.json says.
type Info struct {
	Name    string `json:"name"`
	Licence string `json:"licence"`
	Origin  string `json:"origin,omitempty"`
	Note    string `json:"note,omitempty"`
}

// Pack is a folder of documents and what is true of them.
type Pack struct {
	Info

	Folder   string
	Cases    []Case   // by file name
	Warnings []string // what was passed over, or looks like a mistake
}

// Case is one document of a pack and its truth.
type Case struct {
	Pack  string // name of the pack
	Stem  string // file name without its last extension
	Path  string // of the document
	Truth Truth
}

// File is the document's name.
func (c Case) File() string { return filepath.Base(c.Path) }

// Load reads a pack. A document without truth and a truth without document are
// warnings. It is an error, which says what to mend, when there is no folder
// docs, nothing to measure, or a file of the pack that is not what it should be.
func Load(folder string) (*Pack, error) {
	p := &Pack{Folder: folder}
	if err := p.readInfo(); err != nil {
		return nil, err
	}
	files, err := list(filepath.Join(folder, "docs"))
	if err != nil {
		return nil, fmt.Errorf("%s is no truth pack: it needs a folder docs: %w", folder, err)
	}
	truths, err := p.readTruths()
	if err != nil {
		return nil, err
	}
	used := map[string]bool{}
	for _, name := range files {
		stem := strings.TrimSuffix(name, filepath.Ext(name))
		t, ok := truths[stem]
		if !ok {
			p.warn("docs/%s has no truth/%s.json and is passed over", name, stem)
			continue
		}
		used[stem] = true
		p.Cases = append(p.Cases, Case{Pack: p.Name, Stem: stem, Path: filepath.Join(folder, "docs", name), Truth: t})
	}
	for stem := range truths {
		if !used[stem] {
			p.warn("truth/%s.json has no document in docs", stem)
		}
	}
	slices.Sort(p.Warnings)
	if len(p.Cases) == 0 {
		return nil, fmt.Errorf("%s is empty: no document in docs has a file of the same name in truth", folder)
	}
	return p, nil
}

func (p *Pack) warn(format string, args ...any) {
	p.Warnings = append(p.Warnings, fmt.Sprintf(format, args...))
}

func (p *Pack) readInfo() error {
	whole, err := filepath.Abs(p.Folder)
	if err != nil {
		whole = p.Folder
	}
	data, err := os.ReadFile(filepath.Join(p.Folder, "pack.json"))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		p.warn("there is no pack.json: name, licence and origin are unknown")
	case err != nil:
		return fmt.Errorf("read the pack: %w", err)
	default:
		if err := json.Unmarshal(data, &p.Info); err != nil {
			return fmt.Errorf("%s is not what it should be: %w", filepath.Join(p.Folder, "pack.json"), err)
		}
	}
	if p.Name == "" {
		p.Name = filepath.Base(whole)
	}
	return nil
}

// readTruths reads truth/*.json by stem.
func (p *Pack) readTruths() (map[string]Truth, error) {
	dir := filepath.Join(p.Folder, "truth")
	names, err := list(dir)
	if err != nil {
		return nil, fmt.Errorf("%s is no truth pack: it needs a folder truth: %w", p.Folder, err)
	}
	truths := map[string]Truth{}
	for _, name := range names {
		stem, ok := strings.CutSuffix(name, ".json")
		if !ok {
			p.warn("truth/%s is no JSON file and is passed over", name)
			continue
		}
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			return nil, fmt.Errorf("read the pack: %w", err)
		}
		t, err := parseTruth(data)
		if err != nil {
			return nil, fmt.Errorf("%s is not what it should be: %w", filepath.Join(dir, name), err)
		}
		for _, w := range t.doubts() {
			p.warn("truth/%s: %s", name, w)
		}
		truths[stem] = t
	}
	return truths, nil
}

// list gives the names of a folder's files, without hidden ones, in order.
func list(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	var names []string
	for _, e := range entries {
		if !e.IsDir() && !strings.HasPrefix(e.Name(), ".") {
			names = append(names, e.Name())
		}
	}
	return names, nil
}
