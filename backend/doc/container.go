package doc

import (
	"encoding/json"
	"time"
)

// Container is a file that is no document but holds some, such as a ZIP or a
// mail. What it held became documents of one batch; what was passed over is
// listed with the reason. The file itself is kept as long as all of these
// documents are: who deletes one of them deletes it from here too.
type Container struct {
	ID         string          `json:"id"` // UUIDv7
	BatchID    string          `json:"batch_id"`
	Name       string          `json:"name"`
	SHA256     string          `json:"sha256"`
	Bytes      int64           `json:"bytes"`
	MIME       string          `json:"mime"`
	Kept       bool            `json:"kept"` // the file is still here
	ReceivedAt time.Time       `json:"received_at"`
	Mail       *Mail           `json:"mail,omitempty"` // of a mail
	Entries    []Entry         `json:"entries"`
	Journal    *JournalRef     `json:"-"` // of a watched folder's file, or nil
	Source     Source          `json:"-"`
	Metadata   json.RawMessage `json:"-"`
}

// Admitted gives the first of its documents, and whether all were here before.
func (c Container) Admitted() (first string, duplicate bool) {
	duplicate = true
	for _, e := range c.Entries {
		if e.DocumentID == "" {
			continue
		}
		if first == "" {
			first = e.DocumentID
		}
		duplicate = duplicate && e.Duplicate
	}
	return first, duplicate
}

// Mail is what a message says beside its attachments.
type Mail struct {
	From    string     `json:"from"`
	To      string     `json:"to"`
	Subject string     `json:"subject"`
	Date    *time.Time `json:"date"` // nil when it has none that can be read
	Text    string     `json:"text"` // its plain text, or that of its HTML, cut at 64 KiB
}

// Entry is one file in a container.
type Entry struct {
	Name       string     `json:"name"`                  // with its folders, and those of the containers around it
	DocumentID string     `json:"document_id,omitempty"` // what became of it
	Duplicate  bool       `json:"duplicate,omitempty"`   // the content was here before
	PassedOver PassedOver `json:"passed_over,omitempty"` // why it did not become a document
	Error      *Failure   `json:"error,omitempty"`       // why it could not become one
	Status     Status     `json:"-"`                     // of its document, when it came in
}

// PassedOver says why a file in a container was left where it is.
type PassedOver string

// The reasons.
const (
	PassedHidden PassedOver = "hidden"       // a system's own file, such as .DS_Store
	PassedLink   PassedOver = "link"         // a link or a device
	PassedType   PassedOver = "unsupported"  // not a kind of file that can be read
	PassedText   PassedOver = "text"         // a plain text beside the documents; by itself it would be read
	PassedInline PassedOver = "inline_image" // a picture that belongs to a mail's text, such as a logo
	PassedDeep   PassedOver = "nested"       // a container too deep inside others, or too large there
	PassedEmpty  PassedOver = "empty"
)

// ContainerSummary is a container in a few numbers.
type ContainerSummary struct {
	ID         string `json:"id"`
	Name       string `json:"name"`
	Documents  int    `json:"documents"`   // that came of it and are still here
	PassedOver int    `json:"passed_over"` // files left where they were
	Failed     int    `json:"failed"`      // files that could not be taken in
}
