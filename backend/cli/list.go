package cli

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"deskclerk/backend/doc"
)

// selection are the flags that choose documents.
type selection struct {
	status []string
	kind   string
	text   string
}

func (s *selection) flags(cmd *cobra.Command) {
	cmd.Flags().StringSliceVar(&s.status, "status", nil, "only these statuses, such as needs_review")
	cmd.Flags().StringVar(&s.kind, "type", "", "only this type, such as receipt")
	cmd.Flags().StringVar(&s.text, "search", "", "only documents whose text or name has these words")
	var names []string
	for _, v := range doc.Statuses() {
		names = append(names, string(v))
	}
	completeValues(cmd, "status", names...)
	completeValues(cmd, "type", "receipt", "invoice", "other")
}

func (s *selection) query() (doc.Query, error) {
	q := doc.Query{Type: doc.Type(s.kind), Text: s.text}
	for _, name := range s.status {
		if !doc.Status(name).Valid() {
			return q, usageError{fmt.Errorf("--status: there is no status %q", name)}
		}
		q.Status = append(q.Status, doc.Status(name))
	}
	return q, nil
}

func (c *command) listCommand() *cobra.Command {
	var s selection
	var limit int
	var asJSON bool
	cmd := &cobra.Command{
		Use:     "list",
		Short:   "List the documents, newest first",
		Example: "  deskclerk list --status needs_review\n  deskclerk list --search \"parking\" --json",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			q, err := s.query()
			if err != nil {
				return err
			}
			return c.with(cmd.Context(), false, func(conn *connection) error {
				return c.list(cmd.Context(), conn, q, limit, asJSON)
			})
		},
	}
	s.flags(cmd)
	cmd.Flags().IntVar(&limit, "limit", 100, "at most so many; 0 for all")
	cmd.Flags().BoolVar(&asJSON, "json", false, "one JSON object a document")
	return cmd
}

func (c *command) list(ctx context.Context, conn *connection, q doc.Query, limit int, asJSON bool) error {
	table := tabwriter.NewWriter(c.Out, 2, 8, 2, ' ', 0)
	if !asJSON {
		_, _ = fmt.Fprintln(table, "ID\tSTATUS\tTYPE\tFROM\tDATE\tTOTAL\tFILE")
	}
	shown := 0
	for {
		q.Limit = 500
		if limit > 0 {
			q.Limit = min(500, limit-shown)
		}
		page, err := conn.Documents(ctx, q)
		if err != nil {
			return err
		}
		for _, d := range page.Documents {
			if asJSON {
				err = json.NewEncoder(c.Out).Encode(d)
			} else {
				err = listRow(table, d)
			}
			if err != nil {
				return err
			}
		}
		shown += len(page.Documents)
		if page.Next == "" || limit > 0 && shown >= limit {
			if !asJSON && page.Total > shown {
				c.note("%d of %d shown; --limit 0 shows all.", shown, page.Total)
			}
			return table.Flush()
		}
		q.After = page.Next
	}
}

func listRow(table *tabwriter.Writer, d doc.Document) error {
	first := func(names ...string) string {
		for _, n := range names {
			if v := d.Fields[n].Value; v != nil {
				return *v
			}
		}
		return ""
	}
	total := first("total", "grand_total", "amount_due", "closing_balance")
	if total != "" {
		total = strings.TrimSpace(total + " " + first("currency"))
	}
	_, err := fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\t%s\t%s\n", d.ID, d.Status, cmp.Or(string(d.Type.Name), "-"),
		cmp.Or(shorten(first("merchant", "supplier_name", "bank_name", "surname"), 32), "-"),
		cmp.Or(first("date", "issue_date", "period_end"), "-"), cmp.Or(total, "-"), d.File.Name)
	return err
}

// shorten cuts text to n runes.
func shorten(text string, n int) string {
	if runes := []rune(text); len(runes) > n {
		return string(runes[:n-1]) + "…"
	}
	return text
}
