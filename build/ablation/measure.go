package main

import (
	"bytes"
	"fmt"
	"strings"
	"time"

	"deskclerk/backend/bench"
	"deskclerk/backend/doc"
	"deskclerk/backend/extract"
	"deskclerk/build/packs"
)

// sought is a field that is counted, by the names that types have for it.
type sought struct {
	names []string
	has   func(text, want string) bool
}

func fields() [3]sought {
	return [3]sought{
		{[]string{"total", "grand_total"}, hasAmount},
		{[]string{"date", "issue_date"}, hasDate},
		{[]string{"merchant", "supplier_name"}, hasName},
	}
}

// figures of one way to read.
type figures struct {
	pages, passes int
	cpu           time.Duration
	fields        [3]counts
}

// counts of one field: documents that have it, where it stands in the words, in
// the words or another reading, and where extraction gets it right.
type counts struct{ of, words, readings, right int }

const header = `                      passes  CPU s        total                  date                   merchant
                      a page  a page  words readings right   words readings right   words readings right`

func measure(cases []packs.Case, readings [][]doc.PageReading, cpu time.Duration) figures {
	f := figures{cpu: cpu}
	for i, c := range cases {
		var pages []doc.Page
		var text, more strings.Builder
		for _, r := range readings[i] {
			f.pages++
			f.passes += passes(r.Raw)
			pages = append(pages, r.Page)
			text.WriteString(r.Page.Text() + "\n")
			more.WriteString(withReadings(r.Page) + "\n")
		}
		u := extract.Understand(pages, extract.Options{})
		for k, s := range fields() {
			for _, name := range s.names {
				if truth := c.Truth.Fields[name]; len(truth) > 0 {
					f.fields[k].add(truth, s.has, text.String(), more.String(), right(c, name, u))
				}
			}
		}
	}
	return f
}

func (n *counts) add(truth []string, has func(text, want string) bool, words, readings string, right bool) {
	n.of++
	if anyOf(truth, has, words) {
		n.words++
	}
	if anyOf(truth, has, readings) {
		n.readings++
	}
	if right {
		n.right++
	}
}

func right(c packs.Case, field string, u doc.Understanding) bool {
	v := u.Fields[field].Value
	return v != nil && bench.Compare(field, bench.KindOf(c.Truth.Type, field), *v, c.Truth.Fields[field]).Right
}

func anyOf(truth []string, has func(text, want string) bool, text string) bool {
	for _, want := range truth {
		if has(text, want) {
			return true
		}
	}
	return false
}

// passes over a page, looks aside, from the engine's own output.
func passes(raw []byte) int {
	n := 0
	for line := range bytes.SplitSeq(raw, []byte("\n")) {
		if bytes.HasPrefix(line, []byte("# ")) && !bytes.Equal(line, []byte("# look")) {
			n++
		}
	}
	return n
}

func (f figures) row(name string) string {
	var b strings.Builder
	pages := float64(max(1, f.pages))
	fmt.Fprintf(&b, "%-20s  %6.2f  %6.2f", name, float64(f.passes)/pages, f.cpu.Seconds()/pages)
	for _, c := range f.fields {
		n := float64(max(1, c.of))
		fmt.Fprintf(&b, "  %5.3f    %5.3f %5.3f ", float64(c.words)/n, float64(c.readings)/n, float64(c.right)/n)
	}
	return b.String()
}
