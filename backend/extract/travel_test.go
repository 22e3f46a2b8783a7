package extract

import (
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
