package api

import (
	"io"
	"mime/multipart"
	"reflect"
	"regexp"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"deskclerk/backend/doc"
)

const (
	typePattern     = `^[a-z][a-z0-9_]{0,63}$`
	languagePattern = `^[A-Za-z0-9_]{2,32}(\+[A-Za-z0-9_]{2,32}){0,15}$`
	maxField        = 4 << 10 // bytes of one form field
)

var (
	typeName      = regexp.MustCompile(typePattern)
	languageCodes = regexp.MustCompile(languagePattern)
)

// processOptions reads the wishes of an upload; get gives a parameter's value.
func processOptions(get func(string) string) (doc.ProcessOptions, error) {
	var o doc.ProcessOptions
	for _, name := range []string{"type", "lang", "force_ocr", "ignore_embedded", "priority"} {
		if err := setOption(&o, name, get(name)); err != nil {
			return doc.ProcessOptions{}, err
		}
	}
	return o, nil
}

func setOption(o *doc.ProcessOptions, name, value string) (err error) {
	if value == "" {
		return nil
	}
	switch name {
	case "type":
		if !typeName.MatchString(value) {
			return doc.Errorf(doc.CodeInvalid, "type: %q is no type's name", value)
		}
		o.Type = doc.Type(value)
	case "lang":
		value = strings.NewReplacer(" ", "+", ",", "+").Replace(value) // a plus in an address is a space
		if !languageCodes.MatchString(value) {
			return doc.Errorf(doc.CodeInvalid, "lang: write it as in deu+eng")
		}
		o.Languages = strings.Split(value, "+")
	case "force_ocr":
		if o.ForceOCR, err = strconv.ParseBool(value); err != nil {
			return doc.Errorf(doc.CodeInvalid, "force_ocr: write true or false")
		}
	case "ignore_embedded":
		if o.IgnoreEmbedded, err = strconv.ParseBool(value); err != nil {
			return doc.Errorf(doc.CodeInvalid, "ignore_embedded: write true or false")
		}
	case "priority":
		if o.Priority, err = strconv.Atoi(value); err != nil || o.Priority < -100 || o.Priority > 100 {
			return doc.Errorf(doc.CodeInvalid, "priority: write a number from -100 to 100")
		}
	case "password":
		o.Password = value
	}
	return nil
}

// takeField reads a field of a form; those it does not know are passed over.
func takeField(part *multipart.Part, o *doc.ProcessOptions) error {
	value, err := io.ReadAll(io.LimitReader(part, maxField+1))
	if err != nil {
		return err
	}
	if len(value) > maxField {
		return doc.Errorf(doc.CodeInvalid, "a form field is longer than %d bytes", maxField)
	}
	return setOption(o, part.FormName(), string(value))
}

// describeUpload documents what huma does not see.
func describeUpload(op *huma.Operation, r huma.Registry) {
	param := func(name, about string, s *huma.Schema) {
		op.Parameters = append(op.Parameters, &huma.Param{Name: name, In: "query", Description: about, Schema: s})
	}
	str := func(pattern string) *huma.Schema { return &huma.Schema{Type: huma.TypeString, Pattern: pattern} }
	param("filename", "What to call a raw body", &huma.Schema{Type: huma.TypeString})
	param("source", "How the file came in, if not by upload", oneOf(doc.SourceUpload, doc.SourceImport, doc.SourceWindow))
	param("type", "Document type, or auto", str(typePattern))
	param("lang", "Tesseract codes, joined by a plus", str(languagePattern))
	param("force_ocr", "Read the pages even if they carry text", &huma.Schema{Type: huma.TypeBoolean})
	param("ignore_embedded", "Leave aside the data inside the file, such as an e-invoice's XML", &huma.Schema{Type: huma.TypeBoolean})
	param("priority", "Higher goes first", &huma.Schema{Type: huma.TypeInteger})
	file := &huma.Schema{Type: huma.TypeString, Format: "binary"}
	op.Description = "One file as the raw body, or several as multipart/form-data. Fields of a form hold for the files after them."
	op.RequestBody = &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{
		"application/octet-stream": {Schema: file},
		"multipart/form-data": {Schema: &huma.Schema{
			Type: huma.TypeObject, Required: []string{"file"},
			Properties: map[string]*huma.Schema{
				"file":            {Type: huma.TypeArray, Items: file},
				"type":            str(typePattern),
				"lang":            str(languagePattern),
				"password":        {Type: huma.TypeString, Description: "Of a protected PDF"},
				"force_ocr":       {Type: huma.TypeBoolean},
				"ignore_embedded": {Type: huma.TypeBoolean},
				"priority":        {Type: huma.TypeInteger},
			},
		}},
	}}
	op.Responses["202"] = &huma.Response{
		Description: "Stored; the reading goes on",
		Headers: map[string]*huma.Header{
			"Location":    {Description: "The document, or the list of several", Schema: &huma.Schema{Type: huma.TypeString}},
			"Retry-After": {Description: "Seconds until it is worth asking", Schema: &huma.Schema{Type: huma.TypeInteger}},
		},
		Content: map[string]*huma.MediaType{"application/json": {Schema: r.Schema(reflect.TypeFor[UploadAnswer](), true, "")}},
	}
}
