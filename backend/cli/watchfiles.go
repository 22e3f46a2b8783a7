package cli

import (
	"context"
	"fmt"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"deskclerk/backend/doc"
)

func (c *command) watchFilesCommand() *cobra.Command {
	var asJSON bool
	var states []string
	var text string
	var limit int
	cmd := &cobra.Command{
		Use:   "files FOLDER",
		Short: "List a folder's files, where each stands and why",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			q := doc.FileQuery{Text: text, Limit: limit}
			for _, s := range states {
				state := doc.FileState(s)
				if !state.Valid() {
					return usageError{fmt.Errorf("--state: %q is no state of a file", s)}
				}
				q.State = append(q.State, state)
			}
			return c.with(cmd.Context(), false, func(conn *connection) error {
				f, err := theFolder(cmd.Context(), conn, args[0])
				if err != nil {
					return err
				}
				q.FolderID = f.ID
				list, err := conn.FolderFiles(cmd.Context(), q)
				if err != nil {
					return err
				}
				if asJSON {
					return c.printJSON(list)
				}
				return c.printFiles(list)
			})
		},
	}
	cmd.Flags().StringSliceVar(&states, "state", nil, "only these: waiting, taken, passed_over, failed, gone")
	cmd.Flags().StringVar(&text, "path", "", "only those with this in their path")
	cmd.Flags().IntVar(&limit, "limit", 100, "how many at most, up to 500")
	cmd.Flags().BoolVar(&asJSON, "json", false, "as JSON")
	completeValues(cmd, "state", "waiting", "taken", "passed_over", "failed", "gone")
	return cmd
}

func (c *command) printFiles(list doc.FileList) error {
	table := tabwriter.NewWriter(c.Out, 2, 8, 2, ' ', 0)
	_, _ = fmt.Fprintln(table, "ID\tSTATE\tPATH\tWHY")
	for _, f := range list.Files {
		path := f.Path
		if path == "" {
			path = "(its document was deleted)"
		}
		_, _ = fmt.Fprintf(table, "%d\t%s\t%s\t%s\n", f.ID, strings.ReplaceAll(string(f.State), "_", " "), path, fileWhy(f))
	}
	if err := table.Flush(); err != nil {
		return err
	}
	if list.Next != "" {
		c.note("There are more; --path and --state narrow the list, --limit makes it longer.")
	}
	return nil
}

// fileWhy says what there is to know of a file in a line.
func fileWhy(f doc.FolderFile) string {
	var said []string
	say := func(format string, args ...any) { said = append(said, fmt.Sprintf(format, args...)) }
	if f.Message != "" {
		say("%s", f.Message)
	}
	if f.Error != nil && f.Error.Detail != "" {
		say("(%s)", f.Error.Detail)
	}
	if f.DocumentID != "" {
		say("Document %s.", f.DocumentID)
	}
	switch f.Source {
	case doc.SourceMoved:
		say("Moved to %s.", f.MovedTo)
	case doc.SourceDeleted:
		say("Deleted afterwards.")
	case doc.SourceGone:
		say("It is not there any more.")
	case doc.SourcePending:
		say("Still to be moved or deleted.")
	}
	if f.State == doc.FileWaiting && f.NextAt != nil && f.Tries > 0 {
		say("Next try at %s.", f.NextAt.Local().Format(time.TimeOnly))
	}
	return strings.Join(said, " ")
}

func (c *command) watchFileActCommand(act, short string) *cobra.Command {
	return &cobra.Command{
		Use:   act + " FOLDER PATH",
		Short: short,
		Args:  cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			return c.with(cmd.Context(), false, func(conn *connection) error {
				f, err := theFolder(cmd.Context(), conn, args[0])
				if err != nil {
					return err
				}
				file, err := theFile(cmd.Context(), conn, f.ID, args[1])
				if err != nil {
					return err
				}
				if act == "forget" {
					return conn.ForgetFile(cmd.Context(), f.ID, file.ID)
				}
				_, err = conn.ActOnFile(cmd.Context(), f.ID, file.ID, act)
				return err
			})
		},
	}
}

// theFile finds a file by its path below the folder.
func theFile(ctx context.Context, conn *connection, folderID, path string) (doc.FolderFile, error) {
	q := doc.FileQuery{FolderID: folderID, Text: path, Limit: 500}
	for {
		list, err := conn.FolderFiles(ctx, q)
		if err != nil {
			return doc.FolderFile{}, err
		}
		for _, f := range list.Files {
			if f.Path == path {
				return f, nil
			}
		}
		if q.After = list.Next; list.Next == "" {
			return doc.FolderFile{}, doc.Errorf(doc.CodeNotFound, "no file %q in the folder's journal", path)
		}
	}
}
