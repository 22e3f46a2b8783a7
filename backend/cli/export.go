package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"

	"github.com/spf13/cobra"

	"deskclerk/backend/doc"
	"deskclerk/backend/export"
)

func (c *command) exportCommand() *cobra.Command {
	var s selection
	var format, output string
	var confidence, flags bool
	var by exportBy
	cmd := &cobra.Command{
		Use:   "export [ID…]",
		Short: "Write documents of the data folder as a table, or each as a file of its own",
		Long: "Writes documents of the data folder as a table. With --profile it writes what that profile has not\n" +
			"exported yet of what is approved or complete, and remembers it. With --format pdf, hocr, alto or txt it\n" +
			"writes a file of each.",
		Example: "  deskclerk export -o table.csv\n  deskclerk export --status approved --format jsonl\n" +
			"  deskclerk export --profile xero-bills --dry-run\n" +
			"  deskclerk export --profile \"Our books\" --to books.csv --append\n" +
			"  deskclerk export --format pdf --to searchable",
		RunE: func(cmd *cobra.Command, ids []string) error {
			q, err := s.query()
			if err != nil {
				return err
			}
			q.IDs = ids
			if by.used() {
				return c.exportBy(cmd.Context(), by, output, q)
			}
			if _, ok := copyFormats[format]; ok {
				if by.to == "" {
					return usageError{fmt.Errorf("--format %s makes a file of each document: name their folder with --to", format)}
				}
				return c.with(cmd.Context(), format == "pdf", func(conn *connection) error {
					return c.copyOut(cmd.Context(), conn, format, by.to, q)
				})
			}
			options := url.Values{}
			if confidence {
				options.Set("confidence", "true")
			}
			if flags {
				options.Set("flags", "true")
			}
			return c.exportTable(cmd.Context(), format, cmp.Or(by.to, output), q, options)
		},
	}
	s.flags(cmd)
	cmd.Flags().StringVar(&format, "format", "csv", "csv, json or jsonl, of bank statements also ofx, qif or ledger: one file of all; pdf (searchable), hocr, alto or txt: a file of each")
	cmd.Flags().StringVarP(&output, "output", "o", "", "write to FILE instead of standard output")
	cmd.Flags().BoolVar(&confidence, "confidence", false, "add a column of confidence after each field (csv)")
	cmd.Flags().BoolVar(&flags, "flags", false, "add a column with the fields to look at (csv)")
	completeValues(cmd, "format", "csv", "json", "jsonl", "ofx", "qif", "ledger", "pdf", "hocr", "alto", "txt")
	by.flags(cmd)
	cmd.AddCommand(c.exportProfilesCommand(), c.exportRunsCommand(), c.exportUndoCommand(), c.exportDownloadCommand())
	return cmd
}

func (f *exportBy) flags(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.profile, "profile", "", "export by this profile, and only what it has not exported yet")
	cmd.Flags().StringVar(&f.to, "to", "", "write to this file, as a whole or not at all; of pdf, hocr, alto and txt, a file of each into this folder")
	cmd.Flags().BoolVar(&f.appending, "append", false, "add the rows to FILE, when it was made with the profile")
	cmd.Flags().BoolVar(&f.changed, "changed", false, "also documents that were changed since they were exported")
	cmd.Flags().BoolVar(&f.again, "again", false, "also documents that were exported before")
	cmd.Flags().BoolVar(&f.review, "review", false, "also documents that wait for a person")
	cmd.Flags().StringVar(&f.from, "dated-from", "", "only documents whose own date is this day or later, such as 2026-01-01")
	cmd.Flags().StringVar(&f.until, "dated-to", "", "only documents whose own date is this day or earlier")
	cmd.Flags().BoolVar(&f.dry, "dry-run", false, "only show what would be written, and what is amiss")
	cmd.Flags().BoolVar(&f.dry, "preview", false, "the same as --dry-run")
	cmd.Flags().BoolVar(&f.asJSON, "json", false, "with --dry-run: as JSON")
}

// exportTable writes one file of all documents.
func (c *command) exportTable(ctx context.Context, format, output string, q doc.Query, options url.Values) error {
	parsed, err := export.ParseFormat(format)
	if err != nil {
		return usageError{err}
	}
	return c.with(ctx, false, func(conn *connection) error {
		return c.write(output, func(w io.Writer) error {
			return conn.Export(ctx, w, string(parsed), q, options)
		})
	})
}

// exportBy is the export by a profile; output stands in for --to.
func (c *command) exportBy(ctx context.Context, by exportBy, output string, q doc.Query) error {
	if by.profile == "" {
		return usageError{errors.New("this needs a profile: --profile NAME")}
	}
	by.to = cmp.Or(by.to, output)
	if err := by.check(); err != nil {
		return err
	}
	return c.with(ctx, false, func(conn *connection) error { return c.exportByProfile(ctx, conn, by, q) })
}
