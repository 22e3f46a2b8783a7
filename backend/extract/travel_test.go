package extract

import (
	"slices"
	"testing"
	"time"

	"deskclerk/backend/doc"
)

// zonePage is a page of print above a passport's zone, each of whose lines is
// one word; readings are other ways to read the second line.
func zonePage(second string, readings ...doc.Reading) []doc.Page {
	lines := []string{"P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", second}
	pages := newSheet(50, "UTOPIA  Passport", "Surname ERIKSSON", "Given names ANNA MARIA", "Passport No. L898902C3", "", lines[0], lines[1])
	ws := pages[0].Words
	for i := range ws {
		ws[i].Passes, ws[i].Agree = 1, 1
	}
	ws[len(ws)-1].Readings = readings
	return pages
}

var now = time.Date(2024, 6, 1, 0, 0, 0, 0, time.UTC)

func TestAPassportsZoneFillsItsFields(t *testing.T) {
	u := Understand(zonePage("L898902C36UTO7408122F1204159ZE184226B<<<<<10"), Options{Now: now})
	if u.Type.Name != doc.TypeIdentity || u.Type.Confidence < 0.99 {
		t.Fatalf("%+v", u.Type)
	}
	wants(t, u, map[string]string{
		"document_kind": "passport", "issuing_country": "UTO", "document_number": "L898902C3", "surname": "ERIKSSON", "given_names": "ANNA MARIA",
		"nationality": "UTO", "birth_date": "1974-08-12", "sex": "F", "expiry_date": "2012-04-15", "personal_number": "ZE184226B",
	})
	for name, f := range u.Fields {
		if f.Flagged {
			t.Errorf("%s is proved by the zone and yet flagged at %.3f", name, f.Confidence)
		}
	}
}

func TestACheckDigitThatDoesNotHoldFlagsWhatItCovers(t *testing.T) {
	u := Understand(zonePage("L898902C37UTO7408122F1204159ZE184226B<<<<<10"), Options{Now: now})
	for _, name := range []string{"document_number", "mrz", "birth_date"} { // nothing of a broken zone is proved
		if !u.Fields[name].Flagged {
			t.Errorf("%s goes through at %.3f", name, u.Fields[name].Confidence)
		}
	}
}

func TestAnotherReadingOfANameFlagsIt(t *testing.T) {
	pages := zonePage("L898902C36UTO7408122F1204159ZE184226B<<<<<10")
	ws := pages[0].Words
	for i := range ws { // the page does not show the name
		if ws[i].Text == "ANNA" {
			ws[i].Text = "ANMA"
		}
	}
	first := &ws[len(ws)-2]
	first.Readings = []doc.Reading{{Text: "P<UTOERIKSSON<<AMNA<MARIA<<<<<<<<<<<<<<<<<<<", Confidence: 0.3, Pass: "zone", Agree: 1, Words: 1}}
	u := Understand(pages, Options{Now: now})
	if !u.Fields["given_names"].Flagged || u.Fields["surname"].Flagged || !u.Fields["mrz"].Flagged || u.Fields["document_number"].Flagged {
		t.Errorf("given names %.3f, surname %.3f", u.Fields["given_names"].Confidence, u.Fields["surname"].Confidence)
	}
}

func TestAReadingThatACheckDigitRefutesHardlyCounts(t *testing.T) {
	u := Understand(zonePage("L898902C36UTO7408122F1204159ZE184226B<<<<<10",
		doc.Reading{Text: "L898902C36UTO7403122F1204159ZE184226B<<<<<10", Confidence: 0.2, Pass: "zone", Agree: 1, Words: 1}), Options{Now: now})
	if f := u.Fields["birth_date"]; f.Flagged {
		t.Errorf("the date of birth is flagged at %.3f though its check digit refutes the other reading", f.Confidence)
	}
}

// seenPage is a passport whose visual zone says what the lines say.
func seenPage(lines ...string) []doc.Page {
	lines = append(lines, "", "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10")
	pages := newSheet(60, lines...)
	for i := range pages[0].Words {
		pages[0].Words[i].Passes, pages[0].Words[i].Agree = 1, 1
	}
	return pages
}

func TestWhatTheVisualZoneContradictsIsShownWithBothValues(t *testing.T) {
	for name, tt := range map[string]struct {
		field, visual string
		lines         []string
	}{
		"another day of birth": {"birth_date", "1974-09-23", []string{"Date of birth", "23 SEP 1974"}},
		"another expiry":       {"expiry_date", "2015-06-30", []string{"Date of expiry: 30.06.2015"}},
		"another number":       {"document_number", "K554913X7", []string{"Passport No.        Type", "K554913X7           P"}},
		"another surname":      {"surname", "WINTERBOTTOM", []string{"Surname / Nom", "WINTERBOTTOM"}},
	} {
		u := Understand(seenPage(tt.lines...), Options{Now: now})
		f := u.Fields[tt.field]
		if !f.Flagged || !slices.Contains(f.Reasons, doc.ReasonConflict) || len(f.Candidates) == 0 || f.Candidates[0].Value != tt.visual {
			t.Errorf("%s: flagged %v for %v, candidates %v", name, f.Flagged, f.Reasons, f.Candidates)
		}
		for other, o := range u.Fields {
			if other != tt.field && o.Flagged {
				t.Errorf("%s: %s is flagged too", name, other)
			}
		}
	}
}

func TestTheVisualZoneMayWriteTheSameInAnotherWay(t *testing.T) {
	for name, lines := range map[string][]string{
		"a month's name":       {"Date of birth", "12 AUG 1974", "Date of expiry", "15 APR 2012"},
		"the other word order": {"Given names", "Maria Anna", "Surname", "Eriksson"},
		"one misread letter":   {"Surname", "ER1KSSQN", "Given names", "ANNA"},
		"captions without values": {
			"Surname / Nom", "Given names / Prénoms", "Date of birth / Date de naissance",
		},
		"the day of issue beside": {"Date of issue    Date of expiry", "16.04.2007       15.04.2012"},
		"a look-alike":            {"Passport No.", "L8989O2C3"},
	} {
		for field, f := range Understand(seenPage(lines...), Options{Now: now}).Fields {
			if f.Flagged {
				t.Errorf("%s: %s is flagged for %v beside %v", name, field, f.Reasons, f.Candidates)
			}
		}
	}
}

func TestTransliterationsAreOneName(t *testing.T) {
	for _, pair := range [][2]string{
		{"MUELLER", "Müller"},
		{"MULLER", "Müller"},
		{"WEISS", "Weiß"},
		{"OESTERGAARD", "Østergård"},
		{"CASTANO", "CASTAÑO"},
		{"LUKASZ", "Łukasz"},
		{"OHARA", "O'Hara"},
		{"KARL HEINZ", "Karl-Heinz"},
		{"DE LA CRUZ", "De la Cruz García"},
	} {
		if !sharesAName(pair[0], pair[1]) {
			t.Errorf("%q and %q are two names", pair[0], pair[1])
		}
	}
	for _, pair := range [][2]string{{"MUELLER", "Schmidt"}, {"ANNA", "Peter"}} {
		if sharesAName(pair[0], pair[1]) {
			t.Errorf("%q and %q are one name", pair[0], pair[1])
		}
	}
}

func TestAnIdentityDocumentWithoutAZoneGoesToAPersonWithWhatIsPrinted(t *testing.T) {
	pages := newSheet(60, "DRIVING LICENCE", "Surname", "Eriksson", "Given names", "Anna Maria", "Date of birth", "12.08.1974", "Document No.", "K554913X7")
	u := Understand(pages, Options{Now: now, Type: doc.TypeIdentity})
	wants(t, u, map[string]string{"surname": "Eriksson", "given_names": "Anna Maria", "birth_date": "1974-08-12", "document_number": "K554913X7"})
	for name, f := range u.Fields {
		if f.Value != nil && !f.Flagged {
			t.Errorf("%s goes through at %.2f, and nothing proves it", name, f.Confidence)
		}
	}
}
