// Command searchable measures the searchable PDFs that the built program makes
// of a folder of scans: by how much each grows, and how far poppler finds the
// words from where the engine read them.
//
//	go run ./build/searchable -program build/bin/deskclerk-headless FOLDER
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"html"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"

	"deskclerk/backend/doc"
)

func main() {
	program := flag.String("program", "build/bin/deskclerk-headless", "the built program")
	data := flag.String("data", "", "a data folder with the documents already read (default a temporary one)")
	flag.Parse()
	if err := run(context.Background(), *program, *data, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "searchable:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, program, data string, folders []string) (err error) {
	work, err := os.MkdirTemp("", "searchable-*")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(work)) }()
	if data == "" {
		data = filepath.Join(work, "data")
		for _, folder := range folders {
			if out, err := exec.CommandContext(ctx, program, "--data", data, "import", "--wait", folder).CombinedOutput(); err != nil {
				fmt.Fprintf(os.Stderr, "import: %v: %s\n", err, out)
			}
		}
	}
	list, err := exec.CommandContext(ctx, program, "--data", data, "list", "--json", "--limit", "0").Output()
	if err != nil {
		return fmt.Errorf("list: %w", err)
	}
	out := tabwriter.NewWriter(os.Stdout, 2, 8, 2, ' ', 0)
	_, _ = fmt.Fprintln(out, "DOCUMENT\tPAGES\tBYTES\tPDF\tGROWTH\tWORDS\tFOUND\tMEDIAN PT\tP95 PT\tMOST PT")
	for line := range strings.Lines(string(list)) {
		var d doc.Document
		if err := json.Unmarshal([]byte(line), &d); err != nil {
			return fmt.Errorf("list: %w", err)
		}
		if err := measure(ctx, out, program, data, work, d); err != nil {
			_, _ = fmt.Fprintf(out, "%.8s\t%d\t%d\t%v\n", d.File.SHA256, d.File.Pages, d.File.Bytes, err)
		}
	}
	return out.Flush()
}

func measure(ctx context.Context, out *tabwriter.Writer, program, data, work string, d doc.Document) error {
	whole, err := exec.CommandContext(ctx, program, "--data", data, "show", "--json", d.ID).Output()
	if err != nil {
		return fmt.Errorf("show: %w", err)
	}
	if err := json.Unmarshal(whole, &d); err != nil {
		return fmt.Errorf("show: %w", err)
	}
	dir := filepath.Join(work, d.ID)
	var files []string
	for _, format := range []string{"pdf", "hocr"} {
		made, err := exec.CommandContext(ctx, program, "--data", data, "export", "--format", format, "--to", dir, d.ID).CombinedOutput()
		if err != nil {
			return errors.New(strings.TrimSpace(string(made)))
		}
		files = append(files, strings.TrimSpace(string(made)))
	}
	st, err := os.Stat(files[0])
	if err != nil {
		return err
	}
	hocr, err := os.ReadFile(files[1])
	if err != nil {
		return err
	}
	seen, err := exec.CommandContext(ctx, "pdftotext", "-bbox", files[0], "-").Output()
	if err != nil {
		return fmt.Errorf("pdftotext: %w", err)
	}
	words, offs := compare(d, string(hocr), string(seen))
	growth := 100 * (float64(st.Size())/float64(d.File.Bytes) - 1)
	_, _ = fmt.Fprintf(out, "%.8s\t%d\t%d\t%d\t%+.1f %%\t%d\t%d\t%.2f\t%.2f\t%.2f\n", d.File.SHA256, d.File.Pages, d.File.Bytes, st.Size(), growth,
		words, len(offs), at(offs, 0.5), at(offs, 0.95), at(offs, 1))
	return nil
}

type box [4]float64

var (
	readPage  = regexp.MustCompile(`class="ocr_page"[^>]*bbox 0 0 (\d+) (\d+)`)
	readWord  = regexp.MustCompile(`class="ocrx_word"[^>]*bbox (\d+) (\d+) (\d+) (\d+);[^>]*>([^<]*)<`)
	foundPage = regexp.MustCompile(`<page width="([\d.]+)" height="([\d.]+)"`)
	foundWord = regexp.MustCompile(`xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">([^<]*)<`)
)

// compare counts the words of pages that were read as pictures and stand
// upright, and gives how far the nearest word of the same text was found.
func compare(d doc.Document, hocr, seen string) (words int, offs []float64) {
	reads, founds := strings.Split(hocr, "class=\"ocr_page\"")[1:], strings.Split(seen, "<page ")[1:]
	for i, p := range d.Pages {
		if i >= len(reads) || i >= len(founds) || p.TextSource != doc.TextOCR || p.Rotation != 0 || math.Abs(p.Skew) > 0.3 {
			continue
		}
		size := readPage.FindStringSubmatch("class=\"ocr_page\"" + reads[i])
		paper := foundPage.FindStringSubmatch("<page " + founds[i])
		if size == nil || paper == nil {
			continue
		}
		w, h := number(paper[1]), number(paper[2])
		if (w > h) != (number(size[1]) > number(size[2])) { // turned by the file; poppler tells the size before it
			w, h = h, w
		}
		sx, sy := w/number(size[1]), h/number(size[2])
		places := map[string][]box{}
		for _, m := range foundWord.FindAllStringSubmatch(founds[i], -1) {
			text := html.UnescapeString(m[5])
			places[text] = append(places[text], box{number(m[1]), number(m[2]), number(m[3]), number(m[4])})
		}
		for _, m := range readWord.FindAllStringSubmatch(reads[i], -1) {
			words++
			want := box{number(m[1]) * sx, number(m[2]) * sy, number(m[3]) * sx, number(m[4]) * sy}
			if off, ok := nearest(places[html.UnescapeString(m[5])], want); ok {
				offs = append(offs, off)
			}
		}
	}
	slices.Sort(offs)
	return words, offs
}

// nearest is the least of the largest differences of a side.
func nearest(places []box, want box) (off float64, ok bool) {
	off = math.Inf(1)
	for _, p := range places {
		most := 0.0
		for k := range p {
			most = max(most, math.Abs(p[k]-want[k]))
		}
		off = min(off, most)
	}
	return off, len(places) > 0
}

func at(sorted []float64, share float64) float64 {
	if len(sorted) == 0 {
		return 0
	}
	return sorted[int(share*float64(len(sorted)-1))]
}

func number(s string) float64 {
	v, _ := strconv.ParseFloat(s, 64) // the pattern lets only numbers through
	return v
}
