package app

import (
	"context"
	"time"

	"deskclerk/backend/store"
)

// pruneEvery is how often what is past its time is forgotten.
const pruneEvery = 6 * time.Hour

// prune forgets old events and answers in the background, until Close.
func (a *App) prune(ctx context.Context) {
	ctx, stop := context.WithCancel(context.WithoutCancel(ctx))
	done := make(chan struct{})
	go func() {
		defer close(done)
		tick := time.NewTicker(pruneEvery)
		defer tick.Stop()
		for {
			n, err := a.store.Prune(ctx, store.EventLife)
			switch {
			case ctx.Err() != nil:
				return
			case err != nil:
				a.log.Error("forget old events", "error", err)
			case n > 0:
				a.log.Info("forgot old events", "events", n)
			}
			select {
			case <-tick.C:
			case <-ctx.Done():
				return
			}
		}
	}()
	a.onClose(func() error {
		stop()
		<-done
		return nil
	})
}
