package extract

import "deskclerk/backend/doc"

// The most confidence that a value deserves against which something speaks that
// is too rare for the curves to have learned it: about the share of such values
// that are right.
const (
	likelyTorn  = 0.5 // the page may not show all of it
	doubtfulDay = 0.6
	doubtfulSum = 0.8
)

// What makes a day or a sum doubtful.
const (
	fewWitnesses = 0.4 // agreement, free of dispute, below which hardly another reading of its ink gives it
	littleOdds   = 0.2 // input below which another value is nearly as likely: the other order of day and month
	openOrder    = 0.3 // ambiguity of the order from which only a habit, and nothing on the paper, tells day and month apart
	muchLouder   = 0.3 // of a rank, by which a later row calls another sum the total
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
	few := in["agree"]*in["undisputed"] < fewWitnesses
	if kind == doc.KindDate {
		if few || in["odds"] < littleOdds || f["ambiguous_order"] > openOrder {
			top = min(top, doubtfulDay)
		}
		return top
	}
	few = few || f["net_of_rate"] > 0 || c.proof <= 0 && in["witnesses"] < fewWitnesses
	if few || in["odds"] < littleOdds || f["outranked"] > muchLouder {
		top = min(top, doubtfulSum)
	}
	return top
}

// partlySeen reports a date whose year may be torn, or a sum that the edge of the
// page cuts.
func partlySeen(kind doc.FieldKind, f Features) bool {
	return kind == doc.KindDate && f["torn_year"] > 0 || kind == doc.KindMoney && f["cut"] > 0
}
