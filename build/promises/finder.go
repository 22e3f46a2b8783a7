package main

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"deskclerk/internal/served"
)

// finder looks for words.
type finder struct {
	words []string
	found []string
}

func (f *finder) look(where string, text []byte) {
	for _, w := range f.words {
		if w != "" && bytes.Contains(text, []byte(w)) {
			f.found = append(f.found, w+" in "+where)
		}
	}
}

// folder looks into every file below, and into the names.
func (f *finder) folder(dir string, skip ...string) (bytes int64, err error) {
	err = filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := e.Name()
		for _, s := range skip {
			if name == s {
				if e.IsDir() {
					return filepath.SkipDir
				}
				return nil
			}
		}
		f.look("a name", []byte(name))
		if !e.Type().IsRegular() {
			return nil
		}
		text, err := os.ReadFile(path)
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		bytes += int64(len(text))
		f.look(name, text)
		return err
	})
	return bytes, err
}

func (f *finder) bundle(path string) error {
	z, err := zip.OpenReader(path)
	if err != nil {
		return err
	}
	defer func() { _ = z.Close() }()
	for _, one := range z.File {
		r, err := one.Open()
		if err != nil {
			return err
		}
		text, err := io.ReadAll(r)
		_ = r.Close()
		if err != nil {
			return err
		}
		f.look("the bundle's "+one.Name, text)
	}
	return nil
}

func (f *finder) verdict() error {
	if len(f.found) == 0 {
		return nil
	}
	return fmt.Errorf("%d found: %s", len(f.found), strings.Join(f.found[:min(5, len(f.found))], ", "))
}

// fromBundle has the doctor write the bundle and looks into it.
func (f *finder) fromBundle(ctx context.Context, o served.Options, path string) error {
	if out, err := served.Command(ctx, o, "doctor", "--bundle", path).CombinedOutput(); err != nil {
		return fmt.Errorf("bundle: %w\n%s", err, out)
	}
	return f.bundle(path)
}
