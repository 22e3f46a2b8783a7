package doc

// Diagnostics is what support needs to know of the library: its shape and its
// counts, nothing that any document says.
type Diagnostics struct {
	Schema   []string         `json:"schema"`   // statements that made it
	Rows     map[string]int64 `json:"rows"`     // by table
	Statuses map[Status]int   `json:"statuses"` // documents
	Types    map[Type]int     `json:"types"`    // likewise
	Jobs     map[string]int64 `json:"jobs"`     // by kind and state
	Errors   map[Code]int     `json:"errors"`   // of documents that failed, by code
	Pragmas  map[string]int64 `json:"pragmas"`  // page_count, freelist_count, page_size, user_version
	LogBytes int64            `json:"log_bytes"`
}
