package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// tryPaths puts names that lead out into every place of an address, and then
// swaps an original for a link while it is asked for.
func tryPaths(ctx context.Context, b bench) (figure string, err error) {
	p, err := begin(ctx, b.program("data"))
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, p.Stop()) }()
	secret := filepath.Join(b.dir, "secret")
	if err := os.WriteFile(secret, []byte("canary"), 0o600); err != nil {
		return "", err
	}
	asked, err := p.askOutside(ctx, secret)
	if err != nil {
		return "", err
	}
	whole, refused, err := p.swapLinks(ctx, secret, 5*time.Second)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("%d addresses refused; in 5 s of swapping links the original came whole %d times and was refused %d times, the secret never came", asked, whole, refused), nil
}

func (p program) askOutside(ctx context.Context, secret string) (asked int, err error) {
	names := []string{
		"..%2fsecret", "..%2f..%2fsecret", "%2e%2e%2fsecret", "..%5csecret", "..%252fsecret", "%2fetc%2fpasswd", url.PathEscape(secret), "..%2ftoken",
		"token%00", "%00", "....//token", "%c0%ae%c0%ae%2ftoken", "file:%2f%2f%2fetc%2fpasswd", url.PathEscape(filepath.Join(p.Data, "token")), "..%2f..%2fdeskclerk.db",
	}
	places := []string{
		"/%s", "/assets/%s", "/assets/../%s", "/api/v1/%s", "/api/v1/documents/%s", "/api/v1/documents/%s/original", "/api/v1/documents/%s/pages/1/image",
		"/api/v1/documents/x/pages/%s/image", "/api/v1/documents/x/fields/%s/history", "/api/v1/export.%s", "/api/v1/schema/%s", "/api/v1/tokens/%s",
	}
	for _, place := range places {
		for _, name := range names {
			req, err := http.NewRequestWithContext(ctx, http.MethodGet, p.URL, http.NoBody)
			if err != nil {
				return asked, err
			}
			req.URL.Opaque = fmt.Sprintf(place, name) // as it stands, without tidying
			req.Header.Set("Authorization", "Bearer "+p.Token)
			res, err := p.HTTP.Do(req)
			if err != nil {
				return asked, err
			}
			body, err := io.ReadAll(res.Body)
			_ = res.Body.Close()
			if err != nil || res.StatusCode < 400 || bytes.Contains(body, []byte("canary")) || bytes.Contains(body, []byte(p.Token)) {
				return asked, errors.Join(fmt.Errorf("%s: %d", req.URL.Opaque, res.StatusCode), err)
			}
			asked++
		}
	}
	return asked, nil
}

// swapLinks has a document's original become a link out and a file again, while
// it is asked for.
func (p program) swapLinks(ctx context.Context, secret string, span time.Duration) (whole, refused int, err error) {
	content := "%PDF-1.4\n" + strings.Repeat("x", 1000)
	up, err := p.Submit(ctx, "filename=a.pdf", strings.NewReader(content))
	if err != nil {
		return 0, 0, err
	}
	found, err := filepath.Glob(filepath.Join(p.Data, "originals", "*", "*", "*"))
	if err != nil || len(found) != 1 {
		return 0, 0, errors.Join(fmt.Errorf("originals: %v", found), err)
	}
	path := found[0]
	aside, link := path+".aside", path+".link"
	if err := os.Rename(path, aside); err != nil {
		return 0, 0, err
	}
	stop, stopped := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(stopped)
		for i := 0; ; i++ {
			select {
			case <-stop:
				return
			default:
			}
			_ = os.Remove(link)
			if i%2 == 0 {
				_ = os.Symlink(secret, link)
			} else {
				_ = os.Link(aside, link)
			}
			_ = os.Rename(link, path)
		}
	}()
	defer func() { close(stop); <-stopped }()
	for end := time.Now().Add(span); time.Now().Before(end); {
		status, body, err := p.ask(ctx, http.MethodGet, "/api/v1/documents/"+up+"/original", p.Token)
		switch {
		case err != nil:
			return whole, refused, err
		case status == http.StatusOK && string(body) == content:
			whole++
		case status >= 400 && !bytes.Contains(body, []byte("canary")):
			refused++
		default:
			return whole, refused, fmt.Errorf("%d %q", status, body)
		}
	}
	if whole == 0 || refused == 0 {
		return whole, refused, errors.New("the race was not tried")
	}
	return whole, refused, nil
}
