package doc

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
)

// Sentence is what is said to a person, in a form that other languages can say,
// too: its key never changes once published, and its parameters are values of
// the document, names of its fields, counts and limits. Unlike the English text
// beside it, a program may tell sentences apart by it.
type Sentence struct {
	Key    string            `json:"key" doc:"Names the sentence; it never changes"`
	Params map[string]string `json:"params,omitempty" doc:"What the sentence speaks of, by name"`
	More   []Sentence        `json:"more,omitempty" doc:"What is said beside, in turn, where there is more than one thing to say"`
}

// Say makes the sentence of the key; its parameters are names and values in
// turn. A key or a parameter that the table does not know, or one left out, is a
// programmer's mistake, and panics.
func Say(key string, params ...string) Sentence {
	s := Sentence{Key: key}
	for i := 0; i+1 < len(params); i += 2 {
		if s.Params == nil {
			s.Params = make(map[string]string, len(params)/2)
		}
		s.Params[params[i]] = params[i+1]
	}
	known, ok := sentences()[key]
	if want := placeholders(known); !ok || !slices.Equal(want, slices.Sorted(maps.Keys(s.Params))) {
		panic(fmt.Sprintf("doc: the sentence %q speaks of %q, not of %q", key, want, params))
	}
	return s
}

// English is the sentence as programs that speak one language show it; empty for
// a key that this version does not know.
func (s Sentence) English() string {
	return placeholder.ReplaceAllStringFunc(sentences()[s.Key], func(name string) string {
		return s.Params[name[1:len(name)-1]]
	})
}

var placeholder = regexp.MustCompile(`\{[a-z_]+\}`)

// placeholders are the names of what a sentence speaks of, sorted.
func placeholders(text string) []string {
	var names []string
	for _, name := range placeholder.FindAllString(text, -1) {
		names = append(names, name[1:len(name)-1])
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// Sentences names every sentence, with what it speaks of.
func Sentences() map[string][]string {
	all := make(map[string][]string)
	for key, text := range sentences() {
		all[key] = placeholders(text)
	}
	return all
}

// IssueSentence says of a rule that it does not hold; way tells its ways to fail
// apart and is empty where there is one.
func IssueSentence(rule, way string, params ...string) Sentence {
	return Say(joined("issue", rule, way), params...)
}

// IssueOf is a rule of the whole document that does not hold, and sends it to a
// person.
func IssueOf(rule string, params ...string) Issue {
	s := IssueSentence(rule, "", params...)
	return Issue{Rule: rule, Severity: SeverityError, Fields: []string{}, Message: s.English(), Sentence: &s}
}

// NewWarning makes a warning of the code; way tells apart what it may be about.
func NewWarning(code string, page int, way string, params ...string) Warning {
	s := Say(joined("warning", code, way), params...)
	return Warning{Code: code, Page: page, Message: s.English(), Sentence: &s}
}

// Refuse makes an error whose detail is a sentence.
func Refuse(code Code, key string, params ...string) *Error {
	s := Say(joined("detail", key, ""), params...)
	return &Error{Code: code, Detail: s.English(), Sentence: &s}
}

// Outdated refuses what was meant for another revision than the document's.
func Outdated(now, meant int64) *Error {
	return Refuse(CodeStale, "stale", "revision", strconv.FormatInt(now, 10), "meant", strconv.FormatInt(meant, 10))
}

// Because gives the error its cause: its text follows the detail where no
// interface stands between, its sentence stays.
func (e *Error) Because(err error) *Error {
	e.Detail, e.Err = e.Detail+": "+err.Error(), err
	return e
}

func joined(group, name, way string) string {
	key := group + "." + name
	if way != "" {
		key += "." + way
	}
	return key
}
