package api

import (
	"context"
	"sync"
	"time"
)

// Screen is what the review has before it, for a window that shows the page
// alone. It is kept in memory only.
type Screen struct {
	DocumentID string    `json:"document_id" maxLength:"64"`
	Page       int       `json:"page" minimum:"1" doc:"From 1"`
	Box        []float64 `json:"box,omitempty" minItems:"4" maxItems:"4" doc:"Left, top, right and bottom of the field under the cursor, as fractions of the page; left out where there is none"`
}

// Screened is the screen with the number of its change.
type Screened struct {
	Version int64   `json:"version" doc:"Counts changes; hand it back as after"`
	Screen  *Screen `json:"screen" doc:"null: nothing was reviewed since the program started"`
}

// screen is where the review's window and the page's window meet.
type screen struct {
	mu      sync.Mutex
	now     Screened
	changed chan struct{} // closed at the next change
}

func newScreen() *screen { return &screen{changed: make(chan struct{})} }

func (s *screen) set(now Screen) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.now = Screened{Version: s.now.Version + 1, Screen: &now}
	close(s.changed)
	s.changed = make(chan struct{})
}

func (s *screen) get() (Screened, <-chan struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.now, s.changed
}

type putScreenInput struct {
	Body Screen
}

func (s *Server) putScreen(_ context.Context, in *putScreenInput) (*struct{}, error) {
	s.screen.set(in.Body)
	return nil, nil
}

type getScreenInput struct {
	After int64  `query:"after" minimum:"0" doc:"Version that is known already"`
	Wait  string `query:"wait" maxLength:"16" doc:"Wait so long for a version after it" example:"25s"`
}

type screenOutput struct {
	Cache string `header:"Cache-Control" hidden:"true"`
	Body  Screened
}

func (s *Server) getScreen(ctx context.Context, in *getScreenInput) (*screenOutput, error) {
	wait, err := s.parseWait(in.Wait)
	if err != nil {
		return nil, err
	}
	now, changed := s.screen.get()
	if now.Version != in.After || wait <= 0 {
		return &screenOutput{Cache: "no-store", Body: now}, nil
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-changed:
	case <-timer.C:
	case <-s.done:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	now, _ = s.screen.get()
	return &screenOutput{Cache: "no-store", Body: now}, nil
}
