// Package frontend holds the built user interface inside the binary. It is the
// only Go file here; everything else is TypeScript and made by npm.
package frontend

import (
	"embed"
	"io/fs"
)

// dist is empty but for a placeholder until `npm run build` has run.
//
//go:embed all:dist
var dist embed.FS

// menus is written by the test of the actions it is made from.
//
//go:embed src/actions/menu.gen.json
var menus []byte

// Menus are the window's menus in each language, as JSON, drawn from the
// interface's actions.
func Menus() []byte { return menus }

// Files is the built user interface with index.html at its root. Before the
// first build it has no index.html.
func Files() fs.FS {
	files, err := fs.Sub(dist, "dist")
	if err != nil { // only an invalid path, and ours is constant
		panic(err)
	}
	return files
}
