package bench

import (
	"bytes"
	"encoding/json"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"deskclerk/backend/doc"
)

func value(v string, confidence float64, flagged bool) doc.Field {
	return doc.Field{Value: &v, Confidence: confidence, Flagged: flagged}
}

func result(name string, t Truth, d doc.Document) Result {
	d.File.Name = name
	return Result{Case: Case{Pack: "p", Stem: name, Path: name, Truth: t}, Document: d}
}

// small is a run of three receipts: one right and through, one with a wrong
// total that was accepted, one that failed.
func small() Run {
	truth := func(language string) Truth {
		return Truth{
			Type: doc.TypeReceipt, Language: language, Uncertain: []string{"merchant"},
			Fields: map[string]OneOf{"total": {"9.00"}, "date": {"2024-03-15"}, "merchant": {"x"}},
			Also:   map[string]OneOf{"currency": {"EUR"}},
		}
	}
	read := func(total, currency string, status doc.Status) doc.Document {
		return doc.Document{
			Status: status, Type: doc.Classification{Name: doc.TypeReceipt}, Language: "de", File: doc.File{Pages: 2},
			Fields: map[string]doc.Field{
				"total": value(total, 0.99, false), "date": value("2024-03-15", 0.5, true),
				"merchant": value("never scored", 1, false), "currency": value(currency, 0.9, false), "time": {},
			},
			Attempt: &doc.Attempt{StagesMS: map[string]int64{"ocr": 1000}},
		}
	}
	failed := doc.Document{Status: doc.StatusFailedTerminal, Error: &doc.Failure{Code: doc.CodeCorrupt}}
	return Run{
		Packs: []*Pack{{Info: Info{Name: "p", Licence: "CC0"}}},
		By:    []Dimension{ByLanguage, ByPages},
		Wall:  8 * time.Second,
		Results: []Result{
			result("a", truth(""), read("9.00", "EUR", doc.StatusCompleted)),
			result("b", truth("ca"), read("8.00", "USD", doc.StatusNeedsReview)),
			result("c", truth(""), failed),
		},
	}
}

func field(t *testing.T, fields []FieldFigures, name string) FieldFigures {
	t.Helper()
	i := slices.IndexFunc(fields, func(f FieldFigures) bool { return f.Field == name })
	if i < 0 {
		t.Fatalf("no figures of %s", name)
	}
	return fields[i]
}

func TestFieldsAreCounted(t *testing.T) {
	r := Measure(small())
	total := field(t, r.All.Fields, "total")
	if total.N != 3 || total.Found != 2 || total.Right != 1 || total.Close != 1 || total.Accepted != 2 || total.AcceptedWrong.K != 1 || total.AcceptedWrong.N != 2 {
		t.Errorf("total: %+v", total)
	}
	date := field(t, r.All.Fields, "date")
	if date.Right != 2 || date.Accepted != 0 || math.Abs(date.CoverageAt1.Coverage-2.0/3) > 1e-9 {
		t.Errorf("date: %+v", date)
	}
	currency := field(t, r.All.Fields, "currency")
	if currency.N != 0 || currency.Silent != 3 || currency.Invented != 1 || currency.InventedAccepted != 1 {
		t.Errorf("a value where the truth says nothing, unless it is printed too: %+v", currency)
	}
	for _, f := range r.All.Fields {
		if f.Field == "merchant" {
			t.Errorf("an uncertain field is scored: %+v", f)
		}
	}
}

func TestDocumentsAreCounted(t *testing.T) {
	r := Measure(small())
	d := r.All.Documents
	if d.N != 3 || d.TypeRight.K != 2 || d.AllRight.K != 1 || d.Through.K != 1 || d.ThroughWrong.K != 0 || d.Failed.K != 1 {
		t.Errorf("%+v", d)
	}
	if r.All.Time.SecondsPerPage != 2 || r.All.Time.StagesPerPage["ocr"] != 0.5 {
		t.Errorf("%+v", r.All.Time)
	}
	if len(r.Failed()) != 1 || r.Failed()[0].File != "c" || len(r.Mistaken()) != 0 {
		t.Errorf("failed %+v, mistaken %+v", r.Failed(), r.Mistaken())
	}
}

func TestAnotherAcceptedTypeIsRight(t *testing.T) {
	run := small()
	run.Results[0].Case.Truth.Type, run.Results[0].Case.Truth.TypeAlso = doc.TypeInvoice, []doc.Type{doc.TypeReceipt}
	if d := Measure(run).All.Documents; d.TypeRight.K != 2 {
		t.Errorf("%+v", d)
	}
}

func TestFiguresAreSplit(t *testing.T) {
	var got []string
	for _, s := range Measure(small()).Splits {
		got = append(got, string(s.By)+" "+s.Value)
	}
	if want := []string{"language ca", "language de", "language unknown", "pages 2", "pages unknown"}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	if _, err := ParseDimensions([]string{"type", "weather"}); err == nil {
		t.Error("a dimension that is none is taken")
	}
}

func TestWhatWasWrongAndAcceptedComesFirst(t *testing.T) {
	r := Measure(small())
	var got []string
	for _, f := range r.Wrong {
		got = append(got, f.File+" "+f.Field+" "+string(f.Outcome))
	}
	if want := []string{"b total wrong", "c date missed", "c total missed", "b currency invented"}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

func TestTheReportsHoldTheFiguresAndEscapeWhatPapersSay(t *testing.T) {
	run := small()
	run.Results[1].Document.Fields["total"] = value(`<script>alert("x")</script>`, 0.99, false)
	r := Measure(run)
	r.Wrong[0].Crop = []byte("picture")
	var text, html bytes.Buffer
	if err := r.WriteText(&text); err != nil {
		t.Fatal(err)
	}
	if err := r.WriteHTML(&html, time.Date(2024, 3, 15, 0, 0, 0, 0, time.UTC)); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"Licence: CC0", "1/2", "Wrong and accepted", "p/c: corrupt_file", "language: ca", "2.00 s a page"} {
		if !strings.Contains(text.String(), want) {
			t.Errorf("no %q in\n%s", want, text.String())
		}
	}
	if strings.Contains(html.String(), "<script") || !strings.Contains(html.String(), "&lt;script&gt;") {
		t.Error("a value is not escaped")
	}
	for _, want := range []string{"data:image/jpeg;base64,cGljdHVyZQ==", "<polyline", "1 of 2", "language: ca"} {
		if !strings.Contains(html.String(), want) {
			t.Errorf("no %q in the HTML", want)
		}
	}
	if strings.Contains(html.String(), "http") {
		t.Error("the report refers to something outside of it")
	}
	if _, err := json.Marshal(r); err != nil {
		t.Error(err)
	}
}

func TestResultsAreAssignedByNameThenByStem(t *testing.T) {
	read := func(name, id string) doc.Document { return doc.Document{ID: id, File: doc.File{Name: name}} }
	cases := []Case{{Stem: "a", Path: "docs/a.jpg"}, {Stem: "a", Path: "docs/a.png"}, {Stem: "b", Path: "docs/b.pdf"}, {Stem: "c", Path: "docs/c.pdf"}}
	got, missing := Assign(cases, []doc.Document{read("a.png", "1"), read("scans/a.jpg", "2"), read("b.tif", "3")})
	var ids []string
	for _, r := range got {
		ids = append(ids, r.Document.ID)
	}
	if !slices.Equal(ids, []string{"2", "1", "3"}) || len(missing) != 1 || missing[0].Stem != "c" {
		t.Errorf("%v, missing %v", ids, missing)
	}
}

func TestResultsThatAreNotJSONAreRefusedWithTheirNumber(t *testing.T) {
	if _, err := ReadResults(strings.NewReader("{}\nnonsense")); err == nil || !strings.Contains(err.Error(), "result 2") {
		t.Error(err)
	}
}
