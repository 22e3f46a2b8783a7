// Deskclerk reads scans, photos and PDFs on this machine and turns them into a
// table.
package main

import (
	"os"

	"deskclerk/backend/cli"
)

func main() {
	os.Exit(cli.Run(os.Args[1:], cli.Streams{Out: os.Stdout, Err: os.Stderr}, window()))
}
