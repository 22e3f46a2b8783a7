package export

import (
	"encoding/json"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"deskclerk/backend/doc"
)

// The kinds of a source, before the colon.
const (
	fromField = "field"
	fromCell  = "cell"
	fromFact  = "fact"
	fromMeta  = "meta"
	fromText  = "text"
)

// source is where a column's value comes from.
type source struct {
	from string
	name string        // the field, cell, fact or member; the text of a text
	kind doc.FieldKind // how its values are normalised
}

// line is what one row is made of: a document and, where rows are those of a
// table, one of them.
type line struct {
	d      *doc.Document
	row    *doc.Row // nil: the document itself
	number int      // of the row, 1-based; 0 for the document itself
}

// given is what a source gave.
type given struct {
	text   string
	kind   doc.FieldKind
	masked bool
}

// placeholder is a source inside a text, such as {field:supplier_name}.
var placeholder = regexp.MustCompile(`\{((?:field|cell|fact|meta):[^{}]+)\}`)

// parseSource reads a source as a profile writes it. Errors: invalid_request.
func parseSource(text string) (source, error) {
	from, name, _ := strings.Cut(text, ":")
	s := source{from, name, kindOf(from, name)}
	switch from {
	case fromText:
		for _, inner := range placeholder.FindAllStringSubmatch(name, -1) {
			if _, err := parseSource(inner[1]); err != nil {
				return s, err
			}
		}
		return s, nil
	case fromField, fromCell, fromMeta:
		if name != "" && len(name) <= 100 {
			return s, nil
		}
	case fromFact:
		if slices.ContainsFunc(Facts(), func(f Fact) bool { return f.Name == name }) {
			return s, nil
		}
	}
	return s, doc.Refuse(doc.CodeInvalid, "profile_source", "value", text, "choices", factNames())
}

// kindOf is how a source's values are normalised.
func kindOf(from, name string) doc.FieldKind {
	switch from {
	case fromField:
		return doc.KindOfField(name)
	case fromCell:
		return doc.ColumnKind(name)
	case fromFact:
		for _, f := range Facts() {
			if f.Name == name {
				return f.Kind
			}
		}
	}
	return doc.KindText
}

// constant reports whether the source gives the same for every document.
func (s source) constant() bool { return s.from == fromText && !placeholder.MatchString(s.name) }

// of gives the line's value; an empty text is none. Sensitive fields are masked
// unless the mask is nil.
func (s source) of(l line, mask func(field, text string) string) given {
	v := given{kind: s.kind}
	switch s.from {
	case fromField:
		if found := l.d.Fields[s.name].Value; found != nil {
			v.text = *found
		}
		if v.text != "" && mask != nil && doc.SensitiveField(s.name) {
			v.text, v.kind, v.masked = mask(s.name, v.text), doc.KindText, true
		}
	case fromCell:
		if l.row != nil {
			if found := l.row.Cells[s.name].Value; found != nil {
				v.text = *found
			}
		}
	case fromFact:
		v.text = factOf(s.name, l)
	case fromMeta:
		v.text = member(l.d.Metadata, s.name)
	case fromText:
		v = s.filled(l, mask)
	}
	return v
}

// filled fills in what a text names. What has no value leaves nothing behind,
// nor do two spaces around it.
func (s source) filled(l line, mask func(field, text string) string) given {
	v := given{kind: doc.KindText}
	v.text = placeholder.ReplaceAllStringFunc(s.name, func(inner string) string {
		named, err := parseSource(inner[1 : len(inner)-1])
		if err != nil { // compile has looked
			return ""
		}
		one := named.of(l, mask)
		v.masked = v.masked || one.masked
		return one.text
	})
	if v.text != s.name {
		v.text = strings.Join(strings.Fields(v.text), " ")
	}
	return v
}

// member is a member of a JSON object as text; empty for what is not there or no
// plain value.
func member(object json.RawMessage, key string) string {
	var members map[string]any
	if json.Unmarshal(object, &members) != nil {
		return ""
	}
	switch v := members[key].(type) {
	case string:
		return v
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case bool:
		return strconv.FormatBool(v)
	default:
		return ""
	}
}
