package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"golang.org/x/sync/errgroup"

	"deskclerk/backend/doc"
)

// Targets of speed and memory.
const (
	wantRatio       = 0.7  // over all pages: doubtful ones are read several times
	wantSettled     = 1.15 // over pages that one pass settles
	wantOutside     = 0.10
	wantMainBytes   = 150 << 20
	wantWorkerBytes = 400 << 20
)

// spent is what the documents of a run say of their time, added up.
type spent struct {
	recognize time.Duration // in Tesseract itself
	engine    time.Duration // making words of a page's picture: preparing and turning it, and its zone, as well
	way       time.Duration // all stages of a document's way
}

// speed reads the files with both sides in turn and compares pair by pair.
func (s settings) speed() error {
	var ratios, outside, bare, idle []float64
	var peak memory
	for i := range s.rounds {
		plain, err := s.tesseract()
		if err != nil {
			return err
		}
		ours, engine, used, err := s.deskclerk()
		if err != nil {
			return err
		}
		share := 1 - engine.engine.Seconds()/engine.way.Seconds()
		ratios, outside = append(ratios, plain.Seconds()/ours.Seconds()), append(outside, share)
		bare = append(bare, 1-engine.recognize.Seconds()/engine.way.Seconds())
		idle = append(idle, 1-engine.engine.Seconds()/(ours.Seconds()*float64(s.cores)))
		peak = peak.max(used)
		fmt.Printf("round %d: tesseract ×%d %.1f s, deskclerk %.1f s, ratio %.2f, outside the engine %.1f %%\n",
			i+1, s.cores, plain.Seconds(), ours.Seconds(), plain.Seconds()/ours.Seconds(), 100*share)
	}
	ratio, share := median(ratios), median(outside)
	fmt.Printf("pages a minute against %d parallel tesseract: %.2f times (at least %.2f: %s)\n", s.cores, ratio, s.want, verdict(ratio >= s.want))
	fmt.Printf("time outside the engine: %.1f %% of a document's way (at most %.0f %%: %s)\n", 100*share, 100*wantOutside, verdict(share <= wantOutside))
	fmt.Printf("  the engine makes words of a page's picture; outside Tesseract's recognition alone it is %.1f %%\n", 100*median(bare))
	fmt.Printf("  of all core time, the program's start, end, database and idle cores included: %.1f %%\n", 100*median(idle))
	fmt.Printf("main process: %d MiB (under %d: %s)\n", peak.main>>20, wantMainBytes>>20, verdict(peak.main < wantMainBytes))
	fmt.Printf("largest worker: %d MiB (under %d: %s)\n", peak.worker>>20, wantWorkerBytes>>20, verdict(peak.worker < wantWorkerBytes))
	return nil
}

// tesseract reads every file with the plain program, as many at once as there
// are cores, each with one thread.
func (s settings) tesseract() (time.Duration, error) {
	begin := time.Now()
	var g errgroup.Group
	g.SetLimit(s.cores)
	for _, path := range s.docs {
		g.Go(func() error {
			cmd := exec.Command("tesseract", path, "stdout")
			cmd.Env = append(os.Environ(), "OMP_THREAD_LIMIT=1")
			return cmd.Run()
		})
	}
	if err := g.Wait(); err != nil {
		return 0, fmt.Errorf("tesseract: %w", err)
	}
	return time.Since(begin), nil
}

// deskclerk reads every file with ours, the whole process measured, and adds up
// what it spent in the engine.
func (s settings) deskclerk() (whole time.Duration, engine spent, used memory, err error) {
	out := filepath.Join(s.work, "out.jsonl")
	args := append([]string{"--data", filepath.Join(s.work, "data"), "process", "--format", "jsonl", "-o", out}, s.docs...)
	cmd := exec.Command(s.program, args...)
	begin := time.Now()
	if err := cmd.Start(); err != nil {
		return 0, engine, used, err
	}
	ctx, stop := context.WithCancel(context.Background())
	watched := make(chan memory)
	go func() { watched <- watch(ctx, cmd.Process.Pid) }()
	err = cmd.Wait()
	whole = time.Since(begin)
	stop()
	used = <-watched
	if err != nil {
		return 0, engine, used, fmt.Errorf("deskclerk: %w", err)
	}
	engine, err = engineTime(out)
	return whole, engine, used, err
}

// engineTime adds up the engine's own time over all documents.
func engineTime(path string) (total spent, err error) {
	f, err := os.Open(path)
	if err != nil {
		return total, err
	}
	defer func() { _ = f.Close() }()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 64<<20)
	for lines.Scan() {
		var d doc.Document
		if err := json.Unmarshal(lines.Bytes(), &d); err != nil {
			return total, err
		}
		if d.Attempt != nil {
			ms := d.Attempt.StagesMS
			total.recognize += time.Duration(ms["ocr"]) * time.Millisecond
			total.engine += time.Duration(ms["ocr"]+ms["zone"]+ms["prepare"]+ms["orient"]) * time.Millisecond
			for _, stage := range ms {
				total.way += time.Duration(stage) * time.Millisecond
			}
		}
	}
	return total, lines.Err()
}
