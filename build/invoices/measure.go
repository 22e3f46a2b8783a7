package main

import (
	"context"
	"fmt"
	"io"
	"text/tabwriter"
	"time"

	"deskclerk/backend/bench"
	"deskclerk/backend/doc"
	"deskclerk/backend/extract"
	"deskclerk/backend/validate"
	"deskclerk/build/packs"
)

// measure prints what is found of the drawings: lines of goods by layout, and
// the sums. With a program it reads the pack in the folder first.
func measure(ctx context.Context, w io.Writer, r packs.Reader, folder string, drawn []drawing, rows bool) error {
	all, pages := cases(drawn)
	if r.Program != "" {
		var err error
		if all, err = packs.Load(folder); err != nil {
			return err
		}
		if pages, err = r.Read(ctx, all); err != nil {
			return err
		}
	}
	layouts := map[string]string{}
	for _, d := range drawn {
		layouts[d.stem] = d.Layout
	}
	byLayout := map[string][]bench.Result{}
	var names []string
	var results []bench.Result
	for i, c := range all {
		u := validate.Apply(extract.Understand(pages[i], extract.Options{Type: doc.TypeInvoice}), time.Now())
		result := bench.Result{Case: c, Document: doc.Document{Type: u.Type, Language: u.Language, Fields: u.Fields, Tables: u.Tables, Issues: u.Issues}}
		layout := layouts[c.Stem]
		if len(byLayout[layout]) == 0 {
			names = append(names, layout)
		}
		byLayout[layout], results = append(byLayout[layout], result), append(results, result)
	}
	out := tabwriter.NewWriter(w, 2, 8, 2, ' ', 0)
	fmt.Fprintln(out, "LAYOUT\tLINES\tFOUND\tRIGHT\tF1")
	for _, name := range names {
		tell(out, name, bench.Measure(bench.Run{Results: byLayout[name]}))
	}
	report := bench.Measure(bench.Run{Results: results})
	tell(out, "all", report)
	for _, f := range report.All.Fields {
		fmt.Fprintf(out, "%s\t%d\t\t%d\t\n", f.Field, f.N, f.Right)
	}
	if err := out.Flush(); err != nil || !rows {
		return err
	}
	for _, row := range report.Rows {
		fmt.Fprintf(w, "%s: %s %s %q\n", row.File, row.Outcome, row.Amount, row.Description)
	}
	return nil
}

func tell(w io.Writer, name string, r bench.Report) {
	if t := r.All.LineItems; t != nil {
		fmt.Fprintf(w, "%s\t%d\t%d\t%d\t%.3f\n", name, t.Truth, t.Found, t.Matched, t.F1)
	}
}
