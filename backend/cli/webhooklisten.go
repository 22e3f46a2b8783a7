package cli

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"deskclerk/backend/api/client"
	"deskclerk/backend/app"
	"deskclerk/backend/doc"
	"deskclerk/backend/webhook"
)

func (c *command) webhookListenCommand() *cobra.Command {
	var addr, secret string
	var connect, headers bool
	var events []string
	cmd := &cobra.Command{
		Use:   "listen",
		Short: "Receive webhooks, verify them and show what arrives",
		Long: "Listens on this machine, verifies each webhook as a receiver has to and shows it. With --connect it\n" +
			"makes an endpoint for itself in the running program and deletes it at the end. Ctrl+C ends it.",
		Example: "  deskclerk webhook listen --connect\n" +
			"  deskclerk webhook listen --addr 127.0.0.1:9000 --secret whsec_…",
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if secret == "" {
				secret = webhook.NewSecret()
			}
			r, err := webhook.Listen(cmd.Context(), addr, secret, func(a doc.WebhookArrival) { c.showArrival(a, headers) })
			if err != nil {
				return err
			}
			return errors.Join(c.listen(cmd.Context(), r, connect, events), r.Close())
		},
	}
	cmd.Flags().StringVar(&addr, "addr", "127.0.0.1:0", "address to listen at; port 0 takes a free one")
	cmd.Flags().StringVar(&secret, "secret", "", "the endpoint's secret (default a fresh one)")
	cmd.Flags().BoolVar(&connect, "connect", false, "make an endpoint for it in the running program, as long as it listens")
	cmd.Flags().StringSliceVar(&events, "event", nil, "with --connect: only these types")
	cmd.Flags().BoolVar(&headers, "headers", false, "show the headers too")
	completeValues(cmd, "event", webhook.Types()...)
	return cmd
}

func (c *command) listen(ctx context.Context, r *webhook.Receiver, connect bool, events []string) error {
	c.note("Listening at %s", r.URL())
	if !connect {
		c.note("Make an endpoint for it:\n  deskclerk webhook create %s --secret %s", r.URL(), r.Secret())
		<-ctx.Done()
		return nil
	}
	conn, err := reach(app.DataFolder(c.data))
	if err != nil {
		return doc.Errorf(doc.CodeBusy, "no running program to connect to; start 'deskclerk serve' first: %w", err)
	}
	url, description := r.URL(), "deskclerk webhook listen"
	target, err := conn.CheckWebhook(ctx, url)
	if err != nil {
		return err
	}
	e, _, err := conn.CreateWebhook(ctx, client.WebhookSettings{
		URL: &url, Addresses: target.Addresses, Description: &description, Events: &events, Secret: r.Secret(),
	})
	if err != nil {
		return err
	}
	c.note("Endpoint %s is connected. Try: deskclerk webhook test %s --all", e.ID, e.ID)
	<-ctx.Done()
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	return conn.DeleteWebhook(ctx, e.ID)
}

func (c *command) showArrival(a doc.WebhookArrival, headers bool) {
	mark := "verified"
	switch {
	case !a.Verified:
		mark = "REFUSED: " + a.Problem
	case a.Again:
		mark = "verified, was here before"
	}
	_, _ = fmt.Fprintf(c.Out, "%s  %s  %d  %s  %s\n", a.At.Local().Format(time.TimeOnly), a.Type, a.Sequence, a.ID, mark)
	if headers {
		for name, value := range a.Headers {
			_, _ = fmt.Fprintf(c.Out, "  %s: %s\n", name, value)
		}
	}
	_, _ = fmt.Fprintf(c.Out, "  %s\n", a.Body)
}
