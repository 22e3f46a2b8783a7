package packs

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
)

// Writer makes a truth pack of papers that the project drew itself.
type Writer struct{ folder string }

// NewWriter begins a pack in the folder. The origin is the command that draws it.
func NewWriter(folder, name, origin, note string) (Writer, error) {
	w := Writer{folder}
	for _, part := range []string{"docs", "truth"} {
		if err := os.MkdirAll(filepath.Join(folder, part), 0o755); err != nil {
			return w, err
		}
	}
	return w, writeJSON(filepath.Join(folder, "pack.json"), map[string]string{
		"name": name, "licence": "Apache-2.0", "origin": origin, "note": note,
	})
}

// Put adds a document, named with its ending, and what is true of it.
func (w Writer) Put(file string, document []byte, truth any) error {
	if err := os.WriteFile(filepath.Join(w.folder, "docs", file), document, 0o644); err != nil {
		return err
	}
	stem := strings.TrimSuffix(file, filepath.Ext(file))
	return writeJSON(filepath.Join(w.folder, "truth", stem+".json"), truth)
}

func writeJSON(name string, v any) error {
	data, err := json.MarshalIndent(v, "", " ")
	if err != nil {
		return err
	}
	return os.WriteFile(name, append(data, '\n'), 0o644)
}
