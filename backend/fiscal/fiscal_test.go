package fiscal

import (
	"encoding/base64"
	"errors"
	"strings"
	"testing"

	"deskclerk/backend/doc"
)

// tlv is a made-up code of a Saudi till.
func tlv(values ...string) string {
	var b []byte
	for i, v := range values {
		b = append(b, byte(i+1), byte(len(v)))
		b = append(b, v...)
	}
	return base64.StdEncoding.EncodeToString(b)
}

// Made-up codes of a Portuguese and a German till.
const (
	atcud = "A:500000000*B:999999990*C:PT*D:FS*E:N*F:20260314*G:FS A2026/35*H:CSDF7T5H-35*I1:PT*I7:10.00*I8:2.30*N:2.30*O:12.30*Q:TPQR*R:9999"
	beleg = "V0;kasse-7;Kassenbeleg-V1;Beleg^75.33_7.99_0.00_0.00_0.00^10.00:Bar_73.32:Unbar;18;112;2026-07-10T18:41:02.000Z;2026-07-10T18:41:04.000Z;ecdsa-plain-SHA256;unixTime;MEQCIAy4P9k;BHhWOeisRpPB"
)

func TestFiscalCodesAreRead(t *testing.T) {
	shop := []string{"مخبز الزاوية", "310122393500003", "2026-04-25T15:30:00Z", "115.00", "15.00"}
	for name, c := range map[string]struct {
		text string
		want Sale
	}{
		"a Saudi till": {tlv(shop...), Sale{
			Format: "ZATCA", Seller: "مخبز الزاوية", TaxID: "310122393500003", Date: "2026-04-25", Total: "115.00", Tax: "15.00", Currency: "SAR",
		}},
		"one that signs": {tlv(append(shop, "hash", "signature", "key")...), Sale{
			Format: "ZATCA", Seller: "مخبز الزاوية", TaxID: "310122393500003", Date: "2026-04-25", Total: "115.00", Tax: "15.00", Currency: "SAR",
		}},
		"a Portuguese till": {atcud, Sale{
			Format: "ATCUD", TaxID: "500000000", Number: "FS A2026/35", Date: "2026-03-14", Total: "12.30", Tax: "2.30", Currency: "EUR",
		}},
		"a German till": {beleg, Sale{Format: "DSFinV-K", Date: "2026-07-10", Total: "83.32", Currency: "EUR"}},
		"a German till about midnight": {strings.ReplaceAll(beleg, "T18:41:04", "T22:30:04"), Sale{
			Format: "DSFinV-K", Total: "83.32", Currency: "EUR",
		}},
	} {
		t.Run(name, func(t *testing.T) {
			if got, err := Parse(c.text); err != nil || got != c.want {
				t.Errorf("%+v, %v", got, err)
			}
		})
	}
}

func TestWhatIsNoFiscalCodeIsNone(t *testing.T) {
	for name, text := range map[string]string{
		"nothing":               "",
		"a page of the web":     "https://example.org/A:1*B:2",
		"base64 of something":   base64.StdEncoding.EncodeToString([]byte("hello, who is there?")),
		"another country's":     tlv("Shop", "123456789", "2026-04-25T15:30:00Z", "1.00", "0.15"),
		"a length beyond":       base64.StdEncoding.EncodeToString([]byte{1, 200, 'a'}),
		"a training":            strings.Replace(beleg, "Beleg^", "AVTraining^", 1),
		"a till's other event":  strings.Replace(beleg, "Kassenbeleg-V1", "Bestellung-V1", 1),
		"a German code cut off": beleg[:80],
		"no fields":             "A:1",
	} {
		if s, err := Parse(text); !errors.Is(err, ErrNone) {
			t.Errorf("%s: %+v, %v", name, s, err)
		}
	}
	for name, text := range map[string]string{
		"a tax number that fails": strings.Replace(atcud, "A:500000000", "A:500000001", 1),
		"a day that is none":      strings.Replace(atcud, "F:20260314", "F:20261314", 1),
		"no total":                strings.Replace(atcud, "*O:12.30", "", 1),
		"a rate too few":          strings.Replace(beleg, "_0.00^", "^", 1),
		"a sum that is none":      strings.Replace(beleg, "75.33", "75,33", 1),
	} {
		if s, err := Parse(text); err == nil {
			t.Errorf("%s: %+v", name, s)
		}
	}
}

func TestACodeSpeaksForReceiptsAndInvoicesAlike(t *testing.T) {
	page := func(texts ...string) doc.Page {
		var p doc.Page
		for _, text := range texts {
			p.Codes = append(p.Codes, doc.PageCode{Format: doc.FormatQR, Text: text})
		}
		return p
	}
	stated, ok := Read([]doc.Page{page("https://example.org"), page(atcud, atcud)})
	if !ok || len(stated) != 2 {
		t.Fatal(stated, ok)
	}
	if f := stated[0].Fields; stated[0].Type != doc.TypeReceipt || f["total"] != "12.30" || f["date"] != "2026-03-14" || f["receipt_number"] != "FS A2026/35" {
		t.Errorf("%+v", stated[0])
	}
	if f := stated[1].Fields; stated[1].Type != doc.TypeInvoice || f["grand_total"] != "12.30" || f["supplier_vat_id"] != "500000000" {
		t.Errorf("%+v", stated[1])
	}
	if s, ok := Read([]doc.Page{page(atcud, beleg)}); ok {
		t.Errorf("two sales state %+v", s)
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{tlv("a", "310122393500003", "2026-04-25", "1", "0"), atcud, beleg, "A:*:"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if s, err := Parse(text); err == nil && (s.Total == "" || s.Format == "") {
			t.Errorf("%+v", s)
		}
	})
}
