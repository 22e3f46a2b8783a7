package worker

import (
	"os"
	"os/exec"
	"runtime"
	"syscall"

	"golang.org/x/sys/unix"
)

const canIsolate = true

// spawner starts processes from one thread of its own, for two reasons. The
// kernel sends the parent-death signal when the *thread* that forked ends, so
// that thread must outlive the children. And niceness and no_new_privs belong to
// a thread and pass to what it starts: set here, before the program begins, they
// hold for every thread a worker will ever have, which the worker itself cannot
// bring about once its runtime has threads.
type spawner struct {
	nice int
	asks chan spawnAsk
	quit chan struct{}
	done chan struct{}
}

type spawnAsk struct {
	cmd     *exec.Cmd
	started chan error
}

func newSpawner(nice int) *spawner {
	s := &spawner{nice: nice, asks: make(chan spawnAsk), quit: make(chan struct{}), done: make(chan struct{})}
	go s.run()
	return s
}

func (s *spawner) run() {
	runtime.LockOSThread() // for ever: the thread ends with this goroutine
	if unix.Gettid() == unix.Getpid() {
		// The main thread cannot end and its niceness is the program's; while
		// this goroutine holds it the next one gets another.
		next := make(chan struct{})
		go func() { s.run(); close(next) }()
		<-next
		runtime.UnlockOSThread()
		return
	}
	defer close(s.done)
	if s.nice > 0 {
		_ = unix.Setpriority(unix.PRIO_PROCESS, 0, s.nice)
	}
	_ = unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
	for {
		select {
		case a := <-s.asks:
			a.started <- a.cmd.Start()
		case <-s.quit:
			return
		}
	}
}

// start runs cmd, cut off from the network when isolate is set.
func (s *spawner) start(cmd *exec.Cmd, isolate bool) error {
	cmd.SysProcAttr = attributes(isolate)
	a := spawnAsk{cmd: cmd, started: make(chan error, 1)}
	select {
	case s.asks <- a:
		return <-a.started
	case <-s.done:
		return errStopped
	}
}

// stop ends the thread, and with it whatever it started that still lives.
func (s *spawner) stop() {
	close(s.quit)
	<-s.done
}

func attributes(isolate bool) *syscall.SysProcAttr {
	a := &syscall.SysProcAttr{
		Pdeathsig: syscall.SIGKILL, // set race-safely by package syscall
		Setpgid:   true,            // Ctrl-C in a terminal is for the parent alone
	}
	if !isolate {
		return a
	}
	a.Cloneflags = syscall.CLONE_NEWNET
	if uid, gid := os.Geteuid(), os.Getegid(); uid != 0 {
		// Only root may make a network namespace outright; others need a user
		// namespace around it, in which they stay who they are. Root must not
		// have one, or it could no longer read the files of others.
		a.Cloneflags |= syscall.CLONE_NEWUSER
		a.UidMappings = []syscall.SysProcIDMap{{ContainerID: uid, HostID: uid, Size: 1}}
		a.GidMappings = []syscall.SysProcIDMap{{ContainerID: gid, HostID: gid, Size: 1}}
	}
	return a
}

// selfPath is a path of the running program that stays right when the file is
// replaced by an update.
func selfPath(string) string { return "/proc/self/exe" }
