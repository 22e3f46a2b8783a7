//go:build !unix

package worker

import (
	"os"
	"os/exec"
)

// Where further files cannot be handed down the protocol takes the standard
// ones, and the child moves its own printing out of the way.
func attach(cmd *exec.Cmd, requests, replies *os.File, printed *tail) {
	cmd.Stdin, cmd.Stdout, cmd.Stderr = requests, replies, printed
}

func protocolFiles() (in, out *os.File, err error) {
	in, out = os.Stdin, os.Stdout
	os.Stdout = os.Stderr
	return in, out, nil
}
