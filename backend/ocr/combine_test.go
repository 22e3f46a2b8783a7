package ocr

import (
	"testing"

	"deskclerk/backend/doc"
)

func word(text string, confidence, left float64, line int) doc.Word {
	width := 0.05 * float64(len(text))
	top := 0.1 * float64(line)
	return doc.Word{
		Text: text, Confidence: confidence, Line: line,
		Box: doc.Box{Left: left, Top: top, Right: left + width, Bottom: top + 0.04},
	}
}

func TestTwoPassesKeepTheBetterReadingOfEachWord(t *testing.T) {
	cases := []struct {
		name          string
		first, second []doc.Word
		want          string
	}{
		{
			"the surer word wins",
			[]doc.Word{word("Tota1", .5, .1, 0)},
			[]doc.Word{word("Total", .9, .1, 0)},
			"Total",
		},
		{
			"the first word stays when the second is no surer",
			[]doc.Word{word("Total", .9, .1, 0)},
			[]doc.Word{word("Tota1", .9, .1, 0)},
			"Total",
		},
		{
			"the shape of an amount outweighs a little confidence",
			[]doc.Word{word("1480", .80, .1, 0)},
			[]doc.Word{word("14.80", .75, .1, 0)},
			"14.80",
		},
		{
			"marks without letter or digit lose",
			[]doc.Word{word("~~~", .7, .1, 0)},
			[]doc.Word{word("TAX", .5, .1, 0)},
			"TAX",
		},
		{
			"two halves of a word give way to the whole",
			[]doc.Word{word("16.", .5, .1, 0), word("80", .5, .25, 0)},
			[]doc.Word{word("16.80", .9, .1, 0)},
			"16.80",
		},
		{
			"a sure word that only the second pass saw joins its line",
			[]doc.Word{word("Total", .9, .1, 0), word("Thanks", .9, .1, 1)},
			[]doc.Word{word("24.55", .9, .5, 0)},
			"Total 24.55\nThanks",
		},
		{
			"an unsure word that only the second pass saw is left out",
			[]doc.Word{word("Total", .9, .1, 0)},
			[]doc.Word{word("24.55", .3, .5, 0)},
			"Total",
		},
		{
			"lines that only the second pass saw come last",
			[]doc.Word{word("Total", .9, .1, 0)},
			[]doc.Word{word("Visit", .9, .1, 4), word("us", .9, .5, 4)},
			"Total\nVisit us",
		},
		{"nothing and nothing is nothing", nil, nil, ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := (doc.Page{Words: combine([]pass{{name: "first", words: c.first}, {name: "second", words: c.second}})}).Text(); got != c.want {
				t.Errorf("merged %q, want %q", got, c.want)
			}
		})
	}
}

func TestThreePassesVote(t *testing.T) {
	tall := word("||", .9, .1, 0)
	tall.Box.Bottom += .1
	cases := []struct {
		name   string
		passes [][]doc.Word
		want   string
	}{
		{
			"two that agree outvote a surer one",
			[][]doc.Word{{word("34.24", .8, .1, 0)}, {word("34.21", .6, .1, 0)}, {word("34.21", .6, .1, 0)}},
			"34.21",
		},
		{
			"the base pass is trusted with a name when the others are little surer",
			[][]doc.Word{{word("FARMASI", .60, .1, 0)}, {word("FARMAS!", .65, .1, 0)}},
			"FARMASI",
		},
		{
			"what two later passes agree on is taken though neither is sure",
			[][]doc.Word{{word("Total", .9, .1, 0)}, {word("24.55", .3, .5, 0)}, {word("24.55", .4, .5, 0)}},
			"Total 24.55",
		},
		{
			"a box over two lines joins nothing and adds nothing",
			[][]doc.Word{{word("up", .5, .1, 0), word("to", .5, .1, 1)}, {tall}, {tall}},
			"up\nto",
		},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			var passes []pass
			for _, words := range c.passes {
				passes = append(passes, pass{words: words})
			}
			if got := (doc.Page{Words: combine(passes)}).Text(); got != c.want {
				t.Errorf("combined %q, want %q", got, c.want)
			}
		})
	}
}
