package doc

// Status is where a document stands.
type Status string

// The statuses of the contract.
const (
	StatusReceived        Status = "received"
	StatusValidated       Status = "validated"
	StatusQueued          Status = "queued"
	StatusProcessing      Status = "processing"
	StatusCompleted       Status = "completed"
	StatusCompletedWarn   Status = "completed_with_warnings"
	StatusNeedsReview     Status = "needs_review"
	StatusApproved        Status = "approved"
	StatusRejected        Status = "rejected"
	StatusFailedRetryable Status = "failed_retryable"
	StatusFailedTerminal  Status = "failed_terminal"
)

// Statuses lists every status in the order a document meets them.
func Statuses() []Status {
	return []Status{
		StatusReceived, StatusValidated, StatusQueued, StatusProcessing,
		StatusCompleted, StatusCompletedWarn, StatusNeedsReview,
		StatusApproved, StatusRejected, StatusFailedRetryable, StatusFailedTerminal,
	}
}

// Transition is one allowed step, with the reason it is taken.
type Transition struct {
	From, To Status
	Why      string
}

// Transitions is the whole table; ARCHITECTURE.md draws it and a test compares
// the two.
func Transitions() []Transition {
	return []Transition{
		{StatusReceived, StatusValidated, "type and limits hold"},
		{StatusValidated, StatusQueued, "its first job is stored"},
		{StatusQueued, StatusProcessing, "a job of it is claimed"},
		{StatusProcessing, StatusCompleted, "nothing to look at"},
		{StatusProcessing, StatusCompletedWarn, "read, with warnings"},
		{StatusProcessing, StatusNeedsReview, "a field is flagged"},
		{StatusProcessing, StatusFailedRetryable, "an error that may pass"},
		{StatusProcessing, StatusFailedTerminal, "an error that will not pass"},
		{StatusQueued, StatusFailedTerminal, "cancelled"},
		{StatusFailedRetryable, StatusQueued, "the wait is over"},
		{StatusFailedRetryable, StatusFailedTerminal, "attempts spent or cancelled"},
		{StatusFailedTerminal, StatusQueued, "a person retries"},
		{StatusNeedsReview, StatusApproved, "a person approves"},
		{StatusNeedsReview, StatusRejected, "a person rejects"},
		{StatusCompleted, StatusApproved, "approved in bulk"},
		{StatusCompletedWarn, StatusApproved, "approved in bulk"},
		{StatusCompleted, StatusNeedsReview, "reopened"},
		{StatusCompletedWarn, StatusNeedsReview, "reopened"},
		{StatusApproved, StatusNeedsReview, "reopened"},
		{StatusRejected, StatusNeedsReview, "reopened"},
		{StatusApproved, StatusCompleted, "undone"},
		{StatusApproved, StatusCompletedWarn, "undone"},
		{StatusNeedsReview, StatusCompleted, "undone"},
		{StatusNeedsReview, StatusCompletedWarn, "undone"},
		{StatusCompleted, StatusQueued, "read again"},
		{StatusCompletedWarn, StatusQueued, "read again"},
		{StatusNeedsReview, StatusQueued, "read again"},
	}
}

// CanBecome reports whether the step from s to next is allowed.
func (s Status) CanBecome(next Status) bool {
	for _, t := range Transitions() {
		if t.From == s && t.To == next {
			return true
		}
	}
	return false
}

// Finished reports whether the machine is done with the document: it waits for
// nobody or for a person.
func (s Status) Finished() bool {
	switch s {
	case StatusReceived, StatusValidated, StatusQueued, StatusProcessing, StatusFailedRetryable:
		return false
	default:
		return true
	}
}

// Read reports whether the document has a result.
func (s Status) Read() bool {
	switch s {
	case StatusCompleted, StatusCompletedWarn, StatusNeedsReview, StatusApproved, StatusRejected:
		return true
	default:
		return false
	}
}

// Valid reports whether s is a status of the contract.
func (s Status) Valid() bool {
	for _, v := range Statuses() {
		if v == s {
			return true
		}
	}
	return false
}
