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
	"syscall"
	"unicode"
	"unicode/utf8"

	"deskclerk/backend/doc"
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
		return doc.FolderCheck{}, because(err)
	}
	if err != nil {
		return doc.FolderCheck{}, err
	}
	c.Name = freeName(c.Name, all)
	return c, nil
}

func (s *Service) check(path string, all []doc.KeptFolder) (doc.FolderCheck, error) {
	if !filepath.IsAbs(path) || strings.ContainsRune(path, 0) {
		return doc.FolderCheck{}, doc.Refuse(doc.CodeInvalid, "folder_whole")
	}
	resolved, err := filepath.EvalSymlinks(path)
	if err != nil {
		return doc.FolderCheck{}, unreadable(err)
	}
	if err := s.apart(resolved, all); err != nil {
		return doc.FolderCheck{}, err
	}
	p, err := openPlace(resolved, doc.FolderRoot{}, false)
	if err != nil {
		return doc.FolderCheck{}, unreadable(err)
	}
	defer p.leave()
	if p.kind.pseudo || resolved == string(filepath.Separator) {
		return doc.FolderCheck{}, doc.Refuse(doc.CodeFolder, "folder_system")
	}
	c := doc.FolderCheck{Path: resolved, Name: nameOf(resolved), Watching: doc.WatchEvents, Writable: writable(resolved)}
	switch {
	case s.o.NoEvents:
		c.Watching, c.Polling = doc.WatchPolling, doc.PollChosen
	case p.kind.network:
		c.Watching, c.Polling = doc.WatchPolling, doc.PollNetwork
	}
	return c, nil
}

// unreadable says what the system said, without the path that was asked for.
func unreadable(err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return doc.Refuse(doc.CodeUnreadable, "folder_missing")
	case errors.Is(err, fs.ErrPermission):
		return doc.Refuse(doc.CodeUnreadable, "folder_denied")
	case errors.Is(err, syscall.ENOTDIR):
		return doc.Refuse(doc.CodeUnreadable, "folder_none")
	}
	var at *fs.PathError
	if errors.As(err, &at) {
		err = at.Err
	}
	return detailed("folder_closed", err.Error())
}

// apart refuses what lies in or around another watched folder or one of our own.
func (s *Service) apart(dir string, all []doc.KeptFolder) error {
	for _, own := range s.o.Own {
		if resolved, err := filepath.EvalSymlinks(own); err == nil {
			own = resolved
		}
		if overlap(dir, own) {
			return doc.Refuse(doc.CodeFolder, "folder_own")
		}
	}
	if root, err := identityOf(dir); err == nil && root != (doc.FolderRoot{}) {
		if slices.Contains(s.own, root) {
			return doc.Refuse(doc.CodeFolder, "folder_own")
		}
		for _, f := range all {
			if f.Root == root {
				return doc.Refuse(doc.CodeFolder, "folder_watched", "name", f.Name)
			}
		}
	}
	for _, f := range all {
		switch {
		case f.Path == dir:
			return doc.Refuse(doc.CodeFolder, "folder_watched", "name", f.Name)
		case overlap(dir, f.Path):
			return doc.Refuse(doc.CodeFolder, "folder_nested", "name", f.Name)
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
func nameOf(dir string) string {
	name := strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == utf8.RuneError {
			return -1
		}
		return r
	}, path.Base(filepath.ToSlash(dir)))
	if name = strings.TrimSpace(cut(name, maxName-8)); name == "" {
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
