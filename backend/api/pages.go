package api

import (
	"context"
	"strconv"

	"deskclerk/backend/doc"
)

// PageListing is what a document is made of.
type PageListing struct {
	Rearranged bool             `json:"rearranged" doc:"False: all pages of one file, as it came"`
	Sources    []doc.PageSource `json:"sources"`
	Pages      []doc.PageRef    `json:"pages" doc:"In the order of the document"`
}

type pagesOutput struct {
	Body PageListing
}

// listPages gives the pages of a document with the files they are of.
func (s *Server) listPages(ctx context.Context, in *DocumentPath) (*pagesOutput, error) {
	d, err := s.o.Library.Document(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	l, err := s.o.Library.Pages(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	return &pagesOutput{Body: PageListing{Rearranged: d.File.MIME == doc.MIMEPages, Sources: l.Sources, Pages: l.Pages}}, nil
}

type arrangeInput struct {
	DocumentPath
	OptionalRevision

	Body ArrangeRequest
}

// ArrangeRequest gives documents other pages. What is in no part is left out; the
// files stay as they came.
type ArrangeRequest struct {
	Parts []ArrangePart `json:"parts" minItems:"1" maxItems:"500" doc:"The first part becomes the document's pages, each further one a new document"`
}

// ArrangePart is the pages of one document.
type ArrangePart struct {
	Pages []ArrangePage `json:"pages" minItems:"1" maxItems:"5000"`
}

// ArrangePage is one page of a part.
type ArrangePage struct {
	Document string     `json:"document,omitempty" maxLength:"64" doc:"Whose it is now; that document goes into this one. Absent: of this document"`
	Page     int        `json:"page" minimum:"1" doc:"Its number there"`
	Turn     *int       `json:"turn,omitempty" doc:"Degrees clockwise that make it upright: 0, 90, 180 or 270. Absent: as it was"`
	Crop     *[]float64 `json:"crop,omitempty" minItems:"4" maxItems:"4" doc:"The part of it to keep: left, top, right, bottom as fractions of the upright page"`
}

// ArrangeAnswer names the documents of the parts.
type ArrangeAnswer struct {
	Documents []DocumentState `json:"documents"`
}

type arrangeOutput struct {
	Body ArrangeAnswer
}

// arrangePages splits, merges, reorders, turns, cuts and drops pages.
func (s *Server) arrangePages(ctx context.Context, in *arrangeInput) (*arrangeOutput, error) {
	only, err := in.only(ctx)
	if err != nil {
		return nil, err
	}
	parts, err := picksOf(in.Body)
	if err != nil {
		return nil, err
	}
	ids, err := s.o.Library.Arrange(ctx, in.ID, parts, only...)
	if err != nil {
		return nil, err
	}
	return s.arranged(ctx, ids)
}

func (s *Server) arranged(ctx context.Context, ids []string) (*arrangeOutput, error) {
	out := &arrangeOutput{}
	for _, id := range ids {
		now, err := s.o.Library.Standing(ctx, id)
		if err != nil {
			return nil, err
		}
		out.Body.Documents = append(out.Body.Documents, DocumentState{ID: id, Status: now.Status, Revision: now.Revision, Href: documentHref(id)})
	}
	return out, nil
}

func picksOf(r ArrangeRequest) ([][]doc.PagePick, error) {
	parts := make([][]doc.PagePick, len(r.Parts))
	for i, part := range r.Parts {
		for k, p := range part.Pages {
			pick := doc.PagePick{DocumentID: p.Document, Page: p.Page, Turn: p.Turn}
			if p.Turn != nil && (*p.Turn%90 != 0 || *p.Turn < 0 || *p.Turn > 270) {
				return nil, doc.Errorf(doc.CodeInvalid, "body.parts[%d].pages[%d].turn: 0, 90, 180 or 270", i, k)
			}
			if p.Crop != nil {
				c := *p.Crop
				pick.Crop = &doc.Box{Left: c[0], Top: c[1], Right: c[2], Bottom: c[3]}
			}
			parts[i] = append(parts[i], pick)
		}
	}
	return parts, nil
}

type undoPagesInput struct {
	DocumentPath
	OptionalRevision
}

// undoPages takes the last arrangement of a document's pages back.
func (s *Server) undoPages(ctx context.Context, in *undoPagesInput) (*arrangeOutput, error) {
	only, err := in.only(ctx)
	if err != nil {
		return nil, err
	}
	if err := s.o.Library.UndoArrange(ctx, in.ID, only...); err != nil {
		return nil, err
	}
	return s.arranged(ctx, []string{in.ID})
}

// sourceOf is the file to hand out for a document: itself, or of one whose pages
// were rearranged the source named or else that of its first page.
func (s *Server) sourceOf(ctx context.Context, d doc.Document, sha256 string) (doc.File, error) {
	if d.File.MIME != doc.MIMEPages {
		return d.File, nil
	}
	l, err := s.o.Library.Pages(ctx, d.ID)
	if err != nil {
		return d.File, err
	}
	if sha256 == "" && len(l.Pages) > 0 {
		sha256 = l.Sources[l.Pages[0].Source].SHA256
	}
	for _, f := range l.Sources {
		if f.SHA256 == sha256 {
			return doc.File{Name: f.Name, SHA256: f.SHA256, MIME: f.MIME, Bytes: f.Bytes}, nil
		}
	}
	return d.File, doc.Errorf(doc.CodeNotFound, "no page of document %q is of that file; it has %s files", d.ID, strconv.Itoa(len(l.Sources)))
}
