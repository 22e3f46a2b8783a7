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

// writeLetters counts the pairs of letters in the words of a file, which has a
// language and its words a line.
func writeLetters(words, to string) error {
	data, err := os.ReadFile(words)
	if err != nil {
		return err
	}
	var pairs [26][26]float64
	var single [26]float64
	all := 0.0
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
		}
	}
	var b strings.Builder
	for a := range 26 {
		sum := 0.0
		for c := range 26 {
			sum += pairs[a][c]
		}
		for c := range 26 {
			p := (pairs[a][c] + few*(single[c]+1)/(all+26)) / (sum + few)
			fmt.Fprintf(&b, "%d ", int(math.Round(10*math.Log(26*p))))
		}
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
