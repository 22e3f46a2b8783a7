// Command train learns the weights of extraction and the curves of confidence
// from truth packs, prints what grouped cross-validation says of them, and
// writes backend/extract/model.json, calibration.json and types.json:
//
//	go run ./build/train -pages build/out/pages PACK…
//
// The type is also taught by drawn papers (-drawn, see build/drawn), which count in
// no figure of it. They teach the confidence of fields too that no real paper has
// a label of; what is printed of those says "drawn". With -only types the fields
// stay as they are.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"time"

	"deskclerk/backend/doc"
	"deskclerk/build/packs"
)

// options of training. The strengths were chosen once, by cross-validation over
// a small grid, the same for all fields of a family.
type options struct {
	to, errors, only    string
	drawn               string
	folds, jobs         int
	seed                uint64
	pull, pullText      float64 // towards the hand-made weights
	pullSums, pullTypes float64
	lost                float64 // weight of papers whose right value is not among the candidates
	draw, drawBias      float64 // of a field's curve towards the one of all fields
	smooth              float64 // cases the curve counts for where thresholds are set
}

func main() {
	var r packs.Reader
	var o options
	flag.StringVar(&r.Program, "program", "build/bin/deskclerk-headless", "the built program")
	flag.StringVar(&r.Cache, "cache", "build/out/cache", "folder of the workers' caches")
	flag.StringVar(&r.Keep, "pages", "build/out/pages", "folder for what was read; what lies there is not read again. Pictures of embedded text: the same with -ocr")
	flag.StringVar(&o.to, "to", "backend/extract", "folder for what was learned; empty: only the figures")
	flag.StringVar(&o.errors, "errors", "", "list the errors of a field, such as receipt.total")
	flag.StringVar(&o.only, "only", "", "learn nothing else: types")
	flag.StringVar(&o.drawn, "drawn", "", "pack of drawn papers that teach types, and the confidence of fields without real cases")
	flag.IntVar(&o.folds, "folds", 10, "parts of cross-validation")
	flag.IntVar(&o.jobs, "jobs", runtime.NumCPU(), "parts at once")
	flag.Uint64Var(&o.seed, "seed", 1, "of the folds")
	flag.Float64Var(&o.pull, "pull", 8, "of single fields towards the hand-made weights")
	flag.Float64Var(&o.pullText, "pull-text", 30, "of names likewise")
	flag.Float64Var(&o.pullSums, "pull-sums", 20, "of sums likewise")
	flag.Float64Var(&o.pullTypes, "pull-types", 2, "of the type likewise")
	flag.Float64Var(&o.lost, "lost", 0, "weight of papers without the right candidate")
	flag.Float64Var(&o.draw, "draw", 0.2, "of a field's curve towards that of all fields")
	flag.Float64Var(&o.drawBias, "draw-bias", 0.1, "of its bias")
	flag.Float64Var(&o.smooth, "smooth", 200, "cases that the curve counts for where thresholds are set")
	flag.Parse()
	if o.only != "" && o.only != "types" {
		fmt.Fprintln(os.Stderr, "train: -only knows types")
		os.Exit(1)
	}
	if err := run(context.Background(), os.Stdout, r, o, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "train:", err)
		os.Exit(1)
	}
}

// run trains on the packs and writes the figures to w.
func run(ctx context.Context, w io.Writer, r packs.Reader, o options, folders []string) error {
	var err error
	if r.Program, err = filepath.Abs(r.Program); err != nil {
		return err
	}
	papers, err := readPapers(ctx, r, folders)
	if err != nil {
		return err
	}
	var drawn []*paper
	if o.drawn != "" {
		if drawn, err = readDrawn(ctx, r, o.drawn); err != nil {
			return err
		}
	}
	groups := group(papers, o.folds, o.seed)
	group(drawn, o.folds, o.seed)
	if o.only == "" {
		if err := trainFields(w, o, papers, drawn, groups); err != nil {
			return err
		}
	}
	enough := func(p *paper) bool { return p.Truth.Type == doc.TypeInvoice } // of these there are real ones
	return trainTypes(w, o, papers, slices.DeleteFunc(slices.Clone(drawn), enough))
}

// trainFields learns the weights and the confidence of all fields.
func trainFields(w io.Writer, o options, papers, drawn []*paper, groups int) error {
	began := time.Now()
	e, err := loadErrata()
	if err != nil {
		return err
	}
	c := newCurriculum(o, papers, e)
	v, err := c.crossValidate(e)
	if err != nil {
		return err
	}
	weights, err := c.learn(func(*paper) bool { return true })
	if err != nil {
		return err
	}
	v.fields = append(v.fields, c.chooseDrawn(drawn, over(weights))...)
	crossCalibrate(v.fields, o)
	fmt.Fprintf(w, "%d papers, %d groups, %d folds; learned in %.1f s\n", len(papers), groups, o.folds, time.Since(began).Seconds())
	v.print(w)
	if o.errors != "" {
		v.printErrors(w, o.errors)
	}
	if o.to == "" {
		return nil
	}
	return c.write(v, weights)
}
