package api

import (
	"context"
	"mime"
	"net/http"

	"deskclerk/backend/doc"
)

// ContainerPath is the ZIP or mail a request is about.
type ContainerPath struct {
	ID string `path:"id" maxLength:"64" doc:"The container's id"`
}

type containerOutput struct {
	Body doc.Container
}

// getContainer gives what became of the files in a ZIP or mail.
func (s *Server) getContainer(ctx context.Context, in *ContainerPath) (*containerOutput, error) {
	c, err := s.o.Library.Container(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	return &containerOutput{Body: c}, nil
}

// getContainerOriginal gives the ZIP or mail as it came.
func (s *Server) getContainerOriginal(ctx context.Context, in *ContainerPath) (*stream, error) {
	c, err := s.o.Library.Container(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	if !c.Kept {
		return nil, doc.Refuse(doc.CodeOriginalGone, "container_gone")
	}
	file, err := s.o.Library.OpenOriginal(c.SHA256)
	if err != nil {
		return nil, err
	}
	return streamed(func(w http.ResponseWriter, r *http.Request) {
		defer file.Close()
		h := w.Header()
		h.Set("Content-Type", "application/octet-stream") // a mail may hold a page with scripts
		h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": c.Name}))
		h.Set("Cache-Control", "private, no-cache")
		serveContent(w, r, "", file)
	}), nil
}

// uploaded is the answer for one file: a document, or all that came of a ZIP or
// mail.
func uploaded(name string, r doc.Receipt) []UploadedDocument {
	if r.Container == nil {
		return []UploadedDocument{{
			Name: name, ID: r.DocumentID, Duplicate: r.Duplicate,
			Status: r.Document.Status, Href: documentHref(r.DocumentID),
		}}
	}
	var all []UploadedDocument
	for _, e := range r.Container.Entries {
		d := UploadedDocument{Name: name + "/" + e.Name, Container: r.Container.ID, PassedOver: e.PassedOver, Error: e.Error}
		if e.DocumentID != "" {
			d.ID, d.Status, d.Duplicate, d.Href = e.DocumentID, e.Status, e.Duplicate, documentHref(e.DocumentID)
		}
		all = append(all, d)
	}
	return all
}
