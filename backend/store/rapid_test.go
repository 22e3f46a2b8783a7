package store_test

import (
	"context"
	"flag"
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"deskclerk/backend/doc"
	"deskclerk/backend/store"
)

// world runs the store and the model side by side: whatever is done to one is
// done to the other, and afterwards both must look the same.
type world struct {
	t     *testing.T
	l     *library
	model *model
	ids   []string
	held  []*store.Job // also those that were taken away since
}

func TestTheJobStoreDoesWhatTheModelDoes(t *testing.T) {
	if scale > 1 {
		if err := flag.Set("rapid.checks", "10"); err != nil {
			t.Fatal(err)
		}
	}
	rapid.Check(t, func(rt *rapid.T) {
		w := &world{t: t, l: newLibrary(t)}
		defer func() { _ = w.l.Close() }()
		w.model = newModel(w.l.clock)
		rt.Repeat(map[string]func(*rapid.T){
			"admit":     w.admit,
			"claim":     w.claim,
			"work":      w.work, // twice, it is what happens most
			"work on":   w.work,
			"fail":      w.fail,
			"extend":    w.extend,
			"release":   w.release,
			"wait":      w.wait,
			"rescue":    w.rescue,
			"restart":   w.restart,
			"cancel":    w.cancel,
			"reprocess": w.reprocess,
			"delete":    w.remove,
			"":          w.compare,
		})
		w.followEvents(rt)
	})
}

func (w *world) admit(rt *rapid.T) {
	a := w.l.keep(w.t, fmt.Sprint(len(w.ids)))
	a.Options.Priority = rapid.IntRange(-1, 1).Draw(rt, "priority")
	r, err := w.l.Admit(context.Background(), a)
	if err != nil {
		rt.Fatal(err)
	}
	w.ids = append(w.ids, r.DocumentID)
	w.model.admit(r.DocumentID, a.Options)
}

func (w *world) claim(rt *rapid.T) {
	kinds := rapid.SliceOfNDistinct(rapid.SampledFrom(allKinds()), 1, 3, rapid.ID[string]).Draw(rt, "kinds")
	lease := time.Duration(rapid.IntRange(1, 60).Draw(rt, "lease")) * time.Second
	got, err := w.l.Claim(context.Background(), kinds, lease)
	if err != nil {
		rt.Fatal(err)
	}
	want, _ := w.model.Claim(context.Background(), kinds, lease)
	if (got == nil) != (want == nil) || got != nil && sketch(*got) != sketch(*want) {
		rt.Fatalf("claimed %+v\nwant    %+v", got, want)
	}
	if got != nil {
		w.held = append(w.held, got)
	}
}

// pick chooses a job that was claimed at some time.
func (w *world) pick(rt *rapid.T) *store.Job {
	if len(w.held) == 0 {
		rt.Skip("nothing was claimed")
	}
	recent := w.held[max(0, len(w.held)-6):]
	return rapid.SampledFrom(recent).Draw(rt, "job")
}

// same fails unless both answers have the same code.
func same(rt *rapid.T, got, want error) {
	rt.Helper()
	if doc.CodeOf(got) != doc.CodeOf(want) {
		rt.Fatalf("got %v, want %v", got, want)
	}
}

func (w *world) work(rt *rapid.T) {
	job := w.pick(rt)
	pages := rapid.IntRange(1, 3).Draw(rt, "pages")
	statuses := []doc.Status{doc.StatusCompleted, doc.StatusCompletedWarn, doc.StatusNeedsReview}
	status := rapid.SampledFrom(statuses).Draw(rt, "status")
	finish := func(s store.Stages) error {
		switch job.Kind {
		case store.KindInspect:
			return s.FinishInspect(context.Background(), job, doc.Inspection{Pages: pages})
		case store.KindPage:
			return s.FinishPage(context.Background(), job, reading(job.Page, "word"))
		default:
			return s.FinishUnderstand(context.Background(), job, doc.Understanding{}, status)
		}
	}
	same(rt, finish(w.l), finish(w.model))
}

func (w *world) fail(rt *rapid.T) {
	job := w.pick(rt)
	codes := []doc.Code{doc.CodeWorkerCrash, doc.CodeWorkerTimeout, doc.CodeInternal, doc.CodeDiskFull, doc.CodeCorrupt, doc.CodePDFPassword}
	err := doc.Errorf(rapid.SampledFrom(codes).Draw(rt, "code"), "x")
	same(rt, w.l.Fail(context.Background(), job, err), w.model.Fail(context.Background(), job, err))
}

func (w *world) extend(rt *rapid.T) {
	job := w.pick(rt)
	copied := *job
	same(rt, w.l.Extend(context.Background(), job, time.Minute), w.model.Extend(context.Background(), &copied, time.Minute))
}

func (w *world) release(rt *rapid.T) {
	job := w.pick(rt)
	same(rt, w.l.Release(context.Background(), job), w.model.Release(context.Background(), job))
}

func (w *world) wait(rt *rapid.T) {
	w.l.clock.Advance(time.Duration(rapid.IntRange(1, 90_000).Draw(rt, "ms")) * time.Millisecond)
}

func (w *world) rescue(rt *rapid.T) {
	got, err := w.l.RescueExpired(context.Background())
	want, _ := w.model.RescueExpired(context.Background())
	if err != nil || got != want {
		rt.Fatalf("rescued %d, want %d (%v)", got, want, err)
	}
}

func (w *world) restart(rt *rapid.T) {
	got, err := w.l.RescueAll(context.Background())
	want, _ := w.model.RescueAll(context.Background())
	if err != nil || got != want {
		rt.Fatalf("rescued %d, want %d (%v)", got, want, err)
	}
}

// anyone chooses a document, perhaps one that was deleted.
func (w *world) anyone(rt *rapid.T) string {
	if len(w.ids) == 0 {
		rt.Skip("no documents")
	}
	return rapid.SampledFrom(w.ids).Draw(rt, "document")
}

func (w *world) cancel(rt *rapid.T) {
	id := w.anyone(rt)
	same(rt, w.l.Cancel(context.Background(), id), w.model.Cancel(context.Background(), id))
}

func (w *world) reprocess(rt *rapid.T) {
	id := w.anyone(rt)
	same(rt, w.l.Reprocess(context.Background(), id, nil), w.model.Reprocess(context.Background(), id, nil))
}

func (w *world) remove(rt *rapid.T) {
	id := w.anyone(rt)
	same(rt, w.l.Delete(context.Background(), id), w.model.Delete(context.Background(), id))
}

// compare holds everything that can be seen against the model.
func (w *world) compare(rt *rapid.T) {
	var want []store.Job
	for _, j := range w.model.jobs {
		if j.State != "" {
			want = append(want, *j)
		}
	}
	sameJobs(rt, "jobs", w.l.jobs(w.t), want)
	dead, err := w.l.DeadLetters(context.Background())
	if err != nil {
		rt.Fatal(err)
	}
	wantDead, _ := w.model.DeadLetters(context.Background())
	sameJobs(rt, "dead letters", dead, wantDead)
	at, found, err := w.l.NextRunAt(context.Background())
	wantAt, wantFound, _ := w.model.NextRunAt(context.Background())
	if err != nil || found != wantFound || !at.Equal(wantAt) {
		rt.Fatalf("next at %s %v, want %s %v (%v)", at, found, wantAt, wantFound, err)
	}
	w.compareDocuments(rt)
}

func sameJobs(rt *rapid.T, what string, got, want []store.Job) {
	rt.Helper()
	if len(got) != len(want) {
		rt.Fatalf("%d %s, want %d", len(got), what, len(want))
	}
	for i := range got {
		if sketch(got[i]) != sketch(want[i]) {
			rt.Fatalf("%s:\n%s\nwant\n%s", what, sketch(got[i]), sketch(want[i]))
		}
	}
}

func (w *world) compareDocuments(rt *rapid.T) {
	listing, err := w.l.Documents(context.Background(), doc.Query{Limit: 500})
	if err != nil || listing.Total != len(w.model.docs) {
		rt.Fatalf("%d documents, want %d (%v)", listing.Total, len(w.model.docs), err)
	}
	for _, d := range listing.Documents {
		m := w.model.docs[d.ID]
		if d.Status != m.status || d.File.Pages != m.pages || d.PagesRead != m.read {
			rt.Fatalf("document is %s with %d of %d pages, want %s with %d of %d",
				d.Status, d.PagesRead, d.File.Pages, m.status, m.read, m.pages)
		}
		failed := d.Status == doc.StatusFailedRetryable || d.Status == doc.StatusFailedTerminal
		if failed != (d.Error != nil) {
			rt.Fatalf("a document that is %s has the error %+v", d.Status, d.Error)
		}
	}
}

// followEvents holds the outbox against the table of transitions: each document
// is received first, moves along the table only, and its revision never falls.
func (w *world) followEvents(rt *rapid.T) {
	events, err := w.l.Events(context.Background(), 0, 0)
	if err != nil {
		rt.Fatal(err)
	}
	type step struct {
		status   doc.Status
		revision float64
	}
	last := map[string]step{}
	for i, e := range events {
		if e.Seq != int64(i+1) {
			rt.Fatalf("event %d has number %d", i+1, e.Seq)
		}
		was, known := last[e.DocumentID]
		now := step{revision: e.Data["revision"].(float64)}
		if now.revision < was.revision {
			rt.Fatalf("%+v after revision %v", e, was.revision)
		}
		if e.Type == doc.EventDeleted {
			continue
		}
		now.status = doc.Status(e.Data["status"].(string))
		switch {
		case !known && now.status != doc.StatusReceived:
			rt.Fatalf("a document begins as %s", now.status)
		case known && now.status != was.status && !was.status.CanBecome(now.status):
			rt.Fatalf("a document went from %s to %s", was.status, now.status)
		}
		last[e.DocumentID] = now
	}
	for id, m := range w.model.docs {
		if last[id].status != m.status {
			rt.Fatalf("the events end at %s, the document is %s", last[id].status, m.status)
		}
	}
}
