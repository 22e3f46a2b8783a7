// Package packs loads truth packs for the tools that train and compare, and
// reads their documents with the real worker. What was read is kept, so that a
// change of extraction is measured without reading everything again.
package packs

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"deskclerk/backend/doc"
)

// Truth is what a pack says of one document.
type Truth struct {
	Type      doc.Type          `json:"type"`
	TypeAlso  []doc.Type        `json:"type_also"`
	Fields    map[string]OneOf  `json:"fields"`
	Also      map[string]OneOf  `json:"also"` // further values that are printed and are not scored
	Uncertain []string          `json:"uncertain"`
	Language  string            `json:"language"`
	Country   string            `json:"country"`
	LineItems []json.RawMessage `json:"line_items"`
}

// OneOf is a value with its accepted spellings.
type OneOf []string

// UnmarshalJSON takes a string, a list of strings, or null.
func (o *OneOf) UnmarshalJSON(data []byte) error {
	var list []string
	if err := json.Unmarshal(data, &list); err == nil {
		*o = list
		return nil
	}
	var one *string
	if err := json.Unmarshal(data, &one); err != nil {
		return fmt.Errorf("a value is a string or a list of strings: %w", err)
	}
	*o = nil
	if one != nil {
		*o = OneOf{*one}
	}
	return nil
}

// Case is one document of a pack.
type Case struct {
	Pack, Stem string
	Path       string // of the document
	Truth      Truth
}

// Load reads the truth of a pack; its cases come in the order of their stems.
func Load(folder string) ([]Case, error) {
	docs, err := os.ReadDir(filepath.Join(folder, "docs"))
	if err != nil {
		return nil, fmt.Errorf("a pack has a folder docs: %w", err)
	}
	var out []Case
	for _, e := range docs {
		stem := strings.TrimSuffix(e.Name(), filepath.Ext(e.Name()))
		c := Case{Pack: filepath.Base(folder), Stem: stem, Path: filepath.Join(folder, "docs", e.Name())}
		data, err := os.ReadFile(filepath.Join(folder, "truth", stem+".json"))
		if errors.Is(err, os.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		if err := json.Unmarshal(data, &c.Truth); err != nil {
			return nil, fmt.Errorf("%s/%s: %w", c.Pack, stem, err)
		}
		out = append(out, c)
	}
	slices.SortFunc(out, func(a, b Case) int { return strings.Compare(a.Stem, b.Stem) })
	return out, nil
}
