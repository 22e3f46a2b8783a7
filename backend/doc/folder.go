package doc

import "time"

// Folder is a watched folder: what a person set, and how it stands.
type Folder struct {
	ID   string `json:"id"`   // UUIDv7
	Name string `json:"name"` // of its documents' source; no two folders have the same
	Path string `json:"path"` // absolute, without links

	Paused     bool        `json:"paused"`
	Type       Type        `json:"type" doc:"The type of all its documents; auto finds it"`
	Languages  []string    `json:"languages" doc:"Tesseract codes; none means those of the configuration"`
	Separators Separators  `json:"separators" doc:"Texts of codes on sheets between two documents; none means those of the configuration, and the word none alone that no sheet separates"`
	Include    []string    `json:"include" doc:"Patterns of files to take; none means all"`
	Exclude    []string    `json:"exclude" doc:"Patterns of files and folders to pass over"`
	After      FolderAfter `json:"after" enum:"leave,move,delete" doc:"What becomes of a file once its document is kept"`
	MoveTo     string      `json:"move_to" doc:"The folder below this one that files are moved to"`
	Tags       bool        `json:"tags" doc:"Names of subfolders become the metadata tags of new documents"`
	Settle     float64     `json:"settle" doc:"Seconds for which a file must not change before it is taken"`
	CreatedAt  time.Time   `json:"created_at"`

	State     FolderState  `json:"state" enum:"starting,watching,away,stuck,paused,stopped"`
	Detail    string       `json:"detail" doc:"Why it is away or stuck"`
	Sentence  *Sentence    `json:"sentence,omitempty" doc:"The detail in a form that other languages can say"`
	Since     *time.Time   `json:"since" doc:"Since when it is away or stuck"`
	Watching  FolderWatch  `json:"watching" enum:"none,events,polling"`
	Polling   PollReason   `json:"polling" enum:",network,limit,chosen,events_failed" doc:"Why it is polled"`
	Every     float64      `json:"every" doc:"Seconds between two looks through the whole folder"`
	ScannedAt *time.Time   `json:"scanned_at" doc:"When it was last looked through to the end"`
	Counts    FolderCounts `json:"counts"`
	LastFile  *FolderFile  `json:"last_file" doc:"The file that was taken last"`
}

// FolderAfter is what becomes of a source whose document is committed.
type FolderAfter string

// What can become of a source.
const (
	AfterLeave  FolderAfter = "leave"
	AfterMove   FolderAfter = "move"
	AfterDelete FolderAfter = "delete"
)

// FolderState is how a watched folder stands.
type FolderState string

// The states of a folder. Stuck is one whose disk or server does not answer;
// stopped is the state of all while the program does not run.
const (
	FolderStarting FolderState = "starting"
	FolderWatching FolderState = "watching"
	FolderAway     FolderState = "away"
	FolderStuck    FolderState = "stuck"
	FolderPaused   FolderState = "paused"
	FolderStopped  FolderState = "stopped"
)

// FolderWatch is how changes of a folder are noticed.
type FolderWatch string

// The ways to notice. A folder with events is looked through now and then too.
const (
	WatchNone    FolderWatch = "none"
	WatchEvents  FolderWatch = "events"
	WatchPolling FolderWatch = "polling"
)

// PollReason is why a folder has no events.
type PollReason string

// The reasons for polling.
const (
	PollNot     PollReason = ""
	PollNetwork PollReason = "network"       // what others change there sends no events
	PollLimit   PollReason = "limit"         // the system's limit of watches is reached
	PollChosen  PollReason = "chosen"        // by the configuration
	PollFailed  PollReason = "events_failed" // the system refuses them
)

// FolderCounts are how many files stand where.
type FolderCounts struct {
	Waiting    int `json:"waiting"`
	Taken      int `json:"taken"`
	Duplicates int `json:"duplicates" doc:"Of those taken: the content was here before"`
	PassedOver int `json:"passed_over"`
	Failed     int `json:"failed"`
	Gone       int `json:"gone"`
}

// FolderSettings change a folder; nil leaves a setting as it is.
type FolderSettings struct {
	Name       *string
	Type       *Type
	Languages  []string
	Separators Separators
	Include    []string
	Exclude    []string
	After      *FolderAfter
	MoveTo     *string
	Tags       *bool
	Settle     *float64
}

// FolderCheck is what a path would be as a watched folder.
type FolderCheck struct {
	Path     string      `json:"path" doc:"Absolute, without links"`
	Name     string      `json:"name" doc:"Proposed"`
	Watching FolderWatch `json:"watching" enum:"none,events,polling"`
	Polling  PollReason  `json:"polling" enum:",network,limit,chosen,events_failed"`
	Writable bool        `json:"writable" doc:"Files can be moved or deleted there"`
}

// FolderRoot tells a mounted folder from the empty place where it was mounted.
type FolderRoot struct{ Device, Inode uint64 }

// KeptFolder is a folder as it is stored.
type KeptFolder struct {
	Folder

	Root FolderRoot // zero before it was first seen
}
