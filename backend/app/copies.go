package app

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"deskclerk/backend/api"
	"deskclerk/backend/doc"
	"deskclerk/backend/export"
	"deskclerk/backend/store"
	"deskclerk/backend/worker"
)

// copies makes documents into files of other kinds.
type copies struct {
	store *store.Store
	pool  *worker.Pool
	open  func() doc.OpenOptions
}

// Searchable has a worker write the document as a searchable PDF. The file is
// gone when it is closed.
func (c copies) Searchable(ctx context.Context, id string) (api.Copy, error) {
	d, pages, options, err := c.read(ctx, id)
	if err != nil {
		return nil, err
	}
	cache := c.store.PageCacheDir(d.File.SHA256)
	if err := os.MkdirAll(cache, 0o700); err != nil {
		return nil, fmt.Errorf("make a place for the searchable file: %w", err)
	}
	dir, err := os.MkdirTemp(cache, "searchable-")
	if err != nil {
		return nil, fmt.Errorf("make a place for the searchable file: %w", err)
	}
	out, err := c.write(ctx, d, pages, options, dir)
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	return out, nil
}

func (c copies) write(ctx context.Context, d doc.Document, pages []doc.Page, options doc.ProcessOptions, dir string) (*temporaryFile, error) {
	words, err := json.Marshal(pages)
	if err != nil {
		return nil, fmt.Errorf("hand the words over: %w", err)
	}
	job := doc.SearchableJob{Pages: filepath.Join(dir, "pages.json"), To: filepath.Join(dir, "document.pdf"), Language: d.Language}
	if err := os.WriteFile(job.Pages, words, 0o600); err != nil {
		return nil, fmt.Errorf("hand the words over: %w", err)
	}
	open := c.open()
	open.MIME, open.Password = d.File.MIME, options.Password
	if _, err := c.pool.Searchable(ctx, c.store.OriginalPath(d.File.SHA256), open, job); err != nil {
		return nil, err
	}
	f, err := os.Open(job.To)
	if err != nil {
		return nil, fmt.Errorf("open the searchable file: %w", err)
	}
	return &temporaryFile{f, dir}, nil
}

// read gives a document whose pages were read, with their words.
func (c copies) read(ctx context.Context, id string) (doc.Document, []doc.Page, doc.ProcessOptions, error) {
	d, err := c.store.Document(ctx, id)
	if err != nil {
		return d, nil, doc.ProcessOptions{}, err
	}
	if d.Attempt == nil || len(d.Pages) == 0 || len(d.Pages) < d.File.Pages {
		return d, nil, doc.ProcessOptions{}, doc.Errorf(doc.CodeConflict, "its pages have not all been read")
	}
	pages, options, err := c.store.PagesForUnderstanding(ctx, id, d.Attempt.Number)
	return d, pages, options, err
}

// Layout gives the document's words with their places in a format for machines.
func (c copies) Layout(ctx context.Context, id string, f api.LayoutFormat) ([]byte, error) {
	d, pages, _, err := c.read(ctx, id)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	switch f {
	case api.LayoutALTO:
		err = export.ALTO(&b, d, pages)
	default:
		err = export.HOCR(&b, d, pages)
	}
	return b.Bytes(), err
}

// temporaryFile is removed with its folder when it is closed.
type temporaryFile struct {
	*os.File

	dir string
}

func (t *temporaryFile) Close() error { return errors.Join(t.File.Close(), os.RemoveAll(t.dir)) }
