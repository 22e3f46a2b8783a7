// Command pages reads the documents of truth packs with the built program and
// keeps what was read, for the tools that train and compare:
//
//	go run ./build/pages -program build/bin/deskclerk-headless -to build/out/pages PACK…
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"deskclerk/backend/doc"
	"deskclerk/build/packs"
)

func main() {
	var r packs.Reader
	languages, skip := "", ""
	flag.StringVar(&r.Program, "program", "build/bin/deskclerk-headless", "the built program")
	flag.StringVar(&r.Cache, "cache", "build/out/cache", "folder of the workers' caches")
	flag.StringVar(&r.Keep, "to", "build/out/pages", "folder for what was read; a pack that lies there is not read again")
	flag.BoolVar(&r.Options.ForceOCR, "ocr", false, "read pages with a text layer as pictures too")
	flag.BoolVar(&r.Options.Thorough, "thorough", false, "make every pass over every page")
	flag.StringVar(&languages, "lang", "", "languages, such as eng+deu (default: found)")
	flag.StringVar(&skip, "skip", "", "parts of reading to leave out, such as columns,thick")
	flag.IntVar(&r.Jobs, "jobs", 0, "worker processes (default one for each core)")
	flag.Parse()
	if languages != "" {
		r.Options.Languages = strings.Split(languages, "+")
	}
	if skip != "" {
		r.Options.Skip = strings.Split(skip, ",")
	}
	if err := run(os.Stdout, r, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "pages:", err)
		os.Exit(1)
	}
}

// run reads the packs and tells w how much it was.
func run(w io.Writer, r packs.Reader, folders []string) error {
	var err error
	if r.Program, err = filepath.Abs(r.Program); err != nil {
		return err
	}
	for _, folder := range folders {
		cases, err := packs.Load(folder)
		if err != nil {
			return err
		}
		began := time.Now()
		pages, err := r.Read(context.Background(), cases)
		if err != nil {
			return err
		}
		fmt.Fprintf(w, "%s: %d documents, %d pages, %.1f s\n", filepath.Base(folder), len(cases), count(pages), time.Since(began).Seconds())
	}
	return nil
}

func count(pages [][]doc.Page) int {
	n := 0
	for _, p := range pages {
		n += len(p)
	}
	return n
}
