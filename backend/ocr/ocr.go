// Package ocr reads the words of a page image: the only room with Tesseract and
// Leptonica. It runs inside the worker, where a crash of native code costs a
// page's try and nothing else. It touches the folders of the language data and
// no other file.
package ocr

import (
	"context"
	"fmt"
	"image"
	"strings"
	"time"

	"deskclerk/backend/doc"
)

// Options of an engine. CacheDir is required.
type Options struct {
	CacheDir string   // where the embedded language data is unpacked
	Tessdata []string // more folders with traineddata, searched before the system's
}

// Tesseract is the engine, with the languages in use kept warm. It is for one
// goroutine at a time.
type Tesseract struct {
	data *tessdata
	warm []warm // the last used last
}

// warm is a loaded set of languages.
type warm struct {
	languages string // such as deu+eng
	api       *api
}

// keepWarm is how many sets of languages stay loaded; each takes some 30 MB.
const keepWarm = 2

// New makes an engine; languages are loaded when a page first needs them.
func New(o Options) (*Tesseract, error) {
	data, err := openTessdata(o.CacheDir, o.Tessdata)
	if err != nil {
		return nil, err
	}
	return &Tesseract{data: data}, nil
}

// Info says which engine this is and which languages it can read.
func (t *Tesseract) Info() doc.EngineInfo {
	return doc.EngineInfo{Version: engineName(), Languages: t.data.languages(), Tessdata: t.data.folders}
}

// Close frees the engine. Closing twice is harmless.
func (t *Tesseract) Close() error {
	for _, w := range t.warm {
		w.api.close()
	}
	t.warm = nil
	return nil
}

// Recognize reads the page. Boxes are fractions of the upright, deskewed page,
// which is as large as img, or as img on its side. A language that is not
// installed is language_missing. When ctx ends, the engine stops within a word
// or two.
func (t *Tesseract) Recognize(ctx context.Context, img *image.Gray, _ int, o doc.ReadOptions) (doc.Recognition, error) {
	if err := ctx.Err(); err != nil {
		return doc.Recognition{}, err
	}
	engine, err := t.engine(o.Languages)
	if err != nil {
		return doc.Recognition{}, err
	}
	r := reading{ctx: ctx, engine: engine, osd: t.orientation, spent: map[string]time.Duration{}}
	best, err := r.page(img)
	if err != nil {
		return doc.Recognition{}, err
	}
	stages := map[string]int64{}
	for name, d := range r.spent {
		stages[name] = d.Milliseconds()
	}
	return doc.Recognition{
		Words: best.words, Rotation: best.rotation, Skew: best.skew, Width: best.width, Height: best.height,
		Engine: engineName(), Raw: []byte(best.raw), StagesMS: stages,
	}, nil
}

// engine loads the languages, or takes them warm.
func (t *Tesseract) engine(languages []string) (*api, error) {
	if len(languages) == 0 {
		languages = []string{"eng"}
	}
	set := strings.Join(languages, "+")
	for i, w := range t.warm {
		if w.languages == set {
			t.warm = append(append(t.warm[:i:i], t.warm[i+1:]...), w)
			return w.api, nil
		}
	}
	folder, err := t.data.folder(languages)
	if err != nil {
		return nil, err
	}
	a, err := newAPI(folder, set)
	if err != nil {
		return nil, fmt.Errorf("load the languages %s: %w", set, err)
	}
	if len(t.warm) >= keepWarm {
		t.warm[0].api.close()
		t.warm = t.warm[1:]
	}
	t.warm = append(t.warm, warm{set, a})
	return a, nil
}

// orientation asks Tesseract's script and orientation detection, loaded for this
// one question because it is seldom put.
func (t *Tesseract) orientation(p pix) (rotation int, sure bool) {
	folder, err := t.data.folder([]string{"osd"})
	if err != nil {
		return 0, false
	}
	a, err := newAPI(folder, "osd")
	if err != nil {
		return 0, false
	}
	defer a.close()
	return a.orientation(p)
}
