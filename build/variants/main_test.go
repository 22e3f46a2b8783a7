package main

import (
	"image"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"deskclerk/backend/bench"
	"deskclerk/internal/paper"
)

// newPack writes a pack of two pictures of one stem, 40 × 20 pixels, dark at the
// top left.
func newPack(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	img := image.NewGray(image.Rect(0, 0, 40, 20))
	for i := range img.Pix {
		img.Pix[i] = 255
	}
	for y := range 10 {
		clear(img.Pix[y*img.Stride:][:20])
	}
	asPNG, err := paper.PNG(img)
	if err != nil {
		t.Fatal(err)
	}
	asJPEG, err := paper.JPEG(img)
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{
		"pack.json": []byte(`{"name": "made up", "licence": "CC0-1.0"}`), "docs/a.png": asPNG, "docs/a.jpg": asJPEG,
		"truth/a.json": []byte(`{"type": "receipt", "fields": {"total": "3.20"}}`),
	} {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestAPackIsWrittenAgainTurnedAndSmaller(t *testing.T) {
	to := t.TempDir()
	if err := run(t.Context(), t.TempDir(), to, variant{turn: 90, scale: 0.5}, []string{newPack(t)}); err != nil {
		t.Fatal(err)
	}
	p, err := bench.Load(to)
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Cases) != 2 || len(p.Warnings) != 0 || p.Name != "made up-90-0.5" {
		t.Fatalf("%d documents of %q, %v", len(p.Cases), p.Name, p.Warnings)
	}
	for _, c := range p.Cases {
		f, err := os.Open(c.Path)
		if err != nil {
			t.Fatal(err)
		}
		img, err := png.Decode(f)
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
		if err != nil || img.Bounds().Size() != image.Pt(10, 20) || c.Truth.Fields["total"][0] != "3.20" {
			t.Fatalf("%s is %v, %v", c.File(), img.Bounds().Size(), err)
		}
		dark, _, _, _ := img.At(8, 2).RGBA()
		light, _, _, _ := img.At(1, 2).RGBA()
		if dark > light {
			t.Errorf("%s: what stood at the left stands at the top now, and what stood at the top at the right", c.File())
		}
	}
}

func TestNonsenseIsRefused(t *testing.T) {
	pack := newPack(t)
	for _, v := range []variant{{turn: 45, scale: 1}, {turn: 360, scale: 1}, {scale: 0}, {scale: 5}} {
		if run(t.Context(), t.TempDir(), t.TempDir(), v, []string{pack}) == nil {
			t.Errorf("%+v is done", v)
		}
	}
}
