// Command promises tries what Deskclerk promises against the real program and
// prints a line for each: number, promise, figure, and whether it was held,
// broken or not tried. Each file of this package holds some of them.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"deskclerk/internal/served"
)

// promise is one line of the list.
type promise struct {
	number int
	text   string
	// try gives the figure it found. An error means that the promise is broken,
	// or not tried when it is one.
	try func(ctx context.Context, b bench) (figure string, err error)
}

// promises are all of them, in any order.
func promises() []promise {
	return slices.Concat(
		lossPromises(),
		readerPromises(),
		damagePromises(),
		privacyPromises(),
		doorPromises(),
		webhookPromises(),
		folderPromises(),
		apiPromises(),
		reviewPromises(),
		exportPromises(),
	)
}

// untried is the verdict on a promise that cannot be tried here.
const untried = "not tried"

// notTried is the reason why a promise cannot be tried here.
type notTried string

func (n notTried) Error() string { return string(n) }

// bench is where promises are tried.
type bench struct {
	bin string // the program
	dir string // a folder of the promise's own, gone afterwards

	size   size
	inside bool // in the namespace that the promise asked for
}

// size is how thorough a try is; the figures say what it was.
type size struct {
	kills     int // of the program, for each promise about kills
	pages     int // through the reader
	documents int // with canary words
	seconds   int // of a crowd
	mutations int // of sound files
	files     string
}

// program says what is run on the folder named so below the promise's own.
func (b bench) program(data string, env ...string) served.Options {
	return served.Options{Binary: b.bin, Data: filepath.Join(b.dir, data), Env: env}
}

// serve runs it.
func (b bench) serve(ctx context.Context) (*served.Program, error) {
	return served.Start(ctx, b.program("data"))
}

func main() { os.Exit(status()) }

func status() int {
	bin := flag.String("bin", "build/bin/deskclerk-headless", "the program to try")
	only := flag.String("only", "", "numbers of promises, divided by commas; empty is all")
	var b bench
	flag.IntVar(&b.size.kills, "kills", 40, "kills for each promise about them; 500 is the whole try")
	flag.IntVar(&b.size.pages, "pages", 60, "pages through the reader; 500 is the whole try")
	flag.IntVar(&b.size.documents, "documents", 100, "documents with canary words; 1000 is the whole try")
	flag.IntVar(&b.size.seconds, "seconds", 10, "of writers and readers at once; 60 is the whole try")
	flag.IntVar(&b.size.mutations, "mutations", 200, "of sound files; 5000 is the whole try")
	flag.StringVar(&b.size.files, "files", "", "a folder of awkward files to hand in as well")
	flag.BoolVar(&b.inside, "inside", false, "for the program itself: it runs in a namespace of its own")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	b.bin = *bin
	broken, err := run(ctx, b, *only)
	if err != nil {
		fmt.Fprintln(os.Stderr, "promises:", err)
		return 2
	}
	if broken > 0 {
		return 1
	}
	return 0
}

func run(ctx context.Context, b bench, only string) (broken int, err error) {
	if b.bin, err = filepath.Abs(b.bin); err != nil {
		return 0, err
	}
	all := promises()
	slices.SortStableFunc(all, func(a, b promise) int { return a.number - b.number })
	for _, p := range all {
		if only != "" && !slices.Contains(strings.Split(only, ","), strconv.Itoa(p.number)) {
			continue
		}
		start := time.Now()
		figure, err := p.tryIn(ctx, b)
		if ctx.Err() != nil {
			break // what was interrupted says nothing about the promise
		}
		verdict := "held"
		var not notTried
		switch {
		case errors.As(err, &not):
			verdict, figure = untried, string(not)
		case err != nil:
			verdict, figure = "BROKEN", strings.TrimSpace(figure+" "+err.Error())
			broken++
		}
		fmt.Printf("%3d  %-9s  %s\n                %s (%s)\n", p.number, verdict, p.text, figure, time.Since(start).Round(100*time.Millisecond))
	}
	return broken, ctx.Err()
}

func (p promise) tryIn(ctx context.Context, b bench) (figure string, err error) {
	dir, err := os.MkdirTemp("", "deskclerk-promise-*")
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	b.dir = dir
	return p.try(ctx, b)
}
