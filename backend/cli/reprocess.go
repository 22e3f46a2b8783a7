package cli

import (
	"github.com/spf13/cobra"
)

func (c *command) reprocessCommand() *cobra.Command {
	var kind, languages, password string
	var forceOCR bool
	cmd := &cobra.Command{
		Use:     "reprocess ID…",
		Short:   "Have documents read again",
		Example: "  deskclerk reprocess 0198f2c4-… --lang deu --type invoice\n  deskclerk reprocess 0198f2c4-… --password-file secret.txt",
		Args:    cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, ids []string) error {
			o, err := processOptions(kind, languages, typesKnown{own: true})
			if err != nil {
				return err
			}
			o.ForceOCR = forceOCR
			if o.Password, err = readSecret(password); err != nil {
				return err
			}
			return c.with(cmd.Context(), false, func(conn *connection) error {
				for _, id := range ids {
					if err := conn.Reprocess(cmd.Context(), id, o); err != nil {
						return err
					}
				}
				if conn.local {
					c.note("They are read when Deskclerk is next started.")
				}
				return nil
			})
		},
	}
	readingFlags(cmd, &kind, &languages)
	cmd.Flags().BoolVar(&forceOCR, "force-ocr", false, "read the page's picture even where the file holds text")
	cmd.Flags().StringVar(&password, "password-file", "", "a file with the PDF's password")
	return cmd
}
