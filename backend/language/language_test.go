package language_test

import (
	"strings"
	"testing"

	"deskclerk/backend/language"
)

func TestPapersAreKnownByTheirWords(t *testing.T) {
	for code, text := range map[string]string{
		"en": "Thank you for your visit. Total amount due 12.00 Cash 20.00 Change 8.00",
		"de": "Vielen Dank für Ihren Einkauf! Summe EUR 12,00 Gegeben 20,00 Rückgeld 8,00 MwSt",
		"fr": "Merci de votre visite, à bientôt. Total TTC 12,00 dont TVA, espèces, rendu monnaie",
		"es": "Gracias por su visita. Importe total 12,00 IVA incluido Efectivo Cambio Factura simplificada",
		"it": "Grazie e arrivederci. Totale complessivo 12,00 di cui IVA, pagamento contante, resto",
		"nl": "Bedankt voor uw bezoek en tot ziens. Totaal te betalen 12,00 BTW Bedrag Aantal",
		"pt": "Obrigado pela sua visita. Total a pagar 12,00 Troco Dinheiro Contribuinte Fatura Descrição",
		"pl": "Dziękujemy, zapraszamy ponownie. Suma PLN 12,00 Paragon fiskalny Sprzedaż opodatkowana Gotówka",
		"cs": "Děkujeme za nákup. Celkem 12,00 Základ DPH Účtenka Hotovost Vráceno",
		"sv": "Välkommen åter! Totalt 12,00 varav moms Kvitto Betalt Växel Köp Kontant",
		"da": "Tak for besøget, velkommen igen. At betale 12,00 heraf moms Byttepenge Beløb",
		"no": "Takk for besøket, velkommen igjen. Å betale 12,00 herav mva Beløp Bankaxept Kvittering",
		"fi": "Kiitos käynnistä, tervetuloa uudelleen. Yhteensä 12,00 ALV Käteinen Kuitti",
		"hr": "Hvala na posjetu, dođite ponovno. Ukupno 12,00 PDV Osnovica Račun Gotovina Konobar",
		"sl": "Hvala za obisk, nasvidenje. Skupaj za plačilo 12,00 DDV Davčna številka Znesek",
		"hu": "Köszönjük a vásárlást! Összesen fizetendő 12,00 ÁFA Nyugta Készpénz Visszajáró",
		"ro": "Vă mulțumim! Total 12,00 Cota TVA Valoare Bucată Preț Bon fiscal Numerar Casier",
		"lt": "Ačiū, kad pirkote! Viso mokėti 12,00 PVM Kvitas Kaina Kiekis Grynieji",
	} {
		got := language.Of(strings.Fields(text))
		if got.Code != code || !got.Sure {
			t.Errorf("%s is taken for %+v", code, got)
		}
	}
}

func TestAccentsMayBeLostAndCaseDiffer(t *testing.T) {
	text := "VIELEN DANK FUR IHREN EINKAUF SUMME RUCKGELD STRASSE"
	if got := language.Of(strings.Fields(text)); got.Code != "de" || !got.Sure {
		t.Errorf("got %+v", got)
	}
}

func TestScriptsOfOneLanguageNameIt(t *testing.T) {
	for code, text := range map[string]string{
		"el": "ΑΠΟΔΕΙΞΗ ΛΙΑΝΙΚΗΣ ΣΥΝΟΛΟ ΜΕΤΡΗΤΑ Visa",
		"zh": "總金額 現金 找回 多謝惠顧 歡迎再次光臨",
		"ja": "ありがとうございました またお越しください 合計",
		"ko": "감사합니다 합계 금액 현금 영수증 카드",
	} {
		if got := language.Of(strings.Fields(text)); got.Code != code || !got.Sure {
			t.Errorf("%s is taken for %+v", code, got)
		}
	}
}

func TestLittleTextHasNoLanguage(t *testing.T) {
	for _, text := range []string{"", "12,00 EUR", "www.das-und-die.de info@der.die.das", "A B 7 x1 |", "Q3 la 12"} {
		if got := language.Of(strings.Fields(text)); got != (language.Guess{}) {
			t.Errorf("%q is taken for %+v", text, got)
		}
	}
}

func TestOneWordRepeatedSaysItOnce(t *testing.T) {
	if got := language.Of(strings.Fields(strings.Repeat("Kartenzahlung ", 50))); got.Sure {
		t.Errorf("got %+v", got)
	}
}

func TestTwoLanguagesAlikeAreNotSure(t *testing.T) {
	text := "Vielen Dank für Ihren Einkauf Summe Thank you for your visit total amount please"
	if got := language.Of(strings.Fields(text)); got.Sure {
		t.Errorf("got %+v", got)
	}
}

func BenchmarkOf(b *testing.B) {
	words := strings.Fields(strings.Repeat("Vielen Dank für Ihren Einkauf! Summe EUR 12,00 Gegeben 20,00 Rückgeld 8,00 ", 20))
	for b.Loop() {
		language.Of(words)
	}
}
