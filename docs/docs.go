// Package docs holds what the program shows of its own documentation.
package docs

import _ "embed" // the guide

// Guide is the hand-written part of the API's documentation, in Markdown. Its
// examples are run by a test, in their order.
//
//go:embed api.md
var Guide string
