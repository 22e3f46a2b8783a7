package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"

	"deskclerk/backend/doc"
)

// mostTogether bounds the admissions of one transaction, so that no other writer
// waits long.
const mostTogether = 32

// admissions lets those that come in at the same time share one transaction, and
// with it the wait for the disk, which is most of what an admission takes. One
// of them leads; when its own is done another goes on, so that nobody works for
// the others for long.
type admissions struct {
	mu      sync.Mutex
	waiting []*admission
	led     bool
}

// admission is one that waits. lead is closed when it is its turn to lead, done
// when it has its answer.
type admission struct {
	a          doc.Admission
	password   []byte // sealed; nil: none
	receipt    doc.Receipt
	err        error
	lead, done chan struct{}
}

func (q *admissions) admit(ctx context.Context, s *Store, a doc.Admission, password []byte) (doc.Receipt, error) {
	p := &admission{a: a, password: password, lead: make(chan struct{}), done: make(chan struct{})}
	if !q.join(p) {
		select {
		case <-p.done:
			return p.receipt, p.err
		case <-p.lead:
		case <-ctx.Done():
			if q.leave(p) {
				return doc.Receipt{}, ctx.Err()
			}
			// It is being admitted, or made to lead, at this very moment.
			select {
			case <-p.done:
				return p.receipt, p.err
			case <-p.lead:
			}
		}
	}
	defer q.handOver()
	q.run(ctx, s)
	<-p.done
	return p.receipt, p.err
}

// join adds p to those that wait and reports whether it leads.
func (q *admissions) join(p *admission) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.waiting = append(q.waiting, p)
	first := !q.led
	q.led = true
	return first
}

// leave takes p out, unless it is under way or leads.
func (q *admissions) leave(p *admission) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	select {
	case <-p.lead:
		return false
	default:
	}
	i := slices.Index(q.waiting, p)
	if i < 0 {
		return false
	}
	q.waiting = slices.Delete(q.waiting, i, i+1)
	return true
}

// take gives those that wait, the leader among them.
func (q *admissions) take() []*admission {
	q.mu.Lock()
	defer q.mu.Unlock()
	n := min(len(q.waiting), mostTogether)
	taken := slices.Clone(q.waiting[:n])
	q.waiting = slices.Delete(q.waiting, 0, n)
	return taken
}

// handOver lets the next one lead.
func (q *admissions) handOver() {
	q.mu.Lock()
	defer q.mu.Unlock()
	if len(q.waiting) == 0 {
		q.led = false
		return
	}
	close(q.waiting[0].lead)
}

// run admits what waits when the turn to write comes.
func (q *admissions) run(ctx context.Context, s *Store) {
	var taken []*admission
	err := errors.New("an admission ended in a panic")
	defer func() {
		if taken == nil { // the transaction did not even begin
			taken = q.take()
		}
		for _, p := range taken {
			if err != nil {
				p.receipt, p.err = doc.Receipt{}, err
			}
			close(p.done)
		}
	}()
	// Others depend on it, so the leader's own end does not end it.
	err = s.write(context.WithoutCancel(ctx), func(ctx context.Context, t *tx) error {
		taken = q.take()
		for _, p := range taken {
			if err := t.admitApart(ctx, p); err != nil {
				return err
			}
		}
		return nil
	})
}

// admitApart admits one so that its own error leaves the others alone. What is
// wrong with the database is everybody's.
func (t *tx) admitApart(ctx context.Context, p *admission) error {
	if err := t.exec(ctx, `SAVEPOINT admission`); err != nil {
		return err
	}
	p.receipt, p.err = t.admit(ctx, p.a, p.password)
	var own *doc.Error
	switch {
	case p.err == nil:
		return t.exec(ctx, `RELEASE admission`)
	case errors.As(p.err, &own) && own.Code != doc.CodeDiskFull && own.Code != doc.CodeBusy:
		if err := t.exec(ctx, `ROLLBACK TO admission`); err != nil {
			return fmt.Errorf("leave one admission out: %w", err)
		}
		return t.exec(ctx, `RELEASE admission`)
	default:
		return p.err
	}
}
