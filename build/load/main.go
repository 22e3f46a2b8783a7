// Load measures the API under load, against the built program: small files
// handed in by many at once beside a busy reader, and many clients that poll. It
// prints figures and their targets; the machine should do nothing else
// meanwhile.
package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"deskclerk/internal/paper"
	"deskclerk/internal/served"
)

const (
	wantSubmit  = 100 * time.Millisecond // p95 of the 202
	wantPolling = 0.03                   // of one core
	wantGrowth  = 0.05                   // of the memory, between the middle and the end
)

func main() {
	if err := run(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, "load:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context) error {
	binary := flag.String("bin", "build/bin/deskclerk-headless", "the program to measure")
	count := flag.Int("n", 1000, "small files to hand in")
	atOnce := flag.Int("at-once", 20, "of them at once")
	scans := flag.Int("scans", 60, "pages that keep the reader busy meanwhile")
	clients := flag.Int("clients", 50, "that poll")
	span := flag.Duration("span", 20*time.Second, "for how long")
	flag.Parse()
	work, err := os.MkdirTemp("", "load-*")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(work) }()
	p, err := served.Start(ctx, served.Options{Binary: *binary, Data: filepath.Join(work, "data")})
	if err != nil {
		return err
	}
	defer p.Kill()
	if err := occupy(ctx, p, *scans); err != nil {
		return err
	}
	missed, err := submissions(ctx, p, *count, *atOnce)
	if err != nil {
		return err
	}
	if err := bareDisk(work, *count, *atOnce); err != nil { // the reader is still busy
		return err
	}
	if err := p.Stop(); err != nil {
		return err
	}
	idle, err := served.Start(ctx, served.Options{Binary: *binary, Data: filepath.Join(work, "idle")})
	if err != nil {
		return err
	}
	defer idle.Kill()
	slow, err := polling(ctx, idle, *clients, *span)
	if err != nil {
		return err
	}
	if missed || slow {
		return errors.New("a target was missed")
	}
	return nil
}

// occupy hands in scans, whose reading takes about a second each.
func occupy(ctx context.Context, p *served.Program, n int) error {
	for i := range n {
		drawn, err := paper.Receipt(uint64(i + 1))
		if err != nil {
			return err
		}
		picture, err := paper.JPEG(drawn.Image)
		if err != nil {
			return err
		}
		if _, err := p.Submit(ctx, "filename=scan.jpg&priority=10", bytes.NewReader(picture)); err != nil {
			return err
		}
	}
	return nil
}

// submissions hands in small files and looks at time and memory.
func submissions(ctx context.Context, p *served.Program, n, atOnce int) (missed bool, err error) {
	var mu sync.Mutex
	var took []time.Duration
	var memory []int64
	next := make(chan int)
	var all sync.WaitGroup
	for range atOnce {
		all.Go(func() {
			for i := range next {
				content := fmt.Appendf(paper.TextPDF([]string{"CORNER SHOP", fmt.Sprintf("TOTAL %d.00", i)}), "%% %d\n", i)
				begin := time.Now()
				_, failed := p.Submit(ctx, "filename=small.pdf", bytes.NewReader(content))
				span := time.Since(begin)
				mu.Lock()
				took, err = append(took, span), errors.Join(err, failed)
				if len(took)%50 == 0 {
					now, unread := p.Memory("VmRSS")
					memory, err = append(memory, now), errors.Join(err, unread)
				}
				mu.Unlock()
			}
		})
	}
	begin, cpu := time.Now(), p.CPU()
	for i := range n {
		next <- i
	}
	close(next)
	all.Wait()
	if err != nil {
		return false, err
	}
	whole, each := time.Since(begin), (p.CPU()-cpu)/time.Duration(n)
	var state struct {
		Workers struct{ Size, Busy int } `json:"workers"`
	}
	if _, err := p.Get(ctx, "/status", &state); err != nil {
		return false, err
	}
	slices.Sort(took)
	p95 := took[len(took)*95/100]
	middle, end := memory[len(memory)/2], memory[len(memory)-1]
	growth := float64(end-middle) / float64(middle)
	fmt.Printf("%d small files, %d at once, %d of %d workers busy: no error, %.0f a second, %s of a core for each\n",
		n, atOnce, state.Workers.Busy, state.Workers.Size, float64(n)/whole.Seconds(), ms(each))
	fmt.Printf("the 202: median %s, p95 %s (under %s: %s), worst %s\n", ms(took[len(took)/2]), ms(p95), wantSubmit, verdict(p95 < wantSubmit), ms(took[len(took)-1]))
	fmt.Printf("memory of the main process: %d MB at first, %d MB in the middle, %d MB at the end: %+.1f %% (under %.0f %%: %s)\n",
		memory[0]>>20, middle>>20, end>>20, growth*100, wantGrowth*100, verdict(growth < wantGrowth))
	return p95 >= wantSubmit || growth >= wantGrowth, nil
}

// polling lets clients poll each its document once a second, and then hold long
// polls, and looks at the processor's time.
func polling(ctx context.Context, p *served.Program, clients int, span time.Duration) (missed bool, err error) {
	ids, tags := make([]string, clients), make([]string, clients)
	for i := range ids {
		content := fmt.Appendf(paper.TextPDF([]string{"CORNER SHOP", fmt.Sprintf("TOTAL %d.00", i)}), "%% %d\n", i)
		if ids[i], err = p.Submit(ctx, "filename=small.pdf", bytes.NewReader(content)); err != nil {
			return false, err
		}
	}
	for i, id := range ids {
		a, err := p.Get(ctx, "/documents/"+id+"?wait=60s", nil)
		if err != nil {
			return false, err
		}
		tags[i] = a.Header.Get("ETag")
	}
	for _, way := range []struct{ name, query string }{{"once a second", ""}, {"with long polls of 5 s", "?wait=5s"}} {
		ctx, cancel := context.WithTimeout(ctx, span)
		before, begin := p.CPU(), time.Now()
		n, failed := pollAll(ctx, p, ids, tags, way.query)
		cancel()
		share := (p.CPU() - before).Seconds() / time.Since(begin).Seconds()
		if failed != nil {
			return false, failed
		}
		fmt.Printf("%d clients polling %s: %d answers, all 304; %.2f %% of a core (under %.0f %%: %s)\n",
			clients, way.name, n, share*100, wantPolling*100, verdict(share < wantPolling))
		missed = missed || share >= wantPolling
	}
	return missed, nil
}

func pollAll(ctx context.Context, p *served.Program, ids, tags []string, query string) (n int, err error) {
	var mu sync.Mutex
	var all sync.WaitGroup
	for i := range ids {
		all.Go(func() {
			tick := time.NewTicker(time.Second)
			defer tick.Stop()
			for {
				a, failed := p.Do(ctx, http.MethodGet, "/documents/"+ids[i]+query, nil, "If-None-Match", tags[i])
				if ctx.Err() != nil {
					return
				}
				if failed == nil && a.Status != http.StatusNotModified {
					failed = fmt.Errorf("a poll: %d", a.Status)
				}
				mu.Lock()
				n, err = n+1, errors.Join(err, failed)
				mu.Unlock()
				if failed != nil {
					return
				}
				select {
				case <-tick.C:
				case <-ctx.Done():
					return
				}
			}
		})
	}
	all.Wait()
	return n, err
}

func ms(d time.Duration) string { return d.Round(100 * time.Microsecond).String() }

// verdict says whether a figure keeps its target.
func verdict(ok bool) string {
	if ok {
		return "kept"
	}
	return "MISSED"
}
