package cli

import (
	"io"
	"net/url"

	"github.com/spf13/cobra"

	"deskclerk/backend/export"
)

func (c *command) exportCommand() *cobra.Command {
	var s selection
	var format, output string
	var confidence, flags bool
	cmd := &cobra.Command{
		Use:     "export [ID…]",
		Short:   "Write documents of the data folder as a table",
		Example: "  deskclerk export -o table.csv\n  deskclerk export --status approved --format jsonl",
		RunE: func(cmd *cobra.Command, ids []string) error {
			parsed, err := export.ParseFormat(format)
			if err != nil {
				return usageError{err}
			}
			q, err := s.query()
			if err != nil {
				return err
			}
			q.IDs = ids
			options := url.Values{}
			if confidence {
				options.Set("confidence", "true")
			}
			if flags {
				options.Set("flags", "true")
			}
			return c.with(cmd.Context(), false, func(conn *connection) error {
				return c.write(output, func(w io.Writer) error {
					return conn.Export(cmd.Context(), w, string(parsed), q, options)
				})
			})
		},
	}
	s.flags(cmd)
	cmd.Flags().StringVar(&format, "format", "csv", "csv, json, jsonl; of bank statements also ofx, qif or ledger")
	cmd.Flags().StringVarP(&output, "output", "o", "", "write to FILE instead of standard output")
	cmd.Flags().BoolVar(&confidence, "confidence", false, "add a column of confidence after each field (csv)")
	cmd.Flags().BoolVar(&flags, "flags", false, "add a column with the fields to look at (csv)")
	completeValues(cmd, "format", "csv", "json", "jsonl", "ofx", "qif", "ledger")
	return cmd
}
