package app

import (
	"bytes"
	"context"
	"time"

	"deskclerk/backend/doc"
	"deskclerk/backend/intake"
	"deskclerk/backend/sample"
)

// AddSamples takes in the documents that the program draws itself; they go the
// way of every other.
func (a *App) AddSamples(ctx context.Context) ([]doc.Receipt, error) {
	documents, err := sample.Documents()
	if err != nil {
		return nil, err
	}
	receipts := make([]doc.Receipt, 0, len(documents))
	for _, d := range documents {
		receipt, err := a.intake.Admit(ctx, intake.Item{
			Name: d.Name, Body: bytes.NewReader(d.Bytes),
			Source: doc.Source{Kind: doc.SourceSample, ReceivedAt: time.Now().UTC()},
		})
		if err != nil {
			return receipts, err
		}
		receipts = append(receipts, receipt)
	}
	return receipts, nil
}

// RemoveSamples deletes what AddSamples took in, and nothing else. What someone
// else deletes meanwhile is as good as deleted here.
func (a *App) RemoveSamples(ctx context.Context) (removed int, err error) {
	for {
		page, err := a.store.Documents(ctx, doc.Query{Source: []doc.SourceKind{doc.SourceSample}})
		if err != nil || len(page.Documents) == 0 {
			return removed, err
		}
		for _, d := range page.Documents {
			err := a.library().Delete(ctx, d.ID)
			if err != nil && doc.CodeOf(err) != doc.CodeNotFound {
				return removed, err
			}
			if err == nil {
				removed++
			}
		}
	}
}

// samples counts them.
func (a *App) samples(ctx context.Context) (int, error) {
	page, err := a.store.Documents(ctx, doc.Query{Source: []doc.SourceKind{doc.SourceSample}, Limit: 1})
	return page.Total, err
}
