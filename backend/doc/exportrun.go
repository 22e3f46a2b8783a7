package doc

import "time"

// ExportWish asks for an export: with which profile, and of which documents.
type ExportWish struct {
	Profile ExportProfile
	Query   Query      // Status empty: all that a person or the machine has settled
	Which   ExportPick // empty: new
	Review  bool       // also what waits for a person
	Target  string     // where it goes, for the record: empty for a download
	Append  bool       // to a file that there is
	Limit   int        // rows of a preview
}

// ExportPick says what of the chosen documents goes out, by what the profile has
// exported before.
type ExportPick string

// The picks: never exported with the profile; these and what was changed since;
// all.
const (
	PickNew     ExportPick = "new"
	PickChanged ExportPick = "changed"
	PickAll     ExportPick = "all"
)

// ExportCounts says what became of the documents that were chosen.
type ExportCounts struct {
	Documents int `json:"documents" doc:"That go out"`
	Rows      int `json:"rows"`
	New       int `json:"new" doc:"Never exported with the profile"`
	Changed   int `json:"changed" doc:"Changed since they were exported; they go out when asked for"`
	Exported  int `json:"exported" doc:"Exported before and not changed"`
	Waiting   int `json:"waiting" doc:"Left out because they wait for a person"`
	Held      int `json:"held" doc:"Held back because they are incomplete or cannot be written"`

	ExportLeft
}

// ExportLeft counts documents that are left out whatever the profile has exported.
type ExportLeft struct {
	OtherType int `json:"other_type" doc:"Left out because the profile does not take their type"`
	Reading   int `json:"reading" doc:"Left out because they are still being read"`
	Failed    int `json:"failed" doc:"Left out because they could not be read"`
}

// ExportIssue is something about a document, or about the profile itself, that
// the person should know of before the file is used.
type ExportIssue struct {
	Code   ExportIssueCode `json:"code" enum:"missing,no_rows,encoding,cut,masked,constant_missing,batch_missing,different_years"`
	Column string          `json:"column,omitempty" doc:"Header of the column it is about"`
	Detail string          `json:"detail,omitempty" doc:"Such as the characters that cannot be written"`
}

// ExportIssueCode names what is amiss.
type ExportIssueCode string

// The issues. Those of a document hold it back, but for cut and masked, and for
// missing where the profile says to mark it; those of the profile hold
// everything back.
const (
	IssueMissing  ExportIssueCode = "missing"
	IssueNoRows   ExportIssueCode = "no_rows" // of the table whose rows are exported
	IssueEncoding ExportIssueCode = "encoding"
	IssueCut      ExportIssueCode = "cut"
	IssueMasked   ExportIssueCode = "masked"
	IssueConstant ExportIssueCode = "constant_missing" // the profile is to name it, such as an account
	IssueBatch    ExportIssueCode = "batch_missing"    // consultant or client
	IssueYears    ExportIssueCode = "different_years"  // of a batch that is for one financial year
)

// ExportHeld is a document with what is amiss about it.
type ExportHeld struct {
	ID     string        `json:"id"`
	Name   string        `json:"name"`
	Held   bool          `json:"held" doc:"It is left out; otherwise it goes out as it is"`
	Issues []ExportIssue `json:"issues"`
}

// ExportPreview is what an export would write.
type ExportPreview struct {
	FileName string          `json:"file_name"`
	Columns  []PreviewColumn `json:"columns"`
	Rows     []PreviewRow    `json:"rows" doc:"The first, exactly as the file has them"`
	Text     string          `json:"text" doc:"The beginning of a file that is no table"`
	Counts   ExportCounts    `json:"counts"`
	Profile  []ExportIssue   `json:"profile_issues" doc:"While there are any, nothing can be exported"`
	Issues   []ExportHeld    `json:"issues" doc:"The first documents with something amiss"`
	Masked   bool            `json:"masked" doc:"Sensitive values are masked"`
	Checked  int             `json:"checked" doc:"How many documents were looked at; the export itself looks at all"`
}

// PreviewColumn is a column's name and whether its values are numbers.
type PreviewColumn struct {
	Header string    `json:"header"`
	Kind   FieldKind `json:"kind"`
}

// PreviewRow is one row of the file.
type PreviewRow struct {
	DocumentID string   `json:"document_id"`
	Cells      []string `json:"cells"`
}

// ExportRun is one export that was made. It can be downloaded again as long as
// its documents are as they were.
type ExportRun struct {
	ID          string        `json:"id"` // UUIDv7
	Profile     ExportProfile `json:"profile" doc:"As it was then"`
	At          time.Time     `json:"at"`
	Actor       string        `json:"actor"`
	Target      string        `json:"target" doc:"The file it went to; empty for a download"`
	Append      bool          `json:"append"`
	FileName    string        `json:"file_name"`
	Counts      ExportCounts  `json:"counts"`
	Bytes       int64         `json:"bytes"`
	SHA256      string        `json:"sha256"`
	DeliveredAt *time.Time    `json:"delivered_at" doc:"When the file was known to be written; null: perhaps it was not"`
	UndoneAt    *time.Time    `json:"undone_at" doc:"Since when its documents count as not exported by it"`
	Issues      []ExportHeld  `json:"issues,omitempty" doc:"What was held back, right after it was made"`
}

// ExportRunList is one page of runs, newest first.
type ExportRunList struct {
	Runs []ExportRun `json:"runs"`
	Next string      `json:"next"` // cursor, empty at the end
}

// ExportMark is one document of a run.
type ExportMark struct {
	DocumentID string
	Revision   int64
	Digest     string // of its values, to tell a change of them from another
}

// ExportStanding is where a document stands towards a profile.
type ExportStanding struct {
	ID       string
	Status   Status
	Revision int64
	Last     *ExportMark // nil: never exported with it
}

// ExportFact is one time that a document was exported.
type ExportFact struct {
	RunID       string    `json:"run_id"`
	ProfileID   string    `json:"profile_id"`
	ProfileName string    `json:"profile_name"`
	At          time.Time `json:"at"`
	Actor       string    `json:"actor"`
	Target      string    `json:"target"`
	Revision    int64     `json:"revision" doc:"Of the document when it was exported"`
	Undone      bool      `json:"undone"`
}

// ExportCell is one cell on its way into a file: its normalised text and what
// kind of value that is.
type ExportCell struct {
	Text string    `json:"v"`
	Kind FieldKind `json:"k"`
}

// ExportSource is something that a column can show.
type ExportSource struct {
	Source string    `json:"source" doc:"As a profile's column names it"`
	Kind   FieldKind `json:"kind"`
	Types  []Type    `json:"types" doc:"The types that have it; none: all"`
	Rows   []string  `json:"rows" doc:"The tables that have it as a column; none: it belongs to the document"`
}
