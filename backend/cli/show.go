package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"deskclerk/backend/doc"
)

func (c *command) showCommand() *cobra.Command {
	var asJSON, text bool
	cmd := &cobra.Command{
		Use:     "show ID",
		Short:   "Show one document with its fields",
		Example: "  deskclerk show 0198f2c4-…\n  deskclerk show --json 0198f2c4-… | jq .fields.total",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return c.with(cmd.Context(), false, func(conn *connection) error {
				d, err := conn.Document(cmd.Context(), args[0])
				if err != nil {
					return err
				}
				switch {
				case asJSON:
					encoder := json.NewEncoder(c.Out)
					encoder.SetIndent("", "  ")
					return encoder.Encode(d)
				case text:
					_, err := fmt.Fprintln(c.Out, d.Text)
					return err
				default:
					return show(c.Out, d)
				}
			})
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "the whole result as JSON")
	cmd.Flags().BoolVar(&text, "text", false, "only the text that was read")
	return cmd
}

// show writes a document for a person: the doubtful fields are marked.
func show(out io.Writer, d doc.Document) error {
	w := tabwriter.NewWriter(out, 2, 8, 2, ' ', 0)
	line := func(format string, args ...any) { _, _ = fmt.Fprintf(w, format+"\n", args...) } // Flush reports what went wrong
	line("%s\t%s", d.File.Name, d.ID)
	line("status\t%s", d.Status)
	line("type\t%s (%.0f %%)%s", d.Type.Name, 100*d.Type.Confidence, doubts(d.Type))
	line("pages\t%d, %s", d.File.Pages, d.File.TextSource)
	if d.Error != nil {
		line("error\t%s %s", d.Error.Message, d.Error.Hint)
	}
	for _, name := range fieldNames(d) {
		f := d.Fields[name]
		value, note := "-", ""
		if f.Value != nil {
			value, note = *f.Value, fmt.Sprintf("%.0f %%", 100*f.Confidence)
		}
		if f.Flagged {
			note += "  look: " + strings.Join(f.Reasons, ", ")
		}
		line("%s\t%s\t%s", name, value, note)
	}
	for name, t := range d.Tables {
		line("%s\t%d rows", name, len(t.Rows))
	}
	for _, p := range d.Pairs {
		line("%s\t%s", p.Key, p.Value)
	}
	for _, i := range d.Issues {
		line("%s\t%s", i.Severity, i.Message)
	}
	for _, warning := range d.Warnings {
		line("warning\t%s", warning.Message)
	}
	return w.Flush()
}

// fieldNames orders a document's fields as its type does; others follow.
func fieldNames(d doc.Document) []string {
	var names []string
	for _, f := range d.Spec().Fields {
		if _, ok := d.Fields[f.Name]; ok {
			names = append(names, f.Name)
		}
	}
	var rest []string
	for name := range d.Fields {
		if !slices.Contains(names, name) {
			rest = append(rest, name)
		}
	}
	slices.Sort(rest)
	return append(names, rest...)
}

// doubts says what else a document of doubtful type may be.
func doubts(c doc.Classification) string {
	if !c.Flagged {
		return ""
	}
	others := make([]string, len(c.Alternatives))
	for i, o := range c.Alternatives {
		others[i] = fmt.Sprintf("%s (%.0f %%)", o.Name, 100*o.Confidence)
	}
	return ", or " + strings.Join(others, ", or ")
}
