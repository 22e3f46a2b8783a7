package api

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"io"
	"net/http"
	"time"

	"deskclerk/backend/doc"
)

// BatchRequest makes an open batch.
type BatchRequest struct {
	Name          string          `json:"name,omitempty" maxLength:"255"`
	CorrelationID string          `json:"correlation_id,omitempty" maxLength:"128"`
	Metadata      json.RawMessage `json:"metadata,omitempty" doc:"An object that is given back untouched"`
}

func batchHref(id string) string { return Prefix + "/batches/" + id }

// maxBatchRequest bounds the JSON that makes a batch, in bytes.
const maxBatchRequest = 16 << 10

// emptyBatch makes an open batch of the JSON in the body, if there is any.
func (sub *submission) emptyBatch() (kept, error) {
	text, err := io.ReadAll(io.TeeReader(&limitedBody{r: sub.body, left: maxBatchRequest, most: maxBatchRequest}, sub.sum))
	if err != nil {
		return kept{}, err
	}
	var b BatchRequest
	if len(text) > 0 {
		if err := json.Unmarshal(text, &b); err != nil {
			return kept{}, doc.Errorf(doc.CodeInvalid, "the body is no JSON object that describes a batch: name, correlation_id, metadata")
		}
	}
	if b.Name != "" {
		sub.name = b.Name
	}
	if err := sub.set("correlation_id", b.CorrelationID); err != nil {
		return kept{}, err
	}
	if err := sub.set("metadata", string(b.Metadata)); err != nil {
		return kept{}, err
	}
	made, err := sub.newBatch()
	if err != nil {
		return kept{}, err
	}
	answer, err := keep(http.StatusCreated, batchHref(made.ID), made)
	delete(answer.headers, "Retry-After")
	return answer, err
}

// begin makes the batch that the files of the form go into, once.
func (sub *submission) begin() (err error) {
	if sub.into == nil {
		return nil
	}
	if sub.into.ID == "" {
		*sub.into, err = sub.newBatch()
	}
	sub.h.BatchID = &sub.into.ID
	return err
}

func (sub *submission) newBatch() (doc.Batch, error) {
	if len(sub.name) > 255 {
		return doc.Batch{}, doc.Refuse(doc.CodeInvalid, "batch_name")
	}
	return sub.s.o.Library.NewBatch(sub.r.Context(), doc.Batch{Name: sub.name, CorrelationID: sub.h.CorrelationID, Metadata: sub.h.Metadata})
}

// BatchPath is the batch a request is about.
type BatchPath struct {
	ID string `path:"id" maxLength:"64" doc:"The batch's id"`
}

type batchInput struct {
	BatchPath

	Wait        string `query:"wait" maxLength:"16" doc:"Wait so long for a change since If-None-Match or, without that header, until the batch is done" example:"30s"`
	IfNoneMatch string `header:"If-None-Match"`
}

type batchOutput struct {
	Status     int
	ETag       string `header:"ETag"`
	RetryAfter string `header:"Retry-After" doc:"Seconds; only while files of it are being read"`
	Cache      string `header:"Cache-Control" hidden:"true"`
	Body       doc.Batch
}

// batchPause lets several changes become one answer, for batches are counted
// anew each time.
const batchPause = 50 * time.Millisecond

// getBatch gives the batch with its counts. Its tag is that of its content.
func (s *Server) getBatch(ctx context.Context, in *batchInput) (*batchOutput, error) {
	wait, err := s.parseWait(in.Wait)
	if err != nil {
		return nil, err
	}
	if wait <= 0 {
		return s.batchUnless(ctx, in)
	}
	// Its documents' events need not name it: one may have been here before.
	pokes, stop := s.o.Events.Subscribe()
	defer stop()
	over := time.NewTimer(wait)
	defer over.Stop()
	for {
		out, err := s.batchUnless(ctx, in)
		if err != nil {
			return nil, err
		}
		asBefore := out.Status == http.StatusNotModified || in.IfNoneMatch == "" && out.Body.Status == doc.BatchProcessing
		if !asBefore || !s.stirred(ctx, pokes, over.C) {
			return out, nil
		}
	}
}

// stirred waits for a commit, and a little longer; false when the time is over.
func (s *Server) stirred(ctx context.Context, pokes <-chan struct{}, over <-chan time.Time) bool {
	select {
	case <-pokes:
	case <-over:
		return false
	case <-s.done:
		return false
	case <-ctx.Done():
		return false
	}
	select {
	case <-time.After(batchPause):
		return true
	case <-ctx.Done():
		return false
	}
}

// batchUnless gives the batch as it is, or says that it is as the caller knows it.
func (s *Server) batchUnless(ctx context.Context, in *batchInput) (*batchOutput, error) {
	b, err := s.o.Library.Batch(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	out, err := batchAnswer(b)
	if err == nil && matches(in.IfNoneMatch, out.ETag) {
		out.Status = http.StatusNotModified
	}
	return out, err
}

func batchAnswer(b doc.Batch) (*batchOutput, error) {
	text, err := json.Marshal(b)
	if err != nil {
		return nil, err
	}
	sum := digest(string(text))
	out := &batchOutput{Status: http.StatusOK, ETag: `"` + hex.EncodeToString(sum[:12]) + `"`, Cache: "private, no-cache", Body: b}
	if b.Status == doc.BatchProcessing {
		out.RetryAfter = "1"
	}
	return out, nil
}

// closeBatch lets no more in.
func (s *Server) closeBatch(ctx context.Context, in *BatchPath) (*batchOutput, error) {
	b, err := s.o.Library.CloseBatch(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	return batchAnswer(b)
}

type batchesInput struct {
	After string `query:"after" maxLength:"500" doc:"Where to go on: next of the page before"`
	Limit int    `query:"limit" minimum:"1" maximum:"500" default:"100"`
}

type batchesOutput struct {
	Body BatchList
}

// BatchList is a page of batches.
type BatchList struct {
	Batches []doc.Batch `json:"batches"`
	Next    string      `json:"next" doc:"The cursor of the next page; empty at the end"`
}

func (s *Server) listBatches(ctx context.Context, in *batchesInput) (*batchesOutput, error) {
	l, err := s.o.Library.Batches(ctx, in.After, in.Limit)
	if err != nil {
		return nil, err
	}
	return &batchesOutput{Body: BatchList{Batches: append([]doc.Batch{}, l.Batches...), Next: l.Next}}, nil
}
