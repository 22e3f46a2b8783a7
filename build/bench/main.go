// Bench measures the program from outside, as whole processes, and prints what
// it finds as ratios of one run: pages a minute against plain tesseract on the
// same files, the share of time outside the engine, memory, and how soon the
// server answers. The machine should do nothing else meanwhile.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"deskclerk/internal/paper"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// settings of a run.
type settings struct {
	program string
	docs    []string // images, one page each
	work    string   // scratch folder
	rounds  int
	cores   int
	want    float64 // ratio of speed to reach
}

func run() error {
	program := flag.String("bin", "build/bin/deskclerk-headless", "the program to measure")
	docs := flag.String("docs", "", "folder of images to read (default: receipts drawn for the purpose)")
	limit := flag.Int("n", 60, "how many of them")
	rounds := flag.Int("rounds", 3, "rounds, each of both sides in turn")
	only := flag.Bool("settled", false, "only pages that one pass settles")
	flag.Parse()
	work, err := os.MkdirTemp("", "bench-*")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(work) }()
	s := settings{program: *program, work: work, rounds: *rounds, cores: runtime.NumCPU(), want: wantRatio}
	if s.docs, err = images(*docs, work, *limit); err != nil {
		return err
	}
	if *only {
		s.want = wantSettled
		if s.docs, err = s.settled(context.Background()); err != nil {
			return err
		}
	}
	fmt.Printf("%d pages, %d rounds, %d cores, %s\n", len(s.docs), s.rounds, s.cores, *program)
	if err := s.speed(); err != nil {
		return err
	}
	return s.start()
}

// images lists the images of a folder, or draws some.
func images(dir, work string, limit int) ([]string, error) {
	if dir == "" {
		dir = filepath.Join(work, "papers")
		if err := draw(dir, limit); err != nil {
			return nil, err
		}
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	var files []string
	for _, e := range entries {
		if slices.Contains([]string{".jpg", ".jpeg", ".png"}, strings.ToLower(filepath.Ext(e.Name()))) {
			files = append(files, filepath.Join(dir, e.Name()))
		}
	}
	if len(files) == 0 {
		return nil, errors.New("no JPEG or PNG files in " + dir)
	}
	return files[:min(limit, len(files))], nil
}

func draw(dir string, n int) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	for i := range n {
		p, err := paper.Receipt(uint64(i + 1))
		if err != nil {
			return err
		}
		data, err := paper.JPEG(p.Image)
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%03d.jpg", i)), data, 0o600); err != nil {
			return err
		}
	}
	return nil
}

// median of a list that is not empty.
func median(values []float64) float64 {
	sorted := slices.Sorted(slices.Values(values))
	return sorted[len(sorted)/2]
}

// verdict says whether a figure keeps its target.
func verdict(ok bool) string {
	if ok {
		return "kept"
	}
	return "MISSED"
}
