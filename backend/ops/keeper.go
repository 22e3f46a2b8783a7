package ops

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"deskclerk/backend/doc"
)

// Library is what upkeep needs of it.
type Library interface {
	RetentionRules(ctx context.Context) ([]doc.RetentionRule, error)
	Retain(ctx context.Context, rule doc.RetentionRule, interrupt func(documentID string)) (doc.RetentionRun, error)
	Verify(ctx context.Context, noted *doc.AuditHead) (doc.Verification, error)
	Audit(ctx context.Context, note doc.AuditNote) error
	LastAudit(ctx context.Context, acts ...string) (doc.AuditEntry, bool, error)
	AuditLog(ctx context.Context, q doc.AuditQuery) (doc.AuditListing, error)
	Tidy(ctx context.Context) (done bool)
}

// KeeperOptions of upkeep; Library and Source are required.
type KeeperOptions struct {
	Library   Library
	Source    Source
	Folder    string        // of backups made by itself; empty: none are
	Every     time.Duration // between two of them; 0: only when asked for
	Keep      int           // how many the folder keeps; default DefaultKeep
	Interrupt func(documentID string)
	Clock     func() time.Time // default time.Now
	Look      time.Duration    // how often it looks what is due; default a minute
	Logger    *slog.Logger
}

// Keeper does in the background what nobody wants to think of: it removes once a
// day what rules say, makes backups when they are due, and empties the log after
// deletions. Its methods may be called from many goroutines.
type Keeper struct {
	o KeeperOptions

	mu        sync.Mutex
	backingUp bool
	verifying bool
	verified  *doc.Verification
	folder    listedFolder
	stop      context.CancelFunc
	work      sync.WaitGroup
	ctx       context.Context //nolint:containedctx // what was asked for outlives the request, not the keeper
}

// retainEvery is how often rules run.
const retainEvery = 24 * time.Hour

// NewKeeper makes one; nothing runs by itself before Start.
func NewKeeper(o KeeperOptions) *Keeper {
	if o.Clock == nil {
		o.Clock = time.Now
	}
	if o.Look <= 0 {
		o.Look = time.Minute
	}
	if o.Keep <= 0 {
		o.Keep = DefaultKeep
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	o.Source.Clock = o.Clock
	k := &Keeper{o: o}
	k.ctx, k.stop = context.WithCancel(context.Background())
	return k
}

// Start begins the background work. It returns at once.
func (k *Keeper) Start() {
	k.work.Go(func() {
		tick := time.NewTicker(k.o.Look)
		defer tick.Stop()
		for {
			k.look()
			select {
			case <-tick.C:
			case <-k.ctx.Done():
				return
			}
		}
	})
}

// Stop ends it; what is under way is broken off and leaves nothing half. Twice
// is harmless.
func (k *Keeper) Stop() {
	k.stop()
	k.work.Wait()
}

// look does what is due.
func (k *Keeper) look() {
	k.o.Library.Tidy(k.ctx)
	if next, _, err := k.nextRetention(k.ctx); err == nil && next != nil && !k.o.Clock().Before(*next) {
		if _, err := k.RunRetention(k.ctx, ""); err != nil && k.ctx.Err() == nil {
			k.o.Logger.Error("retention", "error", err)
		}
	}
	if k.backupIsDue() {
		if err := k.BackUp(k.ctx); err != nil && k.ctx.Err() == nil {
			k.o.Logger.Warn("a backup is due but cannot begin", "error", err)
		}
	}
}

// nextRetention is when rules run next, and how many are on; nil when none is.
func (k *Keeper) nextRetention(ctx context.Context) (next *time.Time, on int, err error) {
	rules, err := k.o.Library.RetentionRules(ctx)
	if err != nil {
		return nil, 0, err
	}
	var newest time.Time
	for _, r := range rules {
		if !r.Enabled {
			continue
		}
		on++
		if r.UpdatedAt.After(newest) {
			newest = r.UpdatedAt
		}
	}
	if newest.IsZero() {
		return nil, on, nil
	}
	last, found, err := k.o.Library.LastAudit(ctx, doc.AuditRetentionRun)
	if err != nil {
		return nil, on, err
	}
	// A rule just switched on has an hour in which it can be taken back.
	at := newest.Add(time.Hour)
	if found && last.At.After(newest) {
		at = last.At.Add(retainEvery)
	}
	return &at, on, nil
}

// RunRetention does what the rule of that id says now or, with an empty id, all
// that are on. Errors: not_found.
func (k *Keeper) RunRetention(ctx context.Context, id string) (run doc.RetentionRun, err error) {
	rules, err := k.o.Library.RetentionRules(ctx)
	if err != nil {
		return run, err
	}
	run.At = k.o.Clock().UTC()
	found := id == ""
	for _, rule := range rules {
		if rule.ID != id && (id != "" || !rule.Enabled) {
			continue
		}
		found = true
		one, err := k.o.Library.Retain(ctx, rule, k.o.Interrupt)
		run.Documents, run.Originals, run.Bytes = run.Documents+one.Documents, run.Originals+one.Originals, run.Bytes+one.Bytes
		if err != nil {
			return run, err
		}
	}
	if !found {
		return run, doc.Errorf(doc.CodeNotFound, "no retention rule %q", id)
	}
	act := doc.AuditRetentionRun
	if id != "" {
		act = doc.AuditRetentionOnce // so that the daily run is not put off
	}
	return run, k.o.Library.Audit(ctx, doc.AuditNote{Act: act, Data: map[string]any{
		"documents": run.Documents, "originals": run.Originals, "bytes": run.Bytes,
	}})
}
