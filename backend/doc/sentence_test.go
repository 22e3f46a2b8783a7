package doc

import (
	"maps"
	"strings"
	"testing"
)

func TestASentenceIsFilledIn(t *testing.T) {
	s := Say("issue.balance_chain.between", "from", "3", "to", "5", "amount", "-0.10")
	if got, want := s.English(), "Between lines 3 and 5 the balance is off by -0.10."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got := Say("detail.value_choice", "choices", "{amount}").English(); got != "choose one of: {amount}" {
		t.Errorf("what is filled in is not looked into: %q", got)
	}
}

func TestASentenceIsSaidOnlyAsTheTableHasIt(t *testing.T) {
	for name, params := range map[string][]string{
		"issue.unknown":     nil,
		"issue.not_expired": nil,
		"issue.legible":     {"date", "2026-11-21"},
		"detail.pages":      {"pages", "3"},
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s is said with %q", name, params)
				}
			}()
			Say(name, params...)
		}()
	}
}

func TestARefusalCarriesItsSentence(t *testing.T) {
	f := FailureOf(Refuse(CodeTooManyPages, "pages", "pages", "700", "limit", "500"))
	if f.Detail != "700 pages, the limit is 500" || f.Sentence == nil || f.Sentence.Key != "detail.pages" ||
		!maps.Equal(f.Sentence.Params, map[string]string{"pages": "700", "limit": "500"}) {
		t.Errorf("failure %+v", f)
	}
}

// Every rule, warning and refusal is said in one of three groups.
func TestSentencesAreGrouped(t *testing.T) {
	for key := range Sentences() {
		if group, name, ok := strings.Cut(key, "."); !ok || name == "" || group != "issue" && group != "warning" && group != "detail" {
			t.Errorf("sentence %q", key)
		}
	}
}
