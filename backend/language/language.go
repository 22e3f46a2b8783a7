// Package language tells which language a paper is printed in, from its words.
// It is pure: no input or output, and it knows of no other room, so that reading
// and extraction can both ask it.
package language

import (
	"maps"
	"slices"
	"unicode/utf8"
)

const (
	enough = 2.5 // evidence without which nothing is said
	much   = 5.0 // evidence that can be acted on
	ahead  = 1.5 // how many times the next language's evidence that takes
)

// Guess is what the words of a paper say of its language.
type Guess struct {
	Code string // ISO 639-1, empty when there is too little to go by
	Sure bool   // clear enough to read the paper again in this language
}

// Of guesses the language of words as they stand on the paper, well read or
// badly, in any order.
func Of(words []string) Guess {
	if code := byScript(words); code != "" {
		return Guess{code, true}
	}
	votes := count(words)
	best, next := "", ""
	for _, code := range slices.Sorted(maps.Keys(votes)) { // sorted: ties do not depend on the map
		switch {
		case votes[code] > votes[best]:
			best, next = code, best
		case votes[code] > votes[next]:
			next = code
		}
	}
	if votes[best] < enough {
		return Guess{}
	}
	return Guess{best, votes[best] >= much && votes[best] >= ahead*votes[next]}
}

// count gives each language the weight of its words. A word counts once: the
// words of a table's heading or of repeated items say no more the tenth time.
func count(words []string) map[string]float64 {
	l := known()
	votes := map[string]float64{}
	seen := map[string]bool{}
	for _, w := range words {
		if isAddress(w) {
			continue
		}
		for _, t := range fold(w) {
			if langs := l[t]; len(langs) > 0 && !seen[t] {
				seen[t] = true
				for _, code := range langs {
					votes[code] += weight(t) / float64(len(langs))
				}
			}
		}
	}
	return votes
}

// weight of a word: the short ones are what noise looks like.
func weight(word string) float64 {
	return min(1.5, 0.25*float64(utf8.RuneCountInString(word)))
}
