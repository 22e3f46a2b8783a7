package extract

import (
	"iter"
	"slices"
	"strings"
)

// phrases are folded texts of some words, by their first word.
type phrases map[string][]string

func (p phrases) add(list []string) {
	for _, s := range list {
		word, _, _ := strings.Cut(s, " ")
		if !slices.Contains(p[word], s) {
			p[word] = append(p[word], s)
		}
	}
}

// in reports one of the phrases in a folded text.
func (p phrases) in(folded string) bool {
	for range p.all(folded) {
		return true
	}
	return false
}

// all are the places of the phrases in a folded text, with repeats.
func (p phrases) all(folded string) iter.Seq2[int, string] {
	return func(yield func(int, string) bool) {
		for at := 0; at < len(folded); {
			word, _, _ := strings.Cut(folded[at:], " ")
			for _, s := range p[word] {
				end := at + len(s)
				if strings.HasPrefix(folded[at:], s) && (end == len(folded) || folded[end] == ' ') && !yield(at, s) {
					return
				}
			}
			at += len(word) + 1
		}
	}
}

// count how often each phrase stands in a folded text; of two that share a
// space, one.
func (p phrases) count(folded string) map[string]int {
	n, next := map[string]int{}, map[string]int{}
	for at, s := range p.all(folded) {
		if at >= next[s] {
			n[s]++
			next[s] = at + len(s) + 2
		}
	}
	return n
}
