package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"sync"
)

// pageCommand is the hidden command that opens the window of the page alone.
const pageCommand = "page"

// pageWindow is the second window. Wails knows one window a process, so it is a
// process of its own, which shares nothing with the first but the API; what the
// review has on screen reaches it from there. It ends with the first: its
// standard input does.
type pageWindow struct {
	mu  sync.Mutex
	say io.WriteCloser // nil: there is none
}

// open starts it or, where it is open, brings it to the front. The session goes
// by a pipe, because arguments are seen by everybody on the machine.
func (p *pageWindow) open(session func() Session) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.say != nil {
		if _, err := p.say.Write([]byte{'\n'}); err == nil {
			return nil
		}
		p.drop()
	}
	text, err := json.Marshal(session())
	if err != nil {
		return fmt.Errorf("open the page's window: %w", err)
	}
	self, err := os.Executable()
	if err != nil {
		return fmt.Errorf("open the page's window: %w", err)
	}
	cmd := exec.Command(self, pageCommand) //nolint:noctx // it ends with its standard input
	if p.say, err = cmd.StdinPipe(); err != nil {
		return fmt.Errorf("open the page's window: %w", err)
	}
	if err := cmd.Start(); err != nil {
		p.drop()
		return fmt.Errorf("open the page's window: %w", err)
	}
	said := p.say
	go func() {
		_ = cmd.Wait() // the person closed it
		p.mu.Lock()
		defer p.mu.Unlock()
		if p.say == said {
			p.drop()
		}
	}()
	if _, err := p.say.Write(append(text, '\n')); err != nil {
		p.drop()
		return fmt.Errorf("open the page's window: %w", err)
	}
	return nil
}

// drop forgets the window; the lock is held.
func (p *pageWindow) drop() {
	if p.say != nil {
		_ = p.say.Close()
		p.say = nil
	}
}

func (p *pageWindow) close() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.drop()
}

// listenToOwner reads what the first window says to the page's: its session at
// first, and then that it is wanted in front. The channel is closed when the
// first window is gone.
func listenToOwner(r io.Reader) (Session, <-chan struct{}, error) {
	lines := bufio.NewScanner(r)
	var s Session
	if !lines.Scan() {
		return s, nil, errors.Join(errors.New("the page's window is opened from the review"), lines.Err())
	}
	if err := json.Unmarshal(lines.Bytes(), &s); err != nil {
		return s, nil, fmt.Errorf("read the session: %w", err)
	}
	wanted := make(chan struct{})
	go func() {
		defer close(wanted)
		for lines.Scan() {
			wanted <- struct{}{}
		}
	}()
	return s, wanted, nil
}

// pageOnly is a backend that knows the way to the API and nothing else.
type pageOnly struct {
	Backend

	session Session
}

func (p pageOnly) BaseURL() string { return p.session.BaseURL }

func (p pageOnly) Token() string { return p.session.Token }
