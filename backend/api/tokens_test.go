package api_test

import (
	"bufio"
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"deskclerk/backend/api"
	"deskclerk/backend/doc"
)

// tokenShelf keeps tokens in memory and counts what is written of their use.
type tokenShelf struct {
	mu     sync.Mutex
	tokens []doc.Token
	hashes [][sha256.Size]byte
	writes []time.Time
	fault  error
	hold   chan struct{} // a write of a use waits for it
}

func (k *tokenShelf) Tokens(context.Context) ([]doc.Token, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	found := slices.Clone(k.tokens)
	slices.Reverse(found)
	return found, k.fault
}

func (k *tokenShelf) CreateToken(_ context.Context, t doc.Token, hash [sha256.Size]byte) (doc.Token, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	for _, other := range k.tokens {
		if other.Name == t.Name && other.RevokedAt == nil {
			return doc.Token{}, doc.Errorf(doc.CodeNameTaken, "%q", t.Name)
		}
	}
	t.ID, t.CreatedAt = fmt.Sprintf("token-%d", len(k.tokens)+1), time.Now().UTC()
	k.tokens, k.hashes = append(k.tokens, t), append(k.hashes, hash)
	return t, nil
}

func (k *tokenShelf) RevokeToken(_ context.Context, id, actor string) (doc.Token, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	for i := range k.tokens {
		if t := &k.tokens[i]; t.ID == id {
			if t.RevokedAt == nil {
				t.RevokedAt, t.RevokedBy = new(time.Now().UTC()), actor
			}
			return *t, nil
		}
	}
	return doc.Token{}, doc.Errorf(doc.CodeNotFound, "token %q", id)
}

func (k *tokenShelf) TokenByHash(_ context.Context, hash [sha256.Size]byte) (doc.Token, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if i := slices.Index(k.hashes, hash); i >= 0 {
		return k.tokens[i], k.fault
	}
	return doc.Token{}, doc.Errorf(doc.CodeNotFound, "")
}

func (k *tokenShelf) TokenUsed(_ context.Context, id string, at time.Time) error {
	if k.hold != nil {
		<-k.hold
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.writes = append(k.writes, at)
	for i := range k.tokens {
		if k.tokens[i].ID == id {
			k.tokens[i].LastUsedAt = &at
		}
	}
	return nil
}

// newToken makes a token through the API.
func (s *site) newToken(name string, scopes ...doc.Scope) api.NewToken {
	s.t.Helper()
	list := fmt.Sprintf("%q", scopes)
	got := s.post(api.Prefix+"/tokens", fmt.Sprintf(`{"name":%q,"scopes":%s}`, name, strings.ReplaceAll(list, " ", ",")), "Content-Type", "application/json").want(s.t, http.StatusCreated)
	var made api.NewToken
	got.json(s.t, &made)
	if got.header.Get("Location") != api.Prefix+"/tokens/"+made.Token.ID {
		s.t.Errorf("location %q", got.header.Get("Location"))
	}
	return made
}

func TestATokenIsShownOnce(t *testing.T) {
	s := open(t)
	made := s.newToken("scanner", doc.ScopeRead)
	if !strings.HasPrefix(made.Secret, "dkt_") || len(made.Secret) < 4+52 || !strings.HasPrefix(made.Secret, made.Token.Hint) || len(made.Token.Hint) > 10 {
		t.Fatalf("%+v", made)
	}
	if other := s.newToken("other", doc.ScopeRead); other.Secret == made.Secret {
		t.Fatal("the same secret twice")
	}
	for _, path := range []string{"/tokens", "/tokens/" + made.Token.ID} {
		if got := s.get(api.Prefix+path).want(t, http.StatusOK); strings.Contains(string(got.body), made.Secret) {
			t.Errorf("%s shows the secret", path)
		}
	}
	s.get(api.Prefix+"/tokens/none").want(t, http.StatusNotFound)
	var all api.TokenList
	s.get(api.Prefix+"/tokens").json(t, &all)
	if len(all.Tokens) != 2 || all.Tokens[0].Name != "other" || all.Tokens[1].State != doc.TokenActive || all.Tokens[1].CreatedBy != "token" {
		t.Errorf("%+v", all)
	}
}

func TestTokensThatAreNotMade(t *testing.T) {
	s := open(t)
	s.newToken("scanner", doc.ScopeRead)
	tests := []struct {
		name, body string
		status     int
	}{
		{"a name that is taken", `{"name":"scanner","scopes":["read"]}`, 409},
		{"no name", `{"name":" ","scopes":["read"]}`, 422},
		{"no scope", `{"name":"a","scopes":[]}`, 422},
		{"an unknown scope", `{"name":"a","scopes":["root"]}`, 422},
		{"a scope twice", `{"name":"a","scopes":["read","read"]}`, 422},
		{"an end gone by", `{"name":"a","scopes":["read"],"expires_at":"2020-01-01T00:00:00Z"}`, 422},
		{"no JSON", `name=a`, 422},
		{"a body over the limit", `{"name":"` + strings.Repeat("x", 2<<20) + `"}`, 413},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s.post(api.Prefix+"/tokens", tt.body, "Content-Type", "application/json").want(t, tt.status)
		})
	}
	s.do(s.request(http.MethodDelete, api.Prefix+"/tokens/none", nil)).want(t, http.StatusNotFound)
}

// TestEveryRouteHasAScopeThatHolds tries every route with each single scope: it
// opens what the table says, and nothing else.
func TestEveryRouteHasAScopeThatHolds(t *testing.T) {
	s := open(t)
	secrets := map[doc.Scope]string{}
	for _, scope := range doc.Scopes() {
		secrets[scope] = s.newToken("only "+string(scope), scope).Secret
	}
	scopes := s.server.RouteScopes()
	if len(scopes) < 20 {
		t.Fatalf("only %d routes", len(scopes))
	}
	for pattern, need := range scopes {
		if !need.Valid() && need != api.ScopeAny {
			t.Errorf("%s has the scope %q", pattern, need)
			continue
		}
		if strings.Contains(pattern, "/stream") {
			continue // answers for ever; tried elsewhere
		}
		method, path, _ := strings.Cut(pattern, " ")
		for scope, secret := range secrets {
			if scope == doc.ScopeAdmin && method == http.MethodDelete {
				continue
			}
			s.token = secret
			got := s.do(s.request(method, placeholder(path), strings.NewReader("")))
			refused := got.status == http.StatusForbidden
			if open := doc.May([]doc.Scope{scope}, need) || need == api.ScopeAny; open == refused {
				t.Errorf("%s needs %s; %s got %d", pattern, need, scope, got.status)
			}
			if refused && (got.code(t) != doc.CodeScope || !strings.Contains(got.header.Get("WWW-Authenticate"), `scope="`+string(need)+`"`)) {
				t.Errorf("%s: %s %v", pattern, got.body, got.header)
			}
		}
	}
}

func TestTheDescriptionNamesTheScope(t *testing.T) {
	s := open(t)
	for path, item := range readContract(t).document["paths"].(map[string]any) {
		for method, op := range item.(map[string]any) {
			need := s.server.RouteScopes()[strings.ToUpper(method)+" "+api.Prefix+path]
			security := fmt.Sprint(op.(map[string]any)["security"])
			if need != api.ScopeAny && !strings.Contains(security, "token:["+string(need)+"]") {
				t.Errorf("%s %s: %s, want %s", method, path, security, need)
			}
		}
	}
}

func TestARevokedTokenIsAtAnEndAtOnce(t *testing.T) {
	s := open(t)
	made := s.newToken("scanner", doc.ScopeRead)
	stream := s.request(http.MethodGet, api.Prefix+"/events/stream", nil, "Authorization", "Bearer "+made.Secret)
	response, err := s.client.Do(stream)
	if err != nil || response.StatusCode != http.StatusOK {
		t.Fatal(response, err)
	}
	defer response.Body.Close()
	if _, err := bufio.NewReader(response.Body).ReadString('\n'); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { _, err := io.Copy(io.Discard, response.Body); ended <- err }()
	start := time.Now()
	for range 2 { // revoking twice is harmless
		s.do(s.request(http.MethodDelete, api.Prefix+"/tokens/"+made.Token.ID, nil)).want(t, http.StatusOK)
	}
	got := s.get(api.Prefix+"/status", "Authorization", "Bearer "+made.Secret).want(t, http.StatusUnauthorized)
	if !strings.Contains(string(got.body), "revoked") {
		t.Errorf("%s", got.body)
	}
	select {
	case <-ended:
	case <-time.After(5 * time.Second):
		t.Fatal("the stream goes on")
	}
	if took := time.Since(start); took > time.Second {
		t.Errorf("took %s", took)
	}
	s.newToken("scanner", doc.ScopeRead) // its name is free
}

func TestAnExpiredTokenEndsItsStreams(t *testing.T) {
	s := open(t)
	expires := time.Now().Add(700 * time.Millisecond).UTC().Format(time.RFC3339Nano)
	var made api.NewToken
	s.post(api.Prefix+"/tokens", `{"name":"a","scopes":["read"],"expires_at":"`+expires+`"}`).want(t, http.StatusCreated).json(t, &made)
	response, err := s.client.Do(s.request(http.MethodGet, api.Prefix+"/events/stream", nil, "Authorization", "Bearer "+made.Secret))
	if err != nil || response.StatusCode != http.StatusOK {
		t.Fatal(response, err)
	}
	defer response.Body.Close()
	if _, err := io.Copy(io.Discard, response.Body); err != nil { // ends when the token does
		t.Fatal(err)
	}
	got := s.get(api.Prefix+"/status", "Authorization", "Bearer "+made.Secret).want(t, http.StatusUnauthorized)
	if !strings.Contains(string(got.body), "expired") {
		t.Errorf("%s", got.body)
	}
}

func TestATokensUseIsNotedOnceAMinuteAndHoldsNobodyUp(t *testing.T) {
	now := time.Now()
	var mu sync.Mutex
	shelf := &tokenShelf{hold: make(chan struct{})}
	s := open(t, func(o *api.Options) {
		o.Tokens = shelf
		o.Clock = func() time.Time { mu.Lock(); defer mu.Unlock(); return now }
	})
	made := s.newToken("scanner", doc.ScopeRead)
	use := func() { s.get(api.Prefix+"/status", "Authorization", "Bearer "+made.Secret).want(t, http.StatusOK) }
	use() // answers although the writing of it hangs
	use()
	mu.Lock()
	now = now.Add(61 * time.Second)
	mu.Unlock()
	use()
	use()
	close(shelf.hold)
	if err := s.server.Shutdown(t.Context()); err != nil { // waits for what is written
		t.Fatal(err)
	}
	shelf.mu.Lock()
	defer shelf.mu.Unlock()
	if len(shelf.writes) != 2 {
		t.Errorf("%d writes", len(shelf.writes))
	}
}

func TestWhatATokenDoesBearsItsName(t *testing.T) {
	s := open(t)
	made := s.newToken("scanner", doc.ScopeSubmit)
	s.post(api.Prefix+"/documents?filename=a.pdf", "%PDF", "Authorization", "Bearer "+made.Secret).want(t, http.StatusAccepted)
	if d, _ := s.house.get("doc-001"); d.Source.Detail != "token:scanner" || d.Source.Kind != doc.SourceUpload {
		t.Errorf("%+v", d.Source)
	}
	s.post(api.Prefix+"/documents?filename=b.pdf", "%PDF", "Authorization", "Bearer "+made.Secret, "Origin", "wails://wails").want(t, http.StatusAccepted)
	if d, _ := s.house.get("doc-002"); d.Source.Detail != "token:scanner" {
		t.Errorf("a token passes for the window: %+v", d.Source)
	}
}

func TestAStoreThatFailsOpensNothing(t *testing.T) {
	shelf := &tokenShelf{}
	s := open(t, func(o *api.Options) { o.Tokens = shelf })
	made := s.newToken("scanner", doc.ScopeRead)
	shelf.mu.Lock()
	shelf.fault = doc.Errorf(doc.CodeBusy, "locked")
	shelf.mu.Unlock()
	s.get(api.Prefix+"/status", "Authorization", "Bearer "+made.Secret).want(t, http.StatusServiceUnavailable)
}

func TestAnUploadEndsWithItsToken(t *testing.T) {
	s := open(t)
	made := s.newToken("scanner", doc.ScopeSubmit)
	end, answered := s.slowUpload(made.Secret)
	defer end.Close()
	eventually(t, func() bool { return s.server.Uploads() == 1 })
	start := time.Now()
	s.do(s.request(http.MethodDelete, api.Prefix+"/tokens/"+made.Token.ID, nil)).want(t, http.StatusOK)
	(<-answered).want(t, http.StatusUnauthorized)
	if took := time.Since(start); took > time.Second {
		t.Errorf("cut after %s", took)
	}
	if n := len(s.house.order); n != 0 {
		t.Errorf("%d documents", n)
	}
}

func TestATokenMayRevokeItself(t *testing.T) {
	s := open(t)
	made := s.newToken("boss", doc.ScopeAdmin)
	s.do(s.request(http.MethodDelete, api.Prefix+"/tokens/"+made.Token.ID, nil, "Authorization", "Bearer "+made.Secret)).want(t, http.StatusOK)
	s.get(api.Prefix+"/tokens", "Authorization", "Bearer "+made.Secret).want(t, http.StatusUnauthorized)
}
