//go:build desktop && !headless

package main

import (
	"context"

	"deskclerk/backend/app"
	"deskclerk/backend/cli"
	"deskclerk/frontend"
)

// window opens the desktop window over the running program.
func window() cli.Window {
	return func(ctx context.Context, a *app.App) error {
		return openWindow(ctx, a, frontend.Files(), a.Log())
	}
}
