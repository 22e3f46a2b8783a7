package main

import (
	"context"
	"fmt"
	"syscall"
)

// mountSmall puts a small disk in memory on the folder; only this namespace sees
// it, and it goes with it.
func mountSmall(_ context.Context, dir string) error {
	if err := syscall.Mount("none", dir, "tmpfs", 0, "size="+diskSize+",mode=700"); err != nil {
		return fmt.Errorf("mount: %w", err)
	}
	return nil
}

// unmountSmall takes the disk away, whoever still has a file of it open.
func unmountSmall(dir string) { _ = syscall.Unmount(dir, syscall.MNT_DETACH) }
