package cli_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"deskclerk/internal/paper"
)

// binary and cache are made once by TestMain: the real program, built as a user
// has it, and the caches of its workers, which take seconds to fill.
var binary, cache string

func TestMain(m *testing.M) {
	status, err := testMain(m)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		status = 1
	}
	os.Exit(status)
}

func testMain(m *testing.M) (int, error) {
	dir, err := os.MkdirTemp("", "deskclerk-cli-*")
	if err != nil {
		return 1, err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	binary, cache = filepath.Join(dir, "deskclerk"), filepath.Join(dir, "data", "cache")
	build := exec.Command("go", "build", "-tags", "headless,nodynamic", "-o", binary, "deskclerk")
	if out, err := build.CombinedOutput(); err != nil {
		return 1, fmt.Errorf("build the program: %w\n%s", err, out)
	}
	if out, err := exec.Command(binary, "doctor", "--data", filepath.Dir(cache)).CombinedOutput(); err != nil {
		return 1, fmt.Errorf("fill the caches: %w\n%s", err, out)
	}
	return m.Run(), nil
}

// result is how a command ended.
type result struct {
	status   int
	out, err string
}

// program makes a command of the program that has only the given data folder.
func program(ctx context.Context, t *testing.T, data string, args ...string) *exec.Cmd {
	t.Helper()
	if err := os.Symlink(cache, filepath.Join(data, "cache")); err != nil && !errors.Is(err, os.ErrExist) {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(ctx, binary, append(args, "--data", data)...)
	cmd.Env = append(os.Environ(), "DESKCLERK_CONFIG="+filepath.Join(data, "none.toml"),
		"DESKCLERK_SECRETS_KEY_STORE=file") // no test reaches into a person's key store
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
