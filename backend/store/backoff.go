package store

import "time"

// Backoff is how long a job waits after a failure: Base after the first, four
// times as long after each further one, at most Max; the latter half of that is
// left to chance, so that what failed together does not come back together.
type Backoff struct {
	Base time.Duration // default 1 s
	Max  time.Duration // default 5 min
}

func (b Backoff) withDefaults() Backoff {
	if b.Base <= 0 {
		b.Base = time.Second
	}
	if b.Max <= 0 {
		b.Max = 5 * time.Minute
	}
	return b
}

// After is the wait after that many failures, at least 1; chance is at least 0
// and below 1.
func (b Backoff) After(failures int, chance float64) time.Duration {
	d := b.Base
	for range failures - 1 {
		if d *= 4; d >= b.Max {
			break
		}
	}
	d = min(d, b.Max)
	return d/2 + time.Duration(chance*float64(d/2))
}
