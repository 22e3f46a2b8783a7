package main

import (
	"testing"

	"deskclerk/backend/bench"
	"deskclerk/backend/doc"
)

func TestOwnLabelsFillWhatAPackLeavesOut(t *testing.T) {
	l := labels{"p": {"*": {"currency": "MYR", "iban": "X"}, "a": {"payment_method": "cash", "total": "2.00"}, "b": {"payment_method": ""}}}
	paper := func(stem string, fields map[string]bench.OneOf) *paper {
		p := &paper{}
		p.Pack, p.Stem, p.Truth = "p", stem, bench.Truth{Type: doc.TypeReceipt, Fields: fields}
		l.add(p)
		return p
	}
	a := paper("a", map[string]bench.OneOf{"total": {"1.00"}}).Truth.Fields
	if len(a) != 3 || a["total"][0] != "1.00" || a["currency"][0] != "MYR" || a["payment_method"][0] != "cash" {
		t.Errorf("%v", a)
	}
	if b := paper("b", nil).Truth.Fields; !nowhere(b["payment_method"]) || nowhere(b["currency"]) {
		t.Errorf("%v", b)
	}
}

func TestOwnLabelsAreOfFieldsThatAreThere(t *testing.T) {
	l, err := loadLabels()
	if err != nil {
		t.Fatal(err)
	}
	ways := map[string]bool{"": true, "cash": true, "card": true, "transfer": true, "voucher": true}
	for pack, stems := range l {
		for stem, fields := range stems {
			for field, value := range fields {
				if field != "currency" && (field != "payment_method" || !ways[value]) {
					t.Errorf("%s/%s: %s is %q", pack, stem, field, value)
				}
			}
		}
	}
}
