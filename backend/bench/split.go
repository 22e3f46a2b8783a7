package bench

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Dimension is something that figures can be split by.
type Dimension string

// The dimensions. Type, language and country are the truth's, a language that
// it does not name the result's; source is where the words came from.
const (
	ByType     Dimension = "type"
	ByLanguage Dimension = "language"
	ByCountry  Dimension = "country"
	BySource   Dimension = "source"
	ByPages    Dimension = "pages"

	byPack Dimension = "pack"
)

// unknown is the value of what nobody says.
const unknown = "unknown"

// Dimensions lists those that can be asked for.
func Dimensions() []Dimension { return []Dimension{ByType, ByLanguage, ByCountry, BySource, ByPages} }

// ParseDimensions reads a list such as type,language.
func ParseDimensions(names []string) ([]Dimension, error) {
	var out []Dimension
	for _, name := range names {
		d := Dimension(strings.TrimSpace(name))
		if !slices.Contains(Dimensions(), d) {
			return nil, fmt.Errorf("figures cannot be split by %q: there are type, language, country, source and pages", name)
		}
		if !slices.Contains(out, d) {
			out = append(out, d)
		}
	}
	return out, nil
}

// Split is the figures of the documents that have a value of a dimension.
type Split struct {
	By    Dimension `json:"by"`
	Value string    `json:"value"`
	Figures
}

// split gives the groups of each dimension, the largest first.
func split(seen []observed, by []Dimension) []Split {
	out := []Split{}
	for _, d := range by {
		groups := map[string][]observed{}
		for _, o := range seen {
			v := cmp.Or(d.of(o), unknown)
			groups[v] = append(groups[v], o)
		}
		values := slices.SortedFunc(maps.Keys(groups), func(a, b string) int {
			return cmp.Or(cmp.Compare(len(groups[b]), len(groups[a])), cmp.Compare(a, b))
		})
		for _, v := range values {
			out = append(out, Split{By: d, Value: v, Figures: figures(groups[v], 0, false)})
		}
	}
	return out
}

// of is the document's value in the dimension.
func (d Dimension) of(o observed) string {
	switch d {
	case ByType:
		return string(o.Case.Truth.Type)
	case ByLanguage:
		return cmp.Or(o.Case.Truth.Language, o.Document.Language)
	case ByCountry:
		return o.Case.Truth.Country
	case BySource:
		return string(o.Document.File.TextSource)
	case ByPages:
		return pagesValue(o.Document.File.Pages)
	default:
		return o.Case.Pack
	}
}

func pagesValue(n int) string {
	switch {
	case n == 0:
		return ""
	case n <= 2:
		return fmt.Sprint(n)
	default:
		return "3 or more"
	}
}
