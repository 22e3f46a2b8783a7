package doc

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// Scope is what a token may do. Scopes do not contain each other, but for
// admin, which contains all.
type Scope string

// The scopes. Which routes each opens stands in the API's table of routes.
const (
	ScopeSubmit Scope = "submit" // hand in documents and batches
	ScopeRead   Scope = "read"   // look at documents, events, exports and the program's state
	ScopeReview Scope = "review" // change documents: read again, cancel, correct, approve, delete
	ScopeAdmin  Scope = "admin"  // everything, tokens and settings included
)

// Scopes lists every scope.
func Scopes() []Scope { return []Scope{ScopeSubmit, ScopeRead, ScopeReview, ScopeAdmin} }

// Valid reports whether the scope is one of Scopes.
func (s Scope) Valid() bool { return slices.Contains(Scopes(), s) }

// MaxTokenName is the longest name of a token, in bytes.
const MaxTokenName = 64

// When a token is pointed out to its owner.
const (
	TokenOld    = 180 * 24 * time.Hour // made longer ago than this
	TokenUnused = 90 * 24 * time.Hour  // not used for longer than this
)

// Token lets a program use the API. The secret itself is nowhere kept.
type Token struct {
	ID         string // UUIDv7
	Name       string // one living token has it
	Hint       string // the first characters of the secret, to tell tokens apart
	Scopes     []Scope
	CreatedAt  time.Time
	CreatedBy  string     // actor
	ExpiresAt  *time.Time // nil: never
	LastUsedAt *time.Time // to the minute; nil: never
	RevokedAt  *time.Time
	RevokedBy  string
}

// scopeNames lists the scopes for a person.
func scopeNames() string {
	var names []string
	for _, s := range Scopes() {
		names = append(names, string(s))
	}
	return strings.Join(names, ", ")
}

// Validate checks what a person chose: a name without control characters, at
// least one scope and an expiry that is still to come. Errors: invalid_request.
func (t Token) Validate(now time.Time) error {
	name := strings.TrimSpace(t.Name)
	switch {
	case name == "" || name != t.Name || len(name) > MaxTokenName || strings.ContainsFunc(name, unicode.IsControl):
		return Refuse(CodeInvalid, "token_name", "limit", strconv.Itoa(MaxTokenName))
	case len(t.Scopes) == 0:
		return Refuse(CodeInvalid, "token_scopeless", "choices", scopeNames())
	case t.ExpiresAt != nil && !t.ExpiresAt.After(now):
		return Refuse(CodeInvalid, "token_past")
	}
	for i, s := range t.Scopes {
		if !s.Valid() || slices.Contains(t.Scopes[:i], s) {
			return Refuse(CodeInvalid, "token_scope", "value", string(s), "choices", scopeNames())
		}
	}
	return nil
}

// TokenState says whether a token opens anything.
type TokenState string

// The states of a token.
const (
	TokenActive  TokenState = "active"
	TokenExpired TokenState = "expired"
	TokenRevoked TokenState = "revoked"
)

// State of the token at that time.
func (t Token) State(now time.Time) TokenState {
	switch {
	case t.RevokedAt != nil:
		return TokenRevoked
	case t.ExpiresAt != nil && !now.Before(*t.ExpiresAt):
		return TokenExpired
	default:
		return TokenActive
	}
}

// Attention says why an active token deserves a look: "old" or "unused"; empty
// when it does not.
func (t Token) Attention(now time.Time) []string {
	found := []string{}
	if t.State(now) != TokenActive {
		return found
	}
	if now.Sub(t.CreatedAt) > TokenOld {
		found = append(found, "old")
	}
	used := t.CreatedAt
	if t.LastUsedAt != nil {
		used = *t.LastUsedAt
	}
	if now.Sub(used) > TokenUnused {
		found = append(found, "unused")
	}
	return found
}

// May reports whether scopes allow what needs that scope.
func May(scopes []Scope, need Scope) bool {
	return slices.Contains(scopes, ScopeAdmin) || slices.Contains(scopes, need)
}
