package doc

// SearchableJob asks for a copy of a document as a PDF whose pages can be
// searched. The pages are handed over in a file, as there may be many words.
type SearchableJob struct {
	Pages    string `json:"pages"`              // file with a JSON array of Page
	To       string `json:"to"`                 // file that is written; it must not exist
	Language string `json:"language,omitempty"` // BCP 47, of the document
}

// Searchable tells what was made of a SearchableJob.
type Searchable struct {
	Pages    int   `json:"pages"`    // of the file
	Layered  int   `json:"layered"`  // pages that got a layer; the others had text or none was read
	Source   int64 `json:"source"`   // bytes of the original
	Bytes    int64 `json:"bytes"`    // of the PDF
	Archival bool  `json:"archival"` // it was made as PDF/A-2b; false for what was a PDF before
}
