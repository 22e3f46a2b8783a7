package webhook_test

import (
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"

	"deskclerk/backend/doc"
	"deskclerk/backend/webhook"
)

// untrusted is a receiver whose certificate nobody knows.
func untrusted(t *testing.T) string {
	t.Helper()
	s := httptest.NewUnstartedServer(http.NotFoundHandler())
	s.Config.ErrorLog = nil
	s.StartTLS()
	t.Cleanup(s.Close)
	return s.URL
}

func TestTargetsThatAreRefusedWhenSavedAndWhenSent(t *testing.T) {
	own := netip.MustParseAddrPort("127.0.0.1:7411")
	tests := []struct {
		name, url string
		hosts     map[string][]string
		code      doc.Code
	}{
		{"a file", "file:///etc/passwd", nil, doc.CodeTarget},
		{"another protocol", "gopher://127.0.0.1/", nil, doc.CodeTarget},
		{"javascript", "javascript:alert(1)", nil, doc.CodeTarget},
		{"no protocol", "127.0.0.1:80", nil, doc.CodeTarget},
		{"no host", "http:///x", nil, doc.CodeTarget},
		{"an opaque address", "http:127.0.0.1", nil, doc.CodeTarget},
		{"a password in it", "http://user:password@127.0.0.1/", nil, doc.CodeTarget},
		{"a fragment", "http://127.0.0.1/#x", nil, doc.CodeTarget},
		{"port 0", "http://127.0.0.1:0/", nil, doc.CodeTarget},
		{"port 65536", "http://127.0.0.1:65536/", nil, doc.CodeTarget},
		{"too long", "http://127.0.0.1/" + strings.Repeat("x", 3000), nil, doc.CodeTarget},
		{"link-local", "https://169.254.10.10/", nil, doc.CodeTarget},
		{"the metadata address", "http://169.254.169.254/latest/meta-data", nil, doc.CodeTarget},
		{"link-local in IPv6", "https://[fe80::1]/", nil, doc.CodeTarget},
		{"with a zone", "https://[fe80::1%25eth0]/", nil, doc.CodeTarget},
		{"metadata mapped into IPv6", "https://[::ffff:169.254.169.254]/", nil, doc.CodeTarget},
		{"metadata behind NAT64", "https://[64:ff9b::a9fe:a9fe]/", nil, doc.CodeTarget},
		{"metadata behind 6to4", "https://[2002:a9fe:a9fe::1]/", nil, doc.CodeTarget},
		{"metadata compatible", "https://[::a9fe:a9fe]/", nil, doc.CodeTarget},
		{"metadata of another cloud", "https://100.100.100.200/", nil, doc.CodeTarget},
		{"metadata in IPv6", "https://[fd00:ec2::254]/", nil, doc.CodeTarget},
		{"multicast", "https://224.0.0.1/", nil, doc.CodeTarget},
		{"broadcast", "https://255.255.255.255/", nil, doc.CodeTarget},
		{"everywhere", "http://0.0.0.0:9000/", nil, doc.CodeTarget},
		{"everywhere in IPv6", "http://[::]:9000/", nil, doc.CodeTarget},
		{"our own port", "http://127.0.0.1:7411/api/v1/documents", nil, doc.CodeTarget},
		{"our own port by another address", "http://127.8.8.8:7411/", nil, doc.CodeTarget},
		{"our own port in IPv6", "http://[::1]:7411/", nil, doc.CodeTarget},
		{"our own port mapped into IPv6", "http://[::ffff:127.0.0.1]:7411/", nil, doc.CodeTarget},
		{"our own port by a name", "http://me.example:7411/", map[string][]string{"me.example": {"127.0.0.1"}}, doc.CodeTarget},
		{"a name of a metadata address", "https://evil.example/", map[string][]string{"evil.example": {"169.254.169.254"}}, doc.CodeTarget},
		{"a name of a good and a bad one", "https://evil.example/", map[string][]string{"evil.example": {"93.184.215.14", "169.254.169.254"}}, doc.CodeTarget},
		{"http in public", "http://a.example/", map[string][]string{"a.example": {"93.184.215.14"}}, doc.CodeTarget},
		{"http to a private network without consent", "http://192.168.1.20:9000/", nil, doc.CodeTarget},
		{"a name that is not known", "https://nowhere.example/", nil, doc.CodeHost},
		{"loopback", "http://127.0.0.1:9000/", nil, ""},
		{"loopback in IPv6", "http://[::1]:9000/", nil, ""},
		{"https to a private network", "https://192.168.1.20/", nil, ""},
		{"https in public", "https://a.example/", map[string][]string{"a.example": {"93.184.215.14", "2606:2800:21f::1"}}, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			h := newHouse(t, func(o *webhook.Options) { o.Own = func() []netip.AddrPort { return []netip.AddrPort{own} } })
			for host, addresses := range tt.hosts {
				h.names.set(host, addresses...)
			}
			target, _ := h.Check(t.Context(), tt.url)
			_, _, err := h.Create(t.Context(), doc.WebhookSettings{URL: &tt.url, Addresses: target.Addresses})
			wantCode(t, err, tt.code)
			if tt.code == "" {
				return
			}
			if all, err := h.Endpoints(t.Context()); err != nil || len(all) != 0 {
				t.Fatalf("%v, %v", all, err)
			}
			// Whatever got into the database anyway, nothing is sent there.
			e, _ := h.endpoint("http://127.0.0.1:1/", only(webhook.TypeFileProcessed))
			err = h.store.ChangeWebhookEndpoint(t.Context(), e.ID, func(e *doc.KeptEndpoint) error {
				e.URL = tt.url
				for _, addresses := range tt.hosts {
					e.Addresses = append(e.Addresses, addresses...)
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
			h.Start(t.Context())
			h.process()
			want := map[doc.Code]string{doc.CodeTarget: "target_refused", doc.CodeHost: "host_not_found"}[tt.code]
			if o := h.outcome(); o.Attempt.Error != want || o.Attempt.Status != 0 {
				t.Errorf("sent: %+v", o)
			}
		})
	}
}

func TestPlainHTTPToAPrivateNetworkNeedsConsent(t *testing.T) {
	h := newHouse(t)
	for _, url := range []string{"http://192.168.1.20:9000/", "http://10.0.0.1/", "http://[fd12::1]/", "http://100.64.0.1/"} {
		target, err := h.Check(t.Context(), url)
		if err != nil || !target.Private || target.Encrypted {
			t.Fatalf("%+v, %v", target, err)
		}
		set := doc.WebhookSettings{URL: &url, Addresses: target.Addresses, PlainHTTP: pointer(true)}
		if _, _, err := h.Create(t.Context(), set); err != nil {
			t.Errorf("%s: %v", url, err)
		}
	}
}

func TestATargetHasToBeConfirmedAsItIs(t *testing.T) {
	h := newHouse(t)
	h.names.set("a.example", "93.184.215.14")
	url := "https://a.example/"
	for _, addresses := range [][]string{nil, {}, {"1.2.3.4"}, {"93.184.215.14", "1.2.3.4"}} {
		_, _, err := h.Create(t.Context(), doc.WebhookSettings{URL: &url, Addresses: addresses})
		wantCode(t, err, doc.CodeTargetChanged)
	}
	target, err := h.Check(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	h.names.set("a.example", "127.0.0.1") // rebound between the look and the yes
	_, _, err = h.Create(t.Context(), doc.WebhookSettings{URL: &url, Addresses: target.Addresses})
	wantCode(t, err, doc.CodeTargetChanged)
}

func TestAReboundHostIsNotSentToUntilItIsConfirmedAgain(t *testing.T) {
	h, r, victim := newHouse(t), newReceiver(t), newReceiver(t)
	at := netip.MustParseAddrPort(strings.TrimPrefix(r.URL, "http://"))
	h.names.set("a.example", "127.0.0.1")
	url := "http://a.example:" + strings.Split(at.String(), ":")[1] + "/hook"
	e, _ := h.endpoint(url, only(webhook.TypeFileProcessed))
	h.Start(t.Context())
	h.process()
	if o := h.outcome(); !o.Received {
		t.Fatalf("%+v", o)
	}
	r.next(t)

	h.names.set("a.example", "127.0.0.2")
	h.process()
	if o := h.outcome(); o.Attempt.Error != "target_changed" {
		t.Errorf("%+v", o)
	}
	h.names.set("a.example", "127.0.0.1", "169.254.169.254")
	if o := h.await(e.ID); o.Attempt.Error != "target_refused" {
		t.Errorf("%+v", o)
	}
	h.names.set("a.example", "127.0.0.2", "127.0.0.1") // one of the confirmed is left: that one is dialled
	if o := h.await(e.ID); !o.Received {
		t.Errorf("%+v", o)
	}
	r.next(t)
	if len(victim.got) > 0 {
		t.Error("the victim was reached")
	}

	h.names.set("a.example", "::1")
	h.process()
	h.outcome()
	if _, err := h.Update(t.Context(), e.ID, doc.WebhookSettings{Addresses: []string{"127.0.0.1"}}); doc.CodeOf(err) != doc.CodeTargetChanged {
		t.Errorf("%v", err)
	}
	if got, err := h.Update(t.Context(), e.ID, doc.WebhookSettings{Addresses: []string{"::1"}}); err != nil || got.Addresses[0] != "::1" || got.URL != url {
		t.Errorf("%+v, %v", got, err)
	}
}
