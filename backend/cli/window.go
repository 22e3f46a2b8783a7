package cli

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"deskclerk/backend/api"
	"deskclerk/backend/api/client"
	"deskclerk/backend/app"
	"deskclerk/backend/doc"
	"deskclerk/backend/intake"
)

// windowServer is a free port of this machine without TLS: the window finds it
// by itself, and its page would trust no certificate made here.
func windowServer(s *app.ServerConfig) {
	*s = app.ServerConfig{Addr: "127.0.0.1:0"}
}

// runWindow opens the window with the files given; a program that already runs
// on the data folder gets them and is asked to show its own window instead.
func (c *command) runWindow(cmd *cobra.Command, args []string) (err error) {
	if c.window == nil {
		return usageError{errors.New("this build has no window; 'deskclerk serve' gives the same in a browser, and 'deskclerk import' takes files in")}
	}
	paths, err := pathsOf(args)
	if err != nil {
		return err
	}
	ctx, stop := context.WithCancel(cmd.Context())
	defer stop()
	a, err := c.open(ctx, windowServer)
	if doc.CodeOf(err) == doc.CodeAlreadyRunning {
		return c.summon(ctx, err, paths)
	}
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	opened := make(chan error, 1)
	go func() { opened <- a.OpenFiles(ctx, paths) }()
	err = c.window.Open(ctx, a)
	stop() // a window that was closed takes nothing more in
	if failed := <-opened; err == nil && !errors.Is(failed, context.Canceled) {
		err = failed
	}
	return err
}

// pageWindowCommand opens the window that shows a page beside the review; the
// first window starts it.
func (c *command) pageWindowCommand() *cobra.Command {
	return &cobra.Command{
		Use: "page", Hidden: true, Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if c.window == nil {
				return usageError{errors.New("this build has no window")}
			}
			return c.window.OpenPage(cmd.Context(), cmd.InOrStdin())
		},
	}
}

// filesToOpen lets paths stand where a command would, but not what was meant to
// be one.
func filesToOpen(cmd *cobra.Command, args []string) error {
	for _, arg := range args {
		if _, err := os.Stat(arg); err == nil || strings.ContainsAny(arg, `./\`) {
			continue // what is wrong with it is told where it is opened
		}
		text := fmt.Sprintf("unknown command %q for %q", arg, cmd.Name())
		cmd.SuggestionsMinimumDistance = 2 // letters
		if near := cmd.SuggestionsFor(arg); len(near) > 0 {
			text += ". Did you mean " + near[0] + "?"
		}
		return errors.New(text)
	}
	return nil
}

// pathsOf makes absolute paths of what a desktop or a person named: paths, or
// addresses of files.
func pathsOf(args []string) ([]string, error) {
	paths := make([]string, len(args))
	for i, arg := range args {
		if address, err := url.Parse(arg); err == nil && address.Scheme == "file" {
			arg = address.Path
		}
		path, err := filepath.Abs(arg)
		if err != nil {
			return nil, doc.Errorf(doc.CodeUnreadable, "%s: %w", arg, err)
		}
		paths[i] = path
	}
	return paths, nil
}

// summon gives the running program the files and brings its window to the front,
// or says where it is to be found.
func (c *command) summon(ctx context.Context, running error, paths []string) error {
	dir := app.DataFolder(c.data)
	instance, err := app.ReadInstance(dir)
	if err != nil || instance.BaseURL == "" {
		return running
	}
	conn, err := reach(dir)
	if err != nil {
		return running
	}
	taken, err := handOver(ctx, conn, paths)
	if err != nil {
		return err
	}
	if err := conn.Post(ctx, "/window/show", api.ShowWindow{Taken: taken}); err == nil {
		c.note("Deskclerk is already open; its window is in front now.")
		return nil
	}
	c.note("Deskclerk already serves this data folder at %s.", instance.BaseURL)
	if len(paths) > 0 { // it took them, which is what was asked for
		return c.toldOf(taken)
	}
	return running
}

// handOver sends the files to the running program. One that cannot be taken has
// its error in its place, so that the window tells of it: behind an icon nobody
// reads what is printed here.
func handOver(ctx context.Context, conn *connection, paths []string) ([]api.UploadedDocument, error) {
	var taken []api.UploadedDocument
	refuse := func(path string, err error) {
		taken = append(taken, api.UploadedDocument{Name: filepath.Base(path), Error: doc.FailureOf(err)})
	}
	for _, path := range paths {
		files, over, err := intake.Find([]string{path})
		if err != nil {
			refuse(path, err)
		}
		for _, o := range over {
			refuse(o.Path, doc.Errorf(doc.CodeUnreadable, "%s", o.Reason))
		}
		for _, file := range files {
			all, err := handOverOne(ctx, conn, file)
			if err != nil && ctx.Err() != nil {
				return nil, ctx.Err()
			}
			if err != nil {
				refuse(file, err)
				continue
			}
			for _, up := range all {
				taken = append(taken, api.UploadedDocument{
					Name: up.Name, ID: up.ID, Status: up.Status, Duplicate: up.Duplicate, Error: up.Error, Container: up.Container, PassedOver: up.PassedOver,
				})
			}
		}
	}
	return taken, nil
}

func handOverOne(ctx context.Context, conn *connection, path string) ([]client.Upload, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, doc.Errorf(doc.CodeUnreadable, "%w", err)
	}
	defer func() { _ = f.Close() }()
	return conn.UploadAll(ctx, filepath.Base(path), f, doc.SourceWindow, doc.ProcessOptions{})
}

// toldOf prints what was refused, where there is no window to do so.
func (c *command) toldOf(taken []api.UploadedDocument) error {
	failed := 0
	for _, t := range taken {
		if t.Error != nil {
			failed++
			c.note("%s: %s %s", t.Name, t.Error.Message, t.Error.Hint)
		}
	}
	return failedIf(failed)
}
