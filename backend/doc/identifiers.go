package doc

import "strings"

// IBANLength is how many characters an IBAN of the country (ISO 3166-1) has, 0
// where there are none, from the SWIFT IBAN registry.
func IBANLength(country string) int {
	const table = "AD24AE23AL28AT20AZ28BA20BE16BG22BH22BR29BY28CH21CR22CY28CZ24DE22DK18DO28EE20EG29ES24FI18FO18FR27GB22GE22GI23GL18GR27GT28HR21HU28IE22IL23IQ23IS26IT27JO30KW30KZ20LB28LC32LI21LT20LU20LV21LY25MC27MD24ME22MK19MR27MT31MU30NL18NO15PK24PL28PS29PT25QA29RO24RS22SA24SC31SE24SI19SK24SM27ST25SV28TL23TN24TR26UA29VA22VG24XK20"
	for i := 0; i+4 <= len(table); i += 4 {
		if table[i:i+2] == country {
			return int(table[i+2]-'0')*10 + int(table[i+3]-'0')
		}
	}
	return 0
}

// CompactIdentifier upper-cases s and drops everything but ASCII letters and
// digits.
func CompactIdentifier(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '0' && r <= '9', r >= 'A' && r <= 'Z':
			return r
		case r >= 'a' && r <= 'z':
			return r - 'a' + 'A'
		default:
			return -1
		}
	}, s)
}

// ValidIBAN reports whether s is an IBAN by length and check digits (ISO
// 13616, mod 97-10). Spaces are allowed.
func ValidIBAN(s string) bool {
	s = CompactIdentifier(s)
	if len(s) < 5 || len(s) != IBANLength(s[:2]) {
		return false
	}
	rest := 0
	for _, r := range s[4:] + s[:4] {
		if r >= 'A' {
			rest = (rest*100 + int(r-'A') + 10) % 97
		} else {
			rest = (rest*10 + int(r-'0')) % 97
		}
	}
	return rest == 1
}

// ValidBIC reports whether s has the form of a BIC (ISO 9362): bank, country,
// place and perhaps branch.
func ValidBIC(s string) bool {
	if len(s) != 8 && len(s) != 11 {
		return false
	}
	for i := range len(s) {
		letter := s[i] >= 'A' && s[i] <= 'Z'
		if !letter && (i < 6 || s[i] < '0' || s[i] > '9') {
			return false
		}
	}
	return IBANLength(s[4:6]) > 0 || strings.Contains("US CA AU NZ JP CN HK SG MY IN ZA TH KR", s[4:6])
}

// vatForms are the bodies of VAT numbers after the country code: 9 a digit, A a
// letter, X either. Source: the European Commission's VIES.
func vatForms(country string) []string {
	switch country {
	case "AT":
		return []string{"U99999999"}
	case "BE":
		return []string{"0999999999", "1999999999"}
	case "BG":
		return []string{"999999999", "9999999999"}
	case "CY":
		return []string{"99999999A"}
	case "CZ":
		return []string{"99999999", "999999999", "9999999999"}
	case "DE", "EE", "EL", "GR", "PT":
		return []string{"999999999"}
	case "DK", "FI", "HU", "LU", "MT", "SI":
		return []string{"99999999"}
	case "ES":
		return []string{"X9999999X"}
	case "FR":
		return []string{"XX999999999"}
	case "GB", "XI":
		return []string{"999999999", "999999999999", "AA999"}
	case "HR", "IT", "LV":
		return []string{"99999999999"}
	case "IE":
		return []string{"9X99999A", "9999999AA"}
	case "LT":
		return []string{"999999999", "999999999999"}
	case "NL":
		return []string{"XXXXXXXXXB99"}
	case "PL", "SK":
		return []string{"9999999999"}
	case "RO":
		return []string{"99", "999", "9999", "99999", "999999", "9999999", "99999999", "999999999", "9999999999"}
	case "SE":
		return []string{"999999999999"}
	default:
		return nil
	}
}

// ValidVATForm reports whether s has the form of its country's VAT number. The
// check digit is not tested.
func ValidVATForm(s string) bool {
	s = CompactIdentifier(s)
	if strings.HasPrefix(s, "CHE") {
		return len(s) >= 12 && onlyDigits(s[3:12])
	}
	if strings.HasPrefix(s, "NO") {
		return len(s) >= 11 && onlyDigits(s[2:11]) && (len(s) == 11 || s[11:] == "MVA")
	}
	if len(s) < 4 {
		return false
	}
	for _, form := range vatForms(s[:2]) {
		if fits(s[2:], form) {
			return true
		}
	}
	return false
}

func onlyDigits(s string) bool {
	return strings.Trim(s, "0123456789") == ""
}

// fits reports whether body has the form.
func fits(body, form string) bool {
	if len(body) != len(form) {
		return false
	}
	for i := range len(form) {
		digit := body[i] >= '0' && body[i] <= '9'
		switch form[i] {
		case '9':
			if !digit {
				return false
			}
		case 'A':
			if digit {
				return false
			}
		case 'X':
		default:
			if body[i] != form[i] {
				return false
			}
		}
	}
	return true
}
