package doc_test

import (
	"bytes"
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"deskclerk/backend/doc"
)

func compileSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	parsed, err := jsonschema.UnmarshalJSON(bytes.NewReader(doc.SchemaJSON()))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("document.json", parsed); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("document.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// Every list in the schema that repeats one of the domain's must be that list.
func TestSchemaNamesWhatTheDomainNames(t *testing.T) {
	var s struct {
		Required   []string                   `json:"required"`
		Properties map[string]json.RawMessage `json:"properties"`
		Defs       map[string]struct {
			Enum       []string                   `json:"enum"`
			Properties map[string]json.RawMessage `json:"properties"`
		} `json:"$defs"`
	}
	if err := json.Unmarshal(doc.SchemaJSON(), &s); err != nil {
		t.Fatal(err)
	}
	var statuses []string
	for _, status := range doc.Statuses() {
		statuses = append(statuses, string(status))
	}
	if got := s.Defs["status"].Enum; !slices.Equal(got, statuses) {
		t.Errorf("statuses %v, want %v", got, statuses)
	}
	if got := keys(s.Properties); !slices.Equal(got, members(reflect.TypeFor[doc.Document]())) {
		t.Errorf("members of a document: %v", got)
	}
	for name, typ := range map[string]reflect.Type{
		"file": reflect.TypeFor[doc.File](), "source": reflect.TypeFor[doc.Source](),
		"type": reflect.TypeFor[doc.Classification](), "field": reflect.TypeFor[doc.Field](),
		"candidate": reflect.TypeFor[doc.Candidate](), "table": reflect.TypeFor[doc.Table](),
		"cell": reflect.TypeFor[doc.Cell](), "pair": reflect.TypeFor[doc.Pair](),
		"issue": reflect.TypeFor[doc.Issue](), "warning": reflect.TypeFor[doc.Warning](),
		"page": reflect.TypeFor[doc.PageInfo](), "attempt": reflect.TypeFor[doc.Attempt](),
		"failure": reflect.TypeFor[doc.Failure](),
	} {
		if got := keys(s.Defs[name].Properties); !slices.Equal(got, members(typ)) {
			t.Errorf("members of %s: %v, want %v", name, got, members(typ))
		}
	}
}

func keys(m map[string]json.RawMessage) []string {
	var names []string
	for k := range m {
		names = append(names, k)
	}
	slices.Sort(names)
	return names
}

func members(t reflect.Type) []string {
	var names []string
	for i := range t.NumField() {
		name, _, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

const sample = `{"schema": "deskclerk.document/v1", "id": "0198f2c4-0000-7000-8000-000000000000", "batch_id": null,
	"file": {"name": "scan0042.pdf", "sha256": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "bytes": 231881, "mime": "application/pdf", "pages": 1, "text_source": "ocr"},
	"source": {"kind": "upload", "detail": "", "received_at": "2026-11-21T09:14:03Z"},
	"status": "needs_review", "type": {"name": "receipt", "confidence": 0.99}, "language": "en",
	"fields": {"total": {"value": "9.00", "raw": "RM 9.00", "confidence": 0.985, "flagged": false, "reasons": [], "page": 1, "box": [0.612, 0.481, 0.731, 0.502], "origin": "extracted", "candidates": []}},
	"tables": {}, "issues": [], "warnings": [], "pages": [], "text": "", "attempt": null, "error": null}`

func TestSchemaTellsGoodFromBad(t *testing.T) {
	schema := compileSchema(t)
	tests := []struct {
		name     string
		old, new string
		good     bool
	}{
		{"the contract's own example is valid", "", "", true},
		{"a list that is null is not", `"issues": []`, `"issues": null`, false},
		{"a member that is missing is not", `"language": "en",`, ``, false},
		{"a member that nobody knows is not", `"text": ""`, `"text": "", "colour": "red"`, false},
		{"a box of three numbers is not", `0.731, 0.502]`, `0.731]`, false},
		{"a box beyond the page is not", `0.731, 0.502]`, `1.731, 0.502]`, false},
		{"a confidence above 1 is not", `"confidence": 0.985`, `"confidence": 98.5`, false},
		{"a status of no table is not", `"needs_review"`, `"done"`, false},
		{"a failed document without an error is not", `"needs_review"`, `"failed_terminal"`, false},
		{"an error on a document that did not fail is not", `"error": null`, `"error": {"code": "internal", "class": "terminal", "message": "", "hint": ""}`, false},
		{"a reason of a rule is valid", `"reasons": []`, `"reasons": ["rule:total_is_sum"]`, true},
		{"a made-up reason is not", `"reasons": []`, `"reasons": ["because"]`, false},
		{"a date without a time is not", `"2026-11-21T09:14:03Z"`, `"2026-11-21"`, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			text := strings.Replace(sample, tt.old, tt.new, 1)
			if tt.old != "" && text == sample {
				t.Fatal("the sample lacks what is to be replaced")
			}
			v, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
			if err != nil {
				t.Fatal(err)
			}
			if err := schema.Validate(v); (err == nil) != tt.good {
				t.Fatalf("valid %v, want %v: %v", err == nil, tt.good, err)
			}
		})
	}
}
