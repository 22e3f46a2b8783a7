package packs_test

import (
	"context"
	"fmt"
	"image"
	"os"
	"strconv"
	"testing"

	"deskclerk/backend/doc"
	"deskclerk/backend/raster"
	"deskclerk/backend/worker"
)

// TestMain is the worker where the reader starts this program as one.
func TestMain(m *testing.M) {
	if len(os.Args) < 2 || os.Args[1] != "worker" {
		os.Exit(m.Run())
	}
	if err := worker.Main(context.Background(), raster.New(raster.Options{CacheDir: os.Args[3]}), func() (worker.Engine, error) { return rule{}, nil }); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// rule is an engine that reads a page's width in pixels: quick, and enough to
// tell pages apart.
type rule struct{}

func (rule) Recognize(_ context.Context, img *image.Gray, _ int, _ doc.ReadOptions) (doc.Recognition, error) {
	word := doc.Word{Text: strconv.Itoa(img.Rect.Dx()), Confidence: 0.9, Box: doc.Box{Left: 0.1, Top: 0.1, Right: 0.9, Bottom: 0.9}}
	return doc.Recognition{Words: []doc.Word{word}}, nil
}

func (rule) Region(context.Context, *image.Gray, doc.Region) ([]doc.RegionReading, error) {
	return nil, nil
}
func (rule) Info() doc.EngineInfo { return doc.EngineInfo{} }
func (rule) Close() error         { return nil }
