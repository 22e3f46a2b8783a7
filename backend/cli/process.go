package cli

import (
	"context"
	"errors"
	"io"
	"iter"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"deskclerk/backend/doc"
	"deskclerk/backend/export"
	"deskclerk/backend/intake"
)

// processFlags are the flags of process.
type processFlags struct {
	format, output, kind, languages string
	jobs                            int
	keep, confidence, flags         bool
}

func (c *command) processCommand() *cobra.Command {
	var f processFlags
	cmd := &cobra.Command{
		Use:   "process PATH…",
		Short: "Read files and folders now and write the table",
		Long: "Reads files and folders now and writes what was found. Nothing is kept unless --keep is given.\n" +
			"The exit status is 0 when every document was read, 3 when some failed (each with its error in\n" +
			"the output), 2 for wrong use and 1 for anything else.",
		Example: "  deskclerk process receipts/ -o table.csv\n" +
			"  deskclerk process invoice.pdf --format json --type invoice\n" +
			"  deskclerk process scans/ --lang deu+eng --confidence --format csv",
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return c.process(cmd.Context(), args, f) },
	}
	cmd.Flags().StringVar(&f.format, "format", "csv", "csv, json or jsonl")
	cmd.Flags().StringVarP(&f.output, "output", "o", "", "write to FILE instead of standard output")
	readingFlags(cmd, &f.kind, &f.languages)
	cmd.Flags().IntVar(&f.jobs, "jobs", 0, "worker processes (default one for each core)")
	cmd.Flags().BoolVar(&f.keep, "keep", false, "keep the documents in the data folder")
	cmd.Flags().BoolVar(&f.confidence, "confidence", false, "add a column of confidence after each field (csv)")
	cmd.Flags().BoolVar(&f.flags, "flags", false, "add a column with the fields to look at (csv)")
	completeValues(cmd, "format", "csv", "json", "jsonl", "ofx", "qif", "ledger")
	return cmd
}

func (c *command) process(ctx context.Context, args []string, f processFlags) (err error) {
	format, err := export.ParseFormat(f.format)
	if err != nil {
		return usageError{err}
	}
	options, err := processOptions(f.kind, f.languages, typesKnown{own: f.keep})
	if err != nil {
		return err
	}
	if f.jobs < 0 {
		return usageError{errors.New("--jobs must not be negative")}
	}
	files, err := c.files(args)
	if err != nil {
		return err
	}
	conn, err := c.forProcess(ctx, f)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, conn.close()) }()

	w := newWatch(conn, c.Err, len(files))
	docs, err := w.run(ctx, files, options)
	if err != nil {
		return err
	}
	table := export.CSVOptions{Types: w.types(options.Type), Confidence: f.confidence, Flags: f.flags, Now: time.Now()}
	if err := c.write(f.output, func(out io.Writer) error { return export.Write(out, format, docs, table) }); err != nil {
		return err
	}
	w.summary(f.output)
	if w.failed > 0 {
		return errSomeFailed
	}
	return nil
}

// readingFlags say how documents are to be read; every command that reads has
// them. processOptions reads them.
func readingFlags(cmd *cobra.Command, kind, languages *string) {
	cmd.Flags().StringVar(kind, "type", "auto", "auto, receipt, invoice, bank_statement, identity or other")
	cmd.Flags().StringVar(languages, "lang", "", "languages on the pages, such as eng+deu (default from the configuration, else found on each page)")
	completeValues(cmd, "type", "auto", "receipt", "invoice", "other")
}

// forProcess opens the library that process reads into.
func (c *command) forProcess(ctx context.Context, f processFlags) (*connection, error) {
	if f.keep {
		return c.connect(ctx, true)
	}
	config, err := c.settings()
	if err != nil {
		return nil, err
	}
	if f.jobs > 0 {
		config.Worker.Count = f.jobs
	}
	return c.temporary(ctx, config)
}

// files lists what the arguments name and says what was passed over.
func (c *command) files(args []string) ([]string, error) {
	files, over, err := intake.Find(args)
	if err != nil {
		return nil, usageError{err}
	}
	for _, o := range over {
		c.note("passed over: %s (%s)", o.Path, o.Reason)
	}
	if len(files) == 0 {
		c.note("There are no files to read.")
	}
	return files, nil
}

// write writes to the file, atomically, or to standard output.
func (c *command) write(path string, write func(io.Writer) error) error {
	if path == "" || path == "-" {
		return write(c.Out)
	}
	return export.AtomicFile(path, write)
}

// processOptions reads the flags that say how documents are to be read.
func processOptions(kind, languages string, types typesKnown) (doc.ProcessOptions, error) {
	o := doc.ProcessOptions{Type: doc.Type(kind)}
	switch o.Type {
	case doc.TypeAuto, doc.TypeReceipt, doc.TypeInvoice, doc.TypeStatement, doc.TypeIdentity, doc.TypeOther:
	default:
		if !types.own || !isTypeName(o.Type) {
			return o, usageError{errors.New("--type is auto, receipt, invoice, bank_statement, identity or other" + types.more())}
		}
	}
	for l := range strings.FieldsFuncSeq(languages, func(r rune) bool { return r == '+' || r == ',' }) {
		o.Languages = append(o.Languages, l)
	}
	return o, nil
}

// completeValues offers a flag's values to the shell.
func completeValues(cmd *cobra.Command, flag string, values ...string) {
	complete := cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp)
	if err := cmd.RegisterFlagCompletionFunc(flag, complete); err != nil {
		panic(err) // the flag is not defined: a programmer's mistake
	}
}

// documents is what a command hands to the export.
type documents = iter.Seq2[doc.Document, error]
