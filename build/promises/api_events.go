package main

import (
	"bytes"
	"context"
	"fmt"

	"deskclerk/internal/served"
)

// eventsOnce: GET /api/v1/events?after= gives every event once, so that a
// receiver that lost everything catches up.
func eventsOnce() promise {
	return promise{number: 31, text: "events after a number come once, and all of them", try: tryEventsOnce}
}

const eventDocuments = 200

type event struct {
	Seq        int64  `json:"seq"`
	Type       string `json:"type"`
	DocumentID string `json:"document_id"`
}

type eventPage struct {
	Events []event `json:"events"`
	Next   int64   `json:"next"`
	Last   int64   `json:"last"`
}

func tryEventsOnce(ctx context.Context, b bench) (string, error) {
	p, err := b.serve(ctx)
	if err != nil {
		return "", err
	}
	defer p.Kill()
	following, enough := context.WithCancel(ctx)
	defer enough()
	var live []event
	followed := make(chan error, 1)
	go func() { // one that follows while documents come in
		followed <- follow(following, p, func(e event) { live = append(live, e) })
	}()
	ids, err := handIn(ctx, p, eventDocuments)
	if err != nil {
		return "", err
	}
	all, err := catchUp(ctx, p)
	if err != nil {
		return "", err
	}
	enough()
	if err := <-followed; err != nil {
		return "", err
	}
	if err := compare(all, live, len(ids)); err != nil {
		return "", err
	}
	return fmt.Sprintf("%d events of %d documents, each once, by following and by catching up", len(all), len(ids)), nil
}

// handIn submits documents and waits until they are read.
func handIn(ctx context.Context, p *served.Program, n int) (map[string]bool, error) {
	ids := map[string]bool{}
	for i := range n {
		content, err := printed(i)
		if err != nil {
			return nil, err
		}
		id, err := p.Submit(ctx, "filename=a.pdf", bytes.NewReader(content))
		if err != nil {
			return nil, err
		}
		ids[id] = true
	}
	for id := range ids {
		if _, err := p.Get(ctx, "/documents/"+id+"?wait=60s", nil); err != nil {
			return nil, err
		}
	}
	return ids, nil
}

// follow hears of events as they come, until ctx ends.
func follow(ctx context.Context, p *served.Program, hear func(event)) error {
	for after := int64(0); ctx.Err() == nil; {
		var page eventPage
		_, err := p.Get(ctx, fmt.Sprintf("/events?after=%d&wait=5s", after), &page)
		if err != nil && ctx.Err() == nil {
			return err
		}
		for _, e := range page.Events {
			hear(e)
		}
		after = page.Next
	}
	return nil
}

// catchUp reads all events from the first on.
func catchUp(ctx context.Context, p *served.Program) (all []event, err error) {
	for after := int64(0); ; {
		var page eventPage
		if _, err := p.Get(ctx, fmt.Sprintf("/events?after=%d&limit=37", after), &page); err != nil {
			return nil, err
		}
		all = append(all, page.Events...)
		if after = page.Next; after >= page.Last {
			return all, nil
		}
	}
}

// compare holds what was heard against all, and all against what was handed in.
func compare(all, live []event, documents int) error {
	finished := map[string]bool{}
	for i, e := range all {
		if e.Seq != int64(i+1) {
			return fmt.Errorf("event %d came at place %d", e.Seq, i+1)
		}
		if e.Type == "document.finished" {
			finished[e.DocumentID] = true
		}
	}
	for i, e := range live {
		if i >= len(all) || e != all[i] {
			return fmt.Errorf("who followed heard event %d at place %d", e.Seq, i+1)
		}
	}
	if len(finished) != documents {
		return fmt.Errorf("%d of %d documents are told of as finished", len(finished), documents)
	}
	return nil
}
