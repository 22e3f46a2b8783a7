package bench

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"

	"deskclerk/backend/doc"
)

// Truth is what a pack says of one document. Members it does not name are
// allowed and ignored.
type Truth struct {
	Type      doc.Type         `json:"type"`
	TypeAlso  []doc.Type       `json:"type_also"` // types that are accepted too
	Fields    map[string]OneOf `json:"fields"`
	Also      map[string]OneOf `json:"also"`      // values that are printed too; never scored
	Uncertain []string         `json:"uncertain"` // fields that are never scored
	Language  string           `json:"language"`
	Country   string           `json:"country"`
	LineItems []Item           `json:"line_items"`

	Transactions []Transaction `json:"transactions"`
}

// Item is one row of a table; a cell that is not given is not compared, and a row
// without any is left out.
type Item struct {
	Description OneOf `json:"description"`
	Amount      OneOf `json:"amount"`
}

// OneOf is a value with its accepted spellings; empty when it is not given.
type OneOf []string

// UnmarshalJSON takes a string, a number, a list of them, or null.
func (o *OneOf) UnmarshalJSON(data []byte) error {
	*o = nil
	var list []json.RawMessage
	if json.Unmarshal(data, &list) != nil {
		list = []json.RawMessage{data}
	}
	for _, one := range list {
		value, given, err := scalar(one)
		if err != nil {
			return err
		}
		if given {
			*o = append(*o, value)
		}
	}
	return nil
}

func scalar(data []byte) (value string, given bool, err error) {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		return "", false, err
	}
	switch v := v.(type) {
	case nil:
		return "", false, nil
	case string:
		return v, true, nil
	case json.Number:
		return v.String(), true, nil
	default:
		return "", false, fmt.Errorf("%s is no value: a string, a list of strings or null is expected", data)
	}
}

func parseTruth(data []byte) (Truth, error) {
	var t Truth
	if err := json.Unmarshal(data, &t); err != nil {
		return Truth{}, err
	}
	if t.Type == "" {
		return Truth{}, errors.New("it names no type")
	}
	// A row of which nothing is given would fit any, and take it from its own.
	t.LineItems = slices.DeleteFunc(t.LineItems, func(i Item) bool { return len(i.Description) == 0 && len(i.Amount) == 0 })
	return t, nil
}

// scored lists the fields that are compared, in the contract's order, others
// after them by name.
func (t Truth) scored() []string {
	var names []string
	for _, name := range slices.Sorted(maps.Keys(t.Fields)) {
		if len(t.Fields[name]) > 0 && !slices.Contains(t.Uncertain, name) {
			names = append(names, name)
		}
	}
	slices.SortStableFunc(names, func(a, b string) int { return place(t.Type, a) - place(t.Type, b) })
	return names
}

// silent lists the fields of the type of which the truth says nothing although
// it names others: a value given for one of them is invented.
func (t Truth) silent() []string {
	if len(t.Fields) == 0 {
		return nil
	}
	var names []string
	for _, f := range t.Type.Spec().Fields {
		if len(t.Fields[f.Name]) == 0 && !slices.Contains(t.Uncertain, f.Name) {
			names = append(names, f.Name)
		}
	}
	return names
}

// doubts names values that cannot be what their field's kind asks for.
func (t Truth) doubts() []string {
	var out []string
	for _, name := range t.scored() {
		kind := KindOf(t.Type, name)
		for _, v := range t.Fields[name] {
			_, money := parseMoney(v)
			_, date := parseDate(v)
			if (kind == doc.KindMoney && !money) || (kind == doc.KindDate && !date) {
				out = append(out, fmt.Sprintf("%s %q is no %s and is compared as text", name, v, kind))
			}
		}
	}
	return out
}

// place is where the type lists the field.
func place(t doc.Type, name string) int {
	fields := t.Spec().Fields
	if i := slices.IndexFunc(fields, func(f doc.FieldSpec) bool { return f.Name == name }); i >= 0 {
		return i
	}
	return len(fields)
}

// KindOf is the field's kind in its type, else in any type that has it.
func KindOf(t doc.Type, name string) doc.FieldKind {
	for _, spec := range append([]doc.TypeSpec{t.Spec()}, doc.TypeSpecs()...) {
		for _, f := range spec.Fields {
			if f.Name == name {
				return f.Kind
			}
		}
	}
	return doc.KindText
}
