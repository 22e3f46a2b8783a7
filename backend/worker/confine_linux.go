package worker

import (
	"errors"
	"os"
	"strconv"

	"golang.org/x/sys/unix"
)

// confine gives up what a worker does not need. What can only be set before a
// program starts (no new privileges, niceness, death with the parent, the
// network) the parent has set already; see spawner.
//
// There is no RLIMIT_AS: the Go runtime and WebAssembly reserve far more address
// space than they ever touch, so a limit that lets them live limits nothing. The
// parent watches the resident memory instead.
func confine(parent int) error {
	// The parent may have died before the kernel was told to tell us.
	if os.Getppid() != parent {
		return errors.New("the parent is gone")
	}
	closeInherited()
	if err := unix.Setrlimit(unix.RLIMIT_CORE, &unix.Rlimit{}); err != nil {
		return err
	}
	// If memory runs out, a worker goes before anything of the person's.
	_ = os.WriteFile("/proc/self/oom_score_adj", []byte("500"), 0)
	// Run through /proc/self/exe its name would be "exe".
	_ = os.WriteFile("/proc/self/comm", []byte("deskclerk-work"), 0)
	return nil
}

// closeInherited closes what came from the parent by accident. Everything Go
// opens closes by itself at exec, so what does not and lies above the protocol's
// descriptors was opened by a C library over there, such as the window's.
func closeInherited() {
	entries, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		return
	}
	for _, e := range entries {
		fd, err := strconv.Atoi(e.Name())
		if err != nil || fd <= replyFD {
			continue
		}
		flags, err := unix.FcntlInt(uintptr(fd), unix.F_GETFD, 0)
		if err == nil && flags&unix.FD_CLOEXEC == 0 {
			_ = unix.Close(fd)
		}
	}
}

func greet() hello {
	h := hello{Network: networkNamespace()}
	if v, err := unix.PrctlRetInt(unix.PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0); err == nil {
		h.NoNewPrivs = v == 1
	}
	var core unix.Rlimit
	if err := unix.Getrlimit(unix.RLIMIT_CORE, &core); err == nil {
		h.NoCore = core.Max == 0
	}
	return h
}

func networkNamespace() string {
	name, err := os.Readlink("/proc/self/ns/net")
	if err != nil {
		return ""
	}
	return name
}
