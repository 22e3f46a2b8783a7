package api_test

import (
	"bufio"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"deskclerk/backend/api"
	"deskclerk/backend/doc"
)

func TestOnlyOurOwnAddressIsAHost(t *testing.T) {
	s := open(t)
	_, port, err := net.SplitHostPort(s.server.Addr())
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name, host string
		status     int
	}{
		{"the address itself", "127.0.0.1:" + port, http.StatusOK},
		{"localhost", "localhost:" + port, http.StatusOK},
		{"localhost in capitals", "LOCALHOST:" + port, http.StatusOK},
		{"the IPv6 form", "[::1]:" + port, http.StatusOK},
		{"another name", "evil.example", http.StatusForbidden},
		{"another name with our port", "evil.example:" + port, http.StatusForbidden},
		{"a name that begins like ours", "127.0.0.1.evil.example:" + port, http.StatusForbidden},
		{"a local network name", "x.local:" + port, http.StatusForbidden},
		{"a subdomain of localhost", "evil.localhost:" + port, http.StatusForbidden},
		{"localhost with a final dot", "localhost.:" + port, http.StatusForbidden},
		{"the wrong port", "127.0.0.1:1", http.StatusForbidden},
		{"no port", "127.0.0.1", http.StatusForbidden},
		{"IPv6 with the wrong port", "[::1]:1", http.StatusForbidden},
		{"IPv6 without brackets", "::1:" + port, http.StatusForbidden},
		{"the unspecified address", "0.0.0.0:" + port, http.StatusForbidden},
		{"another form of loopback", "127.1:" + port, http.StatusForbidden},
		{"loopback as IPv4 in IPv6", "[::ffff:127.0.0.1]:" + port, http.StatusForbidden},
	}
	for _, tt := range tests {
		for _, path := range []string{api.Prefix + "/status", "/healthz", "/", "/open?code=x"} {
			t.Run(tt.name+" at "+path, func(t *testing.T) {
				got := s.get(path, "Host", tt.host, "Accept", "text/html")
				if refused := got.status == http.StatusForbidden; refused != (tt.status == http.StatusForbidden) {
					t.Fatalf("status %d: %s", got.status, got.body)
				}
			})
		}
	}
}

// raw speaks HTTP by hand, for what a client library would not send.
func raw(t *testing.T, s *site, text string) string {
	t.Helper()
	c, err := net.Dial("tcp", s.server.Addr())
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if err := c.SetDeadline(time.Now().Add(5 * time.Second)); err != nil {
		t.Fatal(err)
	}
	if _, err := fmt.Fprint(c, text); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(c).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(line)
}

func TestOddRequestsAreRefused(t *testing.T) {
	s := open(t)
	host := "Host: " + s.server.Addr() + "\r\n"
	tests := []struct{ name, text, want string }{
		{"an empty Host header", "GET /healthz HTTP/1.1\r\nHost:\r\n\r\n", "403"},
		{"no Host header in HTTP/1.0", "GET /healthz HTTP/1.0\r\n\r\n", "403"},
		{"two Host headers", "GET /healthz HTTP/1.1\r\n" + host + "Host: evil.example\r\n\r\n", "400"},
		{"an address for a proxy", "GET http://evil.example/healthz HTTP/1.1\r\n" + host + "\r\n", "403"},
		{"a question about the server", "OPTIONS * HTTP/1.1\r\n" + host + "\r\n", "404"},
		{"a tunnel", "CONNECT evil.example:80 HTTP/1.1\r\n" + host + "\r\n", "403"},
		{"dots in the path", "GET /assets/../../etc/passwd HTTP/1.1\r\n" + host + "\r\n", "404"},
		{"dots in code", "GET /assets/..%2f..%2fetc%2fpasswd HTTP/1.1\r\n" + host + "\r\n", "404"},
		{"a NUL in code", "GET /index.html%00.js HTTP/1.1\r\n" + host + "\r\n", "404"},
		{"a backslash", "GET /..%5c..%5cetc HTTP/1.1\r\n" + host + "\r\n", "404"},
		{"two slashes", "GET //evil.example HTTP/1.1\r\n" + host + "\r\n", "404"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := raw(t, s, tt.text); !strings.Contains(got, " "+tt.want+" ") {
				t.Fatalf("got %q, want %s", got, tt.want)
			}
		})
	}
}

// everyRoute lists the routes of the description with made-up parameters.
func everyRoute(t *testing.T) (routes [][2]string) {
	t.Helper()
	for path, item := range readContract(t).document["paths"].(map[string]any) {
		path = placeholder(path)
		for method := range item.(map[string]any) {
			routes = append(routes, [2]string{strings.ToUpper(method), api.Prefix + path})
		}
	}
	return routes
}

// placeholder fills in the parameters of a path.
func placeholder(path string) string {
	path = strings.ReplaceAll(path, "{page}", "1")
	return regexp.MustCompile(`\{[^}]+\}`).ReplaceAllString(path, "doc-001")
}

func TestWithoutASecretNothingIsTold(t *testing.T) {
	s := open(t)
	d := s.house.add("a.pdf", "application/pdf", []byte("%PDF"))
	s.token = ""
	routes := append(everyRoute(t), [2]string{"GET", "/api/v1/nothing"}, [2]string{"PUT", "/api/v1/documents"}, [2]string{"GET", "/api"}, [2]string{"OPTIONS", "/api/v1/documents"}, [2]string{"GET", "/metrics"}, [2]string{"GET", "/readyz"}, [2]string{"POST", "/metrics"})
	if len(routes) < 20 {
		t.Fatalf("only %d routes", len(routes))
	}
	for _, route := range routes {
		t.Run(route[0]+" "+route[1], func(t *testing.T) {
			got := s.do(s.request(route[0], route[1], strings.NewReader(""))).want(t, http.StatusUnauthorized)
			if !strings.HasPrefix(got.header.Get("WWW-Authenticate"), "Bearer") {
				t.Errorf("no challenge: %v", got.header)
			}
		})
	}
	for _, header := range []string{"Bearer", "Bearer ", "Basic " + token, "Bearer wrong", token} {
		s.get(api.Prefix+"/status", "Authorization", header).want(t, http.StatusUnauthorized)
	}
	s.get(api.Prefix+"/status", "Cookie", "deskclerk_session=wrong").want(t, http.StatusUnauthorized)
	s.get(api.Prefix+"/status?token="+token).want(t, http.StatusUnauthorized)
	if _, err := s.house.get(d.ID); err != nil {
		t.Error("the document is gone")
	}
	if got := s.get("/healthz").want(t, http.StatusOK); string(got.body) != "ok\n" {
		t.Errorf("healthz says %q", got.body)
	}
	s.get("/", "Accept", "text/html").want(t, http.StatusOK)
	s.get("/assets/app.js").want(t, http.StatusOK)
}

func TestAServerWithoutATokenTakesNone(t *testing.T) {
	s := open(t, func(o *api.Options) { o.Token = "" })
	s.token = ""
	s.get(api.Prefix+"/status", "Authorization", "Bearer ").want(t, http.StatusUnauthorized)
	s.get(api.Prefix+"/status", "Authorization", "Bearer "+s.server.NewSession()).want(t, http.StatusOK)
}

func TestAnotherSitesPageChangesNothing(t *testing.T) {
	s := open(t)
	d := s.house.add("a.pdf", "application/pdf", []byte("%PDF"))
	cookie := "deskclerk_session=" + s.server.NewSession()
	s.token = ""
	own := s.server.URL()
	tests := []struct {
		name    string
		method  string
		headers []string
		status  int
	}{
		{"a form of another site", "POST", []string{"Origin", "http://evil.example", "Sec-Fetch-Site", "cross-site", "Content-Type", "application/x-www-form-urlencoded"}, 403},
		{"a fetch of another site", "POST", []string{"Origin", "http://evil.example", "Sec-Fetch-Site", "cross-site", "Content-Type", "text/plain"}, 403},
		{"a page on another port of this machine", "POST", []string{"Origin", "http://127.0.0.1:1", "Sec-Fetch-Site", "same-site"}, 403},
		{"an old browser on another site", "POST", []string{"Origin", "http://evil.example"}, 403},
		{"a sandboxed frame", "POST", []string{"Origin", "null"}, 403},
		{"an origin that begins like ours", "POST", []string{"Origin", own + ".evil.example"}, 403},
		{"an origin that looks like the window's", "POST", []string{"Origin", "wails://wails.evil", "Sec-Fetch-Site", "cross-site"}, 403},
		{"a deletion by another site", "DELETE", []string{"Origin", "http://evil.example", "Sec-Fetch-Site", "cross-site"}, 403},
		{"our own page", "POST", []string{"Origin", own, "Sec-Fetch-Site", "same-origin"}, 202},
		{"our own page in an old browser", "POST", []string{"Origin", own}, 202},
		{"a program", "POST", nil, 202},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			path := api.Prefix + "/documents?filename=x.pdf"
			if tt.method == "DELETE" {
				path = api.Prefix + "/documents/" + d.ID
			}
			before, _ := s.house.LastEvent(t.Context())
			got := s.do(s.request(tt.method, path, strings.NewReader("%PDF"), append(tt.headers, "Cookie", cookie)...)).want(t, tt.status)
			after, _ := s.house.LastEvent(t.Context())
			if tt.status == 403 && before != after {
				t.Error("something was changed")
			}
			if origin := got.header.Get("Access-Control-Allow-Origin"); origin != "" {
				t.Errorf("%q may read the answer", origin)
			}
		})
	}
}

func TestTheWindowMayReadAnswers(t *testing.T) {
	s := open(t)
	window := "wails://wails"
	got := s.do(s.request(http.MethodOptions, api.Prefix+"/documents", nil, "Authorization", "", "Origin", window,
		"Access-Control-Request-Method", "POST", "Access-Control-Request-Headers", "authorization")).want(t, http.StatusNoContent)
	if got.header.Get("Access-Control-Allow-Origin") != window || !strings.Contains(got.header.Get("Access-Control-Allow-Headers"), "Authorization") {
		t.Errorf("preflight: %v", got.header)
	}
	session := "Bearer " + s.server.NewSession()
	got = s.post(api.Prefix+"/documents?filename=x.pdf", "%PDF", "Authorization", session, "Origin", window, "Sec-Fetch-Site", "cross-site").want(t, http.StatusAccepted)
	if got.header.Get("Access-Control-Allow-Origin") != window || !strings.Contains(got.header.Get("Access-Control-Expose-Headers"), "ETag") {
		t.Errorf("answer: %v", got.header)
	}
	if d, _ := s.house.get("doc-001"); d.Source.Kind != doc.SourceWindow {
		t.Errorf("source %+v", d.Source)
	}
	got = s.get(api.Prefix+"/status", "Authorization", "Bearer wrong", "Origin", window).want(t, http.StatusUnauthorized)
	if got.header.Get("Access-Control-Allow-Origin") != window {
		t.Error("the window cannot read why it was refused")
	}
	got = s.do(s.request(http.MethodOptions, api.Prefix+"/documents", nil, "Origin", "http://evil.example", "Access-Control-Request-Method", "POST")).want(t, http.StatusMethodNotAllowed)
	if got.header.Get("Access-Control-Allow-Origin") != "" {
		t.Error("another origin may read answers")
	}
}

func TestTheLinkOpensOneSession(t *testing.T) {
	s := open(t)
	s.token = ""
	link, err := url.Parse(s.server.OpenLink())
	if err != nil {
		t.Fatal(err)
	}
	path := link.RequestURI()
	s.do(s.request(http.MethodHead, path, nil)).want(t, http.StatusUnauthorized) // a preview uses nothing up
	var wins int
	var cookie string
	var mu sync.Mutex
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			got := s.get(path)
			mu.Lock()
			defer mu.Unlock()
			if got.status == http.StatusSeeOther {
				wins++
				cookie = got.header.Get("Set-Cookie")
			}
		})
	}
	wait.Wait()
	if wins != 1 {
		t.Fatalf("%d sessions from one link", wins)
	}
	for _, part := range []string{"HttpOnly", "SameSite=Strict", "Path=/"} {
		if !strings.Contains(cookie, part) {
			t.Errorf("cookie without %s", part)
		}
	}
	cookie, _, _ = strings.Cut(cookie, ";")
	s.get(api.Prefix+"/status", "Cookie", cookie).want(t, http.StatusOK)
	s.get(path, "Cookie", cookie).want(t, http.StatusSeeOther) // reloading it does no harm
	s.get(path).want(t, http.StatusUnauthorized)
	s.get("/open").want(t, http.StatusUnauthorized)
}

func TestTheLinkExpires(t *testing.T) {
	now := time.Now()
	var mu sync.Mutex
	s := open(t, func(o *api.Options) {
		o.Clock = func() time.Time { mu.Lock(); defer mu.Unlock(); return now }
	})
	s.token = ""
	link, err := url.Parse(s.server.OpenLink())
	if err != nil {
		t.Fatal(err)
	}
	session := s.server.NewSession()
	mu.Lock()
	now = now.Add(10 * time.Minute)
	mu.Unlock()
	s.get(link.RequestURI()).want(t, http.StatusUnauthorized)
	s.get(api.Prefix+"/status", "Cookie", "deskclerk_session="+session).want(t, http.StatusOK)
	mu.Lock()
	now = now.Add(11 * time.Hour)
	mu.Unlock()
	s.get(api.Prefix+"/status", "Cookie", "deskclerk_session="+session).want(t, http.StatusOK) // using it keeps it
	mu.Lock()
	now = now.Add(11 * time.Hour)
	mu.Unlock()
	s.get(api.Prefix+"/status", "Cookie", "deskclerk_session="+session).want(t, http.StatusOK)
	mu.Lock()
	now = now.Add(13 * time.Hour)
	mu.Unlock()
	s.get(api.Prefix+"/status", "Cookie", "deskclerk_session="+session).want(t, http.StatusUnauthorized)
}

func TestThePagesOfTheInterface(t *testing.T) {
	s := open(t)
	s.token = ""
	index := s.get("/", "Accept", "text/html").want(t, http.StatusOK)
	for name, want := range map[string]string{
		"Content-Security-Policy": "default-src 'self'", "X-Frame-Options": "DENY", "X-Content-Type-Options": "nosniff",
		"Referrer-Policy": "no-referrer", "Cache-Control": "no-cache", "Content-Type": "text/html",
	} {
		if !strings.Contains(index.header.Get(name), want) {
			t.Errorf("%s: %q", name, index.header.Get(name))
		}
	}
	tests := []struct {
		name, path, accept string
		status             int
	}{
		{"an address of the page's own", "/documents/doc-001", "text/html,*/*", 200},
		{"a file that is not there", "/assets/none.js", "text/html", 404},
		{"a folder", "/assets", "*/*", 404},
		{"a program asking for a page", "/documents/doc-001", "application/json", 404},
		{"an asset", "/assets/app.js", "*/*", 200},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { s.get(tt.path, "Accept", tt.accept).want(t, tt.status) })
	}
	if got := s.get("/assets/app.js"); !strings.Contains(got.header.Get("Cache-Control"), "immutable") {
		t.Errorf("asset: %v", got.header)
	}
	s.post("/", "x").want(t, http.StatusMethodNotAllowed)
	none := open(t, func(o *api.Options) { o.UI = nil })
	none.get("/", "Accept", "text/html").want(t, http.StatusNotFound)
}

func TestWrongTokensAreSlowedDown(t *testing.T) {
	s := open(t)
	start := time.Now()
	var wait sync.WaitGroup
	var mu sync.Mutex
	statuses := map[int]int{}
	for range 10 {
		wait.Go(func() {
			for range 3 {
				got := s.get(api.Prefix+"/status", "Authorization", "Bearer wrong")
				mu.Lock()
				statuses[got.status]++
				mu.Unlock()
			}
		})
	}
	wait.Wait()
	if statuses[http.StatusTooManyRequests] == 0 || statuses[http.StatusOK] != 0 {
		t.Errorf("statuses %v", statuses)
	}
	held := time.Since(start)
	if held < 100*time.Millisecond {
		t.Errorf("30 wrong tokens took only %s", held)
	}
	start = time.Now()
	s.get(api.Prefix+"/status").want(t, http.StatusOK)
	if took := time.Since(start); took > time.Second {
		t.Errorf("a right token was held for %s", took)
	}
}

func TestOnlyThisMachineCanBeListenedOn(t *testing.T) {
	for _, addr := range []string{"0.0.0.0:0", ":0", "[::]:0", "192.0.2.1:0", "nonsense"} {
		server, err := api.New(options(newHouse(t)))
		if err != nil {
			t.Fatal(err)
		}
		if err := server.Listen(t.Context(), addr); doc.CodeOf(err) != doc.CodeInvalid {
			t.Errorf("%s: %v", addr, err)
		}
	}
}

func TestShutdownBeforeServeAndTwice(t *testing.T) {
	server, err := api.New(options(newHouse(t)))
	if err != nil {
		t.Fatal(err)
	}
	if err := server.Listen(t.Context(), "127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := server.Shutdown(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if err := server.Serve(); err != nil {
		t.Fatal(err)
	}
}
