package ocr

import (
	"bytes"
	"fmt"
	"image"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	drawn "deskclerk/internal/paper" // the name is taken here
)

// The plain command line is linked with Tesseract's own layers: it must give the
// same words at the same places with the same confidence, to the last digit.
func TestLayersComputeWhatTesseractComputes(t *testing.T) {
	if !strings.HasPrefix(engineVersion(), "tesseract 5.3.") {
		t.Skip("another version computes its layers itself")
	}
	folder := t.TempDir()
	if _, err := New(Options{CacheDir: folder}); err != nil {
		t.Fatal(err)
	}
	before := adoptedLayers()
	e, err := newEngine(folder, []string{"eng"})
	if err != nil {
		t.Fatal(err)
	}
	defer e.close()
	if n := adoptedLayers() - before; n < 7 { // a window, its layer, a pool, four that remember
		t.Errorf("%d layers are computed here; build with eval \"$(build/native/env.sh)\"", n)
	}
	for seed := range uint64(3) {
		receipt, err := drawn.Receipt(seed + 1)
		if err != nil {
			t.Fatal(err)
		}
		img := evenContrast(scale(receipt.Image, 0.9))
		ours, _, err := e.read(t.Context(), img, psmBlock)
		if err != nil {
			t.Fatal(err)
		}
		if words := len(parseTSV(ours, img.Rect.Dx(), img.Rect.Dy())); words < 20 {
			t.Errorf("only %d words were read", words)
		}
		if theirs := plain(t, folder, img); theirs != ours {
			t.Errorf("receipt %d is read otherwise:\n%s", seed, firstDifference(ours, theirs))
		}
	}
}

// plain is what the tesseract command makes of the image.
func plain(t *testing.T, folder string, img *image.Gray) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "page.pgm")
	pgm := fmt.Appendf(nil, "P5 %d %d 255\n", img.Rect.Dx(), img.Rect.Dy())
	for y := range img.Rect.Dy() {
		pgm = append(pgm, img.Pix[y*img.Stride:][:img.Rect.Dx()]...)
	}
	if err := os.WriteFile(file, pgm, 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), "tesseract", file, "stdout", "--tessdata-dir", folder, "--psm", "6", "-c", "invert_threshold=0.4", "-c", "tessedit_create_tsv=1")
	cmd.Env = append(os.Environ(), "OMP_THREAD_LIMIT=1")
	var failed bytes.Buffer
	cmd.Stderr = &failed
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("tesseract: %v: %s", err, failed.String())
	}
	_, rows, _ := strings.Cut(string(out), "\n") // the names of the columns
	return rows
}

func firstDifference(a, b string) string {
	one, other := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range min(len(one), len(other)) {
		if one[i] != other[i] {
			return "here  " + one[i] + "\nthere " + other[i]
		}
	}
	return fmt.Sprintf("%d and %d rows", len(one), len(other))
}
