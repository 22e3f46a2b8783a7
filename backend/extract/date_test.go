package extract

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
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
	for _, s := range []string{"45/13/2018", "1.234.567", "192.168.1.101", "Tel 07-355 2616", "12,50 3,20 10,00", "99/99/9999", "31.02.1850", "01/02/1850"} {
		if d := findDates(s, "en"); len(d) > 0 {
			t.Errorf("findDates(%q) = %+v", s, d)
		}
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
