package paper_test

import (
	"bytes"
	"image"
	"os"
	"testing"

	"deskclerk/internal/paper"
)

func TestTheSameSeedDrawsTheSamePaper(t *testing.T) {
	a, err := paper.Receipt(7)
	if err != nil {
		t.Fatal(err)
	}
	b, err := paper.Receipt(7)
	if err != nil {
		t.Fatal(err)
	}
	c, err := paper.Receipt(8)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(a.Image.Pix, b.Image.Pix) || bytes.Equal(a.Image.Pix, c.Image.Pix) {
		t.Fatal("the seed does not decide the paper")
	}
}

func TestAFolderHoldsEveryKindOfFile(t *testing.T) {
	dir := t.TempDir()
	if _, err := paper.Folder(dir, 3); err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 3 {
		t.Fatalf("%v, %v", entries, err)
	}
}

func TestAScanHasAPageForEachPicture(t *testing.T) {
	page := image.NewGray(image.Rect(0, 0, 20, 20))
	scan, err := paper.ScanPDF(page, page)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(scan, []byte("/Count 2")) || !bytes.HasPrefix(scan, []byte("%PDF-1.4")) {
		t.Fatalf("%.200q", scan)
	}
}
