package worker

import (
	"context"
	"slices"
	"sync"
)

// gate lets as many requests through at once as there are places. Urgent ones go
// ahead of all others; within each kind the first to come is the first to go.
type gate struct {
	mu     sync.Mutex
	free   int
	urgent []chan struct{}
	normal []chan struct{}
}

func newGate(places int) *gate { return &gate{free: places} }

// enter waits for a place. It fails with ctx.Err(), or with errStopped once stop
// is closed.
func (g *gate) enter(ctx context.Context, stop <-chan struct{}, urgent bool) error {
	turn := g.queue(urgent)
	select {
	case <-turn:
		return nil
	case <-ctx.Done():
		g.abandon(turn)
		return ctx.Err()
	case <-stop:
		g.abandon(turn)
		return errStopped
	}
}

func (g *gate) queue(urgent bool) chan struct{} {
	g.mu.Lock()
	defer g.mu.Unlock()
	turn := make(chan struct{}, 1)
	switch {
	case g.free > 0: // then nobody waits
		g.free--
		turn <- struct{}{}
	case urgent:
		g.urgent = append(g.urgent, turn)
	default:
		g.normal = append(g.normal, turn)
	}
	return turn
}

// abandon takes turn out of the queue, or passes on the place it was just given.
func (g *gate) abandon(turn chan struct{}) {
	g.mu.Lock()
	defer g.mu.Unlock()
	for _, q := range []*[]chan struct{}{&g.urgent, &g.normal} {
		if i := slices.Index(*q, turn); i >= 0 {
			*q = slices.Delete(*q, i, i+1)
			return
		}
	}
	g.pass()
}

// leave gives the place to the next in line.
func (g *gate) leave() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.pass()
}

func (g *gate) pass() {
	for _, q := range []*[]chan struct{}{&g.urgent, &g.normal} {
		if len(*q) > 0 {
			(*q)[0] <- struct{}{}
			*q = slices.Delete(*q, 0, 1)
			return
		}
	}
	g.free++
}

func (g *gate) waiting() int {
	g.mu.Lock()
	defer g.mu.Unlock()
	return len(g.urgent) + len(g.normal)
}
