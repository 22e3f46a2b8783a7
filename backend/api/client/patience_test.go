package client_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"deskclerk/backend/api/client"
	"deskclerk/backend/doc"
)

// busyServer refuses the first requests as the API does, and then takes the body.
func busyServer(t *testing.T, refusals int, wait string, took func(body string)) *httptest.Server {
	t.Helper()
	var n atomic.Int64
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if int(n.Add(1)) <= refusals {
			w.Header().Set("Retry-After", wait)
			w.Header().Set("Connection", "close")
			w.WriteHeader(http.StatusTooManyRequests)
			_, _ = io.WriteString(w, `{"code":"too_many_requests"}`)
			return
		}
		body, _ := io.ReadAll(r.Body)
		took(string(body))
		_, _ = io.WriteString(w, `{"documents":[{"id":"x"}]}`)
	}))
	t.Cleanup(s.Close)
	return s
}

func TestAnUploadThatComesTooSoonIsSentAgainWhole(t *testing.T) {
	want := strings.Repeat("0123456789", 100_000)
	path := filepath.Join(t.TempDir(), "a.pdf")
	if err := os.WriteFile(path, []byte("skip"+want), 0o600); err != nil {
		t.Fatal(err)
	}
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if _, err := file.Seek(4, io.SeekStart); err != nil {
		t.Fatal(err)
	}
	var got string
	s := busyServer(t, 2, "0", func(body string) { got = body })
	up, err := client.New(s.URL, "t", nil).Upload(t.Context(), "a.pdf", file, doc.SourceImport, doc.ProcessOptions{})
	if err != nil || up.ID != "x" || got != want {
		t.Fatalf("%+v, %v, %d bytes", up, err, len(got))
	}
}

func TestWhatCannotBeSentAgainIsSentOnce(t *testing.T) {
	s := busyServer(t, 1, "0", func(string) { t.Error("sent twice") })
	_, err := client.New(s.URL, "t", nil).Upload(t.Context(), "a.pdf", io.MultiReader(strings.NewReader("x")), doc.SourceImport, doc.ProcessOptions{})
	if doc.CodeOf(err) != doc.CodeTooMany {
		t.Fatal(err)
	}
}

func TestWaitingEndsWithItsContextAndIsNeverLong(t *testing.T) {
	s := busyServer(t, 100, "5", func(string) {})
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if _, err := client.New(s.URL, "t", nil).Documents(ctx, doc.Query{}); err == nil || ctx.Err() == nil {
		t.Fatal(err)
	}
	long := busyServer(t, 1, "3600", func(string) {})
	if _, err := client.New(long.URL, "t", nil).Documents(t.Context(), doc.Query{}); doc.CodeOf(err) != doc.CodeTooMany {
		t.Fatal(err)
	}
}
