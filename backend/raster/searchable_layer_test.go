package raster

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"deskclerk/backend/doc"
)

// hiddenScan is a scan with the invisible text of its scanner, said in several ways.
func hiddenScan(text string) map[string][]byte {
	image := "q 420 0 0 595 0 0 cm /Im0 Do Q"
	hidden := "BT 3 Tr /F0 9 Tf 80 Tz 1 0 0 1 42 523 Tm (" + text + ") Tj ET"
	resources := func(d *pdfDoc, more string) string {
		return fmt.Sprintf("/XObject<</Im0 %d 0 R%s>>/Font<</F0<</Type/Font/Subtype/Type1/BaseFont/Courier>>>>", d.image(20, 30, 200), more)
	}
	out := map[string][]byte{}
	d := newPDF()
	out["one stream"] = d.page(image+" "+hidden, "", resources(d, "")).bytes()
	d = newPDF()
	res := resources(d, "")
	first, second, third := d.stream("", []byte("q")), d.stream("", []byte(image)), d.stream("", []byte("%x\nQ\nq\n0 0 0 rg .99 0 0 1 0 .4 cm "+hidden+"\nQ\n"))
	d.pages = append(d.pages, d.add(fmt.Sprintf("<</Type/Page/Parent 2 0 R/MediaBox[0 0 420 595]/Resources<<%s>>/Contents[%d 0 R %d 0 R %d 0 R]>>", res, first, second, third)))
	out["streams of a scanner"] = d.bytes()
	d = newPDF()
	form := d.stream("/Type/XObject/Subtype/Form/BBox[0 0 420 595]/Resources<</Font<</F0<</Type/Font/Subtype/Type1/BaseFont/Courier>>>>>>", []byte(hidden))
	out["a form"] = d.page(image+" q /Fm0 Do Q", "", resources(d, fmt.Sprintf("/Fm0 %d 0 R", form))).bytes()
	return out
}

func TestTheLayerOfTheScannerIsNotSaidTwice(t *testing.T) {
	for name, data := range hiddenScan("Strafe 1.234,56") {
		t.Run(name, func(t *testing.T) {
			page := readWords()
			path, _, err := layered(t, data, doc.OpenOptions{}, page)
			if err != nil {
				t.Fatal(err)
			}
			out := appended(t, path, data)
			found, w, h := poppler(t, path)
			if len(found) != len(page.Words) {
				t.Errorf("found %+v", found)
			}
			near(t, found, w, h, page.Words)
			samePicture(t, data, out)
		})
	}
}

func TestTheLayerOfAnEncryptedScanIsNotSaidTwice(t *testing.T) {
	d := newPDF().encrypt("open sesame")
	img := d.image(20, 30, 200)
	data := d.page("q 420 0 0 595 0 0 cm /Im0 Do Q BT 3 Tr /F1 9 Tf 1 0 0 1 42 523 Tm (Strafe 1.234,56) Tj ET", "", fmt.Sprintf("/XObject<</Im0 %d 0 R>>", img)).bytes()
	page := readWords()
	path, _, err := layered(t, data, doc.OpenOptions{Password: "open sesame"}, page)
	if err != nil {
		t.Fatal(err)
	}
	found, w, h := poppler(t, path, "-upw", "open sesame")
	if len(found) != len(page.Words) {
		t.Errorf("found %+v", found)
	}
	near(t, found, w, h, page.Words)
}

func TestALayerThatSaysMoreThanWasReadStays(t *testing.T) {
	text := strings.Repeat("The goods remain our property until they are paid in full. ", 4)
	for name, data := range hiddenScan(text) {
		t.Run(name, func(t *testing.T) {
			page := readWords()
			path, _, err := layered(t, data, doc.OpenOptions{}, page)
			if err != nil {
				t.Fatal(err)
			}
			found, w, h := poppler(t, path)
			near(t, found, w, h, page.Words)
			if !slices.ContainsFunc(found, func(s seen) bool { return s.text == "property" }) {
				t.Errorf("found %+v", found)
			}
		})
	}
}

func TestALayerStaysWhenItSaysClearlyMoreThanWasRead(t *testing.T) {
	for name, tt := range map[string]struct {
		text  string
		stays bool
	}{
		"a fifth more, and signs": {"property of the seller until 5 | -- | --", false},
		"two fifths more":         {"property of the seller until the 3rd", true},
	} {
		page := readWords() // of 21 letters and digits
		path, _, err := layered(t, hiddenScan(tt.text)["one stream"], doc.OpenOptions{}, page)
		if err != nil {
			t.Fatal(err)
		}
		found, w, h := poppler(t, path)
		near(t, found, w, h, page.Words)
		if stays := slices.ContainsFunc(found, func(s seen) bool { return s.text == "property" }); stays != tt.stays {
			t.Errorf("%s: found %+v", name, found)
		}
	}
}

func TestALayerOfOursIsLikeAnyOther(t *testing.T) {
	polish, greek := printed(alphabets["Polish"]...), printed("ΑΠΟΔΕΙΞΗ")
	d := newPDF()
	img := d.image(20, 30, 200)
	data := d.page("q 595 0 0 842 0 0 cm /Im0 Do Q", "/MediaBox[0 0 595 842]", fmt.Sprintf("/XObject<</Im0 %d 0 R>>", img)).bytes()
	want := polish.Words
	for _, pass := range []struct {
		name string
		page doc.Page
		more []doc.Word
	}{{"once", polish, nil}, {"once more", polish, nil}, {"below a shorter one", greek, greek.Words}} {
		path, _, err := layered(t, data, doc.OpenOptions{}, pass.page)
		if err != nil {
			t.Fatal(err)
		}
		want = append(want, pass.more...)
		found, w, h := poppler(t, path)
		nearest(t, found, w, h, want)
		if len(found) != len(want) {
			t.Errorf("%s: found %+v", pass.name, found)
		}
		if data, err = os.ReadFile(path); err != nil {
			t.Fatal(err)
		}
	}
}

// alphabets are lines of a receipt with letters that WinAnsiEncoding lacks.
var alphabets = map[string][]string{
	"Greek":    {"ΑΠΟΔΕΙΞΗ ΛΙΑΝΙΚΗΣ", "ΣΥΝΟΛΟ 12,40 €", "Ευχαριστούμε για την προτίμησή σας"},
	"Polish":   {"PARAGON FISKALNY", "Sprzedaż opodatk. PTU A 23,00", "Dziękujemy, miłego dnia życzą Żabka i Łoś"},
	"Croatian": {"RAČUN br. 12/1/1", "Ukupno za plaćanje: 45,00", "Hvala, dođite nam opet čim požurite"},
	"Turkish":  {"TEŞEKKÜR EDERİZ", "TOPLAM *12,50", "Fiş No: 0042 Ödeme şekli: nakit, ığdır"},
	"Cyrillic": {"КАССОВЫЙ ЧЕК", "ИТОГ 1234.56", "Спасибо за покупку! Щёлково, объезд"},
}

func TestOtherAlphabetsAreReadByMoreThanOneReader(t *testing.T) {
	for name, lines := range alphabets {
		t.Run(name, func(t *testing.T) {
			page := printed(lines...)
			d := newPDF()
			img := d.image(20, 30, 200)
			path, _, err := layered(t, d.page("q 595 0 0 842 0 0 cm /Im0 Do Q", "/MediaBox[0 0 595 842]", fmt.Sprintf("/XObject<</Im0 %d 0 R>>", img)).bytes(), doc.OpenOptions{}, page)
			if err != nil {
				t.Fatal(err)
			}
			found, w, h := poppler(t, path)
			nearest(t, found, w, h, page.Words)
			if len(found) != len(page.Words) {
				t.Errorf("%d words became %d", len(page.Words), len(found))
			}
			want := strings.Fields(strings.Join(lines, " "))
			if got := pdfiumText(t, path); !slices.Equal(strings.Fields(got), want) {
				t.Errorf("PDFium reads %q, want %q", strings.Fields(got), want)
			}
			out, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if bytes.Contains(out, []byte("/FontFile2")) {
				t.Error("a font was embedded")
			}
		})
	}
}

// pdfiumText is what PDFium takes the first page to say.
func pdfiumText(t *testing.T, path string) string {
	t.Helper()
	r := newReader(t)
	r.mu.Lock()
	defer r.mu.Unlock()
	s, err := openSource(t.Context(), path, limits(doc.OpenOptions{}))
	if err != nil {
		t.Fatal(err)
	}
	defer s.close()
	p, err := r.pdf(s)
	if err != nil {
		t.Fatal(err)
	}
	pg, err := p.page(1)
	if err != nil {
		t.Fatal(err)
	}
	defer pg.close()
	chars, ok, err := pg.chars()
	if err != nil || !ok {
		t.Fatal(ok, err)
	}
	var b strings.Builder
	for _, c := range chars {
		b.WriteRune(c.Rune)
	}
	return b.String()
}

// TestASmallScanGrowsLittle: a page of twelve thousand bytes with a receipt of
// sixty words, which is the hard case.
func TestASmallScanGrowsLittle(t *testing.T) {
	const size, most = 12_000, 0.1
	random := rand.New(rand.NewPCG(7, 7)) //nolint:gosec // the same at each run
	noise := make([]byte, size)
	for i := range noise {
		noise[i] = byte(random.IntN(256)) //nolint:gosec // a byte
	}
	for name, lines := range alphabets {
		t.Run(name, func(t *testing.T) {
			var all []string
			for i := range 5 {
				for _, line := range lines {
					all = append(all, fmt.Sprintf("%s %d,%02d", line, i*7+3, i*13))
				}
			}
			page := printed(all...)
			page.Words = page.Words[:60]
			d := newPDF()
			img := d.add(fmt.Sprintf("<</Type/XObject/Subtype/Image/Width 100/Height 120/ColorSpace/DeviceGray/BitsPerComponent 8/Length %d>>stream\n%s\nendstream", size, noise))
			data := d.page("q 595 0 0 842 0 0 cm /Im0 Do Q", "/MediaBox[0 0 595 842]", fmt.Sprintf("/XObject<</Im0 %d 0 R>>", img)).bytes()
			path, made, err := layered(t, data, doc.OpenOptions{}, page)
			if err != nil {
				t.Fatal(err)
			}
			if grown := float64(made.Bytes)/float64(made.Source) - 1; grown > most {
				t.Errorf("%d bytes grew by %.1f %%", made.Source, 100*grown)
			}
			found, w, h := poppler(t, path)
			nearest(t, found, w, h, page.Words)
		})
	}
}
