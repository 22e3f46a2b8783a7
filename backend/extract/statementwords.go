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
