package mrz

import (
	"errors"
	"strings"
	"time"
)

// Zone is what a zone says.
type Zone struct {
	Format         Format
	Lines          []string
	Code           string // the document's, such as P, ID, I, V
	Issuer         string // ISO 3166-1 alpha-3 or a code of Doc 9303-3, section 5; D for Germany
	Number         string
	Surname        string // primary identifier, spaces for fillers
	GivenNames     string // secondary identifier
	NamesTruncated bool   // the names fill their place to its end
	Nationality    string
	Birth          Date
	Sex            string // M, F or X for unspecified
	Expiry         Date
	Optional       string // optional data, fillers as spaces
	Checks         []Check
}

// Date of a zone. Unknown parts, which are fillers, are kept as such in Printed
// and leave Value empty.
type Date struct {
	Printed string // YYMMDD
	Value   string // YYYY-MM-DD, empty when it is no date
}

// ErrSize says that lines have the size of no format.
var ErrSize = errors.New("mrz: the lines have the size of no format")

// Parse reads the lines of a zone. now decides the century of a year: nobody is
// born in the future or more than a hundred years ago, and an expiry lies within
// fifty years of today. It gives ErrSize for lines of no format; check digits
// that do not hold are told, not refused.
func Parse(lines []string, now time.Time) (Zone, error) {
	f := FormatOf(lines)
	if f == "" {
		return Zone{}, ErrSize
	}
	l := f.layout()
	z := Zone{
		Format: f, Lines: lines, Checks: Checks(f, lines),
		Code: trimmed(l.kind.of(lines)), Issuer: trimmed(l.issuer.of(lines)), Nationality: trimmed(l.nationality.of(lines)),
		Number: trimmed(l.number.of(lines)), Birth: birthDate(l.birth.of(lines), now), Expiry: expiryDate(l.expiry.of(lines), now),
		Sex: sex(l.sex.of(lines)),
	}
	optional := make([]string, 0, len(l.optional))
	for _, o := range l.optional {
		optional = append(optional, o.of(lines))
	}
	if more, digit, ok := l.numberGoesOn(lines); ok {
		z.Number += more.of(lines)
		optional[0] = lines[digit.line][digit.to:l.optional[0].to]
	}
	for i, o := range optional {
		optional[i] = trimmed(o)
	}
	z.Optional = strings.TrimSpace(strings.Join(optional, " "))
	z.Surname, z.GivenNames, z.NamesTruncated = names(l.names.of(lines))
	return z, nil
}

// trimmed takes the fillers off the end and makes spaces of the others.
func trimmed(s string) string {
	return strings.TrimSpace(strings.ReplaceAll(strings.TrimRight(s, "<"), "<", " "))
}

// names divides the primary from the secondary identifier at the first double
// filler (Doc 9303-3, 4.6). Names that leave no filler at the end may be cut off.
func names(s string) (surname, given string, truncated bool) {
	surname, given, _ = strings.Cut(s, "<<")
	return trimmed(surname), trimmed(given), !strings.HasSuffix(s, "<")
}

func sex(s string) string {
	if s == "<" {
		return "X"
	}
	return s
}

// birthDate lies in the last hundred years.
func birthDate(s string, now time.Time) Date {
	return dated(s, func(year int) int {
		if century := now.Year() / 100 * 100; century+year <= now.Year() {
			return century + year
		}
		return now.Year()/100*100 - 100 + year
	}, now)
}

// expiryDate lies within fifty years of now.
func expiryDate(s string, now time.Time) Date {
	return dated(s, func(year int) int {
		full := now.Year()/100*100 + year
		switch {
		case full > now.Year()+50:
			return full - 100
		case full < now.Year()-49:
			return full + 100
		default:
			return full
		}
	}, time.Time{})
}

// dated is the date of YYMMDD; one after the latest, when that is given, belongs
// to the century before.
func dated(s string, whole func(year int) int, latest time.Time) Date {
	d := Date{Printed: s}
	if strings.Trim(s, "0123456789") != "" {
		return d
	}
	t, err := time.Parse("060102", s)
	if err != nil {
		return d
	}
	t = time.Date(whole(t.Year()%100), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
	if !latest.IsZero() && t.After(latest) {
		t = t.AddDate(-100, 0, 0)
	}
	d.Value = t.Format(time.DateOnly)
	return d
}

// Place names an element of a zone.
type Place int

// The places.
const (
	PlaceCode Place = iota
	PlaceIssuer
	PlaceNumber
	PlaceSurname
	PlaceGiven
	PlaceNationality
	PlaceBirth
	PlaceSex
	PlaceExpiry
	PlaceOptional
)

// Place is where an element stands: characters from to to, exclusive, of a line.
// Of optional data in two places it is the one that holds any.
func (z *Zone) Place(p Place) (line, from, to int) {
	l := z.Format.layout()
	s := l.kind
	switch p {
	case PlaceIssuer:
		s = l.issuer
	case PlaceNumber:
		s = l.number
	case PlaceSurname:
		s = l.names
		s.to = s.from + len(z.Surname)
	case PlaceGiven:
		s = l.names
		s.from += len(z.Surname) + 2
		s.to = s.from + len(z.GivenNames)
	case PlaceNationality:
		s = l.nationality
	case PlaceBirth:
		s = l.birth
	case PlaceSex:
		s = l.sex
	case PlaceExpiry:
		s = l.expiry
	case PlaceOptional:
		s = l.optional[0]
		if len(l.optional) > 1 && trimmed(s.of(z.Lines)) == "" {
			s = l.optional[1]
		}
	}
	return s.line, s.from, min(s.to, len(z.Lines[s.line]))
}
