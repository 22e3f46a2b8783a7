package extract

// ThresholdFor is the confidence under which a field, named with its type as in
// receipt.total, is shown to a person so that at most the share target of the
// values accepted unseen is wrong, as far as was measured when the confidence
// was learned.
func ThresholdFor(field string, target float64) float64 { return calibrated().threshold(field, target) }
