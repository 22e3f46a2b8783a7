package extract

import (
	_ "embed"
	"encoding/json"
	"slices"
	"strings"
	"sync"
)

//go:embed lexicon_statement.json
var statementFile []byte

// notion is what a phrase on a bank statement means.
type notion string

// The notions of a statement's words; statementFile has them in many languages.
const (
	nDate, nValueDate, nDescription = notion("date"), notion("value_date"), notion("description")
	nDebit, nCredit, nAmount        = notion("debit"), notion("credit"), notion("amount")
	nBalance, nOpening, nClosing    = notion("balance"), notion("opening"), notion("closing")
	nTotal, nPage, nHolder          = notion("total"), notion("page"), notion("holder")
	nNumber, nPeriod, nBank         = notion("number"), notion("period"), notion("bank")
	nStatement, nCard               = notion("statement"), notion("card")
	nCreditMark, nDebitMark         = notion("credit_mark"), notion("debit_mark")
	nCredits, nDebits               = notion("credits"), notion("debits") // headings of sections
	nDaily, nOwed                   = notion("daily"), notion("owed")
	nStatementDay                   = notion("statement_day")
)

// statementWords are the phrases of each notion, folded, and of each phrase its
// notions.
type statementWords struct {
	of      map[notion][]string
	notions map[string][]notion
}

var statementLexicon = sync.OnceValue(func() *statementWords {
	var raw map[notion][]string
	if err := json.Unmarshal(statementFile, &raw); err != nil {
		panic(err)
	}
	w := &statementWords{map[notion][]string{}, map[string][]notion{}}
	for n, phrases := range raw {
		for _, p := range phrases {
			f := strings.Join(foldTokens(p), " ")
			if f == "" {
				f = p
			}
			w.of[n] = append(w.of[n], f)
			w.notions[f] = append(w.notions[f], n)
		}
	}
	return w
})

// means reports whether a folded text holds a phrase of the notion as whole
// words.
func means(folded string, n notion) bool {
	padded := " " + folded + " "
	return slices.ContainsFunc(statementLexicon().of[n], func(p string) bool { return strings.Contains(padded, " "+p+" ") })
}

// mostPhraseWords is how many words a phrase of the lexicon has at most, or more.
const mostPhraseWords = 5

// notionsIn are all notions that a folded text holds a phrase of, as means says;
// one walk over the text in place of one for each phrase, for this is asked of
// every row each time a page was read.
func notionsIn(folded string) map[notion]bool {
	var out map[notion]bool
	w := statementLexicon()
	for start := range len(folded) {
		if start > 0 && folded[start-1] != ' ' {
			continue
		}
		words := 0
		for end := start + 1; end <= len(folded) && words < mostPhraseWords; end++ {
			if end < len(folded) && folded[end] != ' ' {
				continue
			}
			words++
			for _, n := range w.notions[folded[start:end]] {
				if out == nil {
					out = map[notion]bool{}
				}
				out[n] = true
			}
		}
	}
	return out
}

// begins reports whether a folded text begins with a phrase of the notion, and
// how many of its words that has; the longest one counts.
func begins(folded string, n notion) (words int) {
	for _, p := range statementLexicon().of[n] {
		if strings.HasPrefix(folded+" ", p+" ") {
			words = max(words, strings.Count(p, " ")+1)
		}
	}
	return words
}
