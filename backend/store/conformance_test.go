package store_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"deskclerk/backend/doc"
	"deskclerk/backend/store"
)

// queue is what every job store has to be able to do.
type queue interface {
	store.Queue
	store.Stages
	Cancel(ctx context.Context, id string, only ...doc.OnRevision) error
	Reprocess(ctx context.Context, id string, o *doc.ProcessOptions, only ...doc.OnRevision) error
	Delete(ctx context.Context, id string, only ...doc.OnRevision) error
}

// bench is a queue on trial. Its chance always falls on the shortest wait.
type bench struct {
	queue
	clock  *clock
	admit  func(t *testing.T, priority int) string
	status func(t *testing.T, id string) doc.Status
}

func TestQueueInSQLite(t *testing.T) {
	testQueue(t, func(t *testing.T) bench {
		t.Helper()
		l, n := newLibrary(t), 0
		return bench{l, l.clock, func(t *testing.T, priority int) string {
			t.Helper()
			n++
			a := l.keep(t, fmt.Sprint(n))
			a.Options.Priority = priority
			r, err := l.Admit(t.Context(), a)
			if err != nil {
				t.Fatal(err)
			}
			return r.DocumentID
		}, func(t *testing.T, id string) doc.Status {
			t.Helper()
			return l.document(t, id).Status
		}}
	})
}

func TestQueueInMemory(t *testing.T) {
	testQueue(t, func(*testing.T) bench {
		c := newClock()
		m := newModel(c)
		return bench{m, c, func(_ *testing.T, priority int) string {
			id := fmt.Sprint(len(m.docs) + 1)
			m.admit(id, doc.ProcessOptions{Priority: priority})
			return id
		}, func(_ *testing.T, id string) doc.Status { return m.docs[id].status }}
	})
}

// testQueue is the conformance suite.
func testQueue(t *testing.T, newBench func(t *testing.T) bench) {
	for _, tt := range []struct {
		name string
		try  func(t *testing.T, b bench)
	}{
		{"an empty queue has nothing to give", tryEmpty},
		{"jobs come by priority, then by age", tryOrder},
		{"only the kinds asked for are given", tryKinds},
		{"a document goes through its stages", tryStages},
		{"a failure that may pass is retried with a growing wait", tryBackoff},
		{"a job is a dead letter after exactly its tries", tryDeadLetter},
		{"the newest dead letter comes first", tryDeadLetters},
		{"a failure that will not pass ends the document at once", tryTerminal},
		{"a failure that a person can help with ends the document at once", tryReview},
		{"a full disk costs no try", tryFullDisk},
		{"a released job costs no try", tryRelease},
		{"a lease that was given away writes nothing", tryFence},
		{"an extended lease is kept, an expired one is taken back", tryExpiry},
		{"rescued jobs go behind those that wait, and five times at most", tryRescue},
		{"a cancelled document loses its jobs", tryCancel},
		{"a document that is read again starts anew", tryReprocess},
		{"a deleted document's job writes nothing", tryDelete},
	} {
		t.Run(tt.name, func(t *testing.T) { tt.try(t, newBench(t)) })
	}
}

func (b bench) claim(t *testing.T, kinds ...string) *store.Job {
	t.Helper()
	if len(kinds) == 0 {
		kinds = allKinds()
	}
	job, err := b.Claim(t.Context(), kinds, time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	return job
}

// take claims the job that must be there.
func (b bench) take(t *testing.T, id, kind string, page int) *store.Job {
	t.Helper()
	job := b.claim(t)
	if job == nil || job.DocumentID != id || job.Kind != kind || job.Page != page || job.State != store.StateRunning {
		t.Fatalf("claimed %+v, want %s %d of document %s", job, kind, page, id)
	}
	if !job.LeasedUntil.Equal(b.clock.Now().Add(time.Minute)) {
		t.Fatalf("leased until %s", job.LeasedUntil)
	}
	return job
}

func (b bench) takeNone(t *testing.T) {
	t.Helper()
	if job := b.claim(t); job != nil {
		t.Fatalf("claimed %+v, want none", job)
	}
}

func (b bench) want(t *testing.T, id string, s doc.Status) {
	t.Helper()
	if got := b.status(t, id); got != s {
		t.Fatalf("document %s is %s, want %s", id, got, s)
	}
}

// inspected admits a document and opens it.
func (b bench) inspected(t *testing.T, pages int) string {
	t.Helper()
	id := b.admit(t, 0)
	ok(t, b.FinishInspect(t.Context(), b.take(t, id, store.KindInspect, 0), doc.Inspection{Pages: pages}))
	return id
}

func ok(t testing.TB, err error) {
	t.Helper()
	wantCode(t, err, "")
}

func crash() error { return doc.Errorf(doc.CodeWorkerCrash, "gone") }
