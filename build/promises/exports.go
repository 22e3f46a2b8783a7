package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"deskclerk/internal/paper"
	"deskclerk/internal/served"
)

// exportPromises are tried on what is written, and by killing the program while
// it writes.
func exportPromises() []promise {
	return []promise{
		{44, "no cell runs in a spreadsheet, negative amounts stay numbers; a kill leaves the old file or the new one; every value comes back from a reader", both(
			testedIn("./backend/export", "TestCSVNeutralisesFormulas|TestEveryValueSurvives|TestEveryCharacterOfUnicode|TestAWorkbookHasTypedCells|"+
				"TestARowOfATable|TestRowsAreAppended|TestAFileThatDoesNotFit|TestAtomicFile"), tryExportKills)},
	}
}

// killingCalls are the system calls at each of which the program is killed once.
func killingCalls() []string { return []string{"fsync", "fdatasync", "renameat", "linkat"} }

// mostKills bounds the kills at one system call.
const mostKills = 200

// tryExportKills appends to a file and kills the program at each sync and each
// rename on the way. The file is then the old one or the new one, and the export
// is known unless the file is the old one.
func tryExportKills(ctx context.Context, b bench) (string, error) {
	if err := canTrace(ctx); err != nil {
		return "", err
	}
	o := b.program("data", "DESKCLERK_SECRETS_KEY_STORE=file")
	papers := filepath.Join(b.dir, "papers")
	if _, err := paper.Folder(papers, 2); err != nil {
		return "", err
	}
	file := filepath.Join(b.dir, "books.csv")
	export := []string{"export", "--profile", "table", "--review", "--again", "--append", "--to", file}
	for _, args := range [][]string{{"import", "--wait", papers}, export} {
		if out, err := served.Command(ctx, o, args...).CombinedOutput(); err != nil {
			return "", fmt.Errorf("%s: %w\n%s", args[0], err, out)
		}
	}
	first, err := os.ReadFile(file)
	if err != nil {
		return "", err
	}
	_, rows, _ := strings.Cut(string(first), "\r\n")
	kills, renewed := 0, 0
	for _, call := range killingCalls() {
		n, fresh, err := killAt(ctx, o, call, export, file, rows)
		if err != nil {
			return "", err
		}
		kills, renewed = kills+n, renewed+fresh
	}
	if kills == 0 {
		return "", errors.New("the program was never killed")
	}
	if out, err := served.Command(ctx, o, export...).CombinedOutput(); err != nil {
		return "", fmt.Errorf("after the kills: %w\n%s", err, out)
	}
	return fmt.Sprintf("%d kills at syncs and renames: %d times the new file, else the old one", kills, renewed), nil
}

// killAt kills the program at the first, second … call until it comes to its end
// alive, and looks at the file each time.
func killAt(ctx context.Context, o served.Options, call string, args []string, file, rows string) (kills, renewed int, err error) {
	for n := 1; n <= mostKills; n++ {
		before, err := os.ReadFile(file)
		if err != nil {
			return kills, renewed, err
		}
		plain := served.Command(ctx, o, args...)
		strace := exec.CommandContext(ctx, "strace", append([]string{
			"-f", "-qq", "-e", "trace=" + call, "-e", fmt.Sprintf("inject=%s:signal=SIGKILL:when=%d", call, n), "-o", os.DevNull,
		}, plain.Args...)...)
		// strace counts the calls of each thread by itself; one processor keeps them together.
		strace.Env = slices.Concat(plain.Env, []string{"GOMAXPROCS=1"})
		out, runErr := strace.CombinedOutput()
		after, err := os.ReadFile(file)
		if err != nil {
			return kills, renewed, err
		}
		switch string(after) {
		case string(before):
		case string(before) + rows:
			renewed++
		default:
			return kills, renewed, fmt.Errorf("killed at %s %d: the file is neither the old one nor the new one: %q", call, n, after)
		}
		if runErr == nil {
			return kills, renewed - 1, nil // it lived
		}
		if text := string(out); strings.Contains(text, "deskclerk:") {
			return kills, renewed, fmt.Errorf("%s %d: %w\n%s", call, n, runErr, text)
		}
		kills++
	}
	return kills, renewed, fmt.Errorf("%d kills at %s did not come to an end", mostKills, call)
}
