package cli_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"deskclerk/backend/doc"
)

// scale is a number that the environment may raise for a thorough run.
func scale(t *testing.T, name string, usual int) int {
	t.Helper()
	text := os.Getenv(name)
	if text == "" {
		return usual
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return n
}

func TestKilledAtRandomMomentsNothingIsLost(t *testing.T) {
	data := t.TempDir()
	dir, drawn := papers(t, scale(t, "DESKCLERK_TEST_PAPERS", 12))
	files, err := os.ReadDir(dir)
	if err != nil || len(files) != len(drawn) {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(1, 2))
	acknowledged := map[string]string{} // id by file name
	for range scale(t, "DESKCLERK_TEST_KILLS", 4) {
		s := serve(t, data)
		time.AfterFunc(time.Duration(100+random.IntN(2500))*time.Millisecond, s.kill)
		for _, f := range files {
			if id, err := upload(t, s, filepath.Join(dir, f.Name())); err == nil {
				acknowledged[f.Name()] = id
			}
		}
		<-s.done
	}

	s := serve(t, data)
	for _, f := range files {
		id, err := upload(t, s, filepath.Join(dir, f.Name()))
		if err != nil {
			t.Fatal(err)
		}
		if before, ok := acknowledged[f.Name()]; ok && before != id {
			t.Errorf("%s was acknowledged as %s and is now %s", f.Name(), before, id)
		}
		acknowledged[f.Name()] = id
	}
	for name, id := range acknowledged {
		eventually(t, 2*time.Minute, name+" ends", func() bool {
			d, err := s.Document(t.Context(), id)
			if err != nil {
				t.Fatal(err)
			}
			return d.Status.Finished()
		})
		checkWhole(t, s, id, filepath.Join(dir, name))
	}
	listing, err := s.Documents(t.Context(), doc.Query{})
	if err != nil || listing.Total != len(files) {
		t.Errorf("%d documents for %d files, %v", listing.Total, len(files), err)
	}
}

func upload(t *testing.T, s *server, path string) (string, error) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	up, err := s.Upload(t.Context(), filepath.Base(path), bytes.NewReader(data), doc.SourceUpload, doc.ProcessOptions{})
	return up.ID, err
}

// checkWhole looks whether a document has one result and its original is what
// was sent.
func checkWhole(t *testing.T, s *server, id, path string) {
	t.Helper()
	d, err := s.Document(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	if !d.Status.Read() || len(d.Pages) != 1 || d.Attempt == nil || d.Attempt.Number != 1 || d.Text == "" {
		t.Errorf("%s: status %s, %d pages, attempt %+v, error %+v", path, d.Status, len(d.Pages), d.Attempt, d.Error)
	}
	if v := d.Fields["total"].Value; v == nil {
		t.Errorf("%s has no total", path)
	}
	sent, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(sent)
	name := hex.EncodeToString(sum[:])
	kept, err := os.ReadFile(filepath.Join(s.data, "originals", name[:2], name[2:4], name))
	if err != nil || !bytes.Equal(kept, sent) {
		t.Errorf("the original of %s is not what was sent: %v", path, err)
	}
}

func TestAKilledProgramLeavesNoWorker(t *testing.T) {
	data := t.TempDir()
	dir, drawn := papers(t, 3)
	s := serve(t, data)
	for i := range drawn {
		if _, err := upload(t, s, paperPath(t, dir, i)); err != nil {
			t.Fatal(err)
		}
	}
	eventually(t, 10*time.Second, "a worker runs", func() bool { return len(workers(t, data)) > 0 })
	s.kill()
	eventually(t, 3*time.Second, "no worker is left", func() bool { return len(workers(t, data)) == 0 })
}

func paperPath(t *testing.T, dir string, i int) string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(dir, fmt.Sprintf("receipt-%03d.*", i+1)))
	if err != nil || len(found) != 1 {
		t.Fatalf("paper %d: %v, %v", i, found, err)
	}
	return found[0]
}

func TestASecondInstanceLeavesAndHandsItsFilesOver(t *testing.T) {
	data := t.TempDir()
	dir, _ := papers(t, 1)
	s := serve(t, data)

	begin := time.Now()
	second := run(t, data, "serve", "--addr", "127.0.0.1:0")
	if second.status != 1 || !strings.Contains(second.err, "already running") {
		t.Errorf("exit status %d: %s", second.status, second.err)
	}
	if took := time.Since(begin); took > 2*time.Second {
		t.Errorf("it took %s", took)
	}

	handed := mustRun(t, data, "import", "--wait", dir)
	if !strings.Contains(handed.err, "1 document") {
		t.Errorf("import: %s", handed.err)
	}
	listing, err := s.Documents(t.Context(), doc.Query{})
	if err != nil || listing.Total != 1 || !listing.Documents[0].Status.Read() {
		t.Errorf("the running program has %+v, %v", listing, err)
	}

	s.kill()
	if after := run(t, data, "list"); after.status != 0 {
		t.Errorf("a killed program left its lock: %s", after.err)
	}
}
