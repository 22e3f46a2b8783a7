//go:build unix

package app

import "golang.org/x/sys/unix"

// freeSpace is what this user may still write at the path, in bytes.
func freeSpace(path string) (uint64, error) {
	var s unix.Statfs_t
	if err := unix.Statfs(path, &s); err != nil {
		return 0, err
	}
	return s.Bavail * uint64(s.Bsize), nil
}
