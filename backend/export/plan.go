package export

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"

	"deskclerk/backend/doc"
)

// plan is what of the chosen documents goes out.
type plan struct {
	ids    []string
	counts doc.ExportCounts // but for documents, rows and held
}

// settled are the statuses of documents that go out unless others are asked for.
func settled() []doc.Status {
	return []doc.Status{doc.StatusApproved, doc.StatusCompleted, doc.StatusCompletedWarn}
}

// plan chooses documents: those with a wished status, and of these what the
// profile has not exported.
func (d *Desk) plan(ctx context.Context, w doc.ExportWish) (plan, error) {
	wished := w.Query.Status
	if len(wished) == 0 {
		wished = settled()
	}
	if w.Review {
		wished = append(slices.Clone(wished), doc.StatusNeedsReview)
	}
	q := w.Query.ForExport()
	q.Status = append(slices.Clone(wished), doc.StatusNeedsReview) // to count those that wait
	standings, err := d.ExportStandings(ctx, w.Profile.ID, w.Profile.Types, q)
	if err != nil {
		return plan{}, err
	}
	same, err := d.unchanged(ctx, standings)
	if err != nil {
		return plan{}, err
	}
	p := plan{}
	if p.counts.ExportLeft, err = d.ExportLeft(ctx, w.Profile.Types, q); err != nil {
		return plan{}, err
	}
	for _, s := range standings {
		p.take(s, slices.Contains(wished, s.Status), same[s.ID], w.Which)
	}
	return p, nil
}

func (p *plan) take(s doc.ExportStanding, wished, same bool, which doc.ExportPick) {
	goes := true
	switch {
	case !wished:
		p.counts.Waiting++
		return
	case s.Last == nil:
		p.counts.New++
	case s.Last.Revision == s.Revision || same:
		p.counts.Exported++
		goes = which == doc.PickAll
	default:
		p.counts.Changed++
		goes = which == doc.PickAll || which == doc.PickChanged
	}
	if goes {
		p.ids = append(p.ids, s.ID)
	}
}

// unchanged finds, of the documents that were touched since their export, those
// whose values are still the same.
func (d *Desk) unchanged(ctx context.Context, standings []doc.ExportStanding) (map[string]bool, error) {
	before := map[string]string{}
	var touched []string
	for _, s := range standings {
		if s.Last != nil && s.Last.Revision != s.Revision {
			touched = append(touched, s.ID)
			before[s.ID] = s.Last.Digest
		}
	}
	same := map[string]bool{}
	for one, err := range d.ExportDocuments(ctx, touched, false) {
		if err != nil {
			return nil, err
		}
		digest, err := digestOf(one)
		if err != nil {
			return nil, err
		}
		same[one.ID] = digest == before[one.ID]
	}
	return same, nil
}

// digestOf is the fingerprint of what a document says: its type, values and the
// rows of its tables.
func digestOf(d doc.Document) (string, error) {
	values := map[string]string{}
	for name, f := range d.Fields {
		if f.Value != nil {
			values[name] = *f.Value
		}
	}
	tables := map[string][]map[string]string{}
	for name, t := range d.Tables {
		for _, row := range t.Rows {
			cells := map[string]string{}
			for column, c := range row.Cells {
				if c.Value != nil {
					cells[column] = *c.Value
				}
			}
			tables[name] = append(tables[name], cells)
		}
	}
	text, err := json.Marshal([]any{d.Type.Name, values, tables}) // maps in the order of their keys
	if err != nil {
		return "", fmt.Errorf("fingerprint a document: %w", err)
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:16]), nil
}
