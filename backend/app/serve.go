package app

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"time"

	"github.com/dustin/go-humanize"

	"deskclerk/backend/api"
	"deskclerk/backend/api/client"
	"deskclerk/backend/doc"
	"deskclerk/docs"
	"deskclerk/frontend"
)

// shutdownPatience is how long requests under way may take at the end.
const shutdownPatience = 3 * time.Second

// leastSpace is what must be free for the program to be ready.
const leastSpace = 64 << 20

// memoryHost names the program when it speaks to itself.
const memoryHost = "deskclerk.memory"

func newInstance() Instance {
	return Instance{PID: os.Getpid(), StartedAt: time.Now().UTC()}
}

// openAPI makes the server; it answers nothing yet.
func (a *App) openAPI() error {
	var err error
	a.api, err = api.New(api.Options{
		Library: a.library(), Events: a.store, Intake: door{a.intake}, Requests: a.store,
		Review: a.desk(), Pages: a.pages, Copies: copies{a.store, a.pool, a.settings.limits}, Types: a.types(), Exporter: exporter{a.store, a.log}, Exports: a.exports, System: a, Window: a, Samples: a, Habits: a, Webhooks: a.webhooks,
		Overview: a.store, Settings: control{a.settings, a.store.Confidences}, Premises: a, Folders: folders{a.folders, a.config.Watch.Allow},
		Upkeep: upkeep{a.keeper, a.store}, Audit: a.store,
		Tokens: a.store, Health: a, Hosts: a.config.Server.Hosts, Calls: a.config.API.limits(), UploadIdle: time.Duration(a.config.API.UploadIdle),
		Token: a.token, UI: frontend.Files(), Guide: guide(), Schema: doc.SchemaJSON(), MaxBytes: int64(a.config.Limits.MaxBytes), Logger: a.log,
	})
	if err != nil {
		return fmt.Errorf("make the API: %w", err)
	}
	return nil
}

// guide is what of the documentation stands on the page inside the program.
func guide() []api.Chapter {
	return []api.Chapter{
		{Name: "api.md", Text: docs.API},
		{Name: "access.md", Text: docs.Access},
		{Name: "webhooks.md", Text: docs.Webhooks},
		{Name: "export.md", Text: docs.Export},
		{Name: "watching.md", Text: docs.Watching},
		{Name: "pages.md", Text: docs.Pages},
		{Name: "types.md", Text: docs.Types},
		{Name: "backup.md", Text: docs.Backup},
		{Name: "metrics.md", Text: docs.Metrics},
		{Name: "errors.md", Text: docs.Errors},
	}
}

// Serve answers at addr, such as 127.0.0.1:7411, until Close; port 0 takes a
// free one. It returns once it listens, and other processes of this user find
// it through the data folder.
func (a *App) Serve(ctx context.Context, addr string) error {
	shown, err := openCertificate(a.dir, a.config.Server, addr, a.log)
	if err != nil {
		return err
	}
	if err := a.api.ListenTLS(ctx, addr, shown.config()); err != nil {
		return err
	}
	a.mu.Lock()
	a.certificate = shown
	a.mu.Unlock()
	a.answer()
	a.mu.Lock()
	a.instance.BaseURL, a.instance.Certificate = a.api.URL(), shown.file()
	instance := a.instance
	a.mu.Unlock()
	return announce(a.dir, instance)
}

// Client gives a client of this program that needs no network. Use it instead
// of Serve.
func (a *App) Client() (*client.Client, error) {
	memory := client.NewMemory()
	if err := a.api.Attach(memory, memoryHost); err != nil {
		return nil, err
	}
	a.answer()
	return client.New("http://"+memoryHost, a.token, memory.Transport()), nil
}

// answer serves in the background until Close.
func (a *App) answer() {
	done := make(chan struct{})
	go func() {
		defer close(done)
		if err := a.api.Serve(); err != nil {
			a.log.Error("the API stopped", "error", err)
		}
	}()
	a.onClose(func() error {
		ctx, cancel := context.WithTimeout(context.Background(), shutdownPatience)
		defer cancel()
		err := a.api.Shutdown(ctx)
		<-done
		return err
	})
}

// OpenLink is a link that opens the user interface in a browser, once.
func (a *App) OpenLink() string { return a.api.OpenLink() }

// BaseURL is where the API listens; empty before Serve.
func (a *App) BaseURL() string {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.instance.BaseURL
}

// Certificate is what TLS shows to others; nil for plain HTTP.
func (a *App) Certificate() *api.TLSStatus {
	a.mu.Lock()
	shown := a.certificate
	a.mu.Unlock()
	return shown.status()
}

// Ready says why no document can be read at present. Errors: busy before Start,
// disk_full.
func (a *App) Ready(context.Context) error {
	if !a.started.Load() {
		return doc.Errorf(doc.CodeBusy, "the workers are not started")
	}
	if free, err := freeSpace(a.dir); err == nil && free < leastSpace {
		return doc.Errorf(doc.CodeDiskFull, "%s left", humanize.IBytes(free))
	}
	return nil
}

// Token opens the API to the window until the program ends; the owner's token
// stays out of the page.
func (a *App) Token() string {
	session := a.api.NewSession()
	a.mu.Lock()
	defer a.mu.Unlock()
	a.session = session
	return session
}

// Log is the program's log.
func (a *App) Log() *slog.Logger { return a.log }
