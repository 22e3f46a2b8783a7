package cli_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"deskclerk/backend/cli"
	"deskclerk/internal/paper"
)

// TestMain lets the test binary be the program itself: with arguments of ours
// it runs the command line, so that the tests start real processes, workers
// included.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && !strings.HasPrefix(os.Args[1], "-test.") {
		os.Exit(cli.Run(os.Args[1:], cli.Streams{Out: os.Stdout, Err: os.Stderr}, nil))
	}
	os.Exit(m.Run())
}

// result is how a command ended.
type result struct {
	status   int
	out, err string
}

// program makes a command of this program that has only the given data folder.
func program(ctx context.Context, t *testing.T, data string, args ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(ctx, self, append(args, "--data", data)...)
	cmd.Env = append(os.Environ(), "DESKCLERK_CONFIG="+filepath.Join(data, "none.toml"))
	cmd.WaitDelay = 5 * time.Second
	return cmd
}

// run runs a command to its end.
func run(t *testing.T, data string, args ...string) result {
	t.Helper()
	cmd := program(t.Context(), t, data, args...)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatalf("%v: %v\n%s", args, err, errs.String())
	}
	return result{cmd.ProcessState.ExitCode(), out.String(), errs.String()}
}

// mustRun fails the test unless the command ends well.
func mustRun(t *testing.T, data string, args ...string) result {
	t.Helper()
	r := run(t, data, args...)
	if r.status != 0 {
		t.Fatalf("%v: exit status %d\n%s%s", args, r.status, r.out, r.err)
	}
	return r
}

// papers draws n receipts into a folder.
func papers(t *testing.T, n int) (string, []paper.Paper) {
	t.Helper()
	dir := t.TempDir()
	drawn, err := paper.Folder(dir, n)
	if err != nil {
		t.Fatal(err)
	}
	return dir, drawn
}

func writeFile(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}
