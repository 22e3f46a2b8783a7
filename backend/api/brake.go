package api

import (
	"context"
	"sync"
	"time"
)

const (
	brakeFree  = 5                     // wrong secrets that cost nothing; one is forgiven each second
	brakeStep  = 20 * time.Millisecond // more delay for each after them
	brakeMost  = time.Second
	brakeSlots = 4 // wrong secrets that may wait at once
)

// brake slows wrong secrets down, all of them together, because on one machine
// every guess comes from the same address. A right one is never held.
type brake struct {
	now   func() time.Time
	step  time.Duration
	slots chan struct{}

	mu    sync.Mutex
	last  time.Time
	level float64
}

func newBrake(now func() time.Time, step time.Duration) *brake {
	return &brake{now: now, step: step, slots: make(chan struct{}, brakeSlots)}
}

// hold waits as long as a wrong secret must. It is false, at once, when too many
// wait already.
func (b *brake) hold(ctx context.Context) bool {
	delay := b.charge()
	if delay <= 0 {
		return true
	}
	select {
	case b.slots <- struct{}{}:
		defer func() { <-b.slots }()
	default:
		return false
	}
	timer := time.NewTimer(delay)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
	return true
}

// charge counts one wrong secret and gives its delay.
func (b *brake) charge() time.Duration {
	b.mu.Lock()
	defer b.mu.Unlock()
	now := b.now()
	if !b.last.IsZero() {
		b.level = max(0, b.level-now.Sub(b.last).Seconds())
	}
	b.last = now
	b.level = min(b.level+1, brakeFree+float64(brakeMost/b.step))
	return min(time.Duration((b.level-brakeFree)*float64(b.step)), brakeMost)
}
