package extract

import "deskclerk/backend/language"

// guessLanguage gives the ISO 639-1 code of the language that most words are
// of, empty when there is too little to go by.
func (l *layout) guessLanguage() string {
	texts := make([]string, len(l.tokens))
	for i := range l.tokens {
		texts[i] = l.tokens[i].Text
	}
	return language.Of(texts).Code
}
