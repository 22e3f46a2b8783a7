//go:build desktop && !headless

package main

import (
	"context"
	"sync"
	"time"

	"github.com/wailsapp/wails/v2/pkg/runtime"
)

// watchEvery is how often the window is looked at, so that a killed program, too,
// opens where it was.
const watchEvery = 2 * time.Second

// standing remembers how the window stands.
type standing struct {
	window  context.Context //nolint:containedctx // Wails keeps the window in it
	desktop *Desktop

	mu   sync.Mutex
	last windowState
	over bool // the window is going, and must not be asked any more
}

// end keeps how the window stands for the last time.
func (s *standing) end() {
	s.keep()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.over = true
}

// restore puts the window where it was, as far as that can be seen.
func (s *standing) restore() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.last = s.last.onScreens(screenAreas())
	runtime.WindowSetSize(s.window, s.last.Width, s.last.Height)
	moveWindow(s.last.X, s.last.Y)
	if s.last.Maximised {
		runtime.WindowMaximise(s.window)
	}
}

// watch keeps what changes until ctx ends.
func (s *standing) watch(ctx context.Context) {
	tick := time.NewTicker(watchEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			s.keep()
		}
	}
}

// keep writes down what is new. A window that is maximised, minimised or fills
// the screen keeps the place it will return to.
func (s *standing) keep() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.over {
		return
	}
	now := s.last
	now.Language = s.desktop.keptLanguage()
	switch {
	case runtime.WindowIsMinimised(s.window), runtime.WindowIsFullscreen(s.window):
	case runtime.WindowIsMaximised(s.window):
		now.Maximised = true
	default:
		now.Maximised = false
		now.X, now.Y = runtime.WindowGetPosition(s.window)
		now.Width, now.Height = runtime.WindowGetSize(s.window)
		now.Placed = true
	}
	if now == s.last || now.Width < leastWidth || now.Height < leastHeight {
		return
	}
	if s.desktop.backend.KeepWindowState(now.text()) == nil {
		s.last = now
	}
}
