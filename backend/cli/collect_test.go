package cli_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"deskclerk/backend/app"
	"deskclerk/backend/doc"
)

// wire is a connection to the program that can be cut: all at once, with
// whatever is under way, and refused until it is mended.
type wire struct {
	listener net.Listener

	mu     sync.Mutex
	target string // empty: cut
	live   map[net.Conn]bool
	passed int // connections
	served sync.WaitGroup
}

func newWire(t *testing.T) *wire {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	w := &wire{listener: l, live: map[net.Conn]bool{}}
	w.served.Go(func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			w.served.Go(func() { w.pass(c) })
		}
	})
	t.Cleanup(func() {
		l.Close()
		w.cut()
		w.served.Wait()
	})
	return w
}

func (w *wire) pass(c net.Conn) {
	defer c.Close()
	w.mu.Lock()
	target := w.target
	w.mu.Unlock()
	if target == "" {
		return
	}
	to, err := net.Dial("tcp", target)
	if err != nil {
		return
	}
	defer to.Close()
	w.mu.Lock()
	w.live[c], w.live[to] = true, true
	w.passed++
	w.mu.Unlock()
	done := make(chan struct{})
	go func() { defer close(done); io.Copy(to, c); to.Close() }()
	io.Copy(c, to)
	c.Close()
	<-done
	w.mu.Lock()
	delete(w.live, c)
	delete(w.live, to)
	w.mu.Unlock()
}

func (w *wire) connect(target string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.target = target
}

func (w *wire) cut() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.target = ""
	for c := range w.live {
		c.Close()
	}
}

func (w *wire) count() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.passed
}

func hostOf(t *testing.T, data string) string {
	t.Helper()
	instance, err := app.ReadInstance(data)
	if err != nil {
		t.Fatal(err)
	}
	u, err := url.Parse(instance.BaseURL)
	if err != nil {
		t.Fatal(err)
	}
	return u.Host
}

// TestAClientHasEveryResultOnce: a client in Python hands in fifty documents
// through a wire that is cut again and again, is itself ended in the middle, and
// has each result once, from /events.
func TestAClientHasEveryResultOnce(t *testing.T) {
	const papers = 50
	data, dir := t.TempDir(), t.TempDir()
	files := make([]string, papers)
	for i := range files {
		files[i] = filepath.Join(dir, fmt.Sprintf("%02d.pdf", i))
		textPaper(t, files[i], uint64(i+1))
	}
	s := serve(t, data)
	token, err := app.ReadToken(data)
	if err != nil {
		t.Fatal(err)
	}
	w := newWire(t)
	target := hostOf(t, data)
	w.connect(target)
	script, err := filepath.Abs("../../docs/examples/collect.py")
	if err != nil {
		t.Fatal(err)
	}
	state := filepath.Join(dir, "state.db")
	client := func() (*exec.Cmd, *bytes.Buffer, *bytes.Buffer) {
		cmd := exec.CommandContext(t.Context(), "python3", append([]string{script, "--url", "http://" + hostOf(t, data), "--state", state}, files...)...)
		// As a proxy the wire leaves the Host header alone, which the program checks.
		cmd.Env = append(os.Environ(), "DESKCLERK_TOKEN="+token, "http_proxy=http://"+w.listener.Addr().String(), "no_proxy=")
		var out, errs bytes.Buffer
		cmd.Stdout, cmd.Stderr = &out, &errs
		return cmd, &out, &errs
	}
	first, _, _ := client()
	if err := first.Start(); err != nil {
		t.Fatal(err)
	}
	for _, after := range []int{10, 25} {
		eventually(t, 30*time.Second, "the client gets on", func() bool { return w.count() >= after })
		w.cut()
		time.Sleep(150 * time.Millisecond) // out of reach for a while
		w.connect(target)
	}
	eventually(t, 30*time.Second, "the client gets on", func() bool { return w.count() >= 35 })
	_ = first.Process.Kill()
	_ = first.Wait()
	s.kill() // the program is ended too, and comes back at another address
	s = serve(t, data)
	w.connect(hostOf(t, data))

	second, out, errs := client()
	if err := second.Run(); err != nil {
		t.Fatalf("%v\n%s", err, errs)
	}
	seen := map[string]bool{}
	lines := bufio.NewScanner(out)
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		var d struct {
			File string
			doc.Document
		}
		if err := json.Unmarshal(lines.Bytes(), &d); err != nil {
			t.Fatal(err)
		}
		if seen[d.ID] || d.Fields["total"].Value == nil || !d.Status.Read() {
			t.Errorf("%s: %s %s again or without a result", d.File, d.ID, d.Status)
		}
		seen[d.ID] = true
	}
	list, err := s.Documents(t.Context(), doc.Query{})
	if err != nil || list.Total != papers || len(seen) != papers {
		t.Errorf("%d results of %d documents, want %d (%v)", len(seen), list.Total, papers, err)
	}
}
