package learn_test

import (
	"slices"
	"strings"
	"testing"

	"deskclerk/backend/doc"
	"deskclerk/backend/learn"
)

// page is a page with one row of words for each text.
func page(rows ...string) doc.Page {
	p := doc.Page{PageInfo: doc.PageInfo{Number: 1, Width: 600, Height: 1200}}
	for i, row := range rows {
		for k, text := range strings.Fields(row) {
			left, top := 0.05+0.1*float64(k), 0.02+0.02*float64(i)
			p.Words = append(p.Words, doc.Word{Text: text, Line: i, Box: doc.Box{Left: left, Top: top, Right: left + 0.09, Bottom: top + 0.015}})
		}
	}
	return p
}

func marks(rows ...string) []int64 { return learn.Marks([]doc.Page{page(rows...)}) }

// shared counts the marks that both have.
func shared(a, b []int64) int {
	n := 0
	for _, m := range a {
		if slices.Contains(b, m) {
			n++
		}
	}
	return n
}

func TestPapersOfOneHandShareMarks(t *testing.T) {
	for name, tt := range map[string]struct {
		a, b string
		want int
	}{
		"a telephone, spaced otherwise": {"Tel: 03-5542 3228", "Phone 03 55423228", 1},
		"a register's number":           {"(378459-183 X)", "Co. No. 378459183", 1},
		"mail and web":                  {"a@shop.example or WWW.shop.example", "www.shop.example, a@shop.example", 2},
		"a row, its spaces aside":       {"LOT 3, JALAN PELABUR 23/1", "LOT 3 , JALAN PELABUR 23/ 1", 1},
		"a date tells nothing":          {"12/03/2018 09:15", "12/03/2018 09:15", 0},
		"nor an undivided one":          {"Bill 20180312", "Bill 20180312", 0},
		"nor does a short row":          {"TAX INVOICE", "TAX INVOICE", 0},
		"nor a short number":            {"Table 12 34", "Table 12 34", 0},
		"two numbers are two":           {"Tel 0355423228 Fax 0355423229", "0355423229", 1},
	} {
		if got := shared(marks(tt.a), marks(tt.b)); got != tt.want {
			t.Errorf("%s: %d marks are shared, want %d", name, got, tt.want)
		}
	}
}

func TestMarksAreOfTheHead(t *testing.T) {
	rows := slices.Repeat([]string{"x"}, 30)
	foot := append(slices.Clone(rows), "Customer's telephone 0355423228")
	head := append([]string{"Telephone 0355423228"}, rows...)
	if got := marks(foot...); len(got) != 0 {
		t.Errorf("%d marks at the foot", len(got))
	}
	if got := marks(head...); len(got) != 2 { // the number and the row
		t.Errorf("%d marks at the head, want 2", len(got))
	}
	if got := learn.Marks(nil); got != nil {
		t.Errorf("no pages have marks: %v", got)
	}
}

// read is a receipt whose merchant was read, doubted as names are.
func read(value string, others ...string) doc.Understanding {
	f := doc.Field{
		Value: &value, Raw: value, Confidence: 0.8, Page: 1, Origin: doc.OriginExtracted,
		Flagged: true, Reasons: []string{doc.ReasonLowConfidence}, Candidates: []doc.Candidate{},
	}
	for _, o := range others {
		f.Candidates = append(f.Candidates, doc.Candidate{Value: o, Confidence: 0.1})
	}
	return doc.Understanding{Type: doc.Classification{Name: doc.TypeReceipt, Confidence: 1}, Fields: map[string]doc.Field{"merchant": f}}
}

func known(mark int64, value string) doc.Known {
	return doc.Known{Mark: mark, Field: "merchant", Value: value}
}

func TestAKnownNameIsTakenAsItWasVouchedFor(t *testing.T) {
	before := read("GARDEN1A BAKERlES", "TAX INVOICE")
	u := learn.Apply(before, []doc.Known{known(1, "Gardenia Bakeries"), known(2, "Gardenia Bakeries")}, doc.Policy{})
	f := u.Fields["merchant"]
	if *f.Value != "Gardenia Bakeries" || f.Origin != doc.OriginLearned || f.Flagged || len(f.Reasons) > 0 {
		t.Errorf("it became %q, %s, flagged %v for %v", *f.Value, f.Origin, f.Flagged, f.Reasons)
	}
	if f.Raw != "GARDEN1A BAKERlES" || f.Candidates[0].Value != f.Raw || f.Confidence != learn.Sure {
		t.Errorf("what was read is %q, the candidates are %v, the confidence is %v", f.Raw, f.Candidates, f.Confidence)
	}
	sum := f.Confidence
	for _, c := range f.Candidates {
		sum += c.Confidence
	}
	if sum > 1.01 {
		t.Errorf("the confidences add up to %v", sum)
	}
	if was := before.Fields["merchant"]; was.Origin != doc.OriginExtracted || len(was.Candidates) != 1 {
		t.Error("what was given has changed")
	}
}

func TestWhatIsNotSurelyTheSameChangesNothing(t *testing.T) {
	settled := read("Gardenia Bakeries")
	f := settled.Fields["merchant"]
	f.Origin = doc.OriginEmbedded
	settled.Fields["merchant"] = f
	letter := read("Gardenia Bakeries")
	letter.Type.Name = doc.TypeOther
	for name, tt := range map[string]struct {
		u     doc.Understanding
		known []doc.Known
	}{
		"nothing is known":                {read("Gardenia Bakeries"), nil},
		"another name":                    {read("Mr D.I.Y."), []doc.Known{known(1, "Lian Hing Stationery")}},
		"one mark of two hands":           {read("Gardenia Bakeries"), []doc.Known{known(1, "Gardenia Bakeries"), known(1, "Happy Snacks")}},
		"a customer's":                    {read("Our Own Ltd"), []doc.Known{known(1, "Our Own Ltd"), {Mark: 1, Field: "customer_name", Value: "OUR OWN LTD"}}},
		"the file itself states the name": {settled, []doc.Known{known(1, "Gardenia Bakeries")}},
		"a paper without an issuer":       {letter, []doc.Known{known(1, "Gardenia Bakeries")}},
	} {
		before := tt.u.Fields["merchant"]
		after := learn.Apply(tt.u, tt.known, doc.Policy{}).Fields["merchant"]
		if *after.Value != *before.Value || after.Origin != before.Origin || after.Flagged != before.Flagged || len(after.Candidates) > 0 {
			t.Errorf("%s: it became %+v", name, after)
		}
	}
}

func TestALikeNameOfItsOwnStays(t *testing.T) {
	for text, name := range map[string]string{
		"BMW AG Niederlassung Mannheim": "BMW AG Niederlassung München",
		"Sparkasse Köln":                "Sparkasse Bonn",
		"Shell 1204":                    "Shell 1240",
		"Hessen AG":                     "Essen GmbH",
		"Dr. Hans Maier":                "Dr. Anna Maier",
		"Mobil AG":                      "Mobil GmbH",
		"Gardenia Bakeries Sdn Bhd":     "Gardenia Bakeries (KL) Sdn Bhd",
	} {
		u := learn.Apply(read(text), []doc.Known{known(1, name), known(2, name), known(3, name)}, doc.Policy{})
		f := u.Fields["merchant"]
		if *f.Value != text || f.Origin != doc.OriginExtracted || !f.Flagged || f.Candidates[0].Value != name {
			t.Errorf("%s became %q, %s, flagged %v, with %v", text, *f.Value, f.Origin, f.Flagged, f.Candidates)
		}
	}
}

func TestAnotherLetterNeedsSeveralMarks(t *testing.T) {
	name := "Three Stooges"
	f := learn.Apply(read("hree Stooges"), []doc.Known{known(1, name)}, doc.Policy{}).Fields["merchant"]
	if *f.Value != "hree Stooges" || f.Candidates[0].Value != name || f.Candidates[0].Raw != "hree Stooges" {
		t.Errorf("one mark made %q of it, with %v", *f.Value, f.Candidates)
	}
	f = learn.Apply(read("hree Stooges"), []doc.Known{known(1, name), known(2, name)}, doc.Policy{}).Fields["merchant"]
	if *f.Value != name || f.Origin != doc.OriginLearned {
		t.Errorf("two marks made %q, %s, of it", *f.Value, f.Origin)
	}
	if f = learn.Apply(read("Bar 7"), []doc.Known{known(1, "Bar 9"), known(2, "Bar 9")}, doc.Policy{}).Fields["merchant"]; *f.Value != "Bar 7" {
		t.Errorf("another figure became %q", *f.Value)
	}
}

func TestSeveralMarksOfferANameThatWasNotRead(t *testing.T) {
	for marks, want := range map[int]int{1: 0, 2: 1} {
		all := []doc.Known{known(1, "Gardenia Bakeries"), known(2, "Gardenia Bakeries")}[:marks]
		if f := learn.Apply(read("TAX INVOICE"), all, doc.Policy{}).Fields["merchant"]; *f.Value != "TAX INVOICE" || len(f.Candidates) != want {
			t.Errorf("%d marks: %q, offered %v", marks, *f.Value, f.Candidates)
		}
	}
}

func TestAKnownNameAmongTheCandidatesComesFirst(t *testing.T) {
	u := learn.Apply(read("TAX INVOICE", "JALAN PELABUR", "GARDENlA BAKERIES"), []doc.Known{known(1, "Gardenia Bakeries")}, doc.Policy{})
	f := u.Fields["merchant"]
	if *f.Value != "TAX INVOICE" || !f.Flagged || f.Candidates[0].Value != "Gardenia Bakeries" || len(f.Candidates) != 2 {
		t.Errorf("%q, flagged %v, %v", *f.Value, f.Flagged, f.Candidates)
	}
	if f.Candidates[0].Confidence+f.Confidence > 1 {
		t.Errorf("the confidences are %v and %v", f.Confidence, f.Candidates[0].Confidence)
	}
}

func TestTheMostMarksDecideThenTheLikelierName(t *testing.T) {
	town := []doc.Known{known(1, "Happy Snack"), known(2, "Happy Snacks"), known(3, "Happy Snacks")}
	if f := learn.Apply(read("HAPPY SNACK"), town, doc.Policy{}).Fields["merchant"]; *f.Value != "Happy Snacks" {
		t.Errorf("two marks for one name and one for another gave %q", *f.Value)
	}
	even := []doc.Known{known(1, "Happy Snack"), known(2, "Snack Corner")}
	if f := learn.Apply(read("SNACK CORNER"), even, doc.Policy{}).Fields["merchant"]; *f.Value != "Snack Corner" {
		t.Errorf("a mark for each of two names gave %q", *f.Value)
	}
}

func TestAPolicyIsHeeded(t *testing.T) {
	name := []doc.Known{known(1, "Gardenia Bakeries")}
	for what, tt := range map[string]struct {
		policy  doc.Policy
		reasons []string
	}{
		"one in two hundred":   {doc.Policy{Target: 0.005}, []string{doc.ReasonLowConfidence}},
		"one in fifty":         {doc.Policy{Target: 0.02}, nil},
		"a threshold above":    {doc.Policy{Thresholds: map[string]float64{"receipt.merchant": 0.999}}, []string{doc.ReasonLowConfidence}},
		"a threshold below":    {doc.Policy{Thresholds: map[string]float64{"receipt.merchant": 0.9}}, nil},
		"another field's only": {doc.Policy{Thresholds: map[string]float64{"receipt.total": 1}}, nil},
	} {
		f := learn.Apply(read("GARDENIA BAKERIES"), name, tt.policy).Fields["merchant"]
		if !slices.Equal(f.Reasons, tt.reasons) || f.Flagged != (len(tt.reasons) > 0) {
			t.Errorf("%s: flagged %v for %v, want %v", what, f.Flagged, f.Reasons, tt.reasons)
		}
	}
	u := read("GARDENIA BAKERIES")
	f := u.Fields["merchant"]
	f.Reasons = append(f.Reasons, doc.ReasonAlwaysVerify)
	u.Fields["merchant"] = f
	if f := learn.Apply(u, name, doc.Policy{}).Fields["merchant"]; !f.Flagged || !slices.Equal(f.Reasons, []string{doc.ReasonAlwaysVerify}) {
		t.Errorf("a field that is always looked at is flagged %v for %v", f.Flagged, f.Reasons)
	}
}

func TestWhatStandsOnAllPapersOfAnIssuerIsKnownToo(t *testing.T) {
	iban := func(value string) doc.Known { return doc.Known{Mark: 1, Field: "iban", Value: value} }
	invoice := func(name, value string) doc.Understanding {
		u := read("Gardenia Bakeries")
		u.Type.Name = doc.TypeInvoice
		u.Fields = map[string]doc.Field{name: read(value).Fields["merchant"]}
		return u
	}
	accounts := []doc.Known{iban("DE89370400440532013000"), iban("DE02120300000000202051")}
	for name, tt := range map[string]struct {
		field, read string
		known       []doc.Known
		want        string
	}{
		"an account":           {"iban", "DE89370400440532013000", accounts, "DE89370400440532013000"},
		"any of several":       {"iban", "DE02120300000000202051", accounts, "DE02120300000000202051"},
		"misread in look":      {"iban", "DEO2120300000000202051", accounts, "DE02120300000000202051"},
		"another account":      {"iban", "DE75512108001245126199", accounts, ""},
		"a customer":           {"customer_name", "OUR OWN LTD.", []doc.Known{{Mark: 1, Field: "customer_name", Value: "Our Own Ltd"}}, "Our Own Ltd"},
		"a customer, not ours": {"customer_name", "Our Owl Ltd", []doc.Known{{Mark: 1, Field: "customer_name", Value: "Our Own Ltd"}}, ""},
		"another field":        {"bic", "COBADEFFXXX", []doc.Known{{Mark: 1, Field: "supplier_vat_id", Value: "COBADEFFXXX"}}, ""},
		"what changes":         {"invoice_number", "1", []doc.Known{{Mark: 1, Field: "invoice_number", Value: "1"}}, ""},
	} {
		f := learn.Apply(invoice(tt.field, tt.read), tt.known, doc.Policy{}).Fields[tt.field]
		if tt.want == "" && (f.Origin != doc.OriginExtracted || *f.Value != tt.read || !f.Flagged) || tt.want != "" && (f.Origin != doc.OriginLearned || *f.Value != tt.want || f.Flagged) {
			t.Errorf("%s: it became %q, %s, flagged %v", name, *f.Value, f.Origin, f.Flagged)
		}
	}
	receipt := read("Gardenia Bakeries")
	receipt.Fields["merchant_address"] = read("Lot 3, Jalan Pelabur 23/1").Fields["merchant"]
	u := learn.Apply(receipt, []doc.Known{{Mark: 1, Field: "merchant_address", Value: "LOT 3 JALAN PELABUR 23/1"}}, doc.Policy{})
	if f := u.Fields["merchant_address"]; *f.Value != "LOT 3 JALAN PELABUR 23/1" || f.Origin != doc.OriginLearned {
		t.Errorf("the address became %q, %s", *f.Value, f.Origin)
	}
	if f := u.Fields["merchant"]; f.Origin != doc.OriginExtracted {
		t.Errorf("by the address alone the name became %s", f.Origin)
	}
}
