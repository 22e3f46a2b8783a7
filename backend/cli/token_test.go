package cli_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"deskclerk/backend/api/client"
	"deskclerk/backend/app"
	"deskclerk/backend/doc"
)

var tokenForm = regexp.MustCompile(`^dkt_[A-Z2-7]{52}\n$`)

func TestTokensWithAndWithoutARunningProgram(t *testing.T) {
	data := t.TempDir()
	made := mustRun(t, data, "token", "create", "--name", "books", "--scope", "read,review", "--expires", "90d")
	if !tokenForm.MatchString(made.out) {
		t.Fatalf("printed %q", made.out)
	}
	s := serve(t, data)
	books := client.New(baseURL(t, data), strings.TrimSpace(made.out), nil)
	if _, err := books.LastEvent(t.Context()); err != nil {
		t.Fatalf("a token made before the start: %v", err)
	}
	scanner := mustRun(t, data, "token", "create", "--name", "scanner", "--scope", "submit")
	submits := client.New(baseURL(t, data), strings.TrimSpace(scanner.out), nil)
	if _, err := submits.LastEvent(t.Context()); doc.CodeOf(err) != doc.CodeScope {
		t.Errorf("submit reads: %v", err)
	}
	listed := mustRun(t, data, "token", "list")
	if !strings.Contains(listed.out, "books") || !strings.Contains(listed.out, "submit") || strings.Contains(listed.out, strings.TrimSpace(made.out)) {
		t.Errorf("list:\n%s", listed.out)
	}
	mustRun(t, data, "token", "revoke", "books")
	begin := time.Now()
	if _, err := books.LastEvent(t.Context()); doc.CodeOf(err) != doc.CodeUnauthorized || time.Since(begin) > time.Second {
		t.Errorf("a revoked token: %v after %s", err, time.Since(begin))
	}
	s.kill()
	if r := run(t, data, "token", "revoke", "books"); r.status != 1 {
		t.Errorf("revoked twice: %+v", r)
	}
	var all struct{ Tokens []map[string]any }
	if err := json.Unmarshal([]byte(mustRun(t, data, "token", "list", "--json").out), &all); err != nil || len(all.Tokens) != 2 {
		t.Errorf("%+v, %v", all, err)
	}
	if short := mustRun(t, data, "token", "list"); strings.Contains(short.out, "books") {
		t.Errorf("a revoked token is listed:\n%s", short.out)
	}
	if log, err := os.ReadFile(filepath.Join(data, "deskclerk.log")); err != nil || strings.Contains(string(log), "dkt_") {
		t.Errorf("a secret in the log (%v)", err)
	}
}

func TestTokensThatCannotBeMade(t *testing.T) {
	data := t.TempDir()
	for _, args := range [][]string{
		{"--scope", "read"},
		{"--name", "a"},
		{"--name", "a", "--scope", "root"},
		{"--name", "a", "--scope", "read", "--expires", "soon"},
		{"--name", "a", "--scope", "read", "--expires", "-1h"},
		{"--name", "a", "--scope", "read", "more"},
	} {
		if r := run(t, data, append([]string{"token", "create"}, args...)...); r.status != doc.ExitUsage || r.out != "" {
			t.Errorf("%v: %+v", args, r)
		}
	}
	if r := run(t, data, "token", "revoke", "nobody"); r.status != 1 {
		t.Errorf("%+v", r)
	}
}

func TestServingOtherMachines(t *testing.T) {
	data := t.TempDir()
	if r := run(t, data, "serve", "--addr", "0.0.0.0:0"); r.status != doc.ExitUsage || !strings.Contains(r.err, "--tls-self") {
		t.Errorf("without TLS: %+v", r)
	}
	if r := run(t, data, "serve", "--addr", "0.0.0.0:0", "--tls-self"); r.status != doc.ExitUsage || !strings.Contains(r.err, "deskclerk token create") {
		t.Errorf("without a token: %+v", r)
	}
	if r := run(t, data, "serve", "--tls-cert", "x.pem"); r.status != doc.ExitUsage {
		t.Errorf("without a key: %+v", r)
	}
	mustRun(t, data, "token", "create", "--name", "scanner", "--scope", "submit,read")
	s := serveWith(t, data, "--addr", "0.0.0.0:0", "--tls-self")
	mustRun(t, data, "token", "list") // reaches it over TLS
	s.kill()
	seen := regexp.MustCompile(`([0-9A-F]{2}:){31}[0-9A-F]{2}`).FindString(s.errs.String())
	if doctor := run(t, data, "doctor"); seen == "" || !strings.Contains(doctor.out, seen) {
		t.Errorf("fingerprint %q\n%s\n%s", seen, s.errs.String(), doctor.out)
	}
}

func baseURL(t *testing.T, data string) string {
	t.Helper()
	instance, err := app.ReadInstance(data)
	if err != nil {
		t.Fatal(err)
	}
	return instance.BaseURL
}
