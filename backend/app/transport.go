package app

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"net/http"
	"os"

	"deskclerk/backend/doc"
)

// Transport reaches the instance. Over TLS it takes no certificate but the one
// in the instance's own file, read anew at each connection because it may be
// renewed; whose name it bears does not matter then.
func (in Instance) Transport() http.RoundTripper {
	if in.Certificate == "" {
		return nil
	}
	return &http.Transport{TLSClientConfig: &tls.Config{
		MinVersion:         tls.VersionTLS12,
		InsecureSkipVerify: true, //nolint:gosec // VerifyConnection is stricter: it takes one certificate only
		VerifyConnection: func(s tls.ConnectionState) error {
			leaf, err := firstCertificate(in.Certificate)
			if err != nil {
				return err
			}
			if len(s.PeerCertificates) == 0 || !bytes.Equal(s.PeerCertificates[0].Raw, leaf.Raw) {
				return doc.Errorf(doc.CodeForbidden, "%s shows another certificate than %s", in.BaseURL, in.Certificate)
			}
			return nil
		},
	}}
}

// firstCertificate reads the first certificate of a PEM file.
func firstCertificate(path string) (*x509.Certificate, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read the certificate: %w", err)
	}
	for block, rest := pem.Decode(text); block != nil; block, rest = pem.Decode(rest) {
		if block.Type == "CERTIFICATE" {
			return x509.ParseCertificate(block.Bytes)
		}
	}
	return nil, errors.New("no certificate in " + path)
}
