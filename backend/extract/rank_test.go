package extract

import (
	"testing"

	"deskclerk/backend/doc"
)

func TestASumThatALaterRowOutranksIsShown(t *testing.T) {
	goods := []string{"White bread        8.52", "Brown bread        8.34", "Total 0% supplies        16.86"}
	cases := []struct {
		name  string
		last  string
		shown bool
	}{
		{"another sum is payable", "Total Payable        51.88", true},
		{"what is payable cannot be read", "Total Payable        S1a8/", true},
		{"the same sum is payable", "Total Payable        16.86", false},
		{"nothing else is called the total", "Thank you        2", false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			d := gather(newLayout(newSheet(40, append(goods, c.last)...)))
			cands := d.sums.withRanks(d.sums.candidates())
			for i := range cands {
				if cands[i].Value != "16.86" {
					continue
				}
				chosen := choice{found: true, list: cands[i : i+1], odds: 5}
				top := chosen.ceiling(doc.KindMoney, d.inputs(&chosen))
				if shown := top <= outrankedMay; shown != c.shown {
					t.Errorf("at most %.2f with %v", top, cands[i].Features["outranked"])
				}
				return
			}
			t.Fatal("the sum of the section is no candidate")
		})
	}
}

func TestAValueThatHardlyAnotherReadingGivesIsShown(t *testing.T) {
	for _, c := range []struct {
		name  string
		agree int
		shown bool
	}{{"one of five readings", 1, true}, {"all five", 5, false}} {
		t.Run(c.name, func(t *testing.T) {
			p := till("", 0)
			for i := range p.Words {
				if w := &p.Words[i]; w.Text == "24.55" {
					w.Passes, w.Agree = 5, c.agree
					if c.agree == 1 {
						w.Readings = []doc.Reading{{Text: "24.65", Confidence: 0.9, Agree: 4, Words: 1}}
					}
				}
			}
			f := Understand([]doc.Page{p}, Options{Type: doc.TypeReceipt}).Fields["total"]
			if f.Value == nil || (f.Confidence <= unwitnessed) != c.shown {
				t.Errorf("%+v", f)
			}
		})
	}
}
