package cli

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"deskclerk/backend/doc"
)

func (c *command) webhookCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "webhook",
		Short: "Tell other programs what happens: make, test and watch over webhooks",
		Example: "  deskclerk webhook listen\n" +
			"  deskclerk webhook create http://127.0.0.1:9000/hook --event file.processed\n" +
			"  deskclerk webhook deliveries ID --state discarded",
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(
		c.webhookCreateCommand(), c.webhookListCommand(), c.webhookShowCommand(), c.webhookEditCommand(),
		c.webhookActCommand("pause", "Let everything for an endpoint wait"),
		c.webhookActCommand("resume", "Send what waits, or enable an endpoint again"),
		c.webhookDeleteCommand(), c.webhookTestCommand(), c.webhookRotateCommand(),
		c.webhookDeliveriesCommand(), c.webhookReplayCommand(), c.webhookListenCommand(),
	)
	return cmd
}

func (c *command) webhookListCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the endpoints",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return c.with(cmd.Context(), false, func(conn *connection) error {
				all, err := conn.Webhooks(cmd.Context())
				if err != nil {
					return err
				}
				if asJSON {
					return c.printJSON(all)
				}
				table := tabwriter.NewWriter(c.Out, 2, 8, 2, ' ', 0)
				_, _ = fmt.Fprintln(table, "ID\tSTATE\tARRIVED\tWAITING\tFAILED\tURL\tDESCRIPTION")
				for _, e := range all {
					_, _ = fmt.Fprintf(table, "%s\t%s\t%d\t%d\t%d\t%s\t%s\n",
						e.ID, stateOf(e), e.Delivered, e.Waiting, e.DeadLetters, e.URL, e.Description)
				}
				return table.Flush()
			})
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "as JSON")
	return cmd
}

func stateOf(e doc.Endpoint) string {
	switch {
	case e.Reason != "":
		return string(e.State) + " (" + e.Reason + ")"
	case e.State == doc.EndpointActive && e.FailingSince != nil:
		return "failing"
	default:
		return string(e.State)
	}
}

func (c *command) printJSON(v any) error {
	encoder := json.NewEncoder(c.Out)
	encoder.SetIndent("", "  ")
	return encoder.Encode(v)
}

func (c *command) webhookShowCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "show ID",
		Short: "Show one endpoint",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return c.with(cmd.Context(), false, func(conn *connection) error {
				e, err := conn.Webhook(cmd.Context(), args[0])
				if err != nil {
					return err
				}
				if asJSON {
					return c.printJSON(e)
				}
				return c.printEndpoint(e)
			})
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "as JSON")
	return cmd
}

func (c *command) printEndpoint(e doc.Endpoint) error {
	w := tabwriter.NewWriter(c.Out, 2, 8, 2, ' ', 0)
	line := func(name, format string, args ...any) { _, _ = fmt.Fprintf(w, name+"\t"+format+"\n", args...) } // Flush reports what went wrong
	when := func(name string, t *time.Time) {
		if t != nil {
			line(name, "%s", t.Local().Format(time.DateTime))
		}
	}
	line("id", "%s", e.ID)
	line("url", "%s", e.URL)
	line("addresses", "%s", strings.Join(e.Addresses, ", "))
	line("description", "%s", cmp.Or(e.Description, "-"))
	line("state", "%s", stateOf(e))
	line("events", "%s", cmp.Or(strings.Join(e.Events, ", "), "all"))
	line("scope", "%s %s", e.Scope.Kind, e.Scope.Value)
	line("payload", "%s", e.Payload)
	line("auth", "%s %s", e.Auth.Kind, e.Auth.Name)
	line("deliveries", "%d arrived, %d wait, %d failed", e.Delivered, e.Waiting, e.DeadLetters)
	when("failing since", e.FailingSince)
	when("last success", e.LastSuccessAt)
	when("last failure", e.LastFailureAt)
	when("old secret until", e.PreviousSecretUntil)
	return w.Flush()
}

func (c *command) webhookActCommand(act, short string) *cobra.Command {
	return &cobra.Command{
		Use:   act + " ID",
		Short: short,
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return c.with(cmd.Context(), false, func(conn *connection) error {
				e, err := conn.ActOnWebhook(cmd.Context(), args[0], act)
				if err != nil {
					return err
				}
				c.note("The endpoint is %s.", stateOf(e))
				if act == "resume" && e.DeadLetters > 0 {
					c.note("%d deliveries failed for good; 'deskclerk webhook replay %s --failed' sends them again.", e.DeadLetters, e.ID)
				}
				return nil
			})
		},
	}
}

func (c *command) webhookDeleteCommand() *cobra.Command {
	var yes bool
	cmd := &cobra.Command{
		Use:   "delete ID",
		Short: "Delete an endpoint with its log",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if !yes {
				return usageError{errors.New("deleting cannot be undone; say --yes to do it")}
			}
			return c.with(cmd.Context(), false, func(conn *connection) error {
				return conn.DeleteWebhook(cmd.Context(), args[0])
			})
		},
	}
	cmd.Flags().BoolVar(&yes, "yes", false, "do it")
	return cmd
}

func (c *command) webhookRotateCommand() *cobra.Command {
	var revoke, end bool
	cmd := &cobra.Command{
		Use:   "rotate ID",
		Short: "Give an endpoint a new secret; the old one signs for 24 hours more",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return c.with(cmd.Context(), false, func(conn *connection) error {
				if end {
					_, err := conn.ActOnWebhook(cmd.Context(), args[0], "revoke")
					return err
				}
				return c.rotate(cmd.Context(), conn, args[0], revoke)
			})
		},
	}
	cmd.Flags().BoolVar(&revoke, "revoke", false, "end the old secret at once")
	cmd.Flags().BoolVar(&end, "revoke-previous", false, "make no new secret, but end the one before the last rotation now")
	cmd.MarkFlagsMutuallyExclusive("revoke", "revoke-previous")
	return cmd
}

func (c *command) rotate(ctx context.Context, conn *connection, id string, revoke bool) error {
	e, secret, err := conn.RotateWebhook(ctx, id, revoke)
	if err != nil {
		return err
	}
	if until := e.PreviousSecretUntil; until != nil {
		c.note("The old secret signs as well until %s.", until.Local().Format(time.DateTime))
	}
	c.note("The new secret, which is not shown again:")
	_, err = fmt.Fprintln(c.Out, secret)
	return err
}
