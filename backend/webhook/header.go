package webhook

import (
	"bytes"
	"encoding/base64"
	"io"
	"net/http"
	"net/textproto"
	"strconv"
	"strings"
	"time"

	"deskclerk/backend/doc"
)

// hidden stands in the log for what is not to be shown.
const hidden = "•••"

// headers are those of a webhook at a time. Headers are written in lower case
// where the specification does, which HTTP does not mind.
func headers(id string, at time.Time, body []byte, keys ...[]byte) http.Header {
	h := http.Header{}
	h.Set("Content-Type", "application/json")
	h.Set("User-Agent", "Deskclerk")
	h.Set(headerID, id)
	h.Set(headerTimestamp, strconv.FormatInt(at.Unix(), 10))
	h.Set(headerSignature, signature(id, at, body, keys...))
	return h
}

// authorize adds the header that the endpoint asks for.
func authorize(h http.Header, auth doc.WebhookAuth, secret string) {
	switch auth.Kind {
	case doc.AuthBearer:
		h.Set("Authorization", "Bearer "+secret)
	case doc.AuthBasic:
		h.Set("Authorization", "Basic "+base64.StdEncoding.EncodeToString([]byte(auth.Name+":"+secret)))
	case doc.AuthHeader:
		h.Set(auth.Name, secret)
	}
}

// reserved are headers that an endpoint's own may not take the place of.
func reserved(name string) bool {
	switch textproto.CanonicalMIMEHeaderKey(name) {
	case "Webhook-Id", "Webhook-Timestamp", "Webhook-Signature", "Content-Type", "Content-Length", "Host", "Connection",
		"Transfer-Encoding", "Trailer", "Te", "Upgrade", "User-Agent", "Expect", "Proxy-Authorization", "Keep-Alive":
		return true
	}
	return false
}

// shown gives headers for the log, without what is secret in them.
func shown(h http.Header, auth doc.WebhookAuth) map[string]string {
	all := make(map[string]string, len(h))
	for name, values := range h {
		value := strings.ToValidUTF8(strings.Join(values, ", "), "�")
		if name == "Authorization" || name == "Set-Cookie" ||
			auth.Kind == doc.AuthHeader && name == textproto.CanonicalMIMEHeaderKey(auth.Name) {
			value = hidden
		}
		all[strings.ToLower(name)] = value
	}
	return all
}

// setBody gives the request exactly these bytes, with their length.
func setBody(r *http.Request, body []byte) {
	r.Body = io.NopCloser(bytes.NewReader(body))
	r.ContentLength = int64(len(body))
	r.GetBody = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(body)), nil }
}
