package cli

import (
	"fmt"
	"io"
	"net/url"

	"github.com/spf13/cobra"

	"deskclerk/backend/export"
)

func (c *command) exportCommand() *cobra.Command {
	var s selection
	var format, output, folder string
	var confidence, flags bool
	cmd := &cobra.Command{
		Use:   "export [ID…]",
		Short: "Write documents of the data folder as a table, or each as a file of its own",
		Example: "  deskclerk export -o table.csv\n  deskclerk export --status approved --format jsonl\n" +
			"  deskclerk export --format pdf --to searchable",
		RunE: func(cmd *cobra.Command, ids []string) error {
			q, err := s.query()
			if err != nil {
				return err
			}
			q.IDs = ids
			if _, ok := copyFormats[format]; ok {
				if folder == "" {
					return usageError{fmt.Errorf("--format %s makes a file of each document: name their folder with --to", format)}
				}
				return c.with(cmd.Context(), format == "pdf", func(conn *connection) error {
					return c.copyOut(cmd.Context(), conn, format, folder, q)
				})
			}
			parsed, err := export.ParseFormat(format)
			if err != nil {
				return usageError{err}
			}
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
	cmd.Flags().StringVar(&format, "format", "csv", "csv, json or jsonl, one file of all; pdf (searchable), hocr, alto or txt, a file of each")
	cmd.Flags().StringVarP(&output, "output", "o", "", "write to FILE instead of standard output")
	cmd.Flags().BoolVar(&confidence, "confidence", false, "add a column of confidence after each field (csv)")
	cmd.Flags().BoolVar(&flags, "flags", false, "add a column with the fields to look at (csv)")
	cmd.Flags().StringVar(&folder, "to", "", "write the files of pdf, hocr, alto or txt into FOLDER; none is overwritten")
	completeValues(cmd, "format", "csv", "json", "jsonl", "pdf", "hocr", "alto", "txt")
	return cmd
}
