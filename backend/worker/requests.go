package worker

import (
	"context"
	"log/slog"
	"time"

	"deskclerk/backend/doc"
)

// Inspect opens the file and counts its pages. It goes ahead of waiting pages.
func (p *Pool) Inspect(ctx context.Context, path string, o doc.OpenOptions) (doc.Inspection, error) {
	a, err := p.do(ctx, p.batch, request{Op: opInspect, Path: path, Open: o}, p.o.InspectTimeout)
	if err != nil {
		return doc.Inspection{}, err
	}
	if a.reply.Inspection == nil {
		return doc.Inspection{}, errEmptyReply
	}
	return *a.reply.Inspection, nil
}

// ReadPage reads one page (1-based).
func (p *Pool) ReadPage(ctx context.Context, path string, number int, o doc.OpenOptions, r doc.ReadOptions) (doc.PageReading, error) {
	a, err := p.do(ctx, p.batch, request{Op: opPage, Path: path, Page: number, Open: o, Read: r}, p.o.PageTimeout)
	if err != nil {
		return doc.PageReading{}, err
	}
	if a.reply.Reading == nil {
		return doc.PageReading{}, errEmptyReply
	}
	reading := *a.reply.Reading
	reading.Raw = a.tail
	return reading, nil
}

// RenderPage draws one page as a JPEG, on the interactive worker, so that it
// never waits behind the reading of pages.
func (p *Pool) RenderPage(ctx context.Context, path string, number int, o doc.OpenOptions, r doc.RenderOptions) ([]byte, error) {
	a, err := p.do(ctx, p.desk, request{Op: opRender, Path: path, Page: number, Open: o, Render: r}, p.o.RenderTimeout)
	if err != nil {
		return nil, err
	}
	if len(a.tail) == 0 {
		return nil, errEmptyReply
	}
	return a.tail, nil
}

// ReadRegion reads a part of one page closer, on the interactive worker: a person
// waits for it. Its errors are those of ReadPage.
func (p *Pool) ReadRegion(ctx context.Context, path string, number int, o doc.OpenOptions, r doc.Region) ([]doc.RegionReading, error) {
	a, err := p.do(ctx, p.desk, request{Op: opRegion, Path: path, Page: number, Open: o, Region: &r}, p.o.RenderTimeout)
	if err != nil {
		return nil, err
	}
	return a.reply.Region, nil
}

// Searchable has a worker write a searchable PDF of the file.
func (p *Pool) Searchable(ctx context.Context, path string, o doc.OpenOptions, job doc.SearchableJob) (doc.Searchable, error) {
	a, err := p.do(ctx, p.batch, request{Op: opLayer, Path: path, Open: o, Searchable: &job}, p.o.PageTimeout)
	if err != nil {
		return doc.Searchable{}, err
	}
	if a.reply.Searchable == nil {
		return doc.Searchable{}, errEmptyReply
	}
	return *a.reply.Searchable, nil
}

// EngineInfo asks the interactive worker about its engine.
func (p *Pool) EngineInfo(ctx context.Context) (doc.EngineInfo, error) {
	a, err := p.do(ctx, p.desk, request{Op: opInfo}, p.o.InspectTimeout)
	if err != nil {
		return doc.EngineInfo{}, err
	}
	if a.reply.Info == nil {
		return doc.EngineInfo{}, errEmptyReply
	}
	return *a.reply.Info, nil
}

var errEmptyReply = doc.Errorf(doc.CodeWorkerCrash, "the worker answered nothing")

// do runs one request on a worker of the lane.
func (p *Pool) do(ctx context.Context, l *lane, req request, limit time.Duration) (arrival, error) {
	if err := p.begin(); err != nil {
		return arrival{}, err
	}
	defer p.running.Done()
	if err := ctx.Err(); err != nil {
		return arrival{}, err
	}
	if err := l.gate.enter(ctx, p.over, req.Op != opPage); err != nil {
		return arrival{}, err
	}
	w, err := l.take(ctx)
	if err != nil {
		l.gate.leave()
		return arrival{}, err
	}
	p.tally.busy.Add(1)
	a, worn, err := p.run(ctx, w, req, limit)
	p.tally.busy.Add(-1)
	l.release(w, worn)
	return a, err
}

// run sends the request and judges what became of it and of the worker: worn
// means that w should be replaced although it lives.
func (p *Pool) run(ctx context.Context, w *process, req request, limit time.Duration) (a arrival, worn bool, err error) {
	if w.served == 0 {
		limit += p.o.WarmUp
	}
	w.served++
	a, peak, err := w.call(ctx, req, bounds{limit: limit, maxMemory: p.o.MaxMemory, stop: p.over})
	p.tally.sawMemory(peak)
	if err != nil {
		p.mourn(ctx, w, req, err)
		return arrival{}, true, err
	}
	if req.Op == opPage {
		w.pages++
		if a.reply.Error == nil {
			p.tally.pages.Add(1)
		}
	}
	worn = p.worn(w) || a.reply.Tainted
	if worn {
		p.tally.recycled.Add(1)
	}
	if f := a.reply.Error; f != nil {
		return arrival{}, worn, p.errorOf(f, req.Op)
	}
	return a, worn, nil
}

func (p *Pool) worn(w *process) bool {
	if peak, ok := peakBytes(w.pid); ok {
		p.tally.sawMemory(peak)
	}
	now, _ := residentBytes(w.pid)
	return w.pages >= p.o.MaxPages || now > p.o.SoftMemory
}

// mourn counts and logs a worker's death.
func (p *Pool) mourn(ctx context.Context, w *process, req request, err error) {
	switch doc.CodeOf(err) {
	case doc.CodeWorkerCrash:
		p.tally.crashes.Add(1)
	case doc.CodeWorkerTimeout:
		p.tally.timeouts.Add(1)
	case doc.CodeWorkerMemory:
		p.tally.memoryKills.Add(1)
	default: // given up by the caller or stopped: nothing is wrong with it
		return
	}
	logger := p.o.Logger.With(slog.Int("pid", w.pid), slog.String("request", string(req.Op)), slog.Int("page", req.Page))
	logger.WarnContext(ctx, "worker lost", slog.Any("error", err))
	logger.DebugContext(ctx, "worker's last words", slog.Any("lines", w.printed.lines()))
}

// errorOf unpacks an error that came over the pipe. The text of a foreign one
// goes to the log, under an id that the error names.
func (p *Pool) errorOf(f *failure, op operation) error {
	if f.known() && f.Text == "" {
		return &doc.Error{Code: f.Code, Detail: cut(f.Detail, maxDetail), Sentence: f.Sentence}
	}
	id := logID()
	p.o.Logger.Error("worker met an unexpected error",
		slog.String("id", id), slog.String("request", string(op)), slog.String("text", cut(f.Text, maxDetail)))
	if f.known() {
		return doc.Errorf(f.Code, "%s, log id %s", cut(f.Detail, maxDetail), id)
	}
	return doc.Refuse(doc.CodeInternal, "log_id", "id", id)
}
