package doc

import "time"

// Endpoint is a receiver of webhooks.
type Endpoint struct {
	ID          string         `json:"id"` // UUIDv7
	Description string         `json:"description"`
	URL         string         `json:"url"`
	Addresses   []string       `json:"addresses" doc:"What the host stood for when the owner confirmed it; nothing else is ever dialled"`
	PlainHTTP   bool           `json:"plain_http" doc:"The owner agrees to http to a private address"`
	Events      []string       `json:"events" doc:"The types it gets; none means all"`
	Scope       WebhookScope   `json:"scope"`
	Payload     WebhookPayload `json:"payload" enum:"thin,full"`
	Auth        WebhookAuth    `json:"auth"`
	State       EndpointState  `json:"state" enum:"active,paused,disabled"`
	Reason      string         `json:"reason" doc:"Why it is disabled: gone (it answered 410) or failing (for five days)"`
	CreatedAt   time.Time      `json:"created_at"`
	UpdatedAt   time.Time      `json:"updated_at"`

	PreviousSecretUntil *time.Time `json:"previous_secret_until" doc:"Until when the secret before a rotation signs as well"`
	FailingSince        *time.Time `json:"failing_since" doc:"First failure since the last success"`
	LastSuccessAt       *time.Time `json:"last_success_at"`
	LastFailureAt       *time.Time `json:"last_failure_at"`

	Waiting     int `json:"waiting" doc:"Deliveries on their way"`
	Delivered   int `json:"delivered" doc:"Deliveries of the last 30 days that arrived"`
	DeadLetters int `json:"dead_letters" doc:"Deliveries that failed for good"`
}

// EndpointState is where an endpoint stands.
type EndpointState string

// The states of an endpoint. What happens while it is paused waits; what
// happens while it is disabled becomes a dead letter, which can be replayed.
const (
	EndpointActive   EndpointState = "active"
	EndpointPaused   EndpointState = "paused"
	EndpointDisabled EndpointState = "disabled"
)

// Reasons of a disabled endpoint.
const (
	DisabledGone    = "gone"
	DisabledFailing = "failing"
)

// WebhookScope narrows what an endpoint hears of.
type WebhookScope struct {
	Kind  WebhookScopeKind `json:"kind" enum:"everything,folder,type,token"`
	Value string           `json:"value" doc:"The watched folder's id, the document type or the token's name; empty for everything"`
}

// WebhookScopeKind says what a scope's value names.
type WebhookScopeKind string

// The kinds of a scope.
const (
	ScopeEverything WebhookScopeKind = "everything"
	ScopeFolder     WebhookScopeKind = "folder"
	ScopeType       WebhookScopeKind = "type"
	ScopeToken      WebhookScopeKind = "token"
)

// WebhookPayload says how much an endpoint is told.
type WebhookPayload string

// The payloads. Thin has ids, status, type, sequence and links, and nothing of
// the document's content or name.
const (
	PayloadThin WebhookPayload = "thin"
	PayloadFull WebhookPayload = "full"
)

// WebhookAuth is an extra header for receivers that ask for one. The secret in
// it is never shown again.
type WebhookAuth struct {
	Kind WebhookAuthKind `json:"kind" enum:"none,bearer,basic,header"`
	Name string          `json:"name" doc:"The user of basic, the header's name of header"`
}

// WebhookAuthKind is the form of the extra header.
type WebhookAuthKind string

// The forms of the extra header.
const (
	AuthNone   WebhookAuthKind = "none"
	AuthBearer WebhookAuthKind = "bearer"
	AuthBasic  WebhookAuthKind = "basic"
	AuthHeader WebhookAuthKind = "header"
)

// EndpointKeys are an endpoint's secrets, sealed. They are never shown.
type EndpointKeys struct {
	Secret   []byte
	Previous []byte // nil when there is none
	Auth     []byte // nil when there is none
}

// KeptEndpoint is an endpoint as it is stored.
type KeptEndpoint struct {
	Endpoint

	Keys EndpointKeys
}
