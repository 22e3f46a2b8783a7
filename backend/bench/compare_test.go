package bench

import (
	"testing"

	"deskclerk/backend/doc"
)

func TestValuesAreComparedByTheContractsRules(t *testing.T) {
	tests := []struct {
		name         string
		field        string
		kind         doc.FieldKind
		value        string
		truth        []string
		right, close bool
	}{
		{"money is a decimal", "total", doc.KindMoney, "9.00", []string{"9"}, true, true},
		{"money of another amount is wrong and never close", "total", doc.KindMoney, "12345678901.00", []string{"12345678901.01"}, false, false},
		{"money keeps its sign", "total", doc.KindMoney, "-9.00", []string{"9.00"}, false, false},
		{"what is no amount is wrong", "total", doc.KindMoney, "9,00", []string{"9.00"}, false, false},
		{"a date is a day", "date", doc.KindDate, "2019-01-09", []string{"2019-1-9"}, true, true},
		{"another day is wrong", "date", doc.KindDate, "2019-09-01", []string{"2019-01-09"}, false, false},
		{"a time is compared by its digits", "time", doc.KindTime, "20:57", []string{"2057"}, true, true},
		{"case, marks, spaces and punctuation do not count", "merchant", doc.KindText, "Café  Zürich-Nord", []string{"CAFE ZURICH, NORD"}, true, true},
		{"sharp s folds to two letters", "merchant", doc.KindText, "STRASSE", []string{"Straße"}, true, true},
		{"full-width digits and ligatures are the plain ones", "merchant", doc.KindText, "ﬁve １２", []string{"FIVE 12"}, true, true},
		{"other scripts keep their letters", "merchant", doc.KindText, "ΟΔΟΣ", []string{"οδος"}, true, true},
		{"any accepted spelling will do", "merchant", doc.KindText, "CORNER bakery", []string{"Corner Bakery Ltd", "CornerBakery"}, true, true},
		{"one of ten characters is close", "merchant", doc.KindText, "abcdefghiX", []string{"abcdefghij"}, false, true},
		{"one of nine is not", "merchant", doc.KindText, "abcdefghX", []string{"abcdefghi"}, false, false},
		{"the zone is compared without white space", "mrz", doc.KindIdentifier, "P<UTO\nL898", []string{" P<UTO L898 "}, true, true},
		{"fillers of the zone count", "mrz", doc.KindIdentifier, "P<UTO", []string{"PKUTO"}, false, false},
		{"case of the zone counts", "mrz", doc.KindIdentifier, "p<uto", []string{"P<UTO"}, false, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if m := Compare(tt.field, tt.kind, tt.value, tt.truth); m != (Match{tt.right, tt.close}) {
				t.Errorf("%q against %q: %+v", tt.value, tt.truth, m)
			}
		})
	}
}
