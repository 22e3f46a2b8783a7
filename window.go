//go:build desktop && !headless

package main

import (
	"context"
	"io"
	"log/slog"

	"deskclerk/backend/app"
	"deskclerk/backend/cli"
	"deskclerk/frontend"
)

// windows are the desktop's.
type windows struct{}

func window() cli.Window { return windows{} }

// Open opens the desktop window over the running program.
func (windows) Open(ctx context.Context, a *app.App) error {
	return openWindow(ctx, a, frontend.Files(), a.Log())
}

// OpenPage opens the window of the page alone.
func (windows) OpenPage(ctx context.Context, owner io.Reader) error {
	return openPageWindow(ctx, owner, frontend.Files(), slog.New(slog.DiscardHandler))
}
