package ocr

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"deskclerk/backend/doc"
)

func wordsOf(text string) (out []doc.Word) {
	for t := range strings.FieldsSeq(text) {
		out = append(out, doc.Word{Text: t})
	}
	return out
}

func TestThePagesLanguageChoosesAmongWhatIsInstalled(t *testing.T) {
	d := &tessdata{folders: []string{t.TempDir(), t.TempDir()}}
	for i, name := range []string{"eng", "deu", "hrv"} {
		if err := os.WriteFile(filepath.Join(d.folders[i%2], name+extension), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct{ name, text, code, model string }{
		{"English is read already", "Thank you for your visit total amount due change cash", "en", ""},
		{"the language is installed", "Vielen Dank für Ihren Einkauf Summe Rückgeld MwSt", "de", "deu"},
		{"one with its letters is", "Hvala za obisk nasvidenje Skupaj za plačilo DDV Znesek Davčna številka", "sl", "hrv"},
		{"none is", "Merci de votre visite à bientôt Total TTC dont TVA espèces rendu monnaie", "fr", ""},
		{"too little to be sure", "Summe Rückgeld", "de", ""},
		{"nothing to go by", "12,00 EUR", "", ""},
	} {
		if code, model := d.spoken(wordsOf(c.text)); code != c.code || model != c.model {
			t.Errorf("%s: %q, %q", c.name, code, model)
		}
	}
}
