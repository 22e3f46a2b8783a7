package bench

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
)

// shownWrong is how many wrong and accepted values the text lists.
const shownWrong = 20

// WriteText writes the report for a person at a terminal.
func (r Report) WriteText(w io.Writer) error {
	var b bytes.Buffer
	for _, p := range r.Packs {
		fmt.Fprintf(&b, "%s: %d documents. Licence: %s\n", p.Name, p.Documents, orUnknown(p.Licence))
	}
	b.WriteString("\n")
	b.WriteString("Shares of n; wrong is of the accepted, with its exact interval; invented counts values where the truth\n" +
		"says nothing; the last columns are the largest share that could be accepted with so much wrong in it.\n\n")
	r.All.text(&b)
	reliabilityText(&b, r.All.Fields)
	for _, s := range r.Splits {
		fmt.Fprintf(&b, "\n── %s: %s ──\n", s.By, s.Value)
		s.text(&b)
	}
	r.failedText(&b)
	r.wrongText(&b)
	_, err := w.Write(b.Bytes())
	return err
}

func (f Figures) text(b *bytes.Buffer) {
	d := f.Documents
	g := grid{left: 1}
	g.add("documents", fmt.Sprint(d.N))
	line := func(name string, s Share) {
		g.add(name, fmt.Sprintf("%d of %d", s.K, s.N), rate(s.K, s.N), interval(s))
	}
	line("type right", d.TypeRight)
	line("all fields right", d.AllRight)
	line("straight through", d.Through)
	line("  something wrong in it", d.ThroughWrong)
	line("failed", d.Failed)
	g.write(b)
	fmt.Fprintf(b, "%s\n\n", f.Time)
	fieldsText(b, f.Fields)
	if i := f.LineItems; i != nil {
		fmt.Fprintf(b, "line items of %d documents: %d of %d rows matched, %d found; precision %.3f, recall %.3f, F1 %.3f\n",
			i.Documents, i.Matched, i.Truth, i.Found, i.Precision, i.Recall, i.F1)
	}
	issuersText(b, f.ItemsBy)
	if i := f.Transactions; i != nil {
		fmt.Fprintf(b, "transactions of %d documents: %d of %d rows matched, %d found; precision %.3f, recall %.3f, F1 %.3f\n",
			i.Documents, i.Matched, i.Truth, i.Found, i.Precision, i.Recall, i.F1)
	}
}

const (
	shownIssuers  = 40 // that the text lists
	longestIssuer = 36 // letters of a name
)

// issuersText lists the rows of each issuer's documents.
func issuersText(b *bytes.Buffer, list []IssuerFigures) {
	if len(list) < 2 {
		return
	}
	g := grid{left: 1}
	g.add("line items by issuer", "documents", "rows", "found", "matched", "F1")
	for _, f := range list[:min(len(list), shownIssuers)] {
		name := []rune(orUnknown(f.Issuer))
		g.add(string(name[:min(len(name), longestIssuer)]), fmt.Sprint(f.Documents), fmt.Sprint(f.Truth), fmt.Sprint(f.Found), fmt.Sprint(f.Matched), fmt.Sprintf("%.3f", f.F1))
	}
	g.write(b)
	fmt.Fprintf(b, "mean F1 of %d issuers, each counting the same: %.3f\n", len(list), meanF1(list))
}

// String says how long a page took, and in which stage.
func (t TimeFigures) String() string {
	text := fmt.Sprintf("%d pages", t.Pages)
	if t.WallSeconds > 0 {
		text += fmt.Sprintf(" in %.1f s, %.2f s a page", t.WallSeconds, t.SecondsPerPage)
	}
	var stages []string
	for _, name := range t.Stages() {
		stages = append(stages, fmt.Sprintf("%s %.2f", name, t.StagesPerPage[name]))
	}
	if len(stages) > 0 {
		text += "; worker seconds a page: " + strings.Join(stages, ", ")
	}
	return text
}

// Stages names the stages, the dearest first.
func (t TimeFigures) Stages() []string {
	names := slices.Sorted(maps.Keys(t.StagesPerPage))
	slices.SortStableFunc(names, func(a, b string) int {
		switch {
		case t.StagesPerPage[a] > t.StagesPerPage[b]:
			return -1
		case t.StagesPerPage[a] < t.StagesPerPage[b]:
			return 1
		}
		return 0
	})
	return names
}

func fieldsText(b *bytes.Buffer, fields []FieldFigures) {
	if len(fields) == 0 {
		return
	}
	g := grid{left: 2}
	g.add("type", "field", "n", "found", "right", "close", "accepted", "wrong", "95 %", "invented", "at ≤ 1 %", "≤ 2 %")
	for _, f := range fields {
		g.add(string(f.Type), f.Field, fmt.Sprint(f.N), rate(f.Found, f.N), rate(f.Right, f.N), rate(f.Close, f.N), rate(f.Accepted, f.N),
			fmt.Sprintf("%d/%d", f.AcceptedWrong.K, f.AcceptedWrong.N), interval(f.AcceptedWrong), f.inventedText(),
			f.coverage(f.CoverageAt1), f.coverage(f.CoverageAt2))
	}
	g.write(b)
}

func (f FieldFigures) coverage(p Point) string {
	if f.N == 0 {
		return "–"
	}
	return fmt.Sprintf("%.3f", p.Coverage)
}

func (f FieldFigures) inventedText() string {
	if f.Silent == 0 {
		return "–"
	}
	return fmt.Sprintf("%d/%d", f.Invented, f.Silent)
}

func reliabilityText(b *bytes.Buffer, fields []FieldFigures) {
	if !slices.ContainsFunc(fields, func(f FieldFigures) bool { return f.Found > 0 }) {
		return
	}
	b.WriteString("\nReliability: of the values found with a confidence in the column's tenth, how many,\n" +
		"their mean confidence, and the share that was right.\n")
	g := grid{left: 3}
	g.add("type", "field", "", "< .1", "< .2", "< .3", "< .4", "< .5", "< .6", "< .7", "< .8", "< .9", "≤ 1")
	for _, f := range fields {
		if len(f.Reliability) == 0 {
			continue
		}
		row := func(kind, name, what string, cell func(Bin) string) {
			cells := make([]string, 10)
			for _, bin := range f.Reliability {
				cells[int(bin.From*10+0.5)] = cell(bin)
			}
			g.add(append([]string{kind, name, what}, cells...)...)
		}
		row(string(f.Type), f.Field, "n", func(b Bin) string { return fmt.Sprint(b.N) })
		row("", "", "said", func(b Bin) string { return fmt.Sprintf("%.3f", b.Confidence) })
		row("", "", "was", func(b Bin) string { return fmt.Sprintf("%.3f", b.Right) })
	}
	g.write(b)
}

func (r Report) wrongText(b *bytes.Buffer) {
	n := 0
	for _, f := range r.Wrong {
		if f.Outcome != Wrong || !f.Accepted {
			break // they come first
		}
		if n++; n == 1 {
			b.WriteString("\nWrong and accepted:\n")
		}
		if n <= shownWrong {
			fmt.Fprintf(b, "  %s/%s %s: %q for %q, confidence %.3f\n", f.Pack, f.File, f.Field, f.Given(), strings.Join(f.Truth, " | "), f.Confidence)
		}
	}
	if n > shownWrong {
		fmt.Fprintf(b, "  and %d more (--report or --json has them all)\n", n-shownWrong)
	}
}

func (r Report) failedText(b *bytes.Buffer) {
	for i, c := range r.Failed() {
		if i == 0 {
			b.WriteString("\nFailed:\n")
		}
		fmt.Fprintf(b, "  %s/%s: %s\n", c.Pack, c.File, c.Error)
	}
}

// Failed lists the documents that were not read.
func (r Report) Failed() []CaseRecord {
	return slices.DeleteFunc(slices.Clone(r.Cases), func(c CaseRecord) bool { return c.Error == "" })
}

// Mistaken lists the documents that were read and taken for another type.
func (r Report) Mistaken() []CaseRecord {
	return slices.DeleteFunc(slices.Clone(r.Cases), func(c CaseRecord) bool { return c.Error != "" || c.TypeRight })
}

// Given is the value, empty when there is none.
func (f Finding) Given() string {
	if f.Value == nil {
		return ""
	}
	return *f.Value
}

func orUnknown(s string) string {
	if s == "" {
		return unknown
	}
	return s
}

func rate(k, n int) string {
	if n == 0 {
		return "–"
	}
	return fmt.Sprintf("%.3f", ratio(k, n))
}

func interval(s Share) string {
	if s.N == 0 {
		return "–"
	}
	return fmt.Sprintf("%.3f–%.3f", s.Low, s.High)
}
