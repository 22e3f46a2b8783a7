package doc

import "slices"

// SensitiveField reports whether a field's values are masked wherever they leave the
// program, unless its owner asks for them: they open a person's life to whoever
// has them.
func SensitiveField(field string) bool {
	return slices.Contains([]string{"document_number", "personal_number", "birth_date", "mrz"}, field)
}

// KindOfField is how a field's values are normalised, whichever type has it;
// text where no built-in type has.
func KindOfField(name string) FieldKind {
	for _, t := range TypeSpecs() {
		for _, f := range t.Fields {
			if f.Name == name {
				return f.Kind
			}
		}
	}
	return KindText
}
