package worker

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"deskclerk/backend/doc"
	"deskclerk/backend/language"
	"deskclerk/backend/marks"
)

// The stages of reading a page that are measured here; the engine adds its own.
const (
	stageRasterize = "rasterize"
	stageOCR       = "ocr"
)

// handle runs one request. A panic of it is worth as much as a crash, and the
// worker is not used again.
func (s *server) handle(ctx context.Context, req request) (rep reply, tail []byte) {
	defer func() {
		if v := recover(); v != nil {
			f := failureOf(fmt.Errorf("panic: %v", v), req.Path)
			f.Code, f.Detail = doc.CodeWorkerCrash, "panic"
			rep, tail = reply{ID: req.ID, Error: f, Tainted: true}, nil
		}
	}()
	rep.ID = req.ID
	tail, err := s.dispatch(ctx, req, &rep)
	if err != nil {
		return reply{ID: req.ID, Error: failureOf(err, req.Path)}, nil
	}
	return rep, tail
}

func (s *server) dispatch(ctx context.Context, req request, rep *reply) (tail []byte, err error) {
	switch req.Op {
	case opPing:
		h := greet()
		rep.Hello = &h
	case opInspect:
		var i doc.Inspection
		if i, err = s.rasterizer.Inspect(ctx, req.Path, req.Open); err == nil {
			rep.Inspection = &i
		}
	case opPage:
		var p doc.PageReading
		if p, err = s.page(ctx, req); err == nil {
			tail, p.Raw = p.Raw, nil
			rep.Reading = &p
		}
	case opRender:
		tail, err = s.rasterizer.Render(ctx, req.Path, req.Page, req.Open, req.Render)
	case opRegion:
		rep.Region, err = s.region(ctx, req)
	case opLayer:
		err = s.searchable(ctx, req, rep)
	case opInfo:
		var e Engine
		if e, err = s.needEngine(); err == nil {
			i := e.Info()
			rep.Info = &i
		}
	default:
		err = doc.Errorf(doc.CodeInvalid, "the worker knows no %q", req.Op)
	}
	return tail, err
}

// page draws the page and, unless its embedded words are trusted, reads it.
func (s *server) page(ctx context.Context, req request) (doc.PageReading, error) {
	began := time.Now()
	raster, err := s.rasterizer.Page(ctx, req.Path, req.Page, req.Open, req.Read.ForceOCR)
	if err != nil {
		return doc.PageReading{}, err
	}
	stages := map[string]int64{stageRasterize: time.Since(began).Milliseconds()}
	if raster.Image == nil {
		return embedded(req.Page, raster, stages), nil
	}
	engine, err := s.needEngine()
	if err != nil {
		return doc.PageReading{}, err
	}
	began = time.Now()
	read := req.Read
	read.Page = req.Page
	rec, err := engine.Recognize(ctx, raster.Image, raster.DPI, read)
	if err != nil {
		return doc.PageReading{}, err
	}
	stages[stageOCR] = time.Since(began).Milliseconds()
	maps.Copy(stages, rec.StagesMS)
	p := recognized(req.Page, raster, rec, stages)
	for _, c := range raster.Codes {
		c.Box = marks.TurnedBox(c.Box, float64(raster.Width), float64(raster.Height), rec.Rotation, rec.Skew)
		p.Page.Codes = append(p.Page.Codes, c)
	}
	for _, v := range raster.Form {
		v.Box = marks.TurnedBox(v.Box, float64(raster.Width), float64(raster.Height), rec.Rotation, rec.Skew)
		p.Page.Form = append(p.Page.Form, v)
	}
	p.Page.Blank = len(p.Page.Words) == 0 && len(raster.Codes) == 0 && isBlank(p.Warnings)
	return p, nil
}

func isBlank(warnings []doc.Warning) bool {
	return slices.ContainsFunc(warnings, func(w doc.Warning) bool { return w.Code == doc.WarnBlankPage })
}

// region reads a part of a page closer than the page was read.
func (s *server) region(ctx context.Context, req request) ([]doc.RegionReading, error) {
	if req.Region == nil {
		return nil, doc.Errorf(doc.CodeInvalid, "no region to read")
	}
	raster, err := s.rasterizer.Page(ctx, req.Path, req.Page, req.Open, true)
	if err != nil {
		return nil, err
	}
	if raster.Image == nil {
		return nil, doc.Errorf(doc.CodeUnsupported, "the page has no picture to read")
	}
	engine, err := s.needEngine()
	if err != nil {
		return nil, err
	}
	return engine.Region(ctx, raster.Image, *req.Region)
}

// searchable writes the file's searchable copy.
func (s *server) searchable(ctx context.Context, req request, rep *reply) error {
	if req.Searchable == nil {
		return doc.Errorf(doc.CodeInvalid, "nothing to make")
	}
	made, err := s.rasterizer.Searchable(ctx, req.Path, req.Open, *req.Searchable)
	if err == nil {
		rep.Searchable = &made
	}
	return err
}

func embedded(number int, raster doc.Raster, stages map[string]int64) doc.PageReading {
	return doc.PageReading{
		Page: doc.Page{
			PageInfo: doc.PageInfo{
				Number: number, Width: raster.Width, Height: raster.Height, DPI: raster.DPI,
				TextSource: doc.TextEmbedded, MeanWordConfidence: doc.MeanConfidence(raster.Words), Codes: raster.Codes,
				Language: languageOf(raster.Words),
			},
			Words: raster.Words,
			Marks: marks.Outside(raster.Marks, raster.Words),
			Form:  raster.Form,
		},
		StagesMS: stages,
		Warnings: raster.Warnings,
	}
}

func recognized(number int, raster doc.Raster, rec doc.Recognition, stages map[string]int64) doc.PageReading {
	return doc.PageReading{
		Page: doc.Page{
			PageInfo: doc.PageInfo{
				Number: number, Width: rec.Width, Height: rec.Height, DPI: raster.DPI,
				Rotation: rec.Rotation, Skew: rec.Skew,
				TextSource: doc.TextOCR, MeanWordConfidence: doc.MeanConfidence(rec.Words),
				Language: languageOf(rec.Words), Papers: rec.Papers,
			},
			Words: rec.Words,
			Marks: marks.Outside(marks.Turned(raster.Marks, float64(raster.Width), float64(raster.Height), rec.Rotation, rec.Skew), rec.Words),
		},
		Engine:   rec.Engine,
		Raw:      rec.Raw,
		StagesMS: stages,
		Warnings: joinWarnings(raster.Warnings, rec.Warnings),
	}
}

// languageOf the words of a page, empty where they do not say.
func languageOf(words []doc.Word) string {
	texts := make([]string, len(words))
	for i, w := range words {
		texts[i] = w.Text
	}
	return language.Of(texts).Code
}

// joinWarnings says once what both the rasterizer and the engine noticed, such
// as a blank page.
func joinWarnings(first, second []doc.Warning) []doc.Warning {
	out := slices.Clone(first)
	for _, w := range second {
		known := func(o doc.Warning) bool { return o.Code == w.Code }
		if !slices.ContainsFunc(first, known) {
			out = append(out, w)
		}
	}
	return out
}

func (s *server) needEngine() (Engine, error) {
	if s.engine != nil {
		return s.engine, nil
	}
	engine, err := s.newEngine()
	if err != nil {
		return nil, fmt.Errorf("start the engine: %w", err)
	}
	s.engine = engine
	return engine, nil
}
