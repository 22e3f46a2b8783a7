package cli_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"deskclerk/backend/api/client"
	"deskclerk/backend/app"
)

// server is a running `deskclerk serve`.
type server struct {
	*client.Client
	cmd  *exec.Cmd
	data string
	errs *bytes.Buffer
	done chan struct{} // closed when the process has ended
}

// serve starts the program and waits until it answers.
func serve(t *testing.T, data string) *server {
	t.Helper()
	return serveWith(t, data, "--addr", "127.0.0.1:0")
}

func serveWith(t *testing.T, data string, flags ...string) *server {
	t.Helper()
	s := &server{data: data, errs: &bytes.Buffer{}, done: make(chan struct{})}
	s.cmd = program(t.Context(), t, data, append([]string{"serve"}, flags...)...)
	s.cmd.Stderr = s.errs
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		_ = s.cmd.Wait()
		close(s.done)
	}()
	t.Cleanup(s.kill)
	eventually(t, 15*time.Second, "the server answers", func() bool {
		instance, err := app.ReadInstance(data)
		if err != nil || instance.PID != s.cmd.Process.Pid || instance.BaseURL == "" {
			return false
		}
		token, err := app.ReadToken(data)
		if err != nil {
			return false
		}
		s.Client = client.New(instance.BaseURL, token, instance.Transport())
		_, err = s.LastEvent(t.Context())
		return err == nil
	})
	return s
}

// kill ends the program as a power cut would.
func (s *server) kill() {
	_ = s.cmd.Process.Kill()
	<-s.done
}

// workers lists the worker processes that belong to the data folder.
func workers(t *testing.T, data string) []string {
	t.Helper()
	var pids []string
	lines, err := filepath.Glob("/proc/[0-9]*/cmdline")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range lines {
		text, err := os.ReadFile(path)
		if err != nil {
			continue // it has just ended
		}
		args := strings.Split(string(text), "\x00")
		if len(args) > 2 && args[1] == "worker" && strings.Contains(string(text), data) {
			pids = append(pids, filepath.Base(filepath.Dir(path)))
		}
	}
	return pids
}

// eventually waits until the condition holds.
func eventually(t *testing.T, patience time.Duration, what string, holds func() bool) {
	t.Helper()
	deadline := time.Now().Add(patience)
	for !holds() {
		if time.Now().After(deadline) {
			t.Fatalf("not within %s: %s", patience, what)
		}
		time.Sleep(20 * time.Millisecond)
	}
}
