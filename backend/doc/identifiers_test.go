package doc

import "testing"

func TestValidIBAN(t *testing.T) {
	for s, want := range map[string]bool{
		"DE89370400440532013000": true, "DE89 3704 0044 0532 0130 00": true, "GB29NWBK60161331926819": true, "FR1420041010050500013M02606": true,
		"DE89370400440532013001": false, "DE8937040044053201300": false, "XX89370400440532013000": false, "": false, "DE": false,
	} {
		if got := ValidIBAN(s); got != want {
			t.Errorf("ValidIBAN(%q) = %v", s, got)
		}
	}
}

func TestValidBIC(t *testing.T) {
	for s, want := range map[string]bool{
		"COBADEFF": true, "COBADEFFXXX": true, "DEUTDEMM": true, "COBADEF": false, "RECHNUNG": false, "C0BADEFF": false,
	} {
		if got := ValidBIC(s); got != want {
			t.Errorf("ValidBIC(%q) = %v", s, got)
		}
	}
}

func TestValidVATForm(t *testing.T) {
	for s, want := range map[string]bool{
		"DE136695976": true, "ATU12345678": true, "FR 32 123 456 789": true, "NL123456789B01": true, "BE0123456789": true, "GB123456789": true,
		"CHE-123.456.789 MWST": true, "NO123456789MVA": true, "ESB12345678": true, "PL1234567890": true,
		"DE12345678": false, "AT12345678": false, "ZZ123456789": false, "": false, "DE": false,
	} {
		if got := ValidVATForm(s); got != want {
			t.Errorf("ValidVATForm(%q) = %v", s, got)
		}
	}
}
