package cli

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"deskclerk/backend/api/client"
	"deskclerk/backend/doc"
	"deskclerk/backend/webhook"
)

func (c *command) webhookTestCommand() *cobra.Command {
	var kind string
	var all bool
	cmd := &cobra.Command{
		Use:     "test ID",
		Short:   "Send an example now and show what came of it; it counts nowhere",
		Example: "  deskclerk webhook test ID\n  deskclerk webhook test ID --all",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			kinds := []string{kind}
			if all {
				kinds = webhook.Types()
			}
			return c.with(cmd.Context(), false, func(conn *connection) error {
				failed := 0
				for _, kind := range kinds {
					t, err := conn.TestWebhook(cmd.Context(), args[0], kind)
					if err != nil {
						return err
					}
					a := t.Attempt
					if a.Error != "" {
						failed++
					}
					_, err = fmt.Fprintf(c.Out, "%s\t%s\tHTTP %d\t%d ms\n", t.Type, cmp.Or(a.Error, "received"), a.Status, a.TookMS)
					if err != nil {
						return err
					}
				}
				if failed > 0 {
					return fmt.Errorf("%d of %d tests were not received", failed, len(kinds))
				}
				return nil
			})
		},
	}
	cmd.Flags().StringVar(&kind, "type", webhook.TypeTest, "which example")
	cmd.Flags().BoolVar(&all, "all", false, "one of each type")
	completeValues(cmd, "type", webhook.Types()...)
	return cmd
}

func (c *command) webhookDeliveriesCommand() *cobra.Command {
	var q doc.DeliveryQuery
	var states []string
	var dead, asJSON bool
	cmd := &cobra.Command{
		Use:   "deliveries [ID [DELIVERY]]",
		Short: "List an endpoint's deliveries, or show one with its requests and answers",
		Example: "  deskclerk webhook deliveries ID --state discarded\n" +
			"  deskclerk webhook deliveries ID msg_0198f2c4-…\n" +
			"  deskclerk webhook deliveries --dead",
		Args: cobra.RangeArgs(0, 2),
		RunE: func(cmd *cobra.Command, args []string) error {
			for _, s := range states {
				if !doc.DeliveryState(s).Valid() {
					return usageError{fmt.Errorf("--state: there is no state %q", s)}
				}
				q.State = append(q.State, doc.DeliveryState(s))
			}
			if len(args) == 0 && !dead {
				return usageError{fmt.Errorf("name an endpoint, or say --dead for the dead letters of all")}
			}
			if dead {
				q.State = []doc.DeliveryState{doc.DeliveryDiscarded}
			}
			return c.with(cmd.Context(), false, func(conn *connection) error {
				if len(args) == 2 {
					return c.showDelivery(cmd.Context(), conn, args[0], args[1], asJSON)
				}
				if len(args) == 1 {
					q.EndpointID = args[0]
				}
				list, err := conn.Deliveries(cmd.Context(), q)
				if err != nil {
					return err
				}
				if asJSON {
					return c.printJSON(list.Deliveries)
				}
				return c.printDeliveries(list.Deliveries)
			})
		},
	}
	cmd.Flags().StringSliceVar(&states, "state", nil, "only these states, such as discarded")
	cmd.Flags().StringVar(&q.Type, "type", "", "only this type")
	cmd.Flags().StringVar(&q.DocumentID, "document", "", "only this document's")
	cmd.Flags().IntVar(&q.Limit, "limit", 100, "at most so many, up to 500")
	cmd.Flags().BoolVar(&dead, "dead", false, "only what failed for good")
	cmd.Flags().BoolVar(&asJSON, "json", false, "as JSON")
	completeValues(cmd, "type", webhook.Types()...)
	return cmd
}

func (c *command) printDeliveries(all []doc.Delivery) error {
	table := tabwriter.NewWriter(c.Out, 2, 8, 2, ' ', 0)
	_, _ = fmt.Fprintln(table, "ID\tSEQUENCE\tTYPE\tSTATE\tTRIES\tLAST\tLAG\tNEXT")
	for _, d := range all {
		next, lag := "-", "-"
		if d.NextAt != nil {
			next = d.NextAt.Local().Format(time.DateTime)
		}
		if d.LagMS != nil {
			lag = (time.Duration(*d.LagMS) * time.Millisecond).String()
		}
		_, _ = fmt.Fprintf(table, "%s\t%d\t%s\t%s\t%d\t%s\t%s\t%s\n",
			d.ID, d.Sequence, d.Type, d.State, d.Tries, cmp.Or(d.LastError, fmt.Sprint(d.LastStatus)), lag, next)
	}
	return table.Flush()
}

func (c *command) showDelivery(ctx context.Context, conn *connection, endpoint, id string, asJSON bool) error {
	d, err := conn.Delivery(ctx, endpoint, id)
	if err != nil {
		return err
	}
	if asJSON {
		return c.printJSON(d)
	}
	if err := c.printDeliveries([]doc.Delivery{d}); err != nil {
		return err
	}
	var b strings.Builder
	fmt.Fprintf(&b, "\n%s\n", d.Body)
	for _, a := range d.Attempts {
		fmt.Fprintf(&b, "\n%d. %s, %d ms: %s\n", a.Number, a.At.Local().Format(time.DateTime), a.TookMS, cmp.Or(a.Error, "received"))
		writeHeaders(&b, "> ", a.RequestHeaders)
		if a.Status > 0 {
			fmt.Fprintf(&b, "< HTTP %d\n", a.Status)
			writeHeaders(&b, "< ", a.ResponseHeaders)
			fmt.Fprintf(&b, "%s\n", a.ResponseBody)
		}
	}
	_, err = fmt.Fprint(c.Out, b.String())
	return err
}

func writeHeaders(b *strings.Builder, mark string, headers map[string]string) {
	names := make([]string, 0, len(headers))
	for name := range headers {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		fmt.Fprintf(b, "%s%s: %s\n", mark, name, headers[name])
	}
}

func (c *command) webhookReplayCommand() *cobra.Command {
	var r client.WebhookReplay
	cmd := &cobra.Command{
		Use:   "replay ID [DELIVERY…]",
		Short: "Send deliveries again, under their old ids",
		Example: "  deskclerk webhook replay ID msg_0198f2c4-…\n" +
			"  deskclerk webhook replay ID --failed\n" +
			"  deskclerk webhook replay ID --from 1200 --to 1250",
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			r.IDs = args[1:]
			return c.with(cmd.Context(), false, func(conn *connection) error {
				n, err := conn.ReplayWebhooks(cmd.Context(), args[0], r)
				if err != nil {
					return err
				}
				c.note("%d deliveries are sent again.", n)
				if conn.local {
					c.note("Deskclerk is not running; they are sent when it starts.")
				}
				return nil
			})
		},
	}
	cmd.Flags().BoolVar(&r.Failed, "failed", false, "all that failed for good")
	cmd.Flags().Int64Var(&r.From, "from", 0, "from this sequence number on")
	cmd.Flags().Int64Var(&r.To, "to", 0, "up to this sequence number")
	return cmd
}
