package main

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"strings"
	"time"

	"deskclerk/internal/served"
)

// program is what knocks at the door of the running one in ways that its other
// callers have no use for.
type program struct{ *served.Program }

func begin(ctx context.Context, o served.Options) (program, error) {
	p, err := served.Start(ctx, o)
	return program{p}, err
}

func doorPromises() []promise {
	return []promise{
		{35, "foreign Host headers are refused on every bind; another site's page changes nothing", tryHosts},
		{36, "no token: 401 everywhere but /healthz; wrong tokens are slowed down; the token file is 0600", trySecrets},
		{37, "..%2f, NUL, absolute paths and links swapped in a race are refused every time", tryPaths},
		{38, "2 GB in under 64 MB or a 413 that stored nothing; 10 kB/s succeeds, 60 s of silence is cut", tryUploads},
	}
}

// tryHosts speaks to loopback, to an address of the network and to every
// address. The rebinding page is tried with a browser by `make e2e`.
func tryHosts(ctx context.Context, b bench) (string, error) {
	others := outward()
	if others == "" {
		return "", notTried("this machine has no address but loopback")
	}
	if err := served.Command(ctx, b.program("data"), "token", "create", "--name", "x", "--scope", "read").Run(); err != nil {
		return "", fmt.Errorf("make a token: %w", err)
	}
	refused := 0
	for _, bind := range []string{"127.0.0.1", others, "0.0.0.0"} {
		flags := []string{"--addr", bind + ":0"}
		if bind != "127.0.0.1" {
			flags = append(flags, "--tls-self")
		}
		n, err := tryBind(ctx, b, flags, others)
		if err != nil {
			return "", fmt.Errorf("on %s: %w", bind, err)
		}
		refused += n
	}
	return fmt.Sprintf("%d requests refused on loopback, %s and 0.0.0.0; pages in a browser: make e2e", refused, others), nil
}

func tryBind(ctx context.Context, b bench, flags []string, others string) (refused int, err error) {
	o := b.program("data")
	o.Flags = flags
	p, err := begin(ctx, o)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, p.Stop()) }()
	at, err := url.Parse(p.URL)
	if err != nil {
		return 0, err
	}
	port := at.Port()
	if got := p.say(ctx, "GET /healthz HTTP/1.1\r\nHost: "+at.Host+"\r\n\r\n"); got != "200" {
		return 0, fmt.Errorf("its own address: %s", got)
	}
	foreign := []string{
		"evil.example", "127.0.0.1.evil.example", "", "x.local", "localhost.", "127.1", "0.0.0.0", "[::2]", "[::ffff:127.0.0.1]",
		"evil.example:" + port, "127.0.0.1.evil.example:" + port, ":" + port, "x.local:" + port, "localhost.:" + port, "[::2]:" + port,
		at.Hostname() + ":1", "[::1]:1", at.Hostname(), "[::ffff:127.0.0.1]:" + port, others + ".evil.example:" + port,
	}
	for _, host := range foreign {
		for _, path := range []string{"/", "/healthz", "/api/v1/status", "/api/v1/documents", "/metrics"} {
			text := "GET " + path + " HTTP/1.1\r\nAuthorization: Bearer " + p.Token + "\r\nHost: " + host + "\r\n\r\n"
			if got := p.say(ctx, text); got != "403" && got != "400" {
				return refused, fmt.Errorf("the host %q at %s: %s", host, path, got)
			}
			refused++
		}
	}
	for _, site := range []string{"Origin: http://evil.example\r\nSec-Fetch-Site: cross-site", "Origin: null", "Origin: http://127.0.0.1:1\r\nSec-Fetch-Site: same-site"} {
		for _, path := range []string{"/api/v1/documents", "/api/v1/tokens"} {
			text := "POST " + path + " HTTP/1.1\r\nHost: " + at.Host + "\r\n" + site + "\r\nAuthorization: Bearer " + p.Token + "\r\nContent-Length: 0\r\n\r\n"
			if got := p.say(ctx, text); got != "403" {
				return refused, fmt.Errorf("%s at %s: %s", site, path, got)
			}
			refused++
		}
	}
	return refused, nil
}

// say sends a request as it stands and gives the status of the answer, or what
// went wrong.
func (p program) say(ctx context.Context, text string) string {
	at, err := url.Parse(p.URL)
	if err != nil {
		return err.Error()
	}
	dial := (&net.Dialer{Timeout: 5 * time.Second}).DialContext
	if at.Scheme == "https" {
		dial = (&tls.Dialer{Config: &tls.Config{InsecureSkipVerify: true}}).DialContext
	}
	c, err := dial(ctx, "tcp", at.Host)
	if err != nil {
		return err.Error()
	}
	defer func() { _ = c.Close() }()
	_ = c.SetDeadline(time.Now().Add(10 * time.Second))
	if _, err := io.WriteString(c, text); err != nil {
		return err.Error()
	}
	line, err := io.ReadAll(io.LimitReader(c, 12))
	if err != nil {
		return err.Error()
	}
	return strings.TrimSpace(strings.TrimPrefix(string(line), "HTTP/1.1"))
}

// outward is an address of this machine that others reach; empty without one.
func outward() string {
	addresses, err := net.InterfaceAddrs()
	if err != nil {
		return ""
	}
	for _, a := range addresses {
		if ip, ok := a.(*net.IPNet); ok && ip.IP.IsGlobalUnicast() && ip.IP.To4() != nil {
			return ip.IP.String()
		}
	}
	return ""
}
