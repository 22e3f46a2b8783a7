package api_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"deskclerk/backend/api"
	"deskclerk/backend/doc"
)

// message is one server-sent event.
type message struct{ id, kind, data string }

// listener reads a stream until it is closed.
type listener struct {
	messages chan message
	comments chan string
	close    func()
}

func (s *site) listen(query string, headers ...string) *listener {
	s.t.Helper()
	ctx, cancel := context.WithCancel(s.t.Context())
	r := s.request(http.MethodGet, api.Prefix+"/events/stream"+query, nil, headers...).WithContext(ctx)
	response, err := s.client.Do(r)
	if err != nil {
		s.t.Fatal(err)
	}
	if kind := response.Header.Get("Content-Type"); response.StatusCode != http.StatusOK || kind != "text/event-stream" {
		s.t.Fatalf("%d %s", response.StatusCode, kind)
	}
	l := &listener{messages: make(chan message, 10_000), comments: make(chan string, 1000), close: cancel}
	go func() {
		defer close(l.messages)
		defer response.Body.Close()
		var m message
		for lines := bufio.NewScanner(response.Body); lines.Scan(); {
			name, value, _ := strings.Cut(lines.Text(), ":")
			value = strings.TrimPrefix(value, " ")
			switch name {
			case "id":
				m.id = value
			case "event":
				m.kind = value
			case "data":
				m.data = value
			case "":
				if value != "" {
					l.comments <- value
				} else if m.data != "" {
					l.messages <- m
					m = message{}
				}
			}
		}
	}()
	return l
}

func (l *listener) next(t *testing.T) message {
	t.Helper()
	select {
	case m, ok := <-l.messages:
		if !ok {
			t.Fatal("the stream ended")
		}
		return m
	case <-time.After(5 * time.Second):
		t.Fatal("no event came")
	}
	return message{}
}

func TestEventsArePolledEachOnce(t *testing.T) {
	s := open(t)
	for i := range 7 {
		s.house.add("a.pdf", "application/pdf", fmt.Appendf(nil, "%d", i))
	}
	var after, seen int64
	for range 4 {
		var l api.EventList
		s.get(api.Prefix+"/events?limit=3&after="+strconv.FormatInt(after, 10)).want(t, http.StatusOK).json(t, &l)
		for _, e := range l.Events {
			if seen++; e.Seq != seen {
				t.Fatalf("event %d came as %d", e.Seq, seen)
			}
		}
		if after = l.Next; l.Last != 7 {
			t.Errorf("last %d", l.Last)
		}
	}
	if seen != 7 {
		t.Errorf("%d events", seen)
	}
	s.get(api.Prefix+"/events?after=-1").want(t, 422)
}

func TestAStreamLosesNothingOverReconnections(t *testing.T) {
	const all = 400
	s := open(t)
	done := make(chan struct{})
	go func() {
		defer close(done)
		for i := range all {
			s.house.add("a.pdf", "application/pdf", fmt.Appendf(nil, "%d", i))
			if i%20 == 0 {
				time.Sleep(2 * time.Millisecond)
			}
		}
	}()
	last := 0
	for last < all {
		l := s.listen("?after=0", "Last-Event-ID", strconv.Itoa(last))
		for range 37 {
			if last == all {
				break
			}
			m := l.next(t)
			if m.id != strconv.Itoa(last+1) {
				t.Fatalf("after %d came %s", last, m.id)
			}
			var e doc.Event
			if err := json.Unmarshal([]byte(m.data), &e); err != nil || e.Seq != int64(last+1) || m.kind != "" {
				t.Fatalf("%+v: %v", m, err)
			}
			last++
		}
		l.close() // what it still had under way is sent again
	}
	<-done
}

func TestAStreamWithoutANumberBeginsNow(t *testing.T) {
	s := open(t)
	s.house.add("a.pdf", "application/pdf", []byte("1"))
	l := s.listen("")
	s.house.add("b.pdf", "application/pdf", []byte("2"))
	if m := l.next(t); m.id != "2" {
		t.Errorf("%+v", m)
	}
	l.close()
	for _, bad := range []string{"?after=x", "?after=-1"} {
		s.get(api.Prefix+"/events/stream"+bad).want(t, 422)
	}
}

func TestAStreamFromAnotherDatabaseSaysSo(t *testing.T) {
	s := open(t)
	s.house.add("a.pdf", "application/pdf", []byte("1"))
	l := s.listen("", "Last-Event-ID", "900")
	defer l.close()
	if m := l.next(t); m.kind != "reset" || m.id != "1" {
		t.Errorf("%+v", m)
	}
	s.house.add("b.pdf", "application/pdf", []byte("2"))
	if m := l.next(t); m.id != "2" {
		t.Errorf("%+v", m)
	}
}

func TestAQuietStreamBeats(t *testing.T) {
	s := open(t, func(o *api.Options) { o.Heartbeat = 20 * time.Millisecond })
	l := s.listen("")
	defer l.close()
	for range 3 {
		select {
		case <-l.comments:
		case <-time.After(5 * time.Second):
			t.Fatal("no heartbeat")
		}
	}
}

func TestShutdownEndsStreamsAndLongPollsAtOnce(t *testing.T) {
	s := open(t)
	d := s.house.add("a.pdf", "application/pdf", []byte("1"))
	l := s.listen("")
	defer l.close()
	polled := make(chan answer, 1)
	go func() { polled <- s.get(api.Prefix + "/documents/" + d.ID + "?wait=60s") }()
	for listening := 0; listening < 2; time.Sleep(5 * time.Millisecond) {
		s.house.mu.Lock()
		listening = len(s.house.listeners)
		s.house.mu.Unlock()
	}
	start := time.Now()
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
	defer cancel()
	if err := s.server.Shutdown(ctx); err != nil {
		t.Fatal(err)
	}
	if took := time.Since(start); took > 2*time.Second {
		t.Errorf("shutdown took %s", took)
	}
	if a := <-polled; a.status != http.StatusOK {
		t.Errorf("the poll got %d", a.status)
	}
	if _, open := <-l.messages; open {
		t.Error("the stream lives")
	}
}
