package ocr

import (
	"deskclerk/backend/doc"
	"deskclerk/backend/language"
)

// models names the language data for a page in the language (ISO 639-1), the
// best first: its own, then one whose alphabet has all its letters.
func models(code string) []string {
	switch code {
	case "sl":
		return []string{"slv", "hrv"}
	case "no":
		return []string{"nor", "dan"}
	case "da":
		return []string{"dan", "nor"}
	case "zh":
		return []string{"chi_tra", "chi_sim"}
	}
	if own := map[string]string{
		"ar": "ara", "ca": "cat", "cs": "ces", "de": "deu", "el": "ell", "en": "eng", "es": "spa", "et": "est", "fi": "fin",
		"fr": "fra", "he": "heb", "hr": "hrv", "hu": "hun", "it": "ita", "ja": "jpn", "ko": "kor", "lt": "lit", "lv": "lav",
		"ms": "msa", "nl": "nld", "pl": "pol", "pt": "por", "ro": "ron", "sk": "slk", "sv": "swe", "th": "tha", "tr": "tur",
	}[code]; own != "" {
		return []string{own}
	}
	return nil
}

// installed is the best language data there is for a language, "" for none.
func (d *tessdata) installed(code string) string {
	for _, m := range models(code) {
		if _, ok := d.find(m); ok {
			return m
		}
	}
	return ""
}

// languageName is the part of reading that can be skipped.
const languageName = "language"

// listen goes on in the page's own language when the first reading, in English,
// shows that it has another one. Such a page is never settled by one pass.
//
// On 61 till receipts in nine languages a second pass in the page's language
// alone, joined with the first one, found more dates, merchants and numbers than
// a second English one, for the same time; both models at once take 1.6 times as
// long and gain nothing more. On invoices words with accents are read right nine
// times in ten, in English alone once.
func (r *reading) listen(words []doc.Word) {
	if r.spoken == nil || r.skips(languageName) {
		return
	}
	if e := r.spoken(words); e != nil {
		r.engine, r.foreign = e, true
	}
}

// engineFor starts the engine for the language that the words are surely of; nil
// when that is English, is not sure, or there is none for it. Language data that
// cannot be loaded counts as none: nobody asked for it, and the page is read.
func (t *Tesseract) engineFor(words []doc.Word) *engine {
	model := t.data.modelFor(words)
	if model == "" {
		return nil
	}
	folder, err := t.data.folderFor([]string{model})
	if err != nil {
		return nil
	}
	e, err := t.engines.get(folder, []string{model})
	if err != nil {
		return nil
	}
	return e
}

// modelFor names the language data that the page is worth reading again with, ""
// for none.
func (d *tessdata) modelFor(words []doc.Word) string {
	texts := make([]string, len(words))
	for i, w := range words {
		texts[i] = w.Text
	}
	g := language.Of(texts)
	if !g.Sure || g.Code == "en" {
		return ""
	}
	return d.installed(g.Code)
}
