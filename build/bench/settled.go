package main

import (
	"bytes"
	"context"
	"errors"
	"path/filepath"

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
	read, err := packs.Reader{Program: program, Cache: filepath.Join(s.work, "cache")}.ReadAnew(ctx, cases)
	if err != nil {
		return nil, err
	}
	var out []string
	for i, pages := range read {
		if len(pages) == 1 && onePass(pages[0].Raw) {
			out = append(out, s.docs[i])
		}
	}
	if len(out) == 0 {
		return nil, errors.New("one pass settles none of these pages")
	}
	return out, nil
}

// onePass reports whether the engine's output is of one pass, looks aside.
func onePass(raw []byte) bool {
	n := 0
	for line := range bytes.SplitSeq(raw, []byte("\n")) {
		if name, ok := bytes.CutPrefix(line, []byte("# ")); ok && !bytes.HasPrefix(name, []byte("look")) {
			n++
		}
	}
	return n == 1
}
