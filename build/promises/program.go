package main

import (
	"bytes"
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// program is a running `deskclerk serve`.
type program struct {
	url, token, data string
	pid              int
	client           *http.Client
	cmd              *exec.Cmd
	ended            chan struct{}
	notes            *bytes.Buffer // its standard error
}

// serve starts the program on the folder data with more environment and flags,
// and waits until it answers.
func serve(ctx context.Context, b bench, data string, env []string, flags ...string) (*program, error) {
	if len(flags) == 0 {
		flags = []string{"--addr", "127.0.0.1:0"}
	}
	p := &program{data: data, ended: make(chan struct{}), notes: &bytes.Buffer{}}
	p.cmd = command(ctx, b, data, env, append([]string{"serve"}, flags...)...)
	p.cmd.Stderr = p.notes
	if err := p.cmd.Start(); err != nil {
		return nil, err
	}
	p.pid = p.cmd.Process.Pid
	go func() { _ = p.cmd.Wait(); close(p.ended) }()
	// The program's own certificate is not what is tried with this client.
	p.client = &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}}
	deadline := time.Now().Add(20 * time.Second)
	for !p.answers() {
		select {
		case <-p.ended:
			return nil, fmt.Errorf("serve ended: %s", p.notes)
		case <-time.After(20 * time.Millisecond):
		}
		if time.Now().After(deadline) {
			return nil, errors.Join(errors.New("serve does not answer"), p.stop())
		}
	}
	return p, nil
}

// command is the program with a folder and a configuration of its own.
func command(ctx context.Context, b bench, data string, env []string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, b.bin, append(args, "--data", data)...)
	cmd.Env = append(append(os.Environ(), "DESKCLERK_CONFIG="+filepath.Join(b.dir, "none.toml")), env...)
	return cmd
}

func (p *program) answers() bool {
	var in struct {
		PID int    `json:"pid"`
		URL string `json:"base_url"`
	}
	text, err := os.ReadFile(filepath.Join(p.data, "instance.json"))
	if err != nil || json.Unmarshal(text, &in) != nil || in.PID != p.pid || in.URL == "" {
		return false
	}
	secret, err := os.ReadFile(filepath.Join(p.data, "token"))
	p.url, p.token = in.URL, strings.TrimSpace(string(secret))
	return err == nil
}

// stop ends the program as a person does.
func (p *program) stop() error {
	p.client.CloseIdleConnections()
	_ = p.cmd.Process.Signal(syscall.SIGTERM)
	select {
	case <-p.ended:
		return nil
	case <-time.After(15 * time.Second):
		_ = p.cmd.Process.Kill()
		<-p.ended
		return errors.New("serve did not end within 15 s")
	}
}

// memory reads a line of /proc/PID/status, such as VmHWM, in bytes.
func (p *program) memory(line string) (int64, error) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.pid))
	if err != nil {
		return 0, err
	}
	for l := range strings.Lines(string(text)) {
		if rest, ok := strings.CutPrefix(l, line+":"); ok {
			var kib int64
			_, err := fmt.Sscanf(strings.TrimSpace(rest), "%d kB", &kib)
			return kib << 10, err
		}
	}
	return 0, fmt.Errorf("no %s of process %d", line, p.pid)
}
