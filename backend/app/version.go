package app

import "runtime"

// Version and Commit are set by the linker (see the Makefile); a plain go build
// leaves them as they are.
var (
	Version = "0.0.0-dev"
	Commit  = "unknown"
)

// Build describes this binary.
type Build struct {
	Version string `json:"version"`
	Commit  string `json:"commit"`
	Flavour string `json:"flavour"` // desktop or headless
	Go      string `json:"go"`
	System  string `json:"system"`
}

// ThisBuild describes the running binary.
func ThisBuild() Build {
	return Build{
		Version: Version, Commit: Commit, Flavour: flavour,
		Go: runtime.Version(), System: runtime.GOOS + "/" + runtime.GOARCH,
	}
}
