package app

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"time"

	"deskclerk/backend/api"
	"deskclerk/backend/api/client"
	"deskclerk/backend/doc"
	"deskclerk/frontend"
)

// shutdownPatience is how long requests under way may take at the end.
const shutdownPatience = 3 * time.Second

// memoryHost names the program when it speaks to itself.
const memoryHost = "deskclerk.memory"

func newInstance() Instance {
	return Instance{PID: os.Getpid(), StartedAt: time.Now().UTC()}
}

// openAPI makes the server; it answers nothing yet.
func (a *App) openAPI() error {
	var err error
	a.api, err = api.New(api.Options{
		Library: library{a.store, a.runner.Interrupt}, Events: a.store, Intake: door{a.intake},
		Pages: a.pages, Exporter: exporter{a.store}, System: a, Window: a,
		Token: a.token, UI: frontend.Files(), Schema: doc.SchemaJSON(), MaxBytes: int64(a.config.Limits.MaxBytes), Logger: a.log,
	})
	if err != nil {
		return fmt.Errorf("make the API: %w", err)
	}
	return nil
}

// Serve answers at addr, such as 127.0.0.1:7411, until Close; port 0 takes a
// free one. It returns once it listens, and other processes of this user find
// it through the data folder.
func (a *App) Serve(ctx context.Context, addr string) error {
	if err := a.api.Listen(ctx, addr); err != nil {
		return err
	}
	a.answer()
	a.mu.Lock()
	a.instance.BaseURL = a.api.URL()
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

// Token opens the API to the window until the program ends; the owner's token
// stays out of the page.
func (a *App) Token() string { return a.api.NewSession() }

// Log is the program's log.
func (a *App) Log() *slog.Logger { return a.log }
