// Package packs reads the documents of truth packs with the real worker, for the
// tools that train and compare. What was read is kept, so that a change of
// extraction is measured without reading everything again.
package packs

import "deskclerk/backend/bench"

// Truth is what a pack says of one document.
type Truth = bench.Truth

// OneOf is a value with its accepted spellings.
type OneOf = bench.OneOf

// Case is one document of a pack.
type Case = bench.Case

// Load reads a pack; its cases come in the order of their file names.
func Load(folder string) ([]Case, error) {
	p, err := bench.Load(folder)
	if err != nil {
		return nil, err
	}
	return p.Cases, nil
}
