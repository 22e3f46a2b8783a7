package store

import (
	"context"
	"fmt"
	"slices"
	"time"

	"deskclerk/backend/doc"
)

// Insights looks at the documents that came in on the last days, today being the
// day of until in its own time zone.
func (s *Store) Insights(ctx context.Context, until time.Time, days int) (all doc.Insights, err error) {
	today := time.Date(until.Year(), until.Month(), until.Day(), 0, 0, 0, 0, until.Location())
	since := today.AddDate(0, 0, 1-days)
	err = s.read(ctx, func(q querier) (err error) {
		if all.Days, err = insightDays(ctx, q, since, days); err != nil {
			return err
		}
		if all.Reading, err = insightReading(ctx, q, since); err != nil {
			return err
		}
		all.Fields, err = insightFields(ctx, q, since)
		return err
	})
	if err != nil {
		return doc.Insights{}, fmt.Errorf("look at the last days: %w", err)
	}
	return all, nil
}

func insightDays(ctx context.Context, q querier, since time.Time, days int) ([]doc.InsightDay, error) {
	all := make([]doc.InsightDay, days)
	index := map[string]int{}
	for i := range all {
		all[i].Day = since.AddDate(0, 0, i).Format(time.DateOnly)
		index[all[i].Day] = i
	}
	type arrival struct {
		at     time.Time
		status doc.Status
		pages  int
		millis int64
	}
	arrivals, err := collect(ctx, q, func(r scanner) (a arrival, err error) {
		return a, r.Scan(atTime{&a.at}, &a.status, &a.pages, &a.millis)
	}, `SELECT received_at, status, pages_read, coalesce(finished_at - started_at, 0)
		FROM documents JOIN attempts ON attempts.document = documents.n AND attempts.number = documents.attempt
		WHERE received_at >= ?`, ms(since))
	if err != nil {
		return nil, err
	}
	millis := make([]int64, days)
	for _, a := range arrivals {
		i, ok := index[a.at.In(since.Location()).Format(time.DateOnly)]
		if !ok { // of tomorrow, by a clock that was set back
			continue
		}
		count(&all[i], a.status)
		if a.millis > 0 {
			all[i].Pages += a.pages
			millis[i] += a.millis
		}
	}
	for i := range all {
		if all[i].Pages > 0 {
			all[i].SecondsPP = float64(millis[i]) / 1000 / float64(all[i].Pages)
		}
	}
	return all, nil
}

// count adds a document to its day.
func count(day *doc.InsightDay, s doc.Status) {
	switch s {
	case doc.StatusCompleted, doc.StatusCompletedWarn:
		day.Through++
	case doc.StatusApproved:
		day.Approved++
	case doc.StatusNeedsReview:
		day.Waiting++
	case doc.StatusRejected:
		day.Rejected++
	case doc.StatusFailedTerminal:
		day.Failed++
	default:
		day.Working++
	}
}

func insightReading(ctx context.Context, q querier, since time.Time) (r doc.InsightsReading, err error) {
	type run struct {
		millis int64
		pages  int
	}
	runs, err := collect(ctx, q, func(s scanner) (a run, err error) { return a, s.Scan(&a.millis, &a.pages) },
		`SELECT finished_at - started_at, pages_read FROM documents
		JOIN attempts ON attempts.document = documents.n AND attempts.number = documents.attempt
		WHERE received_at >= ? AND finished_at IS NOT NULL AND started_at IS NOT NULL AND status <> 'failed_terminal'`, ms(since))
	if err != nil || len(runs) == 0 {
		return r, err
	}
	slices.SortFunc(runs, func(a, b run) int { return int(a.millis - b.millis) })
	for _, a := range runs {
		r.Pages += a.pages
	}
	r.Documents = len(runs)
	r.MedianSeconds = float64(runs[len(runs)/2].millis) / 1000
	r.LongestSeconds = float64(runs[len(runs)-1].millis) / 1000
	return r, nil
}

// machineFirst is the first value that the machine found for each field in the
// current attempt; those that it did not find are left out.
const machineFirst = `documents
	JOIN field_history AS first ON first.document = documents.n AND first.attempt = documents.attempt
		AND first.actor = '` + actorMachine + `' AND first.why = '' AND first.value IS NOT NULL
	JOIN fields ON fields.document = documents.n AND fields.attempt = documents.attempt AND fields.name = first.field`

// mostFields bounds what is told of fields.
const mostFields = 30

// insightFields counts a value as seen when a person did something to it or it
// waits for one, and as corrected when a person made another of it.
func insightFields(ctx context.Context, q querier, since time.Time) ([]doc.InsightField, error) {
	return collect(ctx, q, func(r scanner) (f doc.InsightField, err error) {
		return f, r.Scan(&f.Name, &f.Values, &f.Unseen, &f.Corrected)
	}, `SELECT documents.type || '.' || first.field AS called, count(*),
			sum(NOT (fields.flagged OR EXISTS (SELECT 1 FROM field_history AS later WHERE later.document = documents.n
				AND later.attempt = documents.attempt AND later.field = first.field AND later.actor <> '`+actorMachine+`'))),
			sum(fields.origin = 'corrected' AND fields.value IS NOT first.value) AS corrected
		FROM `+machineFirst+`
		WHERE received_at >= ? GROUP BY called ORDER BY corrected DESC, count(*) DESC, called LIMIT ?`, ms(since), mostFields)
}

// mostConsidered is how many documents Confidences looks at, the newest first.
const mostConsidered = 2000

// Confidences tells how sure the machine was of the values it found, field by
// field, and which of them a person changed.
func (s *Store) Confidences(ctx context.Context) ([]doc.FieldConfidences, error) {
	type step struct {
		name string
		doc.ConfidenceStep
	}
	steps, err := collect(ctx, s.readers, func(r scanner) (p step, err error) {
		var hundredth int
		err = r.Scan(&p.name, &hundredth, &p.Values, &p.Wrong)
		p.From = float64(hundredth) / 100
		return p, err
	}, `SELECT documents.type || '.' || first.field AS called, CAST(first.confidence * 100 AS INTEGER) AS step, count(*),
			sum(fields.origin = 'corrected' AND fields.value IS NOT first.value)
		FROM `+machineFirst+`
		WHERE documents.n > (SELECT coalesce(max(n), 0) FROM documents) - ? GROUP BY called, step ORDER BY called, step`, mostConsidered)
	if err != nil {
		return nil, coded(fmt.Errorf("read confidences: %w", err))
	}
	all := []doc.FieldConfidences{}
	for _, p := range steps {
		if n := len(all); n == 0 || all[n-1].Name != p.name {
			all = append(all, doc.FieldConfidences{Name: p.name})
		}
		last := &all[len(all)-1]
		last.Steps = append(last.Steps, p.ConfidenceStep)
	}
	return all, nil
}
