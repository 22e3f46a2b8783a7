package extract

// guessLanguage votes by stop words and by the languages of exact labels. It
// returns a BCP 47 tag, empty when there is too little to go by.
func (l *layout) guessLanguage() string {
	votes := map[string]float64{}
	for i := range l.tokens {
		for _, t := range foldTokens(l.tokens[i].Text) {
			langs := l.lex.stop[t]
			for _, lang := range langs {
				votes[lang] += 1 / float64(len(langs))
			}
		}
	}
	for i := range l.labels {
		f := &l.labels[i]
		if f.quality < 1 || len(f.joined) < 4 {
			continue
		}
		for _, lang := range f.langs {
			votes[lang] += 1.5 / float64(len(f.langs))
		}
	}
	top, most := "", 2.0
	for _, lang := range l.lex.langs { // fixed order: ties do not depend on the map
		if votes[lang] > most {
			top, most = lang, votes[lang]
		}
	}
	return top
}
