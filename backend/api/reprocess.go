package api

import (
	"context"
	"net/http"
	"strconv"

	"deskclerk/backend/doc"
)

type reprocessInput struct {
	DocumentPath
	OptionalRevision

	Body *ReprocessRequest
}

// ReprocessRequest changes how a document is read; without it everything is as
// it was the last time.
type ReprocessRequest struct {
	Type           string         `json:"type,omitempty" pattern:"^[a-z][a-z0-9_]*$" maxLength:"64" doc:"auto, or a type's name"`
	Languages      []string       `json:"languages,omitempty" maxItems:"16" pattern:"^[A-Za-z0-9_]{2,32}$" doc:"Tesseract codes such as deu and eng"`
	Password       string         `json:"password,omitempty" maxLength:"1024" doc:"Of a protected PDF"`
	ForceOCR       bool           `json:"force_ocr,omitempty" doc:"Read the pages even if they carry text"`
	IgnoreEmbedded bool           `json:"ignore_embedded,omitempty" doc:"Leave aside the data inside the file, such as an e-invoice's XML"`
	Rotation       map[string]int `json:"rotation,omitempty" doc:"Which way up pages are, by number, or by all for those not named: 0, 90, 180 or 270 degrees clockwise, as rotation of a page says"`
	Priority       int            `json:"priority,omitempty" minimum:"-100" maximum:"100" doc:"Higher goes first"`
	MaxPages       int            `json:"max_pages,omitempty" minimum:"1" maximum:"20000" doc:"Lifts the limit of pages for this document alone"`
	MaxPixels      int64          `json:"max_pixels,omitempty" minimum:"1" maximum:"1000000000" doc:"Lifts the limit of pixels of a page for this document alone"`
	Keep           bool           `json:"keep,omitempty" doc:"Keep what was wished the last time and is not named here"`
}

type stateOutput struct {
	Status   int
	Location string `header:"Location"`
	Retry    string `header:"Retry-After"`
	Body     DocumentState
}

// DocumentState is where a document stands after an act.
type DocumentState struct {
	ID       string     `json:"id"`
	Status   doc.Status `json:"status"`
	Revision int64      `json:"revision"`
	Href     string     `json:"href"`
}

// reprocessDocument queues a new attempt.
func (s *Server) reprocessDocument(ctx context.Context, in *reprocessInput) (*stateOutput, error) {
	var options *doc.ProcessOptions
	if b := in.Body; b != nil {
		options = &doc.ProcessOptions{
			Type: doc.Type(b.Type), Languages: b.Languages, Password: b.Password, ForceOCR: b.ForceOCR,
			IgnoreEmbedded: b.IgnoreEmbedded, Priority: b.Priority,
			MaxPages: b.MaxPages, MaxPixels: b.MaxPixels, Keep: b.Keep,
		}
		var err error
		if options.Rotation, err = rotations(b.Rotation); err != nil {
			return nil, err
		}
	}
	only, err := in.only(ctx)
	if err != nil {
		return nil, err
	}
	if err := s.o.Library.Reprocess(ctx, in.ID, options, only...); err != nil {
		return nil, s.withCurrent(ctx, in.ID, err)
	}
	return s.state(ctx, in.ID, http.StatusAccepted)
}

// rotations checks quarter turns by page.
func rotations(by map[string]int) (map[int]int, error) {
	if len(by) > maxParts {
		return nil, doc.Refuse(doc.CodeInvalid, "turn_many", "limit", strconv.Itoa(maxParts))
	}
	out := make(map[int]int, len(by))
	for name, turn := range by {
		page, err := doc.EveryPage, error(nil)
		if name != "all" {
			page, err = strconv.Atoi(name)
		}
		if err != nil || page < 0 || page == doc.EveryPage && name != "all" || turn < 0 || turn > 270 || turn%90 != 0 {
			return nil, doc.Errorf(doc.CodeInvalid, `body.rotation: write it as in {"1": 90} or {"all": 90}, with 0, 90, 180 or 270 degrees`)
		}
		out[page] = turn
	}
	return out, nil
}

func (s *Server) state(ctx context.Context, id string, status int) (*stateOutput, error) {
	d, err := s.o.Library.Document(ctx, id)
	if err != nil {
		return nil, err
	}
	href := documentHref(id)
	out := &stateOutput{Status: status, Location: href, Body: DocumentState{ID: d.ID, Status: d.Status, Revision: d.Revision, Href: href}}
	if !d.Status.Finished() {
		out.Retry = "1"
	}
	return out, nil
}

func documentHref(id string) string { return Prefix + "/documents/" + id }
