package validate

import (
	"strings"
	"time"

	"deskclerk/backend/doc"
	"deskclerk/backend/mrz"
)

// identityRules are those of identity documents, one for each check digit of a
// machine readable zone (ICAO Doc 9303-3, 4.9).
func identityRules() []rule {
	identity := []doc.Type{doc.TypeIdentity}
	return []rule{
		{"mrz_form", doc.SeverityError, identity, mrzForm},
		{"mrz_check_number", doc.SeverityError, identity, mrzCheck(mrz.CheckNumber, "mrz_check_number", "document_number")},
		{"mrz_check_birth", doc.SeverityError, identity, mrzCheck(mrz.CheckBirth, "mrz_check_birth", "birth_date")},
		{"mrz_check_expiry", doc.SeverityError, identity, mrzCheck(mrz.CheckExpiry, "mrz_check_expiry", "expiry_date")},
		{"mrz_check_optional", doc.SeverityError, identity, mrzCheck(mrz.CheckOptional, "mrz_check_optional", "personal_number")},
		{"mrz_check_composite", doc.SeverityError, identity, mrzCheck(mrz.CheckComposite, "mrz_check_composite")},
		{"mrz_matches_fields", doc.SeverityError, identity, mrzMatches},
		{"mrz_country", doc.SeverityWarning, identity, mrzCountry},
		{"birth_not_future", doc.SeverityError, identity, birthNotFuture},
		{"expiry_after_birth", doc.SeverityError, identity, expiryAfterBirth},
		{"not_expired", doc.SeverityWarning, identity, notExpired},
	}
}

// zone of the document; ok is false when it has none, or one of no format.
func (s sheet) zone() (z mrz.Zone, ok bool) {
	z, err := mrz.Parse(strings.Split(s.value("mrz"), "\n"), s.now)
	return z, err == nil
}

// mrzForm: the zone has the size of one of the formats.
func mrzForm(s sheet) []finding {
	if _, ok := s.zone(); ok || s.value("mrz") == "" {
		return nil
	}
	return fail(breaks("mrz_form"), "mrz")
}

// mrzCheck holds one check digit of the zone against what it covers.
func mrzCheck(name, rule string, fields ...string) func(sheet) []finding {
	return func(s sheet) []finding {
		z, ok := s.zone()
		if !ok {
			return nil
		}
		for _, c := range z.Checks {
			if c.Name == name && !c.Holds {
				return fail(breaks(rule), append([]string{"mrz"}, fields...)...)
			}
		}
		return nil
	}
}

// mrzMatches: the fields say what the zone says; a person may have corrected one
// and not the other.
func mrzMatches(s sheet) []finding {
	z, ok := s.zone()
	if !ok {
		return nil
	}
	var out []finding
	for _, e := range []struct{ field, zone string }{
		{"document_number", z.Number},
		{"birth_date", z.Birth.Value},
		{"expiry_date", z.Expiry.Value},
		{"surname", z.Surname},
		{"given_names", z.GivenNames},
	} {
		v := s.value(e.field)
		if v == "" || e.zone == "" || doc.CompactIdentifier(v) == doc.CompactIdentifier(e.zone) || strings.IndexFunc(v, func(r rune) bool { return r > 'z' }) >= 0 {
			continue
		}
		out = append(out, finding{fields: []string{e.field}, said: breaks("mrz_matches_fields"), field: e.field, value: e.zone})
	}
	return out
}

// mrzCountry: the codes are those of a country or an organisation.
func mrzCountry(s sheet) []finding {
	var out []finding
	for _, name := range []string{"issuing_country", "nationality"} {
		if v := s.value(name); v != "" && !mrz.Known(v) {
			out = append(out, finding{fields: []string{name}, said: breaks("mrz_country")})
		}
	}
	return out
}

// birthNotFuture: who has a document is born.
func birthNotFuture(s sheet) []finding {
	if t, ok := s.date("birth_date"); ok && t.After(s.now.AddDate(0, 0, 1)) {
		return fail(breaks("birth_not_future"), "birth_date")
	}
	return nil
}

// expiryAfterBirth: no document expires before its holder is born.
func expiryAfterBirth(s sheet) []finding {
	birth, ok1 := s.date("birth_date")
	expiry, ok2 := s.date("expiry_date")
	if ok1 && ok2 && !expiry.After(birth) {
		return fail(breaks("expiry_after_birth"), "birth_date", "expiry_date")
	}
	return nil
}

// notExpired: the document is valid today. An expired one is no misreading, so
// it goes through with a warning.
func notExpired(s sheet) []finding {
	t, ok := s.date("expiry_date")
	if !ok || !t.Before(s.now.Truncate(24*time.Hour)) {
		return nil
	}
	return fail(breaks("not_expired", "date", t.Format(time.DateOnly)), "expiry_date")
}
