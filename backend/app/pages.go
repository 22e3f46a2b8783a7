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
	d, info, err := p.find(ctx, id, page)
	if err != nil {
		return nil, err
	}
	return p.kept(d.File.SHA256, pictureName(info, width), func() ([]byte, error) { return p.draw(ctx, d, info, width) })
}

// Snippet gives a part of that picture. It is cut by a worker, which decodes
// every picture, those made here included. Errors as PageImage's.
func (p pages) Snippet(ctx context.Context, id string, page, width int, box doc.Box) ([]byte, error) {
	d, info, err := p.find(ctx, id, page)
	if err != nil {
		return nil, err
	}
	whole := pictureName(info, width)
	name := fmt.Sprintf("cut-%.4f-%.4f-%.4f-%.4f-%s", box.Left, box.Top, box.Right, box.Bottom, whole)
	return p.kept(d.File.SHA256, name, func() ([]byte, error) {
		if _, err := p.PageImage(ctx, id, page, width); err != nil {
			return nil, err
		}
		// One caller that goes away must not take the picture from the others.
		return p.pool.RenderPage(context.WithoutCancel(ctx), filepath.Join(p.store.PageCacheDir(d.File.SHA256), whole), 1,
			doc.OpenOptions{}, doc.RenderOptions{Width: width, Cut: &box})
	})
}

func (p pages) find(ctx context.Context, id string, page int) (doc.Document, doc.PageInfo, error) {
	d, err := p.store.Document(ctx, id)
	if err != nil {
		return d, doc.PageInfo{}, err
	}
	at := slices.IndexFunc(d.Pages, func(i doc.PageInfo) bool { return i.Number == page })
	if at < 0 {
		return d, doc.PageInfo{}, doc.Refuse(doc.CodeNotFound, "review_page", "page", strconv.Itoa(page))
	}
	return d, d.Pages[at], nil
}

func pictureName(info doc.PageInfo, width int) string {
	return fmt.Sprintf("%d-%d-%d-%s.jpg", info.Number, width, info.Rotation, strconv.FormatFloat(info.Skew, 'f', 2, 64))
}

// kept gives the picture of that name from the cache, where draw puts it first,
// once for all who ask at the same time.
func (p pages) kept(sha256, name string, draw func() ([]byte, error)) ([]byte, error) {
	dir := p.store.PageCacheDir(sha256)
	if image, err := readBelow(dir, name); err == nil {
		return image, nil
	}
	path := filepath.Join(dir, name)
	_, err, _ := p.flight.Do(path, func() (any, error) {
		image, err := draw()
		if err != nil {
			return nil, err
		}
		return nil, remember(path, image)
	})
	if err != nil {
		return nil, err
	}
	return readBelow(dir, name)
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
