//go:build !desktop || headless

package main

import (
	"context"
	"io/fs"
	"log/slog"

	"deskclerk/backend/doc"
)

// hasWindow says whether this build can open one.
const hasWindow = false

// openWindow says what to do instead: this build has no window.
func openWindow(context.Context, Backend, fs.FS, *slog.Logger) error {
	return doc.Errorf(doc.CodeInvalid, "this build has no window: run “deskclerk serve” and open the address it prints")
}
