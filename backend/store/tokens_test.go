package store_test

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"deskclerk/backend/doc"
)

func (l *library) token(tb testing.TB, name, secret string, expires *time.Time) doc.Token {
	tb.Helper()
	token, err := l.CreateToken(tb.Context(), doc.Token{
		Name: name, Hint: "dkt_abc", Scopes: []doc.Scope{doc.ScopeSubmit, doc.ScopeRead}, CreatedBy: "owner", ExpiresAt: expires,
	}, sha256.Sum256([]byte(secret)))
	if err != nil {
		tb.Fatal(err)
	}
	return token
}

func TestATokenFromItsMakingToItsEnd(t *testing.T) {
	l := newLibrary(t)
	expires := l.clock.Now().Add(time.Hour)
	made := l.token(t, "scanner", "secret", &expires)
	found, err := l.TokenByHash(t.Context(), sha256.Sum256([]byte("secret")))
	if err != nil || fmt.Sprint(found) != fmt.Sprint(made) && (found.ID != made.ID || !found.ExpiresAt.Equal(expires)) {
		t.Fatalf("%+v, %v", found, err)
	}
	if found.LastUsedAt != nil || found.RevokedAt != nil || found.CreatedBy != "owner" || len(found.Scopes) != 2 {
		t.Errorf("%+v", found)
	}
	_, err = l.TokenByHash(t.Context(), sha256.Sum256([]byte("another")))
	wantCode(t, err, doc.CodeNotFound)

	used := l.clock.Now().Add(time.Minute)
	for _, at := range []time.Time{used, used.Add(-time.Second)} {
		if err := l.TokenUsed(t.Context(), made.ID, at); err != nil {
			t.Fatal(err)
		}
	}
	for range 2 {
		l.clock.Advance(time.Minute)
		gone, err := l.RevokeToken(t.Context(), made.ID, "token:boss")
		if err != nil || gone.RevokedBy != "token:boss" || !gone.RevokedAt.Equal(made.CreatedAt.Add(time.Minute)) {
			t.Fatalf("%+v, %v", gone, err)
		}
	}
	_, err = l.RevokeToken(t.Context(), "none", "owner")
	wantCode(t, err, doc.CodeNotFound)
	l.reopen(t)
	all, err := l.Tokens(t.Context())
	if err != nil || len(all) != 1 || all[0].State(l.clock.Now()) != doc.TokenRevoked || !all[0].LastUsedAt.Equal(used) {
		t.Fatalf("%+v, %v", all, err)
	}
}

func TestANameBelongsToOneLivingToken(t *testing.T) {
	l := newLibrary(t)
	expires := l.clock.Now().Add(time.Hour)
	l.token(t, "scanner", "one", &expires)
	_, err := l.CreateToken(t.Context(), doc.Token{Name: "scanner", Scopes: []doc.Scope{doc.ScopeRead}}, sha256.Sum256([]byte("two")))
	wantCode(t, err, doc.CodeNameTaken)
	l.clock.Advance(time.Hour)
	second := l.token(t, "scanner", "two", nil)
	if _, err := l.RevokeToken(t.Context(), second.ID, "owner"); err != nil {
		t.Fatal(err)
	}
	l.token(t, "scanner", "three", nil)
}

func TestTheTrailOfTokensHoldsNoSecret(t *testing.T) {
	l := newLibrary(t)
	made := l.token(t, "scanner", "canary-secret", nil)
	if _, err := l.RevokeToken(t.Context(), made.ID, "owner"); err != nil {
		t.Fatal(err)
	}
	events, err := l.Events(t.Context(), 0, 0)
	if err != nil || len(events) != 2 || events[0].Type != doc.EventTokenCreated || events[1].Type != doc.EventTokenRevoked {
		t.Fatalf("%+v, %v", events, err)
	}
	for _, e := range events {
		if e.Data["token"] != made.ID || e.Data["name"] != "scanner" || e.Data["actor"] != "owner" || len(e.Data) != 4 {
			t.Errorf("%+v", e)
		}
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	err = filepath.WalkDir(l.dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		if bytes.Contains(text, []byte("canary-secret")) {
			t.Errorf("%s holds the secret", strings.TrimPrefix(path, l.dir))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestEventsBearWhoCausedThem(t *testing.T) {
	l := newLibrary(t)
	a := l.keep(t, "one")
	r, err := l.Admit(doc.WithActor(t.Context(), "token:scanner"), a)
	if err != nil {
		t.Fatal(err)
	}
	l.work(t, 1)
	if err := l.Delete(doc.WithActor(t.Context(), "browser"), r.DocumentID); err != nil {
		t.Fatal(err)
	}
	events, err := l.Events(t.Context(), 0, 0)
	if err != nil || len(events) < 5 {
		t.Fatal(events, err)
	}
	for _, e := range events {
		var want any
		switch e.Type {
		case doc.EventReceived, doc.EventValidated, doc.EventQueued:
			want = "token:scanner"
		case doc.EventDeleted:
			want = "browser"
		}
		if e.Data["actor"] != want {
			t.Errorf("%s by %v, want %v", e.Type, e.Data["actor"], want)
		}
	}
}
