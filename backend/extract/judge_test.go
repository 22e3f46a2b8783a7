package extract

import (
	"strings"
	"testing"

	"deskclerk/backend/doc"
)

// till is a short receipt; doubt lowers the confidence of words that hold it.
func till(doubt string, confidence float64) doc.Page {
	p := doc.Page{PageInfo: doc.PageInfo{Number: 1, Width: 800, Height: 1000, TextSource: doc.TextOCR}}
	lines := []string{
		"Northern Bakery Ltd", "12 Harbour Street", "Bristol BS1 4QA", "Receipt", "Date: 14/03/2024 10:22",
		"Brown bread 4.50", "Apple cake 12.80", "Coffee beans 7.25", "Total GBP 24.55", "Cash 30.00", "Change 5.45", "Thank you",
	}
	for n, line := range lines {
		x := 0.1
		for _, text := range strings.Fields(line) {
			width := 0.02 * float64(len(text))
			w := doc.Word{Text: text, Confidence: 0.95, Line: n, Box: doc.Box{Left: x, Top: 0.05 * float64(n+1), Right: x + width, Bottom: 0.05*float64(n+1) + 0.03}}
			if doubt != "" && strings.Contains(text, doubt) {
				w.Confidence = confidence
			}
			p.Words = append(p.Words, w)
			x += width + 0.02
		}
	}
	return p
}

func TestAPageReadSurelyIsSettledAndItsFiguresGetASecondWitness(t *testing.T) {
	p := till("", 0)
	j := Judge(p, seen(p))
	if !j.Settled || len(j.Look) != 2 {
		t.Fatalf("judged %+v", j)
	}
	for i, text := range []string{"24.55", "14/03/2024"} {
		for _, w := range p.Words {
			if w.Text == text && j.Look[i].Overlap(w.Box) < 0.9 {
				t.Errorf("look %d is at %+v, %s at %+v", i, j.Look[i], text, w.Box)
			}
		}
	}
}

func TestADoubtfulDateDeservesALook(t *testing.T) {
	p := till("14/03", 0.4)
	j := Judge(p, seen(p))
	if j.Settled || len(j.Look) == 0 {
		t.Fatalf("judged %+v", j)
	}
	for _, w := range p.Words {
		if w.Text == "14/03/2024" && j.Look[0].Overlap(w.Box) < 0.9 {
			t.Errorf("the first look is at %+v, the date at %+v", j.Look[0], w.Box)
		}
	}
}

func TestReadingsThatAgreeSettleADoubtfulDate(t *testing.T) {
	p := till("14/03", 0.6)
	if Judge(p, seen(p)).Settled {
		t.Fatal("settled by an unsure word")
	}
	for i := range p.Words {
		p.Words[i].Passes, p.Words[i].Agree = 2, 2
	}
	if !Judge(p, seen(p)).Settled {
		t.Error("two readings agree and it is not settled")
	}
}

func TestAMissingValueIsSoughtInDoubtfulRows(t *testing.T) {
	p := till("", 0)
	for i := range p.Words {
		if p.Words[i].Text == "14/03/2024" {
			p.Words[i].Text, p.Words[i].Confidence = "l4J0372O2A", 0.3
		}
	}
	j := Judge(p, seen(p))
	if j.Settled || len(j.Look) == 0 {
		t.Errorf("judged %+v", j)
	}
}

func TestATextIsJudgedByItsWords(t *testing.T) {
	letter := doc.Page{PageInfo: doc.PageInfo{Number: 1, Width: 800, Height: 1000}}
	for i, text := range strings.Fields("Dear friends and neighbours we write to thank you for your kind help with the garden last summer") {
		x := 0.1 * float64(i%8)
		letter.Words = append(letter.Words, doc.Word{Text: text, Line: i / 8, Confidence: 0.9, Box: doc.Box{Left: x, Top: 0.1 * float64(i/8), Right: x + 0.08, Bottom: 0.1*float64(i/8) + 0.03}})
	}
	if !Judge(letter, seen(letter)).Settled {
		t.Error("a letter that read well is not settled")
	}
	for i := range letter.Words {
		letter.Words[i].Confidence = 0.4
	}
	if Judge(letter, seen(letter)).Settled {
		t.Error("a letter that read badly is settled")
	}
	for i := range letter.Words {
		letter.Words[i].Passes = 2
	}
	if !Judge(letter, seen(letter)).Settled {
		t.Error("a letter that reads badly in every pass is never settled")
	}
}

func TestADateWhoseYearMayBeTornIsShown(t *testing.T) {
	p := till("", 0)
	for i := range p.Words {
		if p.Words[i].Text == "14/03/2024" {
			p.Words[i].Text = "14/03/20%"
		}
	}
	f := Understand([]doc.Page{p}, Options{Type: doc.TypeReceipt}).Fields["date"]
	if f.Value == nil || !f.Flagged || f.Confidence > likelyTorn {
		t.Errorf("%+v", f)
	}
	if whole := Understand([]doc.Page{till("", 0)}, Options{Type: doc.TypeReceipt}).Fields["date"]; whole.Confidence <= likelyTorn {
		t.Errorf("a whole date too: %+v", whole)
	}
}

func TestNoReadingTellsTheOrderOfDayAndMonth(t *testing.T) {
	here, below := doc.Box{Left: .1, Top: .1, Right: .3, Bottom: .12}, doc.Box{Left: .1, Top: .4, Right: .3, Bottom: .42}
	two := func(a, b string, at doc.Box, odds float64) *choice {
		return &choice{found: true, odds: odds, list: []Candidate{{Value: a, Box: here}, {Value: b, Box: at}}}
	}
	cases := []struct {
		name string
		c    *choice
		want bool
	}{
		{"the other order is as likely", two("2024-03-04", "2024-04-03", here, 0.1), true},
		{"the order is known", two("2024-03-04", "2024-04-03", here, 3), false},
		{"another day was read there", two("2024-03-04", "2024-08-04", here, 0.1), false},
		{"the day stands elsewhere", two("2024-03-04", "2024-04-03", below, 0.1), false},
		{"no date", two("12.00", "21.00", here, 0.1), false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := c.c.ordersApart(); got != c.want {
				t.Errorf("got %v", got)
			}
		})
	}
}

// seen is the number of passes over a page whose words all say it.
func seen(p doc.Page) int { return max(1, p.Words[0].Passes) }
