package cli

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"deskclerk/backend/app"
)

func (c *command) serveCommand() *cobra.Command {
	var addr string
	cmd := &cobra.Command{
		Use:     "serve",
		Short:   "Serve the user interface and the API to this machine",
		Long:    "Serves the user interface and the API to this machine, reads what waits, and prints a link\nthat opens the interface in a browser once. Ctrl+C ends it.",
		Example: "  deskclerk serve\n  deskclerk serve --addr 127.0.0.1:8000",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return c.serve(cmd.Context(), addr)
		},
	}
	cmd.Flags().StringVar(&addr, "addr", "", "address to listen at (default from the configuration, 127.0.0.1:7411)")
	return cmd
}

func (c *command) serve(ctx context.Context, addr string) (err error) {
	a, err := c.open(ctx, addr)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	c.note("Deskclerk serves %s. Open it once with this link:", a.BaseURL())
	if _, err := fmt.Fprintln(c.Out, a.OpenLink()); err != nil {
		return err
	}
	c.note("Ctrl+C ends it.")
	<-ctx.Done()
	c.note("Ending; what was being read goes on at the next start.")
	return nil
}

// open starts the program with its API at the address; empty means the
// configuration's.
func (c *command) open(ctx context.Context, addr string) (*app.App, error) {
	config, err := c.settings()
	if err != nil {
		return nil, err
	}
	if addr == "" {
		addr = config.Server.Addr
	}
	a, err := app.Open(ctx, app.Options{Dir: app.DataFolder(c.data), Config: config})
	if err != nil {
		return nil, err
	}
	if err := a.Serve(ctx, addr); err != nil {
		return nil, errors.Join(err, a.Close())
	}
	if err := a.Start(ctx); err != nil {
		return nil, errors.Join(err, a.Close())
	}
	return a, nil
}
