// Package docs holds what the program shows of its own documentation, in
// Markdown.
package docs

import _ "embed" // the chapters

// API is how the API is used. Its examples are run by a test, in their order.
//
//go:embed api.md
var API string

// Access is who gets in, from where, and how often.
//
//go:embed access.md
var Access string

// Webhooks is how other programs are told.
//
//go:embed webhooks.md
var Webhooks string

// Export is how documents become files.
//
//go:embed export.md
var Export string

// Watching is how folders are watched.
//
//go:embed watching.md
var Watching string

// Pages is how stacks are divided and pages rearranged.
//
//go:embed pages.md
var Pages string

// Types is how types of one's own are made.
//
//go:embed types.md
var Types string

// Backup is how everything is backed up, brought back and verified.
//
//go:embed backup.md
var Backup string

// Metrics is what /metrics says.
//
//go:embed metrics.md
var Metrics string

// Errors lists the codes.
//
//go:embed errors.md
var Errors string
