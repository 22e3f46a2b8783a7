package watch_test

import (
	"context"
	"path/filepath"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/hanwen/go-fuse/v2/fs"
	"github.com/hanwen/go-fuse/v2/fuse"

	"deskclerk/backend/doc"
	"deskclerk/backend/intake/watch"
)

// gate lets requests to a file system wait, as a server does that went away.
type gate struct {
	mu   sync.Mutex
	shut chan struct{} // nil: open
}

func (g *gate) close() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.shut = make(chan struct{})
}

func (g *gate) open() {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.shut != nil {
		close(g.shut)
		g.shut = nil
	}
}

func (g *gate) pass() {
	g.mu.Lock()
	shut := g.shut
	g.mu.Unlock()
	if shut != nil {
		<-shut
	}
}

// gated is a folder behind the gate.
type gated struct {
	*fs.LoopbackNode

	gate *gate
}

// WrapChild has what lies in the folder stand behind the gate as well.
func (n *gated) WrapChild(_ context.Context, ops fs.InodeEmbedder) fs.InodeEmbedder {
	if inner, ok := ops.(*fs.LoopbackNode); ok {
		return &gated{LoopbackNode: inner, gate: n.gate}
	}
	return ops
}

func (n *gated) Getattr(ctx context.Context, f fs.FileHandle, out *fuse.AttrOut) syscall.Errno {
	n.gate.pass()
	return n.LoopbackNode.Getattr(ctx, f, out)
}

func (n *gated) Lookup(ctx context.Context, name string, out *fuse.EntryOut) (*fs.Inode, syscall.Errno) {
	n.gate.pass()
	return n.LoopbackNode.Lookup(ctx, name, out)
}

// mountGated mounts behind at the place, so that everything can be made to hang.
func mountGated(t *testing.T, behind, place string) *gate {
	t.Helper()
	g := &gate{}
	root, err := fs.NewLoopbackRoot(behind)
	if err != nil {
		t.Fatal(err)
	}
	inner, ok := root.(*fs.LoopbackNode)
	if !ok {
		t.Fatalf("the root is a %T", root)
	}
	server, err := fs.Mount(place, &gated{LoopbackNode: inner, gate: g}, &fs.Options{MountOptions: fuse.MountOptions{DirectMount: true}})
	if err != nil {
		t.Skip("no FUSE file system can be mounted here:", err)
	}
	t.Cleanup(func() {
		g.open()
		_ = syscall.Unmount(place, syscall.MNT_DETACH)
		server.Wait()
	})
	return g
}

func TestAServerThatDoesNotAnswerHoldsUpNobody(t *testing.T) {
	behind, place := t.TempDir(), t.TempDir()
	g := mountGated(t, behind, place)
	h := newHouse(t, func(o *watch.Options) { o.Patience = 500 * time.Millisecond })
	resolved, err := filepath.EvalSymlinks(place)
	if err != nil {
		t.Fatal(err)
	}
	far, err := h.Create(t.Context(), resolved, doc.FolderSettings{Name: ptr("far")})
	if err != nil {
		t.Fatal(err)
	}
	near := h.watch(doc.FolderSettings{})
	h.eventually("it is polled", func() bool {
		f := h.folder(far.ID)
		return f.State == doc.FolderWatching && f.Polling == doc.PollNetwork
	})
	g.close()
	h.eventually("it says that it does not answer", func() bool { return h.folder(far.ID).State == doc.FolderStuck })
	h.put("a.pdf", paper("a"))
	h.taken(near.ID, "a.pdf")
	begin := time.Now()
	h.Stop()
	if took := time.Since(begin); took > 10*time.Second {
		t.Errorf("the end took %s", took)
	}
	if err := h.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	h.put("b.pdf", paper("b"))
	h.taken(near.ID, "b.pdf")
	h.eventually("it says so after a start, too", func() bool { return h.folder(far.ID).State == doc.FolderStuck })
	g.open()
	h.eventually("it is watched again", func() bool { return h.folder(far.ID).State == doc.FolderWatching })
}

func TestWhatIsWrittenBehindAMountIsFoundByPolling(t *testing.T) {
	behind, place := t.TempDir(), t.TempDir()
	mountGated(t, behind, place)
	h := newHouse(t)
	resolved, err := filepath.EvalSymlinks(place)
	if err != nil {
		t.Fatal(err)
	}
	far, err := h.Create(t.Context(), resolved, doc.FolderSettings{After: ptr(doc.AfterMove)})
	if err != nil {
		t.Fatal(err)
	}
	h.dir = behind
	h.put("sub/a.pdf", paper("a"))
	if l := h.taken(far.ID, "sub/a.pdf"); l.MovedTo != "done/sub/a.pdf" {
		t.Errorf("%+v", l)
	}
}
