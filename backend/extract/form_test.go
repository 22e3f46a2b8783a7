package extract

import (
	"slices"
	"strings"
	"testing"

	"deskclerk/backend/doc"
)

// inForm adds a field of a form over the line of a page made by newSheet.
func inForm(p *doc.Page, line int, v doc.FormValue) {
	height := float64(p.Height)
	v.Box = doc.Box{Left: 0.35, Top: (float64(line)*lineHeight - 2) / height, Right: 1, Bottom: (float64(line)*lineHeight + charHeight + 2) / height}
	p.Form = append(p.Form, v)
}

// embedded makes the page one whose words came with the file.
func embedded(pages []doc.Page) []doc.Page {
	for i := range pages {
		pages[i].TextSource, pages[i].MeanWordConfidence = doc.TextEmbedded, 1
		for k := range pages[i].Words {
			pages[i].Words[k].Confidence = 1
		}
	}
	return pages
}

func formInvoice(total string) []doc.Page {
	return embedded(newSheet(70,
		"Harbour Office Supplies Ltd",
		"14 Quay Road, Bristol",
		"INVOICE",
		"",
		"Invoice number:          HOS-20417",
		"Invoice date:            2026-03-12",
		"",
		"Description              Quantity        Amount",
		"Chair                    2               98.00",
		"Net total                                98.00",
		"VAT 20%                                  19.60",
		"Total EUR                               "+total,
	))
}

func TestAFormsValuesOutrankWhatIsRead(t *testing.T) {
	pages := formInvoice("117.60")
	inForm(&pages[0], 4, doc.FormValue{Name: "doc.number", Label: "Invoice number", Kind: doc.FormText, Value: "HOS-20417"})
	inForm(&pages[0], 11, doc.FormValue{Name: "grand_total", Kind: doc.FormText, Value: "117.60"})
	u := Understand(pages, Options{Type: doc.TypeInvoice})
	for name, want := range map[string]string{"invoice_number": "HOS-20417", "grand_total": "117.60"} {
		f := u.Fields[name]
		if valueOf(u, name) != want || f.Origin != doc.OriginEmbedded || slices.Contains(f.Reasons, doc.ReasonConflict) {
			t.Errorf("%s = %q, %+v", name, valueOf(u, name), f)
		}
	}
	if f := u.Fields["issue_date"]; f.Origin != doc.OriginExtracted {
		t.Errorf("a date that the form does not hold is %s", f.Origin)
	}
}

func TestWhatThePageShowsOtherwiseIsFlaggedWithBothValues(t *testing.T) {
	pages := formInvoice("171.60")
	inForm(&pages[0], 11, doc.FormValue{Name: "total", Label: "Total", Kind: doc.FormText, Value: "117.60"})
	u := Understand(pages, Options{Type: doc.TypeInvoice})
	f := u.Fields["grand_total"]
	if valueOf(u, "grand_total") != "117.60" || !f.Flagged || !slices.Contains(f.Reasons, doc.ReasonConflict) {
		t.Errorf("%q, %+v", valueOf(u, "grand_total"), f)
	}
	if !slices.ContainsFunc(f.Candidates, func(c doc.Candidate) bool { return c.Value == "171.60" }) {
		t.Errorf("the page's value is not offered: %v", brief(f))
	}
}

func TestFormsOfNoKnownTypeAreKeysAndValues(t *testing.T) {
	pages := embedded(newSheet(60,
		"Application for membership",
		"Name:                Jane Doe",
		"Town:                Bristol",
		"Remarks: none",
	))
	inForm(&pages[0], 1, doc.FormValue{Name: "applicant.fullName", Kind: doc.FormText, Value: "Jane Doe"})
	inForm(&pages[0], 2, doc.FormValue{Name: "town", Label: "Town of residence", Kind: doc.FormText, Value: "Bath"})
	u := Understand(pages, Options{Type: doc.TypeOther})
	pairs := map[string]string{}
	for _, p := range u.Pairs {
		pairs[p.Key] = p.Value
	}
	if pairs["full Name"] != "Jane Doe" || pairs["Town of residence"] != "Bath" || pairs["Remarks"] != "none" {
		t.Errorf("%v", pairs)
	}
	if _, twice := pairs["Name"]; twice {
		t.Errorf("a value of the form is read off the page too: %v", pairs)
	}
	if len(u.Issues) != 1 || u.Issues[0].Rule != doc.RuleFormMatchesPage || !strings.Contains(u.Issues[0].Message, "Bath") || !strings.Contains(u.Issues[0].Message, "Bristol") {
		t.Errorf("%+v", u.Issues)
	}
	if !u.Flagged() {
		t.Error("nobody is asked about the conflict")
	}
}

func TestAFormFillsADefinedType(t *testing.T) {
	pages := embedded(newSheet(60, "Travel claim", "", "Kilometres           120"))
	inForm(&pages[0], 2, doc.FormValue{Name: "km", Label: "Kilometres", Kind: doc.FormText, Value: "210"})
	def := doc.Definition{Name: "claim", Fields: []doc.FieldDef{{Name: "distance", Kind: doc.KindNumber, Labels: []string{"Kilometres"}}}}
	u := Understand(pages, Options{Type: "claim", Types: []doc.Definition{def}})
	f := u.Fields["distance"]
	if valueOf(u, "distance") != "210" || f.Origin != doc.OriginEmbedded || !f.Flagged || len(f.Candidates) == 0 || f.Candidates[0].Value != "120" {
		t.Errorf("%q, %+v", valueOf(u, "distance"), f)
	}
}
