package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"image"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"deskclerk/internal/paper"
	"deskclerk/internal/served"
)

// scanned is a document of drawn receipts, a page each: slow to read. The same
// number gives the same bytes.
func scanned(n, pages int) ([]byte, error) {
	var drawn []image.Image
	for i := range pages {
		p, err := paper.Receipt(uint64(n*1000 + i + 1))
		if err != nil {
			return nil, err
		}
		drawn = append(drawn, p.Image)
	}
	return paper.ScanPDF(drawn...)
}

// result is the little of a document that the tries look at.
type result struct {
	ID       string `json:"id"`
	Status   string `json:"status"`
	Revision int64  `json:"revision"`
	Text     string `json:"text"`
	File     struct {
		Name   string `json:"name"`
		SHA256 string `json:"sha256"`
		Pages  int    `json:"pages"`
	} `json:"file"`
	Error *struct {
		Code string `json:"code"`
	} `json:"error"`
	Fields map[string]struct {
		Value *string `json:"value"`
	} `json:"fields"`
}

func (r result) finished() bool {
	switch r.Status {
	case "completed", "completed_with_warnings", "needs_review", "approved", "rejected", "failed_terminal":
		return true
	}
	return false
}

func (r result) read() bool { return r.finished() && r.Status != "failed_terminal" }

func document(ctx context.Context, p *served.Program, id string) (r result, err error) {
	_, err = p.Get(ctx, "/documents/"+id, &r)
	return r, err
}

// until waits for a document to be as asked.
func until(ctx context.Context, p *served.Program, id string, patience time.Duration, holds func(result) bool) (r result, err error) {
	for deadline := time.Now().Add(patience); ; time.Sleep(20 * time.Millisecond) {
		if r, err = document(ctx, p, id); err != nil || holds(r) {
			return r, err
		}
		if time.Now().After(deadline) {
			return r, fmt.Errorf("%s is still %s after %s", id, r.Status, patience)
		}
	}
}

// submitPrinted hands in a document that is quick to read.
func submitPrinted(ctx context.Context, p *served.Program, n int) (string, error) {
	content, err := printed(n)
	if err != nil {
		return "", err
	}
	return p.Submit(ctx, "filename=a.pdf", bytes.NewReader(content))
}

func submitScanned(ctx context.Context, p *served.Program, n, pages int) (string, error) {
	content, err := scanned(n, pages)
	if err != nil {
		return "", err
	}
	return p.Submit(ctx, "filename=scan.pdf", bytes.NewReader(content))
}

// warm is the program's options with the caches of its workers filled and the
// database made, as after the first day; what a try sees is not the first start.
func (b bench) warm(ctx context.Context, data string, env ...string) (served.Options, error) {
	o := b.program(data, append(env, "DESKCLERK_SECRETS_KEY_STORE=file")...)
	if err := os.MkdirAll(o.Data, 0o700); err != nil {
		return o, err
	}
	out, err := served.Command(ctx, o, "doctor").CombinedOutput()
	if err == nil {
		out, err = served.Command(ctx, o, "list").CombinedOutput()
	}
	if err != nil {
		return o, fmt.Errorf("the first start: %w\n%s", err, out)
	}
	return o, nil
}

// serveWarm runs the program on a warm folder, and says what it was run with.
func (b bench) serveWarm(ctx context.Context, env ...string) (*served.Program, served.Options, error) {
	o, err := b.warm(ctx, "data", env...)
	if err != nil {
		return nil, o, err
	}
	p, err := served.Start(ctx, o)
	return p, o, err
}

// verified runs `deskclerk verify` on a folder that no program holds.
func verified(ctx context.Context, o served.Options) error {
	o.Under = nil
	out, err := served.Command(ctx, o, "verify").CombinedOutput()
	if err != nil {
		return fmt.Errorf("verify: %w\n%s", err, out)
	}
	return nil
}

// traced runs the program under strace with these options; it stays our child.
func traced(o served.Options, options ...string) served.Options {
	o.Under = append([]string{"strace", "-D", "-f", "-qq"}, options...)
	return o
}

// canTrace says why strace cannot be used here.
func canTrace(ctx context.Context) error {
	if exec.CommandContext(ctx, "strace", "-qq", "-o", os.DevNull, "true").Run() != nil {
		return notTried("strace is not installed or may not trace")
	}
	return nil
}

// listed are the ids of a folder's documents, as the command line tells them.
func listed(ctx context.Context, o served.Options) (map[string]bool, error) {
	out, err := served.Command(ctx, o, "list", "--json", "--limit", "0").Output()
	if err != nil {
		return nil, fmt.Errorf("list: %w", err)
	}
	ids := map[string]bool{}
	for line := range bytes.Lines(out) {
		var one struct {
			ID string `json:"id"`
		}
		if err := json.Unmarshal(line, &one); err != nil {
			return nil, err
		}
		ids[one.ID] = true
	}
	return ids, nil
}

// insideNamespace runs the promise of that number once more in a namespace of its own and
// gives what it says.
func (b bench) insideNamespace(ctx context.Context, number int, flags string, setUp string) (string, error) {
	self, err := os.Executable()
	if err != nil {
		return "", err
	}
	if out, err := exec.CommandContext(ctx, "unshare", flags, "true").CombinedOutput(); err != nil {
		return "", notTried(fmt.Sprintf("no namespace can be made here: %s", bytes.TrimSpace(out)))
	}
	script := setUp + ` && exec "$@"`
	out, err := exec.CommandContext(ctx, "unshare", flags, "sh", "-c", script, "sh", self, "-inside", "-bin", b.bin,
		"-only", fmt.Sprint(number), "-kills", fmt.Sprint(b.size.kills), "-documents", fmt.Sprint(b.size.documents)).CombinedOutput()
	verdict, figure, _ := bytes.Cut(bytes.TrimSpace(out), []byte("\n"))
	text := string(bytes.TrimSpace(figure))
	switch {
	case err != nil:
		return "", errors.New(string(bytes.TrimSpace(out)))
	case bytes.Contains(verdict, []byte(untried)):
		return "", notTried(text)
	}
	return text, nil
}

func originalPath(data, sum string) string {
	return filepath.Join(data, "originals", sum[:2], sum[2:4], sum)
}
