// Package ocr reads words from a page image. It is the only room that calls
// Tesseract and Leptonica; both are native code, so it runs inside the worker
// child process and nowhere else. A page comes in as raw grey pixels and goes
// out as words with boxes on the upright, deskewed page.
//
// Tesseract is called through its own C interface (tesseract/capi.h) and not
// through gosseract: gosseract takes encoded images only, cannot stop a reading
// that takes too long, loses some 17 KB with each page, hands Tesseract a nil
// image after a failed decode, and at its start lends the C library a 512-byte
// buffer for standard error where 8192 are expected.
package ocr

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"image"
	"sync"
	"time"

	"deskclerk/backend/doc"
)

// Options configure the engine. Only CacheDir is needed.
type Options struct {
	CacheDir string   // where the embedded language data is unpacked
	Tessdata []string // folders with more language data; they come first

	// Judge says after each pass whether more are worth their time, and which
	// places a closer look. Default: the confidence of the words decides.
	Judge doc.Judge

	// Apart says whether parts of a page are papers of their own. Default: no page
	// is taken for several.
	Apart doc.Apart
}

// Tesseract reads pages. It keeps engines warm between pages; calls are served
// one after the other.
type Tesseract struct {
	data    *tessdata
	version string
	judge   doc.Judge
	apart   doc.Apart

	passTime time.Duration // for tests; 0 is the constant

	mu      sync.Mutex
	engines engines
	pages   int // read so far
	closed  bool
}

// New unpacks the embedded language data into the cache folder and finds the
// rest. No engine is started before the first page.
func New(o Options) (*Tesseract, error) {
	data, err := openTessdata(o.CacheDir, o.Tessdata)
	if err != nil {
		return nil, err
	}
	quiet()
	return &Tesseract{data: data, version: engineVersion(), judge: o.Judge, apart: o.Apart}, nil
}

// Info says what the engine is and which languages it can read now.
func (t *Tesseract) Info() doc.EngineInfo {
	return doc.EngineInfo{Version: t.version, Languages: t.data.languages(), Tessdata: t.data.folders}
}

// Close frees the engines. It may be called twice.
func (t *Tesseract) Close() error {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.closed = true
	t.engines.close()
	return nil
}

// Recognize reads the page. The image's own dpi is not needed: the page is
// scaled by the height of its ink. Without languages in the options the page is
// read in English, and when its words are surely of another language that is
// installed, once more in that. It fails with doc.CodeLanguage when a
// language is not installed, doc.CodeInvalid for an impossible language code,
// and with the context's error when that ends first.
func (t *Tesseract) Recognize(ctx context.Context, img *image.Gray, _ int, o doc.ReadOptions) (doc.Recognition, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.closed {
		return doc.Recognition{}, errors.New("ocr: the engine is closed")
	}
	if err := ctx.Err(); err != nil {
		return doc.Recognition{}, fmt.Errorf("ocr: %w", err)
	}
	langs, err := languageSet(o.Languages)
	if err != nil {
		return doc.Recognition{}, err
	}
	folder, err := t.data.folderFor(langs)
	if err != nil {
		return doc.Recognition{}, err
	}
	if t.pages++; t.pages%tidyEvery == 0 || img != nil && len(img.Pix) > largePage {
		giveBack() // what drawing the page left
		defer giveBack()
	}
	r := newReading(ctx, img, t.version)
	r.judge, r.apart, r.options, r.passTime = t.judge, t.apart, o, cmp.Or(t.passTime, passTime)
	if len(o.Languages) == 0 {
		r.spoken = t.engineFor
	}
	if !r.hasInk() {
		return r.blank(), nil
	}
	if r.engine, err = t.engines.get(folder, langs); err != nil {
		return doc.Recognition{}, err
	}
	defer r.engine.forget()
	defer func() { r.engine.forget() }() // the one of the page's language
	return r.read()
}

// stage adds the time since start to the stage's milliseconds.
func (r *reading) stage(name string, start time.Time) {
	r.spent[name] += time.Since(start)
}
