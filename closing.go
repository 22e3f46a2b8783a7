package main

import (
	"context"
	"sync"
	"time"

	"deskclerk/backend/api"
)

// lookAgain is how often the work is looked at while the program only waits for
// its end.
const lookAgain = 500 * time.Millisecond

// closing decides what happens when the window is told to close while work goes
// on.
type closing struct {
	working func() (int, error)             // how much is still to be done
	habits  func() (api.Preferences, error) // of the owner
	keep    func(p api.Preferences) error   // changes them
	ask     func()                          // has the page ask the person
	hide    func()                          // the window goes, the program stays
	quit    func()                          // the program ends
	every   time.Duration                   // default lookAgain
	within  context.Context                 //nolint:containedctx // ends with the window, and the waiting with it
	mu      sync.Mutex
	leaving bool               // nothing is asked any more
	asked   bool               // the page shows the question
	stay    context.CancelFunc // ends the waiting for the work's end; nil: nothing waits
}

// prevents reports whether the window must not go. Whoever closes it again while
// the question stands means it: a page that hangs keeps nobody.
func (c *closing) prevents() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.leaving || c.asked {
		return false
	}
	work, err := c.working()
	if err != nil || work == 0 { // a library that cannot be asked is no reason to stay
		return false
	}
	habits, err := c.habits()
	if err != nil {
		habits = api.DefaultPreferences()
	}
	if habits.OnClose == api.CloseAsks {
		c.asked = true
		c.ask()
		return true
	}
	return c.does(habits.OnClose)
}

// answer is the person's, who may want it so from now on. Anything but one of
// the ways leaves the window open.
func (c *closing) answer(way api.OnClose, remember bool) error {
	c.mu.Lock()
	c.asked = false
	stays := way != api.CloseStop && way != api.CloseFinish && way != api.CloseBackground
	if !stays {
		stays = c.does(way)
	}
	c.mu.Unlock()
	var err error
	if remember && way != "" {
		err = c.remember(way)
	}
	if !stays {
		c.quit()
	}
	return err
}

func (c *closing) remember(way api.OnClose) error {
	habits, err := c.habits()
	if err != nil {
		return err
	}
	habits.OnClose = way
	return c.keep(habits)
}

// does closes in a way and reports whether the program stays; the lock is held.
func (c *closing) does(way api.OnClose) bool {
	switch way {
	case api.CloseBackground:
		c.hide()
	case api.CloseFinish:
		c.hide()
		if c.stay == nil { // else it waits already
			waiting, stay := context.WithCancel(c.within)
			c.stay = stay
			go c.finish(waiting)
		}
	default:
		c.leaving = true
		return false
	}
	return true
}

// finish ends the program with its work.
func (c *closing) finish(ctx context.Context) {
	every := c.every
	if every <= 0 {
		every = lookAgain
	}
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		if work, err := c.working(); err == nil && work > 0 {
			continue
		}
		c.leave()
		c.quit()
		return
	}
}

// shown means that the window is wanted again, so the program does not end.
func (c *closing) shown() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.stay != nil {
		c.stay()
		c.stay = nil
	}
}

// leave has nothing asked any more: the program ends for another reason.
func (c *closing) leave() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.leaving = true
}
