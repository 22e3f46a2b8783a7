package store

import "sync"

// listeners are told that events were committed; what happened they read
// themselves.
type listeners struct {
	mu  sync.Mutex
	all map[chan struct{}]bool
}

// Subscribe gives a channel that is poked after each commit with an event, and
// a function that ends it. Pokes fall together while nobody listens, so read
// Events up to the end after each.
func (s *Store) Subscribe() (<-chan struct{}, func()) {
	l, c := &s.listeners, make(chan struct{}, 1)
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.all == nil {
		l.all = map[chan struct{}]bool{}
	}
	l.all[c] = true
	return c, func() {
		l.mu.Lock()
		defer l.mu.Unlock()
		delete(l.all, c)
	}
}

func (l *listeners) poke() {
	l.mu.Lock()
	defer l.mu.Unlock()
	for c := range l.all {
		select {
		case c <- struct{}{}:
		default: // one is waiting already
		}
	}
}
