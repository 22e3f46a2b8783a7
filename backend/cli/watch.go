package cli

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"deskclerk/backend/doc"
)

func (c *command) watchCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "watch",
		Short: "Watch folders and take what comes into them",
		Long: "Watch folders and take what comes into them.\n\n" +
			"Folders are watched while the window is open or 'deskclerk serve' runs. FOLDER is a\n" +
			"folder's name, its path or its id.",
		Example: "  deskclerk watch add ~/scans --after move\n" +
			"  deskclerk watch list\n" +
			"  deskclerk watch files scans --state waiting",
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(
		c.watchAddCommand(), c.watchListCommand(), c.watchShowCommand(), c.watchEditCommand(),
		c.watchActCommand("pause", "Stop looking at a folder"),
		c.watchActCommand("resume", "Look at a folder again"),
		c.watchActCommand("scan", "Look through a folder now"),
		c.watchRemoveCommand(), c.watchFilesCommand(),
		c.watchFileActCommand("take", "Take a file now, whatever its name, or once more"),
		c.watchFileActCommand("leave", "Leave a file alone from now on"),
		c.watchFileActCommand("forget", "Forget a file that is not there any more"),
	)
	return cmd
}

// theFolder finds a folder by its name, path or id.
func theFolder(ctx context.Context, conn *connection, named string) (doc.Folder, error) {
	all, err := conn.Folders(ctx)
	if err != nil {
		return doc.Folder{}, err
	}
	path, err := filepath.Abs(named)
	if err != nil {
		return doc.Folder{}, err
	}
	if resolved, err := filepath.EvalSymlinks(path); err == nil {
		path = resolved
	}
	for _, f := range all {
		if f.ID == named || f.Name == named || f.Path == path {
			return f, nil
		}
	}
	return doc.Folder{}, doc.Errorf(doc.CodeNotFound, "no watched folder %q; 'deskclerk watch list' shows them", named)
}

func (c *command) watchListCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the watched folders and how they stand",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return c.with(cmd.Context(), false, func(conn *connection) error {
				all, err := conn.Folders(cmd.Context())
				if err != nil {
					return err
				}
				if asJSON {
					return c.printJSON(all)
				}
				table := tabwriter.NewWriter(c.Out, 2, 8, 2, ' ', 0)
				_, _ = fmt.Fprintln(table, "NAME\tSTATE\tWAITING\tTAKEN\tPASSED OVER\tFAILED\tPATH")
				for _, f := range all {
					_, _ = fmt.Fprintf(table, "%s\t%s\t%d\t%d\t%d\t%d\t%s\n",
						f.Name, folderState(f), f.Counts.Waiting, f.Counts.Taken, f.Counts.PassedOver, f.Counts.Failed, f.Path)
				}
				return table.Flush()
			})
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "as JSON")
	return cmd
}

// folderState says in a few words how a folder stands.
func folderState(f doc.Folder) string {
	switch {
	case f.State == doc.FolderStopped:
		return "not running"
	case f.Detail != "":
		return string(f.State) + ": " + f.Detail
	case f.State == doc.FolderWatching && f.Watching == doc.WatchEvents:
		return "watching by events"
	case f.State == doc.FolderWatching:
		return "polling" + map[doc.PollReason]string{
			doc.PollNetwork: " (a network folder)", doc.PollLimit: " (too many folders for events)",
			doc.PollChosen: " (by the configuration)", doc.PollFailed: " (no events here)",
		}[f.Polling]
	default:
		return string(f.State)
	}
}

func (c *command) watchShowCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:     "status FOLDER",
		Aliases: []string{"show"},
		Short:   "Show how a folder is watched and how it stands",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return c.with(cmd.Context(), false, func(conn *connection) error {
				f, err := theFolder(cmd.Context(), conn, args[0])
				if err != nil {
					return err
				}
				if asJSON {
					return c.printJSON(f)
				}
				return c.printFolder(f)
			})
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "as JSON")
	return cmd
}

func (c *command) printFolder(f doc.Folder) error {
	w := tabwriter.NewWriter(c.Out, 2, 8, 2, ' ', 0)
	line := func(name, format string, args ...any) { _, _ = fmt.Fprintf(w, name+"\t"+format+"\n", args...) } // Flush reports what went wrong
	or := func(list []string, otherwise string) string {
		if len(list) == 0 {
			return otherwise
		}
		return strings.Join(list, ", ")
	}
	line("id", "%s", f.ID)
	line("name", "%s", f.Name)
	line("path", "%s", f.Path)
	line("state", "%s", folderState(f))
	line("files", "%d wait, %d taken (%d were here before), %d passed over, %d failed, %d gone before they were taken",
		f.Counts.Waiting, f.Counts.Taken, f.Counts.Duplicates, f.Counts.PassedOver, f.Counts.Failed, f.Counts.Gone)
	line("type", "%s", f.Type)
	line("languages", "%s", or(f.Languages, "as configured"))
	line("separators", "%s", or(f.Separators, "as configured"))
	line("include", "%s", or(f.Include, "all"))
	line("exclude", "%s", or(f.Exclude, "none"))
	after := string(f.After)
	if f.After == doc.AfterMove {
		after = "move to " + f.MoveTo + "/"
	}
	line("afterwards", "%s", after)
	line("tags", "%t", f.Tags)
	line("settle", "%g s", f.Settle)
	if f.ScannedAt != nil {
		line("looked through", "%s, every %g s", f.ScannedAt.Local().Format(time.DateTime), f.Every)
	}
	if f.LastFile != nil {
		line("last taken", "%s at %s", f.LastFile.Path, f.LastFile.Changed.Local().Format(time.DateTime))
	}
	return w.Flush()
}

func (c *command) watchActCommand(act, short string) *cobra.Command {
	return &cobra.Command{
		Use:   act + " FOLDER",
		Short: short,
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return c.with(cmd.Context(), false, func(conn *connection) error {
				f, err := theFolder(cmd.Context(), conn, args[0])
				if err != nil {
					return err
				}
				if f, err = conn.ActOnFolder(cmd.Context(), f.ID, act); err != nil {
					return err
				}
				c.note("%s: %s.", f.Name, folderState(f))
				return nil
			})
		},
	}
}

func (c *command) watchRemoveCommand() *cobra.Command {
	var yes bool
	cmd := &cobra.Command{
		Use:   "remove FOLDER",
		Short: "Watch a folder no more; its files and documents stay",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if !yes {
				return usageError{errors.New("what is known of its files is forgotten, so that adding it again takes them anew; say --yes to do it")}
			}
			return c.with(cmd.Context(), false, func(conn *connection) error {
				f, err := theFolder(cmd.Context(), conn, args[0])
				if err != nil {
					return err
				}
				return conn.RemoveFolder(cmd.Context(), f.ID)
			})
		},
	}
	cmd.Flags().BoolVar(&yes, "yes", false, "do it")
	return cmd
}
