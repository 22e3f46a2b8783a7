package worker

import (
	"strings"
	"sync"
)

const (
	tailBytes = 16 << 10 // kept of what a worker prints
	tailLines = 12       // shown of it
	lineBytes = 200      // shown of a line
)

// tail keeps the end of what a worker prints. It is for debugging a crash and is
// logged at no higher level.
type tail struct {
	mu  sync.Mutex
	buf []byte
}

// Write never fails.
func (t *tail) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	n := len(p)
	if n > tailBytes {
		p = p[n-tailBytes:]
	}
	if over := len(t.buf) + len(p) - tailBytes; over > 0 {
		t.buf = append(t.buf[:0], t.buf[over:]...)
	}
	t.buf = append(t.buf, p...)
	return n, nil
}

// lines gives the last lines, each cut to a readable length.
func (t *tail) lines() []string {
	t.mu.Lock()
	text := strings.TrimSpace(string(t.buf))
	t.mu.Unlock()
	if text == "" {
		return nil
	}
	all := strings.Split(text, "\n")
	all = all[max(0, len(all)-tailLines):]
	for i, line := range all {
		all[i] = cut(line, lineBytes)
	}
	return all
}
