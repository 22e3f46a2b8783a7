package extract

import (
	"slices"
	"strings"

	"deskclerk/backend/doc"
	"deskclerk/backend/mrz"
)

// How sure the fields of a zone can be.
const (
	zoneMost      = 0.998 // read without doubt, its check digit holds
	zoneUnchecked = 0.992 // read without doubt, nothing checks it
	zoneSeen      = 0.997 // the page says the same beside the zone
	zoneMended    = 0.93  // a character was changed
	zoneBroken    = 0.60  // another check digit does not hold
	zoneFailed    = 0.30  // its own does not
)

// travel fills the fields of an identity document from its zone.
func (d *evidence) travel(z *zoneWords, p doc.Policy) map[string]doc.Field {
	out := map[string]doc.Field{}
	for _, s := range doc.TypeIdentity.Spec().Fields {
		e := d.element(z, s.Name)
		out[s.Name] = probable(doc.TypeIdentity, s, Candidate{Value: e.value, Raw: e.raw, Page: z.page, Box: e.box, Confidence: e.sure}, p)
	}
	d.crossCheck(out)
	return out
}

// visualOnly is how sure a value may be that the visual zone alone gives: nothing
// proves it, so a person looks.
const visualOnly = 0.8

// withoutZone fills the fields of an identity document that has no machine
// readable zone, or one that could not be read, from the visual zone.
func (d *evidence) withoutZone(p doc.Policy) map[string]doc.Field {
	out := map[string]doc.Field{}
	seen := d.visual()
	for _, s := range doc.TypeIdentity.Spec().Fields {
		v := seen[s.Name]
		c := Candidate{Value: v.value, Raw: v.raw, Page: v.page, Box: v.box, Confidence: visualOnly * v.sure}
		out[s.Name] = probable(doc.TypeIdentity, s, c, p)
	}
	return out
}

// probable is the field of a candidate whose confidence is a probability by
// itself.
func probable(t doc.Type, s doc.FieldSpec, c Candidate, p doc.Policy) doc.Field {
	f := doc.Field{Origin: doc.OriginExtracted, Reasons: []string{}, Candidates: []doc.Candidate{}}
	if c.Value == "" {
		if s.Required {
			f.Flagged, f.Reasons = true, append(f.Reasons, doc.ReasonMissing)
		}
		return f
	}
	f.Value, f.Raw, f.Page, f.Confidence = &c.Value, c.Raw, c.Page, c.Confidence
	if !c.Box.Empty() {
		f.Box = &c.Box
	}
	flagBelow(&f, string(t)+"."+s.Name, p)
	return f
}

// byItself is the threshold of a confidence that is a probability by itself.
func byItself(target float64) float64 { return 1 - target }

// flagBelow flags a field whose confidence is a probability by itself: it is
// shown when it may be wrong more often than the policy bears.
func flagBelow(f *doc.Field, name string, p doc.Policy) {
	if f.Confidence < p.Threshold(name, byItself) {
		f.Flagged, f.Reasons = true, append(f.Reasons, doc.ReasonLowConfidence)
	}
	if p.AlwaysVerify(name) {
		f.Flagged, f.Reasons = true, append(f.Reasons, doc.ReasonAlwaysVerify)
	}
}

// element is what a zone says of one field.
type element struct {
	value, raw string
	sure       float64
	box        doc.Box
}

// element of a field's name.
func (d *evidence) element(z *zoneWords, name string) element {
	switch name {
	case "document_kind":
		return z.at(kindOf(z.Code), mrz.PlaceCode, "")
	case "issuing_country":
		return z.at(z.Issuer, mrz.PlaceIssuer, "")
	case "document_number":
		return d.seen(z.at(z.Number, mrz.PlaceNumber, mrz.CheckNumber))
	case "surname":
		return d.seen(z.at(z.Surname, mrz.PlaceSurname, ""))
	case "given_names":
		return d.seen(z.at(z.GivenNames, mrz.PlaceGiven, ""))
	case "nationality":
		return z.at(z.Nationality, mrz.PlaceNationality, "")
	case "birth_date":
		return z.at(z.Birth.Value, mrz.PlaceBirth, mrz.CheckBirth)
	case "sex":
		return z.at(z.Sex, mrz.PlaceSex, "")
	case "expiry_date":
		return z.at(z.Expiry.Value, mrz.PlaceExpiry, mrz.CheckExpiry)
	case "personal_number":
		return z.at(z.Optional, mrz.PlaceOptional, mrz.CheckOptional)
	default:
		return z.lines()
	}
}

// kindOf tells a document's kind by its code (Doc 9303-4, 4.2.2; -5; -7).
func kindOf(code string) string {
	switch {
	case strings.HasPrefix(code, "P"):
		return "passport"
	case strings.HasPrefix(code, "V"):
		return "visa"
	case code == "AC":
		return "crew member certificate"
	default:
		return "identity card"
	}
}

// at is an element with the value in its place. check names the check digit that
// covers it, in a format that has it.
func (z *zoneWords) at(value string, place mrz.Place, check string) element {
	line, from, to := z.Place(place)
	if value == "" || to <= from {
		return element{}
	}
	covered := z.covered(place, check)
	e := element{value: value, raw: z.Lines[line][from:to], box: stretchOf(z.words[line].Box, from, to, len(z.Lines[line]))}
	most := zoneUnchecked
	if covered != "" {
		most = zoneMost
	}
	e.sure = most - z.doubt(line, from, to, covered)
	if z.mended(line, from, to) {
		e.sure = min(e.sure, zoneMended)
	}
	switch {
	case check != "" && z.has(check) && !z.holds(check):
		e.sure = min(e.sure, zoneFailed)
	case !z.whole():
		e.sure = min(e.sure, zoneBroken)
	}
	e.sure = max(0.01, e.sure)
	return e
}

// covered is the check digit that would notice a misreading: the place's own, or
// the composite one.
func (z *zoneWords) covered(place mrz.Place, check string) string {
	switch {
	case check != "" && z.has(check):
		return check
	case place == mrz.PlaceOptional && z.has(mrz.CheckComposite):
		return mrz.CheckComposite
	default:
		return ""
	}
}

func (z *zoneWords) has(check string) bool {
	for _, c := range z.Checks {
		if c.Name == check {
			return true
		}
	}
	return false
}

// stretchOf is the part of a line's box that its characters [from, to) have.
func stretchOf(b doc.Box, from, to, length int) doc.Box {
	w := b.Width() / float64(length)
	return doc.Box{Left: b.Left + w*float64(from), Top: b.Top, Right: b.Left + w*float64(to), Bottom: b.Bottom}
}

// lines is the element of the whole zone.
func (z *zoneWords) lines() element {
	e := element{value: strings.Join(z.Lines, "\n"), raw: strings.Join(z.Lines, "\n"), sure: zoneUnchecked}
	for i, l := range z.Lines {
		e.box = e.box.Union(z.words[i].Box)
		checked := ""
		if z.has(mrz.CheckComposite) {
			checked = mrz.CheckComposite
		}
		e.sure -= z.doubt(i, 0, len(l), checked)
		if z.mended(i, 0, len(l)) {
			e.sure = min(e.sure, zoneMended)
		}
	}
	if !z.whole() {
		e.sure = min(e.sure, zoneFailed)
	}
	e.sure = max(0.01, e.sure)
	return e
}

// seen is surer where the page shows the same beside the zone.
func (d *evidence) seen(e element) element {
	if e.value == "" || e.sure < 0.5 {
		return e
	}
	for word := range strings.FieldsSeq(e.value) {
		if len(word) > 1 && !d.shows(word) {
			return e
		}
	}
	e.sure = max(e.sure, min(zoneSeen, 1-(1-e.sure)/4))
	return e
}

// shows reports whether a word outside of the zone says the same.
func (d *evidence) shows(text string) bool {
	want := doc.CompactIdentifier(text)
	for i := range d.l.tokens {
		t := &d.l.tokens[i]
		if !mrz.IsLine(t.Text) && slices.Contains(transliterated(t.Text), want) {
			return true
		}
	}
	return false
}

// plainLetters writes letters as zones do (Doc 9303-3, section 6).
func plainLetters(s string) string {
	return strings.NewReplacer("Ä", "AE", "ä", "AE", "Ö", "OE", "ö", "OE", "Ü", "UE", "ü", "UE", "ß", "SS", "Å", "AA", "å", "AA", "Æ", "AE", "æ", "AE", "Ø", "OE", "ø", "OE").Replace(s)
}
