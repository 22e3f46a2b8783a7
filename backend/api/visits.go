package api

import (
	"context"
	"encoding/hex"
	"io"
	"net/http"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/time/rate"

	"deskclerk/backend/doc"
)

// forgetAfter is how long a caller that asks for nothing is remembered; its
// bucket is full again long before.
const forgetAfter = 10 * time.Minute

// visits counts what each caller asks for, and ends what it asked for when its
// token is revoked.
type visits struct {
	limits CallLimits
	now    func() time.Time

	mu      sync.Mutex
	callers map[string]*visitor
	ended   map[string]bool // revoked tokens: a request may have been let in just before
	uploads int
	swept   time.Time
}

// visitor is one caller's requests.
type visitor struct {
	bucket   *rate.Limiter
	running  map[*visit]bool
	uploads  int
	lastSeen time.Time
}

// visit is one request under way.
type visit struct {
	cancel  context.CancelFunc
	control *http.ResponseController
	upload  bool
	cut     atomic.Bool // its token is no more
}

// end cuts the request, and a body that is being read with it: first the mark,
// then the wait for more.
func (v *visit) end() {
	v.cut.Store(true)
	v.cancel()
	// A connection without deadlines is one of a test's; nothing is lost there.
	_ = v.control.SetReadDeadline(time.Now())
}

// visitBody is a body that ends with its visit.
type visitBody struct {
	io.ReadCloser
	of *visit
}

// Read is unauthorized once the caller's token is no more.
func (b visitBody) Read(p []byte) (int, error) {
	if b.of.cut.Load() {
		return 0, doc.Errorf(doc.CodeUnauthorized, "the token ended before the request did")
	}
	n, err := b.ReadCloser.Read(p)
	if err != nil && b.of.cut.Load() {
		return 0, doc.Errorf(doc.CodeUnauthorized, "the token ended before the request did")
	}
	return n, err
}

func newVisits(l CallLimits, now func() time.Time) *visits {
	return &visits{limits: l, now: now, callers: map[string]*visitor{}, ended: map[string]bool{}}
}

// enter lets a request in. Its context ends when the caller's token expires or
// is revoked, and so does its body; leave must be called. Errors: too_many_requests, busy when others
// take all the room, and unauthorized after end.
func (v *visits) enter(w http.ResponseWriter, r *http.Request, who caller) (_ context.Context, leave func(), _ error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.ended[who.key] {
		return nil, nil, doc.Errorf(doc.CodeUnauthorized, "this token is %s", doc.TokenRevoked)
	}
	now := v.now()
	v.sweep(now)
	c := v.callers[who.key]
	if c == nil {
		c = &visitor{bucket: v.limits.bucket(), running: map[*visit]bool{}}
		v.callers[who.key] = c
	}
	c.lastSeen = now
	allowed := c.bucket.AllowN(now, 1)
	w.Header().Set("RateLimit-Policy", v.limits.policy())
	w.Header().Set("RateLimit", v.limits.rateLimit(c.bucket, now))
	if !allowed {
		next := time.Duration(float64(time.Second) / float64(c.bucket.Limit()))
		w.Header().Set("Retry-After", strconv.Itoa(seconds(next)))
		return nil, nil, doc.Errorf(doc.CodeTooMany, "%d requests in %s are allowed", v.limits.Requests, v.limits.Window)
	}
	this := &visit{upload: isUpload(r), control: http.NewResponseController(w)}
	if err := v.room(c, this); err != nil {
		return nil, nil, err
	}
	ctx, cancel := context.WithCancel(r.Context())
	this.cancel = cancel
	c.running[this] = true
	if this.upload {
		c.uploads++
		v.uploads++
	}
	r.Body = visitBody{r.Body, this}
	stop := endWith(who.token, now, this)
	return ctx, func() { stop(); v.leave(c, this) }, nil
}

// room is an error when so much is under way that no more may come.
func (v *visits) room(c *visitor, this *visit) error {
	switch {
	case len(c.running) >= v.limits.AtOnce:
		return doc.Errorf(doc.CodeTooMany, "%d requests at once are allowed", v.limits.AtOnce)
	case this.upload && c.uploads >= v.limits.Uploads:
		return doc.Errorf(doc.CodeTooMany, "%d uploads at once are allowed", v.limits.Uploads)
	case this.upload && v.uploads >= v.limits.UploadsOverall:
		return doc.Errorf(doc.CodeBusy, "others upload, and %d at once are allowed", v.limits.UploadsOverall)
	}
	return nil
}

// endWith ends the visit when the token expires, so that a stream does not
// outlive it.
func endWith(token *doc.Token, now time.Time, this *visit) (stop func()) {
	if token == nil || token.ExpiresAt == nil {
		return this.cancel
	}
	timer := time.AfterFunc(token.ExpiresAt.Sub(now), this.end)
	return func() { timer.Stop(); this.cancel() }
}

func (v *visits) leave(c *visitor, this *visit) {
	v.mu.Lock()
	defer v.mu.Unlock()
	delete(c.running, this)
	if this.upload {
		c.uploads--
		v.uploads--
	}
}

// end cuts everything that a revoked token has under way, and lets it in no
// more.
func (v *visits) end(key string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.ended[key] = true
	if c := v.callers[key]; c != nil {
		for this := range c.running {
			this.end()
		}
	}
}

// sweep forgets callers that are gone; the lock is held.
func (v *visits) sweep(now time.Time) {
	if now.Sub(v.swept) < time.Minute {
		return
	}
	v.swept = now
	for key, c := range v.callers {
		if len(c.running) == 0 && now.Sub(c.lastSeen) > max(forgetAfter, v.limits.Window) {
			delete(v.callers, key)
		}
	}
}

// isUpload reports whether the request brings files: it does where the table of
// routes asks for the scope submit.
func isUpload(r *http.Request) bool {
	return requestOf(r.Context()).scope == submit && r.Method == http.MethodPost
}

// sessionKey names a session's limits without keeping its secret.
func sessionKey(secret string) string {
	hash := digest(secret)
	return "session:" + hex.EncodeToString(hash[:8])
}
