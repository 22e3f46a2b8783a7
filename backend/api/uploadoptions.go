package api

import (
	"encoding/json"
	"io"
	"mime/multipart"
	"regexp"
	"strconv"
	"strings"

	"deskclerk/backend/doc"
)

const (
	typePattern     = `^[a-z][a-z0-9_]{0,63}$`
	languagePattern = `^[A-Za-z0-9_]{2,32}(\+[A-Za-z0-9_]{2,32}){0,15}$`
	maxField        = 16 << 10 // bytes of one form field
	maxMetadata     = 8 << 10  // bytes
)

var (
	typeName      = regexp.MustCompile(typePattern)
	languageCodes = regexp.MustCompile(languagePattern)
	correlationID = regexp.MustCompile(`^[!-~]{1,128}$`)
)

// submissionFields are what an address or a form may say about files.
func submissionFields() []string {
	return []string{
		"type", "lang", "languages", "force_ocr", "ignore_embedded", "priority", "password",
		"batch", "name", "open", "metadata", "correlation_id",
	}
}

// set takes one thing that the request says; names it does not know are passed
// over.
func (sub *submission) set(name, value string) (err error) {
	if value == "" {
		return nil
	}
	switch name {
	case "batch":
		sub.h.BatchID = &value
	case "name":
		sub.name = value
	case "open":
		if sub.open, err = strconv.ParseBool(value); err != nil {
			return doc.Refuse(doc.CodeInvalid, "option_flag", "name", "open")
		}
	case "correlation_id":
		if !correlationID.MatchString(value) {
			return doc.Refuse(doc.CodeInvalid, "option_correlation")
		}
		sub.h.CorrelationID = value
		requestOf(sub.r.Context()).correlation = value
	case "metadata":
		sub.h.Metadata, err = metadata([]byte(value))
		return err
	}
	return setOption(&sub.h.Options, name, value)
}

// metadata checks that it is one JSON object; what is in it is not looked at.
func metadata(text []byte) (json.RawMessage, error) {
	var object map[string]json.RawMessage
	if len(text) > maxMetadata || json.Unmarshal(text, &object) != nil || object == nil {
		return nil, doc.Refuse(doc.CodeInvalid, "option_metadata", "limit", strconv.Itoa(maxMetadata))
	}
	return text, nil
}

func setOption(o *doc.ProcessOptions, name, value string) (err error) {
	if value == "" {
		return nil
	}
	switch name {
	case "type":
		if !typeName.MatchString(value) {
			return doc.Refuse(doc.CodeInvalid, "option_type", "value", value)
		}
		o.Type = doc.Type(value)
	case "lang", "languages":
		value = strings.NewReplacer(" ", "+", ",", "+").Replace(value) // a plus in an address is a space
		if !languageCodes.MatchString(value) {
			return doc.Refuse(doc.CodeInvalid, "option_languages", "name", name)
		}
		o.Languages = strings.Split(value, "+")
	case "force_ocr":
		if o.ForceOCR, err = strconv.ParseBool(value); err != nil {
			return doc.Refuse(doc.CodeInvalid, "option_flag", "name", "force_ocr")
		}
	case "ignore_embedded":
		if o.IgnoreEmbedded, err = strconv.ParseBool(value); err != nil {
			return doc.Refuse(doc.CodeInvalid, "option_flag", "name", "ignore_embedded")
		}
	case "priority":
		if o.Priority, err = strconv.Atoi(value); err != nil || o.Priority < -100 || o.Priority > 100 {
			return doc.Refuse(doc.CodeInvalid, "option_priority")
		}
	case "password":
		o.Password = value
	}
	return nil
}

// takeField reads a field of a form.
func (sub *submission) takeField(part *multipart.Part) error {
	value, err := io.ReadAll(io.LimitReader(part, maxField+1))
	if err != nil {
		return err
	}
	if len(value) > maxField {
		return doc.Refuse(doc.CodeInvalid, "option_long", "limit", strconv.Itoa(maxField))
	}
	sub.hash(string(value))
	return sub.set(part.FormName(), string(value))
}
