package raster

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"deskclerk/backend/doc"
)

// Searchable writes a PDF of the file with its words as an invisible layer. A
// PDF keeps every byte: what is new is appended to it as an update (ISO 32000-1,
// 7.5.6). Pages of pictures carry the picture's own data where a PDF can hold it.
// Errors as Inspect's, and CodePDFSigned for a signed file, CodeTooComplex for
// one whose structure allows no update.
func (r *Reader) Searchable(ctx context.Context, path string, o doc.OpenOptions, job doc.SearchableJob) (_ doc.Searchable, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	defer r.guard(&err)
	pages, err := readPages(job.Pages)
	if err != nil {
		return doc.Searchable{}, err
	}
	s, err := openSource(ctx, path, limits(o))
	if err != nil {
		return doc.Searchable{}, err
	}
	defer s.close()
	out, err := os.OpenFile(job.To, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return doc.Searchable{}, fmt.Errorf("create the searchable file: %w", err)
	}
	defer func() {
		err = errors.Join(err, out.Close())
		if err != nil {
			_ = os.Remove(job.To) // half a file is none
		}
	}()
	made := doc.Searchable{Source: s.info.Size()}
	if s.kind == kindPDF {
		err = r.layerPDF(ctx, s, pages, out, &made)
	} else {
		err = layerImages(ctx, s, pages, job.Language, out, &made)
	}
	if err != nil {
		return doc.Searchable{}, err
	}
	st, err := out.Stat()
	if err != nil {
		return doc.Searchable{}, fmt.Errorf("look at the searchable file: %w", err)
	}
	made.Bytes = st.Size()
	return made, nil
}

// readPages reads the pages by their numbers.
func readPages(path string) (map[int]doc.Page, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return nil, doc.Errorf(doc.CodeInvalid, "the words are not there")
		}
		return nil, fmt.Errorf("read the words: %w", err)
	}
	var pages []doc.Page
	if err := json.Unmarshal(data, &pages); err != nil {
		return nil, fmt.Errorf("read the words: %w", err)
	}
	out := make(map[int]doc.Page, len(pages))
	for _, p := range pages {
		out[p.Number] = p
	}
	return out, nil
}
