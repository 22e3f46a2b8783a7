package main

import (
	"errors"
	"sync/atomic"
	"testing"
	"time"

	"deskclerk/backend/api"
)

// scene is a window that notes what is done to it.
type scene struct {
	closing

	work   atomic.Int64
	kept   api.Preferences
	asked  int
	hidden int
	quits  chan struct{}
}

func newScene(t *testing.T, work int64, way api.OnClose) *scene {
	t.Helper()
	s := &scene{kept: api.Preferences{Notify: true, OnClose: way}, quits: make(chan struct{}, 1)}
	s.work.Store(work)
	s.within, s.every = t.Context(), time.Millisecond
	s.working = func() (int, error) { return int(s.work.Load()), nil }
	s.habits = func() (api.Preferences, error) { return s.kept, nil }
	s.keep = func(p api.Preferences) error { s.kept = p; return nil }
	s.ask = func() { s.asked++ }
	s.hide = func() { s.hidden++ }
	s.quit = func() { s.quits <- struct{}{} }
	return s
}

func (s *scene) ends(t *testing.T) {
	t.Helper()
	select {
	case <-s.quits:
	case <-time.After(10 * time.Second):
		t.Fatal("the program did not end")
	}
}

func TestAnIdleProgramClosesWithoutAQuestion(t *testing.T) {
	s := newScene(t, 0, api.CloseAsks)
	if s.prevents() || s.asked > 0 {
		t.Error("it asked")
	}
	s = newScene(t, 1, api.CloseAsks)
	s.working = func() (int, error) { return 0, errors.New("the library is closed") }
	if s.prevents() {
		t.Error("a library that cannot be asked keeps the window open")
	}
}

func TestABusyProgramAsksOnceAndASecondCloseMeansIt(t *testing.T) {
	s := newScene(t, 3, api.CloseAsks)
	if !s.prevents() || s.asked != 1 {
		t.Fatal("it did not ask")
	}
	if s.prevents() {
		t.Error("closing again while the question stands does not close")
	}
	if err := s.answer("", false); err != nil {
		t.Fatal(err)
	}
	if !s.prevents() || s.asked != 2 {
		t.Error("after the window was kept open it does not ask again")
	}
}

func TestTheAnswerIsDoneAndRememberedOnlyIfWished(t *testing.T) {
	for way, check := range map[api.OnClose]func(t *testing.T, s *scene){
		api.CloseStop:       func(t *testing.T, s *scene) { s.ends(t) },
		api.CloseBackground: func(t *testing.T, s *scene) { hiddenOnly(t, s) },
		api.CloseFinish: func(t *testing.T, s *scene) {
			hiddenOnly(t, s)
			s.work.Store(0)
			s.ends(t)
			if s.prevents() {
				t.Error("it asks although all is read")
			}
		},
	} {
		for _, remember := range []bool{false, true} {
			t.Run(string(way), func(t *testing.T) {
				s := newScene(t, 3, api.CloseAsks)
				s.prevents()
				if err := s.answer(way, remember); err != nil {
					t.Fatal(err)
				}
				check(t, s)
				if want := map[bool]api.OnClose{false: api.CloseAsks, true: way}[remember]; s.kept.OnClose != want || !s.kept.Notify {
					t.Errorf("kept is %+v", s.kept)
				}
			})
		}
	}
}

func hiddenOnly(t *testing.T, s *scene) {
	t.Helper()
	if s.hidden != 1 || len(s.quits) > 0 {
		t.Errorf("hidden %d times, %d quits", s.hidden, len(s.quits))
	}
}

func TestAHabitIsFollowedWithoutAQuestion(t *testing.T) {
	for way, prevented := range map[api.OnClose]bool{api.CloseStop: false, api.CloseBackground: true, api.CloseFinish: true} {
		s := newScene(t, 3, way)
		if got := s.prevents(); got != prevented || s.asked > 0 {
			t.Errorf("%s: prevented %v, asked %d times", way, got, s.asked)
		}
		s.shown()
	}
}

func TestAWindowThatIsWantedAgainDoesNotEndWithItsWork(t *testing.T) {
	s := newScene(t, 3, api.CloseFinish)
	s.prevents()
	s.shown()
	s.work.Store(0)
	select {
	case <-s.quits:
		t.Error("the program ended under the person's hands")
	case <-time.After(100 * time.Millisecond):
	}
}
