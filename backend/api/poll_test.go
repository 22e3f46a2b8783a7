package api_test

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"deskclerk/backend/api"
	"deskclerk/backend/doc"
	"deskclerk/backend/intake"
	"deskclerk/backend/store"
)

func TestAnUnchangedPollIsA304AndALongOneWakesWithTheChange(t *testing.T) {
	s, library := openReal(t)
	var a api.UploadAnswer
	s.post(api.Prefix+"/documents", "%PDF-1.7 poll").want(t, http.StatusAccepted).json(t, &a)
	href := a.Documents[0].Href
	first := s.get(href).want(t, http.StatusOK)
	tag := first.header.Get("ETag")
	same := s.get(href, "If-None-Match", tag).want(t, http.StatusNotModified)
	if same.header.Get("Retry-After") == "" || same.header.Get("ETag") != tag || len(same.body) != 0 {
		t.Errorf("%v", same.header)
	}
	quickest := time.Hour // of five: the machine may have other work to do at any one
	for range 5 {
		woken := make(chan time.Time, 1)
		var got answer
		go func() {
			got = s.get(href+"?wait=30s", "If-None-Match", tag)
			woken <- time.Now()
		}()
		time.Sleep(20 * time.Millisecond) // the poll is under way; were it not, it would only be quicker
		if !step(t, library) {
			finishJobs(t, library, receipt())
			if err := library.Reprocess(t.Context(), a.Documents[0].ID, nil); err != nil {
				t.Fatal(err)
			}
		}
		changed := time.Now()
		quickest = min(quickest, (<-woken).Sub(changed))
		if got.want(t, http.StatusOK); got.header.Get("ETag") == tag {
			t.Error("nothing changed")
		}
		tag = got.header.Get("ETag")
	}
	if quickest > 200*time.Millisecond {
		t.Errorf("woke after %s", quickest)
	}
	s.get(href+"?wait=20ms", "If-None-Match", s.get(href).header.Get("ETag")).want(t, http.StatusNotModified)
	s.get(api.Prefix+"/documents/nowhere?wait=1s").want(t, http.StatusNotFound)
}

// Documents come in, all the while somebody walks through the list.
func TestAWalkDuringAThousandInsertsSkipsAndRepeatsNothing(t *testing.T) {
	s, library := openReal(t)
	add := func(ctx context.Context, i int) string {
		in := intake.New(shelf{library}, intake.Options{})
		r, err := in.Admit(ctx, intake.Item{Name: "a.pdf", Body: strings.NewReader(fmt.Sprintf("%%PDF-1.7 %d", i)), Source: doc.Source{Kind: doc.SourceUpload}})
		if err != nil {
			t.Error(err)
		}
		return r.DocumentID
	}
	was := map[string]bool{}
	for i := range 200 {
		was[add(t.Context(), i)] = true
	}
	more := 1000
	if testing.Short() {
		more = 100
	}
	var all sync.WaitGroup
	all.Go(func() {
		for i := range more {
			add(context.WithoutCancel(t.Context()), 1000+i)
		}
	})
	walks := 0
	inserted := make(chan struct{})
	go func() { all.Wait(); close(inserted) }()
	for running := true; running; walks++ {
		select {
		case <-inserted:
			running = false
		default:
		}
		seen := map[string]int{}
		for after := ""; ; {
			var l api.Listing
			s.get(api.Prefix+"/documents?limit=17&after="+after).want(t, http.StatusOK).json(t, &l)
			for _, d := range l.Documents {
				seen[d.ID]++
			}
			if after = l.Next; after == "" {
				break
			}
		}
		for id, n := range seen {
			if n != 1 {
				t.Fatalf("%s was given %d times", id, n)
			}
		}
		for id := range was {
			if seen[id] == 0 {
				t.Fatalf("%s was skipped", id)
			}
		}
	}
	if walks < 2 {
		t.Errorf("%d walks during %d inserts", walks, more)
	}
}

func TestListsOfTheRealLibraryAreFiltered(t *testing.T) {
	s, library := openReal(t)
	shops := []string{"Corner Shop", "Northern Bakery", "Corner Café"}
	var ids []string
	for i, shop := range shops {
		u := receipt()
		date := fmt.Sprintf("2026-0%d-15", i+1)
		u.Fields["merchant"] = doc.Field{Value: &shop, Confidence: 1, Origin: doc.OriginExtracted}
		u.Fields["date"] = doc.Field{Value: &date, Confidence: 1, Origin: doc.OriginExtracted}
		ids = append(ids, shelve(t, library, "%PDF-1.7 "+shop, u))
	}
	slices.Reverse(ids) // newest first
	tomorrow := time.Now().AddDate(0, 0, 1).UTC().Format(time.DateOnly)
	for query, want := range map[string][]string{
		"party=corner":              {ids[0], ids[2]},
		"party=CAF%C3%89%20corner":  {ids[0]},
		"date_from=2026-02-01":      {ids[0], ids[1]},
		"date_to=2026-02-15":        {ids[1], ids[2]},
		"source=upload,folder":      ids,
		"source=folder":             nil,
		"type=receipt&party=bakery": {ids[1]},
		"received_after=2020-01-01&received_before=" + tomorrow: ids,
		"received_after=" + tomorrow:                            nil,
		"q=9.00&party=bakery":                                   {ids[1]},
		"status=needs_review&date_from=2026-03-01":              {ids[0]},
	} {
		if got := listed(t, s, query); !slices.Equal(got, want) {
			t.Errorf("%s gives %v, want %v", query, got, want)
		}
	}
	for _, bad := range []string{"source=post", "date_from=May", "date_to=2026-13-01", "received_after=soon", "status=lost"} {
		s.get(api.Prefix+"/documents?"+bad).want(t, http.StatusUnprocessableEntity)
	}
}

func TestEventsThatAreNoLongerKeptAreNoGap(t *testing.T) {
	now := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	library, err := store.Open(t.Context(), t.TempDir(), store.Options{Clock: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	defer library.Close()
	s := open(t, func(o *api.Options) { o.Library, o.Events = library, library })
	shelve(t, library, "%PDF old", receipt())
	old, err := library.LastEvent(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	now = now.Add(29 * 24 * time.Hour)
	if n, err := library.Prune(t.Context(), time.Hour); err != nil || n != 0 {
		t.Fatalf("forgot %d events of the last thirty days (%v)", n, err)
	}
	shelve(t, library, "%PDF new", receipt())
	now = now.Add(2 * 24 * time.Hour)
	if n, err := library.Prune(t.Context(), 0); err != nil || n != old {
		t.Fatalf("forgot %d of %d (%v)", n, old, err)
	}
	var l api.EventList
	s.get(api.Prefix+"/events?after=0").want(t, http.StatusOK).json(t, &l)
	if l.First != old+1 || len(l.Events) == 0 || l.Events[0].Seq != l.First {
		t.Errorf("%+v", l)
	}
	if code := s.get(api.Prefix+"/events?after=1").want(t, http.StatusGone).code(t); code != doc.CodeEventsGone {
		t.Errorf("code %s", code)
	}
	s.get(fmt.Sprintf("%s/events?after=%d", api.Prefix, old)).want(t, http.StatusOK)
	stream := s.listen("", "Last-Event-ID", "1")
	if m := <-stream.messages; m.kind != "reset" {
		t.Errorf("%+v", m)
	}
	stream.close()
}
