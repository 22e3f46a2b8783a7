package watch

import (
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"sync"
	"syscall"
	"time"

	"deskclerk/backend/doc"
)

const (
	// gather is how long further hints are waited for before anybody looks, so
	// that a burst is one look.
	gather = 50 * time.Millisecond
	// tellEvery bounds how often others are told that files moved on.
	tellEvery = time.Second
	// lastWait is how long the end of a watcher waits for what is under way.
	lastWait = 3 * time.Second
	// keepAbsent is for how long lines of files that went are kept.
	keepAbsent = 30 * 24 * time.Hour
)

// watcher watches one folder, as it was set when it began: a change of the
// settings is another watcher. One goroutine decides; others look and read, and
// may hang without it.
type watcher struct {
	s      *Service
	folder doc.KeptFolder
	rules  rules
	log    *slog.Logger
	cancel context.CancelFunc
	ended  chan struct{}

	due  chan struct{} // a person asked for a file
	look chan struct{} // a person asked for a look, or whether the folder is there

	mu   sync.Mutex
	live live
}

// live is how a folder stands, as it is shown.
type live struct {
	state     doc.FolderState
	detail    string
	said      *doc.Sentence // the detail
	since     *time.Time
	watching  doc.FolderWatch
	polling   doc.PollReason
	every     time.Duration
	scannedAt *time.Time
}

func newWatcher(s *Service, f doc.KeptFolder) *watcher {
	return &watcher{
		s: s, folder: f, rules: rulesOf(f, s.o.MaxBytes), log: s.log.With(slog.String("folder", f.ID)),
		ended: make(chan struct{}), due: make(chan struct{}, 1), look: make(chan struct{}, 1),
		live: live{state: doc.FolderStarting, watching: doc.WatchNone},
	}
}

func (w *watcher) start(ctx context.Context) {
	ctx, w.cancel = context.WithCancel(ctx)
	go w.run(ctx)
}

// wait waits for the end, unless something hangs.
func (w *watcher) wait() {
	select {
	case <-w.ended:
	case <-time.After(lastWait + time.Second):
	}
}

func ring(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default: // it was not heard yet
	}
}

// settle is for how long a file must not change.
func (w *watcher) settle() time.Duration {
	if w.folder.Settle > 0 {
		return time.Duration(w.folder.Settle * float64(time.Second))
	}
	return w.s.o.Settle
}

// run enters the folder, follows what happens in it, and enters it again when it
// was away.
func (w *watcher) run(ctx context.Context) {
	defer close(w.ended)
	for ctx.Err() == nil {
		p, err := w.enter(ctx)
		if err == nil {
			err = newRound(w, p).follow(ctx)
			p.leave()
		}
		if ctx.Err() != nil {
			return
		}
		w.away(ctx, err)
		rest(ctx, w.s.o.Check, w.look)
	}
}

// enter opens the folder. While the system does not answer it waits, and says so.
func (w *watcher) enter(ctx context.Context) (*place, error) {
	dirs, err := w.s.o.Journal.JournalDirs(ctx, w.folder.ID)
	if err != nil {
		return nil, err
	}
	opened := make(chan answer[*place], 1)
	go func() {
		p, err := openPlace(w.folder.Path, w.folder.Root, len(dirs) > 0)
		opened <- answer[*place]{p, err}
	}()
	impatient := time.NewTimer(w.s.o.Patience)
	defer impatient.Stop()
	for {
		select {
		case a := <-opened:
			if a.err != nil {
				return nil, a.err
			}
			return a.v, w.entered(ctx, a.v)
		case <-impatient.C:
			w.stands(ctx, doc.FolderStuck, because(errNoAnswer))
		case <-ctx.Done():
			go func() {
				if a := <-opened; a.err == nil {
					a.v.leave()
				}
			}()
			return nil, ctx.Err()
		}
	}
}

// entered refuses what must not be watched, and begins to hear of events.
func (w *watcher) entered(ctx context.Context, p *place) error {
	for _, own := range w.s.own {
		if own == p.is && own != (doc.FolderRoot{}) {
			p.leave()
			return errElsewhere
		}
	}
	if p.is != w.folder.Root {
		if err := w.s.o.Journal.SeenRoot(ctx, w.folder.ID, p.is); err != nil {
			p.leave()
			return err
		}
		w.folder.Root = p.is
	}
	switch {
	case w.s.o.NoEvents:
		p.why = doc.PollChosen
	case p.kind.network:
		p.why = doc.PollNetwork
	default:
		var err error
		if p.hints, err = newHints(w.folder.Path, w.s.o.MaxWatches); err != nil {
			p.why = pollReason(err)
		}
	}
	return nil
}

// away says why the folder cannot be watched now.
func (w *watcher) away(ctx context.Context, err error) {
	why := doc.Refuse(doc.CodeUnreadable, "folder_closed")
	var known syscall.Errno
	switch {
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, syscall.ENOTDIR):
		why = doc.Refuse(doc.CodeUnreadable, "folder_gone")
	case errors.Is(err, fs.ErrPermission):
		why = doc.Refuse(doc.CodeUnreadable, "folder_unread")
	case errors.Is(err, errElsewhere):
		why = doc.Refuse(doc.CodeUnreadable, "folder_elsewhere")
	case errors.Is(err, errUnmounted):
		why = doc.Refuse(doc.CodeUnreadable, "folder_unmounted")
	case errors.As(err, &known):
		why.Detail = known.Error()
	}
	w.stands(ctx, doc.FolderAway, why)
}

// stands changes how the folder is shown, with why it is not watched, and tells
// of it.
func (w *watcher) stands(ctx context.Context, state doc.FolderState, why *doc.Error) {
	var detail string
	var said *doc.Sentence
	if why != nil {
		detail, said = why.Detail, why.Sentence
	}
	w.mu.Lock()
	same := w.live.state == state && w.live.detail == detail
	if !same {
		now := time.Now().UTC()
		w.live.state, w.live.detail, w.live.said, w.live.since = state, detail, said, &now
		if state == doc.FolderWatching {
			w.live.since = nil
		} else {
			w.live.watching, w.live.polling = doc.WatchNone, doc.PollNot
		}
	}
	w.mu.Unlock()
	if !same {
		w.log.InfoContext(ctx, "a watched folder stands otherwise", slog.String("state", string(state)), slog.String("detail", detail))
		w.tell(ctx)
	}
}

func (w *watcher) tell(ctx context.Context) {
	if err := w.s.o.Journal.TellOfFolder(ctx, w.folder.ID, "state"); err != nil && ctx.Err() == nil {
		w.log.WarnContext(ctx, "a folder's state is not told of", slog.Any("error", err))
	}
}

// show fills in how the folder stands.
func (w *watcher) show(f *doc.Folder) {
	w.mu.Lock()
	defer w.mu.Unlock()
	f.State, f.Detail, f.Sentence, f.Since = w.live.state, w.live.detail, w.live.said, w.live.since
	f.Watching, f.Polling, f.ScannedAt = w.live.watching, w.live.polling, w.live.scannedAt
	f.Every = w.live.every.Seconds()
}
