// Command variants writes a truth pack again with its documents as pictures that
// lie otherwise or are smaller, so that reading of such is measured by anyone in
// the same way:
//
//	go run ./build/variants -turn 90 -scale 0.5 -to build/out/turned PACK
//	deskclerk bench build/out/turned
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"image"
	"math"
	"os"
	"path/filepath"

	xdraw "golang.org/x/image/draw"

	"deskclerk/backend/bench"
	"deskclerk/backend/doc"
	"deskclerk/backend/intake"
	"deskclerk/backend/raster"
	"deskclerk/internal/paper"
)

// variant is how the pages of a pack are changed.
type variant struct {
	turn  int     // degrees clockwise: 0, 90, 180, 270
	scale float64 // of the sides, over 0 and at most 4
}

func main() {
	var v variant
	to := flag.String("to", "build/out/variant", "folder for the pack that is written")
	cache := flag.String("cache", "build/out/cache", "folder of the PDF reader's cache")
	flag.IntVar(&v.turn, "turn", 0, "degrees clockwise: 0, 90, 180 or 270")
	flag.Float64Var(&v.scale, "scale", 1, "of the sides, such as 0.5")
	flag.Parse()
	if err := run(context.Background(), *cache, *to, v, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "variants:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, cache, to string, v variant, folders []string) error {
	if len(folders) != 1 || v.turn%90 != 0 || v.turn < 0 || v.turn > 270 || v.scale <= 0 || v.scale > 4 {
		return fmt.Errorf("one pack, -turn 0, 90, 180 or 270, and -scale over 0 and up to 4")
	}
	p, err := bench.Load(folders[0])
	if err != nil {
		return err
	}
	for _, sub := range []string{"docs", "truth"} {
		if err := os.MkdirAll(filepath.Join(to, sub), 0o755); err != nil {
			return err
		}
	}
	info := p.Info
	info.Name = fmt.Sprintf("%s-%d-%g", p.Name, v.turn, v.scale)
	data, err := json.MarshalIndent(info, "", " ")
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(to, "pack.json"), append(data, '\n'), 0o644); err != nil {
		return err
	}
	r := raster.New(raster.Options{CacheDir: cache})
	defer r.Close() //nolint:errcheck // nothing is written by it
	for _, c := range p.Cases {
		if err := v.write(ctx, r, p.Folder, to, c); err != nil {
			return fmt.Errorf("%s: %w", c.File(), err)
		}
	}
	return nil
}

// write makes one document again. Two of one stem but different kinds stay two:
// the whole name becomes the stem.
func (v variant) write(ctx context.Context, r *raster.Reader, from, to string, c bench.Case) error {
	truth, err := os.ReadFile(filepath.Join(from, "truth", c.Stem+".json"))
	if err != nil {
		return err
	}
	pages, err := pagesOf(ctx, r, c.Path)
	if err != nil {
		return err
	}
	for i := range pages {
		pages[i] = v.changed(pages[i])
	}
	name := c.File() + ".png"
	var data []byte
	if len(pages) == 1 {
		data, err = paper.PNG(pages[0])
	} else {
		several := make([]image.Image, len(pages))
		for i := range pages {
			several[i] = pages[i]
		}
		name = c.File() + ".pdf"
		data, err = paper.ScanPDF(several...)
	}
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(to, "docs", name), data, 0o644); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(to, "truth", c.File()+".json"), truth, 0o644)
}

// pagesOf renders a document's pages as the worker does.
func pagesOf(ctx context.Context, r *raster.Reader, path string) ([]*image.Gray, error) {
	head, err := firstBytes(path)
	if err != nil {
		return nil, err
	}
	open := doc.OpenOptions{}
	if open.MIME, err = intake.Sniff(head); err != nil {
		return nil, err
	}
	in, err := r.Inspect(ctx, path, open)
	if err != nil {
		return nil, err
	}
	out := make([]*image.Gray, in.Pages)
	for i := range out {
		page, err := r.Page(ctx, path, i+1, open, true)
		if err != nil {
			return nil, err
		}
		out[i] = page.Image
	}
	return out, nil
}

func firstBytes(path string) ([]byte, error) {
	data, err := os.ReadFile(path)
	return data[:min(len(data), 4096)], err
}

// changed is the page turned, and shrunk by the mean of what falls together or
// enlarged by cubic interpolation.
func (v variant) changed(img *image.Gray) *image.Gray {
	for range v.turn / 90 {
		img = quarter(img)
	}
	if v.scale == 1 {
		return img
	}
	w, h := float64(img.Rect.Dx())*v.scale, float64(img.Rect.Dy())*v.scale
	out := image.NewGray(image.Rect(0, 0, max(1, int(math.Round(w))), max(1, int(math.Round(h)))))
	xdraw.CatmullRom.Scale(out, out.Rect, img, img.Rect, xdraw.Src, nil)
	return out
}

// quarter turns clockwise by 90 degrees.
func quarter(img *image.Gray) *image.Gray {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	out := image.NewGray(image.Rect(0, 0, h, w))
	for y := range h {
		for x := range w {
			out.Pix[x*out.Stride+h-1-y] = img.Pix[y*img.Stride+x]
		}
	}
	return out
}
