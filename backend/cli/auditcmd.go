package cli

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"deskclerk/backend/doc"
)

func (c *command) auditCommand() *cobra.Command {
	var q doc.AuditQuery
	var jsonl bool
	var output string
	cmd := &cobra.Command{
		Use:   "audit",
		Short: "Show who did what, newest first",
		Long: "Shows the audit log, newest first: who did what, when, to which document. It holds no document's\n" +
			"content. Each line is chained to the one before by its hash; 'deskclerk verify' follows the chain.",
		Example: "  deskclerk audit --act document.deleted\n  deskclerk audit --jsonl -o audit.jsonl",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return c.with(cmd.Context(), false, func(conn *connection) error {
				return c.write(output, func(w io.Writer) error {
					if jsonl {
						return conn.CopyAudit(cmd.Context(), q, w)
					}
					l, err := conn.Audit(cmd.Context(), q)
					if err != nil {
						return err
					}
					return listAudit(w, l)
				})
			})
		},
	}
	cmd.Flags().StringVar(&q.DocumentID, "document", "", "only of this document, deleted ones too")
	cmd.Flags().StringVar(&q.Actor, "actor", "", "only what this actor did, such as token:scanner; program is Deskclerk by itself")
	cmd.Flags().StringVar(&q.Act, "act", "", "only this act, such as document.deleted, or a kind, such as token")
	cmd.Flags().IntVar(&q.Limit, "limit", 50, "how many lines, at most 1000")
	cmd.Flags().BoolVar(&jsonl, "jsonl", false, "all of them, oldest first, as JSON Lines with their hashes")
	cmd.Flags().StringVarP(&output, "output", "o", "", "write to FILE instead of standard output")
	return cmd
}

func listAudit(out io.Writer, l doc.AuditListing) error {
	w := tabwriter.NewWriter(out, 2, 8, 2, ' ', 0)
	_, _ = fmt.Fprintln(w, "LINE\tWHEN\tWHO\tDID\tDOCUMENT\tMORE") // Flush reports what went wrong
	for _, e := range l.Entries {
		more := ""
		if len(e.Data) > 0 {
			text, err := json.Marshal(e.Data)
			if err != nil {
				return err
			}
			more = string(text)
		}
		_, _ = fmt.Fprintf(w, "%d\t%s\t%s\t%s\t%s\t%s\n", e.N, e.At.Local().Format(time.DateTime),
			cmp.Or(e.Actor, doc.AuditProgram), e.Act, cmp.Or(e.DocumentID, "-"), more)
	}
	return w.Flush()
}
