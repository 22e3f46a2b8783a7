package bench

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"deskclerk/backend/doc"
)

// ReadResults reads documents of the contract, one JSON object after the other.
func ReadResults(r io.Reader) ([]doc.Document, error) {
	var out []doc.Document
	for d := json.NewDecoder(r); ; {
		var one doc.Document
		err := d.Decode(&one)
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, fmt.Errorf("result %d cannot be read: %w", len(out)+1, err)
		}
		out = append(out, one)
	}
}

// Assign gives each case its result: the one of the same file name, else one
// with the same stem. Cases without one are returned apart.
func Assign(cases []Case, documents []doc.Document) (results []Result, missing []Case) {
	byName, byStem := map[string]doc.Document{}, map[string]doc.Document{}
	for _, d := range documents {
		name := filepath.Base(d.File.Name)
		byName[name] = d
		byStem[strings.TrimSuffix(name, filepath.Ext(name))] = d
	}
	for _, c := range cases {
		d, ok := byName[c.File()]
		if !ok {
			d, ok = byStem[c.Stem]
		}
		if ok {
			results = append(results, Result{c, d})
		} else {
			missing = append(missing, c)
		}
	}
	return results, missing
}
