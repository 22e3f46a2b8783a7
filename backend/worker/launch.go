package worker

import (
	"context"
	"errors"
	"log/slog"

	"deskclerk/backend/doc"
)

// Isolation is what the workers of this machine are cut off from, as far as is
// known: nothing is before the first worker has started.
type Isolation struct {
	Known      bool   `json:"known"`
	Network    bool   `json:"network"`      // no network at all
	NoNewPrivs bool   `json:"no_new_privs"` // cannot gain privileges
	NoCore     bool   `json:"no_core"`      // leaves no memory dump behind
	Note       string `json:"note"`         // why the network is not cut off
}

// launch starts a worker and waits for its first answer. Where the system does
// not let it be cut off from the network the first worker finds out, and the
// pool remembers.
func (p *Pool) launch(ctx context.Context, s *spawner) (*process, error) {
	known := p.isolated()
	isolate := canIsolate && (!known.Known || known.Network)
	w, err := p.attempt(ctx, s, isolate)
	if err != nil && isolate && !known.Known && doc.CodeOf(err) == doc.CodeWorkerStart {
		known.Note = "a worker without network does not start: " + detail(err)
		w, err = p.attempt(ctx, s, false)
	}
	if err != nil {
		return nil, err
	}
	p.learn(w, known.Note)
	return w, nil
}

// attempt fails with worker_start, errStopped or ctx.Err().
func (p *Pool) attempt(ctx context.Context, s *spawner, isolate bool) (*process, error) {
	w, err := spawn(s, p.argv, p.env, isolate)
	if err != nil {
		return nil, doc.Errorf(doc.CodeWorkerStart, "%w", err)
	}
	if !p.adopt(w) {
		w.kill()
		return nil, errStopped
	}
	p.tally.starts.Add(1)
	a, _, err := w.call(ctx, request{Op: opPing}, bounds{limit: p.o.StartTimeout, maxMemory: p.o.MaxMemory, stop: p.over})
	if err == nil && a.reply.Hello == nil {
		err = doc.Errorf(doc.CodeWorkerCrash, "no greeting")
		w.kill()
	}
	if err == nil {
		w.hello = *a.reply.Hello
		p.o.Logger.Debug("worker started", slog.Int("pid", w.pid))
		return w, nil
	}
	p.forget(w)
	if ctx.Err() != nil || doc.CodeOf(err) == doc.CodeBusy {
		return nil, err
	}
	p.o.Logger.Warn("worker did not start", slog.Int("pid", w.pid), slog.Any("error", err))
	p.o.Logger.Debug("worker's last words", slog.Int("pid", w.pid), slog.Any("lines", w.printed.lines()))
	return nil, doc.Errorf(doc.CodeWorkerStart, "%s", detail(err))
}

// detail is what err says besides its code.
func detail(err error) string {
	var typed *doc.Error
	if errors.As(err, &typed) {
		return typed.Detail
	}
	return err.Error()
}

// adopt takes the new process into the list of those that Stop kills.
func (p *Pool) adopt(w *process) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.stopped {
		return false
	}
	p.living[w] = struct{}{}
	return true
}

func (p *Pool) forget(w *process) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.living, w)
}

// learn keeps what the first worker told. The network is cut off when the
// worker's namespace is not ours.
func (p *Pool) learn(w *process, note string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.isolation.Known {
		return
	}
	own := networkNamespace()
	p.isolation = Isolation{
		Known:      true,
		Network:    own != "" && w.hello.Network != "" && w.hello.Network != own,
		NoNewPrivs: w.hello.NoNewPrivs,
		NoCore:     w.hello.NoCore,
		Note:       note,
	}
	if !canIsolate {
		p.isolation.Note = "this system has no such means"
	}
}

func (p *Pool) isolated() Isolation {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.isolation
}
