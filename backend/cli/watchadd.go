package cli

import (
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"deskclerk/backend/api/client"
	"deskclerk/backend/doc"
)

// watchFlags are what can be said of a watched folder.
type watchFlags struct {
	name, kind, after, moveTo   string
	languages, include, exclude []string
	separators                  []string
	tags                        bool
	settle                      float64
}

func (f *watchFlags) flags(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.name, "name", "", "what its documents' source is called (default the path's last part)")
	cmd.Flags().StringVar(&f.kind, "type", "", "type of all its documents; auto finds it")
	cmd.Flags().StringSliceVar(&f.languages, "lang", nil, "Tesseract codes, as in deu,eng; 'default' for those of the configuration")
	cmd.Flags().StringArrayVar(&f.include, "include", nil, "take only what matches, as in '*.pdf'; repeated; 'all' for all")
	cmd.Flags().StringArrayVar(&f.exclude, "exclude", nil, "pass over what matches, as in 'drafts/'; repeated; 'none' for nothing")
	cmd.Flags().StringArrayVar(&f.separators, "separator", nil, "a code's text that divides a stack, as in 'SEP-*'; repeated; 'none' for no sheet, 'default' for those of the configuration")
	cmd.Flags().StringVar(&f.after, "after", "", "what becomes of a file once its document is kept: leave, move or delete")
	cmd.Flags().StringVar(&f.moveTo, "move-to", "", "folder below this one that files are moved to (default done)")
	cmd.Flags().BoolVar(&f.tags, "tags", false, "make the names of subfolders tags of the documents")
	cmd.Flags().Float64Var(&f.settle, "settle", 0, "seconds for which a file must not change before it is taken")
	completeValues(cmd, "after", string(doc.AfterLeave), string(doc.AfterMove), string(doc.AfterDelete))
}

// settings are the flags that were given.
func (f *watchFlags) settings(cmd *cobra.Command) client.FolderSettings {
	var s client.FolderSettings
	given := cmd.Flags().Changed
	text := func(name string, to **string, from *string) {
		if given(name) {
			*to = from
		}
	}
	text("name", &s.Name, &f.name)
	text("type", &s.Type, &f.kind)
	text("after", &s.After, &f.after)
	text("move-to", &s.MoveTo, &f.moveTo)
	list := func(name string, to **[]string, from []string, empty string) {
		if !given(name) {
			return
		}
		if len(from) == 1 && from[0] == empty {
			from = []string{}
		}
		*to = &from
	}
	list("lang", &s.Languages, strings.FieldsFunc(strings.Join(f.languages, ","), func(r rune) bool { return r == ',' || r == '+' }), "default")
	list("include", &s.Include, f.include, "all")
	list("exclude", &s.Exclude, f.exclude, "none")
	list("separator", &s.Separators, f.separators, "default")
	if given("tags") {
		s.Tags = &f.tags
	}
	if given("settle") {
		s.Settle = &f.settle
	}
	return s
}

func (c *command) watchAddCommand() *cobra.Command {
	var f watchFlags
	cmd := &cobra.Command{
		Use:   "add PATH",
		Short: "Watch a folder and all below it",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			path, err := filepath.Abs(args[0])
			if err != nil {
				return doc.Errorf(doc.CodeUnreadable, "%w", err)
			}
			return c.with(cmd.Context(), false, func(conn *connection) error {
				s := f.settings(cmd)
				s.Path = path
				made, err := conn.CreateFolder(cmd.Context(), s)
				if err != nil {
					return err
				}
				c.note("%s is watched as %q.", made.Path, made.Name)
				if made.State == doc.FolderStopped {
					c.note("It is looked at while the window is open or 'deskclerk serve' runs.")
				}
				return nil
			})
		},
	}
	f.flags(cmd)
	return cmd
}

func (c *command) watchEditCommand() *cobra.Command {
	var f watchFlags
	cmd := &cobra.Command{
		Use:   "edit FOLDER",
		Short: "Change how a folder is watched",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return c.with(cmd.Context(), false, func(conn *connection) error {
				found, err := theFolder(cmd.Context(), conn, args[0])
				if err != nil {
					return err
				}
				changed, err := conn.UpdateFolder(cmd.Context(), found.ID, f.settings(cmd))
				if err != nil {
					return err
				}
				return c.printFolder(changed)
			})
		},
	}
	f.flags(cmd)
	return cmd
}
