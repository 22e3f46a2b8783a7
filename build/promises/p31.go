package main

import (
	"context"
	"fmt"
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
	p, _, err := b.serve(ctx)
	if err != nil {
		return "", err
	}
	defer p.Kill()
	walk := func(upTo int64) (all []event, err error) {
		for after := int64(0); upTo == 0 || after < upTo; {
			var page eventPage
			if _, err := p.Get(ctx, fmt.Sprintf("/events?after=%d&limit=37", after), &page); err != nil {
				return nil, err
			}
			all = append(all, page.Events...)
			if after = page.Next; after >= page.Last && upTo == 0 {
				return all, nil
			}
		}
		return all, nil
	}
	ids := map[string]bool{}
	followed := make(chan error, 1)
	var live []event
	following, enough := context.WithCancel(ctx)
	defer enough()
	go func() { // one that follows while documents come in
		after := int64(0)
		for {
			var page eventPage
			if _, err := p.Get(following, fmt.Sprintf("/events?after=%d&wait=5s", after), &page); err != nil {
				if following.Err() != nil {
					err = nil
				}
				followed <- err
				return
			}
			live = append(live, page.Events...)
			after = page.Next
		}
	}()
	for i := range eventDocuments {
		content, err := printed(i)
		if err != nil {
			return "", err
		}
		id, err := p.Submit(ctx, "filename=a.pdf", content)
		if err != nil {
			return "", err
		}
		ids[id] = true
	}
	for id := range ids {
		if _, err := p.Get(ctx, "/documents/"+id+"?wait=60s", nil); err != nil {
			return "", err
		}
	}
	all, err := walk(0)
	if err != nil {
		return "", err
	}
	enough()
	if err := <-followed; err != nil {
		return "", err
	}
	finished := map[string]bool{}
	for i, e := range all {
		if e.Seq != int64(i+1) {
			return "", fmt.Errorf("event %d came at place %d", e.Seq, i+1)
		}
		if e.Type == "document.finished" {
			finished[e.DocumentID] = true
		}
	}
	for i, e := range live {
		if e != all[i] {
			return "", fmt.Errorf("who followed saw event %d as %d", all[i].Seq, e.Seq)
		}
	}
	if len(finished) != len(ids) {
		return "", fmt.Errorf("%d of %d documents are told of as finished", len(finished), len(ids))
	}
	return fmt.Sprintf("%d events of %d documents, each once, by following and by catching up", len(all), len(ids)), nil
}
