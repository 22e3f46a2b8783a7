package doc

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"time"
)

// FolderFile is a line of the journal: a file of a watched folder, where it
// stands and why.
type FolderFile struct {
	ID        int64      `json:"id"`
	FolderID  string     `json:"folder_id"`
	Path      string     `json:"path" doc:"Below the folder, with slashes; empty once its document was deleted"`
	Size      int64      `json:"size"`
	Modified  time.Time  `json:"modified_at"`
	FirstSeen time.Time  `json:"first_seen_at"`
	Changed   time.Time  `json:"changed_at" doc:"When it came to stand where it does"`
	State     FileState  `json:"state" enum:"waiting,taken,passed_over,failed,gone"`
	Reason    FileReason `json:"reason" doc:"Why, as a code"`
	Message   string     `json:"message" doc:"Why, as a sentence"`
	Error     *Failure   `json:"error" doc:"What went wrong at the last try"`
	Tries     int        `json:"tries"`
	NextAt    *time.Time `json:"next_at" doc:"When a waiting file is looked at again"`

	DocumentID string     `json:"document_id" doc:"Of a taken file"`
	Duplicate  bool       `json:"duplicate" doc:"The document was there before: this is another sighting of it"`
	Source     SourceFate `json:"source" enum:",pending,left,moved,deleted,changed,gone" doc:"What became of a taken file itself"`
	MovedTo    string     `json:"moved_to" doc:"Where it was moved to, below the folder"`
	Present    bool       `json:"present" doc:"It was there when the folder was last looked through"`
}

// FileState is where a file of a watched folder stands.
type FileState string

// The states of a file.
const (
	FileWaiting    FileState = "waiting"
	FileTaken      FileState = "taken"
	FilePassedOver FileState = "passed_over"
	FileFailed     FileState = "failed"
	FileGone       FileState = "gone" // before it could be taken
)

// FileStates lists every state of a file.
func FileStates() []FileState {
	return []FileState{FileWaiting, FileTaken, FilePassedOver, FileFailed, FileGone}
}

// Valid reports whether s is one of the states.
func (s FileState) Valid() bool { return slices.Contains(FileStates(), s) }

// SourceFate is what became of a source after its document was committed.
type SourceFate string

// What can have become of a source. Pending is one that is still to be moved or
// deleted.
const (
	SourceNone    SourceFate = ""
	SourcePending SourceFate = "pending"
	SourceLeft    SourceFate = "left"
	SourceMoved   SourceFate = "moved"
	SourceDeleted SourceFate = "deleted"
	SourceChanged SourceFate = "changed" // it is another file by now, so it was left alone
	SourceGone    SourceFate = "gone"    // somebody else took it away
)

// FileReason says why a file stands where it does.
type FileReason string

// The reasons. Those of a refusal are the codes of its error.
const (
	ReasonNone        FileReason = ""
	ReasonSettling    FileReason = "settling"
	ReasonOpen        FileReason = "open_for_writing"
	ReasonUnreadable  FileReason = "unreadable"
	ReasonNoRoom      FileReason = "disk_full"
	ReasonTrouble     FileReason = "trouble"
	ReasonByHand      FileReason = "asked_for"
	ReasonHidden      FileReason = "hidden"
	ReasonTemporary   FileReason = "temporary"
	ReasonExcluded    FileReason = "excluded"
	ReasonNotIncluded FileReason = "not_included"
	ReasonFIFO        FileReason = "fifo"
	ReasonSocket      FileReason = "socket"
	ReasonDevice      FileReason = "device"
	ReasonLink        FileReason = "link"
	ReasonLinkOut     FileReason = "link_outside"
	ReasonLinkBroken  FileReason = "link_broken"
	ReasonOwn         FileReason = "own_folder"
	ReasonMovedHere   FileReason = "moved_here"
	ReasonNoFolder    FileReason = "folder_unreadable"
	ReasonIrregular   FileReason = "no_file"
	ReasonTypeRefused FileReason = "unsupported_type"
	ReasonTooLarge    FileReason = "file_too_large"
	ReasonEmpty       FileReason = "empty_file"
	ReasonLeft        FileReason = "left_alone"
	ReasonDuplicate   FileReason = "duplicate"
	ReasonTouched     FileReason = "same_content"
)

// Sentence says the reason to a person, in English.
func (r FileReason) Sentence() string {
	return map[FileReason]string{
		ReasonSettling:    "It is still arriving, or came a moment ago.",
		ReasonOpen:        "A program still has it open for writing.",
		ReasonUnreadable:  "It is locked or may not be read; it is tried again by itself.",
		ReasonNoRoom:      "There is no room on the disk for its copy; it is tried again by itself.",
		ReasonTrouble:     "It could not be taken; it is tried again by itself.",
		ReasonByHand:      "You asked for it to be taken.",
		ReasonHidden:      "It is hidden: its name begins with a full stop.",
		ReasonTemporary:   "Its name is that of a file that is not finished; it is taken under its final name.",
		ReasonExcluded:    "A pattern excludes it.",
		ReasonNotIncluded: "No pattern includes it.",
		ReasonFIFO:        "It is a pipe, not a file.",
		ReasonSocket:      "It is a socket, not a file.",
		ReasonDevice:      "It is a device, not a file.",
		ReasonLink:        "It is a link to something in this folder, which is taken by itself.",
		ReasonLinkOut:     "It is a link that leads out of the folder.",
		ReasonLinkBroken:  "It is a link that leads nowhere.",
		ReasonOwn:         "It is Deskclerk's own data.",
		ReasonMovedHere:   "Files that were taken are moved here.",
		ReasonNoFolder:    "The folder may not be read.",
		ReasonIrregular:   "It is no ordinary file.",
		ReasonTypeRefused: "This kind of file cannot be read.",
		ReasonTooLarge:    "It is larger than the limit.",
		ReasonEmpty:       "It is empty; it is taken once something is in it.",
		ReasonLeft:        "You said to leave it alone.",
		ReasonDuplicate:   "The same content was here before.",
		ReasonTouched:     "It was touched; its content is the one that was taken.",
	}[r]
}

// FileVersion tells one content of a path from the next without reading it.
type FileVersion struct {
	Size     int64
	Modified int64 // nanoseconds since 1970
	Inode    uint64
}

// JournalRef names the line of the journal that an admission comes from. The
// admission and what the journal says of it are one transaction, so that a file
// is taken once whenever the program dies.
type JournalRef struct {
	FolderID string
	FileID   int64
	Version  FileVersion
	Pending  bool // the source is to be moved or deleted afterwards
	Within   bool // it is in a container, with whose record the line is taken
}

// KeptFile is a line of the journal as it is stored.
type KeptFile struct {
	FolderFile

	Dir     string // the folder below the watched one, empty for itself
	Version FileVersion
	SHA256  string // of the content that was taken, empty before
	Forced  bool   // a person asked for it, whatever its name
}

// FileQuery chooses lines of a folder's journal, newest first.
type FileQuery struct {
	FolderID string
	State    []FileState
	Text     string // part of the path
	After    string // cursor of an earlier list
	Limit    int    // default 100, at most 500
}

// FileList is a page of a journal.
type FileList struct {
	Files []FolderFile `json:"files"`
	Next  string       `json:"next" doc:"The cursor of the next page; empty at the end"`
}

// ForgottenPath stands in the journal for the path of a file whose document was
// deleted: it can be recognised, but not read.
func ForgottenPath(path string) string {
	sum := sha256.Sum256([]byte(path))
	return "\x01" + hex.EncodeToString(sum[:])
}

// Forgotten reports whether a path in the journal is such a one.
func Forgotten(path string) bool {
	sum, marked := strings.CutPrefix(path, "\x01")
	raw, err := hex.DecodeString(sum)
	return marked && err == nil && len(raw) == sha256.Size // a name may begin with any character
}
