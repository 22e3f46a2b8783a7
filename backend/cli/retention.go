package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/dustin/go-humanize"
	"github.com/spf13/cobra"

	"deskclerk/backend/doc"
)

func (c *command) retentionCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "retention",
		Short: "Rules by which documents or files are removed when their time is over",
		Long: "Rules by which documents, or their files only, are removed when their time is over. A new rule is off:\n" +
			"look at what it would remove first. Rules that are on run once a day; each removal is in the audit log.",
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(c.retentionListCommand(), c.retentionAddCommand(), c.retentionSwitchCommand("on"), c.retentionSwitchCommand("off"),
		c.retentionDeleteCommand(), c.retentionPreviewCommand(), c.retentionRunCommand())
	return cmd
}

func (c *command) retentionListCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the rules",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return c.with(cmd.Context(), false, func(conn *connection) error {
				rules, err := conn.RetentionRules(cmd.Context())
				if err != nil {
					return err
				}
				if asJSON {
					return c.printJSON(rules)
				}
				w := tabwriter.NewWriter(c.Out, 2, 8, 2, ' ', 0)
				_, _ = fmt.Fprintln(w, "ID\tNAME\tIS\tREMOVES") // Flush reports what went wrong
				for _, r := range rules {
					_, _ = fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", r.ID, r.Name, onOff(r.Enabled), ruleWords(r))
				}
				return w.Flush()
			})
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "as JSON")
	return cmd
}

func onOff(on bool) string {
	if on {
		return "on"
	}
	return "off"
}

// ruleWords says what a rule does.
func ruleWords(r doc.RetentionRule) string {
	types := "every type"
	if len(r.Types) > 0 {
		types = joined(r.Types)
	}
	words := fmt.Sprintf("%ss of %s that are %s, %d days after they were %s", r.Removes, types, joined(r.Statuses), r.Days, r.Since)
	if r.Exported {
		words += ", only exported ones"
	}
	return words
}

func joined[S ~string](values []S) string {
	var parts []string
	for _, v := range values {
		parts = append(parts, string(v))
	}
	return strings.Join(parts, ", ")
}

func (c *command) retentionAddCommand() *cobra.Command {
	var r doc.RetentionRule
	var types, statuses []string
	var since, removes string
	cmd := &cobra.Command{
		Use:     "add --name NAME --status STATUS --days N",
		Short:   "Make a rule; it is off until it is switched on",
		Example: "  deskclerk retention add --name 'old receipts' --type receipt --status approved --days 365 --exported\n  deskclerk retention add --name 'identity files' --type identity --status approved,rejected --days 30 --removes original",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			for _, t := range types {
				r.Types = append(r.Types, doc.Type(t))
			}
			for _, s := range statuses {
				r.Statuses = append(r.Statuses, doc.Status(s))
			}
			r.Since, r.Removes = doc.Since(since), doc.Removal(removes)
			if err := r.Validate(); err != nil {
				return usageError{err}
			}
			return c.with(cmd.Context(), false, func(conn *connection) error {
				made, err := conn.PutRetentionRule(cmd.Context(), r)
				if err != nil {
					return err
				}
				c.note("It is off; 'deskclerk retention preview %s' shows what it would remove, 'deskclerk retention on %s' switches it on.", made.ID, made.ID)
				_, err = fmt.Fprintln(c.Out, made.ID)
				return err
			})
		},
	}
	cmd.Flags().StringVar(&r.Name, "name", "", "what to call it")
	cmd.Flags().StringSliceVar(&types, "type", nil, "only these types (default every type)")
	cmd.Flags().StringSliceVar(&statuses, "status", nil, "approved, rejected, completed, completed_with_warnings or failed_terminal")
	cmd.Flags().IntVar(&r.Days, "days", 0, "after so many days")
	cmd.Flags().StringVar(&since, "since", string(doc.SinceDecided), "counted from when they were decided or received")
	cmd.Flags().BoolVar(&r.Exported, "exported", false, "only what was exported after it was decided")
	cmd.Flags().StringVar(&removes, "removes", string(doc.RemoveDocument), "document with all that was read, or the original only")
	completeValues(cmd, "since", "decided", "received")
	completeValues(cmd, "removes", "document", "original")
	return cmd
}

// ruleOf finds a rule by its id or name.
func ruleOf(ctx context.Context, conn *connection, wanted string) (doc.RetentionRule, error) {
	rules, err := rulesOf(ctx, conn, wanted)
	if err != nil {
		return doc.RetentionRule{}, err
	}
	return rules[0], nil
}

// rulesOf finds each rule by its id or name; all of them when none is wanted.
func rulesOf(ctx context.Context, conn *connection, wanted ...string) ([]doc.RetentionRule, error) {
	rules, err := conn.RetentionRules(ctx)
	if err != nil || len(wanted) == 0 {
		return rules, err
	}
	found := make([]doc.RetentionRule, len(wanted))
	for i, name := range wanted {
		at := slices.IndexFunc(rules, func(r doc.RetentionRule) bool { return r.ID == name || r.Name == name })
		if at < 0 {
			return nil, doc.Errorf(doc.CodeNotFound, "no rule %q; see 'deskclerk retention list'", name)
		}
		found[i] = rules[at]
	}
	return found, nil
}

func (c *command) retentionSwitchCommand(to string) *cobra.Command {
	return &cobra.Command{
		Use:   to + " RULE",
		Short: "Switch a rule " + to,
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return c.with(cmd.Context(), false, func(conn *connection) error {
				r, err := ruleOf(cmd.Context(), conn, args[0])
				if err != nil {
					return err
				}
				r.Enabled = to == "on"
				if _, err := conn.PutRetentionRule(cmd.Context(), r); err != nil {
					return err
				}
				if r.Enabled {
					c.note("It runs for the first time in an hour, then once a day.")
				}
				return nil
			})
		},
	}
}

func (c *command) retentionDeleteCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "delete RULE",
		Short: "Delete a rule; documents stay",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return c.with(cmd.Context(), false, func(conn *connection) error {
				r, err := ruleOf(cmd.Context(), conn, args[0])
				if err != nil {
					return err
				}
				return conn.DeleteRetentionRule(cmd.Context(), r.ID)
			})
		},
	}
}

func (c *command) retentionPreviewCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "preview [RULE]",
		Short: "Show what a rule, or each of them, would remove now",
		Args:  cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return c.with(cmd.Context(), false, func(conn *connection) error {
				rules, err := rulesOf(cmd.Context(), conn, args...)
				if err != nil {
					return err
				}
				previews := []doc.RetentionPreview{}
				for _, r := range rules {
					p, err := conn.PreviewRetention(cmd.Context(), r)
					if err != nil {
						return err
					}
					p.Rule = r // with its id
					previews = append(previews, p)
				}
				if asJSON {
					return c.printJSON(previews)
				}
				return c.printPreviews(previews)
			})
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "as JSON")
	return cmd
}

func (c *command) printPreviews(previews []doc.RetentionPreview) error {
	w := tabwriter.NewWriter(c.Out, 2, 8, 2, ' ', 0)
	for _, p := range previews {
		_, _ = fmt.Fprintf(w, "%s (%s): %d %ss, %s\n", p.Rule.Name, onOff(p.Rule.Enabled), p.Total, p.Rule.Removes, humanize.IBytes(uint64(p.Bytes))) // Flush reports what went wrong
		for _, d := range p.Documents {
			_, _ = fmt.Fprintf(w, "  %s\t%s\t%s\t%s\t%s\n", d.ID, d.Type, d.Status, d.DueAt.Local().Format(time.DateOnly), d.Name)
		}
		if more := p.Total - len(p.Documents); more > 0 {
			_, _ = fmt.Fprintf(w, "  and %d more\n", more)
		}
	}
	return w.Flush()
}

func (c *command) retentionRunCommand() *cobra.Command {
	var yes bool
	cmd := &cobra.Command{
		Use:   "run [RULE]",
		Short: "Remove what is due now: of a rule, or of all that are on",
		Args:  cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if !yes {
				return usageError{errors.New("what is removed is gone; look with 'deskclerk retention preview', then say --yes")}
			}
			return c.with(cmd.Context(), false, func(conn *connection) error {
				id := ""
				if len(args) == 1 {
					r, err := ruleOf(cmd.Context(), conn, args[0])
					if err != nil {
						return err
					}
					id = r.ID
				}
				run, err := conn.RunRetention(cmd.Context(), id)
				if err != nil {
					return err
				}
				c.note("Removed %d documents and %d files of documents that stay, %s.", run.Documents, run.Originals, humanize.IBytes(uint64(run.Bytes)))
				return nil
			})
		},
	}
	cmd.Flags().BoolVar(&yes, "yes", false, "do it")
	return cmd
}
