// Package app is the composition root: it reads the configuration, takes the
// data folder, wires the rooms together, starts and stops them. It is the only
// room that knows them all.
package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gofrs/flock"
	"golang.org/x/sync/singleflight"

	"deskclerk/backend/api"
	"deskclerk/backend/api/client"
	"deskclerk/backend/doc"
	"deskclerk/backend/einvoice"
	"deskclerk/backend/export"
	"deskclerk/backend/extract"
	"deskclerk/backend/fiscal"
	"deskclerk/backend/intake"
	"deskclerk/backend/intake/watch"
	"deskclerk/backend/learn"
	"deskclerk/backend/ops"
	"deskclerk/backend/payment"
	"deskclerk/backend/pipeline"
	"deskclerk/backend/secret"
	"deskclerk/backend/store"
	"deskclerk/backend/validate"
	"deskclerk/backend/webhook"
	"deskclerk/backend/worker"
)

// Options of the program. Dir is required.
type Options struct {
	Dir    string // data folder
	Cache  string // folder whose caches the workers share; default Dir
	Config Config
	Log    *slog.Logger // default: the log file in the data folder
}

// App is the program on one data folder, which it holds until it is closed.
type App struct {
	dir    string
	config Config // as the program was started
	log    *slog.Logger
	token  string

	settings *settings // as it is now

	lock     *flock.Flock
	store    *store.Store
	secrets  *secret.Box
	pool     *worker.Pool
	runner   *pipeline.Runner
	intake   *intake.Intake
	webhooks *webhook.Service
	exports  *export.Desk
	folders  *watch.Service
	keeper   *ops.Keeper
	api      *api.Server
	pages    pages
	engine   engine

	started   atomic.Bool  // it reads
	importing atomic.Int64 // imports of paths under way

	mu          sync.Mutex
	instance    Instance
	session     string       // the window's last one; empty before it has one
	certificate *certificate // nil: plain HTTP
	summoned    chan struct{}
	opened      []client.Upload // for the window to tell of
	closers     []func() error  // undone in reverse
}

// Open takes the data folder and opens what is in it; nothing is read before
// Start. Errors: already_running, newer_database, unreadable_path, disk_full.
func Open(ctx context.Context, o Options) (_ *App, err error) {
	if err := makeFolder(o.Dir); err != nil {
		return nil, err
	}
	a := &App{dir: o.Dir, config: o.Config, settings: newSettings(o.Config), log: o.Log, summoned: make(chan struct{}, 1)}
	defer func() {
		if err != nil {
			err = errors.Join(err, a.Close())
		}
	}()
	if a.lock, err = lockFolder(a.dir); err != nil {
		return nil, err
	}
	a.onClose(a.lock.Unlock)
	if err := a.openLog(); err != nil {
		return nil, err
	}
	if a.token, err = ensureToken(a.dir); err != nil {
		return nil, err
	}
	if err := a.openStore(ctx); err != nil {
		return nil, err
	}
	if err := a.wire(o.Cache); err != nil {
		return nil, err
	}
	a.instance = newInstance()
	return a, announce(a.dir, a.instance)
}

// openStore opens the database, takes back what a killed program left running
// and tidies up after it.
func (a *App) openStore(ctx context.Context) error {
	a.secrets = secret.New(a.dir, secret.Options{FileOnly: a.config.Secrets.KeyStore == keyStoreFile, Logger: a.log})
	s, err := store.Open(ctx, a.dir, store.Options{Logger: a.log, Secrets: a.secrets})
	if err != nil {
		return err
	}
	a.store = s
	a.settings.tell = s.SettingsChanged
	a.onClose(s.Close)
	rescued, err := s.RescueAll(ctx)
	if err != nil {
		return fmt.Errorf("take back interrupted jobs: %w", err)
	}
	swept, err := s.Sweep(ctx, time.Hour)
	if err != nil {
		return fmt.Errorf("tidy the data folder: %w", err)
	}
	a.log.Info("opened the data folder", "interrupted_jobs", rescued, "incoming_removed", swept.Incoming,
		"orphans_removed", swept.Orphans, "caches_removed", swept.Caches, "originals_missing", len(swept.Missing))
	return nil
}

// wire makes the rooms known to each other; nothing runs yet.
func (a *App) wire(cache string) error {
	if cache == "" {
		cache = a.dir
	}
	command, err := workerCommand(WorkerOptions{Cache: cacheFolder(cache), Tessdata: a.config.OCR.Tessdata})
	if err != nil {
		return err
	}
	a.pool = worker.NewPool(worker.PoolOptions{
		Command: command, Size: a.config.workers(), PageTimeout: time.Duration(a.config.Worker.PageTimeout),
		MaxMemory: int64(a.config.Worker.MaxMemory), MaxPages: a.config.Worker.MaxPages, Logger: a.log,
	})
	a.runner = pipeline.New(a.store, a.pool, understander(a.settings.policy, a.types().all), pipeline.Options{
		// One more than workers: a worker reads on while a result is committed.
		Readers: a.config.workers() + 1, Languages: a.settings.languages, Separators: a.settings.separators, Limits: a.settings.limits, Marks: learn.Marks, Logger: a.log,
	})
	a.intake = intake.New(shelf{a.store}, intake.Options{MaxBytes: int64(a.config.Limits.MaxBytes)})
	a.openWebhooks()
	a.exports = export.New(export.Options{Store: a.store, Temp: a.store.Incoming()})
	a.openFolders()
	if err := a.openUpkeep(); err != nil {
		return err
	}
	a.pages = pages{store: a.store, pool: a.pool, limits: a.settings.limits, flight: &singleflight.Group{}}
	return a.openAPI()
}

// types are those that people defined.
func (a *App) types() catalogue {
	return catalogue{a.store, a.settings.policy, a.log}
}

// understander puts extraction, memory and validation together, and times them.
func understander(policy func() doc.Policy, types func() []doc.Definition) pipeline.Understand {
	return func(pages []doc.Page, attached []doc.Attachment, known []doc.Known, t doc.Type, now time.Time) doc.Understanding {
		begin := time.Now()
		o := extract.Options{Type: t, Policy: policy(), Now: now, Types: types()}
		if stated, ok := einvoice.Read(attached); ok {
			o.Stated = &stated
		}
		if paid, ok := payment.Read(pages); ok {
			o.Paid = &paid
		}
		if fiscal, ok := fiscal.Read(pages); ok {
			o.Fiscal = fiscal
		}
		extracted := learn.Apply(extract.Understand(pages, o), known, o.Policy)
		between := time.Now()
		judged := o.Policy.Omit(validate.Apply(extracted, now))
		judged.StagesMS = map[string]int64{
			"extract": between.Sub(begin).Milliseconds(), "validate": time.Since(between).Milliseconds(),
		}
		return judged
	}
}

// Start begins to read what waits. It returns at once.
func (a *App) Start(ctx context.Context) error {
	if err := a.pool.Start(ctx); err != nil {
		return fmt.Errorf("start the workers: %w", err)
	}
	a.onClose(a.pool.Stop)
	a.prune(ctx)
	a.runner.Start(ctx)
	a.onClose(func() error { a.runner.Stop(); return nil })
	a.started.Store(true)
	a.webhooks.Start(ctx)
	if err := a.folders.Start(ctx); err != nil {
		return fmt.Errorf("watch folders: %w", err)
	}
	a.keeper.Start()
	if a.BaseURL() != "" { // somebody may look at the status
		a.askEngine(ctx)
	}
	return nil
}

// onClose remembers how to undo a step.
func (a *App) onClose(undo func() error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.closers = append(a.closers, undo)
}

// Close ends everything and gives the data folder back. Closing twice is
// harmless.
func (a *App) Close() error {
	a.mu.Lock()
	closers := a.closers
	a.closers = nil
	a.mu.Unlock()
	var errs []error
	for i := len(closers) - 1; i >= 0; i-- {
		errs = append(errs, closers[i]())
	}
	return errors.Join(errs...)
}
