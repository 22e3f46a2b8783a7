package app

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"

	"golang.org/x/sync/singleflight"

	"deskclerk/backend/doc"
	"deskclerk/backend/store"
	"deskclerk/backend/worker"
)

// pages draws pages and remembers the pictures in the cache folder.
type pages struct {
	store  *store.Store
	pool   *worker.Pool
	limits func() doc.OpenOptions
	flight *singleflight.Group
}

// PageImage gives a JPEG of the page, width pixels wide and upright as its boxes
// see it. Errors:
// not_found when there is no such document, or no such page has been read.
func (p pages) PageImage(ctx context.Context, id string, page, width int) ([]byte, error) {
	d, err := p.store.Document(ctx, id)
	if err != nil {
		return nil, err
	}
	at := slices.IndexFunc(d.Pages, func(i doc.PageInfo) bool { return i.Number == page })
	if at < 0 {
		return nil, doc.Errorf(doc.CodeNotFound, "page %d", page)
	}
	info := d.Pages[at]
	name := fmt.Sprintf("%d-%d-%d-%s.jpg", page, width, info.Rotation, strconv.FormatFloat(info.Skew, 'f', 2, 64))
	path := filepath.Join(p.store.PageCacheDir(d.File.SHA256), name)
	if image, err := readBelow(p.store.PageCacheDir(d.File.SHA256), name); err == nil {
		return image, nil
	}
	_, err, _ = p.flight.Do(path, func() (any, error) {
		image, err := p.draw(ctx, d, info, width)
		if err != nil {
			return nil, err
		}
		return nil, remember(path, image)
	})
	if err != nil {
		return nil, err
	}
	return readBelow(p.store.PageCacheDir(d.File.SHA256), name)
}

// readBelow reads a file of the folder, and follows no link out of it.
func readBelow(dir, name string) ([]byte, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	defer func() { _ = root.Close() }()
	return root.ReadFile(name)
}

func (p pages) draw(ctx context.Context, d doc.Document, info doc.PageInfo, width int) ([]byte, error) {
	options, err := p.store.ProcessOptions(ctx, d.ID)
	if err != nil {
		return nil, err
	}
	// One caller that goes away must not take the picture from the others.
	return p.pool.RenderPage(context.WithoutCancel(ctx), p.store.OriginalPath(d.File.SHA256), info.Number, options.Opening(p.limits(), d.File.MIME),
		doc.RenderOptions{Width: width, Rotation: info.Rotation, Skew: info.Skew})
}

// remember puts a picture into the cache, whole or not at all.
func remember(path string, image []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return fmt.Errorf("make the page cache: %w", err)
	}
	tmp := path + ".tmp"
	if err := os.WriteFile(tmp, image, 0o600); err != nil {
		return fmt.Errorf("cache a page: %w", err)
	}
	if err := os.Rename(tmp, path); err != nil {
		return fmt.Errorf("cache a page: %w", err)
	}
	return nil
}
