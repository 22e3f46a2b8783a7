package main

import (
	"errors"
	"fmt"
	"net/http"
	"os/exec"
	"path/filepath"
	"time"
)

const (
	wantReady = 500 * time.Millisecond
	startAddr = "127.0.0.1:17411"
)

// start measures how soon the server answers, first on a new data folder, then
// on one that exists.
func (s settings) start() error {
	var spans []float64
	for i := range 5 {
		span, err := s.startOnce()
		if err != nil {
			return err
		}
		if i == 0 {
			fmt.Printf("server ready on a new data folder: %.2f s\n", span.Seconds())
		}
		spans = append(spans, span.Seconds())
	}
	m := median(spans)
	fmt.Printf("server ready: %.2f s, the median of %d (under %.1f s: %s)\n", m, len(spans), wantReady.Seconds(), verdict(m < wantReady.Seconds()))
	return nil
}

func (s settings) startOnce() (time.Duration, error) {
	cmd := exec.Command(s.program, "--data", filepath.Join(s.work, "served"), "serve", "--addr", startAddr)
	begin := time.Now()
	if err := cmd.Start(); err != nil {
		return 0, err
	}
	defer func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	}()
	for time.Since(begin) < 10*time.Second {
		res, err := http.Get("http://" + startAddr + "/healthz")
		if err == nil {
			span := time.Since(begin)
			return span, res.Body.Close()
		}
		time.Sleep(2 * time.Millisecond)
	}
	return 0, errors.New("the server did not answer within 10 s")
}
