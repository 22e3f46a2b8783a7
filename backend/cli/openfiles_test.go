package cli_test

import (
	"archive/zip"
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"deskclerk/backend/app"
	"deskclerk/backend/cli"
	"deskclerk/backend/doc"
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

// shut are windows that nothing opens.
type shut struct{}

func (shut) Open(context.Context, *app.App) error {
	return doc.Errorf(doc.CodeInternal, "a window opened")
}

func (shut) OpenPage(context.Context, io.Reader) error {
	return doc.Errorf(doc.CodeInternal, "a window opened")
}

func TestASecondStartHandsOverAZIPWithAllThatIsInIt(t *testing.T) {
	dir, _ := papers(t, 2)
	packed := filepath.Join(t.TempDir(), "scans.zip")
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	if err := z.AddFS(os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(packed, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	s := serve(t, t.TempDir())
	var out, errs bytes.Buffer
	if status := cli.Run([]string{"--data", s.data, packed}, cli.Streams{Out: &out, Err: &errs}, shut{}); status != 0 {
		t.Errorf("status %d: %s", status, errs.String())
	}
	listed, err := s.Documents(t.Context(), doc.Query{})
	if err != nil || listed.Total != 2 {
		t.Errorf("%d documents came in, %v", listed.Total, err)
	}
}
