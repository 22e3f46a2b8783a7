package main

import (
	"math/rand/v2"
	"testing"

	"deskclerk/backend/doc"
)

// values are n of a probability, of which some are wrong.
func values(p float64, n, wrong int) []judged {
	out := make([]judged, n)
	for i := range out {
		out[i] = judged{p, i >= wrong}
	}
	return out
}

func TestTheThresholdIsTheLowestThatKeepsTheTarget(t *testing.T) {
	tests := []struct {
		name   string
		list   []judged
		target float64
		want   float64
	}{
		{"nothing was seen", nil, 0.01, 1},
		{"all right and sure", values(0.999, 200, 0), 0.01, 0.999},
		{"too few to know", values(0.98, 3, 0), 0.01, 1},
		{"those below are wrong", append(values(0.999, 400, 0), values(0.6, 50, 25)...), 0.01, 0.999},
		{"a looser target takes more", append(values(0.999, 400, 0), values(0.9, 50, 5)...), 0.05, 0.9},
		{"equal ones enter together", append(values(0.999, 100, 0), values(0.995, 100, 20)...), 0.02, 0.999},
		{"the sure ones are wrong", append(values(0.999, 50, 25), values(0.9, 50, 0)...), 0.01, 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := threshold(tt.list, tt.target, 100); got != tt.want {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
}

// madeUp observes a sum on n papers, each of its own merchant, whose odds say
// how likely it is to be right, and a rare field on a few of them.
func madeUp(n int) []observation {
	r := rand.New(rand.NewPCG(7, 8))
	var out []observation
	for i := range n {
		p := &paper{group: i, fold: i % 5}
		odds := r.Float64()
		o := observation{paper: p, field: "receipt.total", kind: doc.KindMoney, value: "1.00", right: r.Float64() < min(1, 0.3+odds), inputs: map[string]float64{"odds": odds, "confidence": 0.9}, most: 1}
		out = append(out, o)
		if i%50 == 0 {
			o.field = "receipt.subtotal"
			out = append(out, o)
		}
	}
	return out
}

func fiveFolds() options { return options{folds: 5, draw: 0.2, drawBias: 0.1, smooth: 100} }

func TestConfidenceFollowsWhatWasSeenInOtherFolds(t *testing.T) {
	obs := madeUp(1500)
	crossCalibrate(obs, fiveFolds())
	f := tally(obs)
	if f.ece > 0.05 || f.worst > 0.1 {
		t.Errorf("the mean deviation is %.3f, the largest %.3f", f.ece, f.worst)
	}
	if share := float64(f.wrong) / float64(max(1, f.accepted)); f.accepted == 0 || share > 3*aim {
		t.Errorf("%d wrong of %d accepted", f.wrong, f.accepted)
	}
}

func TestAPaperSaysNothingOfItsOwnConfidence(t *testing.T) {
	obs, turned := madeUp(300), madeUp(300)
	for i := range turned {
		if turned[i].paper.fold == 2 {
			turned[i].right = !turned[i].right
		}
	}
	crossCalibrate(obs, fiveFolds())
	crossCalibrate(turned, fiveFolds())
	for i := range obs {
		if x, y := obs[i], turned[i]; x.paper.fold == 2 && (x.p != y.p || x.accept != y.accept) {
			t.Fatalf("paper %d is judged by its own label: %v, accepted %v, and %v, %v", i, x.p, x.accept, y.p, y.accept)
		}
	}
}

func TestAFieldOfFewMerchantsLendsItsThreshold(t *testing.T) {
	obs := madeUp(1000)
	if few := pooled(obs); few["receipt.total"] || !few["receipt.subtotal"] {
		t.Errorf("few: %v", few)
	}
	crossCalibrate(obs, fiveFolds())
	if th := thresholds(obs, 0.05, fiveFolds()); th["receipt.subtotal"] < th["receipt.total"] {
		t.Errorf("with few merchants %v, with many %v", th["receipt.subtotal"], th["receipt.total"])
	}
}

func TestAFieldThatNoOtherFoldHasIsNotAccepted(t *testing.T) {
	obs := madeUp(500)
	for i := range obs {
		if obs[i].paper.fold == 3 {
			obs[i].field, obs[i].right = "receipt.time", true
		}
	}
	crossCalibrate(obs, fiveFolds())
	for _, o := range obs {
		if o.accept && o.field == "receipt.time" {
			t.Fatalf("accepted at %.3f with nothing to go by", o.p)
		}
	}
}

func TestWrongLabelsAndMissedValuesDoNotTeachConfidence(t *testing.T) {
	obs := madeUp(100)
	n := len(obs)
	obs[0].wrong, obs[1].value = true, ""
	if got := len(found(obs)); got != n-2 {
		t.Errorf("%d of %d teach", got, n)
	}
}
