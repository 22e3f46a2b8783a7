//go:build !desktop || headless

package main

import "deskclerk/backend/cli"

// window is nil: this build has none.
func window() cli.Window { return nil }
