package store_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"deskclerk/backend/store"
)

// openFolder tells this test binary to open a folder, which migrates it, and end.
const openFolder = "DESKCLERK_TEST_OPEN"

// TestAKillAtAnyWriteOfAnyMigration has strace kill a program that migrates a
// database of each earlier version, at its Nth write to the disk, for N from 1 on
// until it comes through. A statement writes nothing before its transaction ends,
// so these are all the states that a kill can leave.
func TestAKillAtAnyWriteOfAnyMigration(t *testing.T) {
	strace, err := exec.LookPath("strace")
	if err != nil || exec.CommandContext(t.Context(), strace, "-qq", "-o", os.DevNull, "true").Run() != nil {
		t.Skip("strace is not installed or may not trace")
	}
	versions := append([]int64{0}, versions(t)...)
	step := 1
	if os.Getenv("DESKCLERK_TEST_KILLS") != "all" { // a taste of it
		versions, step = versions[len(versions)-2:len(versions)-1], 9
	}
	kills := 0
	for _, version := range versions[:max(1, len(versions)-1)] {
		for n := 1; ; n += step {
			l := &library{clock: newClock(), dir: t.TempDir()}
			migrateTo(t, filepath.Join(l.dir, "deskclerk.db"), version)
			cmd := exec.CommandContext(t.Context(), strace, "-f", "-qq", "-o", os.DevNull, "-e", "trace=pwrite64",
				"-e", fmt.Sprintf("inject=pwrite64:signal=SIGKILL:when=%d", n), os.Args[0])
			cmd.Env = append(os.Environ(), openFolder+"="+l.dir, "GOMAXPROCS=1")
			through := cmd.Run() == nil
			l.open(t)
			l.admit(t, "one")
			ok(t, l.Close())
			checkIntegrity(t, filepath.Join(l.dir, "deskclerk.db"))
			if through {
				break
			}
			kills++
		}
	}
	if kills == 0 {
		t.Error("nothing was killed")
	}
	t.Logf("%d kills while migrating from %d versions, each database opens and is whole", kills, max(1, len(versions)-1))
}

// opened opens a folder and closes it.
func opened(dir string) error {
	s, err := store.Open(context.Background(), dir, store.Options{})
	if err != nil {
		return err
	}
	return s.Close()
}
