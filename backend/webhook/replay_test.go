package webhook_test

import (
	"slices"
	"testing"
	"time"

	"deskclerk/backend/doc"
	"deskclerk/backend/webhook"
)

func TestReplaySendsExactlyThose(t *testing.T) {
	h, r := newHouse(t), newReceiver(t)
	e, _ := h.endpoint(r.URL, only(webhook.TypeFileProcessed))
	other, _ := h.endpoint(newReceiver(t).URL, only(webhook.TypeFileProcessed))
	h.Start(t.Context())
	answer := map[bool]int{true: 204, false: 410}
	for i := range 6 {
		r.say(status(answer[i%3 != 2])) // the third and the sixth fail for good
		h.process()
		h.outcome()
		h.outcome()
		if _, err := h.Resume(t.Context(), e.ID); err != nil {
			t.Fatal(err)
		}
		h.clock.Advance(time.Minute)
	}
	r.say(nil)
	list := h.deliveries(doc.DeliveryQuery{EndpointID: e.ID})
	slices.Reverse(list)
	ids := func(at ...int) (all []string) {
		for _, i := range at {
			all = append(all, list[i].ID)
		}
		slices.Sort(all)
		return all
	}
	for len(r.got) > 0 {
		<-r.got
	}
	tests := []struct {
		name   string
		replay doc.Replay
		want   []string
	}{
		{"all that failed", doc.Replay{Failed: true}, ids(2, 5)},
		{"none is left that failed", doc.Replay{Failed: true}, nil},
		{"one", doc.Replay{IDs: ids(1)}, ids(1)},
		{"two", doc.Replay{IDs: ids(0, 3)}, ids(0, 3)},
		{"a range", doc.Replay{From: list[1].Sequence, To: list[3].Sequence}, ids(1, 2, 3)},
		{"from there on", doc.Replay{From: list[4].Sequence}, ids(4, 5)},
		{"up to there", doc.Replay{To: list[1].Sequence}, ids(0, 1)},
		{"a time", doc.Replay{Since: list[2].HappenedAt, Until: list[3].HappenedAt}, ids(2, 3)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			n, err := h.Replay(t.Context(), e.ID, tt.replay)
			if err != nil || n != len(tt.want) {
				t.Fatalf("%d, %v, want %d", n, err, len(tt.want))
			}
			for range n {
				if o := h.outcome(); !o.Received {
					t.Errorf("%+v", o)
				}
			}
			var got []string
			for range n {
				got = append(got, r.next(t).id())
			}
			if slices.Sort(got); !slices.Equal(got, tt.want) || len(r.got) > 0 || len(h.tried) > 0 {
				t.Errorf("%v, want %v", got, tt.want)
			}
		})
	}
	_, err := h.Replay(t.Context(), e.ID, doc.Replay{})
	wantCode(t, err, doc.CodeInvalid)
	_, err = h.Replay(t.Context(), other.ID, doc.Replay{IDs: ids(1)}) // another endpoint's
	wantCode(t, err, doc.CodeNotFound)
	_, err = h.Replay(t.Context(), "nothing", doc.Replay{Failed: true})
	wantCode(t, err, doc.CodeNotFound)
}
