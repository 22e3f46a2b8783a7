package extract

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestParseAmount(t *testing.T) {
	dot, comma, open := habit{decimal: '.'}, habit{decimal: ','}, habit{}
	tests := []struct {
		name, in string
		h        habit
		want     string
		currency string
	}{
		{"plain", "12.00", open, "12.00", ""},
		{"decimal comma", "12,00", open, "12.00", ""},
		{"German thousands", "1.234,56", open, "1234.56", ""},
		{"English thousands", "1,234.56", open, "1234.56", ""},
		{"lakhs", "1,54,073.51", open, "154073.51", ""},
		{"crores without cents", "12,34,56,789", dot, "123456789.00", ""},
		{"space thousands", "1 234,56", open, "1234.56", ""},
		{"narrow no-break space", "1\u202f234,56", open, "1234.56", ""},
		{"Swiss apostrophe", "1'234.50", open, "1234.50", ""},
		{"millions", "1.234.567,00", open, "1234567.00", ""},
		{"space after the separator", "16. 80", open, "16.80", ""},
		{"three digits after a dot where dots are decimal", "1.234", dot, "1.23", ""},
		{"three digits after a dot where commas are decimal", "1.234", comma, "1234.00", ""},
		{"three digits after a comma where dots are decimal", "1,234", dot, "1234.00", ""},
		{"sign in front", "-5.00", open, "-5.00", ""},
		{"sign behind", "5.00-", open, "-5.00", ""},
		{"long dash", "–5,00", open, "-5.00", ""},
		{"no cents in the German way", "12,-", open, "12.00", ""},
		{"euro sign glued", "€12.50", open, "12.50", "EUR"},
		{"euro sign behind", "12,50€", open, "12.50", "EUR"},
		{"pound", "£7.95", open, "7.95", "GBP"},
		{"ringgit", "RM141.50", open, "141.50", "MYR"},
		{"ringgit misread", "RH141.50", open, "141.50", "MYR"},
		{"code with a space", "EUR 3,99", open, "3.99", "EUR"},
		{"Czech crown", "120,00 Kč", open, "120.00", "CZK"},
		{"dollar", "$8.20", open, "8.20", "$"},
		{"below one without zero", ".12", dot, "0.12", ""},
		{"letter O for a zero", "1O.5O", open, "10.50", ""},
		{"currency with a zero read as a letter", "RMO.90", open, "0.90", "MYR"},
		{"a tax code behind", "17.99S", open, "17.99", ""},
		{"section sign for a five", "§.30", open, "5.30", ""},
		{"section sign for a dollar", "§7.30", habit{decimal: '.', dollar: true}, "7.30", "$"},
		{"a cent sign for the euro", "44.60¢", open, "44.60", ""},
		{"capital S for a five", "1S.00", open, "15.00", ""},
		{"brackets and stars", "*(12.00)*", open, "12.00", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a, ok := parseAmount(tt.in, tt.h)
			if !ok || money(a.cents) != tt.want || a.currency != tt.currency {
				t.Errorf("parseAmount(%q) = %s %q %v, want %s %q", tt.in, money(a.cents), a.currency, ok, tt.want, tt.currency)
			}
		})
	}
}

func TestARemarkGrownOnToASumIsCutOff(t *testing.T) {
	for in, want := range map[string]string{"5,80€(1.4,A.": "5.80", "5,80€(I.V.A.": "5.80", "5,80/(7": ""} {
		a, ok := coreAmount(in, habit{})
		if got := money(a.cents); ok != (want != "") || ok && got != want {
			t.Errorf("%q gives %s, %v", in, got, ok)
		}
	}
}

func TestParseAmountRefusesWhatIsNone(t *testing.T) {
	for _, s := range []string{"", "Total", "abc12.00", "12/03/2018", "999999999999999.00", "..", "12.00.00x"} {
		if a, ok := parseAmount(s, habit{}); ok && !a.glued {
			t.Errorf("parseAmount(%q) = %s", s, money(a.cents))
		}
	}
}

func TestPercentIsNoMoney(t *testing.T) {
	if a, ok := parseAmount("19,00 %", habit{}); !ok || !a.percent {
		t.Errorf("%+v %v", a, ok)
	}
}

// Every way of printing a sum comes back as that sum.
func TestAmountRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cents := rapid.Int64Range(0, 99_999_999_99).Draw(t, "cents")
		style := rapid.SampledFrom([][2]string{{",", "."}, {".", ","}, {" ", ","}, {"", "."}, {"", ","}, {"'", "."}}).Draw(t, "style")
		prefix := rapid.SampledFrom([]string{"", "€", "RM", "EUR ", "$"}).Draw(t, "prefix")
		s := prefix + grouping(cents/100, style[0]) + style[1] + fmt.Sprintf("%02d", cents%100)
		a, ok := parseAmount(s, habit{decimal: rune(style[1][0])})
		if !ok || a.cents != cents {
			t.Fatalf("%q read as %s, printed from %s", s, money(a.cents), money(cents))
		}
	})
}

// grouping writes n with a mark before every three digits.
func grouping(n int64, mark string) string {
	s := fmt.Sprint(n)
	var parts []string
	for len(s) > 3 {
		parts = append([]string{s[len(s)-3:]}, parts...)
		s = s[:len(s)-3]
	}
	return strings.Join(append([]string{s}, parts...), mark)
}

func FuzzParseAmount(f *testing.F) {
	for _, s := range []string{"1.234,56", "RM 9.00", "-5,00-", "1'2'3", "€", "٣٫٥", "\xff.00"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		a, ok := parseAmount(s, habit{})
		if ok && (a.cents >= maxCents || a.cents <= -maxCents) {
			t.Errorf("%q gives %d cents", s, a.cents)
		}
	})
}

func TestFiguresOfARow(t *testing.T) {
	tests := []struct{ name, line, want string }{
		{"a broken decimal is closed", "Total 16. 80", "16.80"},
		{"thousands with a space are one", "Summe 1 234,56", "1234.56"},
		{"letter-spaced digits are one", "$ 1 2 3 . 4 5", "123.45"},
		{"quantity and price stay two", "Soap 2 3.20", "2.00 3.20"},
		{"decimals behind a gap, with a currency", "Total 102 .00SEK", "102.00"},
		{"decimals behind a gap, after a currency", "Total RM1. 38", "1.38"},
		{"marks grown on to a sum", "Importe 5,80€(I.U.A. incluido)", "5.80"},
		{"a colon in front of the sum", "KN: 394.00", "394.00"},
		{"a code in front belongs to the sum", "RM 85. 54", "85.54"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			l := newLayout(newSheet(40, "Bread 4.50", "Tea 12.10", tt.line))
			var got []string
			for _, f := range l.figures() {
				if f.row == 2 {
					got = append(got, money(f.cents))
				}
			}
			if strings.Join(got, " ") != tt.want {
				t.Errorf("%q gives %v, want %s", tt.line, got, tt.want)
			}
		})
	}
}
