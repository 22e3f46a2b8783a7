package api

import (
	"fmt"
	"math"
	"time"

	"golang.org/x/time/rate" // the token bucket of the Go project itself
)

// CallLimits bound what one caller, and all of them, may ask for. What is zero
// has the default named beside it; what is negative is not bounded.
type CallLimits struct {
	Requests       int           // of one caller within Window, default 10,000
	Window         time.Duration // default 20 s
	AtOnce         int           // requests of one caller at once, default 512
	Uploads        int           // uploads of one caller at once, default 64
	UploadsOverall int           // uploads of all at once, default 128
}

func (l CallLimits) withDefaults() CallLimits {
	set := func(n *int, otherwise int) {
		switch {
		case *n == 0:
			*n = otherwise
		case *n < 0:
			*n = math.MaxInt32
		}
	}
	set(&l.Requests, 10_000)
	set(&l.AtOnce, 512)
	set(&l.Uploads, 64)
	set(&l.UploadsOverall, 128)
	l.Window = orDefault(l.Window, 20*time.Second)
	return l
}

// bucket makes a full one: it holds Requests and fills up within Window.
func (l CallLimits) bucket() *rate.Limiter {
	return rate.NewLimiter(rate.Limit(float64(l.Requests)/l.Window.Seconds()), l.Requests)
}

// The names in these headers are those of draft-ietf-httpapi-ratelimit-headers.

// policy is the header RateLimit-Policy: the quota and its window in seconds.
func (l CallLimits) policy() string {
	return fmt.Sprintf(`"requests";q=%d;w=%d`, l.Requests, seconds(l.Window))
}

// rateLimit is the header RateLimit: what remains, and in how many seconds the
// quota is whole again.
func (l CallLimits) rateLimit(b *rate.Limiter, now time.Time) string {
	left := max(0, b.TokensAt(now))
	full := (float64(l.Requests) - left) / float64(b.Limit())
	return fmt.Sprintf(`"requests";r=%d;t=%d`, int(left), int(math.Ceil(full)))
}

// seconds rounds up, and is at least one.
func seconds(d time.Duration) int { return max(1, int(math.Ceil(d.Seconds()))) }
