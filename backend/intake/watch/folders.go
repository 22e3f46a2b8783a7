package watch

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/google/uuid"

	"deskclerk/backend/doc"
)

const (
	maxFolders  = 100
	maxPatterns = 100
	maxName     = 100 // bytes of a folder's name
	maxSettle   = 3600
	defaultMove = "done"
)

// Check tells what a path would be as a watched folder. Errors: folder_refused,
// unreadable_path.
func (s *Service) Check(ctx context.Context, path string) (doc.FolderCheck, error) {
	all, err := s.o.Journal.WatchedFolders(ctx)
	if err != nil {
		return doc.FolderCheck{}, err
	}
	c, err := within(ctx, s.o.Patience, func() (doc.FolderCheck, error) { return s.check(path, all) }, nil)
	if errors.Is(err, errNoAnswer) {
		return doc.FolderCheck{}, doc.Errorf(doc.CodeUnreadable, "%w", err)
	}
	if err != nil {
		return doc.FolderCheck{}, err
	}
	c.Name = freeName(c.Name, all)
	return c, nil
}

func (s *Service) check(path string, all []doc.KeptFolder) (doc.FolderCheck, error) {
	if !filepath.IsAbs(path) || strings.ContainsRune(path, 0) {
		return doc.FolderCheck{}, doc.Errorf(doc.CodeInvalid, "the path must be whole, as in /srv/scans")
	}
	real, err := filepath.EvalSymlinks(path)
	if err != nil {
		return doc.FolderCheck{}, doc.Errorf(doc.CodeUnreadable, "%s", cause(err))
	}
	if err := s.apart(real, all); err != nil {
		return doc.FolderCheck{}, err
	}
	p, err := openPlace(real, doc.FolderRoot{}, false)
	if err != nil {
		return doc.FolderCheck{}, doc.Errorf(doc.CodeUnreadable, "%s", cause(err))
	}
	defer p.leave()
	if p.kind.pseudo || real == string(filepath.Separator) {
		return doc.FolderCheck{}, doc.Errorf(doc.CodeFolder, "it belongs to the system")
	}
	c := doc.FolderCheck{Path: real, Name: nameOf(real), Watching: doc.WatchEvents, Writable: writable(real)}
	switch {
	case s.o.NoEvents:
		c.Watching, c.Polling = doc.WatchPolling, doc.PollChosen
	case p.kind.network:
		c.Watching, c.Polling = doc.WatchPolling, doc.PollNetwork
	}
	return c, nil
}

// cause says what the system said, without the path that was asked for.
func cause(err error) string {
	var at *fs.PathError
	if errors.As(err, &at) {
		return at.Err.Error()
	}
	return err.Error()
}

// apart refuses what lies in or around another watched folder or one of our own.
func (s *Service) apart(real string, all []doc.KeptFolder) error {
	for _, own := range s.o.Own {
		if resolved, err := filepath.EvalSymlinks(own); err == nil {
			own = resolved
		}
		if overlap(real, own) {
			return doc.Errorf(doc.CodeFolder, "Deskclerk's own data lies there")
		}
	}
	if root, err := identityOf(real); err == nil && root != (doc.FolderRoot{}) {
		if slices.Contains(s.own, root) {
			return doc.Errorf(doc.CodeFolder, "Deskclerk's own data lies there")
		}
		for _, f := range all {
			if f.Root == root {
				return doc.Errorf(doc.CodeFolder, "it is watched already, as %q", f.Name)
			}
		}
	}
	for _, f := range all {
		switch {
		case f.Path == real:
			return doc.Errorf(doc.CodeFolder, "it is watched already, as %q", f.Name)
		case overlap(real, f.Path):
			return doc.Errorf(doc.CodeFolder, "one of it and the watched folder %q lies in the other", f.Name)
		}
	}
	return nil
}

// overlap reports whether one of two paths lies in the other.
func overlap(a, b string) bool {
	inside := func(in, out string) bool {
		rel, err := filepath.Rel(out, in)
		return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
	}
	return inside(a, b) || inside(b, a)
}

// writable tries it, because modes do not tell the whole truth.
func writable(dir string) bool {
	f, err := os.CreateTemp(dir, ".deskclerk-*")
	if err != nil {
		return false
	}
	return errors.Join(f.Close(), os.Remove(f.Name())) == nil
}

// nameOf proposes a name for a folder.
func nameOf(real string) string {
	name := strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == utf8.RuneError {
			return -1
		}
		return r
	}, path.Base(filepath.ToSlash(real)))
	for len(name) > maxName-8 {
		_, size := utf8.DecodeLastRuneInString(name)
		name = name[:len(name)-size]
	}
	if name = strings.TrimSpace(name); name == "" {
		return "folder"
	}
	return name
}

// freeName is the name, with a number where another folder has it.
func freeName(name string, all []doc.KeptFolder) string {
	taken := func(n string) bool {
		return slices.ContainsFunc(all, func(f doc.KeptFolder) bool { return f.Name == n })
	}
	if !taken(name) {
		return name
	}
	for i := 2; ; i++ {
		if n := strings.TrimSuffix(numbered("", name+".x", i-1), ".x"); !taken(n) {
			return n
		}
	}
}

// Create begins to watch a folder. Errors: folder_refused, unreadable_path,
// invalid_request, name_taken.
func (s *Service) Create(ctx context.Context, path string, set doc.FolderSettings) (doc.Folder, error) {
	s.changing.Lock()
	defer s.changing.Unlock()
	c, err := s.Check(ctx, path)
	if err != nil {
		return doc.Folder{}, err
	}
	all, err := s.o.Journal.WatchedFolders(ctx)
	if err != nil {
		return doc.Folder{}, err
	}
	if len(all) >= maxFolders {
		return doc.Folder{}, doc.Errorf(doc.CodeFolder, "%d folders are watched already", len(all))
	}
	id, err := uuid.NewV7()
	if err != nil {
		return doc.Folder{}, err
	}
	f := doc.KeptFolder{Folder: doc.Folder{
		ID: id.String(), Name: c.Name, Path: c.Path, Type: doc.TypeAuto, After: doc.AfterLeave, MoveTo: defaultMove,
		Settle: s.o.Settle.Seconds(),
	}}
	if err := apply(&f, set); err != nil {
		return doc.Folder{}, err
	}
	if f.After != doc.AfterLeave && !c.Writable {
		return doc.Folder{}, doc.Errorf(doc.CodeFolder, "nothing can be moved or deleted there: it may not be written to")
	}
	if f, err = s.o.Journal.NewFolder(ctx, f); err != nil {
		return doc.Folder{}, err
	}
	s.begin(f)
	return s.Folder(ctx, f.ID)
}

// Update changes a folder's settings. Errors: not_found, invalid_request,
// name_taken.
func (s *Service) Update(ctx context.Context, id string, set doc.FolderSettings) (doc.Folder, error) {
	return s.change(ctx, id, func(f *doc.KeptFolder) error { return apply(f, set) })
}

// Pause stops looking at a folder; what is known of it stays.
func (s *Service) Pause(ctx context.Context, id string) (doc.Folder, error) {
	return s.change(ctx, id, func(f *doc.KeptFolder) error { f.Paused = true; return nil })
}

// Resume looks at a folder again.
func (s *Service) Resume(ctx context.Context, id string) (doc.Folder, error) {
	return s.change(ctx, id, func(f *doc.KeptFolder) error { f.Paused = false; return nil })
}

// change has one watcher end before the next begins with the new settings.
func (s *Service) change(ctx context.Context, id string, change func(*doc.KeptFolder) error) (doc.Folder, error) {
	s.changing.Lock()
	defer s.changing.Unlock()
	if err := s.o.Journal.ChangeFolder(ctx, id, change); err != nil {
		return doc.Folder{}, err
	}
	f, err := s.o.Journal.WatchedFolder(ctx, id)
	if err != nil {
		return doc.Folder{}, err
	}
	s.end(id)
	s.begin(f)
	return s.Folder(ctx, id)
}

// Remove forgets a folder with its journal; files and documents stay.
func (s *Service) Remove(ctx context.Context, id string) error {
	s.changing.Lock()
	defer s.changing.Unlock()
	if err := s.o.Journal.DeleteFolder(ctx, id); err != nil {
		return err
	}
	s.end(id)
	return nil
}

// Scan looks through a folder now. Errors: not_found; conflict while it is
// paused or nothing runs.
func (s *Service) Scan(ctx context.Context, id string) (doc.Folder, error) {
	f, err := s.Folder(ctx, id)
	if err != nil {
		return doc.Folder{}, err
	}
	w := s.watcher(id)
	if w == nil {
		return doc.Folder{}, doc.Errorf(doc.CodeConflict, "the folder is %s", f.State)
	}
	ring(w.look)
	return f, nil
}

// Folders lists the folders with how they stand.
func (s *Service) Folders(ctx context.Context) ([]doc.Folder, error) {
	kept, err := s.o.Journal.WatchedFolders(ctx)
	if err != nil {
		return nil, err
	}
	all := make([]doc.Folder, 0, len(kept))
	for _, k := range kept {
		f, err := s.shown(ctx, k)
		if err != nil {
			return nil, err
		}
		all = append(all, f)
	}
	return all, nil
}

// Folder gives one.
func (s *Service) Folder(ctx context.Context, id string) (doc.Folder, error) {
	k, err := s.o.Journal.WatchedFolder(ctx, id)
	if err != nil {
		return doc.Folder{}, err
	}
	return s.shown(ctx, k)
}

func (s *Service) shown(ctx context.Context, k doc.KeptFolder) (doc.Folder, error) {
	f := k.Folder
	f.State, f.Watching = doc.FolderStopped, doc.WatchNone
	if f.Paused {
		f.State = doc.FolderPaused
	}
	if w := s.watcher(f.ID); w != nil {
		w.show(&f)
	}
	return f, s.o.Journal.CountFiles(ctx, &f)
}
