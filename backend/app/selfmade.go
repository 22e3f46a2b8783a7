package app

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// selfMade makes and keeps a certificate of the program's own, in the data
// folder. Key and certificate are one file, so that they always fit.
type selfMade struct {
	dir      string
	names    []string // it must bear these
	optional []string // and bears these when it is made
}

// newSelfMade is for the names that others may use: the configured ones, the
// machine's, and its addresses.
func newSelfMade(dir string, hosts []string, addr string) *selfMade {
	s := &selfMade{dir: filepath.Join(dir, "tls"), names: []string{"localhost", "127.0.0.1", "::1"}}
	if name, err := os.Hostname(); err == nil && name != "" {
		s.names = append(s.names, strings.ToLower(name))
	}
	for _, host := range hosts {
		if name, _, err := net.SplitHostPort(host); err == nil {
			host = name
		}
		s.names = append(s.names, strings.ToLower(strings.Trim(host, "[]")))
	}
	if tcp, err := net.ResolveTCPAddr("tcp", addr); err == nil && len(tcp.IP) > 0 && !tcp.IP.IsUnspecified() {
		s.names = append(s.names, tcp.IP.String())
	}
	// Addresses come and go, and a new certificate has a new fingerprint, so one
	// that lacks an address is no reason for another.
	addresses, _ := net.InterfaceAddrs()
	for _, a := range addresses {
		if ip, ok := a.(*net.IPNet); ok && ip.IP.IsGlobalUnicast() {
			s.optional = append(s.optional, ip.IP.String())
		}
	}
	return s
}

func (s *selfMade) privatePath() string { return filepath.Join(s.dir, "self.pem") }
func (s *selfMade) publicPath() string  { return filepath.Join(s.dir, "cert.pem") }

// wornOut reports whether a certificate ends soon or lacks a name.
func (s *selfMade) wornOut(leaf *x509.Certificate, now time.Time) bool {
	return now.After(leaf.NotAfter.Add(-renewEarly)) ||
		slices.ContainsFunc(s.names, func(name string) bool { return leaf.VerifyHostname(name) != nil })
}

// loadOrMake gives the kept certificate, or a new one in its place.
func (s *selfMade) loadOrMake(now time.Time) (*tls.Certificate, error) {
	kept, err := tls.LoadX509KeyPair(s.privatePath(), s.privatePath())
	if err != nil || s.wornOut(kept.Leaf, now) {
		if err := s.make(now); err != nil {
			return nil, fmt.Errorf("make a certificate: %w", err)
		}
		if kept, err = tls.LoadX509KeyPair(s.privatePath(), s.privatePath()); err != nil {
			return nil, fmt.Errorf("load the certificate made here: %w", err)
		}
	}
	if err := os.Chmod(s.privatePath(), 0o600); err != nil {
		return nil, err
	}
	public := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: kept.Leaf.Raw})
	return &kept, replaceFile(s.publicPath(), public)
}

// make writes a fresh key and certificate (RFC 5280; ECDSA on P-256).
func (s *selfMade) make(now time.Time) error {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return err
	}
	public, err := x509.MarshalPKIXPublicKey(&key.PublicKey)
	if err != nil {
		return err
	}
	id := sha256.Sum256(public)
	serial, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 127))
	if err != nil {
		return err
	}
	wanted := &x509.Certificate{
		SerialNumber: serial, Subject: pkix.Name{CommonName: "Deskclerk"},
		NotBefore: now.Add(-time.Hour), NotAfter: now.Add(selfLife),
		KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
		BasicConstraintsValid: true, SubjectKeyId: id[:20],
	}
	for _, name := range slices.Concat(s.names, s.optional) {
		if ip := net.ParseIP(name); ip != nil {
			wanted.IPAddresses = append(wanted.IPAddresses, ip)
		} else {
			wanted.DNSNames = append(wanted.DNSNames, name)
		}
	}
	made, err := x509.CreateCertificate(rand.Reader, wanted, wanted, &key.PublicKey, key)
	if err != nil {
		return err
	}
	secret, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(s.dir, 0o700); err != nil {
		return err
	}
	text := pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: secret})
	return replaceFile(s.privatePath(), append(text, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: made})...))
}

// replaceFile writes a file that only the owner may read, whole or not at all.
func replaceFile(path string, text []byte) error {
	tmp := path + ".tmp"
	if err := os.WriteFile(tmp, text, 0o600); err != nil {
		return fmt.Errorf("write %s: %w", filepath.Base(path), err)
	}
	if err := os.Rename(tmp, path); err != nil {
		return fmt.Errorf("write %s: %w", filepath.Base(path), err)
	}
	return nil
}
