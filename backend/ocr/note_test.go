package ocr

import (
	"reflect"
	"testing"

	"deskclerk/backend/doc"
)

func TestWordsSayWhatOtherPassesMadeOfThem(t *testing.T) {
	passes := []pass{
		{name: "a", words: []doc.Word{word("Total", .9, .1, 0), word("16.", .9, .5, 0), word("8O", .9, .65, 0)}},
		{name: "b", words: []doc.Word{word("Total", .9, .1, 0), word("16.80", .6, .5, 0)}},
		{name: "c", words: []doc.Word{word("Tota1", .5, .1, 0), word("16.80", .7, .5, 0)}},
	}
	page := noted(passes[0].words, passes, nil)
	if got := page[0]; got.Passes != 3 || got.Agree != 2 || len(got.Readings) != 1 || got.Readings[0].Text != "Tota1" {
		t.Errorf("Total: %+v", got)
	}
	want := []doc.Reading{{Text: "16.80", Confidence: .7, Pass: "c", Agree: 2, Words: 2}}
	if got := page[1]; got.Agree != 1 || !reflect.DeepEqual(got.Readings, want) {
		t.Errorf("16.: %+v", got)
	}
	if got := page[2]; got.Agree != 1 || len(got.Readings) != 0 {
		t.Errorf("8O: %+v", got)
	}
}

func TestSpacesAloneAreNoOtherReading(t *testing.T) {
	passes := []pass{
		{name: "a", words: []doc.Word{word("16.80", .6, .5, 0)}},
		{name: "b", words: []doc.Word{word("16.", .9, .5, 0), word("80", .9, .65, 0)}},
	}
	page := noted(passes[0].words, passes, nil)
	if got := page[0]; got.Passes != 2 || got.Agree != 2 || len(got.Readings) != 0 {
		t.Errorf("%+v", got)
	}
}

func TestALookCountsOnlyWhereItLooked(t *testing.T) {
	page := []doc.Word{word("Total", .9, .1, 0), word("24.55", .5, .5, 0)}
	passes := []pass{{name: "a", words: page}}
	looked := noted(combine(passes), passes, []look{{lookName, page[1].Box, []doc.Word{word("24.65", .8, .5, 0)}}})
	if got := looked[0]; got.Passes != 1 || got.Agree != 1 {
		t.Errorf("beside the look: %+v", got)
	}
	if got := looked[1]; got.Passes != 2 || got.Agree != 1 || len(got.Readings) != 1 || got.Readings[0].Pass != lookName {
		t.Errorf("under the look: %+v", got)
	}
	if page[1].Passes != 0 {
		t.Error("the pass itself was changed")
	}
}

func TestAPageReadOnceHasNothingNoted(t *testing.T) {
	passes := []pass{{name: "a", words: []doc.Word{word("Total", .9, .1, 0)}}}
	if got := noted(combine(passes), passes, nil)[0]; got.Passes != 0 || got.Agree != 0 {
		t.Errorf("%+v", got)
	}
}
