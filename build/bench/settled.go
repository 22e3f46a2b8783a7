package main

import (
	"context"
	"errors"
	"path/filepath"

	"deskclerk/backend/doc"
	"deskclerk/build/packs"
)

// settled reads all files once and gives those that one pass was enough for.
func (s settings) settled(ctx context.Context) ([]string, error) {
	program, err := filepath.Abs(s.program)
	if err != nil {
		return nil, err
	}
	var cases []packs.Case
	for _, path := range s.docs {
		cases = append(cases, packs.Case{Stem: filepath.Base(path), Path: path})
	}
	read, err := packs.Reader{Program: program, Cache: filepath.Join(s.work, "cache")}.Read(ctx, cases)
	if err != nil {
		return nil, err
	}
	var out []string
	for i, pages := range read {
		if len(pages) == 1 && onePass(pages[0].Words) {
			out = append(out, s.docs[i])
		}
	}
	if len(out) == 0 {
		return nil, errors.New("one pass settles none of these pages")
	}
	return out, nil
}

// onePass reports whether some word was seen by one pass only: looks see a few
// words, a second pass all of them.
func onePass(words []doc.Word) bool {
	for _, w := range words {
		if w.Passes <= 1 {
			return true
		}
	}
	return false
}
