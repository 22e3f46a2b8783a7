package store_test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"deskclerk/backend/doc"
	"deskclerk/backend/store"
)

// victimFolder tells this test binary to be the program that gets killed.
const victimFolder = "DESKCLERK_TEST_VICTIM"

// victim admits documents and works on them as fast as it can, and says on its
// standard output which were acknowledged.
func victim(dir string) error {
	ctx := context.Background()
	s, err := store.Open(ctx, dir, store.Options{})
	if err != nil {
		return err
	}
	for i := 0; ; i++ {
		o, err := s.NewOriginal()
		if err != nil {
			return err
		}
		if _, err := fmt.Fprintf(o, "content %d", i); err != nil {
			return err
		}
		sum, size, err := o.Commit()
		if err != nil {
			return err
		}
		r, err := s.Admit(ctx, doc.Admission{Name: "a", SHA256: sum, Bytes: size, MIME: "x/y", Source: doc.Source{Kind: doc.SourceImport}})
		if err != nil {
			return err
		}
		fmt.Println(r.DocumentID, i)
		job, err := s.Claim(ctx, []string{store.KindInspect}, time.Minute)
		if err != nil || job == nil {
			return err
		}
		if i%3 == 0 {
			continue // left running
		}
		if err := s.FinishInspect(ctx, job, doc.Inspection{Pages: 2}); err != nil {
			return err
		}
	}
}

func TestWhatWasAcknowledgedSurvivesAKill(t *testing.T) {
	l := &library{clock: newClock(), dir: t.TempDir()}
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), victimFolder+"="+l.dir)
	child.Stderr = os.Stderr
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	acknowledged := map[string]string{}
	for lines := bufio.NewScanner(out); lines.Scan(); {
		id, i, found := strings.Cut(lines.Text(), " ")
		if !found {
			t.Fatalf("the victim said %q", lines.Text())
		}
		if acknowledged[id] = "content " + i; len(acknowledged) == 40 {
			if err := child.Process.Kill(); err != nil {
				t.Fatal(err)
			}
		}
	}
	_ = child.Wait()
	if len(acknowledged) < 40 {
		t.Fatalf("the victim ended by itself after %d", len(acknowledged))
	}
	l.clock.t = time.Now() // the victim has the real time
	l.open(t)
	if _, err := l.RescueAll(t.Context()); err != nil {
		t.Fatal(err)
	}
	l.work(t, 2)
	for id, content := range acknowledged {
		d := l.document(t, id)
		kept, err := os.ReadFile(l.OriginalPath(d.File.SHA256))
		if err != nil || string(kept) != content || d.Status != doc.StatusNeedsReview || len(d.Pages) != 2 {
			t.Errorf("%s: %q, %s, %v", id, kept, d.Status, err)
		}
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	checkIntegrity(t, filepath.Join(l.dir, "deskclerk.db"))
}
