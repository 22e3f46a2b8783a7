package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"deskclerk/backend/doc"
	"deskclerk/backend/store"
	"deskclerk/internal/paper"
)

// atOnce is how many fill the library at once: the store commits together what
// comes together.
const atOnce = 8

// lease is how long a step of filling may take.
const lease = 10 * time.Minute

// filled is what the n-th document is: the same each time.
type filled struct {
	name  string
	bytes []byte
	paper paper.Paper
	doubt bool // waits for a person
}

func theDocument(n int) (filled, error) {
	p, err := paper.Receipt(uint64(n + 1))
	if err != nil {
		return filled{}, err
	}
	p.Image = nil // its lines are enough, and hundreds are held at once
	return filled{
		name: fmt.Sprintf("scan-%05d.pdf", n), paper: p, doubt: n%3 == 0,
		bytes: fmt.Appendf(paper.TextPDF(p.Lines), "%% %d\n", n),
	}, nil
}

// fill takes n documents into a data folder, through the store as the program
// does it, and has them read without a reader: what stands on each is known.
func fill(ctx context.Context, dir string, n int) error {
	s, err := store.Open(ctx, dir, store.Options{})
	if err != nil {
		return err
	}
	defer func() { _ = s.Close() }()
	begin := time.Date(2026, 1, 1, 8, 0, 0, 0, time.UTC)
	for from := 0; from < n; from += 500 {
		drawn := make([]filled, min(500, n-from))
		ids := make([]string, len(drawn))
		g, within := errgroup.WithContext(ctx)
		g.SetLimit(atOnce)
		for i := range drawn {
			g.Go(func() (err error) {
				if drawn[i], err = theDocument(from + i); err != nil {
					return err
				}
				ids[i], err = admit(within, s, drawn[i], begin.Add(time.Duration(from+i)*time.Minute))
				return err
			})
		}
		if err := g.Wait(); err != nil {
			return err
		}
		known := make(map[string]filled, len(ids)) // by document
		for i, id := range ids {
			known[id] = drawn[i]
		}
		if err := work(ctx, s, known); err != nil {
			return err
		}
	}
	return nil
}

func admit(ctx context.Context, s *store.Store, d filled, at time.Time) (string, error) {
	original, err := s.NewOriginal()
	if err != nil {
		return "", err
	}
	if _, err := original.Write(d.bytes); err != nil {
		return "", err
	}
	sum, size, err := original.Commit()
	if err != nil {
		return "", err
	}
	receipt, err := s.Admit(ctx, doc.Admission{
		SHA256: sum, Bytes: size, MIME: "application/pdf", Name: d.name,
		Source: doc.Source{Kind: doc.SourceUpload, ReceivedAt: at},
	})
	return receipt.DocumentID, err
}

// work does every job there is.
func work(ctx context.Context, s *store.Store, known map[string]filled) error {
	g, within := errgroup.WithContext(ctx)
	for range atOnce {
		g.Go(func() error {
			for {
				job, err := s.Claim(within, []string{store.KindInspect, store.KindPage, store.KindUnderstand}, lease)
				if err != nil || job == nil {
					return err
				}
				if err := do(within, s, job, known[job.DocumentID]); err != nil {
					return err
				}
			}
		})
	}
	return g.Wait()
}

func do(ctx context.Context, s *store.Store, job *store.Job, d filled) error {
	switch job.Kind {
	case store.KindInspect:
		return s.FinishInspect(ctx, job, doc.Inspection{MIME: "application/pdf", Pages: 1})
	case store.KindPage:
		return s.FinishPage(ctx, job, doc.PageReading{Page: pageOf(d.paper)})
	default:
		status := doc.StatusCompleted
		if d.doubt {
			status = doc.StatusNeedsReview
		}
		return s.FinishUnderstand(ctx, job, understood(d), status)
	}
}

// Where TextPDF prints: A4 in points, its left edge, its first line, its leading
// and the width of a letter.
const (
	sheetWidth, sheetHeight = 595, 842
	printLeft, printTop     = 56, 56
	leading, letter         = 14, 6
)

func boxOf(line, from, letters int) doc.Box {
	top := float64(printTop+line*leading-leading) + 5
	left := float64(printLeft + from*letter)
	return doc.Box{
		Left: left / sheetWidth, Top: top / sheetHeight,
		Right: (left + float64(letters*letter)) / sheetWidth, Bottom: (top + leading - 3) / sheetHeight,
	}
}

func pageOf(p paper.Paper) doc.Page {
	page := doc.Page{PageInfo: doc.PageInfo{Number: 1, Width: 2480, Height: 3508, DPI: 300, TextSource: doc.TextEmbedded, MeanWordConfidence: 1}}
	for line, text := range p.Lines {
		at := 0
		for _, word := range strings.Fields(text) {
			at += strings.Index(text[at:], word)
			page.Words = append(page.Words, doc.Word{Text: word, Box: boxOf(line, at, len(word)), Confidence: 1, Line: line})
			at += len(word)
		}
	}
	return page
}

func understood(d filled) doc.Understanding {
	u := doc.Understanding{
		Type: doc.Classification{Name: doc.TypeReceipt, Confidence: 0.99}, Language: "en", Model: "filled",
		Fields: map[string]doc.Field{}, Tables: map[string]doc.Table{},
	}
	for name, value := range d.paper.Truth {
		f := doc.Field{Value: &value, Raw: value, Confidence: 0.99, Origin: doc.OriginExtracted}
		for line, text := range d.paper.Lines {
			if at := strings.Index(text, value); at >= 0 {
				box := boxOf(line, at, len(value))
				f.Page, f.Box = 1, &box
			}
		}
		if d.doubt && name == "total" {
			f.Confidence, f.Flagged, f.Reasons = 0.6, true, []string{doc.ReasonLowConfidence}
		}
		u.Fields[name] = f
	}
	return u
}
