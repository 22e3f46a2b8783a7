package webhook

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"strconv"
	"strings"
	"time"

	"deskclerk/backend/doc"
)

// Names of the Standard Webhooks specification 1.0.0, "Webhook headers" and
// "Signature scheme".
const (
	headerID        = "webhook-id"
	headerTimestamp = "webhook-timestamp"
	headerSignature = "webhook-signature"
	secretPrefix    = "whsec_"
)

// Sizes of a secret in bytes. The specification asks for 24 to 64.
const (
	minSecret = 24
	maxSecret = 64
	ownSecret = 32
)

// NewSecret makes a signing secret of 256 random bits.
func NewSecret() string {
	key := make([]byte, ownSecret)
	_, _ = rand.Read(key) // never fails (crypto/rand)
	return secretPrefix + base64.StdEncoding.EncodeToString(key)
}

// parseSecret gives the key in a secret. Errors: invalid_request, which does not
// repeat it.
func parseSecret(secret string) ([]byte, error) {
	text, ok := strings.CutPrefix(secret, secretPrefix)
	key, err := base64.StdEncoding.DecodeString(text)
	if !ok || err != nil || len(key) < minSecret || len(key) > maxSecret {
		return nil, doc.Refuse(doc.CodeInvalid, "hook_secret", "min", strconv.Itoa(minSecret), "max", strconv.Itoa(maxSecret))
	}
	return key, nil
}

// signature signs the three things that a receiver checks, once for each key.
func signature(id string, at time.Time, body []byte, keys ...[]byte) string {
	signed := make([]string, len(keys))
	for i, key := range keys {
		signed[i] = "v1," + base64.StdEncoding.EncodeToString(mac(key, id, strconv.FormatInt(at.Unix(), 10), body))
	}
	return strings.Join(signed, " ")
}

func mac(key []byte, id, timestamp string, body []byte) []byte {
	m := hmac.New(sha256.New, key)
	m.Write([]byte(id + "." + timestamp + "."))
	m.Write(body)
	return m.Sum(nil)
}
