package extract

import (
	"math"
	"regexp"
	"strings"
	"sync"
	"unicode"

	"deskclerk/backend/doc"
)

var mrzForm = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`[A-Z0-9<]{10,}<<[A-Z0-9<]*`) })

// identityFeatures: a zone or what is left of one, and the shape and emptiness of
// cards.
func (d *evidence) identityFeatures(f Features) {
	if z, ok := d.zone(someDay()); ok {
		set(f, "zone", 1)
		set(f, "zone_held", z.held())
	}
	form, fillers, runs := false, 0, 0
	for i := range d.l.rows {
		text := d.l.rows[i].text
		form = form || mrzForm().MatchString(text)
		fillers += strings.Count(text, "<") + 2*strings.Count(text, "«")
	}
	for i := range d.l.tokens {
		if t := d.l.tokens[i].Text; len(t) >= zoneRun && isZoneLike(t) {
			runs++
		}
	}
	set(f, "mrz", indicator(form))
	set(f, "fillers", math.Min(1, float64(fillers)/8))
	set(f, "runs", math.Min(1, float64(runs)/2))
	set(f, "few_words", math.Max(0, 1-float64(len(d.l.tokens))/80))
	if len(d.l.pages) == 1 {
		w, h := pixels(&d.l.pages[0])
		set(f, "card_shape", indicator(w/h > 1.2 && w/h < 1.75))
	}
}

// zoneRun is the length of a word of capitals and digits that may be part of a
// zone; other papers have shorter ones, or none without a letter in lower case.
const zoneRun = 18

func isZoneLike(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r != '<' && (r < '0' || r > '9') && (r < 'A' || r > 'Z') }) < 0
}

// letterFeatures: prose, and what is left to be filled in.
func (d *evidence) letterFeatures(f Features) {
	prose, lower, long, blanks, asked, marks := 0, 0, 0, 0, 0, 0
	for i := range d.l.rows {
		r := &d.l.rows[i]
		n := r.end - r.first
		_, digits := countLetters(r.text)
		if n >= 7 {
			long++
			if digits == 0 {
				prose += n
			}
		}
		if strings.Contains(r.text, "___") || strings.Contains(r.text, ".....") {
			blanks++
		}
		if t := strings.TrimSpace(r.text); strings.HasSuffix(t, ":") || strings.HasSuffix(t, "?") {
			asked++
		}
	}
	for i := range d.l.tokens {
		if t := d.l.tokens[i].Text; len(t) >= 3 && strings.IndexFunc(t, func(r rune) bool { return !unicode.IsLower(r) }) < 0 {
			lower++
		}
	}
	for i := range d.l.pages {
		marks += len(d.l.pages[i].Marks)
	}
	all := math.Max(1, float64(len(d.l.tokens)))
	set(f, "prose", float64(prose)/all)
	set(f, "lower", float64(lower)/all)
	set(f, "long_rows", float64(long)/math.Max(1, float64(len(d.l.rows))))
	set(f, "blanks", math.Min(1, float64(blanks)/4))
	set(f, "asked", math.Min(1, float64(asked)/4))
	set(f, "boxes", math.Min(1, float64(marks)/4))
}

// held is the share of the zone's check digits that hold.
func (z *zoneWords) held() float64 {
	n := 0
	for _, c := range z.Checks {
		if c.Holds {
			n++
		}
	}
	return float64(n) / float64(len(z.Checks))
}

// zoneType is how sure a zone makes that the paper is an identity document, by
// what the model makes of it: no other paper has one.
func (d *evidence) zoneType() doc.Classification {
	for _, c := range typesTold().Tell(d.typeFeatures()) {
		if c.Name == doc.TypeIdentity {
			return doc.Classification{Name: c.Name, Confidence: c.Confidence}
		}
	}
	return doc.Classification{Name: doc.TypeIdentity}
}
