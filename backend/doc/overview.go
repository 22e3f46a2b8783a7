package doc

import "time"

// SortKey is what a listing is sorted by.
type SortKey string

// The sort keys. A value that is missing comes last, whichever way it is sorted.
const (
	SortReceived SortKey = "received"
	SortName     SortKey = "name"
	SortType     SortKey = "type"
	SortParty    SortKey = "party" // who it is from
	SortDate     SortKey = "date"  // its own
	SortTotal    SortKey = "total" // regardless of the currency
	SortPages    SortKey = "pages"
	SortStatus   SortKey = "status" // in the order a document meets them
	SortFlags    SortKey = "flags"  // flagged fields
)

// SortKeys lists every sort key.
func SortKeys() []SortKey {
	return []SortKey{
		SortReceived, SortName, SortType, SortParty, SortDate, SortTotal, SortPages, SortStatus, SortFlags,
	}
}

// Excerpt is a part of a document's text; Hit marks the words that were sought.
type Excerpt struct {
	Text string `json:"text"`
	Hit  bool   `json:"hit"`
}

// Cause is one reason for which documents failed, with how many did.
type Cause struct {
	Code    Code   `json:"code"`
	Class   Class  `json:"class"`
	Message string `json:"message"`
	Hint    string `json:"hint"`
	Count   int    `json:"count"`
}

// Insights are what a window of days brought.
type Insights struct {
	Days    []InsightDay    `json:"days"`   // oldest first, days without documents included
	Fields  []InsightField  `json:"fields"` // most corrected first
	Reading InsightsReading `json:"reading"`
}

// InsightDay counts the documents that came in on a day by what became of them.
type InsightDay struct {
	Day       string  `json:"day"`     // YYYY-MM-DD
	Through   int     `json:"through"` // read, nothing to look at
	Approved  int     `json:"approved"`
	Waiting   int     `json:"waiting"` // need a look
	Rejected  int     `json:"rejected"`
	Failed    int     `json:"failed"`
	Working   int     `json:"working"` // not read yet
	Pages     int     `json:"pages"`
	SecondsPP float64 `json:"seconds_per_page"` // mean, 0 without pages
}

// InsightField says how a field fared. Values are those that the machine found.
type InsightField struct {
	Name      string `json:"name"` // with its type, as receipt.total
	Values    int    `json:"values"`
	Unseen    int    `json:"unseen"`    // accepted without a look
	Corrected int    `json:"corrected"` // changed by a person
}

// InsightsReading is how long reading took, from the first claim of a document
// to its result.
type InsightsReading struct {
	Documents      int     `json:"documents"`
	Pages          int     `json:"pages"`
	MedianSeconds  float64 `json:"median_seconds"` // of a document
	LongestSeconds float64 `json:"longest_seconds"`
}

// FieldConfidences are the confidences that the machine gave to one field's
// values, in steps of a hundredth.
type FieldConfidences struct {
	Name  string           `json:"name"` // with its type
	Steps []ConfidenceStep `json:"steps"`
}

// ConfidenceStep counts the values whose confidence lies in it.
type ConfidenceStep struct {
	From   float64 `json:"from"` // 0 to 1; up to a hundredth above
	Values int     `json:"values"`
	Wrong  int     `json:"wrong"` // that a person changed since
}

// Holdings is what the library takes up.
type Holdings struct {
	Documents int        `json:"documents"`
	Originals int64      `json:"originals_bytes"`
	Database  int64      `json:"database_bytes"`
	Cache     int64      `json:"cache_bytes"` // can be made again
	Passwords int        `json:"passwords"`   // of files, each sealed
	OldestAt  *time.Time `json:"oldest_at"`   // nil when there is none
}
