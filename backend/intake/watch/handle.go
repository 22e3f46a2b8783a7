package watch

import (
	"context"
	"time"

	"deskclerk/backend/doc"
)

const (
	// longestNap bounds the wait for the next file, so that a clock that was set
	// is noticed.
	longestNap = time.Minute
	// askAtOnce is how many due lines are read from the journal at once.
	askAtOnce = 32
	// newsNap is the wait while others have yet to be told something.
	newsNap = tellEvery / 2
	// bookkeeping is how long writing down what happened may take at the end.
	bookkeeping = 10 * time.Second
)

// handle starts work on the files whose time has come, as far as there is room,
// and says when to look again.
func (r *round) handle(ctx context.Context) time.Duration {
	if r.silent {
		return longestNap // the answer to the check wakes
	}
	s := r.w.s
	now := time.Now().UTC()
	for {
		if !s.reserve(len(r.busy)) {
			return newsNap // the end of a file looks sooner
		}
		due, err := s.o.Journal.DueFiles(ctx, r.w.folder.ID, now, askAtOnce+len(r.busy))
		if err != nil {
			s.release()
			r.trouble(ctx, "read the journal", err)
			return newsNap
		}
		n := r.startAll(ctx, due)
		if n == 0 {
			return r.nap(ctx, now)
		}
	}
}

// startAll starts work on those that nobody works on; room for the first is
// reserved already.
func (r *round) startAll(ctx context.Context, due []doc.KeptFile) (started int) {
	s := r.w.s
	for _, f := range due {
		if _, busy := r.busy[f.ID]; busy {
			continue
		}
		if started > 0 && !s.reserve(len(r.busy)) {
			return started
		}
		started++
		r.busy[f.ID] = f.Dir
		level := r.queue.level(ctx, r.w)
		r.p.users.Go(func() {
			defer func() { r.worked <- f.ID }()
			defer s.release()
			r.w.work(ctx, r.p, f, level)
		})
	}
	if started == 0 {
		s.release()
	}
	return started
}

// nap is the time until the next line is due.
func (r *round) nap(ctx context.Context, now time.Time) time.Duration {
	nap := longestNap
	if r.news {
		nap = newsNap
	}
	at, ok, err := r.w.s.o.Journal.NextDueFile(ctx, r.w.folder.ID)
	if err != nil {
		r.trouble(ctx, "read the journal", err)
		return newsNap
	}
	if !ok {
		return nap
	}
	if wait := at.Sub(now); wait > 0 {
		return min(nap, wait+time.Millisecond)
	}
	if len(r.busy) > 0 { // due, but under way
		return nap
	}
	return 10 * time.Millisecond
}

// done takes note that a line was worked on. What happened to its file meanwhile
// may have been passed over, so its folder is looked at again.
func (r *round) done(id int64) {
	dir := r.busy[id]
	delete(r.busy, id)
	r.news = true
	if _, current := r.prints[dir]; !current && r.known[dir] {
		r.dirty[dir] = true
	}
}

// priority is the place of a folder's next document in the queue of the whole
// program: behind what people hand in, and the further behind the more of the
// folder waits already, so that a burst in one folder leaves room for others.
type priority struct {
	unread, taken int
	at            time.Time
}

const (
	askUnread   = 25 // documents between two looks at the queue
	unreadAge   = 10 * time.Second
	levelWidth  = 20 // documents on one level
	lowestLevel = -90
)

func (p *priority) level(ctx context.Context, w *watcher) int {
	if p.taken >= askUnread || time.Since(p.at) > unreadAge {
		if n, err := w.s.o.Journal.UnreadOf(ctx, w.folder.ID); err == nil {
			p.unread, p.taken, p.at = n, 0, time.Now()
		}
	}
	p.taken++
	return max(lowestLevel, -1-(p.unread+p.taken)/levelWidth)
}
