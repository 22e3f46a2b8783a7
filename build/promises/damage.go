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
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"deskclerk/internal/paper"
	"deskclerk/internal/served"
)

func damagePromises() []promise {
	return []promise{
		{20, "damaged files: no crash, no hang, each ends as a result or a typed error with a sentence that helps", tryDamage},
		{21, "bombs of pixels and of PDF are refused within their time", tryBombs},
	}
}

// patience is how long a document may take to its end, however damaged.
const patience = 2 * time.Minute

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

func tryDamage(ctx context.Context, b bench) (string, error) {
	originals, err := sound()
	if err != nil {
		return "", err
	}
	p, err := b.serve(ctx)
	if err != nil {
		return "", err
	}
	defer func() { p.Kill() }()
	names := slices.Sorted(maps.Keys(originals))
	ends, results := map[string]int{}, 0
	note := func(name string, content []byte) error {
		f, err := handDamaged(ctx, p, name, content)
		switch {
		case err != nil:
			return fmt.Errorf("%s: %w", name, err)
		case p.Ended():
			return fmt.Errorf("%s: the program is gone", name)
		case f.code == "":
			results++
		default:
			ends[f.code]++
		}
		return nil
	}
	for i := range b.size.mutations {
		r := rand.New(rand.NewPCG(uint64(i), 20))
		name := names[i%len(names)]
		if err := note(name, damaged(originals[name], r)); err != nil {
			return fmt.Sprintf("mutation %d", i), err
		}
	}
	files, err := filesBelow(b.size.files)
	if err != nil {
		return "", err
	}
	for _, path := range files {
		content, err := os.ReadFile(path)
		if err != nil {
			return "", err
		}
		if err := note(strings.ReplaceAll(filepath.Base(path), " ", "_"), content); err != nil {
			return "", err
		}
	}
	figure := fmt.Sprintf("%d mutations and %d files: %d results, errors %v", b.size.mutations, len(files), results, ends)
	return figure, nil
}

func filesBelow(dir string) ([]string, error) {
	if dir == "" {
		return nil, nil
	}
	all, err := filepath.Glob(filepath.Join(dir, "*"))
	if err == nil && len(all) == 0 {
		err = fmt.Errorf("no files in %s", dir)
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
