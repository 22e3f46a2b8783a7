package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"time"
)

// trySecrets asks every route of the program's own description without a token,
// and then with a thousand wrong ones.
func trySecrets(ctx context.Context, b bench) (figure string, err error) {
	p, err := begin(ctx, b.program("data"))
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, p.Stop()) }()
	if info, err := os.Stat(filepath.Join(p.Data, "token")); err != nil || info.Mode().Perm() != 0o600 {
		return "", errors.Join(fmt.Errorf("the token file: %v", info.Mode()), err)
	}
	routes, err := p.routes(ctx)
	if err != nil {
		return "", err
	}
	for _, r := range routes {
		if status, _, err := p.ask(ctx, r[0], r[1], ""); err != nil || status != http.StatusUnauthorized {
			return "", errors.Join(fmt.Errorf("%s %s without a token: %d", r[0], r[1], status), err)
		}
	}
	if status, body, err := p.ask(ctx, http.MethodGet, "/healthz", ""); err != nil || status != http.StatusOK || string(body) != "ok\n" {
		return "", errors.Join(fmt.Errorf("/healthz: %d %q", status, body), err)
	}
	took, slowest, err := p.wrongTokens(ctx, 1000)
	if err != nil {
		return "", err
	}
	folders, err := tryTokenFolders(ctx, b)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("%d routes; 1,000 wrong tokens at 20 at once took %s, a right one meanwhile at most %s; %s",
		len(routes), took.Round(time.Second), slowest.Round(time.Millisecond), folders), nil
}

// routes are those of the description, and those beside it.
func (p program) routes(ctx context.Context) ([][2]string, error) {
	_, text, err := p.ask(ctx, http.MethodGet, "/api/v1/openapi.json", p.Token)
	if err != nil {
		return nil, err
	}
	var described struct {
		Paths map[string]map[string]any `json:"paths"`
	}
	if err := json.Unmarshal(text, &described); err != nil {
		return nil, err
	}
	routes := [][2]string{{"GET", "/metrics"}, {"GET", "/readyz"}, {"GET", "/api"}, {"GET", "/api/v1/nothing"}, {"PUT", "/api/v1/documents"}}
	for path, item := range described.Paths {
		for method := range item {
			path := regexp.MustCompile(`\{[^}]+\}`).ReplaceAllString(path, "1")
			routes = append(routes, [2]string{strings.ToUpper(method), "/api/v1" + path})
		}
	}
	if len(routes) < 20 {
		return nil, fmt.Errorf("only %d routes are described", len(routes))
	}
	return routes, nil
}

// ask sends a request with the token, if any, and reads the answer.
func (p program) ask(ctx context.Context, method, path, token string) (int, []byte, error) {
	req, err := http.NewRequestWithContext(ctx, method, p.URL+path, bytes.NewReader(nil))
	if err != nil {
		return 0, nil, err
	}
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	res, err := p.HTTP.Do(req)
	if err != nil {
		return 0, nil, err
	}
	defer func() { _ = res.Body.Close() }()
	body, err := io.ReadAll(res.Body)
	return res.StatusCode, body, err
}

// wrongTokens sends n of them, 20 at once, and right ones meanwhile.
func (p program) wrongTokens(ctx context.Context, n int) (took, slowest time.Duration, err error) {
	start := time.Now()
	var wait sync.WaitGroup
	failed := make(chan error, n)
	for w := range 20 {
		wait.Go(func() {
			for i := range n / 20 {
				status, _, err := p.ask(ctx, http.MethodGet, "/api/v1/status", fmt.Sprintf("dkt_%d", w*n+i))
				if err != nil || (status != http.StatusUnauthorized && status != http.StatusTooManyRequests) {
					failed <- errors.Join(fmt.Errorf("a wrong token: %d", status), err)
				}
			}
		})
	}
	over := make(chan struct{})
	go func() { wait.Wait(); close(over) }()
	for running := true; running; {
		begin := time.Now()
		if status, _, err := p.ask(ctx, http.MethodGet, "/api/v1/events", p.Token); err != nil || status != http.StatusOK {
			failed <- errors.Join(fmt.Errorf("the right token: %d", status), err)
			break
		}
		slowest = max(slowest, time.Since(begin))
		select {
		case <-over:
			running = false
		case <-time.After(50 * time.Millisecond):
		}
	}
	<-over
	took = time.Since(start)
	select {
	case err = <-failed:
	default:
		if took < 10*time.Second || slowest > time.Second {
			err = fmt.Errorf("1,000 wrong tokens took %s, a right one %s", took, slowest)
		}
	}
	return took, slowest, err
}
