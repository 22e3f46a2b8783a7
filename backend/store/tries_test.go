package store_test

import (
	"testing"
	"time"

	"deskclerk/backend/doc"
	"deskclerk/backend/store"
)

func tryEmpty(t *testing.T, b bench) {
	t.Helper()
	b.takeNone(t)
	if job, err := b.Claim(t.Context(), nil, time.Minute); job != nil || err != nil {
		t.Fatalf("%+v, %v", job, err)
	}
	if at, found, err := b.NextRunAt(t.Context()); found || err != nil {
		t.Fatalf("%s, %v, %v", at, found, err)
	}
	if n, err := b.RescueAll(t.Context()); n != 0 || err != nil {
		t.Fatalf("%d, %v", n, err)
	}
}

func tryOrder(t *testing.T, b bench) {
	t.Helper()
	first := b.admit(t, 0)
	second := b.admit(t, 0)
	b.clock.Advance(time.Second)
	third := b.admit(t, 0)
	urgent := b.admit(t, 5)
	late := b.admit(t, -1)
	for _, id := range []string{urgent, first, second, third, late} {
		b.take(t, id, store.KindInspect, 0)
		b.want(t, id, doc.StatusProcessing)
	}
	b.takeNone(t)
}

func tryKinds(t *testing.T, b bench) {
	t.Helper()
	id := b.inspected(t, 1)
	other := b.admit(t, 9)
	if job := b.claim(t, store.KindUnderstand); job != nil {
		t.Fatalf("claimed %+v", job)
	}
	if job := b.claim(t, store.KindPage, store.KindUnderstand); job == nil || job.DocumentID != id {
		t.Fatalf("claimed %+v", job)
	}
	b.take(t, other, store.KindInspect, 0)
}

func tryStages(t *testing.T, b bench) {
	t.Helper()
	id := b.inspected(t, 2)
	one, two := b.take(t, id, store.KindPage, 1), b.take(t, id, store.KindPage, 2)
	b.takeNone(t)
	ok(t, b.FinishPage(t.Context(), two, reading(2, "b")))
	b.takeNone(t) // page 1 is outstanding
	ok(t, b.FinishPage(t.Context(), one, reading(1, "a")))
	last := b.take(t, id, store.KindUnderstand, 0)
	b.takeNone(t)
	b.want(t, id, doc.StatusProcessing)
	ok(t, b.FinishUnderstand(t.Context(), last, receipt(), doc.StatusNeedsReview))
	b.want(t, id, doc.StatusNeedsReview)
	b.takeNone(t)
	wantCode(t, b.FinishUnderstand(t.Context(), last, receipt(), doc.StatusCompleted), doc.CodeConflict)
}

func tryBackoff(t *testing.T, b bench) {
	t.Helper()
	id := b.admit(t, 0)
	for try, wait := range []time.Duration{500 * time.Millisecond, 2 * time.Second} {
		job := b.take(t, id, store.KindInspect, 0)
		if job.Tries != try+1 || job.Generation != int64(try+1) {
			t.Fatalf("try %d: %+v", try+1, job)
		}
		ok(t, b.Fail(t.Context(), job, crash()))
		b.want(t, id, doc.StatusFailedRetryable)
		at, found, err := b.NextRunAt(t.Context())
		if err != nil || !found || !at.Equal(b.clock.Now().Add(wait)) {
			t.Fatalf("next at %s (%v), want after %s", at, err, wait)
		}
		b.clock.Advance(wait - time.Millisecond)
		b.takeNone(t)
		b.clock.Advance(time.Millisecond)
	}
	job := b.take(t, id, store.KindInspect, 0)
	if job.LastError == nil || job.LastError.Code != doc.CodeWorkerCrash {
		t.Fatalf("last error %+v", job.LastError)
	}
	b.want(t, id, doc.StatusProcessing)
}

func tryDeadLetter(t *testing.T, b bench) {
	t.Helper()
	id := b.admit(t, 0)
	for range 3 {
		ok(t, b.Fail(t.Context(), b.take(t, id, store.KindInspect, 0), crash()))
		b.clock.Advance(time.Hour)
	}
	b.takeNone(t)
	b.want(t, id, doc.StatusFailedTerminal)
	dead, err := b.DeadLetters(t.Context())
	if err != nil || len(dead) != 1 || dead[0].DocumentID != id || dead[0].Tries != 3 || dead[0].LastError.Code != doc.CodeWorkerCrash {
		t.Fatalf("%+v, %v", dead, err)
	}
}

func tryDeadLetters(t *testing.T, b bench) {
	t.Helper()
	var jobs []*store.Job
	for range 3 {
		jobs = append(jobs, b.take(t, b.admit(t, 0), store.KindInspect, 0))
	}
	for _, i := range []int{1, 0, 2} {
		b.clock.Advance(time.Second)
		ok(t, b.Fail(t.Context(), jobs[i], doc.Errorf(doc.CodeCorrupt, "bad")))
	}
	dead, err := b.DeadLetters(t.Context())
	if err != nil || len(dead) != 3 || dead[0].ID != jobs[2].ID || dead[1].ID != jobs[0].ID || dead[2].ID != jobs[1].ID {
		t.Fatalf("%+v, %v", dead, err)
	}
}

func tryTerminal(t *testing.T, b bench) {
	t.Helper()
	id := b.inspected(t, 3)
	one, two := b.take(t, id, store.KindPage, 1), b.take(t, id, store.KindPage, 2)
	ok(t, b.Fail(t.Context(), one, doc.Errorf(doc.CodeCorrupt, "bad")))
	b.want(t, id, doc.StatusFailedTerminal)
	b.takeNone(t) // page 3 went with it
	wantCode(t, b.FinishPage(t.Context(), two, reading(2, "b")), doc.CodeConflict)
	dead, err := b.DeadLetters(t.Context())
	if err != nil || len(dead) != 1 || dead[0].Page != 1 || dead[0].Tries != 1 {
		t.Fatalf("%+v, %v", dead, err)
	}
}

func tryReview(t *testing.T, b bench) {
	t.Helper()
	id := b.admit(t, 0)
	ok(t, b.Fail(t.Context(), b.take(t, id, store.KindInspect, 0), doc.Errorf(doc.CodePDFPassword, "locked")))
	b.want(t, id, doc.StatusFailedTerminal)
	ok(t, b.Reprocess(t.Context(), id, &doc.ProcessOptions{Password: "open"}))
	if dead, err := b.DeadLetters(t.Context()); err != nil || len(dead) != 0 {
		t.Fatalf("the dead letter of an earlier attempt: %+v, %v", dead, err)
	}
	b.take(t, id, store.KindInspect, 0)
}

func tryFullDisk(t *testing.T, b bench) {
	t.Helper()
	id := b.admit(t, 0)
	for range 10 {
		job := b.take(t, id, store.KindInspect, 0)
		if job.Tries != 1 {
			t.Fatalf("%d tries", job.Tries)
		}
		ok(t, b.Fail(t.Context(), job, doc.Errorf(doc.CodeDiskFull, "full")))
		b.want(t, id, doc.StatusFailedRetryable)
		b.clock.Advance(10 * time.Second) // promised: within 30 s
	}
}

func tryRelease(t *testing.T, b bench) {
	t.Helper()
	id := b.admit(t, 0)
	for generation := range 10 {
		job := b.take(t, id, store.KindInspect, 0)
		if job.Tries != 1 || job.Generation != int64(generation+1) {
			t.Fatalf("%+v", job)
		}
		ok(t, b.Release(t.Context(), job))
		wantCode(t, b.Release(t.Context(), job), doc.CodeConflict)
	}
}

func tryFence(t *testing.T, b bench) {
	t.Helper()
	id := b.inspected(t, 1)
	old := b.take(t, id, store.KindPage, 1)
	if n, err := b.RescueAll(t.Context()); n != 1 || err != nil {
		t.Fatalf("%d, %v", n, err)
	}
	late := func() {
		t.Helper()
		wantCode(t, b.Extend(t.Context(), old, time.Hour), doc.CodeConflict)
		wantCode(t, b.Release(t.Context(), old), doc.CodeConflict)
		wantCode(t, b.Fail(t.Context(), old, crash()), doc.CodeConflict)
		wantCode(t, b.Fail(t.Context(), old, doc.Errorf(doc.CodeCorrupt, "bad")), doc.CodeConflict)
		wantCode(t, b.FinishPage(t.Context(), old, reading(1, "late")), doc.CodeConflict)
	}
	late()
	held := b.take(t, id, store.KindPage, 1)
	late()
	ok(t, b.FinishPage(t.Context(), held, reading(1, "in time")))
	late()
	b.want(t, id, doc.StatusProcessing)
}

func tryExpiry(t *testing.T, b bench) {
	t.Helper()
	one, two := b.admit(t, 0), b.admit(t, 0)
	kept, lost := b.take(t, one, store.KindInspect, 0), b.take(t, two, store.KindInspect, 0)
	b.clock.Advance(50 * time.Second)
	ok(t, b.Extend(t.Context(), kept, time.Minute))
	if n, err := b.RescueExpired(t.Context()); n != 0 || err != nil {
		t.Fatalf("too early: %d, %v", n, err)
	}
	b.clock.Advance(11 * time.Second)
	if n, err := b.RescueExpired(t.Context()); n != 1 || err != nil {
		t.Fatalf("%d, %v", n, err)
	}
	ok(t, b.FinishInspect(t.Context(), kept, doc.Inspection{Pages: 1}))
	wantCode(t, b.FinishInspect(t.Context(), lost, doc.Inspection{Pages: 1}), doc.CodeConflict)
	again := b.claim(t, store.KindInspect)
	if again == nil || again.DocumentID != two || again.Tries != 1 || again.Rescues != 1 {
		t.Fatalf("%+v", again)
	}
}

func tryRescue(t *testing.T, b bench) {
	t.Helper()
	poison := b.admit(t, 0)
	for rescue := range 5 {
		b.clock.Advance(time.Second)
		if rescue >= 2 { // suspected: it waits until a program has lived for three seconds
			b.takeNone(t)
			if n, err := b.RescueAll(t.Context()); n != 0 || err != nil {
				t.Fatalf("%d, %v", n, err)
			}
			b.clock.Advance(2999 * time.Millisecond)
			b.takeNone(t)
			b.clock.Advance(time.Millisecond)
		}
		job := b.take(t, poison, store.KindInspect, 0)
		if job.Tries != 1 || job.Rescues != rescue {
			t.Fatalf("rescue %d: %+v", rescue, job)
		}
		other := b.admit(t, 0)
		b.clock.Advance(time.Second)
		if n, err := b.RescueAll(t.Context()); n != 1 || err != nil {
			t.Fatalf("%d, %v", n, err)
		}
		next := b.take(t, other, store.KindInspect, 0)
		ok(t, b.Fail(t.Context(), next, doc.Errorf(doc.CodeCorrupt, "bad")))
	}
	b.takeNone(t)
	b.want(t, poison, doc.StatusFailedTerminal)
	dead, err := b.DeadLetters(t.Context())
	if err != nil || len(dead) != 6 {
		t.Fatalf("%+v, %v", dead, err)
	}
}

func tryCancel(t *testing.T, b bench) {
	t.Helper()
	id := b.inspected(t, 2)
	running := b.take(t, id, store.KindPage, 1)
	ok(t, b.Cancel(t.Context(), id))
	b.want(t, id, doc.StatusFailedTerminal)
	b.takeNone(t)
	wantCode(t, b.FinishPage(t.Context(), running, reading(1, "late")), doc.CodeConflict)
	wantCode(t, b.Cancel(t.Context(), id), doc.CodeConflict)
	wantCode(t, b.Cancel(t.Context(), "nobody"), doc.CodeNotFound)

	waiting := b.admit(t, 0)
	ok(t, b.Fail(t.Context(), b.take(t, waiting, store.KindInspect, 0), crash()))
	ok(t, b.Cancel(t.Context(), waiting))
	b.want(t, waiting, doc.StatusFailedTerminal)
	if dead, err := b.DeadLetters(t.Context()); err != nil || len(dead) != 0 {
		t.Fatalf("%+v, %v", dead, err)
	}
}

func tryReprocess(t *testing.T, b bench) {
	t.Helper()
	id := b.admit(t, 0)
	wantCode(t, b.Reprocess(t.Context(), id, nil), doc.CodeConflict) // queued
	running := b.take(t, id, store.KindInspect, 0)
	wantCode(t, b.Reprocess(t.Context(), id, nil), doc.CodeConflict) // processing
	ok(t, b.Fail(t.Context(), running, crash()))
	ok(t, b.Reprocess(t.Context(), id, nil)) // waits for its retry: now then
	b.want(t, id, doc.StatusQueued)
	again := b.take(t, id, store.KindInspect, 0)
	if again.Attempt != 2 || again.Tries != 1 || again.ID == running.ID {
		t.Fatalf("%+v", again)
	}
	b.clock.Advance(time.Hour)
	b.takeNone(t) // the first attempt's retry is off
	ok(t, b.Fail(t.Context(), again, doc.Errorf(doc.CodeCorrupt, "bad")))
	ok(t, b.Reprocess(t.Context(), id, nil)) // failed for good: a person retries
	if job := b.take(t, id, store.KindInspect, 0); job.Attempt != 3 {
		t.Fatalf("%+v", job)
	}
	wantCode(t, b.Reprocess(t.Context(), "nobody", nil), doc.CodeNotFound)
}

func tryDelete(t *testing.T, b bench) {
	t.Helper()
	id := b.admit(t, 0)
	running := b.take(t, id, store.KindInspect, 0)
	ok(t, b.Delete(t.Context(), id))
	wantCode(t, b.FinishInspect(t.Context(), running, doc.Inspection{Pages: 1}), doc.CodeConflict)
	wantCode(t, b.Delete(t.Context(), id), doc.CodeNotFound)
	b.takeNone(t)
}
