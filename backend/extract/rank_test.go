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
				if shown := top <= doubtfulSum; shown != c.shown {
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
		name   string
		agree  int
		others []string
		shown  bool
	}{
		{"one of five readings", 1, []string{"24.65", "24.65", "24.65", "24.65"}, true},
		{"the others are no sums", 1, []string{"M", "MAL", "ae", "—"}, true},
		{"all five", 5, nil, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := till("", 0)
			for i := range p.Words {
				if w := &p.Words[i]; w.Text == "24.55" {
					w.Passes, w.Agree = 5, c.agree
					for _, other := range c.others {
						w.Readings = append(w.Readings, doc.Reading{Text: other, Confidence: 0.9, Agree: 1, Words: 1})
					}
				}
			}
			f := Understand([]doc.Page{p}, Options{Type: doc.TypeReceipt}).Fields["total"]
			if f.Value == nil || (f.Confidence <= doubtfulSum) != c.shown {
				t.Errorf("%+v", f)
			}
		})
	}
}

func TestADayIsBorneOutHoweverItIsWritten(t *testing.T) {
	reading := func(pass, text string, agree int) doc.Reading {
		return doc.Reading{Pass: pass, Text: text, Confidence: 0.9, Agree: agree, Words: 1}
	}
	for _, c := range []struct {
		name   string
		text   string
		agree  int
		others []doc.Reading
		shown  bool
	}{
		{"every reading the same", "05/03/2024", 4, nil, false},
		{"a zero lost by three", "05/03/2024", 1, []doc.Reading{reading("look", "5/03/2024", 3)}, false},
		{"a stroked zero read as a sign by three", "05/1@/2024", 3, []doc.Reading{reading("look", "05/10/2024", 1)}, false},
		{"another day by as many", "05/03/2024", 2, []doc.Reading{reading("look", "05/08/2024", 2)}, true},
		{"no day at all by three", "05/03/2024", 1, []doc.Reading{reading("look", "85/63/2624", 3)}, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := till("", 0)
			for i := range p.Words {
				if w := &p.Words[i]; w.Text == "14/03/2024" {
					w.Text, w.Passes, w.Agree, w.Readings = c.text, 4, c.agree, c.others
				}
			}
			f := Understand([]doc.Page{p}, Options{Type: doc.TypeReceipt}).Fields["date"]
			if f.Value == nil || (f.Confidence <= doubtfulDay) != c.shown {
				t.Errorf("%+v", f)
			}
		})
	}
}
