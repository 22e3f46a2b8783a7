package store_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"deskclerk/backend/doc"
	"deskclerk/backend/secret"
	"deskclerk/backend/store"
)

func TestMain(m *testing.M) {
	if dir := os.Getenv(victimFolder); dir != "" {
		fmt.Fprintln(os.Stderr, victim(dir))
		os.Exit(1)
	}
	if dir := os.Getenv(openFolder); dir != "" {
		if err := opened(dir); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	goleak.VerifyTestMain(m)
}

// clock is a clock that only moves when it is told to.
type clock struct {
	mu sync.Mutex
	t  time.Time
}

func newClock() *clock { return &clock{t: time.Date(2026, 11, 21, 9, 14, 3, 0, time.UTC)} }

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.t
}

func (c *clock) Advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.t = c.t.Add(d)
}

// library is a store in a fresh folder with a clock of its own.
type library struct {
	*store.Store
	clock *clock
	dir   string
	keys  string // folder of the key that passwords are sealed with
}

func newLibrary(tb testing.TB) *library {
	tb.Helper()
	l := &library{clock: newClock(), dir: tb.TempDir(), keys: tb.TempDir()}
	migrated, err := emptyDatabase()
	if err != nil {
		tb.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(l.dir, "deskclerk.db"), migrated, 0o600); err != nil {
		tb.Fatal(err)
	}
	l.open(tb)
	return l
}

// emptyDatabase is a database just migrated; making one takes ten times as long
// as opening it.
var emptyDatabase = sync.OnceValues(func() ([]byte, error) {
	dir, err := os.MkdirTemp("", "store")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	s, err := store.Open(context.Background(), dir, store.Options{})
	if err != nil {
		return nil, err
	}
	if err := s.Close(); err != nil {
		return nil, err
	}
	return os.ReadFile(filepath.Join(dir, "deskclerk.db"))
})

func (l *library) open(tb testing.TB) {
	tb.Helper()
	s, err := store.Open(tb.Context(), l.dir, store.Options{
		Clock: l.clock.Now,
		Rand:  func() float64 { return 0 },

		Secrets: secret.New(l.keys, secret.Options{FileOnly: true}),
	})
	if err != nil {
		tb.Fatal(err)
	}
	l.Store = s
	tb.Cleanup(func() {
		if err := s.Close(); err != nil {
			tb.Error(err)
		}
	})
}

// reopen closes the store and opens it again, as a restart does.
func (l *library) reopen(tb testing.TB) {
	tb.Helper()
	if err := l.Close(); err != nil {
		tb.Fatal(err)
	}
	l.open(tb)
}

// keep writes an original and gives its admission.
func (l *library) keep(tb testing.TB, content string) doc.Admission {
	tb.Helper()
	o, err := l.NewOriginal()
	if err != nil {
		tb.Fatal(err)
	}
	if _, err := o.Write([]byte(content)); err != nil {
		tb.Fatal(err)
	}
	sum, size, err := o.Commit()
	if err != nil {
		tb.Fatal(err)
	}
	return doc.Admission{
		Name: "scan.pdf", SHA256: sum, Bytes: size, MIME: "application/pdf",
		Source: doc.Source{Kind: doc.SourceUpload},
	}
}

// admit takes a content in and gives the document's id.
func (l *library) admit(tb testing.TB, content string) string {
	tb.Helper()
	r, err := l.Admit(tb.Context(), l.keep(tb, content))
	if err != nil {
		tb.Fatal(err)
	}
	return r.DocumentID
}

func (l *library) document(tb testing.TB, id string) doc.Document {
	tb.Helper()
	d, err := l.Document(tb.Context(), id)
	if err != nil {
		tb.Fatal(err)
	}
	return d
}

// claim takes the next job of any kind and fails when there is none.
func (l *library) claim(tb testing.TB) *store.Job {
	tb.Helper()
	job, err := l.Claim(tb.Context(), allKinds(), time.Minute)
	if err != nil {
		tb.Fatal(err)
	}
	if job == nil {
		tb.Fatal("no job to claim")
	}
	return job
}

func allKinds() []string {
	return []string{store.KindInspect, store.KindPage, store.KindUnderstand}
}

// work does jobs until there are none, each document with that many pages.
func (l *library) work(tb testing.TB, pages int) {
	tb.Helper()
	for {
		job, err := l.Claim(tb.Context(), allKinds(), time.Minute)
		if err != nil {
			tb.Fatal(err)
		}
		if job == nil {
			return
		}
		if err := l.finish(tb, job, pages); err != nil {
			tb.Fatal(err)
		}
	}
}

// workUntil does the jobs of every kind but one.
func (l *library) workUntil(tb testing.TB, kind string, pages int) {
	tb.Helper()
	kinds := slices.DeleteFunc(allKinds(), func(k string) bool { return k == kind })
	for {
		job, err := l.Claim(tb.Context(), kinds, time.Minute)
		if err != nil {
			tb.Fatal(err)
		}
		if job == nil {
			return
		}
		if err := l.finish(tb, job, pages); err != nil {
			tb.Fatal(err)
		}
	}
}

// finish ends a job well.
func (l *library) finish(tb testing.TB, job *store.Job, pages int) error {
	tb.Helper()
	switch job.Kind {
	case store.KindInspect:
		return l.FinishInspect(tb.Context(), job, doc.Inspection{MIME: job.MIME, Pages: pages})
	case store.KindPage:
		return l.FinishPage(tb.Context(), job, reading(job.Page, "page", fmt.Sprint(job.Page)))
	default:
		return l.FinishUnderstand(tb.Context(), job, receipt(), doc.StatusNeedsReview)
	}
}

// reading is a page with these words on one line.
func reading(number int, words ...string) doc.PageReading {
	p := doc.Page{PageInfo: doc.PageInfo{
		Number: number, Width: 2480, Height: 3508, DPI: 300, Skew: -0.4,
		TextSource: doc.TextOCR, MeanWordConfidence: 0.91,
	}}
	for i, w := range words {
		left := float64(i) / 100
		p.Words = append(p.Words, doc.Word{
			Text: w, Box: doc.Box{Left: left, Top: 0.1, Right: left + 0.01, Bottom: 0.12}, Confidence: 0.91,
		})
	}
	return doc.PageReading{
		Page: p, Engine: "tesseract 5.3.0", Raw: []byte("raw output"),
		StagesMS: map[string]int64{"rasterize": 41, "ocr": 812},
	}
}

func pointer[T any](v T) *T { return &v }

// receipt is an understanding with a bit of everything.
func receipt() doc.Understanding {
	box := &doc.Box{Left: 0.612, Top: 0.481, Right: 0.731, Bottom: 0.502}
	return doc.Understanding{
		Type: doc.Classification{Name: doc.TypeReceipt, Confidence: 0.99}, Language: "en", Model: "rules-1",
		StagesMS: map[string]int64{"extract": 9, "validate": 1},
		Fields: map[string]doc.Field{
			"merchant": {Value: pointer("Corner Shop"), Raw: "CORNER SHOP", Confidence: 0.6, Page: 1, Box: box, Origin: doc.OriginExtracted, Flagged: true, Reasons: []string{doc.ReasonLowConfidence}},
			"total": {
				Value: pointer("9.00"), Raw: "RM 9.00", Confidence: 0.985, Page: 1, Box: box, Origin: doc.OriginExtracted,
				Candidates: []doc.Candidate{{Value: "10.00", Raw: "10.00", Confidence: 0.01, Page: 1, Box: box}},
			},
			"time":      {Origin: doc.OriginExtracted},
			"tax_total": {Origin: doc.OriginExtracted, Flagged: true, Reasons: []string{doc.ReasonMissing}},
		},
		Tables: map[string]doc.Table{"line_items": {
			Columns: []string{"description", "amount"}, Confidence: 0.9, Adjustment: "-1.00",
			Rows: []doc.Row{{Cells: map[string]doc.Cell{"amount": {Value: pointer("9.00"), Confidence: 0.93, Page: 1, Box: box}}}, {}},
		}},
		Issues: []doc.Issue{{
			Rule: "total_is_sum", Severity: doc.SeverityError, Fields: []string{"total", "subtotal"},
			Message: "The sum is off.", Suggestion: &doc.Suggestion{Field: "subtotal", Value: "8.00"},
		}, {Rule: "date_sanity", Severity: doc.SeverityWarning, Message: "No date."}},
	}
}

func hashOf(content string) string {
	sum := sha256.Sum256([]byte(content))
	return hex.EncodeToString(sum[:])
}

// wantCode fails unless err has the code; empty means no error.
func wantCode(tb testing.TB, err error, code doc.Code) {
	tb.Helper()
	if got := doc.CodeOf(err); got != code {
		tb.Fatalf("code %q, want %q (%v)", got, code, err)
	}
}

func (l *library) jobs(tb testing.TB) []store.Job {
	tb.Helper()
	jobs, err := l.AllJobs(tb.Context())
	if err != nil {
		tb.Fatal(err)
	}
	return jobs
}
