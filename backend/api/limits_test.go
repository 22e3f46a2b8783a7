package api_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"deskclerk/backend/api"
	"deskclerk/backend/doc"
)

func TestEachCallerHasItsOwnBucket(t *testing.T) {
	now := time.Now()
	var mu sync.Mutex
	s := open(t, func(o *api.Options) {
		o.Calls = api.CallLimits{Requests: 5, Window: 10 * time.Second}
		o.Clock = func() time.Time { mu.Lock(); defer mu.Unlock(); return now }
	})
	made := s.newToken("scanner", doc.ScopeRead)
	ask := func(status int) answer {
		t.Helper()
		got := s.get(api.Prefix+"/status", "Authorization", "Bearer "+made.Secret).want(t, status)
		if got.header.Get("RateLimit-Policy") != `"requests";q=5;w=10` {
			t.Errorf("policy %q", got.header.Get("RateLimit-Policy"))
		}
		return got
	}
	for left := 4; left >= 0; left-- {
		want := fmt.Sprintf(`"requests";r=%d;t=%d`, left, 2*(5-left))
		if got := ask(http.StatusOK).header.Get("RateLimit"); got != want {
			t.Errorf("RateLimit %q, want %q", got, want)
		}
	}
	refused := ask(http.StatusTooManyRequests)
	if refused.header.Get("Retry-After") != "2" || refused.code(t) != doc.CodeTooMany {
		t.Errorf("%v %s", refused.header, refused.body)
	}
	s.get(api.Prefix+"/status").want(t, http.StatusOK) // the owner is another caller
	s.token = s.server.NewSession()
	s.get(api.Prefix+"/status").want(t, http.StatusOK) // and so is each session
	mu.Lock()
	now = now.Add(2 * time.Second)
	mu.Unlock()
	ask(http.StatusOK)
	ask(http.StatusTooManyRequests)
	mu.Lock()
	now = now.Add(time.Hour)
	mu.Unlock()
	if got := ask(http.StatusOK).header.Get("RateLimit"); got != `"requests";r=4;t=2` {
		t.Errorf("after an hour: %q", got)
	}
}

// slowUpload begins an upload that ends when the writer is closed.
func (s *site) slowUpload(secret string) (end *io.PipeWriter, answered chan answer) {
	body, w := io.Pipe()
	answered = make(chan answer, 1)
	r := s.request(http.MethodPost, api.Prefix+"/documents?filename=a.pdf", body, "Authorization", "Bearer "+secret)
	go func() { answered <- s.do(r) }()
	if _, err := w.Write([]byte("%PDF")); err != nil {
		s.t.Error(err)
	}
	return w, answered
}

func TestUploadsAtOnceAreBounded(t *testing.T) {
	s := open(t, func(o *api.Options) { o.Calls = api.CallLimits{Uploads: 2, UploadsOverall: 3} })
	a, b := s.newToken("a", doc.ScopeSubmit, doc.ScopeRead).Secret, s.newToken("b", doc.ScopeSubmit).Secret
	type running struct {
		end      *io.PipeWriter
		answered chan answer
	}
	var all []running
	for _, secret := range []string{a, a, b} {
		end, answered := s.slowUpload(secret)
		all = append(all, running{end, answered})
	}
	eventually(t, func() bool { return s.server.Uploads() == 3 })
	post := func(secret string) answer {
		return s.post(api.Prefix+"/documents?filename=x.pdf", "%PDF", "Authorization", "Bearer "+secret)
	}
	if got := post(a).want(t, http.StatusTooManyRequests); got.header.Get("Retry-After") == "" {
		t.Errorf("%v", got.header)
	}
	if got := post(b).want(t, http.StatusServiceUnavailable); got.header.Get("Retry-After") == "" {
		t.Errorf("%v", got.header)
	}
	s.get(api.Prefix+"/status", "Authorization", "Bearer "+a).want(t, http.StatusOK) // asking is no upload
	for _, r := range all {
		_ = r.end.Close()
		(<-r.answered).want(t, http.StatusAccepted)
	}
	post(a).want(t, http.StatusAccepted)
	post(b).want(t, http.StatusAccepted)
}

func TestRequestsAtOnceAreBounded(t *testing.T) {
	s := open(t, func(o *api.Options) { o.Calls = api.CallLimits{AtOnce: 2} })
	secret := s.newToken("a", doc.ScopeRead).Secret
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	for range 2 {
		r := s.request(http.MethodGet, api.Prefix+"/events/stream", nil, "Authorization", "Bearer "+secret).WithContext(ctx)
		response, err := s.client.Do(r)
		if err != nil || response.StatusCode != http.StatusOK {
			t.Fatal(response, err)
		}
		defer response.Body.Close()
	}
	s.get(api.Prefix+"/status", "Authorization", "Bearer "+secret).want(t, http.StatusTooManyRequests)
	s.get(api.Prefix+"/status").want(t, http.StatusOK)
	cancel()
	eventually(t, func() bool {
		return s.get(api.Prefix+"/status", "Authorization", "Bearer "+secret).status == http.StatusOK
	})
}

func TestABodyOverTheLimitIsRefusedAndStoresNothing(t *testing.T) {
	s := open(t, func(o *api.Options) { o.MaxBytes = 1 << 20 })
	before, _ := s.house.LastEvent(t.Context())
	got := s.do(s.request(http.MethodPost, api.Prefix+"/documents?filename=a.pdf", &zeros{2 << 30})).want(t, http.StatusRequestEntityTooLarge)
	if got.code(t) != doc.CodeTooLarge {
		t.Errorf("%s", got.body)
	}
	big := `{"type":"` + strings.Repeat("a", 2<<20) + `"}`
	if got := s.post(api.Prefix+"/documents/doc-001/reprocess", big, "Content-Type", "application/json").want(t, 413); got.code(t) != doc.CodeBodyTooLarge {
		t.Errorf("%s", got.body)
	}
	if after, _ := s.house.LastEvent(t.Context()); after != before {
		t.Error("something was stored")
	}
}

// TestManyWrongTokens are refused one and all, slowly, while a right one is
// answered at once. A thousand are tried among the promises.
func TestManyWrongTokens(t *testing.T) {
	s := open(t)
	good := s.newToken("good", doc.ScopeRead).Secret
	start := time.Now()
	var wait sync.WaitGroup
	var mu sync.Mutex
	statuses := map[int]int{}
	for n := range 20 {
		wait.Go(func() {
			for i := range 5 {
				got := s.get(api.Prefix+"/status", "Authorization", "Bearer dkt_"+strconv.Itoa(100*n+i))
				mu.Lock()
				statuses[got.status]++
				mu.Unlock()
			}
		})
	}
	slowest := time.Duration(0)
	for range 50 {
		begin := time.Now()
		s.get(api.Prefix+"/status", "Authorization", "Bearer "+good).want(t, http.StatusOK)
		slowest = max(slowest, time.Since(begin))
	}
	wait.Wait()
	if statuses[http.StatusUnauthorized]+statuses[http.StatusTooManyRequests] != 100 {
		t.Errorf("%v", statuses)
	}
	if slowest > time.Second {
		t.Errorf("a right token waited for %s", slowest)
	}
	t.Logf("100 wrong tokens: %v in %s; a right one at most %s", statuses, time.Since(start), slowest)
}

func eventually(t *testing.T, holds func() bool) {
	t.Helper()
	for deadline := time.Now().Add(5 * time.Second); !holds(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("it never came to hold")
		}
	}
}
