package extract

import (
	"strings"
	"testing"

	"deskclerk/backend/doc"
)

// lease is a made-up form with every kind of field.
func lease() doc.Definition {
	return doc.Definition{
		Schema: doc.DefinitionSchema, Name: "lease", Title: "Lease", Keywords: []string{"Tenancy agreement"},
		Fields: []doc.FieldDef{
			{Name: "tenant", Kind: doc.KindText, Labels: []string{"Tenant", "Lessee"}, Required: true},
			{Name: "rent", Kind: doc.KindMoney, Labels: []string{"Monthly rent"}},
			{Name: "begins", Kind: doc.KindDate, Labels: []string{"Begin of lease"}},
			{Name: "floor", Kind: doc.KindChoice, Labels: []string{"Floor"}, Choices: []string{"ground", "first", "second"}},
			{Name: "account", Kind: doc.KindIBAN, Labels: []string{"Account"}},
			{Name: "unit", Kind: doc.KindPattern, Pattern: `[A-Z]{2}-\d{4}`},
			{Name: "pets", Kind: doc.KindCheckbox, Labels: []string{"Pets allowed"}},
			{Name: "smoking", Kind: doc.KindCheckbox, Labels: []string{"Smoking allowed"}},
		},
		Tables: []doc.TableDef{{Name: "keys", Columns: []doc.ColumnDef{
			{Name: "key", Title: "Key", Kind: doc.KindText}, {Name: "pieces", Title: "Pieces", Kind: doc.KindNumber},
		}}},
	}
}

func leasePages() []doc.Page {
	pages := newSheet(80,
		"                    TENANCY AGREEMENT",
		"",
		"Lessee: Martha Holm              Unit no. AB-4711",
		"Monthly rent              1.250,00 EUR",
		"",
		"Begin of lease        Floor",
		"01.02.2026            frst",
		"",
		"Account DE89 3704 0044 0532 0130 00",
		"",
		"   Pets allowed",
		"   Smoking allowed",
		"",
		"Key                        Pieces",
		"Front door                      3",
		"Cellar                          1",
	)
	at := func(row int, fill float64) doc.Mark {
		for _, w := range pages[0].Words {
			if w.Line == row {
				return doc.Mark{Fill: fill, Box: doc.Box{Left: 0, Right: 0.02, Top: w.Box.Top, Bottom: w.Box.Bottom}}
			}
		}
		return doc.Mark{}
	}
	pages[0].Marks = []doc.Mark{at(10, 0.35), at(11, 0.01)}
	return pages
}

func TestADefinedTypeIsFoundByItsWordsAndRead(t *testing.T) {
	u := Understand(leasePages(), Options{Types: []doc.Definition{lease()}})
	if u.Type.Name != "lease" || u.Definition == nil || u.Definition.Name != "lease" {
		t.Fatalf("type %+v", u.Type)
	}
	wants(t, u, map[string]string{
		"tenant": "Martha Holm", "rent": "1250.00", "begins": "2026-02-01", "floor": "first",
		"account": "DE89370400440532013000", "unit": "AB-4711", "pets": "yes", "smoking": "no",
	})
	rows := u.Tables["keys"].Rows
	if len(rows) != 2 || deref(rows[0].Cells["key"].Value) != "Front door" || deref(rows[1].Cells["pieces"].Value) != "1" {
		t.Errorf("keys %+v", u.Tables["keys"])
	}
}

func TestAPatternIsFoundFarInARowOfManyWords(t *testing.T) {
	for _, before := range []int{0, 1, 11, 12, 13, 30} {
		pages := newSheet(300,
			"TENANCY AGREEMENT",
			"Lessee: Martha Holm",
			strings.Repeat("so it is ", 11)[:3*before]+"AB-4711 is let",
		)
		u := Understand(pages, Options{Type: "lease", Types: []doc.Definition{lease()}})
		wants(t, u, map[string]string{"unit": "AB-4711"})
	}
}

func TestOtherPapersAreNotTakenForADefinedType(t *testing.T) {
	for name, pages := range map[string][]doc.Page{"an invoice": germanInvoice(), "a receipt": tillReceipt()} {
		if u := Understand(pages, Options{Types: []doc.Definition{lease()}}); u.Type.Name == "lease" {
			t.Errorf("%s was taken for a lease", name)
		}
	}
}

func TestWhatIsRequiredAndMissingIsFlagged(t *testing.T) {
	def := lease()
	def.Fields[0].Labels = []string{"Guarantor"}
	f := Understand(leasePages(), Options{Type: "lease", Types: []doc.Definition{def}}).Fields["tenant"]
	if f.Value != nil || !f.Flagged || f.Reasons[0] != doc.ReasonMissing {
		t.Errorf("%+v", f)
	}
}

func TestPointingAtAValueTeachesItsLabelAndSide(t *testing.T) {
	pages := leasePages()
	boxOf := func(texts ...string) (b doc.Box) {
		for _, w := range pages[0].Words {
			for _, s := range texts {
				if w.Text == s {
					b = b.Union(w.Box)
				}
			}
		}
		return b
	}
	for _, tt := range []struct {
		name  string
		box   doc.Box
		label string
		place doc.Placement
		kind  doc.FieldKind
		value string
	}{
		{"text behind its label", boxOf("Martha", "Holm"), "Lessee", doc.PlaceRight, doc.KindText, "Martha Holm"},
		{"a sum in the next column", boxOf("1.250,00"), "Monthly rent", doc.PlaceRight, doc.KindMoney, "1250.00"},
		{"a date under its label", boxOf("01.02.2026"), "Begin of lease", doc.PlaceBelow, doc.KindDate, "2026-02-01"},
		{"an account", boxOf("DE89", "3704", "0044", "0532", "0130", "00"), "Account", doc.PlaceRight, doc.KindIBAN, "DE89370400440532013000"},
		{"a code that only looks like a number", boxOf("AB-4711"), "Unit no", doc.PlaceRight, doc.KindText, "AB-4711"},
		{"a box to tick", pages[0].Marks[0].Box, "Pets allowed", doc.PlaceLeft, doc.KindCheckbox, "yes"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := Teach(pages, 1, tt.box)
			if err != nil {
				t.Fatal(err)
			}
			if got.Label != tt.label || got.Kind != tt.kind || got.Value != tt.value || got.Anchor == nil || got.Anchor.Place != tt.place {
				t.Errorf("%+v, anchor %+v", got, got.Anchor)
			}
		})
	}
	if _, err := Teach(pages, 1, doc.Box{Left: 0.9, Top: 0.9, Right: 0.95, Bottom: 0.95}); doc.CodeOf(err) != doc.CodeNotFound {
		t.Errorf("pointing at nothing: %v", err)
	}
}

func TestWhatWasTaughtIsFoundOnOtherDocuments(t *testing.T) {
	sample := newSheet(60, "DELIVERY NOTE", "", "Consignee", "Harbour Mills Ltd", "", "Weight net:   420,5 kg")
	def := doc.Definition{Name: "delivery", Title: "Delivery", Keywords: Keywords([][]doc.Page{sample})}
	for _, point := range []struct{ name, from, to string }{{"consignee", "Harbour", "Ltd"}, {"weight", "420,5", "420,5"}} {
		var box doc.Box
		in := false
		for _, w := range sample[0].Words {
			in = in || w.Text == point.from
			if in {
				box = box.Union(w.Box)
			}
			in = in && w.Text != point.to
		}
		l, err := Teach(sample, 1, box)
		if err != nil {
			t.Fatal(err)
		}
		def.Fields = append(def.Fields, doc.FieldDef{Name: point.name, Kind: l.Kind, Anchors: []doc.Anchor{*l.Anchor}})
	}
	if err := def.Check(); err != nil {
		t.Fatal(err)
	}
	other := newSheet(60, "Delivery note", "", "", "Consignee", "Anna Berg & Sons", "Weight net:   12,0 kg")
	u := Understand(other, Options{Types: []doc.Definition{def}})
	if u.Type.Name != "delivery" {
		t.Fatalf("type %+v with keywords %q", u.Type, def.Keywords)
	}
	wants(t, u, map[string]string{"consignee": "Anna Berg & Sons", "weight": "12"})
}

func TestBoxesAndPairsAreReadWithoutADefinition(t *testing.T) {
	u := Understand(leasePages(), Options{Type: doc.TypeOther})
	found := map[string]string{}
	for _, p := range u.Pairs {
		found[p.Key] = p.Value
	}
	if found["Pets allowed"] != doc.CheckedYes || found["Smoking allowed"] != doc.CheckedNo || found["Lessee"] != "Martha Holm" {
		t.Errorf("pairs %q", found)
	}
}

func TestDatesOfAPaperThatPutsTheMonthFirstAreReadSo(t *testing.T) {
	for _, tt := range []struct{ name, other, want string }{
		{"the other date has a day over twelve in the second place", "Signed 02/25/2026", "2026-03-04"},
		{"the other date has it in the first", "Signed 25/02/2026", "2026-04-03"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			pages := newSheet(60, "TENANCY AGREEMENT", "", "Tenant: Martha Holm", "Begin of lease: 03/04/2026", tt.other)
			u := Understand(pages, Options{Type: "lease", Types: []doc.Definition{lease()}})
			wants(t, u, map[string]string{"begins": tt.want})
			l, err := Teach(pages, 1, boxOfWord(pages[0], "03/04/2026"))
			if err != nil {
				t.Fatal(err)
			}
			if l.Kind != doc.KindDate || l.Value != tt.want {
				t.Errorf("taught %s %q, want %q", l.Kind, l.Value, tt.want)
			}
		})
	}
}

func boxOfWord(p doc.Page, text string) doc.Box {
	for _, w := range p.Words {
		if w.Text == text {
			return w.Box
		}
	}
	return doc.Box{}
}

func TestOfTwoBoxesToTickTheOneThatIsPointedAtIsTaught(t *testing.T) {
	pages := leasePages()
	pets, smoking := pages[0].Marks[0].Box, pages[0].Marks[1].Box
	for _, tt := range []struct {
		name string
		box  doc.Box
		want string
	}{
		{"drawn from the first far into the second", doc.Box{Left: pets.Left, Right: pets.Right, Top: pets.CenterY(), Bottom: smoking.Bottom}, "Smoking allowed"},
		{"a point in the second", doc.Box{Left: smoking.CenterX() - 0.001, Right: smoking.CenterX() + 0.001, Top: smoking.CenterY() - 0.001, Bottom: smoking.CenterY() + 0.001}, "Smoking allowed"},
		{"a point in the first", doc.Box{Left: pets.CenterX() - 0.001, Right: pets.CenterX() + 0.001, Top: pets.CenterY() - 0.001, Bottom: pets.CenterY() + 0.001}, "Pets allowed"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			l, err := Teach(pages, 1, tt.box)
			if err != nil {
				t.Fatal(err)
			}
			if l.Kind != doc.KindCheckbox || l.Label != tt.want {
				t.Errorf("taught %s %q, want %q", l.Kind, l.Label, tt.want)
			}
		})
	}
}

func TestASumBehindALabelIsNoNumberAndNoneOfALongerPhrase(t *testing.T) {
	def := doc.Definition{
		Schema: doc.DefinitionSchema, Name: "note", Title: "Note", Keywords: []string{"Adjustment note"},
		Fields: []doc.FieldDef{
			{Name: "tax", Kind: doc.KindMoney, Labels: []string{"GST"}},
			{Name: "payable", Kind: doc.KindMoney, Labels: []string{"Total payable"}},
		},
	}
	pages := newSheet(50,
		"NORTH MILL BAKERY",
		"GST ID: 000381399040",
		"ADJUSTMENT NOTE",
		"Total 6% supplies (excl. GST):      12.96",
		"GST:                                 0.78",
		"Total 6% supplies (inc. GST):       13.74",
		"Total payable:                      19",
	)
	u := Understand(pages, Options{Type: "note", Types: []doc.Definition{def}})
	if f := u.Fields["tax"]; f.Value == nil || *f.Value != "0.78" || f.Flagged {
		t.Errorf("tax %+v", f)
	}
	if f := u.Fields["payable"]; f.Value == nil || *f.Value != "19.00" || !f.Flagged {
		t.Errorf("a sum that lost its decimals goes through: %+v", f)
	}
}

func TestAValueThatPassesReadInTwoWaysIsLookedAt(t *testing.T) {
	pages := leasePages()
	for i := range pages[0].Words {
		if w := &pages[0].Words[i]; w.Text == "01.02.2026" {
			w.Readings = []doc.Reading{{Text: "01.08.2026", Confidence: 0.8, Words: 1, Agree: 1}}
			w.Passes, w.Agree = 2, 1
		}
	}
	for want, p := range map[bool][]doc.Page{false: leasePages(), true: pages} {
		if f := Understand(p, Options{Type: "lease", Types: []doc.Definition{lease()}}).Fields["begins"]; f.Value == nil || f.Flagged != want {
			t.Errorf("%+v, want flagged %v", f, want)
		}
	}
}
