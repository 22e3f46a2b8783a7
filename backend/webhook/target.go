package webhook

import (
	"context"
	"net"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"deskclerk/backend/doc"
)

// maxURL bounds a target's address, in bytes.
const maxURL = 2048

// guard says which targets are allowed.
type guard struct {
	resolver Resolver
	own      func() []netip.AddrPort
}

// check resolves a target and refuses those that nothing may be sent to:
// whatever is not http or https, link-local, multicast and metadata addresses,
// this program itself, and http to another machine than the owner agreed to.
// Errors: target_refused, host_not_found.
func (g guard) check(ctx context.Context, raw string, plain bool) (doc.WebhookTarget, []netip.AddrPort, error) {
	u, port, err := parseTarget(raw)
	if err != nil {
		return doc.WebhookTarget{}, nil, err
	}
	addresses, err := g.resolve(ctx, u.Hostname())
	if err != nil {
		return doc.WebhookTarget{}, nil, err
	}
	t := doc.WebhookTarget{URL: u.String(), Private: true, Loopback: true, Encrypted: u.Scheme == "https"}
	var all []netip.AddrPort
	for _, a := range addresses {
		at := netip.AddrPortFrom(a, port)
		if err := g.allowed(at); err != nil {
			return doc.WebhookTarget{}, nil, err
		}
		t.Private = t.Private && isPrivate(a)
		t.Loopback = t.Loopback && a.IsLoopback()
		t.Addresses = append(t.Addresses, a.String())
		all = append(all, at)
	}
	if !t.Encrypted && !t.Loopback && (!t.Private || !plain) {
		return doc.WebhookTarget{}, nil, doc.Refuse(doc.CodeTarget, "target_plain")
	}
	return t, all, nil
}

func parseTarget(raw string) (*url.URL, uint16, error) {
	u, err := url.Parse(raw)
	switch {
	case err != nil || len(raw) > maxURL:
		return nil, 0, doc.Refuse(doc.CodeTarget, "target_address", "bytes", strconv.Itoa(maxURL))
	case u.Scheme != "http" && u.Scheme != "https":
		return nil, 0, doc.Refuse(doc.CodeTarget, "target_scheme")
	case u.Opaque != "" || u.Hostname() == "":
		return nil, 0, doc.Refuse(doc.CodeTarget, "target_host")
	case u.User != nil:
		return nil, 0, doc.Refuse(doc.CodeTarget, "target_password")
	case u.Fragment != "":
		return nil, 0, doc.Refuse(doc.CodeTarget, "target_fragment")
	case strings.Contains(u.Hostname(), "%"):
		return nil, 0, doc.Refuse(doc.CodeTarget, "target_zone")
	}
	text := u.Port()
	if text == "" {
		text = map[string]string{"http": "80", "https": "443"}[u.Scheme]
	}
	port, err := strconv.ParseUint(text, 10, 16)
	if err != nil || port == 0 {
		return nil, 0, doc.Refuse(doc.CodeTarget, "target_port")
	}
	return u, uint16(port), nil
}

// resolve gives the host's addresses in a fixed order, each once.
func (g guard) resolve(ctx context.Context, host string) ([]netip.Addr, error) {
	var found []netip.Addr
	if literal, err := netip.ParseAddr(host); err == nil {
		found = []netip.Addr{literal}
	} else if found, err = g.resolver.LookupNetIP(ctx, "ip", host); err != nil {
		return nil, &doc.Error{Code: doc.CodeHost, Err: err}
	}
	for i := range found {
		found[i] = found[i].Unmap()
	}
	slices.SortFunc(found, netip.Addr.Compare)
	found = slices.Compact(found)
	if len(found) == 0 {
		return nil, doc.Refuse(doc.CodeHost, "target_none")
	}
	return found, nil
}

// allowed refuses what is never a receiver.
func (g guard) allowed(at netip.AddrPort) error {
	for _, a := range spelled(at.Addr()) {
		switch {
		case a.IsUnspecified(), a.IsMulticast(), a == netip.AddrFrom4([4]byte{255, 255, 255, 255}):
			return doc.Refuse(doc.CodeTarget, "target_several")
		case a.IsLinkLocalUnicast():
			return doc.Refuse(doc.CodeTarget, "target_link_local")
		case slices.Contains(metadata(), a):
			return doc.Refuse(doc.CodeTarget, "target_metadata")
		case g.isOwn(netip.AddrPortFrom(a, at.Port())):
			return doc.Refuse(doc.CodeTarget, "target_own")
		}
	}
	return nil
}

// metadata are the addresses outside of link-local at which clouds tell their
// machines secrets.
func metadata() []netip.Addr {
	return []netip.Addr{
		netip.MustParseAddr("100.100.100.200"), // Alibaba
		netip.MustParseAddr("168.63.129.16"),   // Azure
		netip.MustParseAddr("192.0.0.192"),     // Oracle
		netip.MustParseAddr("fd00:ec2::254"),   // Amazon
		netip.MustParseAddr("fd20:ce::254"),    // Google
	}
}

// spelled gives an address and the IPv4 address inside it, if it is one that
// carries it: IPv4-compatible (RFC 4291), NAT64 (RFC 6052), 6to4 (RFC 3056).
func spelled(a netip.Addr) []netip.Addr {
	a = a.Unmap()
	if a.Is4() {
		return []netip.Addr{a}
	}
	b := a.As16()
	within := func(from int) []netip.Addr {
		return []netip.Addr{a, netip.AddrFrom4([4]byte(b[from : from+4]))}
	}
	switch {
	case netip.MustParsePrefix("64:ff9b::/96").Contains(a):
		return within(12)
	case netip.MustParsePrefix("2002::/16").Contains(a):
		return within(2)
	case netip.MustParsePrefix("::/96").Contains(a) && !a.IsLoopback() && !a.IsUnspecified():
		return within(12)
	default:
		return []netip.Addr{a}
	}
}

// isPrivate reports whether the address is of this machine, a private network
// (RFC 1918, RFC 4193) or a carrier's shared space (RFC 6598), which overlay
// networks use.
func isPrivate(a netip.Addr) bool {
	return a.IsLoopback() || a.IsPrivate() || netip.MustParsePrefix("100.64.0.0/10").Contains(a)
}

// isOwn reports whether this program listens there.
func (g guard) isOwn(at netip.AddrPort) bool {
	for _, own := range g.own() {
		if own.Port() != at.Port() {
			continue
		}
		if own.Addr().Unmap() == at.Addr() || at.Addr().IsLoopback() || isOfThisMachine(at.Addr()) {
			return true
		}
	}
	return false
}

func isOfThisMachine(a netip.Addr) bool {
	addresses, err := net.InterfaceAddrs()
	if err != nil {
		return true // better refuse than find out
	}
	for _, one := range addresses {
		if prefix, err := netip.ParsePrefix(one.String()); err == nil && prefix.Addr().Unmap() == a {
			return true
		}
	}
	return false
}
