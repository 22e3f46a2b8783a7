package export

import (
	"bytes"
	"context"
	"strings"

	"deskclerk/backend/doc"
)

// Bounds of a preview.
const (
	maxPreview   = 100  // rows shown
	usualPreview = 20   // rows shown unless something else is asked for
	maxChecked   = 2000 // documents looked at
	maxBeginning = 4000 // bytes of a file that is no table
)

// Preview says what an export would write: the first rows as the file has them,
// what is amiss, and how many documents go out or do not. Nothing is recorded.
// Errors: invalid_request.
func (d *Desk) Preview(ctx context.Context, w doc.ExportWish) (doc.ExportPreview, error) {
	ready, err := Settled(w.Profile) // it may be one that is just being made
	if err != nil {
		return doc.ExportPreview{}, err
	}
	w.Profile = ready
	s, err := compile(w.Profile)
	if err != nil {
		return doc.ExportPreview{}, err
	}
	chosen, err := d.plan(ctx, w)
	if err != nil {
		return doc.ExportPreview{}, err
	}
	looked := chosen.ids[:min(len(chosen.ids), maxChecked)]
	first := &previewSink{sheet: s, limit: w.Limit}
	result, err := d.pour(ctx, first, s, looked)
	if err != nil {
		return doc.ExportPreview{}, err
	}
	p := doc.ExportPreview{
		FileName: d.fileName(w.Profile), Columns: s.previewColumns(), Rows: first.rows,
		Counts: chosen.counts, Profile: s.profileIssues(), Issues: result.issues, Masked: result.masked, Checked: len(looked),
	}
	p.Counts.Held = result.held
	p.Counts.Documents = len(chosen.ids) - result.held
	if p.Counts.Rows = result.rows; len(looked) > 0 && len(chosen.ids) > len(looked) { // an estimate, as Checked says
		p.Counts.Rows = result.rows * len(chosen.ids) / len(looked)
	}
	if p.Text, err = first.text(); err != nil {
		return p, err
	}
	if issue, amiss, err := d.batchIssue(ctx, s, looked); err != nil {
		return p, err
	} else if amiss {
		p.Profile = append(p.Profile, issue)
	}
	return filled(p), nil
}

// filled has empty lists where there are none.
func filled(p doc.ExportPreview) doc.ExportPreview {
	if p.Rows == nil {
		p.Rows = []doc.PreviewRow{}
	}
	if p.Issues == nil {
		p.Issues = []doc.ExportHeld{}
	}
	return p
}

func (d *Desk) batchIssue(ctx context.Context, s *sheet, ids []string) (doc.ExportIssue, bool, error) {
	if s.profile.Batch == nil {
		return doc.ExportIssue{}, false, nil
	}
	days, err := d.span(ctx, s, ids)
	if err != nil {
		return doc.ExportIssue{}, false, err
	}
	issue, amiss := yearIssue(*s.profile.Batch, days)
	return issue, amiss, nil
}

func (s *sheet) previewColumns() []doc.PreviewColumn {
	columns := make([]doc.PreviewColumn, len(s.columns))
	for i, c := range s.columns {
		columns[i] = doc.PreviewColumn{Header: c.Header, Kind: c.Kind}
	}
	return columns
}

// previewSink keeps the first rows as the file would have them.
type previewSink struct {
	sheet *sheet
	limit int
	rows  []doc.PreviewRow
	whole []doc.Document
}

func (p *previewSink) most() int {
	if p.limit <= 0 {
		return usualPreview
	}
	return min(p.limit, maxPreview)
}

func (p *previewSink) put(one doc.Document, rows [][]doc.ExportCell) error {
	if !p.sheet.profile.Format.Tabular() {
		if len(p.whole) < 2 {
			p.whole = append(p.whole, one)
		}
		return nil
	}
	for _, row := range rows {
		if len(p.rows) >= p.most() {
			break
		}
		cells := make([]string, len(row))
		for i, c := range row {
			cells[i] = c.Text
			if p.sheet.profile.Format == doc.ExportCSV {
				cells[i], _ = shown(c, p.sheet.profile.Style)
			}
		}
		p.rows = append(p.rows, doc.PreviewRow{DocumentID: one.ID, Cells: cells})
	}
	return nil
}

func (p *previewSink) close() error { return nil }

// text is the beginning of a file that is no table.
func (p *previewSink) text() (string, error) {
	if p.sheet.profile.Format.Tabular() || len(p.whole) == 0 {
		return "", nil
	}
	var b bytes.Buffer
	to := newWholeSink(&b, p.sheet.profile.Format)
	for _, one := range p.whole {
		if err := to.put(one, nil); err != nil {
			return "", err
		}
	}
	if err := to.close(); err != nil {
		return "", err
	}
	return strings.ToValidUTF8(string(b.Bytes()[:min(b.Len(), maxBeginning)]), ""), nil
}
