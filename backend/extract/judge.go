package extract

import (
	"slices"

	"deskclerk/backend/doc"
)

// When a page is read well enough, by a value and the ink it stands in. They
// say nothing of whether the right value was chosen: more reading does not help
// that.
const (
	sureInk      = 0.85 // confidence of the least sure word of a value, date or number
	sureName     = 0.70 // of a name; a letter in it does less harm
	sureOdds     = 4    // odds of a value that is borne out so often that its ink does not matter, as a logarithm
	never        = 1e9
	sureAgreeing = 0.5  // of a value that other passes or looks give too
	fairText     = 0.75 // mean confidence of a page that is only text
	knownType    = 0.6  // probability of a type below which its fields say little
	rivalLooks   = 2    // candidates beside the chosen one that deserve a look
)

// Judge says whether a page is read well enough for the fields of its type, and
// which places a closer look could mend: values read without surety, and their
// best rivals.
func Judge(page doc.Page) doc.Judgement {
	s := learned()
	d := gather(newLayout([]doc.Page{page}))
	t := d.classify(s)
	fields := judged(t.Name)
	if len(fields) == 0 || page.Number > 1 && len(d.sums.figs) == 0 {
		return doc.Judgement{Settled: doc.MeanConfidence(page.Words) >= fairText}
	}
	chosen := d.choices(t.Name, s)
	j := doc.Judgement{Settled: t.Confidence >= knownType || doc.MeanConfidence(page.Words) >= fairText}
	for _, f := range fields {
		c := chosen[f.name]
		if d.readSurely(f, &c) {
			continue
		}
		j.Settled = false
		for i := range c.list[:min(len(c.list), 1+rivalLooks)] {
			if b := c.list[i].Box; !b.Empty() && !slices.Contains(j.Look, b) {
				j.Look = append(j.Look, b)
			}
		}
	}
	return j
}

// judgedField is a field that must be sure before reading ends.
type judgedField struct {
	name string
	ink  float64 // surety that its words need
	odds float64 // or the odds against all other values, as a logarithm
}

// judged are the fields of a type that matter, the most important first.
func judged(t doc.Type) []judgedField {
	switch t {
	case doc.TypeReceipt:
		return []judgedField{{"total", sureInk, sureOdds}, {"date", sureInk, sureOdds}, {"merchant", sureName, sureOdds}}
	case doc.TypeInvoice:
		return []judgedField{
			{"grand_total", sureInk, sureOdds}, {"issue_date", sureInk, sureOdds},
			{"invoice_number", sureInk, never}, {"supplier_name", sureName, sureOdds},
		}
	default:
		return nil
	}
}

// readSurely reports whether a value is found and its ink leaves no doubt: the
// engine is sure of every word, or the readings agree on it.
func (d *evidence) readSurely(f judgedField, c *choice) bool {
	if !c.found {
		return false
	}
	b := &c.list[0]
	agree, undisputed := d.agreement(b)
	if agree > 0 {
		return agree == 1 && b.Confidence >= sureAgreeing || agree > 0.5 && undisputed > f.ink && b.Confidence >= f.ink
	}
	return b.Confidence >= f.ink || c.proof == 1 || c.odds() >= f.odds
}
