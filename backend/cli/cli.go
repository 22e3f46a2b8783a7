// Package cli is the command line: one file a command. Commands reach the
// library through the API's client, be it in their own process or in a program
// that already runs on the data folder.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"deskclerk/backend/app"
	"deskclerk/backend/doc"
)

// Streams are where a command reads and writes.
type Streams struct {
	Out io.Writer // results
	Err io.Writer // progress, notes and errors
}

// Window opens desktop windows. It is nil in a build without them.
type Window interface {
	// Open shows the program's window and returns when the person closes it.
	Open(ctx context.Context, a *app.App) error
	// OpenPage shows the page alone, as the window that holds the other end of
	// owner says, and returns with either.
	OpenPage(ctx context.Context, owner io.Reader) error
}

// command carries what every command needs.
type command struct {
	Streams
	window Window
	data   string // flag --data
	config string // flag --config
}

// Run runs the command line and returns the exit status: 0 when all went well,
// 2 for wrong use, 3 when some documents failed, 1 otherwise.
func Run(args []string, s Streams, w Window) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	c := &command{Streams: s, window: w}
	root := c.root()
	root.SetArgs(args)
	root.SetOut(s.Out)
	root.SetErr(s.Err)
	err := root.ExecuteContext(ctx)
	if err != nil {
		c.explain(err)
	}
	return exitStatus(err)
}

func (c *command) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "deskclerk [FILE…]",
		Short: "Reads scans, photos and PDFs on this machine and turns them into a table",
		Long: "Deskclerk reads scans, photos and PDFs on this machine and turns them into a table.\n" +
			"Without a command it opens its window, with the files and folders given, if any.",
		Example: "  deskclerk process ~/receipts -o table.csv\n" +
			"  deskclerk serve\n" +
			"  deskclerk\n" +
			"  deskclerk scan.pdf",
		Args:          filesToOpen,
		SilenceUsage:  true,
		SilenceErrors: true,
		RunE:          c.runWindow,
	}
	root.PersistentFlags().StringVar(&c.data, "data", "", "data folder (default $"+app.EnvData+", else the user's data folder)")
	root.PersistentFlags().StringVar(&c.config, "config", "", "configuration file (default $"+app.EnvConfig+", else the user's)")
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usageError{err} })
	root.AddCommand(
		c.processCommand(), c.importCommand(), c.listCommand(), c.showCommand(), c.exportCommand(), c.typesCommand(),
		c.reprocessCommand(), c.deleteCommand(), c.benchCommand(), c.serveCommand(), c.tokenCommand(), c.doctorCommand(), c.configCommand(),
		c.versionCommand(), c.workerCommand(), c.webhookCommand(), c.watchCommand(), c.pageWindowCommand(),
		c.backupCommand(), c.restoreCommand(), c.verifyCommand(), c.auditCommand(), c.retentionCommand(),
	)
	wrapArgs(root)
	return root
}

// wrapArgs makes every complaint about arguments a usage error.
func wrapArgs(cmd *cobra.Command) {
	if check := cmd.Args; check != nil {
		cmd.Args = func(cmd *cobra.Command, args []string) error {
			if err := check(cmd, args); err != nil {
				return usageError{err}
			}
			return nil
		}
	}
	for _, sub := range cmd.Commands() {
		wrapArgs(sub)
	}
}

// usageError is wrong use of the command line.
type usageError struct{ error }

func (e usageError) Unwrap() error { return e.error }

// errSomeFailed ends a command whose documents did not all succeed; each has
// said so itself.
var errSomeFailed = errors.New("some documents failed")

func exitStatus(err error) int {
	var usage usageError
	switch {
	case err == nil:
		return doc.ExitOK
	case errors.Is(err, errSomeFailed):
		return doc.ExitPartial
	case errors.As(err, &usage), strings.HasPrefix(err.Error(), "unknown command"):
		return doc.ExitUsage
	case errors.Is(err, context.Canceled):
		return doc.ExitOther
	default:
		return doc.CodeOf(err).Kind().Exit
	}
}

// explain writes an error for a person: what happened and what to do.
func (c *command) explain(err error) {
	var coded *doc.Error
	switch {
	case errors.Is(err, errSomeFailed):
	case errors.Is(err, context.Canceled):
		c.note("deskclerk: stopped")
	case errors.As(err, &coded):
		k := coded.Code.Kind()
		c.note("deskclerk: %s (%s)\n%s", k.Message, coded.Detail, k.Hint)
	default:
		c.note("deskclerk: %v", err)
		if exitStatus(err) == doc.ExitUsage {
			c.note("Run 'deskclerk --help' for what there is.")
		}
	}
}

// note writes a line to standard error. There is nobody to tell if that fails.
func (c *command) note(format string, args ...any) {
	_, _ = fmt.Fprintf(c.Err, format+"\n", args...)
}

// settings loads the configuration.
func (c *command) settings() (app.Config, error) {
	return app.LoadConfig(app.ConfigFile(c.config), os.Environ())
}

// quiet is the log of a command: warnings and worse, on standard error.
func (c *command) quiet(level slog.Level) *slog.Logger {
	return slog.New(slog.NewTextHandler(c.Err, &slog.HandlerOptions{Level: max(level, slog.LevelError)}))
}
