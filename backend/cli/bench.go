package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"deskclerk/backend/bench"
	"deskclerk/backend/doc"
	"deskclerk/backend/export"
)

// cropWidth is how wide the pages are drawn that crops are cut from, in pixels.
const cropWidth = 1600

// benchFlags are the flags of bench.
type benchFlags struct {
	kind, languages, results, report string
	by                               []string
	jobs                             int
	asJSON, ocr, ignoreEmbedded      bool
}

func (c *command) benchCommand() *cobra.Command {
	var f benchFlags
	cmd := &cobra.Command{
		Use:   "bench PACK…",
		Short: "Measure the reading against truth packs",
		Long: "Reads the documents of truth packs as process does, compares what was found with the truth, and\n" +
			"prints for each field how much was found, right, accepted without a person, and wrong among that.\n" +
			"A pack is a folder with docs/, truth/NAME.json and pack.json; docs/measuring.md describes it.\n" +
			"The exit status is 0 whatever was measured, and 2 when a pack cannot be used.",
		Example: "  deskclerk bench packs/receipts --report report.html\n" +
			"  deskclerk bench packs/* --by language,source\n" +
			"  deskclerk bench packs/receipts --results results.jsonl --json",
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return c.bench(cmd.Context(), args, f) },
	}
	cmd.Flags().BoolVar(&f.asJSON, "json", false, "write one JSON object with everything that was measured")
	cmd.Flags().StringSliceVar(&f.by, "by", nil, "split the figures by type, language, country, source and pages")
	cmd.Flags().StringVar(&f.report, "report", "", "write an HTML report with pictures of what was wrong to FILE")
	cmd.Flags().StringVar(&f.results, "results", "", "measure the results in FILE (process --format jsonl) instead of reading")
	cmd.Flags().BoolVar(&f.ocr, "ocr", false, "read the page's picture even where the file holds text")
	cmd.Flags().BoolVar(&f.ignoreEmbedded, "ignore-embedded", false, "leave aside the data inside files, such as an e-invoice's XML")
	readingFlags(cmd, &f.kind, &f.languages)
	cmd.Flags().IntVar(&f.jobs, "jobs", 0, "worker processes (default one for each core)")
	return cmd
}

func (c *command) bench(ctx context.Context, folders []string, f benchFlags) (err error) {
	run, err := benchRun(folders, f)
	if err != nil {
		return usageError{err}
	}
	if f.results != "" {
		err := scoreResults(&run, f.results)
		if err != nil {
			return usageError{err}
		}
		return c.writeBench(bench.Measure(run), f)
	}
	options, err := processOptions(f.kind, f.languages, typesKnown{})
	if err != nil {
		return err
	}
	options.ForceOCR, options.IgnoreEmbedded = f.ocr, f.ignoreEmbedded
	conn, err := c.forProcess(ctx, processFlags{jobs: f.jobs})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, conn.close()) }()
	if err := c.readPacks(ctx, conn, &run, options); err != nil {
		return err
	}
	report := bench.Measure(run)
	if f.report != "" {
		c.note("Drawing the places of what was not right.")
		if err := cutCrops(ctx, conn, report.Wrong); err != nil {
			return err
		}
	}
	return c.writeBench(report, f)
}

// benchRun loads the packs and reads the flags that say what is measured.
func benchRun(folders []string, f benchFlags) (bench.Run, error) {
	var run bench.Run
	var err error
	if f.jobs < 0 {
		return run, errors.New("--jobs must not be negative")
	}
	if run.By, err = bench.ParseDimensions(f.by); err != nil {
		return run, err
	}
	for _, folder := range folders {
		p, err := bench.Load(folder)
		if err != nil {
			return run, err
		}
		run.Packs = append(run.Packs, p)
	}
	return run, nil
}

func benchCases(run *bench.Run) []bench.Case {
	var cases []bench.Case
	for _, p := range run.Packs {
		cases = append(cases, p.Cases...)
	}
	return cases
}

// scoreResults takes results that were made before.
func scoreResults(run *bench.Run, path string) error {
	file, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("the results cannot be read: %w", err)
	}
	defer func() { _ = file.Close() }()
	documents, err := bench.ReadResults(file)
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	run.Results, run.Missing = bench.Assign(benchCases(run), documents)
	if len(run.Results) == 0 {
		return fmt.Errorf("%s holds no result for a document of the packs", path)
	}
	return nil
}

// readPacks has the documents read, as process does.
func (c *command) readPacks(ctx context.Context, conn *connection, run *bench.Run, o doc.ProcessOptions) error {
	cases := benchCases(run)
	paths := make([]string, len(cases))
	for i, one := range cases {
		paths[i] = one.Path
	}
	w := newWatch(conn, c.Err, len(paths))
	began := time.Now()
	documents, err := w.run(ctx, paths, o)
	if err != nil {
		return err
	}
	run.Wall = time.Since(began)
	for d, err := range documents {
		if err != nil {
			return err
		}
		run.Results = append(run.Results, bench.Result{Case: cases[len(run.Results)], Document: d})
	}
	return nil
}

// cutCrops adds a picture of its place to every finding that has one. A page
// that cannot be drawn leaves its findings without.
func cutCrops(ctx context.Context, conn *connection, findings []bench.Finding) error {
	for i := range findings {
		f := &findings[i]
		if f.Box == nil || f.Page == 0 || f.Outcome == bench.Invented && !f.Accepted {
			continue
		}
		page, err := conn.PageImage(ctx, f.DocumentID, f.Page, cropWidth)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			continue
		}
		if f.Crop, err = bench.Crop(page, *f.Box); err != nil {
			return err
		}
	}
	return nil
}

// writeBench writes the report to where it was asked for.
func (c *command) writeBench(r bench.Report, f benchFlags) error {
	for _, w := range r.Warnings {
		c.note("note: %s", w)
	}
	if n := len(r.Missing); n > 0 {
		c.note("note: %s without a result, not counted: %s", plural(n, "document"), strings.Join(r.Missing, ", "))
	}
	if f.report != "" {
		if err := export.AtomicFile(f.report, func(w io.Writer) error { return r.WriteHTML(w, time.Now()) }); err != nil {
			return err
		}
	}
	if !f.asJSON {
		return r.WriteText(c.Out)
	}
	e := json.NewEncoder(c.Out)
	e.SetEscapeHTML(false)
	return e.Encode(r)
}
