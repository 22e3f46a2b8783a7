package watch

import (
	"context"
	"errors"
	"hash/maphash"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"deskclerk/backend/doc"
)

// listStep is how many names of a folder are read at once.
const listStep = 1024

// found is something in a folder.
type found struct {
	path    string // below the watched folder; a folder's ends in a slash
	version doc.FileVersion
	reason  doc.FileReason // why it is passed over; none when it may be taken
	regular bool
}

// finding is all that is in one folder, or that it went or cannot be read.
type finding struct {
	dir     string
	all     []found
	print   uint64 // the same while nothing in it changed
	closed  bool   // it cannot be read
	limited error  // it cannot be watched by events
}

// look is one way through folders.
type look struct {
	w       *watcher
	p       *place
	hints   *hints // nil: it is polled
	rules   rules
	known   map[string]bool // folders that were there; changed on the way
	out     chan finding
	touched atomic.Int64 // nanoseconds since 1970 of the last sign of life
	seed    maphash.Seed
	whole   bool
	err     error // why it ended early
}

// lookAt goes through the folders named and those new below them; whole goes
// through everything, and then what journal names and was not met is gone. The
// findings come through out, which is closed at the end.
func (l *look) lookAt(ctx context.Context, dirs []string, journal []string) {
	defer close(l.out)
	l.alive()
	if l.whole {
		before := l.known
		l.known = map[string]bool{}
		if l.err = l.visitAll(ctx, []string{""}); l.err == nil {
			for _, dir := range slices.Concat(slices.Sorted(maps.Keys(before)), journal) {
				l.missing(ctx, dir)
			}
		}
		return
	}
	l.err = l.visitAll(ctx, dirs)
}

func (l *look) alive() { l.touched.Store(time.Now().UnixNano()) }

// visitAll lists the folders, and then those that were new in them: a folder
// that was moved is gone from its old place before it is watched in its new one.
func (l *look) visitAll(ctx context.Context, dirs []string) error {
	for len(dirs) > 0 {
		var fresh []string
		for _, dir := range dirs {
			below, err := l.visit(ctx, dir)
			if err != nil {
				return err
			}
			fresh = append(fresh, below...)
		}
		dirs = fresh
	}
	return ctx.Err()
}

// visit lists one folder and gives those in it that were not known.
func (l *look) visit(ctx context.Context, dir string) (fresh []string, err error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	l.alive()
	defer l.alive()
	f := finding{dir: dir}
	if l.hints != nil { // before it is listed, so that nothing falls between the two
		if err := l.hints.add(dir); err != nil && !errors.Is(err, fs.ErrNotExist) {
			f.limited = err
		}
	}
	subs, err := l.list(dir, &f)
	switch {
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, errNoFolder):
		if dir == "" {
			return nil, err
		}
		l.gone(ctx, dir)
		return nil, nil
	case err != nil && dir != "": // one bad folder is no reason to leave the others
		f.closed, f.all = true, nil
	case err != nil:
		return nil, err
	}
	for known := range maps.Clone(l.below(f)) {
		if known != dir && known != "" && parent(known) == dir && !slices.Contains(subs, known) {
			l.gone(ctx, known)
		}
	}
	for _, sub := range subs {
		if !l.known[sub] {
			fresh = append(fresh, sub)
		}
	}
	l.known[dir] = true
	l.send(ctx, f)
	return fresh, nil
}

// below are the folders that may have gone from a listed one; a whole look finds
// out about them at its end.
func (l *look) below(f finding) map[string]bool {
	if l.whole || f.closed {
		return nil
	}
	return l.known
}

func (l *look) send(ctx context.Context, f finding) {
	select {
	case l.out <- f:
	case <-ctx.Done():
	}
}

// gone tells that a folder and all below it are no longer there.
func (l *look) gone(ctx context.Context, dir string) {
	if !l.known[dir] {
		l.send(ctx, finding{dir: dir})
	}
	for known := range maps.Clone(l.known) {
		if known == dir || strings.HasPrefix(known, dir+"/") {
			delete(l.known, known)
			if l.hints != nil {
				l.hints.drop(known)
			}
			l.send(ctx, finding{dir: known})
		}
	}
}

// missing tells of a folder that a whole look did not meet.
func (l *look) missing(ctx context.Context, dir string) {
	if !l.known[dir] {
		if l.hints != nil {
			l.hints.drop(dir)
		}
		l.send(ctx, finding{dir: dir})
	}
}

func parent(dir string) string {
	if d := path.Dir(dir); d != "." {
		return d
	}
	return ""
}

// errNoFolder is a name that is no folder, or no longer.
var errNoFolder = errors.New("no folder")

// list reads a folder into f and gives the folders in it that are looked into.
func (l *look) list(dir string, f *finding) (subs []string, err error) {
	at := l.p.root
	if dir != "" {
		info, err := l.p.root.Lstat(dir)
		if err != nil {
			return nil, err
		}
		if !info.IsDir() { // a link is not followed
			return nil, errNoFolder
		}
		if at, err = l.p.root.OpenRoot(dir); err != nil {
			return nil, err
		}
		defer func() { _ = at.Close() }()
	}
	open, err := at.Open(".")
	if err != nil {
		return nil, err
	}
	defer func() { _ = open.Close() }()
	for {
		entries, err := open.ReadDir(listStep)
		for _, e := range entries {
			if sub := l.entry(at, dir, e, f); sub != "" {
				subs = append(subs, sub)
			}
		}
		if errors.Is(err, io.EOF) {
			slices.SortFunc(f.all, func(a, b found) int { return strings.Compare(a.path, b.path) })
			f.print = l.fingerprint(f)
			slices.Sort(subs)
			return subs, nil
		}
		if err != nil {
			return nil, err
		}
		l.alive()
	}
}

// entry takes one name into f; a folder that is looked into is returned instead.
func (l *look) entry(at *os.Root, dir string, e fs.DirEntry, f *finding) (sub string) {
	rel := path.Join(dir, e.Name())
	info, err := at.Lstat(e.Name())
	if err != nil { // it went, or cannot even be asked about, and is looked for again
		return ""
	}
	mode := info.Mode()
	one := found{path: rel, version: versionOf(info, l.p.kind), regular: mode.IsRegular()}
	switch {
	case mode.IsDir():
		one.path, one.version = rel+"/", doc.FileVersion{}
		if one.reason = l.rules.folder(rel); slices.Contains(l.w.s.own, rootOf(info)) {
			one.reason = doc.ReasonOwn
		}
		if one.reason == doc.ReasonNone {
			return rel
		}
	case mode&fs.ModeSymlink != 0:
		one.reason = linkReason(l.p.root, rel)
	default:
		if one.reason = l.rules.file(rel, mode, info.Size()); one.reason == doc.ReasonNone && severalNames(info) && l.w.s.ownFile(info) {
			one.reason = doc.ReasonOwn
		}
	}
	f.all = append(f.all, one)
	return ""
}

// linkReason says where a link leads, without following it out.
func linkReason(root *os.Root, rel string) doc.FileReason {
	_, err := root.Stat(rel)
	switch {
	case err == nil:
		return doc.ReasonLink
	case errors.Is(err, fs.ErrNotExist):
		return doc.ReasonLinkBroken
	default:
		return doc.ReasonLinkOut
	}
}

func (l *look) fingerprint(f *finding) uint64 {
	var h maphash.Hash
	h.SetSeed(l.seed)
	for _, one := range f.all {
		_, _ = h.WriteString(one.path)
		_, _ = h.WriteString("\x00" + string(one.reason) + "\x00")
		maphash.WriteComparable(&h, one.version)
	}
	return h.Sum64()
}
