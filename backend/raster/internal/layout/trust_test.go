package layout

import (
	"strings"
	"testing"

	"deskclerk/backend/doc"
)

const invoice = "Rechnung Nr. 2024-0815 vom 12.03.2024 Lieferung frei Haus Netto 376,37 MwSt. 71,51 Gesamtbetrag 447,88 EUR " +
	"Zahlbar bis 30.04.2024 ohne Abzug IBAN DE34 7007 0010 0156 9193 01 BIC DEUTDEMMXXX Wir danken für Ihren Auftrag"

// page makes the facts of a page with text from top to bottom over its width.
func page(text string, images ...Image) Facts {
	f := Facts{Page: a4, Texts: 10, Images: images}
	words := strings.Fields(text)
	for i := 0; i < len(words); i += 5 {
		row := strings.Join(words[i:min(i+5, len(words))], " ")
		f.Chars = append(f.Chars, typed(row, 50, 60+20*float64(i/5), 10)...)
	}
	f.Words = Words(a4, f.Chars)
	return f
}

func with(f Facts, change func(*Facts)) Facts {
	change(&f)
	return f
}

func picture(x0, y0, x1, y1 float64, w, h int) Image {
	return Image{Rect: Rect{x0, y0, x1, y1}, Width: w, Height: h}
}

func TestTrustInATextLayer(t *testing.T) {
	scan := picture(0, 0, 595, 842, 2480, 3508)
	logo := picture(400, 20, 560, 60, 600, 150)
	for name, c := range map[string]struct {
		facts Facts
		want  Reason
	}{
		"a born-digital page":                              {page(invoice), ReasonNone},
		"the same with a logo":                             {page(invoice, logo), ReasonNone},
		"a page without text":                              {Facts{Page: a4}, ReasonNoText},
		"text objects without characters":                  {Facts{Page: a4, Texts: 3}, ReasonNoText},
		"a scan with a layer over it":                      {page(invoice, scan), ReasonOverImage},
		"a scan in strips with a layer":                    {page(invoice, picture(0, 0, 595, 421, 2480, 1754), picture(0, 421, 595, 842, 2480, 1754)), ReasonOverImage},
		"a scan that leaves a margin":                      {page(invoice, picture(30, 30, 565, 600, 2200, 2400)), ReasonOverImage},
		"text that is not painted":                         {with(page(invoice), func(f *Facts) { f.Invisible = 9 }), ReasonInvisible},
		"a single text that is not painted":                {with(page(invoice), func(f *Facts) { f.Invisible = 1 }), ReasonNone},
		"a shade stretched over the page":                  {page(invoice, picture(0, 0, 595, 842, 1, 256)), ReasonNone},
		"a tiny picture stretched over the page":           {page(invoice, picture(0, 0, 595, 842, 60, 80)), ReasonNone},
		"a stamped number beside a scan":                   {page("Page 1 of 3", picture(50, 200, 545, 700, 2000, 2000)), ReasonImagePage},
		"a cover note above half a page of scan":           {page("See the receipt below, which was scanned on Monday", picture(0, 300, 595, 842, 2480, 2258)), ReasonImagePage},
		"a page number beside outlines":                    {with(page("Page 1"), func(f *Facts) { f.Paths = 900 }), ReasonOutlines},
		"a page number alone":                              {page("Page 1"), ReasonNone},
		"glyphs with private codes":                        {page(strings.Repeat("\ue001\ue002\ue003 ", 20)), ReasonUnmapped},
		"glyphs with no code":                              {page(strings.Repeat("\ufffd\ufffd\ufffd ", 20)), ReasonUnmapped},
		"a few symbols with private codes among the words": {page(invoice + " \ue001 \ue002"), ReasonNone},
		"a font whose codes are shifted":                   {page(shifted(invoice)), ReasonGarbage},
		"a page that lies on its side": {with(page(invoice), func(f *Facts) {
			for i := range f.Chars {
				f.Chars[i].Turn = 3
			}
		}), ReasonTurned},
	} {
		t.Run(name, func(t *testing.T) {
			if got := Judge(c.facts); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// shifted moves every letter 29 codes down, as fonts without a map do.
func shifted(s string) string {
	return strings.Map(func(r rune) rune {
		if r > '=' {
			return r - 29
		}
		return r
	}, s)
}

func TestGarbageIsToldFromLanguage(t *testing.T) {
	for text, want := range map[string]bool{
		"The quick brown fox jumps over the lazy dog, twice a day":                                         false,
		"Faktura VAT nr 12/2024 Sprzedawca Nabywca Przelew Należność ogółem brutto złotych":                false,
		"Pos Art-Nr Bez Mge ME EP GP MwSt USt-IdNr DE123456789 HRB 1234 GmbH & Co. KG":                     false,
		"4008789012345 2,00 12,90 25,80 A 4008789012352 1,00 3,49 3,49 B":                                  false,
		"Счёт на оплату № 15 от 12 марта 2024 г. Итого к оплате":                                           false,
		"領収書 合計 金額 消費税 株式会社 東京都 千代田区 発行日":                                                                  false,
		"τιμολόγιο αριθμός ημερομηνία σύνολο φόρος πληρωτέο ποσό ευρώ":                                     false,
		"J0~]n [}m{ <\\>x |¬¦ ^^z{ }~k ¢¤x {}q <>p":                                                        true,
		"qWxRtZ bNmKpL vCxZtR gHjKlM wQrTpS dFgHkL zXcVbN mLkJhG":                                          true,
		"a b c d e f g h i j k l m n o p q r s t u v w x y z a b c d e f g h":                              true,
		"---------- ========== ..........":                                                                 false,
		"one two":                                                                                          false,
		"BELEGVERFILMUNG-KENNUNG:>>L20157388200100<< Alpha_Param1 D/60325/523756 NULL NEIN SIMPLEX/SW R X": false,
	} {
		var words []doc.Word
		for _, w := range strings.Fields(text) {
			words = append(words, doc.Word{Text: w})
		}
		if got := Garbage(words); got != want {
			t.Errorf("%q: garbage %v, want %v", text, got, want)
		}
	}
}

func TestCoverCountsOverlappingImagesOnce(t *testing.T) {
	half := picture(0, 0, 595, 421, 1000, 1000)
	if got := Cover(a4, []Image{half, half}); got < 0.48 || got > 0.52 {
		t.Errorf("got %v", got)
	}
}
