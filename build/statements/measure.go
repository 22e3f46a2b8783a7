package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"text/tabwriter"
	"time"

	"deskclerk/backend/bench"
	"deskclerk/backend/doc"
	"deskclerk/backend/extract"
	"deskclerk/backend/validate"
	"deskclerk/build/packs"
)

// measure has the built program read the drawn pack and prints what is found in
// it: transactions, fields, how many of them a person would be asked for, and
// whether the balances give the wrong digits away.
func measure(ctx context.Context, w io.Writer, r packs.Reader, folder string) error {
	cases, err := packs.Load(folder)
	if err != nil {
		return err
	}
	pages, err := r.Read(ctx, cases)
	if err != nil {
		return err
	}
	var results []bench.Result
	var s slips
	for i, c := range cases {
		u := validate.Apply(extract.Understand(pages[i], extract.Options{}), time.Now())
		results = append(results, bench.Result{Case: c, Document: doc.Document{
			Type: u.Type, Language: u.Language, Fields: u.Fields, Tables: u.Tables, Issues: u.Issues, Status: statusOf(u),
		}})
		row, err := wrongRow(folder, c.Stem)
		if err != nil {
			return err
		}
		s.count(w, c.Stem, row, u)
	}
	report := bench.Measure(bench.Run{Results: results})
	if err := printFields(w, report); err != nil {
		return err
	}
	for _, row := range report.Rows {
		fmt.Fprintf(w, "%s: %s %s %q\n", row.File, row.Outcome, row.Amount, row.Description)
	}
	for _, f := range report.Wrong {
		fmt.Fprintf(w, "%s: %s is %q, found %q, accepted %t\n", f.File, f.Field, f.Truth, f.Given(), f.Accepted)
	}
	if t := report.All.Transactions; t != nil {
		fmt.Fprintf(w, "%d statements; transactions: %d of %d right (%.1f %%), %d found; wrong digits: %d, told by the chain %d, through unseen %d; the chain's false alarms: %d\n",
			len(cases), t.Matched, t.Truth, 100*t.Recall, t.Found, s.printed, s.told, s.unseen, s.alarms)
	}
	return nil
}

// slips counts the wrong digits that were printed, those that the chain of
// balances told and those that nobody would look at, and the chains that are
// broken where nothing is printed wrong.
type slips struct{ printed, told, unseen, alarms int }

func (s *slips) count(w io.Writer, stem string, row int, u doc.Understanding) {
	broken := slices.ContainsFunc(u.Issues, func(i doc.Issue) bool { return i.Rule == "balance_chain" })
	switch {
	case row == 0 && broken:
		s.alarms++
		fmt.Fprintf(w, "%s: the chain is broken and should not be\n", stem)
		return
	case row == 0:
		return
	case broken:
		s.told++
	case u.Flagged():
		fmt.Fprintf(w, "%s: the wrong digit in row %d breaks no chain, but a person looks\n", stem, row)
	default:
		s.unseen++
		fmt.Fprintf(w, "%s: the wrong digit in row %d goes through unseen\n", stem, row)
	}
	s.printed++
}

// statusOf is the state that the document would get.
func statusOf(u doc.Understanding) doc.Status {
	if u.Flagged() {
		return doc.StatusNeedsReview
	}
	return doc.StatusCompleted
}

func printFields(w io.Writer, r bench.Report) error {
	out := tabwriter.NewWriter(w, 2, 8, 2, ' ', 0)
	fmt.Fprintln(out, "FIELD\tN\tRIGHT\tACCEPTED\tWRONG OF THEM")
	for _, f := range r.All.Fields {
		fmt.Fprintf(out, "%s\t%d\t%d\t%d\t%d\n", f.Field, f.N, f.Right, f.Accepted, f.AcceptedWrong.K)
	}
	fmt.Fprintf(out, "straight through\t%d\t\t%d\t%d\n", r.All.Documents.N, r.All.Documents.Through.K, r.All.Documents.ThroughWrong.K)
	return out.Flush()
}

// wrongRow is the row whose amount is printed wrong, 0 for none.
func wrongRow(folder, stem string) (int, error) {
	data, err := os.ReadFile(filepath.Join(folder, "truth", stem+".json"))
	if err != nil {
		return 0, err
	}
	var t truth
	if err := json.Unmarshal(data, &t); err != nil {
		return 0, fmt.Errorf("%s: %w", stem, err)
	}
	return t.WrongRow, nil
}
