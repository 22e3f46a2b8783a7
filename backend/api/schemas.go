package api

import (
	"encoding/json"
	"reflect"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"deskclerk/backend/doc"
)

// schemas says how the types of package doc look in JSON where their Go form
// does not tell; doc itself knows nothing of huma.
func schemas() map[reflect.Type]reflect.Type {
	return map[reflect.Type]reflect.Type{
		reflect.TypeFor[doc.Box]():         reflect.TypeFor[boxSchema](),
		reflect.TypeFor[json.RawMessage](): reflect.TypeFor[objectSchema](),
		reflect.TypeFor[doc.BatchStatus](): reflect.TypeFor[batchStatusSchema](),
		reflect.TypeFor[doc.Status]():      reflect.TypeFor[statusSchema](),
		reflect.TypeFor[doc.Class]():       reflect.TypeFor[classSchema](),
		reflect.TypeFor[doc.Severity]():    reflect.TypeFor[severitySchema](),
		reflect.TypeFor[doc.Scope]():       reflect.TypeFor[scopeSchema](),
		reflect.TypeFor[doc.TokenState]():  reflect.TypeFor[tokenStateSchema](),
	}
}

type (
	boxSchema      struct{}
	statusSchema   struct{}
	classSchema    struct{}
	severitySchema struct{}

	scopeSchema       struct{}
	tokenStateSchema  struct{}
	objectSchema      struct{}
	batchStatusSchema struct{}
)

// Schema of what a caller gave us to keep: any object.
func (objectSchema) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeObject, AdditionalProperties: true}
}

// Schema of a batch's status.
func (batchStatusSchema) Schema(huma.Registry) *huma.Schema {
	return oneOf(doc.BatchProcessing, doc.BatchProcessed, doc.BatchPartial, doc.BatchFailed)
}

// Schema of a box: four fractions of the upright page.
func (boxSchema) Schema(huma.Registry) *huma.Schema {
	four := 4
	return &huma.Schema{
		Type: huma.TypeArray, MinItems: &four, MaxItems: &four, Items: &huma.Schema{Type: huma.TypeNumber},
		Description: "Left, top, right, bottom as fractions of the upright page",
	}
}

// Schema of a status: one of the contract's.
func (statusSchema) Schema(huma.Registry) *huma.Schema {
	var names []any
	for _, s := range doc.Statuses() {
		names = append(names, string(s))
	}
	return &huma.Schema{Type: huma.TypeString, Enum: names}
}

// Schema of an error's class.
func (classSchema) Schema(huma.Registry) *huma.Schema {
	return oneOf(doc.ClassRetryable, doc.ClassTerminal, doc.ClassReview, doc.ClassInternal)
}

// Schema of an issue's severity.
func (severitySchema) Schema(huma.Registry) *huma.Schema {
	return oneOf(doc.SeverityError, doc.SeverityWarning)
}

// Schema of a token's scope.
func (scopeSchema) Schema(huma.Registry) *huma.Schema { return oneOf(doc.Scopes()...) }

// Schema of a token's state.
func (tokenStateSchema) Schema(huma.Registry) *huma.Schema {
	return oneOf(doc.TokenActive, doc.TokenExpired, doc.TokenRevoked)
}

func oneOf[S ~string](values ...S) *huma.Schema {
	s := &huma.Schema{Type: huma.TypeString}
	for _, v := range values {
		s.Enum = append(s.Enum, string(v))
	}
	return s
}

// refine corrects what huma cannot know: our lists are never null, a nil
// pointer without omitempty is, and answers may grow new members within v1.
func refine(o *huma.OpenAPI) {
	registry := o.Components.Schemas
	for name, schema := range registry.Map() {
		t := registry.TypeFromRef("#/components/schemas/" + name)
		for i := range t.NumField() {
			refineField(schema, t.Field(i))
		}
		if !strings.HasSuffix(name, "Request") {
			schema.AdditionalProperties = nil
		}
	}
	for _, path := range o.Paths {
		for _, op := range []*huma.Operation{path.Get, path.Post, path.Put, path.Patch, path.Delete} {
			if op == nil {
				continue
			}
			for _, p := range op.Parameters {
				p.Schema.Nullable = false
			}
		}
	}
}

func refineField(parent *huma.Schema, f reflect.StructField) {
	name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
	schema := parent.Properties[name]
	if schema == nil {
		return
	}
	if f.Type.Kind() == reflect.Slice {
		schema.Nullable = false
	}
	if values, ok := schema.AdditionalProperties.(*huma.Schema); ok && f.Type.Kind() == reflect.Map &&
		f.Type.Elem().Kind() == reflect.Pointer && values.Ref != "" {
		schema.AdditionalProperties = &huma.Schema{AnyOf: []*huma.Schema{values, {Type: "null"}}}
	}
	if f.Type.Kind() == reflect.Pointer && !strings.Contains(options, "omitempty") && schema.Type != huma.TypeString {
		parent.Properties[name] = &huma.Schema{AnyOf: []*huma.Schema{schema, {Type: "null"}}}
	}
}
