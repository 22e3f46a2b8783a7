package client

import (
	"context"
	"net"
	"net/http"
	"sync"
)

// Memory is a listener whose connections stay inside the process.
type Memory struct {
	conns chan net.Conn
	gone  chan struct{}
	once  sync.Once
}

// NewMemory makes a listener in memory.
func NewMemory() *Memory {
	return &Memory{conns: make(chan net.Conn), gone: make(chan struct{})}
}

// Accept waits for a connection.
func (m *Memory) Accept() (net.Conn, error) {
	select {
	case c := <-m.conns:
		return c, nil
	case <-m.gone:
		return nil, net.ErrClosed
	}
}

// Close ends the listener. Closing twice is harmless.
func (m *Memory) Close() error {
	m.once.Do(func() { close(m.gone) })
	return nil
}

// Addr names the listener.
func (m *Memory) Addr() net.Addr { return memoryAddr{} }

// Transport connects to the listener, whatever the address.
func (m *Memory) Transport() *http.Transport {
	return &http.Transport{DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
		here, there := net.Pipe()
		select {
		case m.conns <- there:
			return here, nil
		case <-m.gone:
			return nil, net.ErrClosed
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}}
}

type memoryAddr struct{}

func (memoryAddr) Network() string { return "memory" }
func (memoryAddr) String() string  { return "memory" }
