package extract

import (
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"deskclerk/backend/doc"
)

func TestFindDates(t *testing.T) {
	tests := []struct{ name, in, lang, want string }{
		{"German", "Datum 05.03.2018", "de", "2018-03-05"},
		{"without zeros", "5.3.2018", "de", "2018-03-05"},
		{"two-digit year", "05.03.18", "de", "2018-03-05"},
		{"dots with a dot after", "05.03.2018.", "hr", "2018-03-05"},
		{"slashes", "14/03/2018", "en", "2018-03-14"},
		{"American", "03/14/2018", "en", "2018-03-14"},
		{"ISO", "2018-03-14", "sv", "2018-03-14"},
		{"ISO with slashes", "2018/03/14", "zh", "2018-03-14"},
		{"month in English words", "14 March 2018", "en", "2018-03-14"},
		{"month first", "Sep 1, 2030", "en", "2030-09-01"},
		{"month first and glued", "NOV01'30", "en", "2030-11-01"},
		{"glued day, short year", "1 MAY'30", "en", "2030-05-01"},
		{"weekday and no space", "MON JULY 1,2030", "en", "2030-07-01"},
		{"dashes with a clock", "01-Mar-30/12:15", "de", "2030-03-01"},
		{"German month", "01. März 2030", "de", "2030-03-01"},
		{"German month without its accent", "01. Marz 2030", "de", "2030-03-01"},
		{"French", "JEUDI 1 MARS 2030", "fr", "2030-03-01"},
		{"Greek", "1 ΣΕΠΤΕΜΒΡΙΟΥ 2030", "el", "2030-09-01"},
		{"Chinese", "2030年9月1日", "zh", "2030-09-01"},
		{"Croatian October", "5. listopada 2024", "hr", "2024-10-05"},
		{"Polish November", "5 listopada 2024", "pl", "2024-11-05"},
		{"letter O for a zero", "O5/O3/2018", "en", "2018-03-05"},
		{"slashes read as sevens", "0570372018", "en", "2018-03-05"},
		{"a time glued to the year", "25/03/201816:44", "en", "2018-03-25"},
		{"a time glued to a short year", "25/03/1816:44", "en", "2018-03-25"},
		{"a space within a number", "25/0 3/2018", "en", "2018-03-25"},
		{"one slash read as a seven", "25/0372018", "en", "2018-03-25"},
		{"one slash lost", "2503/2018", "en", "2018-03-25"},
		{"a wave for a dash", "10-03~2018", "en", "2018-03-10"},
		{"a misread short month before a full year", "27 Mat 2018", "en", "2018-03-27"},
		{"a misread short month before an apostrophe", "22Sen'18", "en", "2018-09-22"},
		{"a nought in a month's name", "7 0CT 2018", "en", "2018-10-07"},
		{"a year in front with a month's name", "2018-Mar-05", "en", "2018-03-05"},
		{"a day that no month has", "45/07/2017", "en", "2017-07-15"},
		{"a year no paper has", "28/08/7017", "en", "2017-08-28"},
		{"a far year with a month's name", "24 Mar 2048", "en", "2018-03-24"},
		{"a shop number before the date", "001-2018-03-18 13:21", "en", "2018-03-18"},
		{"spaces around the slashes", "05 / 03 / 2018", "en", "2018-03-05"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, d := range findDates(tt.in, tt.lang) {
				for _, r := range d.readings {
					got = append(got, r.String())
				}
			}
			if !slices.Contains(got, tt.want) {
				t.Errorf("findDates(%q) = %v, want %s", tt.in, got, tt.want)
			}
		})
	}
}

func TestFindDatesRefusesWhatIsNone(t *testing.T) {
	for _, s := range []string{"45/13/2018", "1.234.567", "192.168.1.101", "Tel 07-355 2616", "12,50 3,20 10,00", "99/99/9999", "31.02.1850", "CHANGE DUE 6.20", "25.03. 13:00-18:00", "8 bar 12.50", "01/02/1850"} {
		if d := findDates(s, "en"); len(d) > 0 {
			t.Errorf("findDates(%q) = %+v", s, d)
		}
	}
}

func TestGuessesComeLastAndAreNotSure(t *testing.T) {
	for _, s := range []string{"45/07/2017", "24 Mar 2048", "63/09/2017"} {
		for _, d := range findDates(s, "en") {
			if d.sure() && !d.readings[0].far() {
				t.Errorf("%q is sure to be %v", s, d.readings[0])
			}
		}
	}
	if r, ok := findDates("25/03/2018", "en")[0].certain(); !ok || r.String() != "2018-03-25" {
		t.Errorf("a plain date is not certain: %v", r)
	}
}

func TestOtherPassesVoteOnTheDate(t *testing.T) {
	tests := []struct {
		name     string
		readings []doc.Reading
		want     string
	}{
		{"a pass reads what the main text does not", []doc.Reading{{Text: "25/03/2018", Confidence: 0.9, Pass: "b", Agree: 2, Words: 1}}, "2018-03-25"},
		{"two passes that are wrong in different places", []doc.Reading{
			{Text: "26/03/2018", Confidence: 0.8, Pass: "b", Agree: 1, Words: 1}, {Text: "25/08/2018", Confidence: 0.8, Pass: "c", Agree: 1, Words: 1},
		}, "2018-03-25"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			pages := newSheet(40, "Date 25/03/2O1b 16:44", "Total 5.00")
			if len(tt.readings) > 1 {
				pages = newSheet(40, "Date 25/03/2019 16:44", "Total 5.00")
			}
			for i := range pages[0].Words {
				w := &pages[0].Words[i]
				w.Passes, w.Agree = 3, 3
				if strings.HasPrefix(w.Text, "25/03") {
					w.Agree, w.Readings = 1, tt.readings
				}
			}
			wants(t, Understand(pages, Options{Type: doc.TypeReceipt, Scorer: rules()}), map[string]string{"date": tt.want, "time": "16:44"})
		})
	}
}

// Readings that lost the year still say which month they saw, and four of them
// outvote the main text once another pass gives the whole day.
func TestReadingsWithoutAYearVoteOnTheMonth(t *testing.T) {
	read := func(readings ...doc.Reading) doc.Understanding {
		pages := newSheet(40, "Date 04-08-2018 15:53", "Total 5.00")
		for i := range pages[0].Words {
			w := &pages[0].Words[i]
			w.Passes, w.Agree = 6, 6
			if strings.HasPrefix(w.Text, "04-") {
				w.Agree, w.Readings = 2, readings
			}
		}
		return Understand(pages, Options{Type: doc.TypeReceipt, Scorer: rules()})
	}
	whole := doc.Reading{Text: "04-06-2018", Confidence: 0.7, Pass: "b", Agree: 1, Words: 1}
	torn := []doc.Reading{
		{Text: "04-06-21!", Confidence: 0.6, Pass: "c", Agree: 1, Words: 1},
		{Text: "04-06-Z1|)", Confidence: 0.5, Pass: "d", Agree: 2, Words: 1},
	}
	wants(t, read(whole), map[string]string{"date": "2018-08-04"})
	wants(t, read(append(torn, whole)...), map[string]string{"date": "2018-06-04"})
}

func TestTorsoHasItsDigitsWhereTheOrderPutsThem(t *testing.T) {
	p := torso{numbers: "0406"}
	for _, tt := range []struct {
		order dateOrder
		want  string
	}{{orderDMY, "????-06-04"}, {orderMDY, "????-04-06"}, {orderYMD, "????-??-??"}} {
		got := []byte("????-??-??")
		for k := range got {
			if at := p.place(k, tt.order); got[k] != '-' && at >= 0 {
				got[k] = p.numbers[at]
			}
		}
		if string(got) != tt.want {
			t.Errorf("order %v: %s, want %s", tt.order, got, tt.want)
		}
	}
}

func TestANumberOfTheTillEchoesTheDay(t *testing.T) {
	day := reading{year: 2018, month: 3, day: 6}
	other := reading{year: 2016, month: 3, day: 6}
	for _, tt := range []struct {
		digits     string
		day, other bool
	}{
		{"0042018030611", true, false},
		{"0042078030611", true, false},  // a 1 read for a 7, in a whole year
		{"0042048530611", false, false}, // two figures misread
		{"004780306", false, false},     // none may be in a year of two digits
		{"0042016030611", false, true},  // as it is for the one, so not misread for the other
		{"004060318", true, false},
	} {
		k := known{days: map[string]int{day.String(): 1, other.String(): 1}, digits: []string{tt.digits}}
		if k.echo(day) != tt.day || k.echo(other) != tt.other {
			t.Errorf("%s: %v and %v, want %v and %v", tt.digits, k.echo(day), k.echo(other), tt.day, tt.other)
		}
	}
}

func TestAReadingMayStandForSeveralWords(t *testing.T) {
	pages := newSheet(40, "Date 25/03 Z01B", "Total 5.00")
	for i := range pages[0].Words {
		w := &pages[0].Words[i]
		w.Passes, w.Agree = 2, 2
		if w.Text == "25/03" {
			w.Agree, w.Readings = 1, []doc.Reading{{Text: "25/03/2018", Confidence: 0.9, Pass: "b", Agree: 1, Words: 2}}
		}
	}
	wants(t, Understand(pages, Options{Type: doc.TypeReceipt}), map[string]string{"date": "2018-03-25"})
}

func TestATableOfDatesIsNotComparedEndlessly(t *testing.T) {
	lines := slices.Repeat([]string{"05.03.2018 12:10  06.04.2018 13:30  07.05.2018 14:50"}, 300)
	d := gather(newLayout(newSheet(60, lines...)))
	if len(d.dates) != mostDates || len(d.times) != mostDates {
		t.Errorf("%d dates and %d times", len(d.dates), len(d.times))
	}
	if last := d.dates[len(d.dates)-1]; last.row != len(lines)-1 {
		t.Errorf("the last date kept is in row %d of %d", last.row, len(lines))
	}
}

func TestAnOrderThatStaysOpenIsDoubted(t *testing.T) {
	open := Understand(newSheet(50, "Main Street, Toronto, Canada", "Date 04/05/2018 10:00", "Total 5.00"), Options{Type: doc.TypeReceipt})
	closed := Understand(newSheet(50, "Main Street, Toronto, Canada", "Date 04/25/2018 10:00", "Total 5.00"), Options{Type: doc.TypeReceipt})
	if a, b := open.Fields["date"].Confidence, closed.Fields["date"].Confidence; a >= b {
		t.Errorf("04/05 has confidence %.2f, 04/25 %.2f", a, b)
	}
}

func TestOrderComesFromThePaper(t *testing.T) {
	tests := []struct {
		name  string
		lines []string
		want  string
	}{
		{"another date that can be read in one way", []string{"Date 04/05/2018 10:00", "Printed 25/05/2018"}, "2018-05-04"},
		{"an American post code and a dollar sign", []string{"Main Street, Springfield, IL 62701", "$4.00 Sales Tax $0.20", "Date 04/05/2018 10:00"}, "2018-04-05"},
		{"a quantity, a price and a count that look like days", []string{"Jalan Besar, Selangor", "Date 04/05/2018 10:00", "WHITE 2.13.12 @ @ 12 25.56", "BUN 1.25.10 @ @ 10 12.50", "Total RM 38.86"}, "2018-05-04"},
		{"a month's name that says the same day", []string{"Date 04/05/2018 10:00", "Apr 5, 2018"}, "2018-04-05"},
		{"a German paper", []string{"Vielen Dank für Ihren Einkauf", "MwSt 19% Summe", "Datum 04/05/2018 10:00"}, "2018-05-04"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := valueOf(Understand(newSheet(50, tt.lines...), Options{Type: "receipt"}), "date"); got != tt.want {
				t.Errorf("date %s, want %s", got, tt.want)
			}
		})
	}
}

func TestReturnByDateIsATrap(t *testing.T) {
	u := Understand(newSheet(40, "Date: 01/06/2018 12:10", "Total 5.00", "Return by 29/06/2018"), Options{Type: "receipt"})
	wants(t, u, map[string]string{"date": "2018-06-01"})
}

func TestDueDateIsNeverInvented(t *testing.T) {
	for name, line := range map[string]string{
		"a discount period": "3% Skonto innerhalb 10 Tagen",
		"late interest":     "Verzugszinsen nach 30 Tagen",
		"returns":           "Goods may be returned within 14 days",
		"at once":           "Zahlbar sofort nach Erhalt",
	} {
		u := Understand(newSheet(60, "Rechnungsnummer: 4711-22", "Rechnungsdatum: 01.10.2026", line), Options{Type: "invoice"})
		if got := valueOf(u, "due_date"); got != "-" {
			t.Errorf("%s gives a due date: %s", name, got)
		}
	}
}

func TestFindTimes(t *testing.T) {
	for in, want := range map[string]string{
		"18:22": "18:22", "8:01:11 PM": "20:01", "12:05 AM": "00:05", "20.57 Uhr": "20:57", "13h45": "13:45", "1:05 μμ": "13:05", "O9:44:00": "09:44",
		"7:20P": "19:20", "6:14 Ph": "18:14", "61:00 PM": "13:00",
	} {
		got := findTimes(in, nil)
		if len(got) != 1 || got[0].value != want {
			t.Errorf("findTimes(%q) = %+v, want %s", in, got, want)
		}
	}
	for _, in := range []string{"20.57", "25:10", "12:75", "1:234:5"} {
		if got := findTimes(in, nil); len(got) > 0 {
			t.Errorf("findTimes(%q) = %+v", in, got)
		}
	}
}

// Every printed day comes back among the readings.
func TestDateRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		day := time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, rapid.IntRange(0, 25000).Draw(t, "day"))
		form := rapid.SampledFrom([]string{"02.01.2006", "2.1.2006", "02/01/2006", "01/02/2006", "2006-01-02", "2 Jan 2006", "Jan 2, 2006", "02-Jan-06", "02/01/06", "January 2, 2006"}).Draw(t, "form")
		s := day.Format(form)
		want := day.Format(time.DateOnly)
		for _, d := range findDates(s, "en") {
			for _, r := range d.readings {
				if r.String() == want {
					return
				}
			}
		}
		t.Fatalf("%q (%s) is not read", s, want)
	})
}

func FuzzFindDates(f *testing.F) {
	for _, s := range []string{"05.03.2018", "1 MAY'30", "2030年9月1日", "0570372018", "////", "\xff1.1.2001"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, d := range findDates(s, "en") {
			if d.start < 0 || d.end > len(s) || d.start >= d.end {
				t.Errorf("%q: bytes %d to %d", s, d.start, d.end)
			}
			for _, r := range d.readings {
				if _, err := time.Parse(time.DateOnly, r.String()); err != nil {
					t.Errorf("%q: %v", s, err)
				}
			}
		}
		findTimes(s, findDates(s, "en"))
	})
}
