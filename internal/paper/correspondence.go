package paper

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"image"
	"math/rand/v2"
	"strings"
	"sync"
)

// Drawn is a paper that is neither receipt, invoice nor statement.
type Drawn struct {
	Type   string // by the contract
	Layout string // language and look; papers of one layout are alike
	Image  *image.Gray
	Fields map[string]string // by the contract's field names; none of type other
}

// words that letters, forms and cards of one language are made of.
type words struct {
	Senders, Places, Months, Subjects, Greetings []string
	Sentences, Closings, Names                   []string
	Forms, Labels, Asks                          []string
	Yes, No                                      string
	Notes, Columns, Goods                        []string
	Total                                        string
	Identity                                     map[string]string
}

//go:embed correspondence.json
var correspondenceFile []byte

var correspondence = sync.OnceValue(func() map[string]words {
	w := map[string]words{}
	if err := json.Unmarshal(correspondenceFile, &w); err != nil {
		panic(err)
	}
	return w
})

// Languages that letters, forms and cards are drawn in.
func Languages() []string { return []string{"en", "de", "fr", "es", "it", "nl"} }

// lot is a stream of chance for a kind of paper in a language, so that those of one
// seed do not look alike.
func lot(name string) uint64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(name)) // a hash takes everything
	return h.Sum64()
}

// one of a list, by chance.
func one[T any](r *rand.Rand, list []T) T { return list[r.IntN(len(list))] }

// sum of money as the language writes it.
func sum(r *rand.Rand, lang string) string {
	cents := 500 + r.IntN(90_000)
	if lang == "en" {
		return fmt.Sprintf("£%d.%02d", cents/100, cents%100)
	}
	return fmt.Sprintf("%d,%02d €", cents/100, cents%100)
}

// day as a letter writes it.
func day(r *rand.Rand, lang string, w *words) string {
	d, m, y := 1+r.IntN(28), one(r, w.Months), 2019+r.IntN(7)
	switch lang {
	case "de":
		return fmt.Sprintf("%d. %s %d", d, m, y)
	case "es":
		return fmt.Sprintf("%d de %s de %d", d, m, y)
	default:
		return fmt.Sprintf("%d %s %d", d, m, y)
	}
}

// Letter draws a letter of a page.
func Letter(lang string, seed uint64) (Drawn, error) {
	r, w := rand.New(rand.NewPCG(seed, lot("letter"+lang))), correspondence()[lang]
	s, err := NewSheet(28 + 4*float64(r.IntN(3)))
	if err != nil {
		return Drawn{}, err
	}
	look := r.IntN(3)
	y := 200
	at := s.Print
	if look == 1 {
		at = func(_, y int, text string) { s.Right(sheetWidth-sheetMargin, y, text) }
	}
	at(sheetMargin, y, one(r, w.Senders))
	at(sheetMargin, y+46, fmt.Sprintf("%d %s %05d", 1+r.IntN(90), one(r, w.Places), 10_000+r.IntN(80_000)))
	if look == 2 {
		s.Rule(y + 70)
	}
	y += 220
	for _, line := range []string{one(r, w.Names), fmt.Sprintf("%s %d", one(r, w.Places), 1+r.IntN(200))} {
		s.Print(sheetMargin, y, line)
		y += 46
	}
	s.Right(sheetWidth-sheetMargin, y+90, one(r, w.Places)+", "+day(r, lang, &w))
	y += 220
	s.Strong(sheetMargin, y, one(r, w.Subjects))
	s.Print(sheetMargin, y+100, one(r, w.Greetings))
	y += 180
	for range 2 + r.IntN(3) {
		y = s.paragraph(y, paragraph(r, lang, &w)) + 40
	}
	s.Print(sheetMargin, y+30, one(r, w.Closings))
	s.Print(sheetMargin, y+170, one(r, w.Names))
	return Drawn{Type: "other", Layout: fmt.Sprintf("letter-%s-%d", lang, look), Image: s.Image}, nil
}

func paragraph(r *rand.Rand, lang string, w *words) string {
	var out []string
	for range 2 + r.IntN(4) {
		t := strings.ReplaceAll(one(r, w.Sentences), "{sum}", sum(r, lang))
		out = append(out, strings.ReplaceAll(t, "{date}", day(r, lang, w)))
	}
	return strings.Join(out, " ")
}

// Form draws a page to be filled in, half of them filled in.
func Form(lang string, seed uint64) (Drawn, error) {
	r, w := rand.New(rand.NewPCG(seed, lot("form"+lang))), correspondence()[lang]
	s, err := NewSheet(30)
	if err != nil {
		return Drawn{}, err
	}
	s.Print(sheetMargin, 180, one(r, w.Senders))
	s.Strong(sheetMargin, 290, one(r, w.Forms))
	s.Rule(320)
	y, look := 420, r.IntN(2)
	filled := r.IntN(2) == 0
	for _, label := range w.Labels {
		if look == 0 {
			s.Print(sheetMargin, y, label+": ______________________________")
		} else {
			s.Print(sheetMargin, y, label)
			s.Rule(y + 14)
		}
		if filled && r.IntN(4) > 0 {
			s.Print(sheetMargin+520, y-6, one(r, append(w.Names, w.Places...)))
		}
		y += 92
	}
	for _, ask := range w.Asks {
		s.Print(sheetMargin, y, ask)
		for i, answer := range []string{w.Yes, w.No} {
			x := 1100 + 220*i
			s.tick(x, y-26, filled && r.IntN(2) == i)
			s.Print(x+50, y, answer)
		}
		y += 84
	}
	s.paragraph(y+30, paragraph(r, lang, &w))
	return Drawn{Type: "other", Layout: fmt.Sprintf("form-%s-%d", lang, look), Image: s.Image}, nil
}

// Note draws a delivery note, a quotation or the like: a table of goods that is
// no bill.
func Note(lang string, seed uint64) (Drawn, error) {
	r, w := rand.New(rand.NewPCG(seed, lot("note"+lang))), correspondence()[lang]
	s, err := NewSheet(30)
	if err != nil {
		return Drawn{}, err
	}
	kind := r.IntN(len(w.Notes))
	priced := kind == 1 || kind == 2
	s.Strong(sheetMargin, 190, one(r, w.Senders))
	s.Print(sheetMargin, 330, one(r, w.Names))
	s.Print(sheetMargin, 376, one(r, w.Places))
	s.Strong(sheetMargin, 540, fmt.Sprintf("%s %d", w.Notes[kind], 1000+r.IntN(9000)))
	s.Right(sheetWidth-sheetMargin, 540, day(r, lang, &w))
	y := 690
	s.Strong(sheetMargin, y, w.Columns[0])
	s.Strong(sheetMargin+140, y, w.Columns[1])
	s.StrongRight(1200, y, w.Columns[2])
	if priced {
		s.StrongRight(amountAt, y, w.Columns[3])
	}
	s.Rule(y + 18)
	for i := range 3 + r.IntN(9) {
		y += 66
		s.Print(sheetMargin, y, fmt.Sprint(i+1))
		s.Print(sheetMargin+140, y, one(r, w.Goods))
		s.Right(1200, y, fmt.Sprint(1+r.IntN(40)))
		if priced {
			s.Right(amountAt, y, sum(r, lang))
		}
	}
	if priced {
		s.Rule(y + 24)
		s.Print(priceAt-200, y+80, w.Total)
		s.Right(amountAt, y+80, sum(r, lang))
	}
	s.paragraph(y+200, paragraph(r, lang, &w))
	return Drawn{Type: "other", Layout: fmt.Sprintf("note-%s-%d", lang, kind), Image: s.Image}, nil
}
