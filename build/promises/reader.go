package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"deskclerk/internal/served"
)

func readerPromises() []promise {
	return []promise{
		{19, "a worker killed by SEGV, ABRT, KILL: a typed error and a retry within 2 s; kill -9 leaves no worker after 3 s", tryDeadWorkers},
		{22, "pages through: workers within their cap, descriptors, goroutines and memory flat", tryPages},
		{23, "cancel reaches cancelled within 2 s and leaves no process", tryCancel},
	}
}

// reading starts on a long document and waits until a worker is at it.
func reading(ctx context.Context, p *served.Program, n int) (string, error) {
	id, err := submitScanned(ctx, p, n, 5)
	if err != nil {
		return "", err
	}
	_, err = until(ctx, p, id, time.Minute, func(r result) bool { return r.Status == "processing" && len(children(p.PID)) > 0 })
	time.Sleep(300 * time.Millisecond) // it is in the middle of a page
	return id, err
}

func tryDeadWorkers(ctx context.Context, b bench) (string, error) {
	p, _, err := b.serveWarm(ctx)
	if err != nil {
		return "", err
	}
	defer func() { p.Kill() }()
	var worst time.Duration
	for i, signal := range []syscall.Signal{syscall.SIGSEGV, syscall.SIGABRT, syscall.SIGKILL} {
		id, err := reading(ctx, p, i)
		if err != nil {
			return "", err
		}
		killed := children(p.PID)
		for _, pid := range killed {
			_ = syscall.Kill(pid, signal)
		}
		took, code, err := retried(ctx, p, id)
		if err != nil {
			return "", fmt.Errorf("%s: %w", signal, err)
		}
		if code != "worker_crash" {
			return "", fmt.Errorf("%s: the error is %q", signal, code)
		}
		worst = max(worst, took)
		if _, err := until(ctx, p, id, 5*time.Minute, result.read); err != nil {
			return "", err
		}
	}
	if _, err := reading(ctx, p, 9); err != nil {
		return "", err
	}
	left := children(p.PID)
	p.Kill()
	time.Sleep(3 * time.Second)
	figure := fmt.Sprintf("SEGV, ABRT, KILL: worker_crash each time, tried again within %s; %d workers 3 s after kill -9 of the program: %d alive",
		worst.Round(time.Millisecond), len(left), len(alive(left)))
	if worst > 2*time.Second || len(alive(left)) > 0 || len(left) == 0 {
		return figure, errors.New("2 s and none are promised")
	}
	return figure, nil
}

// retried measures from a document's failure to its next try, and tells the error.
func retried(ctx context.Context, p *served.Program, id string) (took time.Duration, code string, err error) {
	type told struct {
		Type       string    `json:"type"`
		At         time.Time `json:"at"`
		DocumentID string    `json:"document_id"`
		Data       struct {
			Code string `json:"code"`
		} `json:"data"`
	}
	var failed time.Time
	for after, deadline := int64(0), time.Now().Add(time.Minute); time.Now().Before(deadline); {
		var page struct {
			Events []told `json:"events"`
			Next   int64  `json:"next"`
		}
		if _, err := p.Get(ctx, fmt.Sprintf("/events?after=%d&wait=1s", after), &page); err != nil {
			return 0, "", err
		}
		for _, e := range page.Events {
			switch {
			case e.DocumentID != id:
			case e.Type == "document.failed" && failed.IsZero():
				failed, code = e.At, e.Data.Code
			case e.Type == "document.processing" && !failed.IsZero():
				return e.At.Sub(failed), code, nil
			}
		}
		after = page.Next
	}
	return 0, code, errors.New("it was not tried again within a minute")
}

func tryCancel(ctx context.Context, b bench) (string, error) {
	p, _, err := b.serveWarm(ctx)
	if err != nil {
		return "", err
	}
	defer p.Kill()
	var worst time.Duration
	const rounds = 5
	for i := range rounds {
		id, err := reading(ctx, p, i)
		if err != nil {
			return "", err
		}
		begin := time.Now()
		a, err := p.Do(ctx, http.MethodPost, "/documents/"+id+"/cancel", nil, "If-Match", "*")
		if err != nil || a.Status >= http.StatusBadRequest {
			return "", fmt.Errorf("cancel: %d %s (%w)", a.Status, a.Body, err)
		}
		r, err := until(ctx, p, id, time.Minute, result.finished)
		if err != nil {
			return "", err
		}
		worst = max(worst, time.Since(begin))
		if r.Error == nil || r.Error.Code != "cancelled" {
			return "", fmt.Errorf("it ended as %s, %+v", r.Status, r.Error)
		}
	}
	var status struct {
		Workers struct {
			Busy int `json:"busy"`
		} `json:"workers"`
	}
	err = soon("no worker is busy", func() bool {
		_, err := p.Get(ctx, "/status", &status)
		return err == nil && status.Workers.Busy == 0
	})
	figure := fmt.Sprintf("%d cancelled in the middle of a page, the slowest within %s; no worker is busy after", rounds, worst.Round(time.Millisecond))
	if worst > 2*time.Second {
		return figure, errors.New("too late")
	}
	return figure, err
}

// sample is what the program uses at a moment.
type sample struct{ memory, files, goroutines float64 }

// tryPages has scans read, three pages a document, and compares the second third
// of the way with the last.
func tryPages(ctx context.Context, b bench) (string, error) {
	p, _, err := b.serveWarm(ctx)
	if err != nil {
		return "", err
	}
	defer p.Kill()
	var samples []sample
	var largest int64
	documents := (b.size.pages + 2) / 3
	for i := range documents {
		id, err := submitScanned(ctx, p, i, 3)
		if err != nil {
			return "", err
		}
		_, err = until(ctx, p, id, 5*time.Minute, func(r result) bool {
			for _, pid := range children(p.PID) {
				largest = max(largest, resident(pid))
			}
			return r.read()
		})
		if err != nil {
			return "", err
		}
		goroutines, err := goroutines(ctx, p)
		if err != nil {
			return "", err
		}
		samples = append(samples, sample{float64(resident(p.PID)), float64(descriptors(p.PID)), goroutines})
	}
	middle, last := medians(samples[len(samples)/3:len(samples)*2/3]), medians(samples[len(samples)*2/3:])
	growth := func(a, b float64) float64 { return (b - a) / max(a, 1) * 100 }
	figure := fmt.Sprintf("%d pages (500 is the whole try: -pages): largest worker %d MiB of 700; memory %+.1f %%, descriptors %+.1f %%, goroutines %+.1f %% from the second third to the last",
		documents*3, largest>>20, growth(middle.memory, last.memory), growth(middle.files, last.files), growth(middle.goroutines, last.goroutines))
	if largest > 700<<20*11/10 || growth(middle.memory, last.memory) > 5 || growth(middle.files, last.files) > 5 || growth(middle.goroutines, last.goroutines) > 5 {
		return figure, errors.New("more than 5 % more, or above the cap")
	}
	return figure, nil
}

func medians(of []sample) (m sample) {
	pick := func(value func(sample) float64) float64 {
		var all []float64
		for _, s := range of {
			all = append(all, value(s))
		}
		slices.Sort(all)
		if len(all) == 0 {
			return 0
		}
		return all[len(all)/2]
	}
	return sample{
		pick(func(s sample) float64 { return s.memory }), pick(func(s sample) float64 { return s.files }),
		pick(func(s sample) float64 { return s.goroutines }),
	}
}

var goroutineLine = regexp.MustCompile(`(?m)^go_goroutines (\d+)`)

func goroutines(ctx context.Context, p *served.Program) (float64, error) {
	text, err := metricsOf(ctx, p)
	if err != nil {
		return 0, err
	}
	found := goroutineLine.FindStringSubmatch(text)
	if found == nil {
		return 0, errors.New("the metrics have no go_goroutines")
	}
	return strconv.ParseFloat(found[1], 64)
}

func metricsOf(ctx context.Context, p *served.Program) (string, error) {
	outer := *p
	outer.Base = strings.TrimSuffix(p.Base, "/api/v1")
	a, err := outer.Do(ctx, http.MethodGet, "/metrics", nil)
	if err == nil && a.Status != http.StatusOK {
		err = fmt.Errorf("/metrics: %d", a.Status)
	}
	return string(a.Body), err
}
