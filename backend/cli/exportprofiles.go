package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"deskclerk/backend/doc"
	"deskclerk/backend/export"
)

func (c *command) exportProfilesCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "profiles",
		Short: "List, show, import and write the profiles of exports",
		Example: "  deskclerk export profiles list\n" +
			"  deskclerk export profiles export-file xero-bills -o xero.json\n" +
			"  deskclerk export profiles import xero.json --name \"Xero, office\"",
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(c.profilesListCommand(), c.profilesShowCommand(), c.profilesImportCommand(), c.profilesWriteCommand(), c.profilesDeleteCommand())
	return cmd
}

func (c *command) profilesListCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use: "list", Short: "List the profiles", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return c.with(cmd.Context(), false, func(conn *connection) error {
				all, err := conn.ExportProfiles(cmd.Context())
				if err != nil {
					return err
				}
				if asJSON {
					return c.printJSON(all)
				}
				table := tabwriter.NewWriter(c.Out, 2, 8, 2, ' ', 0)
				_, _ = fmt.Fprintln(table, "ID\tFORMAT\tROWS\tCOLUMNS\tNAME") // Flush reports what went wrong
				for _, p := range all {
					_, _ = fmt.Fprintf(table, "%s\t%s\t%s\t%d\t%s\n", p.ID, p.Format, p.Rows, len(p.Columns), p.Name)
				}
				return table.Flush()
			})
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "as JSON")
	return cmd
}

func (c *command) profilesShowCommand() *cobra.Command {
	return &cobra.Command{
		Use: "show NAME", Short: "Show a profile as the file it would be", Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return c.with(cmd.Context(), false, func(conn *connection) error {
				p, err := findProfile(cmd.Context(), conn, args[0])
				if err != nil {
					return err
				}
				return export.WriteProfile(c.Out, p)
			})
		},
	}
}

func (c *command) profilesWriteCommand() *cobra.Command {
	var output string
	cmd := &cobra.Command{
		Use: "export-file NAME", Short: "Write a profile to a file, to change it or take it elsewhere", Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return c.with(cmd.Context(), false, func(conn *connection) error {
				p, err := findProfile(cmd.Context(), conn, args[0])
				if err != nil {
					return err
				}
				return c.write(output, func(w io.Writer) error { return export.WriteProfile(w, p) })
			})
		},
	}
	cmd.Flags().StringVarP(&output, "output", "o", "", "write to FILE instead of standard output")
	return cmd
}

func (c *command) profilesImportCommand() *cobra.Command {
	var name string
	var replace bool
	cmd := &cobra.Command{
		Use: "import FILE", Short: "Make a profile of a file", Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			p, err := readProfile(args[0])
			if err != nil {
				return err
			}
			if name != "" {
				p.Name = name
			}
			return c.with(cmd.Context(), false, func(conn *connection) error {
				made, err := conn.keepProfile(cmd, p, replace)
				if err != nil {
					return err
				}
				c.note("The profile is %q.", made.Name)
				_, err = fmt.Fprintln(c.Out, made.ID)
				return err
			})
		},
	}
	cmd.Flags().StringVar(&name, "name", "", "call it NAME instead of what the file says")
	cmd.Flags().BoolVar(&replace, "replace", false, "change the profile of the same name, if there is one")
	return cmd
}

func readProfile(path string) (doc.ExportProfile, error) {
	f, err := os.Open(path)
	if err != nil {
		return doc.ExportProfile{}, doc.Errorf(doc.CodeUnreadable, "%w", err)
	}
	defer func() { _ = f.Close() }()
	return export.ReadProfile(f)
}

func (conn *connection) keepProfile(cmd *cobra.Command, p doc.ExportProfile, replace bool) (doc.ExportProfile, error) {
	if replace {
		if before, err := findProfile(cmd.Context(), conn, p.Name); err == nil {
			p.ID = before.ID
			return conn.ReplaceExportProfile(cmd.Context(), p)
		}
	}
	return conn.CreateExportProfile(cmd.Context(), p)
}

func (c *command) profilesDeleteCommand() *cobra.Command {
	var yes bool
	cmd := &cobra.Command{
		Use: "delete NAME", Short: "Delete a profile; what was exported with it is still known", Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if !yes {
				return usageError{errors.New("deleting cannot be undone; say --yes to do it")}
			}
			return c.with(cmd.Context(), false, func(conn *connection) error {
				p, err := findProfile(cmd.Context(), conn, args[0])
				if err != nil {
					return err
				}
				return conn.DeleteExportProfile(cmd.Context(), p.ID)
			})
		},
	}
	cmd.Flags().BoolVar(&yes, "yes", false, "do it")
	return cmd
}

func (c *command) exportRunsCommand() *cobra.Command {
	var limit int
	var asJSON bool
	cmd := &cobra.Command{
		Use: "runs", Short: "List the exports that were made, newest first", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return c.with(cmd.Context(), false, func(conn *connection) error {
				l, err := conn.Exports(cmd.Context(), "", limit)
				if err != nil {
					return err
				}
				if asJSON {
					return c.printJSON(l.Runs)
				}
				table := tabwriter.NewWriter(c.Out, 2, 8, 2, ' ', 0)
				_, _ = fmt.Fprintln(table, "ID\tAT\tDOCUMENTS\tROWS\tSTATE\tPROFILE\tTO") // Flush reports what went wrong
				for _, r := range l.Runs {
					_, _ = fmt.Fprintf(table, "%s\t%s\t%d\t%d\t%s\t%s\t%s\n", r.ID, r.At.Local().Format(time.DateTime),
						r.Counts.Documents, r.Counts.Rows, runState(r), r.Profile.Name, r.Target)
				}
				return table.Flush()
			})
		},
	}
	cmd.Flags().IntVar(&limit, "limit", 50, "at most so many, up to 500")
	cmd.Flags().BoolVar(&asJSON, "json", false, "as JSON")
	return cmd
}

func runState(r doc.ExportRun) string {
	switch {
	case r.UndoneAt != nil:
		return "undone"
	case r.DeliveredAt == nil && r.Target != "":
		return "not known to have arrived"
	default:
		return "done"
	}
}

func (c *command) exportUndoCommand() *cobra.Command {
	return &cobra.Command{
		Use: "undo RUN [DOCUMENT…]", Short: "Let documents of an export count as not exported", Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return c.with(cmd.Context(), false, func(conn *connection) error {
				return conn.UndoExport(cmd.Context(), args[0], args[1:])
			})
		},
	}
}

func (c *command) exportDownloadCommand() *cobra.Command {
	var output string
	var now bool
	cmd := &cobra.Command{
		Use: "file RUN", Short: "Write the file of an export again, the same byte for byte", Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return c.with(cmd.Context(), false, func(conn *connection) error {
				return c.write(output, func(w io.Writer) error { return conn.ExportFile(cmd.Context(), w, args[0], now) })
			})
		},
	}
	cmd.Flags().StringVarP(&output, "output", "o", "", "write to FILE instead of standard output")
	cmd.Flags().BoolVar(&now, "now", false, "with the documents as they are now, where they were changed or deleted since")
	return cmd
}
