package extract

import (
	"slices"

	"deskclerk/backend/doc"
)

// Types that are less likely than this are not worth a person's look.
const leastLikely = 0.02

// Likely lists what the pages may be, the likeliest first: what they are taken
// for when nobody asks for a type, and what else speaks for itself. The numbers
// are of several kinds, so they need not sum to one.
func Likely(pages []doc.Page, o Options) []doc.Classification {
	if o.Scorer == nil {
		o.Scorer = learned()
	}
	if o.Now.IsZero() {
		o.Now = someDay()
	}
	o.Type = doc.TypeAuto
	d := gather(newLayout(pages))
	others := append(d.odds(o.Scorer), doc.Classification{Name: doc.TypeStatement, Confidence: d.statementLike()})
	for i := range o.Types {
		others = append(others, doc.Classification{Name: o.Types[i].Name, Confidence: d.wordsOf(&o.Types[i])})
	}
	slices.SortStableFunc(others, surer)
	likely := []doc.Classification{d.decide(&o).Classification}
	for _, c := range others {
		if c.Confidence >= leastLikely && c.Name != likely[0].Name {
			likely = append(likely, c)
		}
	}
	return likely
}
