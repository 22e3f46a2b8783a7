package webhook_test

import (
	"bufio"
	"encoding/json"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"

	"deskclerk/backend/doc"
	"deskclerk/backend/webhook"
)

const examples = "../../docs/examples/webhooks"

// effect is what an example says that it did.
type effect struct {
	ID       string
	Type     string
	Sequence int64
	Document string
	Newest   bool
}

// example is a running receiver of the documentation.
type example struct {
	url     string
	effects chan effect
	cmd     *exec.Cmd
}

// runExample starts a receiver with its secret and a journal.
func runExample(t *testing.T, command []string, secret, journal string) *example {
	t.Helper()
	flags := []string{"-addr", "127.0.0.1:0", "-journal", journal}
	if command[0] != "go-receiver" {
		flags = []string{"--addr", "127.0.0.1:0", "--journal", journal}
	} else {
		command = []string{goReceiver(t)}
	}
	program, err := exec.LookPath(command[0])
	if err != nil {
		t.Skipf("%s is not installed", command[0])
	}
	e := &example{effects: make(chan effect, 1000), cmd: exec.CommandContext(t.Context(), program, append(command[1:], flags...)...)}
	e.cmd.Env = append(os.Environ(), "WEBHOOK_SECRET="+secret)
	e.cmd.Stderr = os.Stderr
	out, err := e.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := e.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	if !lines.Scan() {
		t.Fatalf("%s says nothing", command[0])
	}
	var ok bool
	if e.url, ok = strings.CutPrefix(lines.Text(), "listening on "); !ok {
		t.Fatalf("it says %q", lines.Text())
	}
	go func() {
		defer close(e.effects)
		for lines.Scan() {
			var one effect
			if json.Unmarshal(lines.Bytes(), &one) == nil {
				e.effects <- one
			}
		}
	}()
	t.Cleanup(e.kill)
	return e
}

func (e *example) kill() {
	_ = e.cmd.Process.Kill()
	for range e.effects { // to its end
	}
	_ = e.cmd.Wait()
}

func goReceiver(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "receiver")
	if out, err := exec.CommandContext(t.Context(), "go", "build", "-o", path, filepath.Join(examples, "receiver.go")).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return path
}

func TestTheExamplesInTheDocumentation(t *testing.T) {
	for name, command := range map[string][]string{
		"Go":     {"go-receiver"},
		"Python": {"python3", filepath.Join(examples, "receiver.py")},
		"Node":   {"node", filepath.Join(examples, "receiver.mjs")},
	} {
		t.Run(name, func(t *testing.T) {
			t.Run("verifies and refuses", func(t *testing.T) { tryRefusals(t, command) })
			t.Run("has each effect once and keeps the order", func(t *testing.T) { tryEffects(t, command) })
		})
	}
}

// tryRefusals sends what is right and what is not.
func tryRefusals(t *testing.T, command []string) {
	secret := webhook.NewSecret()
	e := runExample(t, command, secret, filepath.Join(t.TempDir(), "journal"))
	w := reference(t, secret)
	body := `{"type":"file.processed","timestamp":"2026-11-21T09:14:03Z","data":{"sequence":7,"document_id":"d","status":"completed"}}`
	now := time.Now()
	send := func(id string, at time.Time, body string, change func(http.Header)) int {
		t.Helper()
		signed, err := w.Sign(id, at, []byte(body))
		if err != nil {
			t.Fatal(err)
		}
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, e.url, strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set(standardwebhooks.HeaderWebhookID, id)
		r.Header.Set(standardwebhooks.HeaderWebhookTimestamp, strconv.FormatInt(at.Unix(), 10))
		r.Header.Set(standardwebhooks.HeaderWebhookSignature, signed)
		if change != nil {
			change(r.Header)
		}
		r.Close = true
		response, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		_ = response.Body.Close()
		return response.StatusCode
	}
	set := func(name, value string) func(http.Header) { return func(h http.Header) { h.Set(name, value) } }
	tests := []struct {
		name string
		at   time.Time
		do   func(http.Header)
		want int
	}{
		{"as it should be", now, nil, 204},
		{"four minutes old", now.Add(-4 * time.Minute), nil, 204},
		{"six minutes old", now.Add(-6 * time.Minute), nil, 401},
		{"six minutes ahead", now.Add(6 * time.Minute), nil, 401},
		{"another signature", now, set("webhook-signature", "v1,"+strings.Repeat("A", 43)+"="), 401},
		{"no signature", now, set("webhook-signature", ""), 401},
		{"another scheme", now, set("webhook-signature", "v1a,x"), 401},
		{"another id", now, set("webhook-id", "msg_other"), 401},
		{"no timestamp", now, set("webhook-timestamp", ""), 401},
		{"a timestamp that is none", now, set("webhook-timestamp", "1e9"), 401},
		{"two signatures, the second ours", now, func(h http.Header) {
			h.Set("webhook-signature", "v1,"+strings.Repeat("A", 43)+"= "+h.Get("webhook-signature"))
		}, 204},
	}
	good := 0
	for i, tt := range tests {
		if tt.want == 204 {
			good++
		}
		if got := send("msg_"+strconv.Itoa(i), tt.at, body, tt.do); got != tt.want {
			t.Errorf("%s: %d, want %d", tt.name, got, tt.want)
		}
	}
	for range good {
		<-e.effects
	}
	if len(e.effects) > 0 {
		t.Error("what was refused had an effect")
	}
}

// tryEffects has Deskclerk itself send, some of it twice, and the receiver
// restarted in between.
func tryEffects(t *testing.T, command []string) {
	h, secret, journal := newHouse(t), webhook.NewSecret(), filepath.Join(t.TempDir(), "journal")
	h.clock.Set(time.Now().UTC())
	e := runExample(t, command, secret, journal)
	made, _ := h.endpoint(e.url, func(s *doc.WebhookSettings) { s.Secret = secret })
	h.Start(t.Context())
	const n = 5
	for range n {
		h.process()
	}
	for range 2 * n {
		if o := h.outcome(); !o.Received {
			t.Fatalf("%+v", o)
		}
	}
	var ids []string
	for range 2 * n {
		one := <-e.effects
		ids = append(ids, one.ID)
	}
	again := func() {
		t.Helper()
		if replayed, err := h.Replay(t.Context(), made.ID, doc.Replay{From: 1}); err != nil || replayed != 2*n {
			t.Fatalf("%d, %v", replayed, err)
		}
		for range 2 * n {
			if o := h.outcome(); !o.Received {
				t.Fatalf("%+v", o)
			}
		}
	}
	again()
	e.kill() // it remembers across a restart
	e = runExample(t, command, secret, journal)
	target, err := h.Check(t.Context(), e.url)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := h.Update(t.Context(), made.ID, doc.WebhookSettings{URL: &e.url, Addresses: target.Addresses}); err != nil {
		t.Fatal(err)
	}
	again()
	if len(e.effects) > 0 {
		t.Errorf("%d effects a second time", len(e.effects))
	}
	slices.Sort(ids)
	if len(slices.Compact(ids)) != 2*n {
		t.Errorf("%v", ids)
	}

	id := h.process() // an older state must not replace a newer one
	h.outcome()
	h.outcome()
	newest := map[bool]int{}
	for range 2 {
		newest[(<-e.effects).Newest]++
	}
	if err := h.store.Exported(t.Context(), []string{id}, "csv"); err != nil {
		t.Fatal(err)
	}
	h.outcome()
	if one := <-e.effects; one.Document != id || !one.Newest || newest[true] != 2 {
		t.Errorf("%+v, before %v", one, newest)
	}
	late := h.late(t, e.url, secret, id)
	if one := <-e.effects; one.Sequence != late || one.Newest {
		t.Errorf("an old state counts as new: %+v", one)
	}
}

// late sends an older event than those that came, signed as it should be.
func (h *house) late(t *testing.T, url, secret, id string) int64 {
	t.Helper()
	body := `{"type":"file.processed","timestamp":"2026-11-21T09:14:03Z","data":{"sequence":1,"document_id":"` + id + `","status":"queued"}}`
	now := time.Now()
	signed, err := reference(t, secret).Sign("msg_late", now, []byte(body))
	if err != nil {
		t.Fatal(err)
	}
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("webhook-id", "msg_late")
	r.Header.Set("webhook-timestamp", strconv.FormatInt(now.Unix(), 10))
	r.Header.Set("webhook-signature", signed)
	r.Close = true
	response, err := http.DefaultClient.Do(r)
	if err != nil || response.StatusCode != http.StatusNoContent {
		t.Fatalf("%v, %v", response, err)
	}
	_ = response.Body.Close()
	return 1
}
