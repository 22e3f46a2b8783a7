package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"deskclerk/backend/doc"
)

// typesCommand is about the types that people defined.
func (c *command) typesCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "types",
		Short: "The document types that you defined",
		Long: "Types are made in the program's settings, by pointing at values on a sample. They are files that can be\n" +
			"handed on: export writes one, import reads it, test shows what it finds on documents of the data folder.",
		Example: "  deskclerk types list\n  deskclerk types export lease -o lease.json\n  deskclerk types import lease.json\n  deskclerk types test lease.json",
	}
	cmd.AddCommand(c.typesList(), c.typesShow(), c.typesImport(), c.typesExport(), c.typesTest())
	return cmd
}

func (c *command) typesList() *cobra.Command {
	return &cobra.Command{
		Use: "list", Short: "List the types", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return c.with(cmd.Context(), false, func(conn *connection) error {
				found, err := conn.Types(cmd.Context())
				if err != nil {
					return err
				}
				table := tabwriter.NewWriter(c.Out, 2, 8, 2, ' ', 0)
				_, _ = fmt.Fprintln(table, "NAME\tTITLE\tFIELDS\tTABLES\tRULES")
				for _, d := range found {
					_, _ = fmt.Fprintf(table, "%s\t%s\t%d\t%d\t%d\n", d.Name, d.Title, len(d.Fields), len(d.Tables), len(d.Rules))
				}
				return table.Flush()
			})
		},
	}
}

func (c *command) typesShow() *cobra.Command {
	return &cobra.Command{
		Use: "show NAME", Short: "Show a type's fields, tables and rules", Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return c.with(cmd.Context(), false, func(conn *connection) error {
				d, err := conn.Type(cmd.Context(), args[0])
				if err != nil {
					return err
				}
				return c.showType(d)
			})
		},
	}
}

func (c *command) showType(d doc.Definition) error {
	table := tabwriter.NewWriter(c.Out, 2, 8, 2, ' ', 0)
	_, _ = fmt.Fprintf(table, "%s\t%s\n", d.Name, d.Title)
	if len(d.Keywords) > 0 {
		_, _ = fmt.Fprintf(table, "keywords\t%s\n", strings.Join(d.Keywords, ", "))
	}
	_, _ = fmt.Fprintln(table, "\nFIELD\tKIND\tREQUIRED\tLABELS")
	for _, f := range d.Fields {
		required := ""
		if f.Required {
			required = "yes"
		}
		_, _ = fmt.Fprintf(table, "%s\t%s\t%s\t%s\n", f.Name, f.Kind, required, strings.Join(f.Labels, ", "))
	}
	for _, t := range d.Tables {
		var columns []string
		for _, col := range t.Columns {
			columns = append(columns, col.Name)
		}
		_, _ = fmt.Fprintf(table, "\ntable %s\t%s\n", t.Name, strings.Join(columns, ", "))
	}
	for _, r := range d.Rules {
		_, _ = fmt.Fprintf(table, "\nrule %s\t%s\t%s\n", r.Kind, r.Field, strings.Join(r.Fields, " + "))
	}
	return table.Flush()
}

func (c *command) typesExport() *cobra.Command {
	var output string
	cmd := &cobra.Command{
		Use: "export NAME", Short: "Write a type as a file that can be handed on", Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return c.with(cmd.Context(), false, func(conn *connection) error {
				d, err := conn.Type(cmd.Context(), args[0])
				if err != nil {
					return err
				}
				d.Revision = 0
				return c.write(output, func(w io.Writer) error {
					e := json.NewEncoder(w)
					e.SetIndent("", "  ")
					return e.Encode(d)
				})
			})
		},
	}
	cmd.Flags().StringVarP(&output, "output", "o", "", "write to FILE instead of standard output")
	return cmd
}

func (c *command) typesImport() *cobra.Command {
	var replace bool
	cmd := &cobra.Command{
		Use: "import FILE…", Short: "Take types from files", Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, files []string) error {
			var all []doc.Definition
			for _, file := range files {
				d, err := readType(file)
				if err != nil {
					return err
				}
				all = append(all, d)
			}
			return c.with(cmd.Context(), false, func(conn *connection) error {
				for _, d := range all {
					if err := conn.PutType(cmd.Context(), d, replace); err != nil {
						return err
					}
					_, _ = fmt.Fprintln(c.Out, d.Name)
				}
				return nil
			})
		},
	}
	cmd.Flags().BoolVar(&replace, "replace", false, "replace a type of the same name")
	return cmd
}

const largestType = 1 << 20 // bytes of a type's file

// readType reads and checks a type's file before anything is sent.
func readType(file string) (d doc.Definition, err error) {
	st, err := os.Stat(file)
	if err != nil {
		return d, doc.Errorf(doc.CodeUnreadable, "%w", err)
	}
	if st.Size() > largestType {
		return d, doc.Errorf(doc.CodeTooLarge, "%s: more than %d bytes", file, largestType)
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return d, doc.Errorf(doc.CodeUnreadable, "%w", err)
	}
	if err := json.Unmarshal(data, &d); err != nil {
		return d, doc.Errorf(doc.CodeValue, "%s is no type's file: %w", file, err)
	}
	if d.Schema != doc.DefinitionSchema {
		return d, doc.Errorf(doc.CodeValue, "%s: its schema is not %s", file, doc.DefinitionSchema)
	}
	d.Revision = 0
	return d, d.Check()
}

func (c *command) typesTest() *cobra.Command {
	return &cobra.Command{
		Use: "test NAME|FILE [ID…]", Short: "Show what a type finds on documents, keeping nothing", Args: cobra.MinimumNArgs(1),
		Long: "Reads documents of the data folder as the type says and prints the values. Without ids the newest are taken.",
		RunE: func(cmd *cobra.Command, args []string) error {
			return c.with(cmd.Context(), false, func(conn *connection) error {
				d, err := c.typeOf(cmd.Context(), conn, args[0])
				if err != nil {
					return err
				}
				return c.tryType(cmd.Context(), conn, d, args[1:])
			})
		},
	}
}

// typeOf is a type's file, or else a type of the data folder.
func (c *command) typeOf(ctx context.Context, conn *connection, name string) (doc.Definition, error) {
	if _, err := os.Stat(name); err == nil {
		return readType(name)
	}
	return conn.Type(ctx, name)
}

const newestTried = 20

func (c *command) tryType(ctx context.Context, conn *connection, d doc.Definition, ids []string) error {
	if len(ids) == 0 {
		page, err := conn.Documents(ctx, doc.Query{Limit: newestTried})
		if err != nil {
			return err
		}
		for _, found := range page.Documents {
			if found.Attempt != nil || found.PagesRead > 0 {
				ids = append(ids, found.ID)
			}
		}
	}
	if len(ids) == 0 {
		return doc.Errorf(doc.CodeNotFound, "there are no documents to try it on")
	}
	trials, err := conn.TryType(ctx, d, ids)
	if err != nil {
		return err
	}
	for _, t := range trials {
		found := "would not be found by itself"
		if t.Matches {
			found = fmt.Sprintf("found by itself, %.0f %%", 100*t.Confidence)
		}
		_, _ = fmt.Fprintf(c.Out, "%s (%s)\n", t.Name, found)
		table := tabwriter.NewWriter(c.Out, 2, 8, 2, ' ', 0)
		for _, f := range d.Fields {
			value := t.Fields[f.Name]
			text := "–"
			if value.Value != nil {
				text = *value.Value
			}
			_, _ = fmt.Fprintf(table, "  %s\t%s\t%.2f\t%s\n", f.Name, text, value.Confidence, strings.Join(value.Reasons, " "))
		}
		if err := table.Flush(); err != nil {
			return err
		}
	}
	return nil
}

// typesKnown says whether a command's library may hold types that people made.
type typesKnown struct{ own bool }

func (k typesKnown) more() string {
	if k.own {
		return ", or the name of a type of yours"
	}
	return ""
}

// isTypeName accepts what the API takes for a type; whether there is such a one
// it says itself.
func isTypeName(t doc.Type) bool {
	return t != "" && !slices.ContainsFunc([]rune(string(t)), func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '_'
	})
}
