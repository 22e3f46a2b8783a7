package watch

import (
	"context"
	"hash/maphash"
	"maps"
	"slices"
	"time"

	"deskclerk/backend/doc"
)

// round is the time from entering a folder to leaving it. All of it belongs to
// the watcher's goroutine but what goes through the channels.
type round struct {
	w *watcher
	p *place

	seed    maphash.Seed
	known   map[string]bool   // folders that were there at the last look
	prints  map[string]uint64 // of folders whose lines are up to date
	dirty   map[string]bool   // folders to be looked at
	whole   bool              // everything is to be looked at
	behind  bool              // what was found is not in the journal
	looking *look             // under way; nil when there is none
	began   time.Time         // of that look
	took    time.Duration     // of the last whole look

	busy     map[int64]string // lines that are worked on, with their folder
	worked   chan int64
	checking chan error // the answer whether the folder is still there; nil when nobody asks
	asked    time.Time
	silent   bool // the system does not answer

	pruned time.Time
	told   time.Time
	news   bool // files moved on since others were told
	queue  priority
}

func newRound(w *watcher, p *place) *round {
	return &round{
		w: w, p: p, seed: maphash.MakeSeed(), known: map[string]bool{}, prints: map[string]uint64{}, dirty: map[string]bool{},
		whole: true, busy: map[int64]string{}, worked: make(chan int64, 64),
	}
}

// follow looks, takes files and waits, until the folder went or ctx ends. It
// leaves nothing under way that could still answer.
func (r *round) follow(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer r.finish(cancel)
	check := time.NewTicker(r.w.s.o.Check)
	defer check.Stop()
	next := time.NewTimer(0) // the next whole look
	defer next.Stop()
	due := time.NewTimer(time.Hour)
	defer due.Stop()
	var soon <-chan time.Time // hints are gathered until then
	for {
		r.begin(ctx)
		due.Reset(r.handle(ctx))
		r.tellSometimes(ctx)
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-r.w.due:
		case <-due.C:
		case <-r.w.look:
			r.whole = true
			r.ask()
		case <-next.C:
			r.whole = true
		case <-r.hinted():
			if soon == nil {
				soon = time.After(gather)
			}
		case <-soon:
			soon = nil
			r.takeHints()
		case f, ok := <-r.findings():
			if !ok {
				if err := r.looked(ctx); err != nil {
					return err
				}
				next.Reset(r.pause())
			} else if err := r.reconcile(ctx, f); err != nil {
				r.behind = true
				r.trouble(ctx, "write the journal", err)
			}
		case id := <-r.worked:
			r.done(id)
		case <-check.C:
			r.ask()
			r.watchdog(ctx)
		case err := <-r.checking:
			r.checking = nil
			if err != nil {
				return err
			}
			r.answered(ctx)
		}
	}
}

// finish waits a moment for what is under way.
func (r *round) finish(cancel context.CancelFunc) {
	cancel()
	patience := time.After(lastWait)
	for len(r.busy) > 0 || r.looking != nil {
		select {
		case id := <-r.worked:
			delete(r.busy, id)
		case _, ok := <-r.findings():
			if !ok {
				r.looking = nil
			}
		case <-patience:
			return
		}
	}
}

func (r *round) hinted() <-chan struct{} {
	if r.p.hints == nil {
		return nil
	}
	return r.p.hints.changed
}

func (r *round) takeHints() {
	if r.p.hints == nil {
		return
	}
	dirty, all := r.p.hints.take()
	for _, dir := range dirty {
		r.dirty[dir] = true
	}
	r.whole = r.whole || all
}

func (r *round) findings() <-chan finding {
	if r.looking == nil {
		return nil
	}
	return r.looking.out
}

// begin begins a look when one is wanted and none is under way.
func (r *round) begin(ctx context.Context) {
	if r.looking != nil || r.silent || !r.whole && len(r.dirty) == 0 {
		return
	}
	var journal []string
	if r.whole {
		var err error
		if journal, err = r.w.s.o.Journal.JournalDirs(ctx, r.w.folder.ID); err != nil {
			r.trouble(ctx, "read the journal", err)
			return
		}
		r.behind = false
	}
	l := &look{
		w: r.w, p: r.p, hints: r.p.hints, rules: r.w.rules, known: maps.Clone(r.known), out: make(chan finding, 16), seed: r.seed, whole: r.whole,
	}
	l.alive()
	dirs := r.nearest()
	r.whole, r.dirty, r.looking, r.began = false, map[string]bool{}, l, time.Now()
	r.p.users.Go(func() { l.lookAt(ctx, dirs, journal) })
}

// nearest gives, for each folder that changed, itself or the nearest one above
// that is known, from which it will be found.
func (r *round) nearest() []string {
	known := map[string]bool{}
	for dir := range r.dirty {
		for dir != "" && !r.known[dir] {
			dir = parent(dir)
		}
		known[dir] = true
	}
	return slices.Sorted(maps.Keys(known))
}

// looked takes note of the end of a look. An error is that of the folder itself.
func (r *round) looked(ctx context.Context) error {
	l := r.looking
	r.looking = nil
	r.known = l.known
	if l.err != nil || !l.whole {
		return l.err
	}
	r.took = time.Since(r.began)
	now := time.Now().UTC()
	r.w.mu.Lock()
	r.w.live.scannedAt = &now
	r.w.mu.Unlock()
	r.answered(ctx)
	if now.Sub(r.pruned) > time.Hour {
		if _, err := r.w.s.o.Journal.PruneJournal(ctx, r.w.folder.ID, now.Add(-keepAbsent)); err != nil {
			r.trouble(ctx, "prune the journal", err)
		}
		r.pruned = now
	}
	return nil
}

// pause is the time to the next whole look: longer where one takes long, and as if
// there were no events while the journal is behind.
func (r *round) pause() time.Duration {
	least, times := r.w.s.o.Poll, 10
	if r.p.hints != nil && !r.behind {
		least, times = r.w.s.o.Safety, 20
	}
	return max(least, time.Duration(times)*r.took)
}

// answered shows the folder as watched, and how.
func (r *round) answered(ctx context.Context) {
	r.silent = false
	w := r.w
	w.mu.Lock()
	before := w.live
	w.live.watching, w.live.polling, w.live.every = doc.WatchPolling, r.p.why, r.pause()
	if r.p.hints != nil {
		w.live.watching = doc.WatchEvents
	}
	same := before.watching == w.live.watching && before.polling == w.live.polling
	w.mu.Unlock()
	if before.scannedAt == nil && before.state != doc.FolderWatching && r.took == 0 {
		return // it is shown as watched once it was looked through
	}
	if before.state == doc.FolderWatching && !same {
		w.tell(ctx)
	}
	w.stands(ctx, doc.FolderWatching, nil)
}

// reconcile writes what was found into the journal.
func (r *round) reconcile(ctx context.Context, f finding) error {
	if f.limited != nil {
		r.withoutEvents(ctx, f.limited)
	}
	if before, ok := r.prints[f.dir]; ok && f.print != 0 && before == f.print {
		return nil
	}
	delete(r.prints, f.dir)
	var skipped bool
	b := bookkeeper{folder: r.w.folder.ID, f: f, settle: r.w.settle(), busy: r.busyIDs(), skipped: &skipped}
	for {
		b.now = time.Now().UTC()
		n, err := r.w.s.o.Journal.Reconcile(ctx, r.w.folder.ID, f.dir, b.decide)
		if err != nil {
			return err
		}
		r.news = r.news || n > 0
		if n < mostLines {
			break
		}
	}
	if !skipped && f.print != 0 {
		r.prints[f.dir] = f.print
	}
	return nil
}

func (r *round) busyIDs() map[int64]bool {
	ids := make(map[int64]bool, len(r.busy))
	for id := range r.busy {
		ids[id] = true
	}
	return ids
}
