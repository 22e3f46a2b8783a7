package api

import (
	"strings"
	"time"

	"deskclerk/backend/doc"
)

// Filter chooses documents, the same for lists and exports; exported because
// huma passes over what is not.
type Filter struct {
	Status []string `query:"status,explode" doc:"Only these statuses; repeated, or divided by commas" example:"[\"completed\"]"`
	Type   string   `query:"type" maxLength:"64" doc:"Only this document type" example:"invoice"`
	Text   string   `query:"q" maxLength:"500" doc:"Words that must occur in the text or the file name"`
	Batch  string   `query:"batch" maxLength:"64" doc:"Only this batch"`
	Source []string `query:"source,explode" doc:"Only what came in so: upload, window, import, folder or sample; repeated, or divided by commas"`
	Party  string   `query:"party" maxLength:"200" doc:"Words in the name of the supplier, merchant, bank or person it is from"`

	ReceivedAfter  string `query:"received_after" maxLength:"40" doc:"Received at or after this day or time" example:"2026-11-01"`
	ReceivedBefore string `query:"received_before" maxLength:"40" doc:"Received before this day or time"`
	DateFrom       string `query:"date_from" maxLength:"10" doc:"The document's own date is this day or later" example:"2026-11-01"`
	DateTo         string `query:"date_to" maxLength:"10" doc:"The document's own date is this day or earlier"`

	Folder string   `query:"folder" maxLength:"4096" doc:"Only from this folder, or handed in with the token of this name: the source's detail, word for word"`
	Code   []string `query:"code,explode" doc:"Only what failed with one of these error codes; repeated, or divided by commas" example:"[\"pdf_password\"]"`
	Warned bool     `query:"warned" doc:"Only what was read with warnings"`

	ID []string `query:"id,explode" maxItems:"500" doc:"Only these documents; repeated, or divided by commas"`
}

// query checks the filter; an unknown status is invalid_request.
func (f Filter) query() (doc.Query, error) {
	q := doc.Query{Type: doc.Type(f.Type), Text: f.Text, BatchID: f.Batch, IDs: divide(f.ID)}
	if q.Type == doc.TypeAuto {
		q.Type = ""
	}
	for _, name := range divide(f.Status) {
		status := doc.Status(name)
		if !status.Valid() {
			return doc.Query{}, doc.Refuse(doc.CodeInvalid, "filter_status", "value", name)
		}
		q.Status = append(q.Status, status)
	}
	for _, name := range divide(f.Source) {
		kind := doc.SourceKind(name)
		if !kind.Valid() {
			return doc.Query{}, doc.Refuse(doc.CodeInvalid, "filter_source", "value", name)
		}
		q.Source = append(q.Source, kind)
	}
	for _, code := range divide(f.Code) {
		q.Codes = append(q.Codes, doc.Code(code))
	}
	q.Party, q.From, q.To = f.Party, f.DateFrom, f.DateTo
	q.Folder, q.Warned = f.Folder, f.Warned
	return q, f.times(&q)
}

// times reads the bounds in time.
func (f Filter) times(q *doc.Query) (err error) {
	for name, day := range map[string]string{"date_from": f.DateFrom, "date_to": f.DateTo} {
		if _, err := time.Parse(time.DateOnly, day); day != "" && err != nil {
			return doc.Refuse(doc.CodeInvalid, "filter_day", "name", name)
		}
	}
	if q.Since, err = moment("received_after", f.ReceivedAfter); err != nil {
		return err
	}
	q.Before, err = moment("received_before", f.ReceivedBefore)
	return err
}

// moment reads a time of RFC 3339, or a day, which begins at midnight in UTC.
func moment(name, text string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	for _, layout := range []string{time.RFC3339Nano, time.DateOnly} {
		if at, err := time.Parse(layout, text); err == nil {
			return at, nil
		}
	}
	return time.Time{}, doc.Refuse(doc.CodeInvalid, "filter_time", "name", name)
}

// divide takes a parameter both repeated and divided by commas.
func divide(values []string) []string {
	var parts []string
	for _, v := range values {
		for part := range strings.SplitSeq(v, ",") {
			if part = strings.TrimSpace(part); part != "" {
				parts = append(parts, part)
			}
		}
	}
	return parts
}
