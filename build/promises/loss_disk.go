package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"time"

	"deskclerk/backend/api/client"
	"deskclerk/internal/served"
)

// diskSize is a disk that a few documents fill, and mostLogged what the log may take
// of it, in bytes.
const (
	diskSize   = "4m"
	mostLogged = 50_000
)

// tryDisk runs the first half on a small disk in a namespace of its own, and the
// second with calls that fail.
func tryDisk(ctx context.Context, b bench) (string, error) {
	if b.inside {
		return trySmallDisk(ctx, b)
	}
	full, err := b.insideNamespace(ctx, 9, "-Urm", "true")
	if err != nil {
		return "", err
	}
	faults, err := tryFailingWrites(ctx, b)
	return full + "; " + faults, err
}

func trySmallDisk(ctx context.Context, b bench) (string, error) {
	o, err := b.smallDisk(ctx)
	if err != nil {
		return "", err
	}
	defer unmountSmall(o.Data)
	h := &folderHouse{options: o}
	if err := h.start(ctx); err != nil {
		return "", err
	}
	p := h.program
	defer p.Kill()
	in := filepath.Join(b.dir, "in")
	folder, err := h.watch(ctx, in, client.FolderSettings{})
	if err != nil {
		return "", err
	}
	content, err := printed(2)
	if err != nil {
		return "", err
	}
	if err := errors.Join(readOne(ctx, p), tooBig(ctx, p, content)); err != nil {
		return "", err
	}
	if err := put(filepath.Join(in, "settling.pdf"), scrap("settling")); err != nil {
		return "", err
	}
	time.Sleep(time.Second) // it is seen, and not taken yet
	// Accepted while there is just room, and then the disk is full before it is
	// read.
	id, err := submitScanned(ctx, p, 3, 1)
	if err != nil {
		return "", err
	}
	ballast := filepath.Join(o.Data, "ballast")
	if err := errors.Join(fill(ballast), put(filepath.Join(in, "unseen.pdf"), scrap("unseen"))); err != nil {
		return "", err
	}
	time.Sleep(10 * time.Second)
	stood, err := document(ctx, p, id)
	if err == nil && stood.finished() {
		err = errors.New("the document was read before the disk was full")
	}
	if err := errors.Join(err, full(ctx, p, content), os.Remove(ballast)); err != nil {
		return "", err
	}
	begin := time.Now()
	if err := h.goesOn(ctx, id, folder.ID); err != nil {
		return "", err
	}
	took := time.Since(begin)
	log, err := os.Stat(filepath.Join(o.Data, "deskclerk.log"))
	if err != nil {
		return "", err
	}
	p.Kill()
	figure := fmt.Sprintf("%s disk: 507 twice, nothing half, lists answered; the document that stood at %s was read, and 2 files of a watched folder were taken, within %s of there being room; %d kB of log",
		diskSize, stood.Status, took.Round(time.Millisecond), log.Size()>>10)
	if took > 30*time.Second || log.Size() > mostLogged {
		return figure, errors.New("too late, or too much of a log on a full disk")
	}
	return figure, verified(ctx, o)
}

// readOne has a first document read, so that the caches are there.
func readOne(ctx context.Context, p *served.Program) error {
	id, err := submitPrinted(ctx, p, 1)
	if err != nil {
		return err
	}
	_, err = until(ctx, p, id, time.Minute, result.read)
	return err
}

// full asks what is answered on a full disk, and what is refused.
func full(ctx context.Context, p *served.Program, content []byte) error {
	var list struct {
		Total int `json:"total"`
	}
	if _, err := p.Get(ctx, "/documents", &list); err != nil || list.Total < 2 {
		return fmt.Errorf("%d documents are told of on a full disk (%w)", list.Total, err)
	}
	a, err := p.Do(ctx, http.MethodPost, "/documents?filename=more.pdf", bytes.NewReader(content))
	if err != nil || a.Status != http.StatusInsufficientStorage {
		return fmt.Errorf("an upload to the full disk: %d %s (%w)", a.Status, a.Body, err)
	}
	return nil
}

// goesOn waits until everything that waited for room is read or taken.
func (h *folderHouse) goesOn(ctx context.Context, id, folder string) error {
	if _, err := until(ctx, h.program, id, 2*time.Minute, result.read); err != nil {
		return err
	}
	for _, name := range []string{"settling.pdf", "unseen.pdf"} {
		if _, err := h.taken(ctx, folder, name, time.Minute); err != nil {
			return err
		}
	}
	return nil
}

// tooBig hands in what the disk has no room for.
func tooBig(ctx context.Context, p *served.Program, content []byte) error {
	big := slices.Concat(content, bytes.Repeat([]byte("% nothing but room\n"), 200_000)) // 3.8 MB
	a, err := p.Do(ctx, http.MethodPost, "/documents?filename=big.pdf", bytes.NewReader(big))
	if err != nil || a.Status != http.StatusInsufficientStorage || !bytes.Contains(a.Body, []byte(`"disk_full"`)) {
		return fmt.Errorf("an upload that does not fit: %d %s (%w)", a.Status, a.Body, err)
	}
	if left, err := os.ReadDir(filepath.Join(p.Data, "incoming")); err != nil || len(left) > 0 {
		return fmt.Errorf("%d temporary files are left (%w)", len(left), err)
	}
	return nil
}

// smallDisk makes a disk and a data folder on it, with the caches elsewhere.
func (b bench) smallDisk(ctx context.Context) (served.Options, error) {
	warm, err := b.warm(ctx, "warm")
	if err != nil {
		return warm, err
	}
	o := b.program("small", "DESKCLERK_SECRETS_KEY_STORE=file", "DESKCLERK_WORKER_COUNT=1")
	if err := os.MkdirAll(o.Data, 0o700); err != nil {
		return o, err
	}
	if err := mountSmall(ctx, o.Data); err != nil {
		return o, err
	}
	return o, os.Symlink(filepath.Join(warm.Data, "cache"), filepath.Join(o.Data, "cache"))
}

// fill takes what is left of the disk.
func fill(path string) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	for block := 64 << 10; block > 0; block /= 2 {
		for {
			if _, err := f.Write(make([]byte, block)); err != nil {
				break
			}
		}
	}
	return nil
}
