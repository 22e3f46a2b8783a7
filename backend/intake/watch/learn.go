package watch

import (
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"os"
	"syscall"
	"time"

	"deskclerk/backend/doc"
)

// learn writes down why a file was not taken and what becomes of it.
func (w *watcher) learn(ctx context.Context, p *place, f doc.KeptFile, err error) {
	code := doc.CodeOf(err)
	switch {
	case err == nil, errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
	case errors.Is(err, errAnother):
		w.settleAnew(ctx, p, f)
	case errors.Is(err, errOpen):
		w.later(ctx, f, doc.ReasonOpen, err, w.settle())
	case errors.Is(err, fs.ErrNotExist), code == doc.CodeConflict: // the next look says what is there
		w.later(ctx, f, f.Reason, nil, w.settle())
	case errors.Is(err, fs.ErrPermission), errors.Is(err, errLocked), errors.Is(err, errNoAnswer), code == doc.CodeUnreadable:
		w.later(ctx, f, doc.ReasonUnreadable, because(err), backoff(f.Tries))
	case code == doc.CodeDiskFull:
		w.later(ctx, f, doc.ReasonNoRoom, err, backoff(f.Tries))
	case code == doc.CodeUnsupported, code == doc.CodeEmpty, code == doc.CodeTooLarge:
		w.passOver(ctx, f, err)
	case code.Kind().Class == doc.ClassTerminal || f.Tries >= mostTries && code != doc.CodeBusy:
		w.fail(ctx, f, err)
	default:
		w.log.WarnContext(ctx, "a file is not taken yet", slog.String("error", unnamed(err)))
		w.later(ctx, f, doc.ReasonTrouble, err, backoff(f.Tries))
	}
}

// unnamed is the error's text for the log, without the name of a file.
func unnamed(err error) string {
	var at *fs.PathError
	var between *os.LinkError
	switch {
	case errors.As(err, &at):
		return at.Op + ": " + at.Err.Error()
	case errors.As(err, &between):
		return between.Op + ": " + between.Err.Error()
	default:
		return err.Error()
	}
}

// because says what is wrong without naming the file.
func because(err error) *doc.Error {
	var number syscall.Errno
	switch {
	case errors.Is(err, errLocked):
		return doc.Refuse(doc.CodeUnreadable, "file_locked")
	case errors.Is(err, errNoAnswer):
		return doc.Refuse(doc.CodeUnreadable, "folder_mute")
	case !errors.As(err, &number):
		return doc.Refuse(doc.CodeUnreadable, "file_broken")
	case errors.Is(number, fs.ErrPermission):
		return detailed("file_denied", number.Error())
	default:
		return detailed("file_unread", number.Error())
	}
}

// detailed says less than the system did, whose words are English.
func detailed(key, words string) *doc.Error {
	e := doc.Refuse(doc.CodeUnreadable, key)
	e.Detail = words
	return e
}

// backoff is the wait after so many tries: from 1 s to half a minute, and five
// minutes after an hour of trying.
func backoff(tries int) time.Duration {
	switch {
	case tries < 5:
		return time.Second << tries
	case tries < 120:
		return 30 * time.Second
	default:
		return 5 * time.Minute
	}
}

// note changes the line of a file that waits, even when everything ends. A line
// that cannot be written is still due: whoever works on it keeps it for a while, so
// that it is not taken up again at once.
func (w *watcher) note(ctx context.Context, f doc.KeptFile, change func(*doc.KeptFile)) {
	last, cancel := context.WithTimeout(context.WithoutCancel(ctx), bookkeeping)
	defer cancel()
	if _, err := w.s.o.Journal.NoteFile(last, f.ID, f.State, change); err != nil {
		w.log.WarnContext(last, "the journal is not written", slog.Any("error", err))
		rest(ctx, w.s.o.Check, nil)
	}
}

// settleAnew has a file that changed settle once more, as the version it is now.
func (w *watcher) settleAnew(ctx context.Context, p *place, f doc.KeptFile) {
	version, err := do(ctx, w, p, func() (doc.FileVersion, error) {
		info, err := p.root.Lstat(f.Path)
		if err != nil {
			return doc.FileVersion{}, err
		}
		return versionOf(info, p.kind), nil
	}, nil)
	w.note(ctx, f, func(l *doc.KeptFile) {
		if err == nil {
			l.Version = version
		}
		next := time.Now().UTC().Add(w.settle())
		l.Reason, l.Error, l.NextAt, l.Tries = doc.ReasonSettling, nil, &next, 0
	})
}

func (w *watcher) later(ctx context.Context, f doc.KeptFile, why doc.FileReason, err error, wait time.Duration) {
	next := time.Now().UTC().Add(wait)
	w.note(ctx, f, func(l *doc.KeptFile) {
		l.Reason, l.NextAt = why, &next
		l.Tries++
		if l.Error = nil; why != doc.ReasonOpen && err != nil {
			l.Error = doc.FailureOf(err)
		}
	})
}

func (w *watcher) passOver(ctx context.Context, f doc.KeptFile, err error) {
	w.note(ctx, f, func(l *doc.KeptFile) {
		l.State, l.Reason, l.Error, l.NextAt, l.Forced = doc.FilePassedOver, doc.FileReason(doc.CodeOf(err)), doc.FailureOf(err), nil, false
	})
}

func (w *watcher) fail(ctx context.Context, f doc.KeptFile, err error) {
	w.log.WarnContext(ctx, "a file of a watched folder failed", slog.String("error", unnamed(err)))
	w.note(ctx, f, func(l *doc.KeptFile) {
		l.State, l.Reason, l.Error, l.NextAt = doc.FileFailed, doc.FileReason(doc.CodeOf(err)), doc.FailureOf(err), nil
	})
}
