package cli

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"text/tabwriter"
	"time"

	"deskclerk/backend/api/client"
	"deskclerk/backend/app"
	"deskclerk/backend/doc"
)

// exportBy are the flags of an export by a profile.
type exportBy struct {
	profile, to            string
	from, until            string // days
	again, changed, review bool
	appending, dry, asJSON bool
}

// used reports whether any of the flags that need a profile, or the profile
// itself, was given.
func (f exportBy) used() bool {
	return f.profile != "" || f.again || f.changed || f.review || f.appending || f.dry || f.from != "" || f.until != ""
}

// check refuses what does not go together.
func (f exportBy) check() error {
	switch {
	case f.appending && (f.to == "" || f.to == "-"):
		return usageError{errors.New("--append needs a file: --to FILE")}
	case !isDay(f.from) || !isDay(f.until):
		return usageError{errors.New("--dated-from and --dated-to are days as in 2026-11-21")}
	case f.again && f.changed:
		return usageError{errors.New("--again has what was changed, too; leave --changed out")}
	}
	return nil
}

func isDay(text string) bool {
	_, err := time.Parse(time.DateOnly, text)
	return text == "" || err == nil
}

func (f exportBy) order(q doc.Query, profile string) client.ExportOrder {
	o := client.ExportOrder{Profile: profile, Which: doc.PickNew, Review: f.review, IDs: q.IDs, Append: f.appending}
	q.IDs, q.From, q.To = nil, f.from, f.until
	o.Query = client.QueryValues(q)
	if f.changed {
		o.Which = doc.PickChanged
	}
	if f.again {
		o.Which = doc.PickAll
	}
	return o
}

// exportByProfile exports what is new, or shows what would be.
func (c *command) exportByProfile(ctx context.Context, conn *connection, f exportBy, q doc.Query) error {
	p, err := findProfile(ctx, conn, f.profile)
	if err != nil {
		return err
	}
	o := f.order(q, p.ID)
	if f.dry {
		preview, err := conn.PreviewExport(ctx, o, 0)
		if err != nil {
			return err
		}
		if f.asJSON {
			return c.printJSON(preview)
		}
		return c.printPreview(p, preview)
	}
	run, err := c.runExport(ctx, conn, f, o, p)
	if doc.CodeOf(err) == doc.CodeNothingToExport {
		var coded *doc.Error
		_ = errors.As(err, &coded) // CodeOf has found it
		c.note("Nothing to export: %s.", coded.Detail)
		return nil
	}
	if err != nil {
		return err
	}
	c.tellOfRun(run)
	return nil
}

func (c *command) runExport(ctx context.Context, conn *connection, f exportBy, o client.ExportOrder, p doc.ExportProfile) (doc.ExportRun, error) {
	if f.to == "" || f.to == "-" {
		if p.Format == doc.ExportXLSX {
			return doc.ExportRun{}, usageError{errors.New("a workbook needs a file: --to FILE")}
		}
		return app.DeliverTo(ctx, conn.Client, o, c.Out)
	}
	path, err := filepath.Abs(f.to)
	if err != nil {
		return doc.ExportRun{}, fmt.Errorf("the output file: %w", err)
	}
	return app.Deliver(ctx, conn.Client, o, p, path)
}

func (c *command) tellOfRun(run doc.ExportRun) {
	where := run.Target
	if where == "" {
		where = "standard output"
	}
	c.note("%s in %s to %s (export %s).", plural(run.Counts.Documents, "document"), plural(run.Counts.Rows, "row"), where, run.ID)
	c.tellOfCounts(run.Counts)
	for _, h := range run.Issues {
		c.note("  %s", heldLine(h))
	}
}

// tellOfCounts says what did not go out and why.
func (c *command) tellOfCounts(n doc.ExportCounts) {
	for _, line := range []struct {
		count int
		words string
	}{
		{n.Exported, "exported before"},
		{n.Changed, "changed since (--changed takes them, too)"},
		{n.Waiting, "waiting for a person (--review takes them, too)"},
		{n.Held, "held back"},
		{n.OtherType, "of a type that the profile does not take"},
		{n.Reading, "still being read"},
		{n.Failed, "that could not be read"},
	} {
		if line.count > 0 {
			c.note("  %s %s", plural(line.count, "document"), line.words)
		}
	}
}

func heldLine(h doc.ExportHeld) string {
	words := make([]string, len(h.Issues))
	for i, issue := range h.Issues {
		words[i] = issueWords(issue)
	}
	how := "goes out"
	if h.Held {
		how = "held back"
	}
	return fmt.Sprintf("%s %s: %s", h.ID, how, strings.Join(words, "; "))
}

// issueWords says what is amiss. The detail of a cut is document text, which is
// shown here because the person asked for it.
func issueWords(i doc.ExportIssue) string {
	column := fmt.Sprintf("%q", i.Column)
	switch i.Code {
	case doc.IssueMissing:
		return column + " is missing"
	case doc.IssueNoRows:
		return "it has no rows of " + i.Detail
	case doc.IssueEncoding:
		return column + " has characters that the encoding lacks: " + i.Detail
	case doc.IssueCut:
		return column + " was shortened"
	case doc.IssueConstant:
		return "the profile does not say what stands in " + column
	case doc.IssueBatch:
		return "the profile lacks consultant or client of the batch"
	case doc.IssueYears:
		return "the documents are of more than one financial year: " + i.Detail
	default:
		return string(i.Code)
	}
}

func (c *command) printPreview(p doc.ExportProfile, v doc.ExportPreview) error {
	table := tabwriter.NewWriter(c.Out, 2, 8, 2, ' ', 0)
	if len(v.Columns) > 0 {
		names := make([]string, len(v.Columns))
		for i, column := range v.Columns {
			names[i] = column.Header
		}
		_, _ = fmt.Fprintln(table, strings.Join(names, "\t")) // Flush reports what went wrong
	}
	for _, row := range v.Rows {
		cells := make([]string, len(row.Cells))
		for i, cell := range row.Cells {
			cells[i] = shorten(strings.Join(strings.Fields(cell), " "), 40)
		}
		_, _ = fmt.Fprintln(table, strings.Join(cells, "\t"))
	}
	if v.Text != "" {
		_, _ = fmt.Fprintln(table, v.Text)
	}
	if err := table.Flush(); err != nil {
		return err
	}
	c.note("%s would go out in %s with %q.", plural(v.Counts.Documents, "document"), plural(v.Counts.Rows, "row"), p.Name)
	c.tellOfCounts(v.Counts)
	if v.Masked {
		c.note("  sensitive values are masked")
	}
	for _, issue := range v.Profile {
		c.note("  %s: nothing can be exported before", issueWords(issue))
	}
	for _, h := range v.Issues {
		c.note("  %s", heldLine(h))
	}
	return nil
}

// findProfile finds a profile by its id or its name.
func findProfile(ctx context.Context, conn *connection, name string) (doc.ExportProfile, error) {
	all, err := conn.ExportProfiles(ctx)
	if err != nil {
		return doc.ExportProfile{}, err
	}
	for _, p := range all {
		if p.ID == name || strings.EqualFold(p.Name, name) || p.ID == "builtin-"+name {
			return p, nil
		}
	}
	return doc.ExportProfile{}, usageError{fmt.Errorf("there is no export profile %q; 'deskclerk export profiles list' shows them", name)}
}
