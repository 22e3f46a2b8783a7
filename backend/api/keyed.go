package api

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"time"

	"deskclerk/backend/doc"
)

// kept is an answer that can be given again.
type kept struct {
	status  int
	headers map[string]string
	body    []byte
}

// keep makes an answer of a body.
func keep(status int, location string, v any) (kept, error) {
	body, err := json.Marshal(v)
	if err != nil {
		return kept{}, fmt.Errorf("encode an answer: %w", err)
	}
	return kept{status, map[string]string{"Location": location, "Retry-After": "1"}, append(body, '\n')}, nil
}

// keyForm is what a key may look like: printable ASCII, quoted as a structured
// field's string (RFC 8941, 3.3.3) or bare.
var keyForm = regexp.MustCompile(`^[!#-\[\]-~]{1,255}$`)

// idempotencyKey reads the header of draft-ietf-httpapi-idempotency-key-header;
// empty when there is none. Errors: invalid_header.
func idempotencyKey(r *http.Request) (string, error) {
	values := r.Header.Values("Idempotency-Key")
	if len(values) == 0 {
		return "", nil
	}
	key := strings.TrimSpace(values[0])
	if inner, ok := strings.CutPrefix(key, `"`); ok && strings.HasSuffix(inner, `"`) {
		key = strings.TrimSuffix(inner, `"`)
	}
	if len(values) > 1 || !keyForm.MatchString(key) {
		return "", doc.Errorf(doc.CodeBadHeader, "Idempotency-Key takes one key of at most 255 printable characters, such as a UUID")
	}
	return key, nil
}

// submit answers a request that hands files in, at most once for each
// Idempotency-Key of a caller. Only success is kept: what failed stored nothing
// that a second try would double.
func (s *Server) submit(w http.ResponseWriter, r *http.Request, do func(*submission) (kept, error)) {
	answer, wait, err := s.submitted(w, r, do)
	if err != nil {
		w.Header().Set("Connection", "close") // what is left of the body is not read
		s.refuse(w, r, err)
		return
	}
	answer = s.withResults(r.Context(), answer, wait)
	for name, value := range answer.headers {
		w.Header().Set(name, value)
	}
	if answer.status == http.StatusOK {
		w.Header().Del("Retry-After")
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(answer.status)
	s.write(w, r, answer.body)
}

func (s *Server) submitted(w http.ResponseWriter, r *http.Request, do func(*submission) (kept, error)) (kept, time.Duration, error) {
	wait, err := s.parseWait(r.URL.Query().Get("wait"))
	if err != nil {
		return kept{}, 0, err
	}
	key, err := idempotencyKey(r)
	if err != nil {
		return kept{}, 0, err
	}
	sub, err := s.newSubmission(w, r)
	if err != nil {
		return kept{}, 0, err
	}
	defer sub.body.rest()
	answer, err := s.once(sub, key, do)
	if sub.body.failed != nil {
		w.Header().Set("Connection", "close")
	}
	return answer, wait, err
}

// once does what the submission asks, unless the key has its answer already.
func (s *Server) once(sub *submission, key string, do func(*submission) (kept, error)) (answer kept, err error) {
	if key == "" {
		return do(sub)
	}
	caller := callerOf(sub.r.Context()).name
	known, err := s.o.Requests.BeginKeyed(sub.r.Context(), caller, key)
	if err != nil {
		return kept{}, err
	}
	if known != nil {
		return again(sub, known)
	}
	finished := false
	defer func() { // in a panic too
		if finished {
			return
		}
		if dropped := s.o.Requests.DropKeyed(sub.detached(), caller, key); dropped != nil && err == nil {
			err = dropped
		}
	}()
	answer, err = do(sub)
	if err != nil || sub.body.failed != nil || sub.passing() {
		return answer, err // the same again may fare better
	}
	finished = true
	return answer, s.o.Requests.FinishKeyed(sub.detached(), caller, key, doc.KeyedAnswer{
		Fingerprint: sub.fingerprint(), Status: answer.status, Headers: answer.headers, Body: answer.body,
	})
}

// again gives the answer that the key has, if the request is the same.
func again(sub *submission, known *doc.KeyedAnswer) (kept, error) {
	if known.Status == 0 {
		return kept{}, doc.Errorf(doc.CodeInFlight, "")
	}
	if err := sub.skim(); err != nil {
		return kept{}, err
	}
	if sub.fingerprint() != known.Fingerprint {
		return kept{}, doc.Errorf(doc.CodeKeyReused, "the first request with it was another")
	}
	known.Headers["Idempotency-Replayed"] = "true"
	return kept{known.Status, known.Headers, known.Body}, nil
}

// withResults waits for the documents of the answer, at most so long, and adds
// what became of them. When the machine is done with all of them the answer is
// a 200.
func (s *Server) withResults(ctx context.Context, a kept, wait time.Duration) kept {
	var answer UploadAnswer
	if wait <= 0 || json.Unmarshal(a.body, &answer) != nil || len(answer.Documents) == 0 {
		return a
	}
	over := time.Now().Add(wait)
	all, readable := true, doc.May(callerOf(ctx).scopes, read)
	for i := range answer.Documents {
		u := &answer.Documents[i]
		if u.ID == "" {
			continue
		}
		d, err := s.await(ctx, u.ID, max(time.Until(over), time.Nanosecond), reading)
		if err != nil { // deleted meanwhile; what was acknowledged stays so
			all = false
			continue
		}
		u.Status = d.Status
		if all = all && d.Status.Finished(); d.Status.Finished() && readable {
			whole := d.Complete()
			u.Document = &whole
		}
	}
	status := a.status
	if all {
		status = http.StatusOK
	}
	out, err := keep(status, a.headers["Location"], answer)
	if err != nil {
		return a
	}
	if a.headers["Idempotency-Replayed"] != "" {
		out.headers["Idempotency-Replayed"] = "true"
	}
	return out
}
