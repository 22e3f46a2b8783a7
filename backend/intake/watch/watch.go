// Package watch is the part of intake that looks at folders: it finds files in
// them, waits until they are whole, takes them in exactly once and, if it was
// told to, moves or deletes them afterwards. What it knows of each file stands in
// a journal; events of the system are only a hint to look sooner. It reads
// through os.Root, so that no link leads out of a folder, and changes nothing in
// a folder but files whose document is committed.
package watch

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"deskclerk/backend/doc"
	"deskclerk/backend/intake"
)

// Options of the room. Journal and Intake are required; what is zero has the
// default named beside it.
type Options struct {
	Journal Journal
	Intake  Intake

	Own        []string      // folders that must not be watched, nor lie in one: Deskclerk's own
	MaxBytes   int64         // of one file, default intake.DefaultMaxBytes
	Settle     time.Duration // for which a file must not change, default 3 s
	Poll       time.Duration // between two looks where there are no events, default 5 s
	Safety     time.Duration // between two looks where there are events, default 1 min
	Check      time.Duration // between two looks whether a folder is there, default 5 s
	Patience   time.Duration // with a disk or server that does not answer, default 15 s
	NoEvents   bool          // poll everywhere
	MaxWatches int           // folders watched by events in one watched folder, default as many as the system allows
	AtOnce     int           // files read at once of one folder, default 3
	Overall    int           // files read at once, default 12
	Logger     *slog.Logger  // default none
}

func (o Options) withDefaults() Options {
	or := func(d *time.Duration, otherwise time.Duration) {
		if *d <= 0 {
			*d = otherwise
		}
	}
	or(&o.Settle, 3*time.Second)
	or(&o.Poll, 5*time.Second)
	or(&o.Safety, time.Minute)
	or(&o.Check, 5*time.Second)
	or(&o.Patience, 15*time.Second)
	if o.MaxBytes <= 0 {
		o.MaxBytes = intake.DefaultMaxBytes
	}
	if o.AtOnce <= 0 {
		o.AtOnce = 3
	}
	if o.Overall <= 0 {
		o.Overall = 12
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	return o
}

// Service keeps watched folders and watches them. Make it with New.
type Service struct {
	o   Options
	log *slog.Logger
	own []doc.FolderRoot // identities of Own

	changing sync.Mutex // one change of the folders at a time

	mu       sync.Mutex
	running  context.Context //nolint:containedctx // watchers that are added later end with the others
	stop     context.CancelFunc
	watchers map[string]*watcher // by the folder's id
	reading  int                 // files being read, of all folders
}

// New makes the service; nothing is looked at before Start.
func New(o Options) *Service {
	o = o.withDefaults()
	s := &Service{o: o, log: o.Logger, watchers: map[string]*watcher{}}
	for _, path := range o.Own {
		if root, err := identityOf(path); err == nil {
			s.own = append(s.own, root)
		}
	}
	return s
}

// Start begins to watch every folder that is not paused. It returns at once;
// starting twice is harmless.
func (s *Service) Start(ctx context.Context) error {
	s.changing.Lock()
	defer s.changing.Unlock()
	s.mu.Lock()
	if s.stop != nil {
		s.mu.Unlock()
		return nil
	}
	s.running, s.stop = context.WithCancel(context.WithoutCancel(ctx))
	s.mu.Unlock()
	all, err := s.o.Journal.WatchedFolders(ctx)
	if err != nil {
		return err
	}
	for _, f := range all {
		s.begin(f)
	}
	return nil
}

// Stop ends the watching and waits for what is under way, but not for a disk or
// a server that does not answer. Stopping twice is harmless.
func (s *Service) Stop() {
	s.changing.Lock()
	defer s.changing.Unlock()
	s.mu.Lock()
	stop := s.stop
	s.stop = nil
	all := s.watchers
	s.watchers = map[string]*watcher{}
	s.mu.Unlock()
	if stop == nil {
		return
	}
	stop()
	for _, w := range all {
		w.wait()
	}
}

// begin watches a folder unless it is paused or nothing runs.
func (s *Service) begin(f doc.KeptFolder) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.stop == nil || f.Paused {
		return
	}
	w := newWatcher(s, f)
	s.watchers[f.ID] = w
	w.start(s.running)
}

// end stops watching a folder.
func (s *Service) end(id string) {
	s.mu.Lock()
	w := s.watchers[id]
	delete(s.watchers, id)
	s.mu.Unlock()
	if w != nil {
		w.cancel()
		w.wait()
	}
}

func (s *Service) watcher(id string) *watcher {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.watchers[id]
}

// reserve makes room for one more file to be read; held is how many the folder
// reads already. However slow the others are, a folder has room for its first.
func (s *Service) reserve(held int) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if held >= s.o.AtOnce || held > 0 && s.reading >= s.o.Overall {
		return false
	}
	s.reading++
	return true
}

func (s *Service) release() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.reading--
}
