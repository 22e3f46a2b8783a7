package app

import (
	"net/netip"

	"deskclerk/backend/webhook"
)

// openWebhooks makes the room that sends webhooks; nothing is sent before Start.
func (a *App) openWebhooks() {
	a.webhooks = webhook.New(webhook.Options{
		Store: a.store, Documents: a.store, Outbox: a.store, Sealer: a.secrets, Own: a.ownAddresses, Logger: a.log,
	})
	a.onClose(func() error { a.webhooks.Stop(); return nil })
}

// ownAddresses are where this program listens, and where it will by its
// configuration: an endpoint made while it is not running must not lead there
// either.
func (a *App) ownAddresses() []netip.AddrPort {
	var all []netip.AddrPort
	for _, text := range []string{a.api.Addr(), a.config.Server.Addr} {
		if at, err := netip.ParseAddrPort(text); err == nil && at.Port() != 0 {
			all = append(all, at)
		}
	}
	return all
}
