// Command ablation says what each part of reading brings: it reads documents of
// truth packs with parts left out and prints, for each way, the passes and the
// processor time a page takes, how many true totals, dates and merchants' names
// stand in the words and in other readings of them, and how many extraction gets
// right:
//
//	go run ./build/ablation -program build/bin/deskclerk-headless -n 20 PACK…
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"deskclerk/backend/doc"
	"deskclerk/build/packs"
)

func main() {
	var r packs.Reader
	n, only := 0, ""
	flag.StringVar(&r.Program, "program", "build/bin/deskclerk-headless", "the built program")
	flag.StringVar(&r.Cache, "cache", "build/out/cache", "folder of the workers' caches")
	flag.IntVar(&n, "n", 20, "documents of each pack, spread over it; 0: all")
	flag.StringVar(&only, "only", "", "one way alone")
	flag.Parse()
	if err := run(r, n, only, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "ablation:", err)
		os.Exit(1)
	}
}

// way is one set of parts.
type way struct {
	name    string
	options doc.ReadOptions
}

// ways go from the least to the most, then leave it to the judge.
func ways() []way {
	all := func(skip ...string) doc.ReadOptions {
		return doc.ReadOptions{ForceOCR: true, Thorough: true, Skip: skip}
	}
	adaptive := func(skip ...string) doc.ReadOptions { return doc.ReadOptions{ForceOCR: true, Skip: skip} }
	return []way{
		{"base pass", all("small", "thick", "columns", "look")},
		{"+ small", all("thick", "columns", "look")},
		{"+ thick", all("columns", "look")},
		{"+ columns", all("look")},
		{"+ looks", all("vote")},
		{"+ votes: thorough", all()},
		{"adaptive", adaptive()},
		{"adaptive, no looks", adaptive("look")},
		{"adaptive, no judge", adaptive("judge")},
		{"adaptive, no bare", adaptive("bare")},
	}
}

func run(r packs.Reader, n int, only string, folders []string) error {
	var err error
	if r.Program, err = filepath.Abs(r.Program); err != nil {
		return err
	}
	var cases []packs.Case
	for _, folder := range folders {
		all, err := packs.Load(folder)
		if err != nil {
			return err
		}
		cases = append(cases, spread(all, n)...)
	}
	fmt.Println(header)
	for _, w := range ways() {
		if only != "" && only != w.name {
			continue
		}
		r.Options = w.options
		readings, cpu, err := timed(context.Background(), r, cases)
		if err != nil {
			return err
		}
		fmt.Println(measure(cases, readings, cpu).row(w.name))
	}
	return nil
}

// spread takes n cases evenly.
func spread(cases []packs.Case, n int) []packs.Case {
	if n == 0 || n >= len(cases) {
		return cases
	}
	out := make([]packs.Case, n)
	for i := range out {
		out[i] = cases[i*len(cases)/n]
	}
	return out
}
