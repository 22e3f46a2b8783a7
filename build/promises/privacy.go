package main

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"deskclerk/backend/api/client"
	"deskclerk/backend/doc"
	"deskclerk/internal/paper"
	"deskclerk/internal/served"
)

func privacyPromises() []promise {
	return []promise{
		{39, "no packet leaves but to endpoints the owner set: a day's work with counters at zero", tryNoPacket},
		{40, "canary words are never in logs, metrics, errors, webhook payloads or the support bundle", tryCanaries},
		{41, "delete, then search the bytes of the data folder: nothing", tryGone},
		{42, "secrets are nowhere in the clear: database, logs, backup, bundle", trySecretsHidden},
		{43, "any changed byte of the audit log is found by `deskclerk verify`", both(
			testedIn("./backend/store", "TestEveryChangedByteOfTheAuditLogIsFound|TestACutOrContinuedAuditLogIsFound|TestARewrittenChain", "DESKCLERK_TEST_FLIPS=all"), tryFlips)},
	}
}

// canary is a word that no paper holds, of its own for each document.
func canary(n int) string { return fmt.Sprintf("%04dqzxcanary%04d", (n*7919)%10000, n) }

func canaries(n int) (all []string) {
	for i := range n {
		all = append(all, canary(i))
	}
	return all
}

// canaried is a printed receipt with its canary as the merchant and in a line.
func canaried(n int) ([]byte, error) {
	p, err := paper.Receipt(uint64(n + 1))
	if err != nil {
		return nil, err
	}
	lines := append([]string{canary(n), "", "Ref " + canary(n)}, p.Lines...)
	return paper.TextPDF(lines), nil
}

// handInCanaries submits documents, with their canaries in their names as well,
// and waits until they are read; each fifth is broken and fails.
func handInCanaries(ctx context.Context, p *served.Program, n int) ([]string, error) {
	var ids []string
	for i := range n {
		content, err := canaried(i)
		if err != nil {
			return nil, err
		}
		if i%5 == 4 {
			content = append([]byte("%PDF-1.4\n"), []byte(canary(i))...)
		}
		id, err := p.Submit(ctx, "filename="+canary(i)+".pdf", bytes.NewReader(content))
		if err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	for i, id := range ids {
		r, err := until(ctx, p, id, 5*time.Minute, result.finished)
		if err != nil {
			return nil, err
		}
		if i%5 != 4 && !strings.Contains(r.Text, canary(i)) {
			return nil, fmt.Errorf("the canary of %s was not read, so nothing could be found", id)
		}
	}
	return ids, nil
}

// finder looks for words.
type finder struct {
	words []string
	found []string
}

func (f *finder) look(where string, text []byte) {
	for _, w := range f.words {
		if w != "" && bytes.Contains(text, []byte(w)) {
			f.found = append(f.found, w+" in "+where)
		}
	}
}

// folder looks into every file below, and into the names.
func (f *finder) folder(dir string, skip ...string) (bytes int64, err error) {
	err = filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := e.Name()
		for _, s := range skip {
			if name == s {
				if e.IsDir() {
					return filepath.SkipDir
				}
				return nil
			}
		}
		f.look("a name", []byte(name))
		if !e.Type().IsRegular() {
			return nil
		}
		text, err := os.ReadFile(path)
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		bytes += int64(len(text))
		f.look(name, text)
		return err
	})
	return bytes, err
}

func (f *finder) bundle(path string) error {
	z, err := zip.OpenReader(path)
	if err != nil {
		return err
	}
	defer func() { _ = z.Close() }()
	for _, one := range z.File {
		r, err := one.Open()
		if err != nil {
			return err
		}
		text, err := io.ReadAll(r)
		_ = r.Close()
		if err != nil {
			return err
		}
		f.look("the bundle's "+one.Name, text)
	}
	return nil
}

func (f *finder) verdict() error {
	if len(f.found) == 0 {
		return nil
	}
	return fmt.Errorf("%d found: %s", len(f.found), strings.Join(f.found[:min(5, len(f.found))], ", "))
}

// tryCanaries hands in canaries, has some of them fail, and looks everywhere they
// must not be.
func tryCanaries(ctx context.Context, b bench) (string, error) {
	o, err := b.warm(ctx, "data", "DESKCLERK_LOG_LEVEL=debug", "DESKCLERK_API_REQUESTS=0")
	if err != nil {
		return "", err
	}
	p, err := served.Start(ctx, o)
	if err != nil {
		return "", err
	}
	defer func() { p.Kill() }()
	f := &finder{words: canaries(b.size.documents)}
	var mu sync.Mutex
	hooks := 0
	receiver := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		mu.Lock()
		defer mu.Unlock()
		hooks++
		f.look("a webhook", body)
	}))
	defer receiver.Close()
	url := receiver.URL
	if _, _, err := client.New(p.URL, p.Token, nil).CreateWebhook(ctx, client.WebhookSettings{URL: &url, Addresses: []string{"127.0.0.1"}}); err != nil {
		return "", err
	}
	ids, err := handInCanaries(ctx, p, b.size.documents)
	if err != nil {
		return "", err
	}
	errs, err := refusals(ctx, p, ids[:min(50, len(ids))], f)
	if err != nil {
		return "", err
	}
	metrics, err := metricsOf(ctx, p)
	if err != nil {
		return "", err
	}
	f.look("the metrics", []byte(metrics))
	if err := f.fromBundle(ctx, o, filepath.Join(b.dir, "bundle.zip")); err != nil {
		return "", err
	}
	audit, err := p.Do(ctx, http.MethodGet, "/audit.jsonl", nil)
	if err != nil {
		return "", err
	}
	f.look("the audit log", audit.Body)
	p.Kill()
	log, err := os.ReadFile(filepath.Join(o.Data, "deskclerk.log"))
	if err != nil {
		return "", err
	}
	f.look("the log", log)
	mu.Lock()
	defer mu.Unlock()
	figure := fmt.Sprintf("%d documents (1000 is the whole try: -documents), a fifth of them broken; %d kB of log at debug, metrics, %d errors, %d webhooks, the audit log, the bundle: none",
		len(ids), len(log)>>10, errs, hooks)
	if hooks == 0 || errs == 0 {
		return figure, errors.New("there was nothing to look into")
	}
	return figure, f.verdict()
}

// refusals asks for what must be refused, in many ways, and looks into the
// answers; who sent a word may hear it again.
func refusals(ctx context.Context, p *served.Program, ids []string, f *finder) (errs int, err error) {
	for i, id := range ids {
		for _, wrong := range [][3]string{
			{http.MethodPatch, "/documents/" + id + "/fields/total", `{"action":"correct","value":"` + canary(i) + `"}`},
			{http.MethodPatch, "/documents/" + id + "/fields/nothing", `{"action":"confirm"}`},
			{http.MethodGet, "/documents/" + id + "/pages/77/words", ""},
			{http.MethodPost, "/documents/" + id + "/approve", `{}`},
			{http.MethodPost, "/documents/" + id + "/cancel", ``},
		} {
			a, err := p.Do(ctx, wrong[0], wrong[1], strings.NewReader(wrong[2]), "If-Match", "*", "Content-Type", "application/json")
			if err != nil {
				return errs, err
			}
			if a.Status >= http.StatusBadRequest && !strings.Contains(wrong[2], canary(i)) {
				errs++
				if err := f.problem(a.Body); err != nil {
					return errs, err
				}
			}
		}
	}
	return errs, nil
}

// problem looks into an error's words. The document as it is now, which comes along
// where an act came too late, is no error but what was asked about.
func (f *finder) problem(body []byte) error {
	var said map[string]any
	if err := json.Unmarshal(body, &said); err != nil {
		return fmt.Errorf("an error is no JSON: %w", err)
	}
	delete(said, "current")
	text, err := json.Marshal(said)
	f.look("an error", text)
	return err
}

// fromBundle has the doctor write the bundle and looks into it.
func (f *finder) fromBundle(ctx context.Context, o served.Options, path string) error {
	if out, err := served.Command(ctx, o, "doctor", "--bundle", path).CombinedOutput(); err != nil {
		return fmt.Errorf("bundle: %w\n%s", err, out)
	}
	return f.bundle(path)
}

// tryGone deletes documents that were read, corrected and exported, and searches
// every byte of the data folder, while the program runs and after kill -9.
func tryGone(ctx context.Context, b bench) (string, error) {
	o, err := b.warm(ctx, "data", "DESKCLERK_API_REQUESTS=0")
	if err != nil {
		return "", err
	}
	p, err := served.Start(ctx, o)
	if err != nil {
		return "", err
	}
	defer func() { p.Kill() }()
	n := min(b.size.documents, 100)
	ids, err := handInCanaries(ctx, p, n)
	if err != nil {
		return "", err
	}
	for i, id := range ids {
		body := strings.NewReader(`{"action":"correct","value":"corrected ` + canary(i) + `"}`)
		if _, err := p.Do(ctx, http.MethodPatch, "/documents/"+id+"/fields/merchant", body, "If-Match", "*", "Content-Type", "application/json"); err != nil {
			return "", err
		}
	}
	if _, err := p.Do(ctx, http.MethodGet, "/export.jsonl", nil); err != nil {
		return "", err
	}
	all := &finder{}
	for i := range ids {
		all.words = append(all.words, canary(i))
	}
	if _, err := all.folder(o.Data, "cache"); err != nil {
		return "", err
	}
	if len(all.found) < n {
		return "", fmt.Errorf("only %d finds before deletion; the search is blind", len(all.found))
	}
	gone := &finder{}
	for i := 0; i < n; i += 2 {
		a, err := p.Do(ctx, http.MethodDelete, "/documents/"+ids[i], nil, "If-Match", "*")
		if err != nil || a.Status >= http.StatusBadRequest {
			return "", fmt.Errorf("delete: %d %s (%w)", a.Status, a.Body, err)
		}
		gone.words = append(gone.words, canary(i))
	}
	time.Sleep(time.Second) // a reader of an older snapshot may have kept the log from being emptied
	running, err := gone.folder(o.Data)
	if err != nil {
		return "", err
	}
	p.Kill()
	killed, err := gone.folder(o.Data)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("%d finds before; %d documents deleted: none of their words in %d MB while it runs, nor in %d MB after kill -9, free pages and WAL included",
		len(all.found), len(gone.words), running>>20, killed>>20), gone.verdict()
}

// trySecretsHidden looks for tokens' and webhooks' secrets. Passwords of PDFs are
// tried by the tests of the rooms that keep them.
func trySecretsHidden(ctx context.Context, b bench) (string, error) {
	o, err := b.warm(ctx, "data", "DESKCLERK_LOG_LEVEL=debug")
	if err != nil {
		return "", err
	}
	p, err := served.Start(ctx, o)
	if err != nil {
		return "", err
	}
	defer func() { p.Kill() }()
	c := client.New(p.URL, p.Token, nil)
	secrets := map[string]string{"the owner's token": p.Token, "the header of a webhook": "header-qzx-secret-words"}
	if secrets["a token"], err = c.CreateToken(ctx, doc.Token{Name: "x", Scopes: []doc.Scope{doc.ScopeRead}}); err != nil {
		return "", err
	}
	server, got := far(nil)
	defer server.Close()
	auth := secrets["the header of a webhook"]
	e, secret, err := c.CreateWebhook(ctx, client.WebhookSettings{URL: &server.URL, Addresses: []string{"127.0.0.1"}, Auth: &client.WebhookAuth{Kind: "bearer", Secret: auth}})
	if err != nil {
		return "", err
	}
	secrets["the secret of a webhook"] = strings.TrimPrefix(secret, "whsec_")
	used := *p
	used.Token = secrets["a token"]
	if _, err := used.Get(ctx, "/documents", nil); err != nil {
		return "", err
	}
	if err := useWebhook(ctx, p, c, e.ID, got, auth); err != nil {
		return "", err
	}
	f := &finder{}
	for _, s := range secrets {
		f.words = append(f.words, s)
	}
	folder := filepath.Join(b.dir, "backup")
	if out, err := served.Command(ctx, o, "backup", folder).CombinedOutput(); err != nil {
		return "", fmt.Errorf("backup: %w\n%s", err, out)
	}
	if err := f.fromBundle(ctx, o, filepath.Join(b.dir, "bundle.zip")); err != nil {
		return "", err
	}
	if _, err := f.folder(folder); err != nil {
		return "", err
	}
	if err := forOwnerAlone(o.Data, "token", "secret.key"); err != nil {
		return "", err
	}
	if _, err := f.folder(o.Data, "token", "cache"); err != nil {
		return "", err
	}
	p.Kill()
	if _, err := f.folder(o.Data, "token", "cache"); err != nil {
		return "", err
	}
	if _, err := os.Stat(filepath.Join(folder, "secret.key")); err == nil {
		return "", errors.New("the key is in the backup")
	}
	return fmt.Sprintf("%d secrets: in no file of the data folder but their own of mode 0600, nor in log at debug, backup, bundle; passwords of PDFs are not tried here", len(secrets)), f.verdict()
}

// useWebhook has a webhook sent and tried, with its secret in the header.
func useWebhook(ctx context.Context, p *served.Program, c *client.Client, id string, got chan hook, auth string) error {
	if _, err := submitPrinted(ctx, p, 1); err != nil {
		return err
	}
	if one, err := receive(got); err != nil || one.header.Get("Authorization") != "Bearer "+auth {
		return fmt.Errorf("the webhook came with %q (%w)", one.header.Get("Authorization"), err)
	}
	_, err := c.TestWebhook(ctx, id, "file.processed")
	return err
}

// forOwnerAlone makes sure that others cannot read the files where secrets must be.
func forOwnerAlone(dir string, names ...string) error {
	for _, name := range names {
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil {
			return err
		}
		if info.Mode().Perm() != 0o600 {
			return fmt.Errorf("%s has the mode %v", name, info.Mode())
		}
	}
	return nil
}

// tryFlips changes bytes of the log's rows and of the indexes over it in a copy of
// a real folder, each alone, and lets the program look.
func tryFlips(ctx context.Context, b bench) (string, error) {
	o, err := b.warm(ctx, "data")
	if err != nil {
		return "", err
	}
	p, err := served.Start(ctx, o)
	if err != nil {
		return "", err
	}
	for i := range 5 {
		if _, err := submitPrinted(ctx, p, i); err != nil {
			return "", err
		}
	}
	if err := p.Stop(); err != nil {
		return "", err
	}
	if err := verified(ctx, o); err != nil {
		return "", err
	}
	path := filepath.Join(o.Data, "deskclerk.db")
	whole, err := os.ReadFile(path)
	if err != nil {
		return "", err
	}
	var places []int
	mark := []byte(`"source":"upload"}`) // ends the data of each received document's line, before its hashes
	for at := 0; ; {
		next := bytes.Index(whole[at:], mark)
		if next < 0 {
			break
		}
		at += next
		for i := -120; i < len(mark)+60; i += 7 {
			places = append(places, at+i)
		}
		at += len(mark)
	}
	if len(places) == 0 {
		return "", errors.New("no line of the log was found in the file")
	}
	step := max(1, len(places)/(b.size.kills+1))
	tried := 0
	for i := 0; i < len(places); i += step {
		changed := bytes.Clone(whole)
		changed[places[i]] ^= 0x04
		if err := os.WriteFile(path, changed, 0o600); err != nil {
			return "", err
		}
		if verified(ctx, o) == nil {
			return "", fmt.Errorf("byte %d of the database changed and nobody saw it", places[i])
		}
		tried++
		for _, suffix := range []string{"-wal", "-shm"} {
			_ = os.Remove(path + suffix)
		}
	}
	return fmt.Sprintf("%d bytes of log lines flipped in the file, each found", tried), nil
}
