package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"deskclerk/backend/doc"
)

// maxPageList bounds a list of pages, in bytes.
const maxPageList = 4 << 20

// Pages lists what a document is made of. Errors: not_found; conflict while its
// pages are not known yet.
func (s *Store) Pages(ctx context.Context, id string) (doc.PageList, error) {
	d, err := s.Document(ctx, id)
	if err != nil {
		return doc.PageList{}, err
	}
	return s.pageList(d.File)
}

func (s *Store) pageList(f doc.File) (l doc.PageList, err error) {
	if f.Pages == 0 {
		return l, doc.Refuse(doc.CodeConflict, "arrange_unknown")
	}
	if f.MIME != doc.MIMEPages {
		return doc.WholeFile(f), nil
	}
	file, err := s.OpenOriginal(f.SHA256)
	if err != nil {
		return l, err
	}
	defer func() { _ = file.Close() }() // only read
	text, err := io.ReadAll(io.LimitReader(file, maxPageList))
	if err != nil {
		return l, fmt.Errorf("read a list of pages: %w", err)
	}
	return l, json.Unmarshal(text, &l)
}

// arranged is a document as it is to be: its file and where its words come from.
type arranged struct {
	id    string // of the document whose place it takes; empty: a new one
	name  string
	list  doc.PageList
	file  doc.File
	picks []doc.PagePick
}

// before is a document as it was, which an undo brings back.
type before struct {
	ID      string             `json:"id"`
	Name    string             `json:"name"`
	SHA256  string             `json:"sha256"`
	MIME    string             `json:"mime"`
	Bytes   int64              `json:"bytes"`
	Pages   int                `json:"pages"`
	Attempt int                `json:"attempt"` // that has its words
	Options doc.ProcessOptions `json:"options"`
	Gone    bool               `json:"gone"` // it went into another
	New     bool               `json:"new"`  // it was made of another

	Password   []byte `json:"password,omitempty"`    // sealed, of one that is gone
	PasswordOf string `json:"password_of,omitempty"` // hash of the file that it opens, where that is not its own
}

// Arrange gives documents other pages: the first part becomes the document's,
// each further one a new document in the same batches, and documents that pages
// are taken from besides go into it and are no more. Pages keep their words unless
// they are turned or cut. Its files stay as they came. It gives the ids of the
// parts. Errors: not_found; conflict while a document is being read, or when one
// with these pages is there; invalid_request for pages that are not there or are
// taken twice; stale_revision; original_removed.
func (s *Store) Arrange(ctx context.Context, id string, parts [][]doc.PagePick, only ...doc.OnRevision) ([]string, error) {
	plan, err := s.planned(ctx, id, parts)
	if err != nil {
		return nil, err
	}
	ids, err := s.arrange(ctx, plan, only, nil)
	if err != nil {
		return nil, fmt.Errorf("arrange pages: %w", err)
	}
	return ids, nil
}

// Divide ends a job that was to understand a document, because separators among
// its pages say that it is several: numbers are the pages of each.
func (s *Store) Divide(ctx context.Context, job *Job, numbers [][]int) error {
	var parts [][]doc.PagePick
	for _, part := range numbers {
		var picks []doc.PagePick
		for _, n := range part {
			picks = append(picks, doc.PagePick{Page: n})
		}
		parts = append(parts, picks)
	}
	plan, err := s.planned(ctx, job.DocumentID, parts)
	if err != nil {
		return err
	}
	if _, err := s.arrange(ctx, plan, nil, job); err != nil {
		return fmt.Errorf("divide a stack: %w", err)
	}
	return nil
}

// plan is what is to be done, made of what was read before the transaction.
type plan struct {
	id        string
	parts     []arranged
	documents map[string]doc.Document // that pages are taken from
}

// planned reads the documents and lists the pages of each part.
func (s *Store) planned(ctx context.Context, id string, parts [][]doc.PagePick) (*plan, error) {
	p := &plan{id: id, documents: map[string]doc.Document{}}
	lists := map[string]doc.PageList{}
	taken := map[string]bool{}
	for i, picks := range parts {
		part := arranged{picks: slices.Clone(picks)}
		if len(picks) == 0 {
			return nil, doc.Refuse(doc.CodeInvalid, "arrange_part", "place", strconv.Itoa(i+1))
		}
		for k := range part.picks {
			pick := &part.picks[k]
			if pick.DocumentID == "" {
				pick.DocumentID = id
			}
			if err := s.pick(ctx, p, lists, &part, *pick, taken); err != nil {
				return nil, err
			}
		}
		p.parts = append(p.parts, part)
	}
	if len(p.parts) == 0 {
		return nil, doc.Refuse(doc.CodeInvalid, "arrange_none")
	}
	if _, there := p.documents[id]; !there {
		return nil, doc.Refuse(doc.CodeInvalid, "arrange_foreign")
	}
	p.name()
	return p, nil
}

// pick adds one page to a part.
func (s *Store) pick(ctx context.Context, p *plan, lists map[string]doc.PageList, part *arranged, pick doc.PagePick, taken map[string]bool) error {
	if _, known := lists[pick.DocumentID]; !known {
		d, err := s.Document(ctx, pick.DocumentID)
		if err != nil {
			return err
		}
		if lists[pick.DocumentID], err = s.pageList(d.File); err != nil {
			return err
		}
		p.documents[pick.DocumentID] = d
	}
	l := lists[pick.DocumentID]
	if pick.Page < 1 || pick.Page > len(l.Pages) {
		return doc.Refuse(doc.CodeInvalid, "arrange_page", "page", strconv.Itoa(pick.Page), "pages", strconv.Itoa(len(l.Pages)))
	}
	key := fmt.Sprintf("%s/%d", pick.DocumentID, pick.Page)
	if taken[key] && pick.Crop == nil {
		return doc.Refuse(doc.CodeInvalid, "arrange_twice", "page", strconv.Itoa(pick.Page))
	}
	taken[key] = true
	if b := pick.Crop; b != nil {
		if b.Empty() || b.Left < 0 || b.Top < 0 || b.Right > 1 || b.Bottom > 1 {
			return doc.Refuse(doc.CodeInvalid, "arrange_crop", "page", strconv.Itoa(pick.Page))
		}
		crop := *b
		if i := slices.IndexFunc(p.documents[pick.DocumentID].Pages, func(o doc.PageInfo) bool { return o.Number == pick.Page }); i >= 0 {
			shown := p.documents[pick.DocumentID].Pages[i]
			crop = crop.Unleveled(shown.Skew, shown.Width, shown.Height).Unturned(shown.Rotation)
		}
		part.list.Add(l, pick.Page, &crop)
		return nil
	}
	part.list.Add(l, pick.Page, nil)
	return nil
}

// name calls the parts after the document: scan.pdf, scan (2).pdf.
func (p *plan) name() {
	name := p.documents[p.id].File.Name
	ext := filepath.Ext(name)
	for i := range p.parts {
		p.parts[i].name = name
		if i == 0 {
			p.parts[i].id = p.id
			continue
		}
		p.parts[i].name = fmt.Sprintf("%s (%d)%s", strings.TrimSuffix(name, ext), i+1, ext)
	}
}

// arrange keeps the lists as files and does the plan in one transaction; with a
// job, under its lease.
func (s *Store) arrange(ctx context.Context, p *plan, only []doc.OnRevision, job *Job) (ids []string, err error) {
	var loose []string
	defer func() { s.removeAllUnused(ctx, p.id, loose) }()
	for i := range p.parts {
		if p.parts[i].file, err = s.keepList(p.parts[i]); err != nil {
			return nil, err
		}
		defer func() {
			sum := p.parts[i].file.SHA256
			if s.originals.unpin(sum); err != nil {
				loose = append(loose, sum)
			}
		}()
	}
	err = s.write(ctx, func(ctx context.Context, t *tx) (err error) {
		if job != nil {
			if _, err := t.finish(ctx, job, KindUnderstand); err != nil {
				return err
			}
		}
		ids, loose, err = t.arrange(ctx, p, only, job != nil)
		return err
	})
	return ids, err
}

// keepList writes a list of pages as an original.
func (s *Store) keepList(a arranged) (doc.File, error) {
	f := doc.File{Name: a.name, Pages: len(a.list.Pages), MIME: doc.MIMEPages}
	text, err := json.Marshal(a.list)
	if err != nil {
		return f, fmt.Errorf("write a list of pages: %w", err)
	}
	if len(text) > maxPageList {
		return f, doc.Refuse(doc.CodeInvalid, "arrange_many")
	}
	o, err := s.NewOriginal()
	if err != nil {
		return f, err
	}
	if _, err := o.Write(text); err != nil {
		return f, errors.Join(err, o.Discard())
	}
	f.SHA256, f.Bytes, err = o.Commit()
	return f, err
}
