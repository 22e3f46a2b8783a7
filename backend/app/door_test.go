package app

import (
	"bytes"
	"context"
	"crypto/tls"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"deskclerk/backend/api/client"
	"deskclerk/backend/doc"
)

// opened is the program with its real rooms, but no worker is started.
func opened(t *testing.T, change func(*Config)) *App {
	t.Helper()
	config := DefaultConfig()
	change(&config)
	a, err := Open(t.Context(), Options{Dir: t.TempDir(), Config: config, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	})
	return a
}

// withToken makes a token, without which nobody else may be served.
func withToken(t *testing.T, a *App) {
	t.Helper()
	if _, err := a.store.CreateToken(t.Context(), doc.Token{Name: "x", Scopes: doc.Scopes()}, [32]byte{1}); err != nil {
		t.Fatal(err)
	}
}

// outward is an address of this machine that others reach.
func outward(t *testing.T) string {
	t.Helper()
	addresses, err := net.InterfaceAddrs()
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range addresses {
		if ip, ok := a.(*net.IPNet); ok && ip.IP.IsGlobalUnicast() && ip.IP.To4() != nil {
			return ip.IP.String()
		}
	}
	t.Skip("this machine has no address but loopback")
	return ""
}

// say sends a request line by line and gives the status.
func say(t *testing.T, a *App, at, request string) string {
	t.Helper()
	dial := (&net.Dialer{Timeout: 5 * time.Second}).DialContext
	if a.Certificate() != nil {
		dial = (&tls.Dialer{Config: &tls.Config{InsecureSkipVerify: true}}).DialContext
	}
	c, err := dial(t.Context(), "tcp", at)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	_ = c.SetDeadline(time.Now().Add(5 * time.Second))
	if _, err := io.WriteString(c, request); err != nil {
		t.Fatal(err)
	}
	line, _ := io.ReadAll(io.LimitReader(c, 12))
	return strings.TrimPrefix(string(line), "HTTP/1.1 ")
}

func TestForeignHostsAreRefusedOnEveryBind(t *testing.T) {
	others := outward(t)
	binds := []struct {
		name, addr, at string // at is where to connect
		own            []string
	}{
		{"loopback", "127.0.0.1:0", "127.0.0.1", []string{"127.0.0.1", "localhost", "LOCALHOST", "[::1]", "papers.office.example"}},
		{"an address of the network", others + ":0", others, []string{others, "papers.office.example"}},
		{"every address", "0.0.0.0:0", "127.0.0.1", []string{"127.0.0.1", "localhost", "[::1]", "papers.office.example"}},
		{"every address, from the network", "0.0.0.0:0", others, []string{others, "127.0.0.1", "papers.office.example"}},
	}
	for _, b := range binds {
		t.Run(b.name, func(t *testing.T) {
			a := opened(t, func(c *Config) {
				c.Server.TLSSelf = b.name != "loopback"
				c.Server.Hosts = []string{"papers.office.example", "proxy.office.example:8443"}
			})
			withToken(t, a)
			if err := a.Serve(t.Context(), b.addr); err != nil {
				t.Fatal(err)
			}
			_, port, _ := net.SplitHostPort(a.api.Addr())
			at := net.JoinHostPort(b.at, port)
			ask := func(host string) string {
				return say(t, a, at, "GET /healthz HTTP/1.1\r\nHost: "+host+"\r\n\r\n")
			}
			for _, host := range b.own {
				if got := ask(host + ":" + port); got != "200" {
					t.Errorf("%s: %s", host, got)
				}
			}
			if got := ask("proxy.office.example:8443"); got != "200" {
				t.Errorf("a configured name with its port: %s", got)
			}
			foreign := []string{
				"evil.example", "127.0.0.1.evil.example", "", "x.local", "evil.localhost", "localhost.", "0.0.0.0", "127.1", "127.0.0.2",
				"[::]", "[::2]", "[::ffff:127.0.0.1]", "[::1%25lo]", "papers.office.example.evil.example", "198.51.100.1", "2130706433",
			}
			if b.at != others {
				foreign = append(foreign, others)
			}
			for _, host := range foreign {
				for _, h := range []string{host, host + ":" + port} {
					if got := ask(h); got != "403" && got != "400" {
						t.Errorf("%q: %s", h, got)
					}
				}
			}
			for _, host := range append(b.own, "::1") {
				for _, h := range []string{host + ":1", host, host + ":" + port + ":" + port} {
					if got := ask(h); got != "403" && got != "400" {
						t.Errorf("%q: %s", h, got)
					}
				}
			}
			if got := say(t, a, at, "GET /healthz HTTP/1.0\r\n\r\n"); !strings.HasSuffix(got, "403") {
				t.Errorf("no Host header: %s", got)
			}
		})
	}
}

func TestOtherMachinesAreServedWithTLSAndATokenOnly(t *testing.T) {
	others := outward(t)
	for _, addr := range []string{others + ":0", "0.0.0.0:0", ":0", "[::]:0"} {
		plain := opened(t, func(*Config) {})
		withToken(t, plain)
		if err := plain.Serve(t.Context(), addr); doc.CodeOf(err) != doc.CodeInvalid || !strings.Contains(err.Error(), "--tls-self") {
			t.Errorf("%s without TLS: %v", addr, err)
		}
		secure := opened(t, func(c *Config) { c.Server.TLSSelf = true })
		if err := secure.Serve(t.Context(), addr); doc.CodeOf(err) != doc.CodeInvalid || !strings.Contains(err.Error(), "deskclerk token create") {
			t.Errorf("%s without a token: %v", addr, err)
		}
		withToken(t, secure)
		if err := secure.Serve(t.Context(), addr); err != nil {
			t.Errorf("%s with both: %v", addr, err)
		}
		if !strings.HasPrefix(secure.BaseURL(), "https://") {
			t.Errorf("%s is at %s", addr, secure.BaseURL())
		}
	}
}

func TestTheSessionsCookieTravelsEncryptedOnly(t *testing.T) {
	a := opened(t, func(c *Config) { c.Server.TLSSelf = true })
	withToken(t, a)
	if err := a.Serve(t.Context(), "0.0.0.0:0"); err != nil {
		t.Fatal(err)
	}
	in, err := ReadInstance(a.dir)
	if err != nil {
		t.Fatal(err)
	}
	c := &http.Client{Transport: in.Transport(), CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	defer c.CloseIdleConnections()
	res, err := c.Get(a.OpenLink())
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if cookies := res.Cookies(); len(cookies) != 1 || !cookies[0].Secure || !cookies[0].HttpOnly || cookies[0].SameSite != http.SameSiteStrictMode {
		t.Errorf("%v", cookies)
	}
}

// TestNoPathOverTheNetworkLeadsAnywhere asks for files outside in every place
// where an address or a body carries a name.
func TestNoPathOverTheNetworkLeadsAnywhere(t *testing.T) {
	a := opened(t, func(*Config) {})
	if err := a.Serve(t.Context(), "127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	outside := filepath.Join(filepath.Dir(a.dir), "outside")
	if err := os.WriteFile(outside, []byte("canary"), 0o600); err != nil {
		t.Fatal(err)
	}
	up, err := client.New(a.BaseURL(), a.token, nil).Upload(t.Context(), "../../outside\x00.pdf", strings.NewReader(testPDF), doc.SourceUpload, doc.ProcessOptions{})
	if err != nil {
		t.Fatal(err)
	}
	names := []string{
		"..%2foutside", "..%2f..%2foutside", "%2e%2e%2foutside", "..%5coutside", "..%252foutside", "%2fetc%2fpasswd", url.PathEscape(outside),
		"..%2ftoken", "token%00", "%00", "..", "....//token", "%c0%ae%c0%ae%2ftoken", "file:%2f%2f%2fetc%2fpasswd", url.PathEscape(filepath.Join(a.dir, tokenFile)),
	}
	places := []string{
		"/%s", "/assets/%s", "/assets/../%s", "/api/v1/%s", "/api/v1/documents/%s", "/api/v1/documents/%s/original", "/api/v1/documents/%s/pages/1/image",
		"/api/v1/documents/" + up.ID + "/fields/%s/history", "/api/v1/documents/" + up.ID + "/pages/%s/image", "/api/v1/documents?id=%s", "/api/v1/documents?batch=%s", "/api/v1/export.csv?id=%s",
		"/api/v1/export.%s", "/api/v1/schema/%s", "/api/v1/tokens/%s", "/open?code=%s",
	}
	transport := &http.Transport{}
	defer transport.CloseIdleConnections()
	asked := 0
	for _, place := range places {
		for _, name := range names {
			req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, a.BaseURL(), nil)
			if err != nil {
				t.Fatal(err)
			}
			req.URL.Opaque = fmt.Sprintf(place, name) // as it stands, without tidying
			req.Header.Set("Authorization", "Bearer "+a.token)
			res, err := transport.RoundTrip(req)
			if err != nil {
				t.Fatal(err)
			}
			body, _ := io.ReadAll(res.Body)
			_ = res.Body.Close()
			asked++
			if bytes.Contains(body, []byte("canary")) || bytes.Contains(body, []byte(a.token)) || bytes.Contains(body, []byte("root:")) {
				t.Errorf("%s: %d %s", req.URL.Opaque, res.StatusCode, body)
			}
			// A list may be empty, and the redirection leads to / alone.
			fixed := strings.Contains(place, "?") || strings.HasSuffix(place, "/history")
			if res.StatusCode < 400 && !fixed {
				t.Errorf("%s: %d", req.URL.Opaque, res.StatusCode)
			}
		}
	}
	t.Logf("%d addresses", asked)
	kept := 0
	err = filepath.WalkDir(a.dir, func(path string, _ os.DirEntry, err error) error {
		if strings.Contains(path, "outside") {
			kept++
		}
		return err
	})
	if err != nil || kept > 0 {
		t.Errorf("%d files are named by the upload, %v", kept, err)
	}
	for _, lang := range []string{"../eng", "/etc/passwd", "eng%00", "..%2feng"} {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, a.BaseURL()+"/api/v1/documents?lang="+lang, strings.NewReader(testPDF))
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Authorization", "Bearer "+a.token)
		res, err := transport.RoundTrip(req)
		if err != nil {
			t.Fatal(err)
		}
		_ = res.Body.Close()
		if res.StatusCode != http.StatusUnprocessableEntity {
			t.Errorf("language %s: %d", lang, res.StatusCode)
		}
	}
}

func TestTheOwnersTokenIsForTheOwnerAlone(t *testing.T) {
	a := opened(t, func(*Config) {})
	info, err := os.Stat(filepath.Join(a.dir, tokenFile))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Fatalf("%v, %v", info.Mode(), err)
	}
	if err := os.Chmod(filepath.Join(a.dir, tokenFile), 0o644); err != nil { // as a restored backup may have it
		t.Fatal(err)
	}
	if _, err := ensureToken(a.dir); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(filepath.Join(a.dir, tokenFile)); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
}

func TestReadyNeedsWorkers(t *testing.T) {
	a := opened(t, func(*Config) {})
	if doc.CodeOf(a.Ready(t.Context())) != doc.CodeBusy {
		t.Error("ready without workers")
	}
	a.started.Store(true)
	if err := a.Ready(context.WithoutCancel(t.Context())); err != nil {
		t.Error(err)
	}
	status, err := a.Status(t.Context())
	if err != nil || status.TLS != nil {
		t.Errorf("%+v, %v", status, err)
	}
	if _, err := json.Marshal(status); err != nil {
		t.Error(err)
	}
}
