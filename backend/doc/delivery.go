package doc

import (
	"slices"
	"time"
)

// Delivery is one webhook for one endpoint: its id is the webhook-id, the same
// at every try.
type Delivery struct {
	ID         string        `json:"id"`
	EndpointID string        `json:"endpoint_id"`
	Sequence   int64         `json:"sequence" doc:"Of the event it tells of; order by it"`
	Type       string        `json:"type"`
	DocumentID string        `json:"document_id"`
	BatchID    string        `json:"batch_id"`
	State      DeliveryState `json:"state" enum:"available,running,retryable,completed,discarded,cancelled"`
	Tries      int           `json:"tries" doc:"Since it was made or replayed"`
	Replays    int           `json:"replays"`
	HappenedAt time.Time     `json:"happened_at" doc:"When the event was committed"`
	CreatedAt  time.Time     `json:"created_at"`
	NextAt     *time.Time    `json:"next_at" doc:"When it is tried next; null when it is not"`
	ReceivedAt *time.Time    `json:"received_at" doc:"When the receiver first said yes"`
	EndedAt    *time.Time    `json:"ended_at"`
	LagMS      *int64        `json:"lag_ms" doc:"Milliseconds from the event to its receipt"`
	LastStatus int           `json:"last_status" doc:"The HTTP status of the last try; 0 without an answer"`
	LastError  string        `json:"last_error" doc:"What went wrong at the last try, as a short name"`

	Body     string            `json:"body,omitempty" doc:"The bytes as signed and sent; only of a single delivery"`
	Attempts []DeliveryAttempt `json:"attempts,omitempty" doc:"Only of a single delivery"`
}

// DeliveryState is where a delivery stands, in the words of the job queue.
type DeliveryState string

// The states of a delivery.
const (
	DeliveryAvailable DeliveryState = "available" // waits for its first try
	DeliveryRunning   DeliveryState = "running"   // is being sent
	DeliveryRetryable DeliveryState = "retryable" // failed and waits
	DeliveryCompleted DeliveryState = "completed" // was received
	DeliveryDiscarded DeliveryState = "discarded" // a dead letter
	DeliveryCancelled DeliveryState = "cancelled" // its document was deleted, and it held its content
)

// DeliveryStates lists every state of a delivery.
func DeliveryStates() []DeliveryState {
	return []DeliveryState{
		DeliveryAvailable, DeliveryRunning, DeliveryRetryable,
		DeliveryCompleted, DeliveryDiscarded, DeliveryCancelled,
	}
}

// DeliveryAttempt is one request and what came of it.
type DeliveryAttempt struct {
	Number          int               `json:"number"`
	At              time.Time         `json:"at"`
	TookMS          int64             `json:"took_ms"`
	Status          int               `json:"status" doc:"The answer's HTTP status; 0 without an answer"`
	Error           string            `json:"error" doc:"Empty when it was received"`
	RequestHeaders  map[string]string `json:"request_headers"`
	ResponseHeaders map[string]string `json:"response_headers"`
	ResponseBody    string            `json:"response_body" doc:"At most its first 20 kB"`
	Truncated       bool              `json:"truncated" doc:"The answer was longer"`
}

// NewDelivery is a webhook to be made.
type NewDelivery struct {
	EndpointID string
	ID         string
	Event      Event
	Type       string
	Body       []byte
	Thin       []byte // used instead when Body is full and its document is gone; nil for a thin one
}

// DeliveryLease is a claim on a delivery. Generation tells it from every other.
type DeliveryLease struct {
	N          int64
	Generation int64
	Tries      int // this one included
	FirstTryAt time.Time
	ID         string
	Type       string
	Body       []byte
	Endpoint   KeptEndpoint
}

// DeliveryOutcome ends a try.
type DeliveryOutcome struct {
	Attempt  DeliveryAttempt
	Received bool
	RetryAt  time.Time // zero: no further try
	Gone     bool      // the endpoint wants no more
}

// FailingPolicy says when a failing endpoint is disabled. Time in which nothing
// was tried counts up to MaxGap, so that a machine that slept for a week does
// not blame the receiver.
type FailingPolicy struct {
	DisableAfter time.Duration
	MaxGap       time.Duration
	// FlushAfter is for how long an endpoint must have failed so that its first
	// success makes what waits due at once.
	FlushAfter time.Duration
}

// DeliveryQuery chooses deliveries; zero means all, newest first.
type DeliveryQuery struct {
	EndpointID string
	State      []DeliveryState
	Type       string
	DocumentID string
	After      string // cursor of an earlier list
	Limit      int    // default 100, at most 500
}

// DeliveryList is a page of deliveries.
type DeliveryList struct {
	Deliveries []Delivery `json:"deliveries"`
	Next       string     `json:"next" doc:"The cursor of the next page; empty at the end"`
}

// Replay chooses deliveries of one endpoint to be sent again. What is set has to
// hold together; at least one must be set.
type Replay struct {
	IDs    []string
	Failed bool // dead letters only
	From   int64
	To     int64 // sequence numbers, both included; 0 is open
	Since  time.Time
	Until  time.Time // of the event; zero is open
}

// Empty reports whether nothing is chosen.
func (r Replay) Empty() bool {
	return len(r.IDs) == 0 && !r.Failed && r.From == 0 && r.To == 0 && r.Since.IsZero() && r.Until.IsZero()
}

// WebhookFacts are what scopes are held against.
type WebhookFacts struct {
	Type    Type            `json:"type"`
	Sources []WebhookOrigin `json:"sources"`
}

// WebhookOrigin is one way that a document, or a document of a batch, came in.
type WebhookOrigin struct {
	Kind          SourceKind `json:"kind"`
	Detail        string     `json:"detail"`
	Folder        string     `json:"folder,omitempty"` // id of the watched folder
	Type          Type       `json:"type,omitempty"`
	CorrelationID string     `json:"correlation_id,omitempty"`
}

// EndpointDue is when an active endpoint's next delivery is to be tried.
type EndpointDue struct {
	ID string
	At time.Time
}

// Valid reports whether s is one of the states.
func (s DeliveryState) Valid() bool {
	return slices.Contains(DeliveryStates(), s)
}
