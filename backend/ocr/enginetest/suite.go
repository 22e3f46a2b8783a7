// Package enginetest is the conformance suite for engines that read words from
// a page image, and the pages it draws for that. A fake engine and the real one
// have to pass alike.
package enginetest

import (
	"context"
	"errors"
	"image"
	"testing"

	"deskclerk/backend/doc"
)

// Engine is what is tested: the worker's engine.
type Engine interface {
	Recognize(ctx context.Context, img *image.Gray, dpi int, o doc.ReadOptions) (doc.Recognition, error)
	Info() doc.EngineInfo
	Close() error
}

// Run checks what every engine promises. open makes a new engine that can read
// eng and nothing called "zzz".
func Run(t *testing.T, open func(t *testing.T) Engine) {
	engine := open(t)
	t.Cleanup(func() { closeTwice(t, engine) })
	read := func(t *testing.T, img *image.Gray) doc.Recognition {
		t.Helper()
		got, err := engine.Recognize(t.Context(), img, 300, doc.ReadOptions{})
		if err != nil {
			t.Fatal(err)
		}
		check(t, img, got)
		return got
	}
	t.Run("it names itself and its languages", func(t *testing.T) {
		info := engine.Info()
		if info.Version == "" || len(info.Languages) == 0 {
			t.Errorf("info is %+v", info)
		}
	})
	t.Run("a printed page gives words", func(t *testing.T) {
		if got := read(t, Draw(t, Receipt(), Look{})); len(got.Words) == 0 {
			t.Error("no words")
		}
	})
	t.Run("a white page gives no words", func(t *testing.T) {
		if got := read(t, Blank(600, 800, 255)); len(got.Words) != 0 {
			t.Errorf("words %v", got.Words)
		}
	})
	t.Run("a single pixel gives no words", func(t *testing.T) { read(t, Blank(1, 1, 0)) })
	t.Run("a language that is not installed is named", func(t *testing.T) {
		_, err := engine.Recognize(t.Context(), Draw(t, Receipt(), Look{}), 300, doc.ReadOptions{Languages: []string{"eng", "zzz"}})
		var coded *doc.Error
		if !errors.As(err, &coded) || coded.Code != doc.CodeLanguage || coded.Detail != "zzz" {
			t.Errorf("error is %v", err)
		}
	})
	t.Run("a context that has ended ends the reading", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := engine.Recognize(ctx, Draw(t, Receipt(), Look{}), 300, doc.ReadOptions{}); !errors.Is(err, context.Canceled) {
			t.Errorf("error is %v", err)
		}
	})
}

func closeTwice(t *testing.T, e Engine) {
	t.Helper()
	for range 2 {
		if err := e.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	}
}

// check holds for every recognition.
func check(t *testing.T, img *image.Gray, got doc.Recognition) {
	t.Helper()
	w, h := img.Rect.Dx(), img.Rect.Dy()
	switch got.Rotation {
	case 90, 270:
		w, h = h, w
	case 0, 180:
	default:
		t.Errorf("rotation is %d", got.Rotation)
	}
	if got.Width != w || got.Height != h {
		t.Errorf("page is %d × %d, want %d × %d", got.Width, got.Height, w, h)
	}
	if got.Engine == "" {
		t.Error("the engine has no name")
	}
	for _, stage := range []string{"prepare", "orient", "ocr"} {
		if _, ok := got.StagesMS[stage]; !ok {
			t.Errorf("stage %s has no time", stage)
		}
	}
	line, block := 0, 0
	for _, word := range got.Words {
		b := word.Box
		if b.Empty() || b.Left < 0 || b.Top < 0 || b.Right > 1 || b.Bottom > 1 {
			t.Errorf("%q has the box %+v", word.Text, b)
		}
		if word.Text == "" || word.Confidence < 0 || word.Confidence > 1 {
			t.Errorf("word is %+v", word)
		}
		if word.Line < line || word.Block < block {
			t.Errorf("%q of block %d, line %d comes after block %d, line %d", word.Text, word.Block, word.Line, block, line)
		}
		line, block = word.Line, word.Block
	}
}
