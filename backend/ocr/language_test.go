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

func TestAPagesLanguageChoosesAmongWhatIsInstalled(t *testing.T) {
	d := &tessdata{folders: []string{t.TempDir(), t.TempDir()}}
	for i, name := range []string{"eng", "deu", "hrv"} {
		if err := os.WriteFile(filepath.Join(d.folders[i%2], name+extension), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct{ name, text, model string }{
		{"English is read already", "Thank you for your visit total amount due change cash", ""},
		{"the language is installed", "Vielen Dank für Ihren Einkauf Summe Rückgeld MwSt", "deu"},
		{"one with its letters is", "Hvala za obisk nasvidenje Skupaj za plačilo DDV Znesek Davčna številka", "hrv"},
		{"none is", "Merci de votre visite à bientôt Total TTC dont TVA espèces rendu monnaie", ""},
		{"too little to be sure", "Summe Rückgeld", ""},
		{"nothing to go by", "12,00 EUR", ""},
	} {
		if model := d.modelFor(wordsOf(c.text)); model != c.model {
			t.Errorf("%s: %q", c.name, model)
		}
	}
}
