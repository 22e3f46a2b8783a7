//go:build unix

package worker

import (
	"os"
	"os/exec"
)

// The protocol's descriptors in the child, after the three standard ones.
const (
	requestFD = 3
	replyFD   = 4
)

func attach(cmd *exec.Cmd, requests, replies *os.File, printed *tail) {
	cmd.ExtraFiles = []*os.File{requests, replies}
	cmd.Stdout, cmd.Stderr = printed, printed
}

func protocolFiles() (in, out *os.File, err error) {
	in, out = os.NewFile(requestFD, "requests"), os.NewFile(replyFD, "replies")
	for _, f := range []*os.File{in, out} {
		if _, err := f.Stat(); err != nil {
			return nil, nil, err
		}
	}
	return in, out, nil
}
