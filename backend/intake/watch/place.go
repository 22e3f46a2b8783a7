package watch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"deskclerk/backend/doc"
)

// place is a watched folder that is there: opened, so that nothing outside of it
// can be reached by a name in it.
type place struct {
	root  *os.Root
	is    doc.FolderRoot
	kind  kind
	hints *hints // nil: it is polled
	why   doc.PollReason

	users sync.WaitGroup // goroutines that may still hold on to it
}

// errElsewhere is a path that by now is a link to another place.
var errElsewhere = errors.New("the path leads elsewhere by now")

// errUnmounted is the empty place where a disk or server was mounted.
var errUnmounted = errors.New("it is empty: its disk or server is not mounted")

// openPlace opens the folder. had is how it was known before, zero for never;
// files says whether files of it are known. It may hang like any file system.
func openPlace(path string, had doc.FolderRoot, files bool) (_ *place, err error) {
	resolved, err := filepath.EvalSymlinks(path)
	if err != nil {
		return nil, err
	}
	if resolved != path {
		return nil, errElsewhere
	}
	root, err := os.OpenRoot(path)
	if err != nil {
		return nil, err
	}
	p := &place{root: root}
	defer func() {
		if err != nil {
			err = errors.Join(err, root.Close())
		}
	}()
	self, err := root.Open(".")
	if err != nil {
		return nil, err
	}
	defer func() { _ = self.Close() }()
	info, err := self.Stat()
	if err != nil {
		return nil, err
	}
	p.is = rootOf(info)
	if p.kind, err = kindOf(self); err != nil {
		return nil, err
	}
	_, err = self.ReadDir(1)
	switch empty := errors.Is(err, io.EOF); {
	case err != nil && !empty:
		return nil, err
	case empty && files && had.Device != 0 && had.Device != p.is.Device:
		return nil, errUnmounted
	}
	return p, nil
}

// still finds out whether the path leads to this place. It may hang.
func (p *place) still(path string) error {
	info, err := os.Lstat(path)
	if err != nil {
		return err
	}
	if !info.IsDir() || rootOf(info) != p.is {
		return fmt.Errorf("another folder stands there: %w", fs.ErrNotExist)
	}
	return nil
}

// leave closes the place once nobody holds on to it, without waiting for that.
func (p *place) leave() {
	if p.hints != nil {
		p.hints.close()
	}
	go func() {
		p.users.Wait()
		_ = p.root.Close() // nothing was written through it
	}()
}

// do does something in the place that may hang.
func do[T any](ctx context.Context, w *watcher, p *place, what func() (T, error), late func(T)) (T, error) {
	p.users.Add(1)
	return within(ctx, w.s.o.Patience, func() (T, error) {
		defer p.users.Done()
		return what()
	}, late)
}
