package cli_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"deskclerk/backend/doc"
	"deskclerk/backend/webhook"
)

// arrivals is a receiver that keeps what arrives.
func arrivals(t *testing.T, secret string) (*webhook.Receiver, chan doc.WebhookArrival) {
	t.Helper()
	got := make(chan doc.WebhookArrival, 1000)
	r, err := webhook.Listen(t.Context(), "127.0.0.1:0", secret, func(a doc.WebhookArrival) { got <- a })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := r.Close(); err != nil {
			t.Error(err)
		}
	})
	return r, got
}

func next(t *testing.T, got chan doc.WebhookArrival) doc.WebhookArrival {
	t.Helper()
	select {
	case a := <-got:
		return a
	case <-time.After(30 * time.Second):
		t.Fatal("nothing arrived")
		return doc.WebhookArrival{}
	}
}

func endpointsOf(t *testing.T, data string) (all []doc.Endpoint) {
	t.Helper()
	if err := json.Unmarshal([]byte(mustRun(t, data, "webhook", "list", "--json").out), &all); err != nil {
		t.Fatal(err)
	}
	return all
}

func TestWebhooksOnTheCommandLine(t *testing.T) {
	data := t.TempDir()
	dir, _ := papers(t, 1)
	r, got := arrivals(t, webhook.NewSecret())
	made := mustRun(t, data, "webhook", "create", r.URL(), "--event", "file.processed,document.exported", "--description", "books", "--secret", r.Secret())
	if strings.TrimSpace(made.out) != r.Secret() {
		t.Errorf("%q", made.out)
	}
	id := endpointsOf(t, data)[0].ID

	serve(t, data) // what was made without the program is heard once it runs
	mustRun(t, data, "import", "--wait", dir)
	mustRun(t, data, "export")
	first := next(t, got)
	if second := next(t, got); !first.Verified || first.Type != "file.processed" || second.Type != "document.exported" || second.Sequence <= first.Sequence {
		t.Errorf("%+v\n%+v", first, second)
	}
	eventually(t, 10*time.Second, "both are in the log", func() bool {
		return strings.Count(mustRun(t, data, "webhook", "deliveries", id, "--state", "completed").out, "completed") == 2
	})
	if one := mustRun(t, data, "webhook", "deliveries", id, first.ID); !strings.Contains(one.out, first.Body) || !strings.Contains(one.out, "HTTP 204") {
		t.Errorf("%s", one.out)
	}
	mustRun(t, data, "webhook", "replay", id, first.ID)
	if again := next(t, got); again.ID != first.ID || !again.Again {
		t.Errorf("%+v", again)
	}
	if tested := mustRun(t, data, "webhook", "test", id, "--all"); strings.Count(tested.out, "received") != 11 {
		t.Errorf("%s", tested.out)
	}
	for range 11 {
		if a := next(t, got); !a.Verified {
			t.Errorf("%+v", a)
		}
	}
	mustRun(t, data, "webhook", "rotate", id, "--revoke")
	if refused := run(t, data, "webhook", "test", id); refused.status != 1 || !strings.Contains(refused.out, "status_401") {
		t.Errorf("%+v", refused)
	}
	mustRun(t, data, "webhook", "rotate", id)
	mustRun(t, data, "webhook", "rotate", id, "--revoke-previous")
	mustRun(t, data, "webhook", "pause", id)
	if shown := mustRun(t, data, "webhook", "show", id); !strings.Contains(shown.out, "paused") || strings.Contains(shown.out, "whsec_") {
		t.Errorf("%s", shown.out)
	}
	mustRun(t, data, "webhook", "resume", id)
	secretFile := filepath.Join(t.TempDir(), "token")
	writeFile(t, secretFile, "canary\n")
	if edited := mustRun(t, data, "webhook", "edit", id, "--event", "all", "--scope", "type:receipt", "--payload", "full", "--auth", "bearer", "--auth-file", secretFile); !strings.Contains(edited.out, "type receipt") || !strings.Contains(edited.out, "bearer") {
		t.Errorf("%s", edited.out)
	}
	if r := run(t, data, "webhook", "delete", id); r.status != 2 {
		t.Errorf("%+v", r)
	}
	mustRun(t, data, "webhook", "delete", "--yes", id)
	if left := endpointsOf(t, data); len(left) != 0 {
		t.Errorf("%v", left)
	}
}

func TestWrongUseOfWebhooks(t *testing.T) {
	data := t.TempDir()
	tests := []struct {
		name, want string
		args       []string
	}{
		{"a file", "https", []string{"create", "file:///etc/passwd"}},
		{"another machine without a yes", "--yes", []string{"create", "https://192.0.2.1/"}},
		{"auth without its file", "--auth-file", []string{"create", "http://127.0.0.1:9/", "--auth", "bearer"}},
		{"an unknown event", "file.read", []string{"create", "http://127.0.0.1:9/", "--event", "file.read"}},
		{"an unknown state", "lost", []string{"deliveries", "x", "--state", "lost"}},
		{"deliveries of nothing", "--dead", []string{"deliveries"}},
		{"a receiver for everybody", "this machine", []string{"listen", "--addr", "0.0.0.0:0"}},
		{"a receiver with a bad secret", "whsec_", []string{"listen", "--secret", "x"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if r := run(t, data, append([]string{"webhook"}, tt.args...)...); r.status != 2 || !strings.Contains(r.err, tt.want) {
				t.Errorf("%+v", r)
			}
		})
	}
	if r := run(t, data, "webhook", "show", "nothing"); r.status != 1 {
		t.Errorf("%+v", r)
	}
}

func TestListenConnectsItselfAndLeaves(t *testing.T) {
	data := t.TempDir()
	serve(t, data)
	cmd := program(t.Context(), t, data, "webhook", "listen", "--connect")
	var out lines
	cmd.Stdout = &out
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	eventually(t, 10*time.Second, "it connects", func() bool { return len(endpointsOf(t, data)) == 1 })
	mustRun(t, data, "webhook", "test", endpointsOf(t, data)[0].ID)
	eventually(t, 10*time.Second, "it shows what arrives", func() bool { return strings.Contains(out.String(), "webhook.test") })
	if !strings.Contains(out.String(), "verified") {
		t.Errorf("%s", out.String())
	}
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil {
		t.Error(err)
	}
	if left := endpointsOf(t, data); len(left) != 0 {
		t.Errorf("%v", left)
	}
}

// lines is what a program has written so far.
type lines struct {
	mu sync.Mutex
	b  strings.Builder
}

func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lines) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// TestAKillBetweenTheAnswerAndTheCommit has the receiver kill the program, at
// first before its answer and then right after it.
func TestAKillBetweenTheAnswerAndTheCommit(t *testing.T) {
	data := t.TempDir()
	dir, _ := papers(t, 1)
	mustRun(t, data, "import", "--wait", dir)
	var (
		mu     sync.Mutex
		victim *server
		killed string
		stamps = map[string][]string{}
	)
	far := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		mu.Lock()
		defer mu.Unlock()
		id := r.Header.Get("Webhook-Id")
		stamps[id] = append(stamps[id], r.Header.Get("Webhook-Timestamp"))
		if victim == nil {
			return
		}
		if len(stamps)%2 == 0 {
			w.WriteHeader(http.StatusOK)
			_ = http.NewResponseController(w).Flush()
		}
		victim.kill()
		victim, killed = nil, id
	}))
	t.Cleanup(far.Close)
	mustRun(t, data, "webhook", "create", far.URL, "--event", "document.exported")
	for round := range scale(t, "DESKCLERK_TEST_KILLS", 4) {
		s := serve(t, data)
		mu.Lock()
		victim, killed = s, ""
		mu.Unlock()
		// The program may be dead before it has answered.
		_ = s.Export(t.Context(), io.Discard, "csv", doc.Query{}, url.Values{})
		eventually(t, 20*time.Second, "the program is killed", func() bool {
			mu.Lock()
			defer mu.Unlock()
			return killed != ""
		})
		time.Sleep(1100 * time.Millisecond) // timestamps have seconds
		s = serve(t, data)
		all := func() bool {
			return strings.Count(mustRun(t, data, "webhook", "deliveries", onlyID(t, data)).out, "completed") == round+1
		}
		eventually(t, 20*time.Second, fmt.Sprintf("round %d ends", round), all)
		mu.Lock()
		times := stamps[killed]
		mu.Unlock()
		// Flushed right before the kill, the answer may have been committed.
		if len(times) == 1 && round%2 == 1 {
			t.Logf("round %d: the commit was quicker than the kill", round)
		} else if len(times) != 2 || times[0] == times[1] {
			t.Errorf("round %d: %s arrived at %v", round, killed, times)
		}
		s.kill()
	}
}

func onlyID(t *testing.T, data string) string {
	t.Helper()
	return endpointsOf(t, data)[0].ID
}
