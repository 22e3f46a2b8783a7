package app

import (
	"context"
	"sync"

	"deskclerk/backend/api"
	"deskclerk/backend/doc"
)

// engine remembers what the reading engine says of itself, which needs a worker
// and is asked once.
type engine struct {
	mu   sync.Mutex
	info doc.EngineInfo
}

// ask finds out; until then the status shows nothing of the engine.
func (e *engine) ask(ctx context.Context, info func(context.Context) (doc.EngineInfo, error)) error {
	got, err := info(ctx)
	if err != nil {
		return err
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	e.info = got
	return nil
}

// askEngine asks in the background, so that the start waits for nothing.
func (a *App) askEngine(ctx context.Context) {
	ctx, stop := context.WithCancel(context.WithoutCancel(ctx))
	done := make(chan struct{})
	go func() {
		defer close(done)
		if err := a.engine.ask(ctx, a.pool.EngineInfo); err != nil && ctx.Err() == nil {
			a.log.Error("ask the engine what it is", "error", err)
		}
	}()
	a.onClose(func() error {
		stop()
		<-done
		return nil
	})
}

func (e *engine) get() api.EngineStatus {
	e.mu.Lock()
	defer e.mu.Unlock()
	languages := e.info.Languages
	if languages == nil {
		languages = []string{}
	}
	return api.EngineStatus{Version: e.info.Version, Languages: languages}
}
