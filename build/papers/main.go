// Command papers counts how often several receipts on one scan are noticed, on
// scans that it composes itself, and how often that is said of the pages of truth
// packs, which show one paper each:
//
//	go run ./build/papers -program build/bin/deskclerk-headless [PACK…]
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"

	"deskclerk/backend/doc"
	"deskclerk/build/packs"
	"deskclerk/internal/paper"
)

func main() {
	r := packs.Reader{}
	n := 1
	flag.StringVar(&r.Program, "program", "build/bin/deskclerk-headless", "the built program")
	flag.StringVar(&r.Cache, "cache", "build/out/cache", "folder of the workers' caches")
	flag.IntVar(&n, "n", 1, "scans of each kind to compose")
	flag.BoolVar(&r.Options.ForceOCR, "ocr", false, "read pages of packs with a text layer as pictures too")
	only := flag.String("only", "", "scans to compose, by a word of their kind, such as white; none composes none")
	all := flag.Bool("thorough", false, "make every pass; the first one is enough to find papers by")
	flag.Parse()
	if !*all {
		r.Options.Skip = []string{"look", "small", "thick", "columns", "language"}
	}
	if err := run(context.Background(), os.Stdout, r, *only, n, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "papers:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, w io.Writer, r packs.Reader, only string, n int, folders []string) error {
	var err error
	if r.Program, err = filepath.Abs(r.Program); err != nil {
		return err
	}
	if err := composed(ctx, w, r, kindsWith(only), n); err != nil {
		return err
	}
	for _, folder := range folders {
		if err := pack(ctx, w, r, folder); err != nil {
			return err
		}
	}
	return nil
}

// kind is one way to lay receipts on the glass.
type kind struct {
	name    string
	ground  uint8
	degrees float64
}

func kinds() []kind {
	return []kind{
		{"dark lid, level", 50, 0.3},
		{"dark lid, tilted", 50, 4},
		{"grey lid", 150, 1.5},
		{"light grey lid", 200, 1.5},
		{"white lid, level", 255, 0.3},
		{"white lid, tilted", 255, 1.5},
	}
}

// mostReceipts lie on one scan.
const mostReceipts = 9

// kindsWith are those whose names have the word.
func kindsWith(word string) []kind {
	return slices.DeleteFunc(kinds(), func(k kind) bool { return !strings.Contains(k.name, word) })
}

// composed reads scans of one to nine receipts, n of each kind, and counts those
// of which the right number of papers is said: none for one.
func composed(ctx context.Context, w io.Writer, r packs.Reader, kinds []kind, n int) error {
	dir, err := os.MkdirTemp("", "papers")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	var cases []packs.Case
	for _, k := range kinds {
		for number := 1; number <= mostReceipts; number++ {
			for i := range n {
				c, err := k.scan(dir, number, i)
				if err != nil {
					return err
				}
				cases = append(cases, c)
			}
		}
	}
	read, err := r.Read(ctx, cases)
	if err != nil {
		return err
	}
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	_, _ = fmt.Fprintln(table, "receipts\t1\t2\t3\t4\t5\t6\t7\t8\t9\t")
	for _, k := range kinds {
		_, _ = fmt.Fprintf(table, "%s\t", k.name)
		for number := 1; number <= mostReceipts; number++ {
			right := 0
			for _, pages := range read[:n] {
				if found := doc.PapersOn(pages); found == number || found == 0 && number == 1 {
					right++
				}
			}
			read = read[n:]
			_, _ = fmt.Fprintf(table, "%d/%d\t", right, n)
		}
		_, _ = fmt.Fprintln(table)
	}
	return table.Flush()
}

// scan composes one.
func (k kind) scan(dir string, number, i int) (packs.Case, error) {
	img, _, err := paper.Glass(paper.GlassOptions{Seed: uint64(100*number + i), Number: number, Ground: k.ground, Degrees: k.degrees})
	if err != nil {
		return packs.Case{}, err
	}
	data, err := paper.PNG(img)
	if err != nil {
		return packs.Case{}, err
	}
	name := fmt.Sprintf("%d-%d-%d-%.0f.png", number, i, k.ground, 10*k.degrees)
	path := filepath.Join(dir, name)
	return packs.Case{Pack: "composed", Stem: name, Path: path}, os.WriteFile(path, data, 0o600)
}

// pack names the documents of a pack that are taken for several papers.
func pack(ctx context.Context, w io.Writer, r packs.Reader, folder string) error {
	cases, err := packs.Load(folder)
	if err != nil {
		return err
	}
	read, err := r.Read(ctx, cases)
	if err != nil {
		return err
	}
	pages, several := 0, 0
	for i := range read {
		pages += len(read[i])
		if n := doc.PapersOn(read[i]); n > 0 {
			several++
			_, _ = fmt.Fprintf(w, "%s: %d papers\n", cases[i].Stem, n)
		}
	}
	_, err = fmt.Fprintf(w, "%s: %d documents, %d pages; several papers on those of %d\n", filepath.Base(folder), len(cases), pages, several)
	return err
}
