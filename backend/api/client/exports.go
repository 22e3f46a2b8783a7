package client

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/http"
	"net/url"

	"deskclerk/backend/doc"
)

// ExportOrder asks for an export; Query is a filter of documents as the API's
// lists take it.
type ExportOrder struct {
	Query   url.Values     `json:"-"`
	Profile string         `json:"profile,omitempty"`
	Which   doc.ExportPick `json:"which,omitempty"`
	Review  bool           `json:"review,omitempty"`
	IDs     []string       `json:"ids,omitempty"`
	Target  string         `json:"target,omitempty"`
	Append  bool           `json:"append,omitempty"`
}

const (
	profilesPath = "/export-profiles"
	exportsPath  = "/exports"
)

// ExportProfiles lists the profiles of exports.
func (c *Client) ExportProfiles(ctx context.Context) ([]doc.ExportProfile, error) {
	var answer struct {
		Profiles []doc.ExportProfile `json:"profiles"`
	}
	return answer.Profiles, c.get(ctx, profilesPath, nil, &answer)
}

// CreateExportProfile makes a profile.
func (c *Client) CreateExportProfile(ctx context.Context, p doc.ExportProfile) (doc.ExportProfile, error) {
	var made doc.ExportProfile
	return made, c.call(ctx, http.MethodPost, profilesPath, p, &made)
}

// ReplaceExportProfile changes a profile as a whole.
func (c *Client) ReplaceExportProfile(ctx context.Context, p doc.ExportProfile) (doc.ExportProfile, error) {
	var made doc.ExportProfile
	return made, c.call(ctx, http.MethodPut, profilesPath+"/"+url.PathEscape(p.ID), p, &made)
}

// DeleteExportProfile deletes a profile.
func (c *Client) DeleteExportProfile(ctx context.Context, id string) error {
	return c.call(ctx, http.MethodDelete, profilesPath+"/"+url.PathEscape(id), nil, nil)
}

// PreviewExport says what an export would write.
func (c *Client) PreviewExport(ctx context.Context, o ExportOrder, rows int) (doc.ExportPreview, error) {
	o.Target, o.Append = "", false
	var p doc.ExportPreview
	return p, c.callWith(ctx, exportsPath+"/preview", o.Query, struct {
		ExportOrder

		Limit int `json:"limit,omitempty"`
	}{o, rows}, &p)
}

// StartExport makes an export and records it; its file comes from ExportFile.
func (c *Client) StartExport(ctx context.Context, o ExportOrder) (doc.ExportRun, error) {
	var run doc.ExportRun
	return run, c.callWith(ctx, exportsPath, o.Query, o, &run)
}

// Exports lists the exports that were made, newest first, from a cursor on.
func (c *Client) Exports(ctx context.Context, after string, limit int) (doc.ExportRunList, error) {
	q := url.Values{"limit": {fmt.Sprint(limit)}}
	if after != "" {
		q.Set("after", after)
	}
	var l doc.ExportRunList
	return l, c.get(ctx, exportsPath, q, &l)
}

// ExportFile writes the file of an export to w; with now, of the documents as
// they are now.
func (c *Client) ExportFile(ctx context.Context, w io.Writer, id string, now bool) error {
	q := url.Values{}
	if now {
		q.Set("now", "true")
	}
	return c.copy(ctx, w, exportsPath+"/"+url.PathEscape(id)+"/file", q)
}

// ExportRows gives the rows of an export as its file has them.
func (c *Client) ExportRows(ctx context.Context, id string) iter.Seq2[[]doc.ExportCell, error] {
	return func(yield func([]doc.ExportCell, error) bool) {
		req, err := c.request(ctx, http.MethodGet, exportsPath+"/"+url.PathEscape(id)+"/rows", nil, nil)
		if err != nil {
			yield(nil, err)
			return
		}
		res, err := c.send(req)
		if err != nil {
			yield(nil, err)
			return
		}
		defer func() { _ = res.Body.Close() }()
		decoder := json.NewDecoder(bufio.NewReader(res.Body))
		for {
			var cells []doc.ExportCell
			err := decoder.Decode(&cells)
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				yield(nil, fmt.Errorf("receive a row: %w", err))
				return
			}
			if !yield(cells, nil) {
				return
			}
		}
	}
}

// ConfirmExport says that the file of an export arrived where it was wanted.
func (c *Client) ConfirmExport(ctx context.Context, id string) error {
	return c.call(ctx, http.MethodPost, exportsPath+"/"+url.PathEscape(id)+"/delivered", nil, nil)
}

// UndoExport lets the documents count as not exported; none are all of the
// export.
func (c *Client) UndoExport(ctx context.Context, id string, documents []string) error {
	return c.call(ctx, http.MethodPost, exportsPath+"/"+url.PathEscape(id)+"/undo", map[string][]string{"documents": documents}, nil)
}
