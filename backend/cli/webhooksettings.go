package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"deskclerk/backend/api/client"
	"deskclerk/backend/doc"
	"deskclerk/backend/webhook"
)

// webhookFlags are what can be said of an endpoint.
type webhookFlags struct {
	description, scope, auth, authFile, payload string
	events                                      []string
	plain, yes                                  bool
}

func (f *webhookFlags) flags(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.description, "description", "", "what it is for")
	cmd.Flags().StringSliceVar(&f.events, "event", nil, "only these types, such as file.processed; 'all' for all")
	cmd.Flags().StringVar(&f.scope, "scope", "", "everything, folder:NAME, type:NAME or token:NAME")
	cmd.Flags().StringVar(&f.payload, "payload", "", "thin, or full to send whole documents")
	cmd.Flags().StringVar(&f.auth, "auth", "", "none, bearer, basic:USER or header:NAME")
	cmd.Flags().StringVar(&f.authFile, "auth-file", "", "file with the token, password or value for --auth")
	cmd.Flags().BoolVar(&f.plain, "plain-http", false, "agree to http to a private network")
	cmd.Flags().BoolVar(&f.yes, "yes", false, "confirm where the address leads without being asked")
	completeValues(cmd, "event", webhook.Types()...)
	completeValues(cmd, "payload", "thin", "full")
}

// settings are the flags that were given.
func (f *webhookFlags) settings(cmd *cobra.Command) (client.WebhookSettings, error) {
	var s client.WebhookSettings
	given := cmd.Flags().Changed
	if given("description") {
		s.Description = &f.description
	}
	if given("payload") {
		s.Payload = &f.payload
	}
	if given("plain-http") {
		s.PlainHTTP = &f.plain
	}
	if given("event") {
		if s.Events = &f.events; len(f.events) == 1 && f.events[0] == "all" {
			s.Events = &[]string{}
		}
	}
	if given("scope") {
		kind, value, _ := strings.Cut(f.scope, ":")
		s.Scope = &client.WebhookScope{Kind: kind, Value: value}
	}
	if given("auth") {
		kind, name, _ := strings.Cut(f.auth, ":")
		s.Auth = &client.WebhookAuth{Kind: kind, Name: name}
		if kind != string(doc.AuthNone) && f.authFile == "" {
			return s, usageError{errors.New("--auth: name a file that holds the secret with --auth-file")}
		}
		var err error
		if s.Auth.Secret, err = readSecret(f.authFile); err != nil {
			return s, err
		}
	}
	return s, nil
}

// confirm shows where an address leads and asks whether that is meant.
func (c *command) confirm(ctx context.Context, cmd *cobra.Command, conn *connection, url string, yes bool) ([]string, error) {
	target, err := conn.CheckWebhook(ctx, url)
	if err != nil {
		return nil, err
	}
	where := "elsewhere"
	if target.Private {
		where = "in a private network"
	}
	if target.Loopback {
		where = "on this machine"
	}
	c.note("%s leads to %s, %s.", target.URL, strings.Join(target.Addresses, ", "), where)
	f, terminal := cmd.InOrStdin().(*os.File)
	terminal = terminal && term.IsTerminal(int(f.Fd()))
	switch {
	case yes || target.Loopback:
		return target.Addresses, nil
	case !terminal:
		return nil, usageError{errors.New("say --yes if webhooks may be sent there")}
	}
	cmd.PrintErr("May webhooks be sent there? [y/N] ")
	answer, err := bufio.NewReader(f).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("read the answer: %w", err)
	}
	if a := strings.ToLower(strings.TrimSpace(answer)); a != "y" && a != "yes" {
		return nil, usageError{errors.New("not confirmed; nothing was changed")}
	}
	return target.Addresses, nil
}

func (c *command) webhookCreateCommand() *cobra.Command {
	var f webhookFlags
	var secret string
	cmd := &cobra.Command{
		Use:   "create URL",
		Short: "Make an endpoint and print its secret",
		Long: "Makes an endpoint and prints the secret that its receiver verifies with, which is never shown again.\n" +
			"http is for this machine and, with --plain-http, for a private network; everything else is https.",
		Example: "  deskclerk webhook create http://127.0.0.1:9000/hook --event file.processed,file.failed\n" +
			"  deskclerk webhook create https://office.example/hook --auth bearer --auth-file token.txt",
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			s, err := f.settings(cmd)
			if err != nil {
				return err
			}
			return c.with(cmd.Context(), false, func(conn *connection) error {
				if s.Addresses, err = c.confirm(cmd.Context(), cmd, conn, args[0], f.yes); err != nil {
					return err
				}
				s.URL, s.Secret = &args[0], secret
				e, made, err := conn.CreateWebhook(cmd.Context(), s)
				if err != nil {
					return err
				}
				c.note("Made endpoint %s. Its secret, which is not shown again:", e.ID)
				_, err = fmt.Fprintln(c.Out, made)
				return err
			})
		},
	}
	f.flags(cmd)
	cmd.Flags().StringVar(&secret, "secret", "", "use this secret instead of a fresh one, as that of 'webhook listen'")
	return cmd
}

func (c *command) webhookEditCommand() *cobra.Command {
	var f webhookFlags
	var url string
	var confirm bool
	cmd := &cobra.Command{
		Use:     "edit ID",
		Short:   "Change an endpoint; what is not named stays",
		Example: "  deskclerk webhook edit ID --event all --payload full\n  deskclerk webhook edit ID --confirm",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			s, err := f.settings(cmd)
			if err != nil {
				return err
			}
			return c.with(cmd.Context(), false, func(conn *connection) error {
				if confirm && url == "" {
					e, err := conn.Webhook(cmd.Context(), args[0])
					if err != nil {
						return err
					}
					url = e.URL
				}
				if url != "" {
					s.URL = &url
					if s.Addresses, err = c.confirm(cmd.Context(), cmd, conn, url, f.yes); err != nil {
						return err
					}
				}
				e, err := conn.UpdateWebhook(cmd.Context(), args[0], s)
				if err != nil {
					return err
				}
				return c.printEndpoint(e)
			})
		},
	}
	f.flags(cmd)
	cmd.Flags().StringVar(&url, "url", "", "send to another address")
	cmd.Flags().BoolVar(&confirm, "confirm", false, "confirm where the address leads now")
	return cmd
}
