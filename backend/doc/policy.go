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
	return nil
}

// knownField checks a name such as "receipt.total".
func knownField(name string) error {
	kind, field, _ := strings.Cut(name, ".")
	for _, s := range Type(kind).Spec().Fields {
		if s.Name == field {
			return nil
		}
	}
	return Refuse(CodeInvalid, "set_field", "name", name)
}
