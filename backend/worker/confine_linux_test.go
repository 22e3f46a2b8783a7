package worker

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"deskclerk/backend/doc"
)

func TestWorkersAreConfined(t *testing.T) {
	// What a C library would leave open: it does not close by itself at exec.
	leaked, err := syscall.Open("/dev/zero", syscall.O_RDONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = syscall.Close(leaked) }()
	t.Setenv("SOME_TOKEN", "secret")
	p := startPool(t, options(roleWorker))

	t.Run("its threads find OpenMP limited before the start", func(t *testing.T) {
		if got, err := inspect(t, p, "env:OMP_THREAD_LIMIT"); got != "1" {
			t.Errorf("got %q, %v", got, err)
		}
	})
	t.Run("it inherits no variable that it does not need", func(t *testing.T) {
		if got, err := inspect(t, p, "env:SOME_TOKEN"); got != "" || err != nil {
			t.Errorf("got %q, %v", got, err)
		}
	})
	t.Run("it inherits no open file", func(t *testing.T) {
		got, err := inspect(t, p, "fds")
		if err != nil || strings.Contains(got, "/dev/zero") {
			t.Errorf("open: %s, %v", got, err)
		}
	})
	t.Run("it gains no privileges, dumps no core, and yields", func(t *testing.T) {
		if i := p.Stats().Isolation; !i.NoNewPrivs || !i.NoCore {
			t.Errorf("isolation %+v", i)
		}
		status, err := inspect(t, p, "read:/proc/self/status")
		if err != nil || !strings.Contains(status, "NoNewPrivs:\t1") || !strings.Contains(status, "Name:\tdeskclerk-work") {
			t.Errorf("status %s, %v", status, err)
		}
		stat, err := inspect(t, p, "read:/proc/self/stat")
		if fields := strings.Fields(stat[strings.LastIndexByte(stat, ')')+1:]); err != nil || fields[16] != strconv.Itoa(batchNice) {
			t.Errorf("nice %s, %v", fields[16], err)
		}
		if score, err := inspect(t, p, "read:/proc/self/oom_score_adj"); strings.TrimSpace(score) != "500" {
			t.Errorf("oom_score_adj %q, %v", score, err)
		}
	})
	t.Run("it has no network where the system allows to take it away", func(t *testing.T) {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = l.Close() }()
		got, err := inspect(t, p, "dial:"+l.Addr().String())
		isolation := p.Stats().Isolation
		if cut := got == "no way out"; err != nil || cut != isolation.Network {
			t.Errorf("dialling: %q, %v; isolation %+v", got, err, isolation)
		}
		if !isolation.Network {
			if isolation.Note == "" {
				t.Error("nothing says why the network is not cut off")
			}
			t.Skip("not allowed here: " + isolation.Note)
		}
	})
}

func TestParentStaysAsItWas(t *testing.T) {
	p := startPool(t, options(roleWorker))
	if _, err := inspect(t, p, "answer"); err != nil {
		t.Fatal(err)
	}
	status, err := os.ReadFile("/proc/self/status")
	if err != nil || !strings.Contains(string(status), "NoNewPrivs:\t0") {
		t.Errorf("the parent's main thread lost privileges: %s, %v", status, err)
	}
}

// parentToBeKilled starts workers, some in the middle of a request, names them
// on standard output and waits for its end.
func parentToBeKilled() {
	o := options(roleWorker)
	p := NewPool(o)
	if err := p.Start(context.Background()); err != nil {
		panic(err)
	}
	for _, path := range []string{"spin", "hang"} {
		go func() { _, _ = p.ReadPage(context.Background(), path, 1, doc.OpenOptions{}, doc.ReadOptions{}) }()
	}
	if _, err := p.EngineInfo(context.Background()); err != nil {
		panic(err)
	}
	for p.Stats().Busy < 2 {
		time.Sleep(10 * time.Millisecond)
	}
	_ = json.NewEncoder(os.Stdout).Encode(p.Stats())
	select {}
}

func TestWorkersDieWithTheirParent(t *testing.T) {
	for _, c := range []struct {
		name string
		user uint32
	}{
		{"of a parent that is killed no worker is left after three seconds", uint32(os.Getuid())},
		{"nor of one whose workers need a user namespace", 65534},
	} {
		t.Run(c.name, func(t *testing.T) {
			cmd := exec.Command(os.Args[0])
			cmd.Env = append(os.Environ(), envRole+"="+roleParent)
			cmd.Stderr = os.Stderr
			if c.user != uint32(os.Getuid()) {
				if os.Getuid() != 0 {
					t.Skip("only root can become another")
				}
				runAs(t, cmd, c.user)
			}
			out, err := cmd.StdoutPipe()
			if err != nil {
				t.Fatal(err)
			}
			if err := cmd.Start(); err != nil {
				if cmd.SysProcAttr != nil {
					t.Skip("this system knows no other user: ", err)
				}
				t.Fatal(err)
			}
			var stats Stats
			err = json.NewDecoder(bufio.NewReader(out)).Decode(&stats)
			_ = cmd.Process.Kill()
			_ = cmd.Wait()
			if err != nil {
				t.Fatal(err)
			}
			t.Logf("isolation %+v", stats.Isolation)
			if len(stats.PIDs) != 3 {
				t.Errorf("workers %v", stats.PIDs)
			}
			eventually(t, 10*time.Second, "all workers gone", func() bool {
				for _, pid := range stats.PIDs {
					if running(pid) {
						return false
					}
				}
				return true
			})
		})
	}
}

// runAs lets cmd run as another user, from a copy of this program that the user
// may read.
func runAs(t *testing.T, cmd *exec.Cmd, user uint32) {
	t.Helper()
	dir := t.TempDir()
	program, err := os.ReadFile("/proc/self/exe")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "worker.test")
	for _, err := range []error{os.WriteFile(path, program, 0o755), os.Chmod(path, 0o755), os.Chmod(dir, 0o755), os.Chmod(filepath.Dir(dir), 0o755)} {
		if err != nil {
			t.Fatal(fmt.Errorf("copy: %w", err))
		}
	}
	cmd.Path, cmd.Args, cmd.Dir = path, []string{path}, "/"
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: user, Gid: user}}
}

func TestIsolationIsGivenUpWhereItDoesNotWork(t *testing.T) {
	o := options(roleHomely)
	o.Size = 1
	o.Env = append(o.Env, envHome+"="+networkNamespace())
	p := startPool(t, o)
	for _, path := range []string{"answer", "kill", "answer"} { // the second worker knows already
		_, _ = inspect(t, p, path)
	}
	if got, err := inspect(t, p, "answer"); got != "done" {
		t.Errorf("got %q, %v", got, err)
	}
	s := p.Stats()
	if !s.Isolation.Known || s.Isolation.Network || !strings.Contains(s.Isolation.Note, "does not start") || s.Starts > 3 {
		t.Errorf("stats %+v", s)
	}
}

func TestWorkerEndsWithItsPipe(t *testing.T) {
	p := NewPool(options(roleWorker))
	s := newSpawner(0)
	defer s.stop()
	w, err := spawn(s, p.o.Command, p.o.environment(), false)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(w.kill)
	message, err := json.Marshal(request{ID: 1, Op: opInspect, Path: "spin"})
	if err != nil {
		t.Fatal(err)
	}
	if err := writeFrame(w.in, message, nil, maxRequest); err != nil {
		t.Fatal(err)
	}
	time.Sleep(100 * time.Millisecond) // into the middle of the call, most likely
	w.closeIn()
	select {
	case <-w.exited:
	case <-time.After(3 * time.Second):
		t.Error("a worker in the middle of a call outlives its pipe")
	}
	if got := w.ending(); got != "exit status 0" {
		t.Errorf("it ended by %s", got)
	}
}
