package api

import (
	"strings"

	"deskclerk/backend/doc"
)

// Filter chooses documents, the same for lists and exports; exported because
// huma passes over what is not.
type Filter struct {
	Status []string `query:"status,explode" doc:"Only these statuses; repeated, or divided by commas" example:"[\"completed\"]"`
	Type   string   `query:"type" maxLength:"64" doc:"Only this document type" example:"invoice"`
	Text   string   `query:"q" maxLength:"500" doc:"Words that must occur in the text or the file name"`
	Batch  string   `query:"batch" maxLength:"64" doc:"Only this batch"`
	ID     []string `query:"id,explode" maxItems:"500" doc:"Only these documents; repeated, or divided by commas"`
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
			return doc.Query{}, doc.Errorf(doc.CodeInvalid, "query.status: %q is no status", name)
		}
		q.Status = append(q.Status, status)
	}
	return q, nil
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
