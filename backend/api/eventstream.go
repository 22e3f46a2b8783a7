package api

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"deskclerk/backend/doc"
)

type streamInput struct {
	LastEventID string `header:"Last-Event-ID" maxLength:"32" doc:"Go on after this event; a browser sends it by itself"`
	After       string `query:"after" maxLength:"32" doc:"The same for the first connection; without either the stream begins now"`
}

// streamEvents sends every event after the last one the client knows, and then
// each as it is committed. An event reset says that the client's number is from
// another database, or so old that events after it are no longer kept: it must
// fetch everything anew.
func (s *Server) streamEvents(ctx context.Context, in *streamInput) (*stream, error) {
	last, err := s.o.Events.LastEvent(ctx)
	if err != nil {
		return nil, err
	}
	from := in.LastEventID
	if from == "" {
		from = in.After
	}
	after, reset := last, false
	if from != "" {
		if after, err = strconv.ParseInt(from, 10, 64); err != nil || after < 0 {
			return nil, doc.Errorf(doc.CodeInvalid, "%q is no event's number", from)
		}
		first, err := s.o.Events.FirstEvent(ctx)
		if err != nil {
			return nil, err
		}
		if reset = after > last || gone(after, first); reset {
			after = last
		}
	}
	return streamed(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Type", "text/event-stream")
		h.Set("X-Accel-Buffering", "no")
		w.WriteHeader(http.StatusOK)
		if r.Method == http.MethodHead {
			return
		}
		f := &feed{server: s, w: w, control: http.NewResponseController(w), after: after}
		if err := f.run(r.Context(), reset); err != nil {
			s.notTaken(r.Context(), err)
		}
	}), nil
}

// feed is one client's event stream.
type feed struct {
	server  *Server
	w       http.ResponseWriter
	control *http.ResponseController
	after   int64
}

// run subscribes before it reads, so that nothing falls between the two.
func (f *feed) run(ctx context.Context, reset bool) error {
	pokes, stop := f.server.o.Events.Subscribe()
	defer stop()
	heartbeat := time.NewTicker(f.server.o.Heartbeat)
	defer heartbeat.Stop()
	hello := "retry: 2000\n\n"
	if reset {
		hello += fmt.Sprintf("event: reset\nid: %d\ndata: {}\n\n", f.after)
	}
	if err := f.send(hello); err != nil {
		return err
	}
	for {
		if err := f.catchUp(ctx); err != nil {
			return err
		}
		select {
		case <-pokes:
		case <-heartbeat.C:
			if err := f.send(": alive\n\n"); err != nil {
				return err
			}
		case <-ctx.Done():
			return nil
		case <-f.server.done:
			return nil
		}
	}
}

// catchUp sends everything that is committed and not yet sent.
func (f *feed) catchUp(ctx context.Context) error {
	for {
		events, err := f.server.o.Events.Events(ctx, f.after, eventBatch)
		if err != nil {
			return err
		}
		if len(events) == 0 {
			return nil
		}
		var text []byte
		for _, e := range events {
			data, err := json.Marshal(e)
			if err != nil {
				return fmt.Errorf("encode event %d: %w", e.Seq, err)
			}
			text = fmt.Appendf(text, "id: %d\ndata: %s\n\n", e.Seq, data)
			f.after = e.Seq
		}
		if err := f.send(string(text)); err != nil {
			return err
		}
	}
}

func (f *feed) send(text string) error {
	if _, err := f.w.Write([]byte(text)); err != nil {
		return fmt.Errorf("write to the stream: %w", err)
	}
	return f.control.Flush()
}
