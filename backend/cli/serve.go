package cli

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"deskclerk/backend/app"
)

func (c *command) serveCommand() *cobra.Command {
	var f serveFlags
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Serve the user interface and the API to this machine",
		Long: "Serves the user interface and the API to this machine, reads what waits, and prints a link\n" +
			"that opens the interface in a browser once. Ctrl+C ends it.\n\n" +
			"An address that other machines can reach needs TLS and a token made before with\n'deskclerk token create'.",
		Example: "  deskclerk serve\n  deskclerk serve --addr 127.0.0.1:8000\n  deskclerk serve --addr 0.0.0.0:7411 --tls-self",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return c.serve(cmd.Context(), f)
		},
	}
	cmd.Flags().StringVar(&f.addr, "addr", "", "address to listen at (default from the configuration, 127.0.0.1:7411)")
	cmd.Flags().BoolVar(&f.self, "tls-self", false, "serve HTTPS with a certificate made here")
	cmd.Flags().StringVar(&f.cert, "tls-cert", "", "serve HTTPS with this certificate (PEM)")
	cmd.Flags().StringVar(&f.key, "tls-key", "", "its key (PEM)")
	cmd.Flags().StringSliceVar(&f.hosts, "host", nil, "another name that may be asked for; repeated")
	return cmd
}

// serveFlags are the flags of serve; what is not given comes from the
// configuration.
type serveFlags struct {
	addr, cert, key string
	self            bool
	hosts           []string
}

func (f serveFlags) apply(s *app.ServerConfig) {
	if f.addr != "" {
		s.Addr = f.addr
	}
	if f.self {
		s.TLSSelf, s.TLSCert, s.TLSKey = true, "", ""
	}
	if f.cert != "" || f.key != "" {
		s.TLSSelf, s.TLSCert, s.TLSKey = f.self, f.cert, f.key
	}
	s.Hosts = append(s.Hosts, f.hosts...)
}

func (c *command) serve(ctx context.Context, f serveFlags) (err error) {
	a, err := c.open(ctx, f.apply)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	c.note("Deskclerk serves %s. Open it once with this link:", a.BaseURL())
	if _, err := fmt.Fprintln(c.Out, a.OpenLink()); err != nil {
		return err
	}
	if shown := a.Certificate(); shown != nil {
		c.note("Its certificate is valid until %s and has the SHA-256 fingerprint\n%s", shown.NotAfter.Format("2006-01-02"), shown.Fingerprint)
	}
	c.note("Ctrl+C ends it.")
	<-ctx.Done()
	c.note("Ending; what was being read goes on at the next start.")
	return nil
}

// open starts the program with its API where the configuration, changed by
// change, says.
func (c *command) open(ctx context.Context, change func(*app.ServerConfig)) (*app.App, error) {
	config, err := c.settings()
	if err != nil {
		return nil, err
	}
	change(&config.Server)
	if err := config.Validate(); err != nil {
		return nil, usageError{err}
	}
	a, err := app.Open(ctx, app.Options{Dir: app.DataFolder(c.data), Config: config})
	if err != nil {
		return nil, err
	}
	if err := a.Serve(ctx, config.Server.Addr); err != nil {
		return nil, errors.Join(err, a.Close())
	}
	if err := a.Start(ctx); err != nil {
		return nil, errors.Join(err, a.Close())
	}
	return a, nil
}
