package webhook

import (
	"crypto/hmac"
	"encoding/base64"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// tolerance is how far a request's time may be from ours.
const tolerance = 5 * time.Minute

// What a request is refused for.
var (
	errUnsigned  = errors.New("a header of the three is missing: webhook-id, webhook-timestamp, webhook-signature")
	errOld       = errors.New("the timestamp is more than five minutes away from this machine's clock")
	errSignature = errors.New("the signature is not that of this secret over these bytes")
)

// Verify checks a request as a receiver has to: the signature over id, time and
// the very bytes of the body, and the time itself.
func Verify(secret string, header http.Header, body []byte, now time.Time) error {
	key, err := parseSecret(secret)
	if err != nil {
		return err
	}
	id, timestamp, signatures := header.Get(headerID), header.Get(headerTimestamp), header.Get(headerSignature)
	if id == "" || timestamp == "" || signatures == "" {
		return errUnsigned
	}
	seconds, err := strconv.ParseInt(timestamp, 10, 64)
	if err != nil {
		return errUnsigned
	}
	if off := now.Sub(time.Unix(seconds, 0)); off > tolerance || off < -tolerance {
		return errOld
	}
	// Compared as text: base64 has bits at its end that decoders pass over.
	want := []byte("v1," + base64.StdEncoding.EncodeToString(mac(key, id, timestamp, body)))
	for one := range strings.FieldsSeq(signatures) {
		if hmac.Equal([]byte(one), want) {
			return nil
		}
	}
	return errSignature
}
