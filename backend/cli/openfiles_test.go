package cli_test

import (
	"path/filepath"
	"strings"
	"testing"
)

func TestABuildWithoutAWindowSaysHowElseFilesComeIn(t *testing.T) {
	dir, _ := papers(t, 1)
	r := run(t, t.TempDir(), filepath.Join(dir, "receipt-001.jpg"))
	if r.status != 2 || !strings.Contains(r.err, "deskclerk import") {
		t.Errorf("status %d: %s", r.status, r.err)
	}
}

func TestAMistypedCommandIsNoFile(t *testing.T) {
	r := run(t, t.TempDir(), "sevre")
	if r.status != 2 || !strings.Contains(r.err, `unknown command "sevre"`) || !strings.Contains(r.err, "serve") {
		t.Errorf("status %d: %s", r.status, r.err)
	}
}
