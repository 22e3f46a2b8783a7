package mrz

import (
	"math"
	"slices"
	"strings"
	"testing"
	"time"
)

// The specimens of Doc 9303: part 4 appendix A, part 5 and 6 likewise, part 7.
var specimens = map[Format][]string{
	TD3:  {"P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10"},
	TD1:  {"I<UTOD231458907<<<<<<<<<<<<<<<", "7408122F1204159UTO<<<<<<<<<<<6", "ERIKSSON<<ANNA<MARIA<<<<<<<<<<"},
	TD2:  {"I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<", "D231458907UTO7408122F1204159<<<<<<<6"},
	MRVA: {"V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L8988901C4XXX4009078F96121096ZE184226B<<<<<<"},
	MRVB: {"V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<", "L8988901C4XXX4009078F9612109<<<<<<<<"},
}

var today = time.Date(2024, 6, 1, 0, 0, 0, 0, time.UTC)

func TestTheSpecimensOfDoc9303Hold(t *testing.T) {
	for f, lines := range specimens {
		z, err := Parse(lines, today)
		if err != nil || z.Format != f {
			t.Fatalf("%s: %v, format %s", f, err, z.Format)
		}
		for _, c := range z.Checks {
			if !c.Holds {
				t.Errorf("%s: the check digit of %s is %c, due is %c", f, c.Name, c.Printed, c.Due)
			}
		}
		if z.Surname != "ERIKSSON" || z.GivenNames != "ANNA MARIA" || z.Sex != "F" || z.NamesTruncated {
			t.Errorf("%s: %+v", f, z)
		}
	}
}

func TestThePassportsFields(t *testing.T) {
	z, err := Parse(specimens[TD3], today)
	if err != nil {
		t.Fatal(err)
	}
	if z.Number != "L898902C3" || z.Issuer != "UTO" || z.Nationality != "UTO" || z.Birth.Value != "1974-08-12" || z.Expiry.Value != "2012-04-15" || z.Optional != "ZE184226B" {
		t.Errorf("%+v", z)
	}
}

func TestALongNumberGoesOnInTheOptionalData(t *testing.T) {
	lines := []string{"I<UTOD23145890<7349<<<<<<<<<<<", "3407127M9507122UTO<<<<<<<<<<<2", "STEVENSON<<PETER<JOHN<<<<<<<<<"}
	z, err := Parse(lines, today)
	if err != nil {
		t.Fatal(err)
	}
	if z.Number != "D23145890734" || z.Optional != "" {
		t.Errorf("number %q, optional %q", z.Number, z.Optional)
	}
	for _, c := range z.Checks {
		if c.Name == CheckNumber && !c.Holds {
			t.Errorf("the long number's check digit is %c, due is %c", c.Printed, c.Due)
		}
	}
}

func TestEveryWrongCharacterOfANumberIsNoticed(t *testing.T) {
	lines := slices.Clone(specimens[TD3])
	for i := range 9 {
		wrong := slices.Clone(lines)
		c := byte('0' + (value(lines[1][i])+1)%10)
		wrong[1] = lines[1][:i] + string(c) + lines[1][i+1:]
		if AllHold(TD3, wrong) {
			t.Errorf("character %d changed to %c unnoticed", i, c)
		}
	}
}

func TestTheCenturyOfADate(t *testing.T) {
	for _, c := range []struct {
		name, printed, birth, expiry string
	}{
		{"a child", "200115", "2020-01-15", "2020-01-15"},
		{"later this year was a century ago", "241231", "1924-12-31", "2024-12-31"},
		{"an old person and a long validity", "450302", "1945-03-02", "2045-03-02"},
		{"an old document", "891109", "1989-11-09", "1989-11-09"},
		{"an unknown day", "8911<<", "", ""},
		{"no day of the calendar", "890231", "", ""},
	} {
		if got := birthDate(c.printed, today).Value; got != c.birth {
			t.Errorf("%s: born %q, want %q", c.name, got, c.birth)
		}
		if got := expiryDate(c.printed, today).Value; got != c.expiry {
			t.Errorf("%s: expires %q, want %q", c.name, got, c.expiry)
		}
	}
}

func TestNamesThatFillTheirPlaceMayBeCutOff(t *testing.T) {
	surname, given, truncated := names("NILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K")
	if surname != "NILAVADHANANANDA" || given != "CHAYAPA DEJTHAMRONG K" || !truncated {
		t.Errorf("%q %q %v", surname, given, truncated)
	}
}

// seen are cells that a reader is sure of.
func seen(lines []string) [][]Cell {
	out := make([][]Cell, len(lines))
	for i, l := range lines {
		for j := range l {
			c := make(Cell, len(Classes))
			for k := range c {
				c[k] = math.Log(0.0002)
			}
			c[strings.IndexByte(Classes, l[j])] = math.Log(0.99)
			out[i] = append(out[i], c)
		}
	}
	return out
}

// doubt lets the reader take another character for the right one by a little.
func doubt(cells [][]Cell, line, at int, right, taken byte) {
	c := cells[line][at]
	c[strings.IndexByte(Classes, right)], c[strings.IndexByte(Classes, taken)] = math.Log(0.12), math.Log(0.8)
}

func TestOneLookAlikeIsMended(t *testing.T) {
	cells := seen(specimens[TD3])
	doubt(cells, 1, 2, '9', 'G')
	s := Settle(TD3, cells)
	if s.Mended != 1 || !slices.Equal(s.Lines, specimens[TD3]) || s.AsRead[1][2] != 'G' {
		t.Errorf("mended %d: %v, read %v", s.Mended, s.Lines, s.AsRead)
	}
}

func TestWhatTheReaderIsSureOfIsNotMended(t *testing.T) {
	wrong := slices.Clone(specimens[TD3])
	wrong[1] = "L898902C46UTO7408122F1204159ZE184226B<<<<<10"
	s := Settle(TD3, seen(wrong))
	if s.Mended != 0 || s.Proved() {
		t.Errorf("a sure reading was mended to %v", s.Lines)
	}
}

func TestTwoWaysToMendAreNone(t *testing.T) {
	wrong := slices.Clone(specimens[MRVA])
	wrong[1] = "L8988901C4XXX4009078F96121016ZE184226B<<<<<<" // expiry read 961210 1, due 9
	cells := seen(wrong)
	doubt(cells, 1, 26, '8', '0') // either of these makes the digit hold
	doubt(cells, 1, 27, '9', '1')
	lines := changed(wrong, []change{{line: 1, at: 26, to: '8'}})
	if s := Settle(MRVA, cells); AllHold(MRVA, lines) && s.Mended != 0 {
		t.Errorf("one of two ways was taken: %v", s.Lines)
	}
}

func TestAFormatIsToldByItsSize(t *testing.T) {
	if f := FormatOf([]string{strings.Repeat("<", 44)}); f != "" {
		t.Errorf("one line is %s", f)
	}
	if _, err := Parse([]string{"P<", "X"}, today); err == nil {
		t.Error("two short lines are taken for a zone")
	}
}

func FuzzParse(f *testing.F) {
	for _, lines := range specimens {
		f.Add(strings.Join(lines, "\n"))
	}
	f.Fuzz(func(t *testing.T, s string) {
		z, err := Parse(strings.Split(s, "\n"), today)
		if err != nil {
			return
		}
		for p := PlaceCode; p <= PlaceOptional; p++ {
			if line, from, to := z.Place(p); from > len(z.Lines[line]) || to > len(z.Lines[line]) {
				t.Errorf("place %d is %d:%d of %d", p, from, to, len(z.Lines[line]))
			}
		}
	})
}

// inDoubt are cells in which every character of the lines is clear, but for those
// that doubt names: it is a little likelier another.
func inDoubt(lines []string, doubt map[[2]int]byte) [][]Cell {
	out := make([][]Cell, len(lines))
	for i, line := range lines {
		for j := range line {
			c := make(Cell, len(Classes))
			for k := range c {
				c[k] = -12
			}
			c[strings.IndexByte(Classes, line[j])] = -0.05
			if other, ok := doubt[[2]int{i, j}]; ok {
				c[strings.IndexByte(Classes, line[j])], c[strings.IndexByte(Classes, other)] = -1.1, -0.4
			}
			out[i] = append(out[i], c)
		}
	}
	return out
}

func TestNamesAreSpelledByTheirNeighboursWhereTheInkIsInDoubt(t *testing.T) {
	lines := []string{"P<UTOFERNANDEZ<<CHRISTINA<<<<<<<<<<<<<<<<<<<", specimens[TD3][1]}
	s := Settle(TD3, inDoubt(lines, map[[2]int]byte{{0, 19}: 'T'}))
	if s.Lines[0] != lines[0] {
		t.Fatalf("read as %s", s.Lines[0])
	}
	if a := s.Alternatives(0); len(a) == 0 || a[0].Text[19] != 'T' || a[0].Probability < 0.5 {
		t.Errorf("the neighbours make the letter sure: %v", a)
	}
}

func TestADoubtfulNameDoesNotKeepADigitFromBeingMended(t *testing.T) {
	lines := specimens[TD3]
	s := Settle(TD3, inDoubt(lines, map[[2]int]byte{{1, 8}: '8', {0, 7}: 'K', {0, 17}: 'W', {0, 6}: 'P'}))
	if s.Lines[1] != lines[1] || !s.Proved() {
		t.Errorf("read as %s, mended %d", s.Lines[1], s.Mended)
	}
}

func TestANameEndsAsWordsDoWhereTheInkIsInDoubt(t *testing.T) {
	lines := []string{"P<UTOMARTINE<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<<", specimens[TD3][1]}
	s := Settle(TD3, inDoubt(lines, map[[2]int]byte{{0, 11}: 'C'}))
	if s.Lines[0] != lines[0] {
		t.Errorf("read as %s", s.Lines[0])
	}
}
