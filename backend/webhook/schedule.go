package webhook

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"deskclerk/backend/doc"
)

// waits are the times between tries, as the Standard Webhooks specification
// suggests them. After the last, a try is made every lastWait until the delivery
// is as old as giveUp.
func waits() []time.Duration {
	return []time.Duration{
		5 * time.Second, 5 * time.Minute, 30 * time.Minute, 2 * time.Hour, 5 * time.Hour,
		10 * time.Hour, 14 * time.Hour, 20 * time.Hour, lastWait,
	}
}

const (
	lastWait = 24 * time.Hour
	giveUp   = 5 * 24 * time.Hour
	jitter   = 0.2 // to either side

	minRetryAfter = time.Second
	maxRetryAfter = 24 * time.Hour

	keepLog    = 30 * 24 * time.Hour
	pruneEvery = time.Hour
)

// failing disables an endpoint that failed for five days.
func failing() doc.FailingPolicy {
	return doc.FailingPolicy{
		DisableAfter: giveUp,
		MaxGap:       lastWait + lastWait/4, // more than the longest wait with its jitter
		FlushAfter:   5 * time.Minute,
	}
}

// retryAt is when to try again after the given number of tries, the first of
// them at first; zero for never. What the receiver asked for by Retry-After
// (RFC 9110, 10.2.3) replaces the schedule's wait, but once the schedule is used
// up it can only lengthen it.
func retryAt(tries int, first, now time.Time, header string, chance float64) time.Time {
	scheduled := lastWait
	used := tries > len(waits())
	if !used {
		scheduled = waits()[tries-1]
	} else if now.Sub(first) >= giveUp {
		return time.Time{}
	}
	wait := time.Duration(float64(scheduled) * (1 + jitter*(2*chance-1)))
	if asked, ok := parseRetryAfter(header, now); ok && (!used || asked > wait) {
		wait = asked
	}
	return now.Add(wait)
}

// parseRetryAfter reads seconds or a date, held between a second and a day;
// false for what is neither.
func parseRetryAfter(header string, now time.Time) (time.Duration, bool) {
	header = strings.TrimSpace(header)
	if header == "" {
		return 0, false
	}
	wait := maxRetryAfter
	if strings.Trim(header, "0123456789") == "" {
		// A number too large to read is as long as it gets.
		if seconds, err := strconv.ParseInt(header, 10, 32); err == nil {
			wait = time.Duration(seconds) * time.Second
		}
	} else {
		at, err := http.ParseTime(header)
		if err != nil {
			return 0, false
		}
		wait = at.Sub(now)
	}
	return min(max(wait, minRetryAfter), maxRetryAfter), true
}
