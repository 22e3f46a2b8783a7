package doc_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"deskclerk/backend/doc"
)

func TestWhatATokenMayBeCalledAndDo(t *testing.T) {
	now := time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)
	past, future := now.Add(-time.Second), now.Add(time.Second)
	read := []doc.Scope{doc.ScopeRead}
	tests := []struct {
		name  string
		token doc.Token
		ok    bool
	}{
		{"a plain one", doc.Token{Name: "scanner", Scopes: read}, true},
		{"with an end to come", doc.Token{Name: "scanner", Scopes: read, ExpiresAt: &future}, true},
		{"with an end gone by", doc.Token{Name: "scanner", Scopes: read, ExpiresAt: &past}, false},
		{"with an end right now", doc.Token{Name: "scanner", Scopes: read, ExpiresAt: &now}, false},
		{"without a name", doc.Token{Scopes: read}, false},
		{"of spaces", doc.Token{Name: "  ", Scopes: read}, false},
		{"with a space at the end", doc.Token{Name: "a ", Scopes: read}, false},
		{"with a new line", doc.Token{Name: "a\nb", Scopes: read}, false},
		{"with a long name", doc.Token{Name: strings.Repeat("x", 65), Scopes: read}, false},
		{"without a scope", doc.Token{Name: "a"}, false},
		{"with an unknown scope", doc.Token{Name: "a", Scopes: []doc.Scope{"root"}}, false},
		{"with a scope twice", doc.Token{Name: "a", Scopes: []doc.Scope{"read", "read"}}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			err := tt.token.Validate(now)
			if (err == nil) != tt.ok || (err != nil && doc.CodeOf(err) != doc.CodeInvalid) {
				t.Fatalf("%v", err)
			}
		})
	}
}

func TestOldAndUnusedTokensDeserveALook(t *testing.T) {
	now := time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)
	days := func(n int) time.Time { return now.AddDate(0, 0, -n) }
	at := func(n int) *time.Time { d := days(n); return &d }
	tests := []struct {
		name  string
		token doc.Token
		want  string
	}{
		{"fresh and never used", doc.Token{CreatedAt: days(89)}, "[]"},
		{"never used for 91 days", doc.Token{CreatedAt: days(91)}, "[unused]"},
		{"used yesterday", doc.Token{CreatedAt: days(170), LastUsedAt: at(1)}, "[]"},
		{"used long ago", doc.Token{CreatedAt: days(170), LastUsedAt: at(100)}, "[unused]"},
		{"old but used", doc.Token{CreatedAt: days(181), LastUsedAt: at(0)}, "[old]"},
		{"old and forgotten", doc.Token{CreatedAt: days(400)}, "[old unused]"},
		{"old but revoked", doc.Token{CreatedAt: days(400), RevokedAt: at(1)}, "[]"},
		{"old but expired", doc.Token{CreatedAt: days(400), ExpiresAt: at(0)}, "[]"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := fmt.Sprint(tt.token.Attention(now)); got != tt.want {
				t.Fatalf("%s, want %s", got, tt.want)
			}
		})
	}
}

func TestOnlyAdminContainsOtherScopes(t *testing.T) {
	for _, have := range doc.Scopes() {
		for _, need := range doc.Scopes() {
			want := have == need || have == doc.ScopeAdmin
			if got := doc.May([]doc.Scope{have}, need); got != want {
				t.Errorf("%s opens %s: %v", have, need, got)
			}
		}
	}
	if doc.May(nil, doc.ScopeRead) {
		t.Error("no scope opens something")
	}
}
