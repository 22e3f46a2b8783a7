package api

import (
	"net"
	"net/http"
	"net/netip"
)

// memoryPeer is the far side's address of a connection inside the process, which
// is a net.Pipe.
const memoryPeer = "pipe"

// fromHere reports whether a request came over the loopback or from inside the
// program itself. A proxy on this machine cannot be told from its own clients.
func fromHere(r *http.Request) bool {
	if r.RemoteAddr == memoryPeer {
		return true
	}
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return false
	}
	at, err := netip.ParseAddr(host)
	return err == nil && at.Unmap().IsLoopback()
}
