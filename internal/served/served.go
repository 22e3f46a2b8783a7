// Package served runs the built program as its users do, as a process of its own
// that answers over the network, for benchmarks and for trying the promises. It
// is no part of the program.
package served

import (
	"bytes"
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// Options say what is run.
type Options struct {
	Binary string
	Data   string   // data folder
	Env    []string // more of the environment
	Flags  []string // of serve; default --addr 127.0.0.1:0
	Under  []string // a command that runs it in its own place, such as strace -D; none: itself
}

// Program is a running `deskclerk serve` on a data folder.
type Program struct {
	URL   string // such as http://127.0.0.1:7411
	Base  string // of the API: the same with /api/v1
	Token string
	Data  string
	PID   int
	HTTP  *http.Client

	cmd  *exec.Cmd
	said *bytes.Buffer // its standard error
	done chan struct{}
}

// ready is how long a start may take, migrations and caches included.
const ready = 60 * time.Second

// Command is the program with a folder and a configuration of its own.
func Command(ctx context.Context, o Options, args ...string) *exec.Cmd {
	words := append(append(append([]string{}, o.Under...), o.Binary), append(args, "--data", o.Data)...)
	cmd := exec.CommandContext(ctx, words[0], words[1:]...)
	cmd.Env = append(append(os.Environ(), "DESKCLERK_CONFIG="+filepath.Join(o.Data, "none.toml")), o.Env...)
	return cmd
}

// Start runs the program and waits until it answers.
func Start(ctx context.Context, o Options) (*Program, error) {
	if err := os.MkdirAll(o.Data, 0o700); err != nil {
		return nil, err
	}
	if len(o.Flags) == 0 {
		o.Flags = []string{"--addr", "127.0.0.1:0"}
	}
	p := &Program{Data: o.Data, said: &bytes.Buffer{}, done: make(chan struct{}), HTTP: newClient()}
	p.cmd = Command(ctx, o, append([]string{"serve"}, o.Flags...)...)
	p.cmd.Stderr = p.said
	if err := p.cmd.Start(); err != nil {
		return nil, err
	}
	p.PID = p.cmd.Process.Pid
	go func() {
		_ = p.cmd.Wait()
		close(p.done)
	}()
	for deadline := time.Now().Add(ready); time.Now().Before(deadline); {
		select {
		case <-p.done:
			return nil, fmt.Errorf("the program ended: %s", p.said)
		case <-time.After(5 * time.Millisecond):
		}
		if p.find() == nil {
			return p, nil
		}
	}
	p.Kill()
	return nil, errors.New("the program did not answer in time")
}

// newClient takes whatever certificate the program shows: that is not what is
// tried with it.
func newClient() *http.Client {
	return &http.Client{Timeout: 5 * time.Minute, Transport: &http.Transport{
		MaxIdleConnsPerHost: 200, TLSClientConfig: &tls.Config{InsecureSkipVerify: true}, //nolint:gosec // see above
	}}
}

// find reads where the program listens, and asks it something.
func (p *Program) find() error {
	text, err := os.ReadFile(filepath.Join(p.Data, "instance.json"))
	if err != nil {
		return err
	}
	var instance struct {
		PID     int    `json:"pid"`
		BaseURL string `json:"base_url"`
	}
	if err := json.Unmarshal(text, &instance); err != nil {
		return err
	}
	if instance.PID != p.PID || instance.BaseURL == "" {
		return errors.New("not yet")
	}
	token, err := os.ReadFile(filepath.Join(p.Data, "token"))
	if err != nil {
		return err
	}
	p.URL, p.Base, p.Token = instance.BaseURL, instance.BaseURL+"/api/v1", strings.TrimSpace(string(token))
	_, err = p.Get(context.Background(), "/status", nil)
	return err
}

// Kill ends the program as a power cut would. One that has ended, or never
// started, is left alone.
func (p *Program) Kill() {
	if p == nil {
		return
	}
	_ = p.cmd.Process.Kill()
	p.Wait()
}

// Ended reports whether the program has ended.
func (p *Program) Ended() bool {
	select {
	case <-p.done:
		return true
	default:
		return false
	}
}

// Wait waits for the program's end.
func (p *Program) Wait() {
	<-p.done
	p.HTTP.CloseIdleConnections()
}

// Stop ends the program as its owner would.
func (p *Program) Stop() error {
	p.HTTP.CloseIdleConnections()
	_ = p.cmd.Process.Signal(syscall.SIGTERM)
	select {
	case <-p.done:
		return nil
	case <-time.After(20 * time.Second):
		p.Kill()
		return errors.New("the program did not end in time")
	}
}

// Done is closed when the program has ended, however it did.
func (p *Program) Done() <-chan struct{} { return p.done }

// Answer is a response read to its end.
type Answer struct {
	Status int
	Header http.Header
	Body   []byte
}

// Do sends a request with the owner's token; headers are pairs, of which an
// empty value removes one.
func (p *Program) Do(ctx context.Context, method, path string, body io.Reader, headers ...string) (Answer, error) {
	r, err := http.NewRequestWithContext(ctx, method, p.Base+path, body)
	if err != nil {
		return Answer{}, err
	}
	r.Header.Set("Authorization", "Bearer "+p.Token)
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
		if headers[i+1] == "" {
			r.Header.Del(headers[i])
		}
	}
	res, err := p.HTTP.Do(r)
	if err != nil {
		return Answer{}, err
	}
	defer func() { _ = res.Body.Close() }()
	text, err := io.ReadAll(res.Body)
	return Answer{res.StatusCode, res.Header, text}, err
}

// Get asks for JSON and decodes it into v, unless that is nil. A status other
// than 200 is an error.
func (p *Program) Get(ctx context.Context, path string, v any, headers ...string) (Answer, error) {
	a, err := p.Do(ctx, http.MethodGet, path, nil, headers...)
	if err != nil {
		return a, err
	}
	if a.Status != http.StatusOK {
		return a, fmt.Errorf("GET %s: %d %s", path, a.Status, a.Body)
	}
	if v == nil {
		return a, nil
	}
	return a, json.Unmarshal(a.Body, v)
}

// Submit streams a file in and gives its document's id.
func (p *Program) Submit(ctx context.Context, query string, content io.Reader, headers ...string) (id string, err error) {
	a, err := p.Do(ctx, http.MethodPost, "/documents?"+query, content, headers...)
	if err != nil {
		return "", err
	}
	var answer struct {
		Documents []struct {
			ID string `json:"id"`
		} `json:"documents"`
	}
	if a.Status != http.StatusAccepted && a.Status != http.StatusOK || json.Unmarshal(a.Body, &answer) != nil || len(answer.Documents) != 1 {
		return "", fmt.Errorf("POST /documents: %d %s", a.Status, a.Body)
	}
	return answer.Documents[0].ID, nil
}

// Memory reads a line of /proc/PID/status of the main process, such as VmRSS or
// VmHWM, in bytes.
func (p *Program) Memory(line string) (int64, error) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.PID))
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
	return 0, fmt.Errorf("no %s of process %d", line, p.PID)
}

// ticks a second in /proc, the same on every Linux that Go runs on.
const ticks = 100

// CPU is the time that the main process has used.
func (p *Program) CPU() time.Duration {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", p.PID))
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(string(text), ") ") // its name may hold spaces
	fields := strings.Fields(rest)
	if len(fields) < 13 {
		return 0
	}
	var user, system int64
	if _, err := fmt.Sscan(fields[11]+" "+fields[12], &user, &system); err != nil {
		return 0
	}
	return time.Duration(user+system) * time.Second / ticks
}
