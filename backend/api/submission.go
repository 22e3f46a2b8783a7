package api

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"slices"
	"strings"

	"deskclerk/backend/doc"
)

// maxParts bounds the files and fields of one request.
const maxParts = 10_000

// submission is one request that hands files in. Each file streams to the
// intake; none is ever in memory. What the request says goes into a hash as it
// is read, so that the same can be told from another.
type submission struct {
	s    *Server
	r    *http.Request
	body *patientBody
	form *multipart.Reader // nil for a raw body
	h    doc.Handover      // what holds for the next file
	name string            // of a batch
	open bool              // the batch stays open
	into *doc.Batch        // a new batch, made when the first file comes, so that fields before it hold; nil: none
	sum  hash.Hash
	done []UploadedDocument
	made string // the batch that the last ZIP or mail made
}

// newSubmission reads what the address and the headers say.
func (s *Server) newSubmission(w http.ResponseWriter, r *http.Request) (*submission, error) {
	query := r.URL.Query()
	sub := &submission{s: s, r: r, sum: sha256.New()}
	who, err := s.sender(r)
	if err != nil {
		return nil, err
	}
	sub.h.Source = doc.Source{Kind: who.kind, Detail: who.name, ReceivedAt: s.o.Clock().UTC()}
	for _, name := range submissionFields() {
		value := query.Get(name)
		if name == "password" {
			continue // addresses are written down in too many places
		}
		if name == "correlation_id" && value == "" {
			value = r.Header.Get("X-Correlation-Id")
		}
		if err := sub.set(name, value); err != nil {
			return nil, err
		}
	}
	sub.hash(r.Method, r.URL.Path, query.Get("filename"), query.Get("source"), sub.h.CorrelationID)
	for _, name := range submissionFields() {
		sub.hash(query.Get(name))
	}
	sub.body = &patientBody{body: r.Body, control: http.NewResponseController(w), idle: s.o.UploadIdle}
	sub.form, err = multipartReader(r, sub.body)
	return sub, err
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

// hash adds texts to the fingerprint, each ended so that they cannot run into
// each other.
func (sub *submission) hash(texts ...string) {
	for _, text := range texts {
		sum := sha256.Sum256([]byte(text))
		sub.sum.Write(sum[:])
	}
}

// fingerprint of all that was read.
func (sub *submission) fingerprint() string { return hex.EncodeToString(sub.sum.Sum(nil)) }

// detached is the request's context for what must be done even if the client
// has left.
func (sub *submission) detached() context.Context { return context.WithoutCancel(sub.r.Context()) }

// take admits what the body holds. A raw body is one file, whose error is the
// answer's; in a form each file has its own.
func (sub *submission) take() error {
	if sub.form != nil {
		return sub.takeParts(sub.admitPart)
	}
	if n := sub.r.ContentLength; n > sub.s.o.MaxBytes {
		return doc.Errorf(doc.CodeTooLarge, "%d bytes; %d are allowed", n, sub.s.o.MaxBytes)
	}
	all, err := sub.admit(sub.r.URL.Query().Get("filename"), sub.body)
	if err != nil {
		return err
	}
	sub.done = append(sub.done, all...)
	return nil
}

// skim reads the body to its end for its fingerprint alone.
func (sub *submission) skim() error {
	drain := func(r io.Reader) error {
		_, err := io.Copy(sub.sum, &limitedBody{r: r, left: sub.s.o.MaxBytes, most: sub.s.o.MaxBytes})
		return err
	}
	if sub.form == nil {
		return drain(sub.body)
	}
	return sub.takeParts(func(part *multipart.Part) error {
		sub.done = append(sub.done, UploadedDocument{Name: part.FileName()})
		return drain(part)
	})
}

// takeParts gives each file of a form, in its order; fields hold for the files
// after them. Only when the form breaks before its first file is it an error.
func (sub *submission) takeParts(file func(*multipart.Part) error) error {
	for range maxParts {
		part, err := sub.form.NextPart()
		if errors.Is(err, io.EOF) {
			if len(sub.done) == 0 {
				return doc.Errorf(doc.CodeInvalid, "the form has no file; send at least one as the field file")
			}
			return nil
		}
		if err == nil {
			sub.hash(part.FormName(), part.FileName())
			if part.FileName() == "" {
				err = sub.takeField(part)
			} else {
				err = file(part)
			}
		}
		if err != nil {
			if len(sub.done) > 0 {
				return nil
			}
			return broken(err)
		}
	}
	return doc.Errorf(doc.CodeInvalid, "more than %d parts", maxParts)
}

// admitPart admits a file of a form; what is wrong with it is its own affair.
func (sub *submission) admitPart(part *multipart.Part) error {
	if err := sub.begin(); err != nil {
		return err
	}
	all, failed := sub.admit(part.FileName(), part)
	if failed == nil {
		sub.done = append(sub.done, all...)
		return nil
	}
	d := UploadedDocument{Name: part.FileName(), Error: doc.FailureOf(sub.s.logged(sub.r, failed))}
	sub.done = append(sub.done, d)
	if err := sub.refused(d); err != nil {
		return err
	}
	_, err := io.Copy(sub.sum, part) // what the intake left of it belongs to the fingerprint too
	return err
}

// nothing is the first error of a form of which no file was taken, nil when one
// was. A ZIP or mail was, whatever is in it.
func (sub *submission) nothing() *doc.Failure {
	for _, d := range sub.done {
		if d.Error == nil || d.Container != "" {
			return nil
		}
	}
	return sub.done[0].Error
}

// passing reports whether a file was refused for a reason that may pass.
func (sub *submission) passing() bool {
	return slices.ContainsFunc(sub.done, func(d UploadedDocument) bool {
		return d.Error != nil && d.Error.Class == doc.ClassRetryable
	})
}

// refused has the batch know of a file that it does not get.
func (sub *submission) refused(d UploadedDocument) error {
	if sub.h.BatchID == nil || d.Error.Code == doc.CodeBatchClosed {
		return nil
	}
	return sub.s.o.Library.Refuse(sub.detached(), *sub.h.BatchID, d.Name, d.Error)
}

// admit hands one file in. A ZIP or mail is answered with what was in it.
func (sub *submission) admit(name string, body io.Reader) ([]UploadedDocument, error) {
	h, most := sub.h, sub.s.o.MaxBytes
	h.Name = name
	receipt, err := sub.s.o.Intake.Admit(sub.r.Context(), h,
		io.TeeReader(&limitedBody{r: body, left: most, most: most}, sub.sum))
	if err != nil {
		return nil, err
	}
	if receipt.Container != nil {
		sub.made = receipt.Container.BatchID
	}
	return uploaded(name, receipt), nil
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
