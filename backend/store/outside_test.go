package store_test

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"testing"

	"deskclerk/backend/doc"
)

// TestNoLinkLeadsOutOfTheOriginals swaps an original for a link to a secret
// while it is read, again and again: the secret is never read.
func TestNoLinkLeadsOutOfTheOriginals(t *testing.T) {
	l := newLibrary(t)
	l.admit(t, "one")
	sum := hashOf("one")
	secret := filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(secret, []byte("canary"), 0o600); err != nil {
		t.Fatal(err)
	}
	path, aside := l.OriginalPath(sum), l.OriginalPath(sum)+".aside"
	link := path + ".link"
	if err := os.Rename(path, aside); err != nil {
		t.Fatal(err)
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
	read, refused := 0, 0
	for range 20_000 {
		f, err := l.OpenOriginal(sum)
		if err != nil {
			wantCode(t, err, doc.CodeOriginalGone)
			refused++
			continue
		}
		content, err := io.ReadAll(f)
		_ = f.Close()
		if err != nil || bytes.Contains(content, []byte("canary")) {
			t.Fatalf("read %q, %v", content, err)
		}
		read++
	}
	close(stop)
	<-stopped
	if read == 0 || refused == 0 {
		t.Errorf("%d read, %d refused: the race was not tried", read, refused)
	}
}

func TestOnlyAFileIsAnOriginal(t *testing.T) {
	l := newLibrary(t)
	l.admit(t, "one")
	path := l.OriginalPath(hashOf("one"))
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(path, 0o700); err != nil {
		t.Fatal(err)
	}
	for _, sum := range []string{hashOf("one"), "../token", "", hashOf("none")} {
		_, err := l.OpenOriginal(sum)
		wantCode(t, err, doc.CodeOriginalGone)
	}
}
