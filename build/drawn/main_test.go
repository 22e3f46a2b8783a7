package main

import (
	"strings"
	"testing"

	"deskclerk/backend/bench"
	"deskclerk/backend/doc"
)

func TestThePackHasEveryTypeThatIsTaught(t *testing.T) {
	dir := t.TempDir()
	if err := run(dir, "no such face", 1, 1, []string{"de"}, []string{"sv"}); err != nil {
		t.Fatal(err)
	}
	p, err := bench.Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	types, layouts := map[doc.Type]int{}, map[string]int{}
	for _, c := range p.Cases {
		types[c.Truth.Type]++
		layouts[c.Stem[:strings.LastIndexByte(c.Stem, '-')]]++
	}
	if types[doc.TypeOther] != 3 || types[doc.TypeIdentity] != 4 || types[doc.TypeStatement] != 13 || types[doc.TypeInvoice] != settlementsEach || len(p.Warnings) > 0 {
		t.Errorf("%v, %v", types, p.Warnings)
	}
	if len(layouts) != 23 { // three of them of invoices
		t.Errorf("%d layouts", len(layouts))
	}
}
