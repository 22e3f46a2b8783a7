package bench

import (
	"cmp"
	"slices"
	"strings"

	"deskclerk/backend/likeness"
)

// Bounds of names that tell issuers apart, in normal form: shorter ones are
// abbreviations, and only long ones are looked for inside others.
const (
	leastName   = 5
	leastInside = 9
)

// IssuerNames are the accepted spellings of who issued a document, in normal
// form; none when the truth does not say.
func (t Truth) IssuerNames() (out []string) {
	for _, field := range []string{"merchant", "supplier_name"} {
		for _, s := range t.Fields[field] {
			if n := likeness.Fold(s); len(n) >= leastName {
				out = append(out, n)
			}
		}
	}
	return out
}

// SameIssuer reports documents of one issuer: one of their names is the same, or
// a long one stands in the other.
func SameIssuer(a, b Truth) bool {
	for _, x := range a.IssuerNames() {
		for _, y := range b.IssuerNames() {
			if x == y || len(x) >= leastInside && strings.Contains(y, x) || len(y) >= leastInside && strings.Contains(x, y) {
				return true
			}
		}
	}
	return false
}

// issuers numbers the documents by their issuers, from 0; one whose issuer is
// not known is alone.
func issuers(seen []observed) []int {
	out := make([]int, len(seen))
	for i := range seen {
		out[i] = i
		for k := range i {
			if out[k] != out[i] && SameIssuer(seen[i].Case.Truth, seen[k].Case.Truth) {
				from, to := max(out[i], out[k]), min(out[i], out[k])
				for j := range i + 1 {
					if out[j] == from {
						out[j] = to
					}
				}
			}
		}
	}
	return out
}

// IssuerFigures are the rows of one issuer's documents.
type IssuerFigures struct {
	Issuer string `json:"issuer"` // a name of it as the truth spells it; empty when unknown
	ItemFigures
}

// itemsByIssuer splits the rows of line items by issuer, most rows first: what
// holds for one issuer's many papers need not hold for another's.
func itemsByIssuer(seen []observed) []IssuerFigures {
	out := []IssuerFigures{}
	number := issuers(seen)
	for n := range seen {
		var own []observed
		for i := range seen {
			if number[i] == n {
				own = append(own, seen[i])
			}
		}
		if f := itemFigures(own, func(o observed) itemCount { return o.items }); f != nil {
			out = append(out, IssuerFigures{Issuer: issuerName(own[0].Case.Truth), ItemFigures: *f})
		}
	}
	slices.SortStableFunc(out, func(a, b IssuerFigures) int {
		return cmp.Or(cmp.Compare(b.Truth, a.Truth), cmp.Compare(a.Issuer, b.Issuer))
	})
	return out
}

// issuerName is the first spelling, on one line.
func issuerName(t Truth) string {
	for _, field := range []string{"merchant", "supplier_name"} {
		for _, s := range t.Fields[field] {
			return strings.Join(strings.Fields(s), " ")
		}
	}
	return ""
}

// meanF1 is the mean over issuers, each counting the same.
func meanF1(list []IssuerFigures) float64 {
	sum := 0.0
	for _, f := range list {
		sum += f.F1
	}
	return sum / max(1, float64(len(list)))
}
