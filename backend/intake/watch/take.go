package watch

import (
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"time"

	"deskclerk/backend/doc"
	"deskclerk/backend/intake"
)

// mostTries of what is our own mistake; what may pass by itself is tried for ever.
const mostTries = 8

// errAnother is a file that is another one than the journal speaks of.
var errAnother = errors.New("the file changed")

// errOpen is a file that a program writes.
var errOpen = errors.New("the file is open for writing")

// errLocked is a file that a program holds for itself.
var errLocked = errors.New("the file is locked")

// work takes a file that waits, or does what is to be done with one that was
// taken.
func (w *watcher) work(ctx context.Context, p *place, f doc.KeptFile, level int) {
	if f.State == doc.FileTaken {
		w.dispose(ctx, p, f)
		return
	}
	w.learn(ctx, p, f, w.take(ctx, p, f, level))
}

// take admits a file that has settled. It is read only while it is the file that
// the journal speaks of, and admitted only if it still is at its end.
func (w *watcher) take(ctx context.Context, p *place, f doc.KeptFile, level int) error {
	file, err := w.open(ctx, p, f)
	if err != nil {
		return err
	}
	body := &steadyBody{ctx: ctx, w: w, p: p, file: file, version: f.Version}
	defer body.close()
	if f.Version.Size == 0 {
		return doc.Refuse(doc.CodeEmpty, "empty")
	}
	w.follow(ctx, p, f)
	_, err = w.s.o.Intake.Admit(ctx, w.item(f, body, level))
	return err
}

// item is the file as the intake gets it.
func (w *watcher) item(f doc.KeptFile, body *steadyBody, level int) intake.Item {
	rel := strings.ToValidUTF8(f.Path, "\uFFFD")
	return intake.Item{
		Name: path.Base(rel), Body: body,
		Source:   doc.Source{Kind: doc.SourceFolder, Detail: w.folder.Name + "/" + rel, ReceivedAt: time.Now().UTC()},
		Options:  doc.ProcessOptions{Type: w.folder.Type, Languages: w.folder.Languages, Separators: w.folder.Separators, Priority: level},
		Metadata: w.metadata(rel),
		Journal: &doc.JournalRef{
			FolderID: w.folder.ID, FileID: f.ID, Version: f.Version, Pending: w.folder.After != doc.AfterLeave,
		},
	}
}

// metadata has the names of the subfolders as tags; nil for none.
func (w *watcher) metadata(rel string) json.RawMessage {
	dir := path.Dir(rel)
	if !w.folder.Tags || dir == "." {
		return nil
	}
	tags := slices.Compact(strings.Split(dir, "/"))
	text, err := json.Marshal(map[string]any{"folder": w.folder.Name, "tags": tags})
	if err != nil || len(text) > 8<<10 { // names have 255 bytes at most, so this is a very deep one
		return nil
	}
	return text
}

// open opens the file if it is the one the journal speaks of and nobody writes
// or locks it.
func (w *watcher) open(ctx context.Context, p *place, f doc.KeptFile) (*os.File, error) {
	return do(ctx, w, p, func() (*os.File, error) {
		info, err := p.root.Lstat(f.Path)
		if err != nil {
			return nil, err
		}
		if !info.Mode().IsRegular() || versionOf(info, p.kind) != f.Version {
			return nil, errAnother
		}
		file, err := p.root.OpenFile(f.Path, os.O_RDONLY|noWait, 0)
		if err != nil {
			return nil, err
		}
		if err := steady(file, p.kind, f.Version); err != nil {
			return nil, errors.Join(err, file.Close())
		}
		return file, nil
	}, func(late *os.File) { _ = late.Close() })
}

// steady holds an open file against the version that is meant.
func steady(file *os.File, k kind, v doc.FileVersion) error {
	info, err := file.Stat()
	switch {
	case err != nil:
		return err
	case !info.Mode().IsRegular() || versionOf(info, k) != v:
		return errAnother
	case beingWritten(file):
		return errOpen
	case locked(file):
		return errLocked
	default:
		return nil
	}
}

// follow finds out whether the file was taken under another name that is no
// longer there; then it is the same file, and no second sighting.
func (w *watcher) follow(ctx context.Context, p *place, f doc.KeptFile) {
	if f.SHA256 != "" || !p.kind.inodes {
		return
	}
	before, ok, err := w.s.o.Journal.MovedFile(ctx, w.folder.ID, f.Version)
	if err != nil || !ok || before.ID == f.ID {
		return
	}
	_, err = do(ctx, w, p, func() (fs.FileInfo, error) { return p.root.Lstat(before.Path) }, nil)
	if !errors.Is(err, fs.ErrNotExist) {
		return
	}
	w.note(ctx, f, func(l *doc.KeptFile) {
		l.SHA256, l.DocumentID, l.Duplicate = before.SHA256, before.DocumentID, before.Duplicate
	})
}
