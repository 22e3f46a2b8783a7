package extract

import (
	"deskclerk/backend/doc"
)

// Parts of a type's words that a document must have to be taken for it.
const (
	leastShare = 0.6
	leastWords = 2 // keywords and labels, or all when there are fewer
)

// definedType finds the type whose own words are on the document, nil when none
// is plainly meant. Keywords count double, labels once.
func (d *evidence) definedType(types []doc.Definition) (*doc.Definition, float64) {
	var best *doc.Definition
	most := 0.0
	for i := range types {
		if share := d.wordsOf(&types[i]); share > most {
			best, most = &types[i], share
		}
	}
	if most < leastShare {
		return nil, 0
	}
	return best, most
}

// wordsOf is the share of a type's words that are on the document, 0 when they
// are too few to say anything.
func (d *evidence) wordsOf(def *doc.Definition) float64 {
	found, all, n := 0.0, 0.0, 0
	count := func(words []string, weight float64) {
		for _, w := range words {
			all += weight
			if len(d.spots(w)) > 0 {
				found, n = found+weight, n+1
			}
		}
	}
	count(def.Keywords, 2)
	for i := range def.Fields {
		labels := labelsOf(&def.Fields[i])
		if len(labels) == 0 {
			continue
		}
		all++
		for _, l := range labels { // synonyms: one is enough
			if len(d.spots(l)) > 0 {
				found, n = found+1, n+1
				break
			}
		}
	}
	if all == 0 || n < leastWords || len(def.Keywords) == 0 {
		return 0
	}
	return found / all
}
