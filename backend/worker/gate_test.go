package worker

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"
)

func TestGate(t *testing.T) {
	never := make(chan struct{})
	t.Run("urgent ones go first, and each kind in its order", func(t *testing.T) {
		g := newGate(1)
		if err := g.enter(t.Context(), never, false); err != nil {
			t.Fatal(err)
		}
		order := make(chan string, 4)
		for i, c := range []struct {
			name   string
			urgent bool
		}{{"page 1", false}, {"page 2", false}, {"inspect 1", true}, {"inspect 2", true}} {
			go func() {
				if g.enter(t.Context(), never, c.urgent) == nil {
					order <- c.name
					g.leave()
				}
			}()
			for g.waiting() != i+1 {
				time.Sleep(time.Millisecond)
			}
		}
		g.leave()
		for _, want := range []string{"inspect 1", "inspect 2", "page 1", "page 2"} {
			if got := <-order; got != want {
				t.Errorf("got %s, want %s", got, want)
			}
		}
	})
	t.Run("a place given to one who has left is passed on", func(t *testing.T) {
		g := newGate(1)
		turn := g.queue(false) // holds the place
		late := g.queue(false)
		g.leave() // late has it now
		g.abandon(late)
		if g.free != 1 {
			t.Errorf("%d places free", g.free)
		}
		<-turn
	})
	t.Run("whoever gives up waits no longer", func(t *testing.T) {
		g := newGate(0)
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if err := g.enter(ctx, never, true); !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
		stop := make(chan struct{})
		close(stop)
		if err := g.enter(t.Context(), stop, false); !errors.Is(err, errStopped) {
			t.Errorf("got %v", err)
		}
		if g.waiting() != 0 {
			t.Errorf("%d still wait", g.waiting())
		}
	})
}

func TestTailKeepsTheEnd(t *testing.T) {
	var kept tail
	for range 100 {
		_, _ = kept.Write([]byte(strings.Repeat("noise ", 100) + "\n"))
	}
	_, _ = kept.Write([]byte(strings.Repeat("x", 2*tailBytes) + "\nlast words \xff\n"))
	if len(kept.buf) != tailBytes {
		t.Errorf("%d bytes kept", len(kept.buf))
	}
	lines := kept.lines()
	if n := len(lines); n != 2 || lines[1] != "last words " || len(lines[0]) > lineBytes+len("…") {
		t.Errorf("got %d lines, the last %q", n, lines[n-1])
	}
	if got := (&tail{}).lines(); got != nil {
		t.Errorf("of nothing: %q", got)
	}
}
