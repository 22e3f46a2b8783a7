package watch

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"deskclerk/backend/doc"
)

// withoutEvents polls from now on.
func (r *round) withoutEvents(ctx context.Context, why error) {
	if r.p.hints == nil {
		return
	}
	r.w.log.WarnContext(ctx, "a folder is polled from now on", slog.String("error", unnamed(why)))
	r.p.why = pollReason(why)
	hints := r.p.hints
	r.p.hints = nil
	hints.close()
}

// ask finds out, elsewhere, whether the folder is still there.
func (r *round) ask() {
	if r.checking != nil {
		return
	}
	answer := make(chan error, 1)
	r.checking, r.asked = answer, time.Now()
	r.p.users.Go(func() { answer <- r.p.still(r.w.folder.Path) })
}

// watchdog notices a system that does not answer.
func (r *round) watchdog(ctx context.Context) {
	patience := r.w.s.o.Patience
	hangs := r.checking != nil && time.Since(r.asked) > patience
	if r.looking != nil && time.Since(time.Unix(0, r.looking.touched.Load())) > patience {
		hangs = true
	}
	if hangs {
		r.silent = true
		r.w.stands(ctx, doc.FolderStuck, because(errNoAnswer))
	}
}

func (r *round) tellSometimes(ctx context.Context) {
	if !r.news || time.Since(r.told) < tellEvery {
		return
	}
	r.news, r.told = false, time.Now()
	if err := r.w.s.o.Journal.TellOfFolder(ctx, r.w.folder.ID, "files"); err != nil {
		r.trouble(ctx, "tell of files", err)
	}
}

func (r *round) trouble(ctx context.Context, what string, err error) {
	if ctx.Err() == nil && !errors.Is(err, context.Canceled) && doc.CodeOf(err) != doc.CodeNotFound {
		r.w.log.WarnContext(ctx, "a watched folder waits", slog.String("at", what), slog.Any("error", err))
	}
}
