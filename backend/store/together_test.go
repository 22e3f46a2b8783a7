package store_test

import (
	"context"
	"fmt"
	"sync"
	"testing"

	"deskclerk/backend/doc"
)

// Those that come in together share a transaction, but not their errors.
func TestManyAreAdmittedTogetherAndFailAlone(t *testing.T) {
	l := newLibrary(t)
	nowhere := "nowhere"
	var all sync.WaitGroup
	for i := range 60 {
		a := l.keep(t, fmt.Sprint(i))
		if i%10 == 7 {
			a.BatchID = &nowhere
		}
		all.Go(func() {
			r, err := l.Admit(context.WithoutCancel(t.Context()), a)
			switch {
			case i%10 == 7:
				if doc.CodeOf(err) != doc.CodeNotFound || r.DocumentID != "" {
					t.Errorf("%d: %+v (%v)", i, r, err)
				}
			case err != nil || r.Document.File.SHA256 != a.SHA256:
				t.Errorf("%d: %+v (%v)", i, r, err)
			}
		})
	}
	all.Wait()
	list, err := l.Documents(t.Context(), doc.Query{})
	if err != nil || list.Total != 54 {
		t.Errorf("%d documents (%v)", list.Total, err)
	}
	jobs := l.jobs(t)
	if len(jobs) != 54 {
		t.Errorf("%d jobs", len(jobs))
	}
	events, err := l.Events(t.Context(), 0, 0)
	if err != nil || len(events) != 3*54 {
		t.Errorf("%d events (%v)", len(events), err)
	}
}

// Who leaves while waiting is admitted or not, but nobody else waits for ever.
func TestLeavingWhileOthersAreAdmitted(t *testing.T) {
	l := newLibrary(t)
	var all sync.WaitGroup
	admitted := make(chan bool, 60)
	for i := range 60 {
		a := l.keep(t, fmt.Sprint(i))
		all.Go(func() {
			ctx, cancel := context.WithCancel(context.WithoutCancel(t.Context()))
			if i%2 == 1 {
				go cancel()
			}
			defer cancel()
			_, err := l.Admit(ctx, a)
			admitted <- err == nil
			if err != nil && i%2 == 0 {
				t.Error(err)
			}
		})
	}
	all.Wait()
	close(admitted)
	n := 0
	for ok := range admitted {
		if ok {
			n++
		}
	}
	list, err := l.Documents(t.Context(), doc.Query{})
	if err != nil || list.Total != n || n < 30 {
		t.Errorf("%d documents, %d were told so (%v)", list.Total, n, err)
	}
}
