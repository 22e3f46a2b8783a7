package webhook

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/url"
	"strconv"
	"time"

	"deskclerk/backend/doc"
)

// apiPrefix is where links lead: they are relative to the address of the API,
// which a receiver knows and which may change between starts.
const apiPrefix = "/api/v1"

// payload is the body of a webhook.
type payload struct {
	Type      string    `json:"type"`
	Timestamp time.Time `json:"timestamp"` // of the event, not of the try
	Data      data      `json:"data"`
}

// data is what a thin payload tells. It holds nothing of a document's content,
// and no file name.
type data struct {
	Sequence      int64           `json:"sequence"`
	Test          bool            `json:"test,omitempty"`
	DocumentID    string          `json:"document_id,omitempty"`
	BatchID       string          `json:"batch_id,omitempty"`
	CorrelationID string          `json:"correlation_id,omitempty"`
	Status        string          `json:"status,omitempty"`
	DocumentType  string          `json:"document_type,omitempty"`
	Revision      int64           `json:"revision,omitempty"`
	Pages         int64           `json:"pages,omitempty"`
	Code          string          `json:"code,omitempty"`   // of what failed
	Format        string          `json:"format,omitempty"` // of an export
	Batch         *batch          `json:"batch,omitempty"`
	Links         links           `json:"links"`
	Document      json.RawMessage `json:"document,omitempty"` // full payloads only
}

// batch counts a batch's files.
type batch struct {
	Total  int64 `json:"total"`
	Failed int64 `json:"failed"`
}

type links struct {
	Document string `json:"document,omitempty"`
	Batch    string `json:"batch,omitempty"`
	Events   string `json:"events"` // begins with the event that this tells of
}

// thin makes the payload of an event.
func thin(kind string, e doc.Event, correlationID string) payload {
	d := data{
		Sequence: e.Seq, DocumentID: e.DocumentID, BatchID: e.BatchID, CorrelationID: correlationID,
		Status: text(e.Data["status"]), DocumentType: text(e.Data["type"]), Code: text(e.Data["code"]),
		Format: text(e.Data["format"]), Revision: number(e.Data["revision"]), Pages: number(e.Data["pages"]),
		Links: links{Events: apiPrefix + "/events?after=" + strconv.FormatInt(max(0, e.Seq-1), 10)},
	}
	if d.CorrelationID == "" {
		d.CorrelationID = text(e.Data["correlation_id"])
	}
	if e.DocumentID == "" && e.BatchID != "" {
		d.Batch = &batch{Total: number(e.Data["total"]), Failed: number(e.Data["failed"])}
	}
	if e.DocumentID != "" {
		d.Links.Document = apiPrefix + "/documents/" + url.PathEscape(e.DocumentID)
	}
	if e.BatchID != "" {
		d.Links.Batch = apiPrefix + "/batches/" + url.PathEscape(e.BatchID)
	}
	return payload{Type: kind, Timestamp: e.At.UTC(), Data: d}
}

// with adds the whole document.
func (p payload) with(d doc.Document) (payload, error) {
	text, err := encode(d.Complete())
	if err != nil {
		return p, err
	}
	p.Data.Document = text
	return p, nil
}

// bytes are the payload as it is stored, signed and sent.
func (p payload) bytes() ([]byte, error) { return encode(p) }

func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, fmt.Errorf("encode a payload: %w", err)
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

// number reads a number of an event's data as JSON gives it.
func number(v any) int64 {
	f, _ := v.(float64)
	return int64(f)
}
