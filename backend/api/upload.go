package api

import (
	"net/http"
	"strings"

	"deskclerk/backend/doc"
)

// UploadAnswer is what became of the files of one request.
type UploadAnswer struct {
	BatchID   string             `json:"batch_id,omitempty" doc:"The batch that the files belong to"`
	Documents []UploadedDocument `json:"documents"`
}

// UploadedDocument is what became of one file: a document or an error.
type UploadedDocument struct {
	Name      string        `json:"name" doc:"As the file was called in the request"`
	ID        string        `json:"id,omitempty"`
	Status    doc.Status    `json:"status,omitempty"`
	Duplicate bool          `json:"duplicate,omitempty" doc:"The content was here before; no second document was made"`
	Href      string        `json:"href,omitempty"`
	Error     *doc.Failure  `json:"error,omitempty"`
	Document  *doc.Document `json:"document,omitempty" doc:"The result, when wait was given and the reading ended in time"`

	Container  string         `json:"container,omitempty" doc:"The ZIP or mail that the file was in"`
	PassedOver doc.PassedOver `json:"passed_over,omitempty" doc:"Why a file in a ZIP or mail did not become a document"`
}

// uploadDocuments takes one file as the raw body, or several in a form. When none
// of a form's is taken, the first one's error is the answer's.
func (s *Server) uploadDocuments(w http.ResponseWriter, r *http.Request) {
	s.submit(w, r, func(sub *submission) (kept, error) {
		if err := sub.take(); err != nil {
			return kept{}, err
		}
		if f := sub.nothing(); f != nil {
			p := newProblem(r.Context(), f.Code, f.Detail)
			p.Documents = sub.done
			return kept{}, p
		}
		answer := UploadAnswer{Documents: sub.done}
		switch {
		case sub.h.BatchID != nil:
			answer.BatchID = *sub.h.BatchID
		case sub.form == nil:
			answer.BatchID = sub.made // of a ZIP or mail
		}
		return keep(http.StatusAccepted, locationOf(sub.done), answer)
	})
}

// createBatch makes a batch: of the files of a form, and then it is closed
// unless it is to stay open; or an empty one, to be added to and closed later.
func (s *Server) createBatch(w http.ResponseWriter, r *http.Request) {
	s.submit(w, r, func(sub *submission) (kept, error) {
		if sub.form == nil {
			return sub.emptyBatch()
		}
		sub.into = &doc.Batch{}
		err := sub.take()
		id := sub.into.ID
		if id != "" && (err != nil || !sub.open) { // a form that broke in the middle is whole as far as it came
			if _, closed := s.o.Library.CloseBatch(sub.detached(), id); closed != nil && err == nil {
				err = closed
			}
		}
		if err != nil {
			return kept{}, err
		}
		return keep(http.StatusAccepted, batchHref(id), UploadAnswer{BatchID: id, Documents: sub.done})
	})
}

// locationOf is where the client goes on: the document, or the list of several.
func locationOf(done []UploadedDocument) string {
	var ids []string
	for _, d := range done {
		if d.ID != "" {
			ids = append(ids, d.ID)
		}
	}
	if len(ids) == 1 {
		return documentHref(ids[0])
	}
	if len(ids) == 0 || len(ids) > 50 {
		return Prefix + "/documents"
	}
	return Prefix + "/documents?id=" + strings.Join(ids, ",")
}
