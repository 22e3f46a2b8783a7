package export

import (
	"strconv"
	"strings"
	"time"

	"deskclerk/backend/doc"
)

// Fact is something about a document that is no field of it.
type Fact struct {
	Name string        `json:"name"`
	Kind doc.FieldKind `json:"kind"`
}

// Facts lists what columns may show of a document besides its fields.
func Facts() []Fact {
	return []Fact{
		{"id", doc.KindIdentifier},
		{"file", doc.KindText},
		{"type", doc.KindText},
		{"status", doc.KindText},
		{"received", doc.KindDate},
		{"pages", doc.KindNumber},
		{"confidence", doc.KindNumber}, // the lowest of its values'
		{"row", doc.KindNumber},        // of the table, from 1
		{"source", doc.KindText},
		{"batch", doc.KindIdentifier},
		{"language", doc.KindText},
		{"flagged", doc.KindText},
		{"warnings", doc.KindText},
		{"error", doc.KindText},
		{"decided", doc.KindDate},
		{"decided_by", doc.KindText},
		{"correlation_id", doc.KindIdentifier},
		{"sha256", doc.KindIdentifier},
	}
}

func factNames() string {
	var names []string
	for _, f := range Facts() {
		names = append(names, f.Name)
	}
	return strings.Join(names, ", ")
}

// factOf gives a fact as text. Days are those of UTC, as everywhere in the API.
func factOf(name string, l line) string {
	d := l.d
	texts := map[string]func() string{
		"id":             func() string { return d.ID },
		"file":           func() string { return d.File.Name },
		"type":           func() string { return string(d.Type.Name) },
		"status":         func() string { return string(d.Status) },
		"received":       func() string { return day(&d.Source.ReceivedAt) },
		"pages":          func() string { return strconv.Itoa(d.File.Pages) },
		"confidence":     func() string { return lowest(d) },
		"row":            func() string { return strconv.Itoa(max(1, l.number)) },
		"source":         func() string { return string(d.Source.Kind) },
		"batch":          func() string { return orEmpty(d.BatchID) },
		"language":       func() string { return d.Language },
		"flagged":        func() string { return flagged(*d) },
		"warnings":       func() string { return warnings(*d) },
		"error":          func() string { return errorCode(*d) },
		"decided":        func() string { return decided(d) },
		"decided_by":     func() string { return decider(d) },
		"correlation_id": func() string { return d.CorrelationID },
		"sha256":         func() string { return d.File.SHA256 },
	}
	if text, known := texts[name]; known {
		return text()
	}
	return ""
}

func day(at *time.Time) string {
	if at == nil || at.IsZero() {
		return ""
	}
	return at.UTC().Format(time.DateOnly)
}

// lowest is the confidence of the least sure value, empty when there is none.
func lowest(d *doc.Document) string {
	least, found := 1.0, false
	for _, f := range d.Fields {
		if f.Value != nil {
			least, found = min(least, f.Confidence), true
		}
	}
	if !found {
		return ""
	}
	return strconv.FormatFloat(least, 'f', 3, 64)
}

func decided(d *doc.Document) string {
	if d.Review == nil {
		return ""
	}
	return day(d.Review.DecidedAt)
}

func decider(d *doc.Document) string {
	if d.Review == nil {
		return ""
	}
	return d.Review.DecidedBy
}

func orEmpty(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
