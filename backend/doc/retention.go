package doc

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// RetentionRule says which documents are removed by themselves, and when.
type RetentionRule struct {
	ID       string   `json:"id"`
	Name     string   `json:"name"`
	Enabled  bool     `json:"enabled"` // off: it only shows what it would remove
	Types    []Type   `json:"types"`   // empty: every type
	Statuses []Status `json:"statuses"`
	Since    Since    `json:"since" enum:"received,decided"`
	Days     int      `json:"days"`     // 1 to 36500
	Exported bool     `json:"exported"` // only what was exported after it was decided
	Removes  Removal  `json:"removes" enum:"document,original"`

	CreatedAt time.Time `json:"created_at"`
	UpdatedAt time.Time `json:"updated_at"`
}

// Since is what the days of a rule count from.
type Since string

// Days count from the file's arrival, or from a person's approval or rejection.
const (
	SinceReceived Since = "received"
	SinceDecided  Since = "decided"
)

// Removal is what a rule takes away.
type Removal string

// A rule removes documents with all that was read, or only the files.
const (
	RemoveDocument Removal = "document"
	RemoveOriginal Removal = "original"
)

const mostDays = 36500

// Validate finds what makes no sense. Errors: invalid_request.
func (r RetentionRule) Validate() error {
	switch {
	case strings.TrimSpace(r.Name) == "" || len(r.Name) > 100:
		return Refuse(CodeInvalid, "rule_name")
	case r.Days < 1 || r.Days > mostDays:
		return Refuse(CodeInvalid, "rule_days", "limit", strconv.Itoa(mostDays))
	case r.Since != SinceReceived && r.Since != SinceDecided:
		return Refuse(CodeInvalid, "rule_since")
	case r.Removes != RemoveDocument && r.Removes != RemoveOriginal:
		return Refuse(CodeInvalid, "rule_removes")
	case len(r.Statuses) == 0:
		return Refuse(CodeInvalid, "rule_statusless")
	case slices.Contains(r.Types, TypeAuto) || slices.Contains(r.Types, TypeUnknown):
		return Refuse(CodeInvalid, "rule_types")
	}
	for _, s := range r.Statuses {
		if !slices.Contains(RetainableStatuses(), s) {
			return Refuse(CodeInvalid, "rule_status", "status", string(s))
		}
		if r.Since == SinceDecided && s != StatusApproved && s != StatusRejected {
			return Refuse(CodeInvalid, "rule_undecided", "status", string(s))
		}
	}
	return nil
}

// RetainableStatuses are those that a rule may name: nothing that is in work or
// waits for a person is removed by itself.
func RetainableStatuses() []Status {
	return []Status{StatusApproved, StatusRejected, StatusCompleted, StatusCompletedWarn, StatusFailedTerminal}
}

// DueDocument is a document that a rule would remove now.
type DueDocument struct {
	ID         string    `json:"id"`
	Name       string    `json:"name"`
	Type       Type      `json:"type"`
	Status     Status    `json:"status"`
	Bytes      int64     `json:"bytes"`
	ReceivedAt time.Time `json:"received_at"`
	DueAt      time.Time `json:"due_at"`
	Revision   int64     `json:"revision"`
}

// RetentionPreview is what a rule would remove now.
type RetentionPreview struct {
	Rule      RetentionRule `json:"rule"`
	Total     int           `json:"total"`
	Bytes     int64         `json:"bytes"`     // of their files
	Documents []DueDocument `json:"documents"` // the first of them, longest due first
}

// RetentionRun is what one run removed.
type RetentionRun struct {
	At        time.Time `json:"at"`
	Documents int       `json:"documents"`
	Originals int       `json:"originals"`
	Bytes     int64     `json:"bytes"`
}

// Add counts one removal.
func (r *RetentionRun) Add(what Removal, bytes int64) {
	r.Bytes += bytes
	if what == RemoveOriginal {
		r.Originals++
	} else {
		r.Documents++
	}
}
