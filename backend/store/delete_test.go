package store_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"deskclerk/backend/doc"
)

// hide puts a word everywhere a document's content can go.
func (l *library) hide(tb testing.TB, canary string) string {
	tb.Helper()
	a := l.keep(tb, "original "+canary)
	a.Name, a.Source.Detail = "name "+canary+".pdf", "detail "+canary
	a.Options.Password = "password " + canary
	r, err := l.Admit(tb.Context(), a)
	if err != nil {
		tb.Fatal(err)
	}
	pages := doc.Inspection{Pages: 1, Warnings: []doc.Warning{{Code: "x", Message: "warning " + canary}}}
	if err := l.FinishInspect(tb.Context(), l.claim(tb), pages); err != nil {
		tb.Fatal(err)
	}
	p := reading(1, strings.Fields(strings.Repeat("some words "+canary+" ", 40))...)
	p.Raw = []byte("raw " + canary)
	if err := l.Fail(tb.Context(), l.claim(tb), doc.Errorf(doc.CodeWorkerCrash, "error %s", canary)); err != nil {
		tb.Fatal(err)
	}
	l.clock.Advance(time.Minute)
	if err := l.FinishPage(tb.Context(), l.claim(tb), p); err != nil {
		tb.Fatal(err)
	}
	u := receipt()
	f := u.Fields["total"]
	f.Value, f.Raw = &canary, canary
	f.Candidates = []doc.Candidate{{Value: canary, Raw: canary}}
	u.Fields["total"] = f
	u.Tables["line_items"].Rows[0].Cells["amount"] = doc.Cell{Value: &canary}
	u.Issues[0].Suggestion.Value = canary
	u.Pairs = []doc.Pair{{Key: canary, Value: canary}}
	if err := l.FinishUnderstand(tb.Context(), l.claim(tb), u, doc.StatusNeedsReview); err != nil {
		tb.Fatal(err)
	}
	l.hideActs(tb, r.DocumentID, canary)
	l.hideAnswers(tb, r.DocumentID, canary)
	cache := l.PageCacheDir(a.SHA256)
	if err := os.MkdirAll(cache, 0o700); err != nil {
		tb.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(cache, "1.jpg"), []byte("picture "+canary), 0o600); err != nil {
		tb.Fatal(err)
	}
	return r.DocumentID
}

// hideActs corrects a field, with the word before, after and in the reason.
func (l *library) hideActs(tb testing.TB, id, canary string) {
	tb.Helper()
	before := l.document(tb, id)
	after := l.document(tb, id)
	f := after.Fields["total"]
	f.Value, f.Origin = pointer("corrected "+canary), doc.OriginCorrected
	after.Fields["total"] = f
	_, err := l.Revise(doc.WithActor(tb.Context(), "browser"), doc.Revision{
		Act: doc.Act{
			DocumentID: id, Attempt: 1, Actor: "browser", Kind: doc.ActCorrect, Subject: "total", Reason: "because " + canary,
			Before: doc.Facts{Status: before.Status, Type: before.Type, Fields: map[string]*doc.Field{"total": pointer(before.Fields["total"])}},
			After:  doc.Facts{Status: after.Status, Type: after.Type, Fields: map[string]*doc.Field{"total": &f}},
		},
		From: before.Revision, Event: doc.EventField, Fields: map[string]*doc.Field{"total": &f},
		Changes: []doc.NamedChange{{Name: "total", FieldChange: doc.FieldChange{Actor: "browser", Value: f.Value, Raw: "raw " + canary, Before: &canary}}},
	})
	ok(tb, err)
}

// hideAnswers has the word in a kept answer and in a webhook's body.
func (l *library) hideAnswers(tb testing.TB, id, canary string) {
	tb.Helper()
	ctx := tb.Context()
	_, err := l.BeginKeyed(ctx, "caller", id)
	ok(tb, err)
	answer := fmt.Appendf(nil, `{"documents": [{"id": %q, "name": "name %s.pdf"}]}`, id, canary)
	ok(tb, l.FinishKeyed(ctx, "caller", id, doc.KeyedAnswer{Fingerprint: "f", Status: 202, Body: answer}))
	last, err := l.LastEvent(ctx)
	ok(tb, err)
	hook, err := l.NewWebhookEndpoint(ctx, doc.KeptEndpoint{
		Endpoint: doc.Endpoint{ID: "hook-" + id, URL: "http://127.0.0.1:9/", State: doc.EndpointActive, Scope: doc.WebhookScope{Kind: "everything"}, Payload: "full"},
		Keys:     doc.EndpointKeys{Secret: []byte("sealed")},
	})
	ok(tb, err)
	from, err := l.WebhookCursor(ctx)
	ok(tb, err)
	ok(tb, l.FanOut(ctx, from, last+1, []doc.NewDelivery{{
		EndpointID: hook.ID, ID: "delivery-" + id, Type: "file.processed", Event: doc.Event{Seq: last + 1, DocumentID: id, At: l.clock.Now()},
		Body: []byte("full " + canary), Thin: []byte("thin"),
	}}))
}

// forget lets the webhooks go past the events of deletions.
func (l *library) forget(tb testing.TB) {
	tb.Helper()
	from, err := l.WebhookCursor(tb.Context())
	ok(tb, err)
	last, err := l.LastEvent(tb.Context())
	ok(tb, err)
	ok(tb, l.FanOut(tb.Context(), from, max(from, last)+1, nil))
	for !l.Tidy(tb.Context()) {
		time.Sleep(10 * time.Millisecond)
	}
}

// found lists the files below the data folder that hold any of the words, in
// their content or in their name.
func (l *library) found(t *testing.T, words ...string) []string {
	t.Helper()
	var files []string
	for path, content := range snapshot(t, l.dir) {
		for _, word := range words {
			if bytes.Contains(content, []byte(word)) || strings.Contains(path, word) {
				files = append(files, filepath.Base(path)+": "+word)
			}
		}
	}
	return files
}

// The canaries have a middle that no other word shares, so that the index
// cannot hold them in parts only.
func TestADeletedDocumentLeavesNoByteBehind(t *testing.T) {
	l := newLibrary(t)
	const n = 40 / min(scale, 2)
	var canaries, ids, hashes []string
	for i := range n {
		canary := fmt.Sprintf("%03dcanary%03d", (i*37)%n, i)
		canaries = append(canaries, canary)
		hashes = append(hashes, hashOf("original "+canary))
		ids = append(ids, l.hide(t, canary))
	}
	if len(l.found(t, canaries...)) < n {
		t.Fatal("the canaries are not where they can be found")
	}
	var gone []string
	for i := 0; i < n; i += 2 {
		if err := l.Delete(t.Context(), ids[i]); err != nil {
			t.Fatal(err)
		}
		gone = append(gone, canaries[i])
		if exists(t, l.OriginalPath(hashes[i])) || exists(t, l.PageCacheDir(hashes[i])) {
			t.Errorf("the files of %s stayed", ids[i])
		}
	}
	l.forget(t)
	if files := l.found(t, gone...); len(files) > 0 {
		t.Errorf("still there: %v", files)
	}
	for i := 1; i < n; i += 2 {
		if got := l.listed(t, doc.Query{Text: canaries[i]}); !slices.Equal(got, []string{ids[i]}) {
			t.Errorf("%s is found in %v", canaries[i], got)
		}
		if err := l.Delete(t.Context(), ids[i]); err != nil {
			t.Fatal(err)
		}
	}
	l.forget(t)
	if files := l.found(t, append(canaries, "canary")...); len(files) > 0 {
		t.Errorf("still there: %v", files)
	}
	_, err := l.Document(t.Context(), ids[0])
	wantCode(t, err, doc.CodeNotFound)
	if events, err := l.Events(t.Context(), 0, 0); err != nil || len(events) == 0 {
		t.Errorf("the events went too: %v", err)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	checkIntegrity(t, filepath.Join(l.dir, "deskclerk.db"))
}

// Rows that are moved from page to page leave copies behind, of which deleting the
// row knows nothing.
func TestADeletedDocumentLeavesNoCopyInAnyPage(t *testing.T) {
	l := newLibrary(t)
	const n = 120
	words := make([]string, n)
	ids := make([]string, n)
	for i := range n {
		words[i] = fmt.Sprintf("%03dcanary%03d", (i*37)%n, i)
		ids[i] = l.read(t, words[i]+strings.Repeat(" and more", i*7%40), "merchant "+words[i], "1.00", "2026-01-01")
	}
	var gone []string
	for _, step := range []int{3, 2, 1} {
		for i := step - 1; i < n; i += step {
			if slices.Contains(gone, words[i]) {
				continue
			}
			ok(t, l.Delete(t.Context(), ids[i]))
			gone = append(gone, words[i])
		}
		l.forget(t)
		if files := l.found(t, gone...); len(files) > 0 {
			t.Errorf("after each %d. was deleted: %v", step, files)
		}
	}
	ok(t, l.Close())
	checkIntegrity(t, filepath.Join(l.dir, "deskclerk.db"))
}

// What a page holds is packed, so no canary would show in it.
func TestADeletedDocumentLeavesNoRowBehind(t *testing.T) {
	l := newLibrary(t)
	if err := l.Delete(t.Context(), l.hide(t, "canary")); err != nil {
		t.Fatal(err)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	db := rawDatabase(t, filepath.Join(l.dir, "deskclerk.db"))
	for _, table := range []string{
		"documents", "sightings", "attempts", "pages", "words", "fields", "field_history",
		"tables", "issues", "warnings", "jobs", "texts", "acts", "attachments",
	} {
		var rows int
		if err := db.QueryRowContext(t.Context(), `SELECT count(*) FROM `+table).Scan(&rows); err != nil || rows != 0 {
			t.Errorf("%s: %d rows, %v", table, rows, err)
		}
	}
}

func TestSweepTidiesUpAfterACrash(t *testing.T) {
	l := newLibrary(t)
	kept := l.admit(t, "kept")
	lost := l.admit(t, "lost")
	if err := os.Remove(l.OriginalPath(hashOf("lost"))); err != nil {
		t.Fatal(err)
	}
	old := l.clock.Now().Add(-2 * time.Hour)
	recent := l.clock.Now().Add(-time.Minute)
	write := func(path string, at time.Time) string {
		t.Helper()
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(path, at, at); err != nil {
			t.Fatal(err)
		}
		return path
	}
	gone := []string{
		write(filepath.Join(l.dir, "incoming", "original-1"), old),
		write(l.OriginalPath(hashOf("orphan")), old),
		write(filepath.Join(l.PageCacheDir(hashOf("orphan")), "1.jpg"), recent),
		write(filepath.Join(l.PageCacheDir(hashOf("long gone")), "1.jpg"), recent),
	}
	stay := []string{
		write(filepath.Join(l.dir, "incoming", "original-2"), recent),
		write(l.OriginalPath(hashOf("just stored")), recent),
		write(filepath.Join(l.PageCacheDir(hashOf("kept")), "1.jpg"), old),
		write(filepath.Join(l.dir, "originals", "a note"), old),
		l.OriginalPath(hashOf("kept")),
	}
	if err := os.Chtimes(l.OriginalPath(hashOf("kept")), old, old); err != nil {
		t.Fatal(err)
	}
	found, err := l.Sweep(t.Context(), time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	if found.Incoming != 1 || found.Orphans != 1 || found.Caches != 1 || !slices.Equal(found.Missing, []string{lost}) {
		t.Errorf("%+v", found)
	}
	for _, path := range gone {
		if exists(t, path) {
			t.Errorf("%s stayed", path)
		}
	}
	for _, path := range stay {
		if !exists(t, path) {
			t.Errorf("%s went", path)
		}
	}
	if d := l.document(t, kept); d.Status != doc.StatusQueued {
		t.Errorf("%+v", d)
	}
}

func TestReprocessKeepsThePasswordThatNobodyCanSee(t *testing.T) {
	l := newLibrary(t)
	a := l.keep(t, "one")
	a.Options = doc.ProcessOptions{Password: "open", Languages: []string{"eng"}}
	r, err := l.Admit(t.Context(), a)
	ok(t, err)
	ok(t, l.Cancel(t.Context(), r.DocumentID))
	ok(t, l.Reprocess(t.Context(), r.DocumentID, &doc.ProcessOptions{Languages: []string{"deu"}}))
	o, err := l.ProcessOptions(t.Context(), r.DocumentID)
	if err != nil || o.Password != "open" || !slices.Equal(o.Languages, []string{"deu"}) {
		t.Errorf("%+v, %v", o, err)
	}
}
