package doc

import (
	"maps"
	"slices"
	"strconv"
	"strings"
)

// DefaultTarget is the share of wrong values that is borne among those that
// nobody looks at: one in a hundred.
const DefaultTarget = 0.01

// Policy says which values a person must look at. Fields are named
// "type.field", such as "receipt.total". The zero value asks for DefaultTarget
// everywhere.
type Policy struct {
	Target     float64            // share of wrong values among those accepted unseen, 0 to 1; 0 is DefaultTarget
	Targets    map[string]float64 // of single fields
	Thresholds map[string]float64 // confidence under which a field is shown, 0 to 1; outranks its target
	Always     []string           // fields that a person always looks at
	Unneeded   []string           // fields that nobody wants: they stay empty, so that nobody is asked
}

// Threshold is the confidence under which the field is shown. byTarget gives
// the measured one for a target.
func (p Policy) Threshold(field string, byTarget func(target float64) float64) float64 {
	if t, ok := p.Thresholds[field]; ok {
		return t
	}
	if t, ok := p.Targets[field]; ok {
		return byTarget(t)
	}
	if p.Target > 0 {
		return byTarget(p.Target)
	}
	return byTarget(DefaultTarget)
}

// AlwaysVerify reports whether a person looks at the field whatever its
// confidence.
func (p Policy) AlwaysVerify(field string) bool { return slices.Contains(p.Always, field) }

// Omit takes out of what was understood the fields that are not needed, and the
// issues that are about nothing else. What speaks for or against other fields was
// heeded before.
func (p Policy) Omit(u Understanding) Understanding {
	prefix := string(u.Type.Name) + "."
	unneeded := func(field string) bool { return slices.Contains(p.Unneeded, prefix+field) }
	u.Fields = maps.Clone(u.Fields)
	for name, f := range u.Fields {
		if unneeded(name) && f.Value != nil {
			u.Fields[name] = Field{Origin: OriginExtracted, Reasons: []string{}, Candidates: []Candidate{}}
		}
	}
	u.Issues = slices.DeleteFunc(slices.Clone(u.Issues), func(i Issue) bool {
		return len(i.Fields) > 0 && !slices.ContainsFunc(i.Fields, func(field string) bool { return !unneeded(field) })
	})
	return u
}

// Validate names the first thing that makes no sense, as CodeInvalid.
func (p Policy) Validate() error {
	if p.Target < 0 || p.Target >= 1 {
		return Refuse(CodeInvalid, "set_share", "value", strconv.FormatFloat(p.Target, 'g', -1, 64))
	}
	for _, shares := range []map[string]float64{p.Targets, p.Thresholds} {
		for _, field := range slices.Sorted(maps.Keys(shares)) {
			if v := shares[field]; v < 0 || v > 1 {
				return Refuse(CodeInvalid, "set_share_field", "name", field, "value", strconv.FormatFloat(v, 'g', -1, 64))
			}
			if err := knownField(field); err != nil {
				return err
			}
		}
	}
	for _, field := range p.Always {
		if err := knownField(field); err != nil {
			return err
		}
	}
	for _, field := range p.Unneeded {
		spec, err := fieldNamed(field)
		if err != nil {
			return err
		}
		if spec.Required {
			return Refuse(CodeInvalid, "set_required", "name", field)
		}
	}
	return nil
}

func knownField(name string) error {
	_, err := fieldNamed(name)
	return err
}

// fieldNamed finds a field by a name such as "receipt.total".
func fieldNamed(name string) (FieldSpec, error) {
	kind, field, _ := strings.Cut(name, ".")
	for _, s := range Type(kind).Spec().Fields {
		if s.Name == field {
			return s, nil
		}
	}
	return FieldSpec{}, Refuse(CodeInvalid, "set_field", "name", name)
}
