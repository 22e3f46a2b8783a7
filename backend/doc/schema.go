package doc

import (
	_ "embed" // the schema
	"slices"
)

//go:embed schema/document-v1.schema.json
var schemaJSON []byte

// SchemaJSON is the published JSON Schema (draft 2020-12) of Document. It says
// exactly what this version writes; a later version of v1 may add optional
// members.
func SchemaJSON() []byte { return slices.Clone(schemaJSON) }
