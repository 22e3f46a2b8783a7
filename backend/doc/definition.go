package doc

import (
	"regexp"
	"slices"
	"strconv"
)

// DefinitionSchema names the format of a type's file.
const DefinitionSchema = "deskclerk.type/v1"

// Definition is a document type that a person made: what to find on such
// documents, by which words, and what must hold. It is a file of its own, so that
// it can be handed on.
type Definition struct {
	Schema    string     `json:"schema"`              // deskclerk.type/v1
	Name      Type       `json:"name"`                // a-z, 0-9 and _, no built-in type's
	Title     string     `json:"title"`               // for people
	Keywords  []string   `json:"keywords,omitempty"`  // words and phrases that tell such documents from others
	Sensitive bool       `json:"sensitive,omitempty"` // documents are covered until somebody asks to see them
	Fields    []FieldDef `json:"fields"`
	Tables    []TableDef `json:"tables,omitempty"`
	Rules     []RuleDef  `json:"rules,omitempty"`
	Revision  int64      `json:"revision,omitempty"` // grows with every change; not part of the file
}

// FieldDef is one field of a Definition.
type FieldDef struct {
	Name      string    `json:"name"`
	Title     string    `json:"title,omitempty"` // for people, default the name
	Kind      FieldKind `json:"kind"`
	Labels    []string  `json:"labels,omitempty"` // what stands beside or above it, with synonyms
	Required  bool      `json:"required,omitempty"`
	Threshold float64   `json:"threshold,omitempty"` // confidence from which nobody looks, 0 to 1; 0: the program's own
	Choices   []string  `json:"choices,omitempty"`   // of kind choice
	Pattern   string    `json:"pattern,omitempty"`   // of kind pattern: a regular expression (RE2) for the whole value
	Anchors   []Anchor  `json:"anchors,omitempty"`   // learned from samples
}

// Anchor is where a value stood on a sample, from the label beside it.
type Anchor struct {
	Label string    `json:"label"` // words of the label
	Place Placement `json:"place"`
	DX    float64   `json:"dx"` // from the label's left top to the value's, in widths of the page
	DY    float64   `json:"dy"` // likewise, in heights of the page
}

// Placement says on which side of its label a value stands.
type Placement string

// The placements.
const (
	PlaceRight  Placement = "right"  // in the label's row, behind it
	PlaceBelow  Placement = "below"  // under the label
	PlaceLeft   Placement = "left"   // in the label's row, before it: a box to tick
	PlaceOffset Placement = "offset" // anywhere else, at a fixed distance
)

// TableDef is a table of a Definition.
type TableDef struct {
	Name    string      `json:"name"`
	Title   string      `json:"title,omitempty"`
	Columns []ColumnDef `json:"columns"`
}

// ColumnDef is a column, found by the words at its head.
type ColumnDef struct {
	Name   string    `json:"name"`
	Title  string    `json:"title,omitempty"`
	Kind   FieldKind `json:"kind"`
	Labels []string  `json:"labels,omitempty"`
}

// RuleDef is what must hold.
type RuleDef struct {
	Kind   RuleKind `json:"kind"`
	Field  string   `json:"field"`            // that is judged
	Fields []string `json:"fields,omitempty"` // sum: whose sum the field is; "table.column" adds a whole column
	When   string   `json:"when,omitempty"`   // required_if: another field
	Equals string   `json:"equals,omitempty"` // required_if: its value; empty: any
	Min    string   `json:"min,omitempty"`    // range: a number, a sum or a date
	Max    string   `json:"max,omitempty"`
	Match  string   `json:"match,omitempty"` // pattern: a regular expression (RE2) for the whole value
}

// RuleKind is a kind of rule.
type RuleKind string

// The kinds of rules.
const (
	RuleSum        RuleKind = "sum"
	RuleRequiredIf RuleKind = "required_if"
	RuleRange      RuleKind = "range"
	RulePattern    RuleKind = "pattern"
)

// Kinds of fields that only definitions have.
const (
	KindChoice   FieldKind = "choice"   // one of a few values
	KindCheckbox FieldKind = "checkbox" // yes or no
	KindIBAN     FieldKind = "iban"
	KindVATID    FieldKind = "vat_id"
	KindPattern  FieldKind = "pattern" // as a regular expression says
)

// DefinedKinds are the kinds that a definition's fields may have.
func DefinedKinds() []FieldKind {
	return []FieldKind{KindText, KindNumber, KindMoney, KindDate, KindTime, KindChoice, KindCheckbox, KindIBAN, KindVATID, KindPattern, KindIdentifier, KindCurrency}
}

// Values of a checkbox.
const (
	CheckedYes = "yes"
	CheckedNo  = "no"
)

// Field finds a field by its name, nil without.
func (d *Definition) Field(name string) *FieldDef {
	if d == nil {
		return nil
	}
	i := slices.IndexFunc(d.Fields, func(f FieldDef) bool { return f.Name == name })
	if i < 0 {
		return nil
	}
	return &d.Fields[i]
}

// Spec is the definition as the spec of a type.
func (d *Definition) Spec() TypeSpec {
	s := TypeSpec{Name: d.Name, Sensitive: d.Sensitive}
	for _, f := range d.Fields {
		s.Fields = append(s.Fields, FieldSpec{f.Name, f.Kind, f.Required})
	}
	for _, t := range d.Tables {
		table := TableSpec{Name: t.Name}
		for _, c := range t.Columns {
			table.Columns = append(table.Columns, c.Name)
		}
		s.Tables = append(s.Tables, table)
	}
	return s
}

// Snapshot is what a document keeps of its type: without what only finding needs.
func (d *Definition) Snapshot() *Definition {
	c := *d
	c.Keywords = nil
	c.Fields = slices.Clone(d.Fields)
	for i := range c.Fields {
		c.Fields[i].Anchors, c.Fields[i].Labels = nil, nil
	}
	c.Tables = slices.Clone(d.Tables)
	for i := range c.Tables {
		c.Tables[i].Columns = slices.Clone(c.Tables[i].Columns)
		for k := range c.Tables[i].Columns {
			c.Tables[i].Columns[k].Labels = nil
		}
	}
	return &c
}

// Spec is the spec of the document's type: of its definition, or built in.
func (d *Document) Spec() TypeSpec {
	if d.Definition != nil && d.Definition.Name == d.Type.Name {
		return d.Definition.Spec()
	}
	return d.Type.Name.Spec()
}

// Spec is the spec of the type that was understood.
func (u *Understanding) Spec() TypeSpec {
	if u.Definition != nil && u.Definition.Name == u.Type.Name {
		return u.Definition.Spec()
	}
	return u.Type.Name.Spec()
}

// CellKind is the kind of the cells of a table's column.
func (d *Definition) CellKind(table, column string) FieldKind {
	if d != nil {
		for _, t := range d.Tables {
			for _, c := range t.Columns {
				if t.Name == table && c.Name == column {
					return c.Kind
				}
			}
		}
	}
	return ColumnKind(column)
}

// Limits of a definition.
const (
	mostTyped    = 60  // fields, tables or rules
	mostWords    = 40  // labels, keywords or choices
	longestWords = 200 // characters of one
)

var definedName = regexp.MustCompile(`^[a-z][a-z0-9_]{0,39}$`)

// Check looks whether the definition can be used. Errors: invalid_value, which
// name the part and what to mend.
func (d *Definition) Check() error {
	if d.Schema != "" && d.Schema != DefinitionSchema {
		return Refuse(CodeValue, "type_schema", "value", d.Schema, "wanted", DefinitionSchema)
	}
	switch d.Name {
	case TypeAuto, TypeReceipt, TypeInvoice, TypeStatement, TypeIdentity, TypeOther:
		return Refuse(CodeValue, "type_builtin", "name", string(d.Name))
	}
	if !definedName.MatchString(string(d.Name)) {
		return Refuse(CodeValue, "type_name", "name", string(d.Name))
	}
	if d.Title == "" || len(d.Title) > longestWords {
		return Refuse(CodeValue, "type_title", "limit", strconv.Itoa(longestWords))
	}
	if len(d.Fields)+len(d.Tables) == 0 {
		return Refuse(CodeValue, "type_empty")
	}
	if len(d.Fields) > mostTyped || len(d.Tables) > mostTyped || len(d.Rules) > mostTyped {
		return Refuse(CodeValue, "type_many", "limit", strconv.Itoa(mostTyped))
	}
	if err := checkWords("", d.Keywords); err != nil {
		return err
	}
	return d.checkParts()
}

func (d *Definition) checkParts() error {
	seen := map[string]bool{}
	for i := range d.Fields {
		f := &d.Fields[i]
		if seen[f.Name] {
			return Refuse(CodeValue, "type_twice", "name", f.Name)
		}
		seen[f.Name] = true
		if err := f.check(); err != nil {
			return err
		}
	}
	for i := range d.Tables {
		t := &d.Tables[i]
		if seen[t.Name] {
			return Refuse(CodeValue, "type_twice", "name", t.Name)
		}
		seen[t.Name] = true
		if err := t.check(); err != nil {
			return err
		}
	}
	for i := range d.Rules {
		if err := d.checkRule(&d.Rules[i]); err != nil {
			return err
		}
	}
	return nil
}

func (f *FieldDef) check() error {
	if !definedName.MatchString(f.Name) {
		return Refuse(CodeValue, "type_name", "name", f.Name)
	}
	if !slices.Contains(DefinedKinds(), f.Kind) {
		return Refuse(CodeValue, "type_kind", "name", f.Name, "value", string(f.Kind))
	}
	if f.Threshold < 0 || f.Threshold > 1 {
		return Refuse(CodeValue, "type_threshold", "name", f.Name)
	}
	if f.Kind == KindChoice && len(f.Choices) < 2 {
		return Refuse(CodeValue, "type_choices", "name", f.Name)
	}
	if f.Kind == KindPattern && f.Pattern == "" {
		return Refuse(CodeValue, "type_patternless", "name", f.Name)
	}
	if err := checkPattern(f.Name, f.Pattern); err != nil {
		return err
	}
	for _, words := range [][]string{f.Labels, f.Choices} {
		if err := checkWords(f.Name, words); err != nil {
			return err
		}
	}
	if len(f.Anchors) > mostWords {
		return Refuse(CodeValue, "type_places", "name", f.Name, "limit", strconv.Itoa(mostWords))
	}
	return nil
}

func (t *TableDef) check() error {
	if !definedName.MatchString(t.Name) {
		return Refuse(CodeValue, "type_name", "name", t.Name)
	}
	if len(t.Columns) == 0 || len(t.Columns) > mostTyped {
		return Refuse(CodeValue, "type_columns", "name", t.Name, "limit", strconv.Itoa(mostTyped))
	}
	seen := map[string]bool{}
	for _, c := range t.Columns {
		if !definedName.MatchString(c.Name) || seen[c.Name] {
			return Refuse(CodeValue, "type_column", "name", t.Name, "column", c.Name)
		}
		seen[c.Name] = true
		switch c.Kind {
		case KindText, KindNumber, KindMoney, KindDate, KindTime, KindIdentifier:
		default:
			return Refuse(CodeValue, "type_column_kind", "name", t.Name, "value", string(c.Kind))
		}
		if err := checkWords(c.Name, c.Labels); err != nil {
			return err
		}
	}
	return nil
}

func (d *Definition) checkRule(r *RuleDef) error {
	if d.Field(r.Field) == nil {
		return Refuse(CodeValue, "type_rule_field", "name", r.Field)
	}
	switch r.Kind {
	case RuleSum:
		if len(r.Fields) == 0 {
			return Refuse(CodeValue, "type_rule_sum", "name", r.Field)
		}
		for _, name := range r.Fields {
			if d.Field(name) == nil && !d.hasColumn(name) {
				return Refuse(CodeValue, "type_rule_part", "name", name)
			}
		}
	case RuleRequiredIf:
		if d.Field(r.When) == nil {
			return Refuse(CodeValue, "type_rule_field", "name", r.When)
		}
	case RuleRange:
		if r.Min == "" && r.Max == "" {
			return Refuse(CodeValue, "type_rule_range", "name", r.Field)
		}
	case RulePattern:
		if r.Match == "" {
			return Refuse(CodeValue, "type_patternless", "name", r.Field)
		}
		return checkPattern(r.Field, r.Match)
	default:
		return Refuse(CodeValue, "type_rule_kind", "value", string(r.Kind))
	}
	return nil
}

// hasColumn reports that the name is one of "table.column".
func (d *Definition) hasColumn(name string) bool {
	for _, t := range d.Tables {
		for _, c := range t.Columns {
			if t.Name+"."+c.Name == name {
				return true
			}
		}
	}
	return false
}

const longestPattern = 500 // characters

func checkPattern(of, pattern string) error {
	if len(pattern) > longestPattern {
		return Refuse(CodeValue, "type_pattern_long", "name", of, "limit", strconv.Itoa(longestPattern))
	}
	if _, err := regexp.Compile(pattern); err != nil {
		return Refuse(CodeValue, "type_pattern", "name", of)
	}
	return nil
}

// checkWords looks at the words of a field or a column, or, without its name, at
// the keywords.
func checkWords(of string, words []string) error {
	if len(words) > mostWords {
		if of == "" {
			return Refuse(CodeValue, "type_keywords", "limit", strconv.Itoa(mostWords))
		}
		return Refuse(CodeValue, "type_words", "name", of, "limit", strconv.Itoa(mostWords))
	}
	for _, w := range words {
		if w == "" || len(w) > longestWords {
			if of == "" {
				return Refuse(CodeValue, "type_keyword", "limit", strconv.Itoa(longestWords))
			}
			return Refuse(CodeValue, "type_word", "name", of, "limit", strconv.Itoa(longestWords))
		}
	}
	return nil
}
