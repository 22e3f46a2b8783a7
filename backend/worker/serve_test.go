package worker

import (
	"context"
	"encoding/json"
	"errors"
	"image"
	"io"
	"strings"
	"testing"
	"time"

	"deskclerk/backend/doc"
)

// slow is a rasterizer whose Inspect lasts until it is let go, and an engine
// that counts.
type slow struct {
	called, release chan struct{}
	closed          chan string
}

func newSlow() *slow {
	return &slow{called: make(chan struct{}, 1), release: make(chan struct{}), closed: make(chan string, 2)}
}

func (s *slow) Inspect(context.Context, string, doc.OpenOptions) (doc.Inspection, error) {
	s.called <- struct{}{}
	<-s.release
	return doc.Inspection{Pages: 1}, nil
}

func (s *slow) Page(context.Context, string, int, doc.OpenOptions, bool) (doc.Raster, error) {
	return doc.Raster{Image: image.NewGray(image.Rect(0, 0, 1, 1))}, nil
}

func (s *slow) Searchable(context.Context, string, doc.OpenOptions, doc.SearchableJob) (doc.Searchable, error) {
	return doc.Searchable{}, nil
}

func (s *slow) Render(context.Context, string, int, doc.OpenOptions, doc.RenderOptions) ([]byte, error) {
	return nil, io.ErrUnexpectedEOF
}

func (s *slow) Close() error { s.closed <- "rasterizer"; return nil }

type engine struct{ closed chan string }

func (e engine) Recognize(context.Context, *image.Gray, int, doc.ReadOptions) (doc.Recognition, error) {
	return doc.Recognition{Engine: "e"}, nil
}

func (e engine) Region(context.Context, *image.Gray, doc.Region) ([]doc.RegionReading, error) {
	return nil, nil
}
func (e engine) Info() doc.EngineInfo { return doc.EngineInfo{Version: "e"} }
func (e engine) Close() error         { e.closed <- "engine"; return nil }

// dialogue serves in this process and gives the parent's ends of the pipes.
type dialogue struct {
	t      *testing.T
	in     *io.PipeWriter
	out    *io.PipeReader
	served chan error
}

func converse(t *testing.T, r Rasterizer, newEngine func() (Engine, error)) dialogue {
	t.Helper()
	inR, inW := io.Pipe()
	outR, outW := io.Pipe()
	d := dialogue{t: t, in: inW, out: outR, served: make(chan error, 1)}
	go func() { d.served <- Serve(context.Background(), inR, outW, r, newEngine); _ = outW.Close() }()
	t.Cleanup(func() { _, _ = inW.Close(), outR.Close() })
	return d
}

func (d dialogue) ask(req request) {
	d.t.Helper()
	message, err := json.Marshal(req)
	if err != nil {
		d.t.Fatal(err)
	}
	if err := writeFrame(d.in, message, nil, maxRequest); err != nil {
		d.t.Fatal(err)
	}
}

func (d dialogue) answer() reply {
	d.t.Helper()
	a := readReply(d.out)
	if a.err != nil {
		d.t.Fatal(a.err)
	}
	return a.reply
}

func (d dialogue) end() error {
	d.t.Helper()
	select {
	case err := <-d.served:
		return err
	case <-time.After(5 * time.Second):
		d.t.Fatal("it goes on serving")
		return nil
	}
}

func noEngine() (Engine, error) { return nil, errors.New("no engine was to be made") }

func TestServe(t *testing.T) {
	t.Run("the end of its input ends it and closes what it was given", func(t *testing.T) {
		s := newSlow()
		d := converse(t, s, noEngine)
		_ = d.in.Close()
		if err := d.end(); err != nil {
			t.Error(err)
		}
		if got := <-s.closed; got != "rasterizer" {
			t.Errorf("closed %s", got)
		}
	})
	t.Run("the end of its input in the middle of a call ends it at once and closes nothing", func(t *testing.T) {
		s := newSlow()
		d := converse(t, s, noEngine)
		d.ask(request{ID: 1, Op: opInspect})
		<-s.called
		_ = d.in.Close()
		if err := d.end(); err != nil {
			t.Error(err)
		}
		if len(s.closed) > 0 {
			t.Errorf("closed %s under a call", <-s.closed)
		}
		close(s.release)
		_, _ = io.Copy(io.Discard, d.out)
	})
	t.Run("garbled input ends it with an error", func(t *testing.T) {
		d := converse(t, newSlow(), noEngine)
		if _, err := d.in.Write([]byte(strings.Repeat("?", frameHeader))); err != nil {
			t.Fatal(err)
		}
		if err := d.end(); !errors.Is(err, errGarbled) {
			t.Errorf("got %v", err)
		}
	})
	t.Run("an unknown request is answered", func(t *testing.T) {
		d := converse(t, newSlow(), noEngine)
		d.ask(request{ID: 3, Op: "dance"})
		if got := d.answer(); got.ID != 3 || got.Error == nil || got.Error.Code != doc.CodeInvalid {
			t.Errorf("got %+v", got)
		}
	})
	t.Run("the engine is made when words are needed, and made again when that failed", func(t *testing.T) {
		s, made := newSlow(), 0
		d := converse(t, s, func() (Engine, error) {
			if made++; made == 1 {
				return nil, doc.Errorf(doc.CodeLanguage, "eng")
			}
			return engine{s.closed}, nil
		})
		d.ask(request{ID: 1, Op: opRender})
		if got := d.answer(); made != 0 || got.Error.Code != doc.CodeInternal {
			t.Errorf("made %d for a render, got %+v", made, got)
		}
		d.ask(request{ID: 2, Op: opPage, Page: 1})
		if got := d.answer(); made != 1 || got.Error.Code != doc.CodeLanguage {
			t.Errorf("got %+v", got)
		}
		for id := range uint64(2) {
			d.ask(request{ID: 3 + id, Op: opPage, Page: 1})
			if got := d.answer(); made != 2 || got.Error != nil || got.Reading.Engine != "e" {
				t.Errorf("made %d, got %+v", made, got)
			}
		}
		_ = d.in.Close()
		if err := d.end(); err != nil || <-s.closed != "engine" || <-s.closed != "rasterizer" {
			t.Errorf("got %v, or closed in the wrong order", err)
		}
	})
}
