package webhook

import (
	"fmt"
	"testing"
	"time"
)

var noon = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

func TestWaitsAreThoseOfTheScheduleWithinAFifth(t *testing.T) {
	want := []string{"5s", "5m0s", "30m0s", "2h0m0s", "5h0m0s", "10h0m0s", "14h0m0s", "20h0m0s", "24h0m0s"}
	for i, text := range want {
		scheduled, err := time.ParseDuration(text)
		if err != nil {
			t.Fatal(err)
		}
		for _, chance := range []float64{0, 0.25, 0.5, 0.75, 0.999999} {
			wait := retryAt(i+1, noon, noon, "", chance).Sub(noon)
			if wait < scheduled*8/10 || wait > scheduled*12/10 {
				t.Errorf("after try %d with chance %v: %s", i+1, chance, wait)
			}
		}
		if low, high := retryAt(i+1, noon, noon, "", 0).Sub(noon), retryAt(i+1, noon, noon, "", 0.999999).Sub(noon); high-low < scheduled/3 {
			t.Errorf("after try %d the jitter is %s to %s", i+1, low, high)
		}
	}
}

func TestATryFollowsEveryDayUntilFiveDaysHavePassed(t *testing.T) {
	if at := retryAt(10, noon, noon.Add(5*24*time.Hour-time.Second), "", 0); at.IsZero() {
		t.Error("given up before five days")
	}
	if at := retryAt(10, noon, noon.Add(5*24*time.Hour), "", 0); !at.IsZero() {
		t.Errorf("after five days it is tried at %s", at)
	}
	if at := retryAt(3, noon, noon.Add(30*24*time.Hour), "", 0.5); at.Sub(noon.Add(30*24*time.Hour)) != 30*time.Minute {
		t.Errorf("a machine that slept for a month: %s", at) // the schedule goes on where it was
	}
}

func TestRetryAfterIsKeptWithinASecondAndADay(t *testing.T) {
	tests := []struct {
		header string
		want   time.Duration
	}{
		{"0", time.Second},
		{"1", time.Second},
		{"120", 2 * time.Minute},
		{" 120 ", 2 * time.Minute},
		{"1000000000", 24 * time.Hour},
		{"99999999999999999999999999", 24 * time.Hour},
		{"Sat, 21 Nov 2026 12:10:00 GMT", 10 * time.Minute},
		{"Saturday, 21-Nov-26 12:10:00 GMT", 10 * time.Minute},
		{"Sat, 21 Nov 2020 12:10:00 GMT", time.Second},
		{"Sat, 21 Nov 2099 12:10:00 GMT", 24 * time.Hour},
		{"", 5 * time.Second},
		{"soon", 5 * time.Second},
		{"-1", 5 * time.Second},
		{"1.5", 5 * time.Second},
		{"1e9", 5 * time.Second},
		{"\x00", 5 * time.Second},
	}
	for _, tt := range tests {
		t.Run(fmt.Sprintf("%q", tt.header), func(t *testing.T) {
			if got := retryAt(1, noon, noon, tt.header, 0.5).Sub(noon); got != tt.want {
				t.Errorf("%s, want %s", got, tt.want)
			}
		})
	}
	if got := retryAt(10, noon, noon, "0", 0.5).Sub(noon); got != 24*time.Hour {
		t.Errorf("a receiver that always says 0 is tried every %s", got)
	}
}

func FuzzRetryAfter(f *testing.F) {
	for _, s := range []string{"0", "120", "Sat, 21 Nov 2026 12:10:00 GMT", "9999999999", "+1", "１２"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, header string) {
		if wait, ok := parseRetryAfter(header, noon); ok && (wait < time.Second || wait > 24*time.Hour) {
			t.Fatal(wait)
		}
	})
}

func TestEveryStatusOfEveryEventBecomesTheTypesInTheTable(t *testing.T) {
	known := map[string]bool{}
	for _, tr := range translations() {
		for _, kind := range tr.types {
			known[kind] = true
		}
	}
	for _, kind := range Types() {
		if !known[kind] && kind != TypeTest {
			t.Errorf("no event becomes %s", kind)
		}
		if delete(known, kind); kind == "" {
			t.Error("a type without a name")
		}
	}
	if len(known) > 0 {
		t.Errorf("not in the list of types: %v", known)
	}
}
