package app

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"deskclerk/backend/api/client"
	"deskclerk/backend/doc"
)

func TestACertificateMadeHere(t *testing.T) {
	dir := t.TempDir()
	first, err := openCertificate(dir, ServerConfig{TLSSelf: true, Hosts: []string{"papers.example:8443"}}, "127.0.0.3:0", slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	leaf := first.current().Leaf
	names := []string{"localhost", "127.0.0.1", "::1", "127.0.0.3", "papers.example"}
	if host, err := os.Hostname(); err == nil {
		names = append(names, host)
	}
	for _, name := range names {
		if err := leaf.VerifyHostname(name); err != nil {
			t.Error(err)
		}
	}
	if leaf.PublicKeyAlgorithm != x509.ECDSA || leaf.IsCA || leaf.NotAfter.Sub(leaf.NotBefore) > 398*24*time.Hour {
		t.Errorf("%v, authority %v, until %v", leaf.PublicKeyAlgorithm, leaf.IsCA, leaf.NotAfter)
	}
	for _, file := range []string{"self.pem", "cert.pem"} {
		if info, err := os.Stat(filepath.Join(dir, "tls", file)); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", file, info.Mode(), err)
		}
	}
	if public, err := os.ReadFile(first.file()); err != nil || bytes.Contains(public, []byte("PRIVATE")) {
		t.Errorf("what is handed out holds the key (%v)", err)
	}
	again, err := openCertificate(dir, ServerConfig{TLSSelf: true, Hosts: []string{"papers.example"}}, "0.0.0.0:0", slog.New(slog.DiscardHandler))
	if err != nil || fingerprint(again.current().Leaf) != fingerprint(leaf) {
		t.Errorf("another one at the next start: %v", err)
	}
	other, err := openCertificate(dir, ServerConfig{TLSSelf: true, Hosts: []string{"new.example"}}, "0.0.0.0:0", slog.New(slog.DiscardHandler))
	if err != nil || other.current().Leaf.VerifyHostname("new.example") != nil {
		t.Errorf("a new name is missing: %v", err)
	}
}

func TestACertificateMadeHereIsRenewedWhileItServes(t *testing.T) {
	c, err := openCertificate(t.TempDir(), ServerConfig{TLSSelf: true}, "127.0.0.1:0", slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	first := c.status()
	at := time.Now()
	c.now = func() time.Time { return at }
	at = first.NotAfter.Add(-renewEarly - time.Hour)
	if c.status().Fingerprint != first.Fingerprint {
		t.Error("renewed too early")
	}
	at = first.NotAfter.Add(-renewEarly + time.Hour)
	second := c.status()
	if second.Fingerprint == first.Fingerprint || !second.NotAfter.After(first.NotAfter) || !second.SelfMade {
		t.Errorf("%+v, then %+v", first, second)
	}
	if leaf, err := firstCertificate(c.file()); err != nil || fingerprint(leaf) != second.Fingerprint {
		t.Errorf("what is handed out is another one (%v)", err)
	}
}

func TestABrokenCertificateMadeHereIsMadeAnew(t *testing.T) {
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, "tls"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "tls", "self.pem"), []byte("half a k"), 0o644); err != nil {
		t.Fatal(err)
	}
	c, err := openCertificate(dir, ServerConfig{TLSSelf: true}, "127.0.0.1:0", slog.New(slog.DiscardHandler))
	if err != nil || c.current() == nil {
		t.Fatal(err)
	}
}

// ownCertificate writes a certificate and key as an office has them.
func ownCertificate(t *testing.T, dir string) (cert, key string) {
	t.Helper()
	s := newSelfMade(t.TempDir(), []string{"papers.office.example"}, "")
	made, err := s.loadOrMake(time.Now())
	if err != nil {
		t.Fatal(err)
	}
	secret, err := x509.MarshalPKCS8PrivateKey(made.PrivateKey)
	if err != nil {
		t.Fatal(err)
	}
	cert, key = filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	for path, block := range map[string]*pem.Block{cert: {Type: "CERTIFICATE", Bytes: made.Leaf.Raw}, key: {Type: "PRIVATE KEY", Bytes: secret}} {
		if err := os.WriteFile(path, pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return cert, key
}

func TestTheOwnersCertificateIsTakenUpWhenItChanges(t *testing.T) {
	dir := t.TempDir()
	cert, key := ownCertificate(t, dir)
	c, err := openCertificate(t.TempDir(), ServerConfig{TLSCert: cert, TLSKey: key}, "", slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	first := c.status()
	at := time.Now()
	c.now = func() time.Time { return at }
	if err := os.WriteFile(cert, []byte("half"), 0o600); err != nil { // while it is copied
		t.Fatal(err)
	}
	at = at.Add(2 * lookEvery)
	if c.status().Fingerprint != first.Fingerprint {
		t.Error("half a file was taken up")
	}
	ownCertificate(t, dir)
	if err := os.Chtimes(cert, at, at.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	at = at.Add(2 * lookEvery)
	if second := c.status(); second.Fingerprint == first.Fingerprint || second.SelfMade {
		t.Errorf("%+v", second)
	}
	for _, s := range []ServerConfig{{TLSCert: cert, TLSKey: cert}, {TLSCert: "none", TLSKey: key}} {
		if _, err := openCertificate(t.TempDir(), s, "", slog.New(slog.DiscardHandler)); doc.CodeOf(err) != doc.CodeInvalid {
			t.Errorf("%+v: %v", s, err)
		}
	}
}

// TestACommandTrustsItsOwnProgramOnly reaches a running program whose
// certificate bears another name, and refuses one that shows another
// certificate.
func TestACommandTrustsItsOwnProgramOnly(t *testing.T) {
	cert, key := ownCertificate(t, t.TempDir())
	a := opened(t, func(c *Config) { c.Server.TLSCert, c.Server.TLSKey = cert, key })
	withToken(t, a)
	if err := a.Serve(t.Context(), "127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	in, err := ReadInstance(a.dir)
	if err != nil || in.Certificate != cert {
		t.Fatalf("%+v, %v", in, err)
	}
	transport := in.Transport().(*http.Transport)
	defer transport.CloseIdleConnections()
	if found, err := client.New(in.BaseURL, a.token, transport).Tokens(t.Context()); err != nil || len(found) != 1 {
		t.Errorf("%+v, %v", found, err)
	}
	findings := []Finding{examineCertificate(a.dir, ServerConfig{}), examineTokens(t.Context(), a.dir)}
	if status := a.Certificate(); !strings.Contains(findings[0].Found, status.Fingerprint) || findings[1].Found != "1 active" {
		t.Errorf("%+v", findings)
	}
	in.Certificate, _ = ownCertificate(t, t.TempDir())
	impostor := in.Transport().(*http.Transport)
	defer impostor.CloseIdleConnections()
	if _, err := client.New(in.BaseURL, a.token, impostor).Tokens(t.Context()); err == nil {
		t.Error("another certificate is trusted")
	}
}

func TestOldTLSIsRefused(t *testing.T) {
	a := opened(t, func(c *Config) { c.Server.TLSSelf = true })
	if err := a.Serve(t.Context(), "127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	c, err := tls.DialWithDialer(&net.Dialer{Timeout: 5 * time.Second}, "tcp", a.api.Addr(), &tls.Config{InsecureSkipVerify: true, MaxVersion: tls.VersionTLS11})
	if err == nil {
		_ = c.Close()
		t.Error("TLS 1.1 is spoken")
	}
}

func TestTheDoctorPointsOutOldTokens(t *testing.T) {
	a := opened(t, func(*Config) {})
	withToken(t, a)
	dir := a.dir
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	before := listing(t, dir)
	if f := examineTokens(t.Context(), dir); f.Health != Good || f.Found != "1 active" {
		t.Errorf("%+v", f)
	}
	if after := listing(t, dir); !slices.Equal(before, after) {
		t.Errorf("%v, were %v", after, before)
	}
	tokens := []doc.Token{
		{Name: "old", CreatedAt: time.Now().AddDate(0, 0, -200), LastUsedAt: new(time.Now())},
		{Name: "forgotten", CreatedAt: time.Now().AddDate(0, 0, -100)},
		{Name: "new", CreatedAt: time.Now()},
	}
	if f := findingOfTokens(tokens, time.Now()); f.Health != Warn || f.Found != "3 active" || !strings.Contains(f.Advice, `"old" is 200 days old, "forgotten" was not used for 90 days;`) {
		t.Errorf("%+v", f)
	}
	if f := examineTokens(t.Context(), t.TempDir()); f.Health != Good || f.Found != "0 active" {
		t.Errorf("%+v", f)
	}
}

func listing(t *testing.T, dir string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}
