package main

import (
	"fmt"
	"math"
	"os"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// few is how many times a letter counts as having been followed by each as often
// as that one is at all.
const few = 15.0

// edge is what stands before a word and behind it.
const edge = 26

// writeLetters counts the pairs of letters in the words of a file, which has a
// language and its words a line, and the letters that words begin and end with.
func writeLetters(from, to string) error {
	data, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	var pairs [edge + 1][edge + 1]float64
	var single [edge]float64
	all, words := 0.0, 0.0
	for line := range strings.Lines(string(data)) {
		_, list, ok := strings.Cut(line, ":")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		for word := range strings.FieldsSeq(list) {
			w := capitals(word)
			for i := range len(w) - 1 {
				pairs[w[i]-'A'][w[i+1]-'A']++
				single[w[i+1]-'A']++
				all++
			}
			if w != "" {
				pairs[edge][w[0]-'A']++
				pairs[w[len(w)-1]-'A'][edge]++
				words++
			}
		}
	}
	var b strings.Builder
	ends := words / (all + words) // of the letters
	for a := range edge + 1 {
		sum := 0.0
		for c := range edge {
			sum += pairs[a][c]
		}
		for c := range edge {
			p := (pairs[a][c] + few*(single[c]+1)/(all+26)) / (sum + few)
			fmt.Fprintf(&b, "%d ", int(math.Round(10*math.Log(26*p))))
		}
		last := 0.0
		if a != edge {
			last = math.Log((pairs[a][edge] + few*ends) / (sum + pairs[a][edge] + few) / ends)
		}
		fmt.Fprintf(&b, "%d ", int(math.Round(10*last)))
		b.WriteString("\n")
	}
	return os.WriteFile(to, []byte(strings.ReplaceAll(b.String(), " \n", "\n")), 0o644)
}

// capitals of a word, without accents; nothing of one in another script.
func capitals(word string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(strings.ToUpper(word)) {
		switch {
		case r >= 'A' && r <= 'Z':
			b.WriteRune(r)
		case r > 0x36f: // no accent: another script
			return ""
		}
	}
	return b.String()
}
