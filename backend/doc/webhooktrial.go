package doc

import "time"

// WebhookSettings are what a person decides about an endpoint; nil leaves a
// thing as it is or, for a new endpoint, as the default.
type WebhookSettings struct {
	Description *string
	URL         *string
	Addresses   []string // confirms the target: what a check of it found
	PlainHTTP   *bool
	Events      []string // nil: unchanged; empty: all
	Scope       *WebhookScope
	Payload     *WebhookPayload
	Auth        *WebhookAuth
	AuthSecret  string // of Auth
	Secret      string // of a new endpoint only; default a fresh one
}

// WebhookTarget is where a URL leads.
type WebhookTarget struct {
	URL       string   `json:"url"`
	Addresses []string `json:"addresses" doc:"What the host stands for now; send them back to confirm the target"`
	Private   bool     `json:"private" doc:"Every address belongs to this machine or a private network"`
	Loopback  bool     `json:"loopback" doc:"Every address belongs to this machine"`
	Encrypted bool     `json:"encrypted" doc:"It is https"`
}

// WebhookKind is a type of webhook for a person.
type WebhookKind struct {
	Type    string `json:"type"`
	When    string `json:"when" doc:"It is sent when"`
	Example string `json:"example" doc:"A payload, as the test sends it"`
}

// WebhookTrial is what a test request was and what came of it.
type WebhookTrial struct {
	ID      string          `json:"id" doc:"Its webhook-id"`
	Type    string          `json:"type"`
	Body    string          `json:"body" doc:"The bytes as signed and sent"`
	Attempt DeliveryAttempt `json:"attempt"`
}

// WebhookArrival is a request that reached a test receiver.
type WebhookArrival struct {
	At       time.Time         `json:"at"`
	Verified bool              `json:"verified"`
	Problem  string            `json:"problem" doc:"Why it was refused; empty when it was not"`
	ID       string            `json:"id" doc:"Its webhook-id"`
	Type     string            `json:"type"`
	Sequence int64             `json:"sequence"`
	Again    bool              `json:"again" doc:"The same id was here before"`
	Headers  map[string]string `json:"headers"`
	Body     string            `json:"body"`
}

// WebhookReceiver is the program's own test receiver.
type WebhookReceiver struct {
	Running  bool             `json:"running"`
	URL      string           `json:"url" doc:"Make an endpoint for it; empty while it does not run"`
	Secret   string           `json:"secret" doc:"Give it to that endpoint; it ends with the receiver"`
	Arrivals []WebhookArrival `json:"arrivals" doc:"The last hundred, newest first"`
}
