package validate

import (
	"slices"
	"strings"
	"testing"
	"time"

	"deskclerk/backend/doc"
)

var day = time.Date(2024, 6, 1, 9, 0, 0, 0, time.UTC)

func identity(lines string, fields map[string]string) doc.Understanding {
	u := doc.Understanding{Type: doc.Classification{Name: doc.TypeIdentity}, Fields: map[string]doc.Field{}}
	for _, s := range doc.TypeIdentity.Spec().Fields {
		u.Fields[s.Name] = doc.Field{}
	}
	for name, v := range map[string]string{"mrz": lines, "document_number": "L898902C3", "surname": "ERIKSSON", "birth_date": "1974-08-12", "expiry_date": "2032-04-15"} {
		u.Fields[name] = doc.Field{Value: &v, Confidence: 0.99}
	}
	for name, v := range fields {
		u.Fields[name] = doc.Field{Value: &v, Confidence: 0.99}
	}
	return u
}

const utopia = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n"

func rulesOf(u doc.Understanding) (out []string) {
	for _, i := range u.Issues {
		out = append(out, i.Rule)
	}
	return out
}

func TestEachCheckDigitHasItsRule(t *testing.T) {
	for _, c := range []struct {
		name, second string
		want         []string
	}{
		{"all hold", "L898902C36UTO7408122F3204153ZE184226B<<<<<16", nil},
		{"the number's", "L898902C37UTO7408122F3204153ZE184226B<<<<<16", []string{"mrz_check_number", "mrz_check_composite"}},
		{"the birth's", "L898902C36UTO7408123F3204153ZE184226B<<<<<16", []string{"mrz_check_birth", "mrz_check_composite"}},
		{"the expiry's", "L898902C36UTO7408122F3204154ZE184226B<<<<<16", []string{"mrz_check_expiry", "mrz_check_composite"}},
		{"the optional data's", "L898902C36UTO7408122F3204153ZE184226B<<<<<26", []string{"mrz_check_optional", "mrz_check_composite"}},
		{"the composite one", "L898902C36UTO7408122F3204153ZE184226B<<<<<17", []string{"mrz_check_composite"}},
	} {
		u := Apply(identity(utopia+c.second, nil), day)
		got := slices.DeleteFunc(rulesOf(u), func(r string) bool { return !strings.HasPrefix(r, "mrz_check") })
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
		if u.Fields["mrz"].Flagged != (len(c.want) > 0) || u.Flagged() != (len(c.want) > 0) {
			t.Errorf("%s: flagged %v", c.name, u.Flagged())
		}
	}
}

func TestAnExpiredDocumentIsNotedAndGoesThrough(t *testing.T) {
	u := Apply(identity(utopia+"L898902C36UTO7408122F1204159ZE184226B<<<<<10", map[string]string{"expiry_date": "2012-04-15"}), day)
	if got := rulesOf(u); !slices.Equal(got, []string{"not_expired"}) || u.Flagged() {
		t.Errorf("%v, flagged %v", got, u.Flagged())
	}
}

func TestAFieldThatTheZoneContradictsIsFlaggedWithWhatItSays(t *testing.T) {
	u := Apply(identity(utopia+"L898902C36UTO7408122F3204153ZE184226B<<<<<16", map[string]string{"document_number": "L898902G3"}), day)
	i := slices.IndexFunc(u.Issues, func(i doc.Issue) bool { return i.Rule == "mrz_matches_fields" })
	if i < 0 || u.Issues[i].Suggestion == nil || u.Issues[i].Suggestion.Value != "L898902C3" || !u.Fields["document_number"].Flagged {
		t.Errorf("%+v", u.Issues)
	}
}

func TestDatesThatCannotBe(t *testing.T) {
	u := Apply(identity(utopia+"too short", map[string]string{"birth_date": "2030-01-01", "expiry_date": "2029-01-01"}), day)
	for _, want := range []string{"mrz_form", "birth_not_future", "expiry_after_birth"} {
		if !slices.Contains(rulesOf(u), want) {
			t.Errorf("no %s in %v", want, rulesOf(u))
		}
	}
}
