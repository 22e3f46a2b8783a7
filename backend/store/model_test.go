package store_test

import (
	"context"
	"fmt"
	"slices"
	"time"

	"deskclerk/backend/doc"
	"deskclerk/backend/store"
)

// model is the queue as simple as it can be: a list in memory. It says what the
// real one must do, and nothing of how.
type model struct {
	clock *clock
	docs  map[string]*modelDocument
	jobs  []*store.Job
	ended map[int64]time.Time
}

type modelDocument struct {
	status  doc.Status
	attempt int
	pages   int
	read    int
	options doc.ProcessOptions
}

func newModel(c *clock) *model {
	return &model{clock: c, docs: map[string]*modelDocument{}, ended: map[int64]time.Time{}}
}

func (m *model) admit(id string, o doc.ProcessOptions) {
	m.docs[id] = &modelDocument{status: doc.StatusQueued, attempt: 1, options: o}
	m.add(id, store.KindInspect, 0)
}

func (m *model) add(id, kind string, page int) {
	d := m.docs[id]
	m.jobs = append(m.jobs, &store.Job{
		ID: int64(len(m.jobs) + 1), Kind: kind, DocumentID: id, Attempt: d.attempt, Page: page,
		Priority: d.options.Priority, State: store.StateAvailable, MaxTries: 3, RunAt: m.clock.Now(),
	})
}

func waits(j *store.Job) bool {
	return j.State == store.StateAvailable || j.State == store.StateRetryable
}

func (m *model) Claim(_ context.Context, kinds []string, lease time.Duration) (*store.Job, error) {
	var best *store.Job
	for _, j := range m.jobs {
		if !waits(j) || !slices.Contains(kinds, j.Kind) || j.RunAt.After(m.clock.Now()) {
			continue
		}
		if best == nil || j.Priority > best.Priority || j.Priority == best.Priority && j.RunAt.Before(best.RunAt) {
			best = j
		}
	}
	if best == nil {
		return nil, nil
	}
	best.State, best.LeasedUntil = store.StateRunning, m.clock.Now().Add(lease)
	best.Generation++
	best.Tries++
	m.docs[best.DocumentID].status = doc.StatusProcessing
	given := *best
	return &given, nil
}

// held finds the job that a claimer holds.
func (m *model) held(job *store.Job) (*store.Job, error) {
	for _, j := range m.jobs {
		if j.ID == job.ID && j.State == store.StateRunning && j.Generation == job.Generation {
			return j, nil
		}
	}
	return nil, doc.Errorf(doc.CodeConflict, "fenced")
}

func (m *model) Extend(_ context.Context, job *store.Job, lease time.Duration) error {
	j, err := m.held(job)
	if err == nil {
		j.LeasedUntil = m.clock.Now().Add(lease)
	}
	return err
}

func (m *model) Release(_ context.Context, job *store.Job) error {
	j, err := m.held(job)
	if err == nil {
		j.State = store.StateAvailable
		j.Tries--
	}
	return err
}

func (m *model) Fail(_ context.Context, job *store.Job, cause error) error {
	j, err := m.held(job)
	if err != nil {
		return err
	}
	code := doc.CodeOf(cause)
	class := code.Kind().Class
	j.LastError = &doc.Failure{Code: code}
	switch {
	case code == doc.CodeDiskFull || code == doc.CodeBusy:
		j.Tries--
		m.retry(j, 5*time.Second)
	case class == doc.ClassTerminal || class == doc.ClassReview || j.Tries >= j.MaxTries:
		m.bury(j)
	default:
		m.retry(j, []time.Duration{500 * time.Millisecond, 2 * time.Second}[j.Tries-1])
	}
	return nil
}

func (m *model) retry(j *store.Job, wait time.Duration) {
	j.State, j.RunAt = store.StateRetryable, m.clock.Now().Add(wait)
	m.docs[j.DocumentID].status = doc.StatusFailedRetryable
}

func (m *model) bury(j *store.Job) {
	m.end(j, store.StateDiscarded)
	m.takeAway(j.DocumentID)
	m.docs[j.DocumentID].status = doc.StatusFailedTerminal
}

func (m *model) end(j *store.Job, s store.State) {
	j.State = s
	m.ended[j.ID] = m.clock.Now()
}

func (m *model) takeAway(id string) {
	for _, j := range m.jobs {
		if j.DocumentID == id && (waits(j) || j.State == store.StateRunning) {
			m.end(j, store.StateCancelled)
			j.Generation++
		}
	}
}

func (m *model) RescueAll(context.Context) (int, error) {
	n := m.rescue(func(*store.Job) bool { return true })
	for _, j := range m.jobs {
		if waits(j) && j.Rescues >= 2 && j.RunAt.Before(m.clock.Now().Add(3*time.Second)) {
			j.RunAt = m.clock.Now().Add(3 * time.Second)
		}
	}
	return n, nil
}

func (m *model) RescueExpired(context.Context) (int, error) {
	return m.rescue(func(j *store.Job) bool { return j.LeasedUntil.Before(m.clock.Now()) }), nil
}

func (m *model) rescue(which func(*store.Job) bool) (n int) {
	var lost []*store.Job
	for _, j := range m.jobs {
		if j.State == store.StateRunning && which(j) {
			lost = append(lost, j)
		}
	}
	for _, j := range lost {
		if j.State != store.StateRunning {
			continue
		}
		if j.Rescues++; j.Rescues >= 5 {
			j.LastError = &doc.Failure{Code: doc.CodeWorkerCrash}
			m.bury(j)
			continue
		}
		j.State, j.RunAt = store.StateAvailable, m.clock.Now()
		if j.Rescues >= 2 {
			j.RunAt = j.RunAt.Add(3 * time.Second)
		}
		j.Tries--
	}
	return len(lost)
}

func (m *model) DeadLetters(context.Context) ([]store.Job, error) {
	var dead []store.Job
	for _, j := range m.jobs {
		if d := m.docs[j.DocumentID]; j.State == store.StateDiscarded && j.Attempt == d.attempt {
			dead = append(dead, *j)
		}
	}
	slices.SortFunc(dead, func(a, b store.Job) int {
		if c := m.ended[b.ID].Compare(m.ended[a.ID]); c != 0 {
			return c
		}
		return int(b.ID - a.ID)
	})
	return dead, nil
}

func (m *model) NextRunAt(context.Context) (at time.Time, ok bool, err error) {
	for _, j := range m.jobs {
		if waits(j) && (!ok || j.RunAt.Before(at)) {
			at, ok = j.RunAt, true
		}
	}
	return at, ok, nil
}

func (m *model) FinishInspect(_ context.Context, job *store.Job, in doc.Inspection) error {
	j, err := m.held(job)
	if err != nil {
		return err
	}
	m.end(j, store.StateCompleted)
	m.docs[j.DocumentID].pages = in.Pages
	for page := range in.Pages {
		m.add(j.DocumentID, store.KindPage, page+1)
	}
	return nil
}

func (m *model) FinishPage(_ context.Context, job *store.Job, _ doc.PageReading) error {
	j, err := m.held(job)
	if err != nil {
		return err
	}
	m.end(j, store.StateCompleted)
	d := m.docs[j.DocumentID]
	if d.read++; d.read == d.pages {
		m.add(j.DocumentID, store.KindUnderstand, 0)
	}
	return nil
}

func (m *model) FinishUnderstand(_ context.Context, job *store.Job, _ doc.Understanding, s doc.Status) error {
	j, err := m.held(job)
	if err != nil {
		return err
	}
	m.end(j, store.StateCompleted)
	m.docs[j.DocumentID].status = s
	return nil
}

func (m *model) Cancel(_ context.Context, id string, _ ...doc.OnRevision) error {
	d := m.docs[id]
	switch {
	case d == nil:
		return doc.Errorf(doc.CodeNotFound, "no document")
	case d.status.Finished():
		return doc.Errorf(doc.CodeConflict, "finished")
	}
	m.takeAway(id)
	d.status = doc.StatusFailedTerminal
	return nil
}

func (m *model) Reprocess(_ context.Context, id string, o *doc.ProcessOptions, _ ...doc.OnRevision) error {
	d := m.docs[id]
	switch {
	case d == nil:
		return doc.Errorf(doc.CodeNotFound, "no document")
	case d.status == doc.StatusQueued || d.status == doc.StatusProcessing:
		return doc.Errorf(doc.CodeConflict, "being read")
	}
	m.takeAway(id)
	if o != nil {
		d.options = *o
	}
	d.status, d.pages, d.read = doc.StatusQueued, 0, 0
	d.attempt++
	m.add(id, store.KindInspect, 0)
	return nil
}

func (m *model) Delete(_ context.Context, id string, _ ...doc.OnRevision) error {
	if m.docs[id] == nil {
		return doc.Errorf(doc.CodeNotFound, "no document")
	}
	delete(m.docs, id)
	for _, j := range m.jobs {
		if j.DocumentID == id {
			j.State = "" // gone, but its number stays taken
		}
	}
	return nil
}

// sketch is what the model and the store must agree on about a job.
func sketch(j store.Job) string {
	code := doc.Code("")
	if j.LastError != nil {
		code = j.LastError.Code
	}
	return fmt.Sprintf("%d %s page %d attempt %d: %s, %d of %d tries, %d rescues, generation %d, due %s, leased %s, %s",
		j.ID, j.Kind, j.Page, j.Attempt, j.State, j.Tries, j.MaxTries, j.Rescues, j.Generation,
		j.RunAt.Format(time.TimeOnly+".000"), j.LeasedUntil.Format(time.TimeOnly+".000"), code)
}
