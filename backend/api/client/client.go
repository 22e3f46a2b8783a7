// Package client speaks the local API: the command line uses it against a
// running program, over the network, and against its own process, through a
// connection in memory, so that there is one way into the library.
package client

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"deskclerk/backend/doc"
)

// Client talks to one program. Its methods return the API's typed errors; busy
// when the program cannot be reached.
type Client struct {
	base  string // such as http://127.0.0.1:7411
	token string
	http  *http.Client
}

// New makes a client. A nil transport is the network's.
func New(baseURL, token string, transport http.RoundTripper) *Client {
	return &Client{base: strings.TrimSuffix(baseURL, "/"), token: token, http: &http.Client{
		Transport: transport,
		// The API redirects nowhere; whoever does is not it.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// Upload is the answer to one uploaded file, or to one in an uploaded ZIP or
// mail.
type Upload struct {
	ID        string       `json:"id"`
	Name      string       `json:"name"`
	Status    doc.Status   `json:"status"`
	Duplicate bool         `json:"duplicate"`
	Error     *doc.Failure `json:"error"`

	Container  string         `json:"container"`   // the ZIP or mail it was in
	PassedOver doc.PassedOver `json:"passed_over"` // why it did not become a document
}

// Upload sends one file, streamed from r, that is a document.
func (c *Client) Upload(ctx context.Context, name string, r io.Reader, kind doc.SourceKind, o doc.ProcessOptions) (Upload, error) {
	all, err := c.UploadAll(ctx, name, r, kind, o)
	if err != nil {
		return Upload{}, err
	}
	if len(all) != 1 {
		return Upload{}, fmt.Errorf("upload: %d answers for one file", len(all))
	}
	return all[0], nil
}

// UploadAll sends one file, streamed from r. The answers are several for a ZIP
// or mail.
func (c *Client) UploadAll(ctx context.Context, name string, r io.Reader, kind doc.SourceKind, o doc.ProcessOptions) ([]Upload, error) {
	q := url.Values{"filename": {name}, "source": {string(kind)}}
	if o.Type != "" {
		q.Set("type", string(o.Type))
	}
	if len(o.Languages) > 0 {
		q.Set("lang", strings.Join(o.Languages, "+"))
	}
	if o.ForceOCR {
		q.Set("force_ocr", "true")
	}
	if o.IgnoreEmbedded {
		q.Set("ignore_embedded", "true")
	}
	req, err := c.request(ctx, http.MethodPost, "/documents", q, r)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", "application/octet-stream")
	var answer struct {
		Documents []Upload `json:"documents"`
	}
	if err := c.do(req, &answer); err != nil {
		return nil, err
	}
	if len(answer.Documents) == 0 {
		return nil, errors.New("upload: no answer for the file")
	}
	return answer.Documents, nil
}

// Documents lists documents.
func (c *Client) Documents(ctx context.Context, query doc.Query) (doc.Listing, error) {
	var l doc.Listing
	return l, c.get(ctx, "/documents", QueryValues(query), &l)
}

// Document gets one document whole.
func (c *Client) Document(ctx context.Context, id string) (doc.Document, error) {
	var d doc.Document
	return d, c.get(ctx, "/documents/"+url.PathEscape(id), nil, &d)
}

// PageImage gets a JPEG of a page, upright as its boxes see it, at least width
// pixels wide (16 to 4096).
func (c *Client) PageImage(ctx context.Context, id string, page, width int) ([]byte, error) {
	path := fmt.Sprintf("/documents/%s/pages/%d/image", url.PathEscape(id), page)
	var picture bytes.Buffer
	if err := c.copy(ctx, &picture, path, url.Values{"width": {strconv.Itoa(width)}}); err != nil {
		return nil, err
	}
	return picture.Bytes(), nil
}

// Copy writes a document to w as another kind of file: pdf, hocr, alto or txt.
func (c *Client) Copy(ctx context.Context, w io.Writer, id, format string) error {
	path := map[string]string{"pdf": "searchable.pdf", "txt": "text"}[format]
	if path == "" {
		path = format
	}
	return c.copy(ctx, w, "/documents/"+url.PathEscape(id)+"/"+path, nil)
}

// Delete deletes a document and everything about it.
func (c *Client) Delete(ctx context.Context, id string) error {
	return c.call(ctx, http.MethodDelete, "/documents/"+url.PathEscape(id), nil, nil)
}

// Reprocess has a document read again.
func (c *Client) Reprocess(ctx context.Context, id string, o doc.ProcessOptions) error {
	return c.call(ctx, http.MethodPost, "/documents/"+url.PathEscape(id)+"/reprocess", o, nil)
}

// Events gets what happened after the sequence number, waiting for nothing.
func (c *Client) Events(ctx context.Context, after int64) ([]doc.Event, error) {
	var answer struct {
		Events []doc.Event `json:"events"`
	}
	return answer.Events, c.get(ctx, "/events", url.Values{"after": {strconv.FormatInt(after, 10)}}, &answer)
}

// LastEvent is the sequence number of the newest event, 0 when there is none.
func (c *Client) LastEvent(ctx context.Context) (int64, error) {
	var answer struct {
		LastEvent int64 `json:"last_event"`
	}
	return answer.LastEvent, c.get(ctx, "/status", nil, &answer)
}

// Export writes the documents of the query to w as the API gives them: format
// is csv, json or jsonl, options are further parameters.
func (c *Client) Export(ctx context.Context, w io.Writer, format string, query doc.Query, options url.Values) error {
	q := QueryValues(query)
	for k, v := range options {
		q[k] = v
	}
	return c.export(ctx, w, format, q)
}

// ExportRaw is Export with the query written out, such as status=approved.
func (c *Client) ExportRaw(ctx context.Context, w io.Writer, format, query string) error {
	q, err := url.ParseQuery(strings.TrimPrefix(query, "?"))
	if err != nil {
		return doc.Errorf(doc.CodeInvalid, "the query: %w", err)
	}
	return c.export(ctx, w, format, q)
}

func (c *Client) export(ctx context.Context, w io.Writer, format string, q url.Values) error {
	return c.copy(ctx, w, "/export."+format, q)
}

// copy writes the answer to w as it comes.
func (c *Client) copy(ctx context.Context, w io.Writer, path string, q url.Values) error {
	req, err := c.request(ctx, http.MethodGet, path, q, nil)
	if err != nil {
		return err
	}
	res, err := c.send(req)
	if err != nil {
		return err
	}
	defer func() { _ = res.Body.Close() }()
	if _, err := io.Copy(w, res.Body); err != nil {
		return fmt.Errorf("receive %s: %w", path, err)
	}
	return nil
}

// Post calls any action below /api/v1.
func (c *Client) Post(ctx context.Context, path string, body any) error {
	return c.call(ctx, http.MethodPost, path, body, nil)
}

// QueryValues writes a query as the API's lists take it.
func QueryValues(query doc.Query) url.Values {
	q := url.Values{}
	for _, s := range query.Status {
		q.Add("status", string(s))
	}
	for _, id := range query.IDs {
		q.Add("id", id)
	}
	set := func(name, value string) {
		if value != "" {
			q.Set(name, value)
		}
	}
	set("type", string(query.Type))
	set("q", query.Text)
	set("batch", query.BatchID)
	set("party", query.Party)
	set("date_from", query.From)
	set("date_to", query.To)
	set("after", query.After)
	if query.Limit > 0 {
		q.Set("limit", strconv.Itoa(query.Limit))
	}
	return q
}

func (c *Client) get(ctx context.Context, path string, q url.Values, into any) error {
	req, err := c.request(ctx, http.MethodGet, path, q, nil)
	if err != nil {
		return err
	}
	return c.do(req, into)
}

// call sends body as JSON and decodes a good answer into into, unless that is
// nil.
func (c *Client) call(ctx context.Context, method, path string, body, into any) error {
	return c.sendJSON(ctx, method, path, nil, body, into)
}

// callWith is call for a POST with a query.
func (c *Client) callWith(ctx context.Context, path string, q url.Values, body, into any) error {
	return c.sendJSON(ctx, http.MethodPost, path, q, body, into)
}

func (c *Client) sendJSON(ctx context.Context, method, path string, q url.Values, body, into any) error {
	var r io.Reader
	if body != nil {
		text, err := json.Marshal(body)
		if err != nil {
			return fmt.Errorf("encode the request: %w", err)
		}
		r = bytes.NewReader(text)
	}
	req, err := c.request(ctx, method, path, q, r)
	if err != nil {
		return err
	}
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	return c.do(req, into)
}

func (c *Client) request(ctx context.Context, method, path string, q url.Values, body io.Reader) (*http.Request, error) {
	target := c.base + "/api/v1" + path
	if len(q) > 0 {
		target += "?" + q.Encode()
	}
	req, err := http.NewRequestWithContext(ctx, method, target, body)
	if err != nil {
		return nil, fmt.Errorf("make the request: %w", err)
	}
	req.Header.Set("Authorization", "Bearer "+c.token)
	return req, nil
}

// do sends the request and decodes a good answer into into, unless that is nil.
func (c *Client) do(req *http.Request, into any) error {
	res, err := c.send(req)
	if err != nil {
		return err
	}
	defer func() { _ = res.Body.Close() }()
	if into == nil {
		_, err = io.Copy(io.Discard, res.Body)
		return err
	}
	if err := json.NewDecoder(res.Body).Decode(into); err != nil {
		return fmt.Errorf("understand the answer to %s %s: %w", req.Method, req.URL.Path, err)
	}
	return nil
}

// send returns good answers only; the caller closes the body.
func (c *Client) send(req *http.Request) (*http.Response, error) {
	res, err := c.patiently(req)
	if err != nil {
		if ctxErr := req.Context().Err(); ctxErr != nil {
			return nil, ctxErr
		}
		var coded *doc.Error
		if errors.As(err, &coded) {
			return nil, err
		}
		return nil, &doc.Error{Code: doc.CodeBusy, Detail: "Deskclerk does not answer at " + c.base, Err: err}
	}
	if res.StatusCode >= 200 && res.StatusCode < 300 {
		return res, nil
	}
	defer func() { _ = res.Body.Close() }()
	var problem struct {
		Code   doc.Code `json:"code"`
		Detail string   `json:"detail"`
	}
	text, _ := io.ReadAll(io.LimitReader(res.Body, 1<<16))
	if json.Unmarshal(text, &problem) != nil || problem.Code == "" {
		return nil, fmt.Errorf("%s %s: HTTP status %d", req.Method, req.URL.Path, res.StatusCode)
	}
	return nil, &doc.Error{Code: problem.Code, Detail: problem.Detail}
}
