package api

import (
	"net"
	"net/http"
	"net/netip"
	"os"
	"strconv"
	"strings"

	"deskclerk/backend/doc"
)

// hosts are the Host headers that mean this listener. Everything else is a page
// elsewhere that made its own name point here (DNS rebinding).
type hosts struct {
	named    map[string]bool
	anywhere string // port, when the listener takes every address of the machine
}

// hostsOf lists the names of the listener at addr: its address, this machine's
// own names where it listens to itself, its host name where others may reach
// it, and those that were configured.
func hostsOf(addr *net.TCPAddr, secure bool, configured []string) hosts {
	h := hosts{named: map[string]bool{}}
	port := strconv.Itoa(addr.Port)
	usual := (addr.Port == 80 && !secure) || (addr.Port == 443 && secure)
	allow := func(name string) {
		name = strings.ToLower(name)
		h.named[net.JoinHostPort(name, port)] = true
		if usual {
			h.named[bracketed(name)] = true
		}
	}
	if addr.IP.IsUnspecified() {
		h.anywhere = port
	} else {
		allow(addr.IP.String())
	}
	if addr.IP.IsUnspecified() || addr.IP.IsLoopback() {
		for _, name := range []string{"127.0.0.1", "localhost", "::1"} {
			allow(name)
		}
	}
	if name, err := os.Hostname(); err == nil && !addr.IP.IsLoopback() {
		allow(name)
	}
	for _, name := range configured {
		if _, _, err := net.SplitHostPort(name); err == nil {
			h.named[strings.ToLower(name)] = true
			continue
		}
		allow(strings.Trim(name, "[]"))
	}
	return h
}

func bracketed(name string) string {
	if strings.Contains(name, ":") {
		return "[" + name + "]"
	}
	return name
}

// allows reports whether the request was meant for this listener. Where it takes
// every address, the one that the connection came to is a name too.
func (h *hosts) allows(r *http.Request) bool {
	host := strings.ToLower(r.Host)
	if h.named[host] {
		return true
	}
	local, ok := r.Context().Value(http.LocalAddrContextKey).(*net.TCPAddr)
	if h.anywhere == "" || !ok {
		return false
	}
	came := netip.AddrFrom4([4]byte{})
	if a, ok := netip.AddrFromSlice(local.IP); ok {
		came = a.Unmap()
	}
	return !came.IsUnspecified() && host == net.JoinHostPort(came.String(), h.anywhere)
}

// checkHost refuses every request that was not meant for our own address.
func (s *Server) checkHost(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if h := s.hosts.Load(); h == nil || !h.allows(r) {
			s.refuse(w, r, doc.Errorf(doc.CodeForbidden, "the Host header does not name this program's address; others are allowed by server.hosts in the configuration"))
			return
		}
		next.ServeHTTP(w, r)
	})
}
