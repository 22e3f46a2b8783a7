package api

import (
	"context"
	"log/slog"
	"sync"
	"time"
)

// useEvery is how exactly it is known when a token was last used.
const useEvery = time.Minute

// uses notes when tokens are used: at most once a minute each, and beside the
// request, which never waits for it.
type uses struct {
	tokens Tokens
	now    func() time.Time
	log    *slog.Logger

	mu     sync.Mutex
	noted  map[string]time.Time
	wait   sync.WaitGroup
	closed bool
}

func newUses(o Options) *uses {
	return &uses{tokens: o.Tokens, now: o.Clock, log: o.Logger, noted: map[string]time.Time{}}
}

func (u *uses) note(id string) {
	u.mu.Lock()
	defer u.mu.Unlock()
	now := u.now()
	if last, ok := u.noted[id]; u.closed || (ok && now.Sub(last) < useEvery) {
		return
	}
	u.noted[id] = now
	u.wait.Go(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		if err := u.tokens.TokenUsed(ctx, id, now); err != nil {
			u.log.Warn("note a token's use", slog.String("token", id), slog.Any("error", err))
		}
	})
}

// close waits for what is being written; nothing is noted after it.
func (u *uses) close() {
	u.mu.Lock()
	u.closed = true
	u.mu.Unlock()
	u.wait.Wait()
}
