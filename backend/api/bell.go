package api

import (
	"context"
	"log/slog"
	"sync"
	"time"
)

const (
	eventBatch = 500             // events read at once
	bellPause  = 5 * time.Second // after an error, before the events are read again
)

// bell wakes those who wait for one document or batch. One goroutine reads the
// events for all of them, as long as there is anyone.
type bell struct {
	events Events
	log    *slog.Logger

	mu      sync.Mutex
	waiting map[string]map[chan struct{}]bool // by id
	silence context.CancelFunc                // ends the goroutine; nil while there is none
}

// listen gives a channel that rings after each commit about the id from now on,
// and a function that ends it.
func (b *bell) listen(ctx context.Context, id string) (<-chan struct{}, func(), error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.silence == nil {
		// Subscribed first, so that nothing falls between the two.
		pokes, unsubscribe := b.events.Subscribe()
		seq, err := b.events.LastEvent(ctx)
		if err != nil {
			unsubscribe()
			return nil, nil, err
		}
		follow, silence := context.WithCancel(context.WithoutCancel(ctx))
		b.silence, b.waiting = silence, map[string]map[chan struct{}]bool{}
		go func() {
			defer unsubscribe()
			b.follow(follow, seq, pokes)
		}()
	}
	rung := make(chan struct{}, 1)
	if b.waiting[id] == nil {
		b.waiting[id] = map[chan struct{}]bool{}
	}
	b.waiting[id][rung] = true
	return rung, func() { b.leave(id, rung) }, nil
}

func (b *bell) leave(id string, rung chan struct{}) {
	b.mu.Lock()
	defer b.mu.Unlock()
	delete(b.waiting[id], rung)
	if len(b.waiting[id]) == 0 {
		delete(b.waiting, id)
	}
	if len(b.waiting) == 0 {
		b.silence()
		b.silence = nil
	}
}

// follow reads the events after each poke and rings for whom they concern.
func (b *bell) follow(ctx context.Context, seq int64, pokes <-chan struct{}) {
	for {
		select {
		case <-pokes:
		case <-ctx.Done():
			return
		}
		for more := true; more; {
			events, err := b.events.Events(ctx, seq, eventBatch)
			switch {
			case ctx.Err() != nil:
				return
			case err != nil:
				b.log.WarnContext(ctx, "read the events", slog.Any("error", err))
				select {
				case <-time.After(bellPause):
				case <-ctx.Done():
					return
				}
				continue
			}
			for _, e := range events {
				seq = e.Seq
				b.ring(e.DocumentID)
				b.ring(e.BatchID)
			}
			more = len(events) == eventBatch
		}
	}
}

func (b *bell) ring(id string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for rung := range b.waiting[id] {
		select {
		case rung <- struct{}{}:
		default: // it has not heard the last one yet
		}
	}
}
