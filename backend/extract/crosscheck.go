package extract

import (
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"deskclerk/backend/doc"
	"deskclerk/backend/mrz"
)

// sureVisual is how surely the visual zone must have been read for it to stand
// against the machine readable one.
const sureVisual = 0.85

// crossCheck holds the fields that a zone gave against what the visual zone says.
// Agreement adds nothing to what check digits prove; a field that both say
// surely and differently goes to a person, with both values.
func (d *evidence) crossCheck(fields map[string]doc.Field) {
	for name, v := range d.visual() {
		f := fields[name]
		if f.Value == nil || v.sure < sureVisual || d.visible(name, *f.Value) || agrees(name, *f.Value, v.value) {
			continue
		}
		box := v.box
		f.Candidates = append([]doc.Candidate{{Value: v.value, Raw: v.raw, Confidence: min(v.sure, 1-f.Confidence), Page: v.page, Box: &box}}, f.Candidates...)
		f.Flagged = true
		if !slices.Contains(f.Reasons, doc.ReasonConflict) {
			f.Reasons = append(f.Reasons, doc.ReasonConflict)
		}
		fields[name] = f
	}
}

// visible reports whether the page shows the value anywhere beside the zone.
func (d *evidence) visible(name, value string) bool {
	switch name {
	case "birth_date", "expiry_date":
		for _, spots := range [][]dateSpot{d.dates, d.vague} {
			for i := range spots {
				if slices.ContainsFunc(spots[i].found.readings, func(r reading) bool { return r.String() == value }) {
					return true
				}
			}
		}
		return false
	case "document_number":
		return d.shows(value)
	default:
		words := strings.Fields(value)
		return len(words) > 0 && !slices.ContainsFunc(words, func(w string) bool { return !d.shows(w) })
	}
}

// agrees reports whether what two zones say may be one value: other word order,
// transliterations, names cut short, and what reading takes for each other.
func agrees(name, zone, visual string) bool {
	switch name {
	case "birth_date", "expiry_date", "document_number":
		return alikeTexts(doc.CompactIdentifier(zone), doc.CompactIdentifier(visual))
	default:
		return sharesAName(zone, visual)
	}
}

// alikeTexts reports texts of one length that differ in one character at most,
// and there only in look-alikes.
func alikeTexts(a, b string) bool {
	if len(a) != len(b) {
		return strings.Contains(a, b) || strings.Contains(b, a)
	}
	at := mrz.Differ(a, b)
	return len(at) == 0 || len(at) == 1 && mrz.Alike(a[at[0]], b[at[0]])
}

// likeName is the similarity from which two words are one name, misread.
const likeName = 0.6

// sharesAName reports whether one word of the zone is, nearly, one of the visual
// zone, in one of its transliterations.
func sharesAName(zone, visual string) bool {
	for z := range strings.FieldsSeq(zone) {
		for v := range strings.FieldsFuncSeq(visual, func(r rune) bool { return strings.ContainsRune(" -,/'’", r) }) {
			for _, t := range transliterated(v) {
				if similar(z, t) >= likeName {
					return true
				}
			}
		}
	}
	joined := doc.CompactIdentifier(zone)
	return slices.ContainsFunc(transliterated(visual), func(t string) bool { return similar(joined, doc.CompactIdentifier(t)) >= likeName })
}

// similar is 1 less the edits between two texts, as a share of the longer one.
func similar(a, b string) float64 {
	x, y := []rune(a), []rune(b)
	n := max(len(x), len(y))
	if n == 0 {
		return 0
	}
	return 1 - float64(distance(x, y, n))/float64(n)
}

// transliterated are the ways that zones write a name: letters of their own for
// marked ones (Doc 9303-3, section 6), or the bare letters.
func transliterated(s string) []string {
	out := []string{doc.CompactIdentifier(plainLetters(s))}
	bare := strings.Map(func(r rune) rune {
		if r >= 0x300 && r <= 0x36f {
			return -1
		}
		return r
	}, norm.NFKD.String(strings.NewReplacer("Ø", "O", "ø", "o", "Ł", "L", "ł", "l", "Đ", "D", "đ", "d", "Æ", "AE", "æ", "ae", "ß", "ss").Replace(s)))
	if b := doc.CompactIdentifier(bare); b != out[0] {
		out = append(out, b)
	}
	return out
}
