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
	"strings"
	"sync"
	"testing"
	"time"

	"deskclerk/backend/api/client"
	"deskclerk/backend/app"
	"deskclerk/backend/doc"
	"deskclerk/backend/webhook"
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

// collector is the client in Python with fifty documents to hand in.
type collector struct {
	t      *testing.T
	data   string // of the program
	state  string
	files  []string
	flags  []string
	env    []string
	token  string
	script string
}

func newCollector(t *testing.T, data string) *collector {
	t.Helper()
	dir := t.TempDir()
	c := &collector{t: t, data: data, state: filepath.Join(dir, "state.db"), files: make([]string, 50)}
	for i := range c.files {
		c.files[i] = filepath.Join(dir, fmt.Sprintf("%02d.pdf", i))
		textPaper(t, c.files[i], uint64(i+1))
	}
	var err error
	if c.token, err = app.ReadToken(data); err != nil {
		t.Fatal(err)
	}
	if c.script, err = filepath.Abs("../../docs/examples/collect.py"); err != nil {
		t.Fatal(err)
	}
	return c
}

// command runs the client, whose way to the program leads through the wire. As a
// proxy that leaves the Host header alone, which the program checks.
func (c *collector) command(w *wire) (cmd *exec.Cmd, out *bytes.Buffer, errs *lines) {
	c.t.Helper()
	args := append([]string{"-B", c.script, "--url", "http://" + hostOf(c.t, c.data), "--state", c.state}, c.flags...)
	cmd = exec.CommandContext(c.t.Context(), "python3", append(args, c.files...)...)
	cmd.Env = append(append(os.Environ(), "DESKCLERK_TOKEN="+c.token, "http_proxy=http://"+w.listener.Addr().String(), "no_proxy="), c.env...)
	out, errs = &bytes.Buffer{}, &lines{}
	cmd.Stdout, cmd.Stderr = out, errs
	return cmd, out, errs
}

// judge finds that each document was read once and each result is there once. It
// counts by what told of them.
func (c *collector) judge(s *server, out *bytes.Buffer) map[string]int {
	c.t.Helper()
	seen, via := map[string]bool{}, map[string]int{}
	scan := bufio.NewScanner(out)
	scan.Buffer(nil, 16<<20)
	for scan.Scan() {
		var d struct {
			File, Via string
			doc.Document
		}
		if err := json.Unmarshal(scan.Bytes(), &d); err != nil {
			c.t.Fatal(err)
		}
		if seen[d.ID] || d.Fields["total"].Value == nil || !d.Status.Read() {
			c.t.Errorf("%s: %s %s again or without a result", d.File, d.ID, d.Status)
		}
		seen[d.ID] = true
		via[d.Via]++
	}
	list, err := s.Documents(c.t.Context(), doc.Query{})
	if err != nil || list.Total != len(c.files) || len(seen) != len(c.files) {
		c.t.Errorf("%d results of %d documents, want %d (%v)", len(seen), list.Total, len(c.files), err)
	}
	return via
}

// TestAClientHasEveryResultOnce: a client in Python hands in fifty documents
// through a wire that is cut again and again, is itself ended in the middle, and
// has each result once, from /events.
func TestAClientHasEveryResultOnce(t *testing.T) {
	data := t.TempDir()
	s := serve(t, data)
	c := newCollector(t, data)
	w := newWire(t)
	target := hostOf(t, data)
	w.connect(target)
	first, _, _ := c.command(w)
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

	second, out, errs := c.command(w)
	if err := second.Run(); err != nil {
		t.Fatalf("%v\n%s", err, errs)
	}
	c.judge(s, out)
}

// TestAClientHasEveryResultOnceByWebhooks: the same client listens for webhooks.
// Its connections are cut in the middle, both ways, and it is ended while
// documents are being read; what no webhook tells it then, it finds in /events.
func TestAClientHasEveryResultOnceByWebhooks(t *testing.T) {
	data := t.TempDir()
	s := serve(t, data)
	c := newCollector(t, data)
	w, hooks := newWire(t), newWire(t)
	w.connect(hostOf(t, data))
	url, events := "http://"+hooks.listener.Addr().String()+"/", []string{webhook.TypeFileProcessed, webhook.TypeFileFailed}
	_, secret, err := s.CreateWebhook(t.Context(), client.WebhookSettings{URL: &url, Addresses: []string{"127.0.0.1"}, Events: &events})
	if err != nil {
		t.Fatal(err)
	}
	c.flags, c.env = []string{"--hook", "127.0.0.1:0"}, []string{"WEBHOOK_SECRET=" + secret}
	listens := func(errs *lines) {
		t.Helper()
		eventually(t, 30*time.Second, "the client listens", func() bool { return strings.Contains(errs.String(), "\n") })
		hooks.connect(strings.TrimSpace(strings.TrimPrefix(errs.String(), "listening on ")))
	}
	first, _, errs := c.command(w)
	if err := first.Start(); err != nil {
		t.Fatal(err)
	}
	listens(errs)
	eventually(t, 30*time.Second, "webhooks arrive", func() bool { return hooks.count() >= 5 })
	hooks.cut()
	w.cut()
	time.Sleep(150 * time.Millisecond) // out of reach for a while
	w.connect(hostOf(t, data))
	hooks.connect(strings.TrimSpace(strings.TrimPrefix(errs.String(), "listening on ")))
	eventually(t, 30*time.Second, "webhooks arrive again", func() bool { return hooks.count() >= 10 })
	hooks.cut() // it goes on handing in, and hears of nothing
	read := func() int {
		list, err := s.Documents(t.Context(), doc.Query{Status: []doc.Status{doc.StatusCompleted, doc.StatusCompletedWarn, doc.StatusNeedsReview}})
		if err != nil {
			t.Fatal(err)
		}
		return list.Total
	}
	heard := read()
	eventually(t, 30*time.Second, "documents are read", func() bool { return read() >= min(heard+10, len(c.files)) })
	_ = first.Process.Kill()
	_ = first.Wait()

	second, out, errs := c.command(w)
	if err := second.Start(); err != nil {
		t.Fatal(err)
	}
	listens(errs)
	if err := second.Wait(); err != nil {
		t.Fatalf("%v\n%s", err, errs)
	}
	via := c.judge(s, out)
	if via["webhook"] < 5 || via["events"] == 0 || via["webhook"]+via["events"] != len(c.files) {
		t.Errorf("results came by %v", via)
	}
	t.Logf("results came by %v", via)
}
