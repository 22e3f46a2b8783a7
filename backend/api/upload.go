package api

import (
	"context"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"strings"

	"deskclerk/backend/doc"
)

// UploadAnswer is what became of the files of one request.
type UploadAnswer struct {
	Documents []UploadedDocument `json:"documents"`
}

// UploadedDocument is what became of one file: a document or an error.
type UploadedDocument struct {
	Name      string       `json:"name" doc:"As the file was called in the request"`
	ID        string       `json:"id,omitempty"`
	Status    doc.Status   `json:"status,omitempty"`
	Duplicate bool         `json:"duplicate,omitempty" doc:"The content was here before; no second document was made"`
	Href      string       `json:"href,omitempty"`
	Error     *doc.Failure `json:"error,omitempty"`
}

// maxParts bounds the files and fields of one request.
const maxParts = 10_000

// uploadDocuments streams each file to the intake; none is ever in memory. A raw
// body is one file, whose error is the answer's; in multipart/form-data each
// file has its own.
func (s *Server) uploadDocuments(w http.ResponseWriter, r *http.Request) {
	o, err := processOptions(r.URL.Query().Get)
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	who, err := s.sender(r)
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	r = r.WithContext(context.WithValue(r.Context(), callerKey{}, who))
	body := &patientBody{body: r.Body, control: http.NewResponseController(w), idle: s.o.UploadIdle}
	defer body.rest()
	form, err := multipartReader(r, body)
	var answer UploadAnswer
	switch {
	case err != nil:
	case form != nil:
		answer.Documents, err = s.admitParts(r, form, o)
	default:
		answer.Documents, err = s.admitBody(r, body, o)
	}
	if err != nil {
		w.Header().Set("Connection", "close") // what is left of the body is not read
		s.refuse(w, r, err)
		return
	}
	if form != nil && body.failed != nil {
		w.Header().Set("Connection", "close")
	}
	w.Header().Set("Location", locationOf(answer.Documents))
	w.Header().Set("Retry-After", "1")
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(http.StatusAccepted)
	s.encode(w, r, answer)
}

// sender is the caller, who may say that the file came in another way than by
// upload: the command line imports through this address too.
func (s *Server) sender(r *http.Request) (caller, error) {
	who := callerOf(r.Context())
	switch kind := doc.SourceKind(r.URL.Query().Get("source")); kind {
	case "":
	case doc.SourceUpload, doc.SourceImport, doc.SourceWindow:
		who.kind = kind
	default:
		return caller{}, doc.Errorf(doc.CodeInvalid, "query.source: upload, import and window are known")
	}
	return who, nil
}

// admitBody takes the whole body as one file.
func (s *Server) admitBody(r *http.Request, body io.Reader, o doc.ProcessOptions) ([]UploadedDocument, error) {
	if r.ContentLength > s.o.MaxBytes {
		return nil, doc.Errorf(doc.CodeTooLarge, "%d bytes; %d are allowed", r.ContentLength, s.o.MaxBytes)
	}
	name := r.URL.Query().Get("filename")
	d, err := s.admit(r, name, body, o)
	return []UploadedDocument{d}, err
}

// admitParts takes each file of a form in its order; fields hold for the files
// after them. Only when the form breaks before its first file is it an error.
func (s *Server) admitParts(r *http.Request, form *multipart.Reader, o doc.ProcessOptions) ([]UploadedDocument, error) {
	var done []UploadedDocument
	for range maxParts {
		part, err := form.NextPart()
		if errors.Is(err, io.EOF) {
			if len(done) == 0 {
				return nil, doc.Errorf(doc.CodeInvalid, "the form has no file; send at least one as the field file")
			}
			return done, nil
		}
		if err == nil && part.FileName() == "" {
			err = takeField(part, &o)
		} else if err == nil {
			d, failed := s.admit(r, part.FileName(), part, o)
			if failed != nil {
				d = UploadedDocument{Name: part.FileName(), Error: doc.FailureOf(s.logged(r, failed))}
			}
			done = append(done, d)
		}
		if err != nil {
			if len(done) > 0 {
				return done, nil
			}
			return nil, broken(err)
		}
	}
	return nil, doc.Errorf(doc.CodeInvalid, "more than %d parts", maxParts)
}

func (s *Server) admit(r *http.Request, name string, body io.Reader, o doc.ProcessOptions) (UploadedDocument, error) {
	who := callerOf(r.Context())
	source := doc.Source{Kind: who.kind, Detail: who.name, ReceivedAt: s.o.Clock().UTC()}
	receipt, err := s.o.Intake.Admit(r.Context(), name, &limitedBody{r: body, left: s.o.MaxBytes, most: s.o.MaxBytes}, source, o)
	if err != nil {
		return UploadedDocument{}, err
	}
	return UploadedDocument{
		Name: name, ID: receipt.DocumentID, Duplicate: receipt.Duplicate,
		Status: receipt.Document.Status, Href: documentHref(receipt.DocumentID),
	}, nil
}

// logged turns an error that is not ours into one whose text is for the log only.
func (s *Server) logged(r *http.Request, err error) error {
	if doc.CodeOf(err).Kind().Class != doc.ClassInternal {
		return err
	}
	p := s.problem(r.Context(), err)
	return doc.Errorf(p.Code, "%s", p.Instance)
}

// multipartReader gives nil for a raw body.
func multipartReader(r *http.Request, body io.Reader) (*multipart.Reader, error) {
	kind, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || !strings.HasPrefix(kind, "multipart/") {
		return nil, nil //nolint:nilnil,nilerr // a body of any other type, or of none, is a file
	}
	if kind != "multipart/form-data" || params["boundary"] == "" {
		return nil, doc.Errorf(doc.CodeInvalid, "a multipart body must be multipart/form-data with a boundary")
	}
	return multipart.NewReader(body, params["boundary"]), nil
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
