package api

import (
	"reflect"

	"github.com/danielgtaylor/huma/v2"

	"deskclerk/backend/doc"
)

// describeUpload documents what huma does not see.
func describeUpload(op *huma.Operation, r huma.Registry) {
	op.Description = "One file as the raw body, or several as multipart/form-data. Fields of a form hold for the files after them. " +
		"Each file of a form is told of by itself; when none was taken, the answer is the error of the first. " +
		"With an Idempotency-Key the same request sent again gets the same answer, for seven days, unless something failed that may pass; another request with that key is refused. " +
		"With wait the answer comes when everything is read, or with 202 when the time is over."
	submissionParams(op)
	param(op, "batch", "Add the files to this open batch", &huma.Schema{Type: huma.TypeString})
	op.RequestBody = &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{
		"application/octet-stream": {Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}},
		"multipart/form-data":      {Schema: formSchema("file")},
	}}
	submissionAnswers(op, r, "The document, or the list of several")
}

// describeBatch likewise.
func describeBatch(op *huma.Operation, r huma.Registry) {
	op.Description = "With files as multipart/form-data: a batch of them, closed unless open is true. With JSON or without a body: an open batch, " +
		"to be added to by POST /documents?batch= and closed by POST /batches/{id}/close. When the machine is done with the last file of a closed " +
		"batch, an event batch.processed, batch.partial or batch.failed tells of it."
	submissionParams(op)
	param(op, "name", "What to call the batch", &huma.Schema{Type: huma.TypeString})
	param(op, "open", "The batch stays open", &huma.Schema{Type: huma.TypeBoolean})
	op.RequestBody = &huma.RequestBody{Content: map[string]*huma.MediaType{
		"application/json":    {Schema: r.Schema(reflect.TypeFor[BatchRequest](), true, "")},
		"multipart/form-data": {Schema: formSchema("file")},
	}}
	submissionAnswers(op, r, "The batch")
	op.Responses["201"] = &huma.Response{
		Description: "An open batch",
		Headers:     map[string]*huma.Header{"Location": {Description: "The batch", Schema: &huma.Schema{Type: huma.TypeString}}},
		Content:     map[string]*huma.MediaType{"application/json": {Schema: r.Schema(reflect.TypeFor[doc.Batch](), true, "")}},
	}
}

func param(op *huma.Operation, name, about string, s *huma.Schema) {
	op.Parameters = append(op.Parameters, &huma.Param{Name: name, In: "query", Description: about, Schema: s})
}

func patterned(pattern string) *huma.Schema {
	return &huma.Schema{Type: huma.TypeString, Pattern: pattern}
}

func submissionParams(op *huma.Operation) {
	param(op, "filename", "What to call a raw body", &huma.Schema{Type: huma.TypeString})
	param(op, "source", "How the file came in, if not by upload", oneOf(doc.SourceUpload, doc.SourceImport, doc.SourceWindow))
	param(op, "type", "Document type, or auto", patterned(typePattern))
	param(op, "lang", "Tesseract codes, joined by a plus; languages is the same", patterned(languagePattern))
	param(op, "force_ocr", "Read the pages even if they carry text", &huma.Schema{Type: huma.TypeBoolean})
	param(op, "ignore_embedded", "Leave aside the data inside the file, such as an e-invoice's XML", &huma.Schema{Type: huma.TypeBoolean})
	param(op, "priority", "Higher goes first, from -100 to 100", &huma.Schema{Type: huma.TypeInteger})
	param(op, "metadata", "A JSON object that is given back untouched", &huma.Schema{Type: huma.TypeString})
	param(op, "correlation_id", "Kept through logs and events; the header X-Correlation-Id is the same", patterned(correlationID.String()))
	param(op, "wait", "Wait so long for the results, such as 30s", &huma.Schema{Type: huma.TypeString})
	op.Parameters = append(op.Parameters,
		&huma.Param{Name: "Idempotency-Key", In: "header", Description: "A new key, such as a UUID, for each new request; the same to send it again", Schema: &huma.Schema{Type: huma.TypeString}},
		&huma.Param{Name: "X-Correlation-Id", In: "header", Description: "The same as correlation_id", Schema: &huma.Schema{Type: huma.TypeString}})
}

// formSchema are the fields of a form; they hold for the files after them.
func formSchema(required ...string) *huma.Schema {
	return &huma.Schema{
		Type: huma.TypeObject, Required: required,
		Properties: map[string]*huma.Schema{
			"file":            {Type: huma.TypeArray, Items: &huma.Schema{Type: huma.TypeString, Format: "binary"}},
			"type":            patterned(typePattern),
			"lang":            patterned(languagePattern),
			"password":        {Type: huma.TypeString, Description: "Of a protected PDF"},
			"force_ocr":       {Type: huma.TypeBoolean},
			"ignore_embedded": {Type: huma.TypeBoolean},
			"priority":        {Type: huma.TypeInteger},
			"metadata":        {Type: huma.TypeString, Description: "A JSON object"},
			"correlation_id":  patterned(correlationID.String()),
		},
	}
}

func submissionAnswers(op *huma.Operation, r huma.Registry, location string) {
	answer := map[string]*huma.MediaType{"application/json": {Schema: r.Schema(reflect.TypeFor[UploadAnswer](), true, "")}}
	headers := map[string]*huma.Header{
		"Location":             {Description: location, Schema: &huma.Schema{Type: huma.TypeString}},
		"Idempotency-Replayed": {Description: "true when this is the answer to an earlier request with the same key", Schema: &huma.Schema{Type: huma.TypeString}},
	}
	op.Responses["200"] = &huma.Response{Description: "Everything is read; only with wait", Headers: headers, Content: answer}
	later := map[string]*huma.Header{"Retry-After": {Description: "Seconds until it is worth asking", Schema: &huma.Schema{Type: huma.TypeInteger}}}
	for name, h := range headers {
		later[name] = h
	}
	op.Responses["202"] = &huma.Response{Description: "Stored; the reading goes on", Headers: later, Content: answer}
}
