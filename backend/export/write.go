package export

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"io"
	"iter"
	"time"

	"deskclerk/backend/doc"
)

// maxTold bounds how many documents an answer tells something of.
const maxTold = 200

// written is what became of documents on their way into a file.
type written struct {
	marks  []doc.ExportMark
	rows   int
	held   int
	issues []doc.ExportHeld
	masked bool
	bytes  int64
	sum    string
}

// tally counts and fingerprints what passes.
type tally struct {
	to    io.Writer
	bytes int64
	sum   hash.Hash
}

func newTally(to io.Writer) *tally { return &tally{to: to, sum: sha256.New()} }

func (t *tally) Write(p []byte) (int, error) {
	n, err := t.to.Write(p)
	t.bytes += int64(n)
	t.sum.Write(p[:n])
	return n, err
}

// write writes the documents as the sheet's profile says. Those that are held
// back are told of, and not in the marks.
func (d *Desk) write(ctx context.Context, w io.Writer, s *sheet, ids []string, at time.Time) (written, error) {
	out := newTally(w)
	sink, err := d.sink(ctx, out, s, ids, at)
	if err != nil {
		return written{}, err
	}
	result, err := d.pour(ctx, sink, s, ids)
	if closeErr := sink.close(); err == nil {
		err = closeErr
	}
	result.bytes, result.sum = out.bytes, hex.EncodeToString(out.sum.Sum(nil))
	return result, err
}

// sink takes documents into a file.
type sink interface {
	put(one doc.Document, rows [][]doc.ExportCell) error
	close() error
}

// pour hands every document that can be written to the sink.
func (d *Desk) pour(ctx context.Context, to sink, s *sheet, ids []string) (result written, err error) {
	for one, err := range d.ExportDocuments(ctx, ids, !s.profile.Format.Tabular()) {
		if err != nil {
			return result, err
		}
		digest, err := digestOf(one)
		if err != nil {
			return result, err
		}
		rows, issues := s.turn(&one)
		result.note(one, s, issues)
		if s.held(issues) {
			continue
		}
		if err := to.put(one, rows); err != nil {
			return result, err
		}
		result.rows += max(len(rows), 1)
		result.marks = append(result.marks, doc.ExportMark{DocumentID: one.ID, Revision: one.Revision, Digest: digest})
	}
	return result, nil
}

// turn makes a document ready: rows, or the document itself with what is
// sensitive masked.
func (s *sheet) turn(one *doc.Document) ([][]doc.ExportCell, []doc.ExportIssue) {
	if s.profile.Format.Tabular() {
		return s.rows(one)
	}
	if s.mask == nil {
		return nil, nil
	}
	hidden, masked := maskDocument(*one, s.mask)
	if !masked {
		return nil, nil
	}
	*one = hidden
	return nil, []doc.ExportIssue{{Code: doc.IssueMasked}}
}

func (r *written) note(one doc.Document, s *sheet, issues []doc.ExportIssue) {
	held := s.held(issues)
	if held {
		r.held++
	}
	told := []doc.ExportIssue{}
	for _, issue := range issues {
		if issue.Code == doc.IssueMasked {
			r.masked = true
		} else {
			told = append(told, issue)
		}
	}
	if len(told) > 0 && len(r.issues) < maxTold {
		r.issues = append(r.issues, doc.ExportHeld{ID: one.ID, Name: one.File.Name, Held: held, Issues: told})
	}
}

// sink makes the file of the profile's format.
func (d *Desk) sink(ctx context.Context, w io.Writer, s *sheet, ids []string, at time.Time) (sink, error) {
	switch s.profile.Format {
	case doc.ExportXLSX:
		t, err := newXLSXTable(w, s, d.temp, at)
		return tableSink{t}, err
	case doc.ExportCSV:
		before := ""
		if b := s.profile.Batch; b != nil {
			days, err := d.span(ctx, s, ids)
			if err != nil {
				return nil, err
			}
			before = batchHead(*b, days, at)
		}
		t, err := newCSVTable(w, s, before)
		return tableSink{t}, err
	default:
		return newWholeSink(w, s.profile.Format), nil
	}
}

// span finds the first and the last day of a batch, which stand before its rows.
func (d *Desk) span(ctx context.Context, s *sheet, ids []string) (days span, err error) {
	for one, err := range d.ExportDocuments(ctx, ids, false) {
		if err != nil {
			return days, err
		}
		rows, issues := s.rows(&one)
		if s.held(issues) {
			continue
		}
		for _, row := range rows {
			for i, c := range s.columns {
				if c.Header == batchDate {
					days.take(row[i].Text)
				}
			}
		}
	}
	return days, nil
}

// tableSink puts rows into a table.
type tableSink struct{ to tableWriter }

func (t tableSink) put(_ doc.Document, rows [][]doc.ExportCell) error {
	for _, row := range rows {
		if err := t.to.row(row); err != nil {
			return err
		}
	}
	return nil
}

func (t tableSink) close() error { return t.to.close() }

// wholeSink puts documents as they are into JSON or JSON lines. The writers of
// both take a sequence, so documents are handed to one that runs beside.
type wholeSink struct {
	hand func(doc.Document) error
	end  func() error
}

func newWholeSink(w io.Writer, f doc.ExportFormat) wholeSink {
	next := make(chan doc.Document)
	done := make(chan error, 1)
	sequence := iter.Seq2[doc.Document, error](func(yield func(doc.Document, error) bool) {
		for one := range next {
			if !yield(one, nil) {
				return
			}
		}
	})
	go func() { done <- Write(w, Format(f), sequence, CSVOptions{}) }()
	return wholeSink{
		hand: func(one doc.Document) error {
			select {
			case next <- one:
				return nil
			case err := <-done:
				done <- err
				return err
			}
		},
		end: func() error {
			close(next)
			return <-done
		},
	}
}

func (s wholeSink) put(one doc.Document, _ [][]doc.ExportCell) error { return s.hand(one) }

func (s wholeSink) close() error { return s.end() }
