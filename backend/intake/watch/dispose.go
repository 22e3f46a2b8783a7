package watch

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path"
	"strings"
	"time"
	"unicode/utf8"

	"deskclerk/backend/doc"
)

// mostNames is how many names are tried for a file that is moved to where its
// own is taken.
const mostNames = 10_000

// dispose moves or deletes the source of a committed document, after it has made
// sure that it is still the file that was taken, content and all.
func (w *watcher) dispose(ctx context.Context, p *place, f doc.KeptFile) {
	fate, to, err := w.fateOf(ctx, p, f)
	switch {
	case err == nil:
		w.note(ctx, f, func(l *doc.KeptFile) {
			l.Source, l.MovedTo, l.NextAt, l.Error, l.Tries = fate, to, nil, nil, 0
			l.Present = fate == doc.SourceLeft
			if fate == doc.SourceChanged { // it is read anew
				next := time.Now().UTC().Add(w.settle())
				l.State, l.Reason, l.NextAt, l.Source, l.Present = doc.FileWaiting, doc.ReasonSettling, &next, doc.SourceNone, true
			}
		})
	case errors.Is(err, context.Canceled):
	default:
		wait := backoff(f.Tries)
		if errors.Is(err, errOpen) || errors.Is(err, errLocked) {
			wait = w.settle()
		} else {
			w.log.WarnContext(ctx, "a source is not moved or deleted yet", slog.String("what", because(err).Detail))
		}
		next := time.Now().UTC().Add(wait)
		w.note(ctx, f, func(l *doc.KeptFile) {
			l.NextAt, l.Error = &next, doc.FailureOf(because(err))
			l.Tries++
		})
	}
}

// fateOf does it and says what became of the source.
func (w *watcher) fateOf(ctx context.Context, p *place, f doc.KeptFile) (doc.SourceFate, string, error) {
	if w.folder.After == doc.AfterLeave || doc.Forgotten(f.Path) {
		return doc.SourceLeft, "", nil
	}
	file, err := w.open(ctx, p, f)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return w.interrupted(ctx, p, f)
	case errors.Is(err, errAnother):
		return doc.SourceChanged, "", nil
	case err != nil:
		return "", "", err
	}
	sum, err := w.sum(ctx, p, f, file)
	switch {
	case errors.Is(err, errAnother) || err == nil && sum != f.SHA256:
		return doc.SourceChanged, "", nil
	case err != nil:
		return "", "", err
	case w.folder.After == doc.AfterDelete:
		_, err := do(ctx, w, p, func() (struct{}, error) { return struct{}{}, remove(p.root, f) }, nil)
		return doc.SourceDeleted, "", err
	default:
		to, err := do(ctx, w, p, func() (string, error) { return move(p.root, f.Path, w.folder.MoveTo) }, nil)
		return doc.SourceMoved, to, err
	}
}

// sum reads the file once more.
func (w *watcher) sum(ctx context.Context, p *place, f doc.KeptFile, file *os.File) (string, error) {
	body := &steadyBody{ctx: ctx, w: w, p: p, file: file, version: f.Version}
	defer body.close()
	hash := sha256.New()
	if _, err := io.Copy(hash, body); err != nil {
		return "", err
	}
	return hex.EncodeToString(hash.Sum(nil)), nil
}

// interrupted says what became of a source that is not there any more: the
// program may have died after it had moved or deleted it.
func (w *watcher) interrupted(ctx context.Context, p *place, f doc.KeptFile) (doc.SourceFate, string, error) {
	if w.folder.After == doc.AfterDelete {
		return doc.SourceDeleted, "", nil
	}
	to, err := do(ctx, w, p, func() (string, error) {
		for i := range mostNames {
			to := numbered(w.folder.MoveTo, f.Path, i)
			info, err := p.root.Lstat(to)
			if err != nil {
				return "", nil //nolint:nilerr // no further name was used
			}
			if versionOf(info, p.kind) == f.Version {
				return to, nil
			}
		}
		return "", nil
	}, nil)
	if err != nil || to == "" {
		return doc.SourceGone, "", err
	}
	return doc.SourceMoved, to, nil
}

// remove deletes a file and makes that durable.
func remove(root *os.Root, f doc.KeptFile) error {
	if err := root.Remove(f.Path); err != nil {
		return err
	}
	return syncFolder(root, path.Dir(f.Path))
}

// move gives a file another name below the folder, never one that is taken: a
// link under the new name fails if there is one, and only then the old name
// goes. Where there are no links an empty file keeps the name free.
func move(root *os.Root, from, into string) (string, error) {
	for i := range mostNames {
		to := numbered(into, from, i)
		if err := root.MkdirAll(path.Dir(to), 0o777); err != nil { // as the user's umask has it
			return "", err
		}
		err := root.Link(from, to)
		switch {
		case err == nil:
			err = root.Remove(from)
		case errors.Is(err, fs.ErrExist):
			if sameFile(root, from, to) { // linked before the program died
				err = root.Remove(from)
			}
		case !errors.Is(err, fs.ErrNotExist):
			err = replaceOwn(root, from, to)
		}
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if err != nil {
			return "", err
		}
		return to, errors.Join(syncFolder(root, path.Dir(to)), syncFolder(root, path.Dir(from)))
	}
	return "", fmt.Errorf("every name is taken: %w", fs.ErrExist)
}

// replaceOwn moves a file over an empty one that was made for it.
func replaceOwn(root *os.Root, from, to string) error {
	own, err := root.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	if err := errors.Join(own.Close(), root.Rename(from, to)); err != nil {
		return errors.Join(err, root.Remove(to))
	}
	return nil
}

func sameFile(root *os.Root, a, b string) bool {
	x, errX := root.Lstat(a)
	y, errY := root.Lstat(b)
	return errX == nil && errY == nil && os.SameFile(x, y)
}

// longestName is how many bytes a name may have on the file systems in use.
const longestName = 255

// numbered is the i-th name for a file below a folder: a.pdf, a (2).pdf, …; a name
// that would be too long so is cut before its number.
func numbered(into, rel string, i int) string {
	if i == 0 {
		return path.Join(into, rel)
	}
	dir, name := path.Split(rel)
	number := fmt.Sprintf(" (%d)", i+1)
	ext := path.Ext(name)
	if len(ext) > longestName/2 { // a full stop in a sentence
		ext = ""
	}
	stem := cut(strings.TrimSuffix(name, ext), longestName-len(number)-len(ext))
	return path.Join(into, dir, stem+number+ext)
}

// cut leaves at most so many bytes of a name, in whole characters.
func cut(name string, most int) string {
	for len(name) > most {
		_, size := utf8.DecodeLastRuneInString(name)
		name = name[:len(name)-size]
	}
	return name
}

// syncFolder makes the names in a folder durable, where its file system can.
func syncFolder(root *os.Root, dir string) error {
	f, err := root.Open(dir)
	if err != nil {
		return err
	}
	_ = f.Sync() // not all can, and what it was about has happened
	return f.Close()
}
