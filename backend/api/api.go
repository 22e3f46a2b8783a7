// Package api is the front door: the local HTTP API at /api/v1, the events
// stream, and the files of the user interface. It speaks to the rest of the
// house through the small interfaces of ports.go and knows no database and no
// engine. It may reach net/http; it opens no file but those it is handed.
package api

import (
	"crypto/sha256"
	"io/fs"
	"log/slog"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"deskclerk/backend/doc"
)

// Prefix is where the API lives.
const Prefix = "/api/v1"

// Options of a server. The interfaces are required; what is zero has the
// default named beside it.
type Options struct {
	Library  Library
	Events   Events
	Review   Review
	Intake   Intake
	Requests Requests
	Pages    Pages
	Copies   Copies
	Types    Types
	Exporter Exporter
	Exports  Exports
	System   System
	Webhooks Webhooks
	Overview Overview
	Settings Settings
	Premises Premises
	Folders  Folders
	Upkeep   Upkeep
	Audit    Audit // nil: nothing is written down

	Tokens  Tokens    // nil: there are none but the owner's
	Health  Health    // nil: ready as long as the events can be read
	Window  Window    // nil: there is none
	Samples Samples   // nil: there are none
	Habits  Habits    // nil: the defaults, which cannot be changed
	Token   string    // the owner's bearer token; empty: none is accepted
	UI      fs.FS     // built user interface, index.html at its root; nil: none
	Guide   []Chapter // the hand-written part of the documentation
	Schema  []byte    // JSON Schema of deskclerk.document/v1; nil: not served
	Origins []string  // other origins of our own window, default wails://wails and wails://wails.localhost

	// Hosts are names that may stand in the Host header besides the address
	// itself, with a port or with the listener's.
	Hosts []string

	Calls      CallLimits
	MaxBytes   int64         // of one uploaded file, default 512 MiB
	UploadIdle time.Duration // silence after which an upload is cut, default 60 s
	WriteIdle  time.Duration // a client that takes nothing for so long is cut, default 60 s
	Heartbeat  time.Duration // between comments on a quiet event stream, default 15 s
	MaxWait    time.Duration // longest long poll, default 60 s
	Clock      func() time.Time
	Logger     *slog.Logger
}

func (o Options) withDefaults() Options {
	if len(o.Origins) == 0 {
		o.Origins = []string{"wails://wails", "wails://wails.localhost"}
	}
	if o.MaxBytes <= 0 {
		o.MaxBytes = 512 << 20
	}
	o.UploadIdle = orDefault(o.UploadIdle, time.Minute)
	o.WriteIdle = orDefault(o.WriteIdle, time.Minute)
	o.Heartbeat = orDefault(o.Heartbeat, 15*time.Second)
	o.MaxWait = orDefault(o.MaxWait, time.Minute)
	o.Calls = o.Calls.withDefaults()
	if o.Clock == nil {
		o.Clock = time.Now
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	return o
}

func orDefault(d, otherwise time.Duration) time.Duration {
	if d <= 0 {
		return otherwise
	}
	return d
}

// Server answers requests. Make it with New.
type Server struct {
	o       Options
	log     *slog.Logger
	huma    huma.API
	mux     *http.ServeMux // the routes under Prefix
	keys    *keyring
	scopes  map[string]doc.Scope // what each pattern of mux needs
	brake   *brake
	visits  *visits
	uses    *uses
	metrics *metrics
	bell    *bell
	screen  *screen
	sites   *http.CrossOriginProtection
	hosts   atomic.Pointer[hosts] // nil until Listen
	handler http.Handler

	docsPage func() ([]byte, error) // made once

	mu       sync.Mutex
	listener *listening
	done     chan struct{} // closed by Shutdown: ends streams and long polls
	stop     sync.Once
}

// New makes a server; it answers nothing before Listen because it does not know
// its own address until then. An origin that is no origin is invalid_request.
func New(o Options) (*Server, error) {
	o = o.withDefaults()
	s := &Server{
		o: o, log: o.Logger, mux: http.NewServeMux(),
		keys: newKeyring(o.Token, o.Clock), brake: newBrake(o.Clock, brakeStep),
		bell: &bell{events: o.Events, log: o.Logger}, sites: http.NewCrossOriginProtection(), done: make(chan struct{}),
		screen: newScreen(), scopes: map[string]doc.Scope{}, visits: newVisits(o.Calls, o.Clock), uses: newUses(o),
	}
	s.metrics = s.newMetrics()
	for _, origin := range o.Origins {
		if err := s.sites.AddTrustedOrigin(origin); err != nil {
			return nil, doc.Errorf(doc.CodeInvalid, "origin %q: %w", origin, err)
		}
	}
	s.huma = newHuma(s.mux)
	s.mount()
	s.mountProbes()
	s.docsPage = sync.OnceValues(s.makeDocs)
	s.handler = s.middleware()
	return s, nil
}

// Handler answers requests for the addresses Listen got.
func (s *Server) Handler() http.Handler { return s.handler }

// digest is what is kept of a secret.
func digest(secret string) [sha256.Size]byte { return sha256.Sum256([]byte(secret)) }
