package store_test

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"deskclerk/backend/doc"
	"deskclerk/backend/store"
)

// acts are the acts of the log, oldest first, with who did them.
func (l *library) acts(t *testing.T, q doc.AuditQuery) (all []string) {
	t.Helper()
	for e, err := range l.EachAudit(t.Context(), q) {
		ok(t, err)
		all = append(all, strings.TrimSuffix(e.Act+" by "+e.Actor, " by "))
	}
	return all
}

func TestEveryActIsInTheAuditLog(t *testing.T) {
	l := newLibrary(t)
	id := l.hide(t, "canary")
	ctx := doc.WithActor(t.Context(), "window")
	ok(t, l.Exported(ctx, []string{id}, "csv"))
	_, err := l.CreateToken(ctx, doc.Token{Name: "scanner", Scopes: []doc.Scope{doc.ScopeRead}, CreatedBy: "window"}, [32]byte{1})
	ok(t, err)
	ok(t, l.Audit(ctx, doc.AuditNote{Act: doc.AuditLogin}))
	_, err = l.Admit(t.Context(), l.keep(t, "original canary"))
	ok(t, err)
	ok(t, l.Delete(ctx, id))
	want := []string{
		"document.received", "field.changed by browser", "webhook.changed", "document.exported by window",
		"token.created by window", "login by window", "document.seen_again", "document.deleted by window",
	}
	if got := l.acts(t, doc.AuditQuery{}); !slices.Equal(got, want) {
		t.Errorf("%q\nwant %q", got, want)
	}
	if got := l.acts(t, doc.AuditQuery{DocumentID: id, Actor: "window"}); !slices.Equal(got, []string{"document.exported by window", "document.deleted by window"}) {
		t.Errorf("of the document by the window: %q", got)
	}
	if got := l.acts(t, doc.AuditQuery{Act: "token"}); len(got) != 1 {
		t.Errorf("acts on tokens: %q", got)
	}
	gone, found, err := l.LastAudit(t.Context(), doc.EventDeleted)
	if err != nil || !found || gone.Data["sha256"] != hashOf("original canary") || gone.DocumentID != id {
		t.Errorf("%+v, %v", gone, err)
	}
	for e, err := range l.EachAudit(t.Context(), doc.AuditQuery{}) {
		ok(t, err)
		if text, err := json.Marshal(e); err != nil || strings.Contains(string(text), "canary") {
			t.Errorf("%s, %v", text, err)
		}
	}
	l.wantWhole(t)
}

func (l *library) wantWhole(t *testing.T) doc.Verification {
	t.Helper()
	v, err := l.Verify(t.Context(), nil)
	if err != nil || !v.OK {
		t.Fatalf("%+v, %v", v, err)
	}
	return v
}

func TestTheAuditLogIsReadPageByPage(t *testing.T) {
	l := newLibrary(t)
	for range 25 {
		ok(t, l.Audit(t.Context(), doc.AuditNote{Act: doc.AuditLogin}))
	}
	var seen []int64
	for before := int64(0); ; {
		page, err := l.AuditLog(t.Context(), doc.AuditQuery{Before: before, Limit: 10})
		ok(t, err)
		for _, e := range page.Entries {
			seen = append(seen, e.N)
		}
		if before = page.Before; before == 0 {
			break
		}
	}
	if len(seen) != 25 || seen[0] != 25 || seen[24] != 1 {
		t.Errorf("%v", seen)
	}
}

func TestTheAuditLogCannotBeChangedByStatements(t *testing.T) {
	l := newLibrary(t)
	l.admit(t, "one")
	ok(t, l.Close())
	db := rawDatabase(t, filepath.Join(l.dir, "deskclerk.db"))
	for _, statement := range []string{`UPDATE audit SET actor = 'x'`, `DELETE FROM audit`} {
		if _, err := db.ExecContext(t.Context(), statement); err == nil {
			t.Errorf("%s is allowed", statement)
		}
	}
}

func TestACutOrContinuedAuditLogIsFound(t *testing.T) {
	l := newLibrary(t)
	for i := range 5 {
		l.admit(t, fmt.Sprint(i))
	}
	noted := l.wantWhole(t).Head
	ok(t, l.Close())
	db := rawDatabase(t, filepath.Join(l.dir, "deskclerk.db"))
	mustExec(t, db, `DROP TRIGGER audit_stays`)
	mustExec(t, db, `DELETE FROM audit WHERE n = 5`)
	ok(t, db.Close())
	l.open(t)
	if v, err := l.Verify(t.Context(), nil); err != nil || v.OK || len(v.Audit) != 1 {
		t.Errorf("cut: %+v, %v", v, err)
	}
	l.admit(t, "another") // goes on from the noted end, so the gap stays
	if v, err := l.Verify(t.Context(), nil); err != nil || v.OK {
		t.Errorf("cut and continued: %+v, %v", v, err)
	}
	if v, err := l.Verify(t.Context(), &doc.AuditHead{N: 5, Hash: noted.Hash}); err != nil || len(v.Audit) < 2 {
		t.Errorf("against the noted end: %+v, %v", v, err)
	}
}

// TestARewrittenChainIsFoundByTheNotedHead makes a whole new chain, which only
// somebody who noted the end down elsewhere can tell.
func TestARewrittenChainIsFoundByTheNotedHead(t *testing.T) {
	l, other := newLibrary(t), newLibrary(t)
	for _, lib := range []*library{l, other} {
		ok(t, lib.Audit(doc.WithActor(t.Context(), "window"), doc.AuditNote{Act: doc.AuditLogin}))
	}
	ok(t, other.Audit(t.Context(), doc.AuditNote{Act: doc.AuditBackup}))
	noted := l.wantWhole(t).Head
	if v, err := other.Verify(t.Context(), &noted); err != nil || !v.OK {
		t.Errorf("the same first line: %+v, %v", v, err)
	}
	other.clock.Advance(1)
	forged := newLibrary(t)
	ok(t, forged.Audit(doc.WithActor(t.Context(), "browser"), doc.AuditNote{Act: doc.AuditLogin}))
	forged.wantWhole(t)
	if v, err := forged.Verify(t.Context(), &noted); err != nil || v.OK {
		t.Errorf("a chain made anew: %+v, %v", v, err)
	}
}

// TestEveryChangedByteOfTheAuditLogIsFound flips a bit of each byte of the pages
// that hold the log, in the database's file. A byte between rows belongs to none.
func TestEveryChangedByteOfTheAuditLogIsFound(t *testing.T) {
	l := newLibrary(t)
	for i := range 8 {
		ok(t, l.Audit(doc.WithActor(t.Context(), "token:scanner"), doc.AuditNote{Act: doc.AuditLogin, Data: map[string]any{"i": i}}))
	}
	l.wantWhole(t)
	ok(t, l.Close())
	path := filepath.Join(l.dir, "deskclerk.db")
	whole, err := os.ReadFile(path)
	ok(t, err)
	from, to := auditBytes(t, path, whole)
	stride := 1
	if os.Getenv("DESKCLERK_TEST_FLIPS") == "" {
		stride = 7
	}
	flipped := 0
	for at := from; at < to; at += stride {
		changed := slices.Clone(whole)
		changed[at] ^= 1 << (at % 8)
		file := filepath.Join(t.TempDir(), "x.db")
		ok(t, os.WriteFile(file, changed, 0o600))
		v, _, err := store.ReadSnapshot(t.Context(), file)
		if err == nil && v.OK {
			t.Errorf("byte %d of the file changed and nobody saw it", at)
		}
		flipped++
	}
	t.Logf("%d of %d bytes of the log's rows flipped, each found", flipped, to-from)
}

// auditBytes is where the rows lie: the log is one page, its rows fill the page's
// end (sqlite.org/fileformat.html, section 1.6).
func auditBytes(t *testing.T, path string, whole []byte) (from, to int) {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+path+"?mode=ro&immutable=1")
	ok(t, err)
	defer func() { _ = db.Close() }()
	var root, size int
	ok(t, db.QueryRowContext(t.Context(), `SELECT rootpage FROM sqlite_schema WHERE name = 'audit'`).Scan(&root))
	ok(t, db.QueryRowContext(t.Context(), `PRAGMA page_size`).Scan(&size))
	page := whole[(root-1)*size : root*size]
	if page[0] != 0x0a { // of a table without rowids
		t.Fatalf("the log's page is of kind %#x, no leaf", page[0])
	}
	return (root-1)*size + int(page[5])<<8 + int(page[6]), root * size
}

func TestVerifyFindsChangedAndMissingOriginals(t *testing.T) {
	l := newLibrary(t)
	kept, changed, lost := l.admit(t, "kept"), l.admit(t, "changed"), l.admit(t, "lost")
	if v := l.wantWhole(t); v.Files != 3 || v.Documents != 3 {
		t.Errorf("%+v", v)
	}
	ok(t, os.WriteFile(l.OriginalPath(hashOf("changed")), []byte("chanGed"), 0o600))
	ok(t, os.Remove(l.OriginalPath(hashOf("lost"))))
	v, err := l.Verify(t.Context(), nil)
	if err != nil || v.OK || !slices.Equal(v.Originals, []string{changed, lost}) {
		t.Errorf("%+v, %v; %s is whole", v, err, kept)
	}
}
