package api

import (
	"context"
	"time"

	"deskclerk/backend/doc"
)

// Overview looks at the library as a whole.
type Overview interface {
	DocumentIDs(ctx context.Context, q doc.Query) ([]string, error) // at most 50,000
	DocumentEvents(ctx context.Context, id string) ([]doc.Event, error)
	Causes(ctx context.Context) ([]doc.Cause, error)
	Insights(ctx context.Context, until time.Time, days int) (doc.Insights, error)
}

// Settings is the configuration while the program runs.
type Settings interface {
	Settings(ctx context.Context) (SettingList, error)
	// ChangeSettings changes all or nothing; nil goes back to the default.
	// Errors: invalid_request, setting_pinned, unreadable_path.
	ChangeSettings(ctx context.Context, actor string, values map[string]any) (SettingList, error)
	Acceptance(ctx context.Context) (Acceptance, error)
}

// Premises tells where the data lies and who can reach it.
type Premises interface {
	Premises(ctx context.Context) (PremisesFacts, error)
}

// SettingOrigin is where a value comes from.
type SettingOrigin string

// The origins, each outranking the one before.
const (
	FromDefault     SettingOrigin = "default"
	FromFile        SettingOrigin = "file"
	FromEnvironment SettingOrigin = "environment"
)

// Setting is one key of the configuration that can be changed here.
type Setting struct {
	Key      string        `json:"key" example:"review.target"`
	Value    any           `json:"value" doc:"Sizes in bytes, time spans in seconds"`
	Default  any           `json:"default"`
	From     SettingOrigin `json:"from" enum:"default,file,environment" doc:"What environment says cannot be changed here"`
	Variable string        `json:"variable" doc:"The environment variable that outranks the file"`
	Live     bool          `json:"live" doc:"A change is heeded at once; otherwise at the next start"`
	Pending  bool          `json:"pending" doc:"It was changed and waits for the next start"`
}

// SettingList is everything that can be set.
type SettingList struct {
	File     string    `json:"file" doc:"The file it is written to; empty when there is none"`
	Settings []Setting `json:"settings"`
}

// Acceptance tells, field by field, what a threshold would have let through of
// the user's own documents.
type Acceptance struct {
	Targets []float64         `json:"targets" doc:"Shares of wrong values, largest first"`
	Fields  []FieldAcceptance `json:"fields"`
}

// FieldAcceptance is one field's.
type FieldAcceptance struct {
	doc.FieldConfidences

	Thresholds []float64 `json:"thresholds" doc:"The confidence that each of the targets asks for"`
	Required   bool      `json:"required" doc:"Whether a document is incomplete without it: only others can be left out"`
}

// PremisesFacts are where the data lies and who can reach it.
type PremisesFacts struct {
	DataFolder string       `json:"data_folder"`
	ConfigFile string       `json:"config_file"`
	FreeBytes  int64        `json:"free_bytes" doc:"Free on the data folder's disk; -1 when it cannot be told"`
	Holdings   doc.Holdings `json:"holdings"`
	Listening  string       `json:"listening" doc:"The address that is served; empty when none is"`
	Local      bool         `json:"local" doc:"Only this machine reaches it"`
	Encrypted  bool         `json:"encrypted" doc:"By TLS"`
	Tokens     int          `json:"tokens" doc:"That open something now, the owner's own aside"`
	Webhooks   []string     `json:"webhooks" doc:"Hosts that are told of events"`
	KeyPlace   string       `json:"key_place" enum:"none,file,key_store" doc:"Where the key of sealed secrets is kept; none: nothing was sealed yet"`
}
