package cli

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"deskclerk/backend/app"
	"deskclerk/backend/doc"
)

// windowServer is a free port of this machine without TLS: the window finds it
// by itself, and its page would trust no certificate made here.
func windowServer(s *app.ServerConfig) {
	*s = app.ServerConfig{Addr: "127.0.0.1:0"}
}

// runWindow opens the window; a program that already runs on the data folder is
// asked to show its own instead.
func (c *command) runWindow(cmd *cobra.Command, _ []string) (err error) {
	if c.window == nil {
		return usageError{errors.New("this build has no window; 'deskclerk serve' gives the same in a browser")}
	}
	ctx, stop := context.WithCancel(cmd.Context())
	defer stop()
	a, err := c.open(ctx, windowServer)
	if doc.CodeOf(err) == doc.CodeAlreadyRunning {
		return c.summon(ctx, err)
	}
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	return c.window(ctx, a)
}

// summon brings the running program's window to the front, or says where it is
// to be found.
func (c *command) summon(ctx context.Context, running error) error {
	dir := app.DataFolder(c.data)
	instance, err := app.ReadInstance(dir)
	if err != nil || instance.BaseURL == "" {
		return running
	}
	conn, err := reach(dir)
	if err != nil {
		return running
	}
	if err := conn.Post(ctx, "/window/show", nil); err == nil {
		c.note("Deskclerk is already open; its window is in front now.")
		return nil
	}
	c.note("Deskclerk already serves this data folder at %s.", instance.BaseURL)
	return running
}
