package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"deskclerk/internal/paper"
	"deskclerk/internal/served"
)

func damagePromises() []promise {
	return []promise{
		{20, "damaged files: no crash, no hang, each ends as a result or a typed error with a sentence that helps", tryDamage},
		{21, "bombs of pixels and of PDF are refused within their time", tryBombs},
	}
}

// patience is how long a document may take to its end, however damaged, and as much
// for each of those before it that are handed in at once.
const patience = hands * 2 * time.Minute

// fate is how a file ended.
type fate struct {
	code string // of the error; empty for a result
	took time.Duration
}

// handDamaged submits a file and waits for its end. An error with nothing to say is
// an error of the promise.
func handDamaged(ctx context.Context, p *served.Program, name string, content []byte) (f fate, err error) {
	begin := time.Now()
	a, err := p.Do(ctx, http.MethodPost, "/documents?filename="+name, bytes.NewReader(content))
	if err != nil {
		return f, err
	}
	var answer struct {
		Code, Detail, Hint string
		Documents          []struct {
			ID    string                                `json:"id"`
			Error *struct{ Code, Message, Hint string } `json:"error"`
		}
	}
	if err := json.Unmarshal(a.Body, &answer); err != nil {
		return f, fmt.Errorf("status %d: %w", a.Status, err)
	}
	if a.Status >= http.StatusBadRequest && len(answer.Documents) == 0 {
		return fate{answer.Code, time.Since(begin)}, said(answer.Code, answer.Hint)
	}
	for _, d := range answer.Documents {
		if d.Error != nil {
			return fate{d.Error.Code, time.Since(begin)}, said(d.Error.Code, d.Error.Message)
		}
		if f.code, err = endOf(ctx, p, d.ID); err != nil {
			return f, err
		}
	}
	f.took = time.Since(begin)
	return f, nil
}

func said(code, sentence string) error {
	if code == "" || code == "internal" || sentence == "" {
		return fmt.Errorf("refused with code %q and %q", code, sentence)
	}
	return nil
}

// endOf waits for a document's end and gives its error's code.
func endOf(ctx context.Context, p *served.Program, id string) (code string, err error) {
	if _, err := until(ctx, p, id, patience, result.finished); err != nil {
		return "", err
	}
	var d struct {
		Error *struct{ Code, Message, Hint string }
	}
	if _, err := p.Get(ctx, "/documents/"+id, &d); err != nil || d.Error == nil {
		return "", err
	}
	return d.Error.Code, said(d.Error.Code, d.Error.Hint)
}

// hands are how many hand in damaged files at once; each waits for its file's end.
const hands = 4

// mutable is the largest file of the folder of awkward ones, in bytes, that is
// damaged as well.
const mutable = 20_000

func tryDamage(ctx context.Context, b bench) (string, error) {
	files, err := filesBelow(b.size.files)
	if err != nil {
		return "", err
	}
	originals, err := sound()
	if err != nil {
		return "", err
	}
	for name, content := range files {
		if len(content) <= mutable {
			originals[name] = content
		}
	}
	p, err := b.serve(ctx)
	if err != nil {
		return "", err
	}
	defer func() { p.Kill() }()
	t := fates{ends: map[string]int{}}
	all, within := errgroup.WithContext(ctx)
	all.SetLimit(hands)
	hand := func(label, name string, content []byte) {
		all.Go(func() error {
			if err := within.Err(); err != nil { // another one was the end of it
				return err
			}
			f, err := handDamaged(within, p, name, content)
			switch {
			case p.Ended():
				return fmt.Errorf("%s: the program is gone", label)
			case err != nil:
				return fmt.Errorf("%s: %w", label, err)
			}
			t.note(label, f)
			return nil
		})
	}
	names := slices.Sorted(maps.Keys(originals))
	for i := range b.size.mutations {
		r := rand.New(rand.NewPCG(uint64(i), 20))
		name := names[i%len(names)]
		hand(fmt.Sprintf("mutation %d, of %s", i, name), name, damaged(originals[name], r))
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		hand(name, name, files[name])
	}
	err = all.Wait()
	return fmt.Sprintf("%d mutations (5000 is the whole try: -mutations) of %d files, and %d files as they are (-files): %s",
		b.size.mutations, len(originals), len(files), t.String()), err
}

// fates are those of many files.
type fates struct {
	mu      sync.Mutex
	results int
	ends    map[string]int // by the error's code
	slowest time.Duration
	slow    string // which was the slowest
}

func (t *fates) note(label string, f fate) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if f.code == "" {
		t.results++
	} else {
		t.ends[f.code]++
	}
	if f.took > t.slowest {
		t.slowest, t.slow = f.took, label
	}
}

func (t *fates) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return fmt.Sprintf("%d results, errors %v; the slowest ended after %s (%s)", t.results, t.ends, t.slowest.Round(100*time.Millisecond), t.slow)
}

// filesBelow are the files of a folder, by names that an address can hold; none
// for no folder.
func filesBelow(dir string) (map[string][]byte, error) {
	all := map[string][]byte{}
	if dir == "" {
		return all, nil
	}
	paths, err := filepath.Glob(filepath.Join(dir, "*"))
	if err == nil && len(paths) == 0 {
		err = fmt.Errorf("no files in %s", dir)
	}
	for _, path := range paths {
		content, failed := os.ReadFile(path)
		if failed != nil {
			return nil, failed
		}
		all[url.PathEscape(filepath.Base(path))] = content
	}
	return all, err
}

// sound are small files of several kinds.
func sound() (map[string][]byte, error) {
	lines := []string{"CORNER STORE", "Date 14/03/2026", "Bread 3.20", "TOTAL EUR 3.20"}
	img, err := paper.Draw(lines, 24, 26)
	if err != nil {
		return nil, err
	}
	png, pngErr := paper.PNG(img)
	jpeg, jpegErr := paper.JPEG(img)
	scan, scanErr := paper.ScanPDF(img)
	return map[string][]byte{"a.png": png, "a.jpg": jpeg, "scan.pdf": scan, "text.pdf": paper.TextPDF(lines)},
		errors.Join(pngErr, jpegErr, scanErr)
}

// damaged changes some bytes, and now and then cuts, repeats or takes out a part.
func damaged(content []byte, r *rand.Rand) []byte {
	out := bytes.Clone(content)
	for range 1 + r.IntN(12) {
		out[r.IntN(len(out))] = byte(r.Uint32())
	}
	from := r.IntN(len(out))
	to := min(len(out), from+1+r.IntN(len(out)/4))
	switch r.IntN(4) {
	case 0:
		return out[:max(1, from)]
	case 1:
		return slices.Concat(out[:to], out[from:])
	case 2:
		return slices.Concat(out[:from], out[to:])
	default:
		return out
	}
}
