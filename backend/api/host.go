package api

import (
	"net"
	"net/http"
	"strconv"
	"strings"

	"deskclerk/backend/doc"
)

// hostsOf lists the Host headers that mean the listener at addr. Everything else
// is a page elsewhere that made its own name point here (DNS rebinding).
func hostsOf(addr *net.TCPAddr) map[string]bool {
	hosts := map[string]bool{}
	for _, name := range []string{"127.0.0.1", "localhost", "::1", addr.IP.String()} {
		hosts[net.JoinHostPort(name, strconv.Itoa(addr.Port))] = true
		if addr.Port != 80 {
			continue
		}
		if strings.Contains(name, ":") {
			name = "[" + name + "]"
		}
		hosts[name] = true
	}
	return hosts
}

// checkHost refuses every request that was not meant for our own address.
func (s *Server) checkHost(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		hosts := s.hosts.Load()
		if hosts == nil || !(*hosts)[strings.ToLower(r.Host)] {
			s.refuse(w, r, doc.Errorf(doc.CodeForbidden, "the Host header does not name this program's address"))
			return
		}
		next.ServeHTTP(w, r)
	})
}
