package extract

import "deskclerk/backend/doc"

// The most confidence that a value deserves against which something speaks that
// is too rare for the curves to have learned it.
const (
	likelyTorn   = 0.5 // the page may not show all of it
	unwitnessed  = 0.7 // hardly another reading of its ink gives it
	outrankedMay = 0.7 // a later row calls another sum the total, louder
	undecided    = 0.7 // another value is nearly as likely: the other order of day and month
	littleOdds   = 0.2 // input below which a choice is undecided
	fewWitnesses = 0.4 // agreement, free of dispute, below which it is unwitnessed
	muchLouder   = 0.3 // of a rank
)

// ceiling of the probability of a choice that found something, by its inputs.
func (c *choice) ceiling(kind doc.FieldKind, in map[string]float64) float64 {
	top, f := 1.0, c.list[0].Features
	if c.most > 0 {
		top = c.most
	}
	if kind != doc.KindMoney && kind != doc.KindDate {
		return top
	}
	if partlySeen(kind, f) {
		top = min(top, likelyTorn)
	}
	if in["agree"]*in["undisputed"] < fewWitnesses {
		top = min(top, unwitnessed)
	}
	if in["odds"] < littleOdds {
		top = min(top, undecided)
	}
	if f["outranked"] > muchLouder {
		top = min(top, outrankedMay)
	}
	return top
}

// partlySeen reports a date whose year may be torn, or a sum that the edge of the
// page cuts.
func partlySeen(kind doc.FieldKind, f Features) bool {
	return kind == doc.KindDate && f["torn_year"] > 0 || kind == doc.KindMoney && f["cut"] > 0
}
