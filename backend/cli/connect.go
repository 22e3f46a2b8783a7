package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"deskclerk/backend/api/client"
	"deskclerk/backend/app"
	"deskclerk/backend/doc"
)

// patience is how long a command waits for another one to leave the data folder.
const patience = 1500 * time.Millisecond

// connection is a way into a library, and how to leave it.
type connection struct {
	*client.Client
	local bool // the library is in this process
	close func() error
}

// connect opens the data folder in this process, or reaches the program that
// holds it. Work only goes on in a process of its own when work is asked for.
func (c *command) connect(ctx context.Context, work bool) (*connection, error) {
	config, err := c.settings()
	if err != nil {
		return nil, err
	}
	dir := app.DataFolder(c.data)
	for deadline := time.Now().Add(patience); ; {
		a, err := app.Open(ctx, app.Options{Dir: dir, Config: config, Log: c.quiet(config.Log.Level)})
		if err == nil {
			return c.inProcess(ctx, a, work)
		}
		if doc.CodeOf(err) != doc.CodeAlreadyRunning {
			return nil, err
		}
		if conn, reachErr := reach(dir); reachErr == nil {
			return conn, nil
		}
		if time.Now().After(deadline) {
			return nil, err
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// inProcess gives a client of a library in this process.
func (c *command) inProcess(ctx context.Context, a *app.App, work bool) (*connection, error) {
	conn, err := a.Client()
	if err == nil && work {
		err = a.Start(ctx)
	}
	if err != nil {
		return nil, errors.Join(err, a.Close())
	}
	return &connection{Client: conn, local: true, close: a.Close}, nil
}

// reach finds the program that holds the folder.
func reach(dir string) (*connection, error) {
	instance, err := app.ReadInstance(dir)
	if err != nil {
		return nil, err
	}
	if instance.BaseURL == "" {
		return nil, errors.New("the running program serves nothing")
	}
	token, err := app.ReadToken(dir)
	if err != nil {
		return nil, err
	}
	return &connection{
		Client: client.New(instance.BaseURL, token, instance.Transport()),
		close:  func() error { return nil },
	}, nil
}

// temporary opens a private library that is gone when it is closed.
func (c *command) temporary(ctx context.Context, config app.Config) (*connection, error) {
	dir, err := os.MkdirTemp("", "deskclerk-*")
	if err != nil {
		return nil, fmt.Errorf("make a temporary folder: %w", err)
	}
	a, err := app.Open(ctx, app.Options{Dir: dir, Cache: app.DataFolder(c.data), Config: config, Log: c.quiet(config.Log.Level)})
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	conn, err := c.inProcess(ctx, a, true)
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	leave := conn.close
	conn.close = func() error { return errors.Join(leave(), os.RemoveAll(dir)) }
	return conn, nil
}

// with connects, runs and leaves.
func (c *command) with(ctx context.Context, work bool, run func(*connection) error) error {
	conn, err := c.connect(ctx, work)
	if err != nil {
		return err
	}
	return errors.Join(run(conn), conn.close())
}
