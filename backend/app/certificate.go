package app

import (
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"deskclerk/backend/api"
	"deskclerk/backend/doc"
)

const (
	selfLife   = 365 * 24 * time.Hour // of a certificate made here
	renewEarly = 30 * 24 * time.Hour  // before its end
	lookEvery  = time.Minute          // whether a certificate must be renewed or was replaced
)

// certificate is what TLS shows to others: one made here, or the owner's own. A
// nil one is none.
type certificate struct {
	self     *selfMade // nil: the owner's own
	certPath string
	keyPath  string
	log      *slog.Logger
	now      func() time.Time

	mu     sync.Mutex
	loaded *tls.Certificate
	stamp  time.Time // of the owner's file
	looked time.Time
}

// openCertificate loads or makes the certificate that the configuration asks
// for; nil when it asks for none. Errors: invalid_request.
func openCertificate(dir string, s ServerConfig, addr string, log *slog.Logger) (*certificate, error) {
	c := &certificate{log: log, now: time.Now}
	switch {
	case s.TLSSelf:
		c.self = newSelfMade(dir, s.Hosts, addr)
		c.certPath = c.self.publicPath()
	case s.TLSCert != "":
		var err error
		if c.certPath, err = filepath.Abs(s.TLSCert); err != nil {
			return nil, fmt.Errorf("certificate: %w", err)
		}
		c.keyPath = s.TLSKey
	default:
		return nil, nil //nolint:nilnil // a nil certificate is plain HTTP
	}
	if err := c.load(); err != nil {
		return nil, err
	}
	return c, nil
}

// config is for the listener; nil without a certificate.
func (c *certificate) config() *tls.Config {
	if c == nil {
		return nil
	}
	return &tls.Config{
		MinVersion:     tls.VersionTLS12,
		GetCertificate: func(*tls.ClientHelloInfo) (*tls.Certificate, error) { return c.current(), nil },
	}
}

// current is the certificate of this moment: one made here is renewed in time, a
// new file of the owner's is taken up. When that fails the old one stays.
func (c *certificate) current() *tls.Certificate {
	c.mu.Lock()
	defer c.mu.Unlock()
	if now := c.now(); now.Sub(c.looked) >= lookEvery {
		c.looked = now
		if err := c.refresh(now); err != nil {
			c.log.Error("renew the certificate", slog.Any("error", err))
		}
	}
	return c.loaded
}

func (c *certificate) load() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.looked = c.now()
	return c.refresh(c.looked)
}

// refresh loads what is newer than what is loaded; the lock is held.
func (c *certificate) refresh(now time.Time) (err error) {
	if c.self != nil {
		if c.loaded == nil || c.self.wornOut(c.loaded.Leaf, now) {
			var fresh *tls.Certificate
			if fresh, err = c.self.loadOrMake(now); err == nil {
				c.loaded = fresh
			}
		}
		return err
	}
	info, err := os.Stat(c.certPath)
	if err != nil {
		return doc.Errorf(doc.CodeInvalid, "certificate: %w", err)
	}
	if info.ModTime().Equal(c.stamp) {
		return nil
	}
	fresh, err := tls.LoadX509KeyPair(c.certPath, c.keyPath)
	if err != nil {
		return doc.Errorf(doc.CodeInvalid, "certificate %s with key %s: %w", c.certPath, c.keyPath, err)
	}
	c.loaded, c.stamp = &fresh, info.ModTime()
	return nil
}

// file holds the certificate alone, for those who compare it.
func (c *certificate) file() string {
	if c == nil {
		return ""
	}
	return c.certPath
}

// status describes the certificate; nil without one.
func (c *certificate) status() *api.TLSStatus {
	if c == nil {
		return nil
	}
	leaf := c.current().Leaf
	return &api.TLSStatus{Fingerprint: fingerprint(leaf), NotAfter: leaf.NotAfter.UTC(), SelfMade: c.self != nil}
}

// fingerprint is the SHA-256 of a certificate as browsers and openssl show it.
func fingerprint(leaf *x509.Certificate) string {
	sum := sha256.Sum256(leaf.Raw)
	parts := make([]string, len(sum))
	for i, b := range sum {
		parts[i] = fmt.Sprintf("%02X", b)
	}
	return strings.Join(parts, ":")
}
