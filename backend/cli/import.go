package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"deskclerk/backend/doc"
)

func (c *command) importCommand() *cobra.Command {
	var kind, languages string
	var wait, asJSON bool
	cmd := &cobra.Command{
		Use:   "import PATH…",
		Short: "Take files and folders into the data folder",
		Long: "Takes files and folders into the data folder. A running Deskclerk reads them at once;\n" +
			"otherwise they are read when it is next started, or now with --wait.",
		Example: "  deskclerk import ~/scans\n  deskclerk import --wait --type invoice march/*.pdf",
		Args:    cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			o, err := processOptions(kind, languages, typesKnown{own: true})
			if err != nil {
				return err
			}
			return c.importFiles(cmd.Context(), args, o, wait, asJSON)
		},
	}
	readingFlags(cmd, &kind, &languages)
	cmd.Flags().BoolVar(&wait, "wait", false, "return when all have been read")
	cmd.Flags().BoolVar(&asJSON, "json", false, "one JSON object a file")
	return cmd
}

// imported is what became of one file.
type imported struct {
	Path      string       `json:"path"`
	ID        string       `json:"id,omitempty"`
	Status    doc.Status   `json:"status,omitempty"`
	Duplicate bool         `json:"duplicate"`
	Error     *doc.Failure `json:"error"`

	PassedOver doc.PassedOver `json:"passed_over,omitempty"` // of a file in a ZIP or mail
}

func (c *command) importFiles(ctx context.Context, args []string, o doc.ProcessOptions, wait, asJSON bool) error {
	files, err := c.files(args)
	if err != nil {
		return err
	}
	return c.with(ctx, wait, func(conn *connection) error {
		if wait {
			w := newWatch(conn, c.Err, len(files))
			if _, err := w.run(ctx, files, o); err != nil {
				return err
			}
			w.summary("")
			return failedIf(w.failed)
		}
		failed := 0
		for _, path := range files {
			all, err := c.importFile(ctx, conn, path, o)
			if err != nil {
				return err
			}
			for _, one := range all {
				if one.Error != nil {
					failed++
				}
				if err := c.printImported(one, asJSON); err != nil {
					return err
				}
			}
		}
		if conn.local && failed < len(files) {
			c.note("They are read when Deskclerk is next started.")
		}
		return failedIf(failed)
	})
}

func failedIf(failed int) error {
	if failed > 0 {
		return errSomeFailed
	}
	return nil
}

// importFile gives an error only when going on makes no sense.
func (c *command) importFile(ctx context.Context, conn *connection, path string, o doc.ProcessOptions) ([]imported, error) {
	one := imported{Path: path}
	f, err := os.Open(path)
	if err != nil {
		one.Error = doc.FailureOf(doc.Errorf(doc.CodeUnreadable, "%w", err))
		return []imported{one}, nil
	}
	defer func() { _ = f.Close() }()
	ups, err := conn.UploadAll(ctx, filepath.Base(path), f, doc.SourceImport, o)
	switch doc.CodeOf(err).Kind().Class {
	case doc.ClassTerminal, doc.ClassReview:
		one.Error = doc.FailureOf(err)
		return []imported{one}, nil
	default:
		if err != nil {
			return nil, err
		}
	}
	var all []imported
	for _, up := range ups {
		one := imported{Path: path, ID: up.ID, Status: up.Status, Duplicate: up.Duplicate, Error: up.Error, PassedOver: up.PassedOver}
		if up.Container != "" {
			one.Path = filepath.Join(filepath.Dir(path), filepath.FromSlash(up.Name))
		}
		all = append(all, one)
	}
	return all, nil
}

func (c *command) printImported(one imported, asJSON bool) error {
	if asJSON {
		return json.NewEncoder(c.Out).Encode(one)
	}
	var err error
	switch {
	case one.Error != nil:
		_, err = fmt.Fprintf(c.Out, "%s: %s %s\n", one.Path, one.Error.Message, one.Error.Hint)
	case one.PassedOver != "":
		_, err = fmt.Fprintf(c.Out, "%s: passed over (%s)\n", one.Path, one.PassedOver)
	case one.Duplicate:
		_, err = fmt.Fprintf(c.Out, "%s  %s (was here already, %s)\n", one.ID, one.Path, one.Status)
	default:
		_, err = fmt.Fprintf(c.Out, "%s  %s\n", one.ID, one.Path)
	}
	return err
}
