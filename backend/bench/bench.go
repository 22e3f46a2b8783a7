// Package bench measures results against truth packs: it loads packs, compares
// values by the contract's rules, counts, and writes reports. It reads files and
// knows nothing of how a document becomes a result, so that any reader's results
// can be measured.
package bench

import (
	"time"

	"deskclerk/backend/doc"
)

// Result is what a reader made of one case.
type Result struct {
	Case     Case
	Document doc.Document
}

// Run is one measurement.
type Run struct {
	Packs   []*Pack
	Results []Result
	Missing []Case        // cases for which there is no result; they count for nothing
	Wall    time.Duration // of the reading; zero when it was not watched
	By      []Dimension   // further splits of the figures
}

// Report is everything that was measured. Its JSON is described in
// docs/measuring.md.
type Report struct {
	Schema   string       `json:"schema"`
	Packs    []PackInfo   `json:"packs"`
	Warnings []string     `json:"warnings"`
	Missing  []string     `json:"missing"` // documents without a result
	All      Figures      `json:"all"`
	Splits   []Split      `json:"splits"`
	Wrong    []Finding    `json:"wrong"` // wrong and accepted first
	Rows     []RowFinding `json:"rows"`  // of tables, that are missing or belong to none
	Cases    []CaseRecord `json:"documents"`
}

// Schema names the format of a report.
const Schema = "deskclerk.bench/v1"

// PackInfo is what a report says of a pack.
type PackInfo struct {
	Info

	Folder    string `json:"folder"`
	Documents int    `json:"documents"` // with truth
}

// CaseRecord is one document in the report.
type CaseRecord struct {
	Pack      string     `json:"pack"`
	File      string     `json:"file"`
	TruthType doc.Type   `json:"truth_type"`
	Type      doc.Type   `json:"type"`
	TypeRight bool       `json:"type_right"`
	Status    doc.Status `json:"status"`
	Pages     int        `json:"pages"`
	Scored    int        `json:"scored"` // fields that were compared
	Right     int        `json:"right"`
	Error     doc.Code   `json:"error,omitempty"`
}

// Measure compares every result with its truth.
func Measure(run Run) Report {
	seen := make([]observed, len(run.Results))
	for i, r := range run.Results {
		seen[i] = observe(r)
	}
	report := Report{
		Schema: Schema, Packs: []PackInfo{}, Warnings: []string{}, Missing: []string{},
		All: figures(seen, run.Wall, true), Splits: split(seen, dimensions(run)),
		Wrong: findings(seen), Rows: rowFindings(seen), Cases: make([]CaseRecord, len(seen)),
	}
	for _, p := range run.Packs {
		report.Packs = append(report.Packs, PackInfo{Info: p.Info, Folder: p.Folder, Documents: len(p.Cases)})
		for _, w := range p.Warnings {
			report.Warnings = append(report.Warnings, p.Name+": "+w)
		}
	}
	for _, c := range run.Missing {
		report.Missing = append(report.Missing, c.Pack+"/"+c.File())
	}
	for i, s := range seen {
		report.Cases[i] = s.record()
	}
	return report
}

// dimensions of the run; several packs are always told apart.
func dimensions(run Run) []Dimension {
	if len(run.Packs) > 1 {
		return append([]Dimension{byPack}, run.By...)
	}
	return run.By
}
