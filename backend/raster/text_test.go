package raster

import (
	"bytes"
	"image/jpeg"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"deskclerk/backend/doc"
)

func wordsOf(words []doc.Word) string {
	var all []string
	for _, w := range words {
		all = append(all, w.Text)
	}
	return strings.Join(all, " ")
}

func TestATextIsReadAsItStands(t *testing.T) {
	utf16 := []byte("\xff\xfeS\x00u\x00m\x00 \x001\x002\x00.\x005\x000\x00 \x00\xac\x20")
	for name, c := range map[string]struct {
		content []byte
		words   string
	}{
		"UTF-8":                      {[]byte("Größe  42\n\tEnde"), "Größe 42 Ende"},
		"UTF-8 with a mark":          {[]byte("\xef\xbb\xbfSum 3"), "Sum 3"},
		"UTF-16":                     {utf16, "Sum 12.50 €"},
		"Windows-1252":               {[]byte("M\xfcller \x80 5"), "Müller € 5"},
		"ends of lines of all kinds": {[]byte("one\rtwo\r\nthree"), "one two three"},
	} {
		t.Run(name, func(t *testing.T) {
			r := New(Options{})
			path := saved(t, c.content)
			in, err := r.Inspect(t.Context(), path, doc.OpenOptions{})
			if err != nil || in.Pages != 1 || in.MIME != "text/plain" {
				t.Fatalf("%+v, %v", in, err)
			}
			page, err := r.Page(t.Context(), path, 1, doc.OpenOptions{}, false)
			if err != nil {
				t.Fatal(err)
			}
			if got := wordsOf(page.Words); got != c.words || page.TextSource != doc.TextEmbedded {
				t.Errorf("read %q, want %q", got, c.words)
			}
		})
	}
}

func TestALongTextIsPagedAndFolded(t *testing.T) {
	var b strings.Builder
	for range 150 {
		b.WriteString(strings.Repeat("word ", 40) + "\n")
	}
	b.WriteString("\fLast page.")
	r := New(Options{})
	path := saved(t, []byte(b.String()))
	in, err := r.Inspect(t.Context(), path, doc.OpenOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if in.Pages < 4 {
		t.Fatalf("%d pages", in.Pages)
	}
	n := 0
	for number := 1; number <= in.Pages; number++ {
		page, err := r.Page(t.Context(), path, number, doc.OpenOptions{}, false)
		if err != nil {
			t.Fatal(err)
		}
		for _, w := range page.Words {
			n++
			if w.Box.Left < 0 || w.Box.Right > 1 || w.Box.Bottom > 1 || w.Box.Empty() {
				t.Fatalf("%q stands at %v", w.Text, w.Box)
			}
		}
	}
	if want := 150*40 + 2; n != want {
		t.Errorf("%d words, want %d", n, want)
	}
	if _, err := r.Inspect(t.Context(), path, doc.OpenOptions{MaxPages: 2}); doc.CodeOf(err) != doc.CodeTooManyPages {
		t.Error(err)
	}
	if _, err := r.Page(t.Context(), path, in.Pages+1, doc.OpenOptions{}, false); doc.CodeOf(err) != doc.CodeNotFound {
		t.Error(err)
	}
}

func TestAPrintedTextHasInkWhereItsWordsAre(t *testing.T) {
	r := New(Options{})
	path := saved(t, []byte("\n\n      Total: 12.50\n"))
	page, err := r.Page(t.Context(), path, 1, doc.OpenOptions{}, true)
	if err != nil || page.Image == nil || page.TextSource != doc.TextOCR {
		t.Fatalf("%+v, %v", page, err)
	}
	embedded, err := r.Page(t.Context(), path, 1, doc.OpenOptions{}, false)
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range embedded.Words {
		if c := contrast(page.Image, w.Box); c < 150 {
			t.Errorf("no ink at %q: %d", w.Text, c)
		}
	}
	picture, err := r.Render(t.Context(), path, 1, doc.OpenOptions{}, doc.RenderOptions{Width: 400})
	if err != nil {
		t.Fatal(err)
	}
	img, err := jpeg.Decode(bytes.NewReader(picture))
	if err != nil || img.Bounds().Dx() != 400 {
		t.Fatalf("%v, %v", img.Bounds(), err)
	}
}

func TestAnInvoiceInXMLIsPrinted(t *testing.T) {
	xml := []byte(`<?xml version="1.0"?><Invoice xmlns="x"><ID>7</ID></Invoice>`)
	path := saved(t, xml)
	r := New(Options{Print: func(got []byte) (string, bool) { return "Invoice number 7", bytes.Equal(got, xml) }})
	in, err := r.Inspect(t.Context(), path, doc.OpenOptions{})
	if err != nil || in.MIME != "application/xml" || len(in.Embedded) != 1 || !bytes.Equal(in.Embedded[0].Data, xml) {
		t.Fatalf("%+v, %v", in, err)
	}
	page, err := r.Page(t.Context(), path, 1, doc.OpenOptions{}, false)
	if err != nil || wordsOf(page.Words) != "Invoice number 7" {
		t.Fatalf("%+v, %v", page, err)
	}
	r = New(Options{Print: func([]byte) (string, bool) { return "", false }})
	if _, err := r.Inspect(t.Context(), path, doc.OpenOptions{}); doc.CodeOf(err) != doc.CodeCorrupt {
		t.Error(err)
	}
}

func TestAPDFWithoutItsFirstLineIsRebuilt(t *testing.T) {
	whole := newPDF().page(text("Headless but legible", 72, 500, 12), "", "").bytes()
	headless := whole[bytes.IndexByte(whole, '\n')+1:]
	r := newReader(t)
	path := saved(t, headless)
	in, err := r.Inspect(t.Context(), path, doc.OpenOptions{})
	if err != nil || in.Pages != 1 || len(in.Warnings) == 0 || in.Warnings[0].Code != doc.WarnRepairedFile {
		t.Fatalf("%+v, %v", in, err)
	}
	page, err := r.Page(t.Context(), path, 1, doc.OpenOptions{}, false)
	if err != nil || wordsOf(page.Words) != "Headless but legible" {
		t.Fatalf("%q, %v", wordsOf(page.Words), err)
	}
}

func TestAJPEG2000PictureIsRead(t *testing.T) {
	r := newReader(t)
	path := filepath.Join("testdata", "letter.jp2")
	in, err := r.Inspect(t.Context(), path, doc.OpenOptions{})
	if err != nil || in.Pages != 1 || in.MIME != "image/jp2" {
		t.Fatalf("%+v, %v", in, err)
	}
	page, err := r.Page(t.Context(), path, 1, doc.OpenOptions{}, false)
	if err != nil || page.Image == nil || contrast(page.Image, doc.Box{Right: 1, Bottom: 1}) < 150 {
		t.Fatalf("%d × %d, %v", page.Width, page.Height, err)
	}
	if _, err := r.Inspect(t.Context(), path, doc.OpenOptions{MaxPixels: 100}); doc.CodeOf(err) != doc.CodeTooManyPixels {
		t.Error(err)
	}
}

func FuzzLayOut(f *testing.F) {
	f.Add("one\ttwo\fthree\r\n" + strings.Repeat("x", 300))
	f.Fuzz(func(t *testing.T, content string) {
		laid := layOut(content)
		for _, page := range laid.pages {
			if len(page) > textRows {
				t.Fatalf("%d lines", len(page))
			}
			for _, line := range page {
				if utf8.RuneCountInString(line) > laid.columns {
					t.Fatalf("%d cells in a line of %d", utf8.RuneCountInString(line), laid.columns)
				}
			}
		}
	})
}
