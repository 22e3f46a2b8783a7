package raster

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html"
	"image"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"

	"deskclerk/backend/doc"
)

// seen is a word as poppler finds it, in points from the top left of the page
// as it is shown.
type seen struct {
	text                     string
	left, top, right, bottom float64
}

var (
	seenPage = regexp.MustCompile(`<page width="([\d.]+)" height="([\d.]+)"`)
	seenWord = regexp.MustCompile(`<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">([^<]*)</word>`)
)

// poppler is the second opinion: the words of the first page and its size.
func poppler(t *testing.T, path string, args ...string) (words []seen, w, h float64) {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "pdftotext", append(append([]string{"-bbox"}, args...), path, "-")...).Output()
	if err != nil {
		t.Fatalf("pdftotext: %v", err)
	}
	size := seenPage.FindSubmatch(out)
	if size == nil {
		t.Fatalf("no page in %s", out)
	}
	number := func(b []byte) float64 {
		v, err := strconv.ParseFloat(string(b), 64)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	for _, m := range seenWord.FindAllSubmatch(out, -1) {
		words = append(words, seen{html.UnescapeString(string(m[5])), number(m[1]), number(m[2]), number(m[3]), number(m[4])})
	}
	return words, number(size[1]), number(size[2])
}

// layered writes the searchable copy and gives its path.
func layered(t *testing.T, data []byte, o doc.OpenOptions, pages ...doc.Page) (string, doc.Searchable, error) {
	t.Helper()
	dir := t.TempDir()
	list, err := json.Marshal(pages)
	if err != nil {
		t.Fatal(err)
	}
	words, to := filepath.Join(dir, "words.json"), filepath.Join(dir, "out.pdf")
	if err := os.WriteFile(words, list, 0o600); err != nil {
		t.Fatal(err)
	}
	made, err := newReader(t).Searchable(t.Context(), saved(t, data), o, doc.SearchableJob{Pages: words, To: to, Language: "de"})
	return to, made, err
}

// readWords are three words of a page that was read.
func readWords() doc.Page {
	return doc.Page{
		PageInfo: doc.PageInfo{Number: 1, TextSource: doc.TextOCR},
		Words: []doc.Word{
			{Text: "Straße", Box: doc.Box{Left: 0.1, Top: 0.1, Right: 0.3, Bottom: 0.13}},
			{Text: "Договор", Box: doc.Box{Left: 0.32, Top: 0.1, Right: 0.5, Bottom: 0.13}, Line: 0},
			{Text: "発票", Box: doc.Box{Left: 0.1, Top: 0.5, Right: 0.2, Bottom: 0.52}, Line: 1},
			{Text: "1.234,56", Box: doc.Box{Left: 0.7, Top: 0.9, Right: 0.85, Bottom: 0.93}, Line: 2},
		},
	}
}

// near holds the words that poppler finds against those of the page.
func near(t *testing.T, found []seen, w, h float64, want []doc.Word) {
	t.Helper()
	const most = 2 // points
	for _, word := range want {
		ok := false
		for _, f := range found {
			if f.text != word.Text {
				continue
			}
			ok = true
			off := max(math.Abs(f.left-word.Box.Left*w), math.Abs(f.right-word.Box.Right*w), math.Abs(f.top-word.Box.Top*h), math.Abs(f.bottom-word.Box.Bottom*h))
			if off > most {
				t.Errorf("%q is %.2f points off: %+v on a page of %.0f × %.0f, want %+v", word.Text, off, f, w, h, word.Box)
			}
		}
		if !ok {
			t.Errorf("%q was not found among %+v", word.Text, found)
		}
	}
}

func scanPage(more string) []byte {
	d := newPDF()
	img := d.image(20, 30, 200)
	return d.page("q 420 0 0 595 0 0 cm /Im0 Do Q", more, fmt.Sprintf("/XObject<</Im0 %d 0 R>>", img)).bytes()
}

func TestScannedPDFsGetTheirWordsInPlace(t *testing.T) {
	inherited := func() []byte {
		d := newPDF()
		img := d.image(20, 30, 200)
		c := d.stream("", []byte("q 420 0 0 595 0 0 cm /Im0 Do")) // no Q: the state is left changed
		p := d.add(fmt.Sprintf("<</Type/Page/Parent 2 0 R/Contents[%d 0 R]>>", c))
		d.objects[1] = fmt.Sprintf("<</Type/Pages/Kids[%d 0 R]/Count 1/MediaBox[0 0 420 595]/Resources<</XObject<</Im0 %d 0 R>>>>>>", p, img)
		d.pages = []int{p}
		return d.bytes()
	}
	packed := func() []byte { // with object streams and a cross-reference stream
		var b bytes.Buffer
		withoutConfig()
		if err := api.Optimize(bytes.NewReader(scanPage("")), &b, model.NewDefaultConfiguration()); err != nil {
			t.Fatal(err)
		}
		if !bytes.Contains(b.Bytes(), []byte("/ObjStm")) {
			t.Fatal("no object stream to try")
		}
		return b.Bytes()
	}
	tests := []struct {
		name string
		data []byte
		info doc.PageInfo
	}{
		{"a plain page", scanPage(""), doc.PageInfo{}},
		{"a page turned by a quarter", scanPage("/Rotate 90"), doc.PageInfo{}},
		{"a page turned by a half", scanPage("/Rotate 180"), doc.PageInfo{}},
		{"a page turned back", scanPage("/Rotate 270"), doc.PageInfo{}},
		{"a crop box that begins elsewhere", scanPage("/CropBox[20 50 400 550]"), doc.PageInfo{}},
		{"a cropped and turned page", scanPage("/CropBox[20 50 400 550]/Rotate 90"), doc.PageInfo{}},
		{"a media box that begins elsewhere", scanPage("/MediaBox[-100 -50 320 545]"), doc.PageInfo{}},
		{"resources of the tree, contents that change the state", inherited(), doc.PageInfo{}},
		{"compressed objects", packed(), doc.PageInfo{}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			page := readWords()
			path, made, err := layered(t, tt.data, doc.OpenOptions{}, page)
			if err != nil {
				t.Fatal(err)
			}
			if made.Layered != 1 || made.Pages != 1 || made.Archival {
				t.Errorf("made %+v", made)
			}
			out := appended(t, path, tt.data)
			found, w, h := poppler(t, path, "-cropbox")
			if strings.Contains(string(tt.data), "/Rotate 90") || strings.Contains(string(tt.data), "/Rotate 270") {
				w, h = h, w // poppler tells the size before the turn, the words after it
			}
			near(t, found, w, h, page.Words)
			samePicture(t, tt.data, out)
		})
	}
}

// samePicture renders both and compares: invisible text changes no pixel.
func samePicture(t *testing.T, before, after []byte) {
	t.Helper()
	r := newReader(t)
	a, b := shown(t, r, before, doc.RenderOptions{Width: 300}), shown(t, r, after, doc.RenderOptions{Width: 300})
	if !bytes.Equal(a.Pix, b.Pix) {
		t.Error("the page looks different")
	}
}

func TestWordsOfATurnedAndLeaningScanLieOnTheirInk(t *testing.T) {
	for _, tt := range []struct {
		name string
		info doc.PageInfo
	}{
		{"turned", doc.PageInfo{Rotation: 90}},
		{"upside down", doc.PageInfo{Rotation: 180}},
		{"leaning", doc.PageInfo{Skew: 2}},
		{"turned and leaning", doc.PageInfo{Rotation: 270, Skew: -1.5}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w, h := 420.0, 595.0
			s := newSheet(w, h, tt.info)
			up, across := w, h // of the upright page
			if tt.info.Rotation%180 == 90 {
				up, across = h, w
			}
			// What finish does to a point, step by step: a quarter turn, then the skew.
			for _, at := range [][2]float64{{0.2, 0.3}, {0.5, 0.5}, {0.7, 0.4}} {
				x, y := s.at(at[0], at[1])
				for range tt.info.Rotation / 90 {
					x, y, w, h = h-y, x, h, w
				}
				sin, cos := math.Sincos(tt.info.Skew * math.Pi / 180)
				dx, dy := x-up/2, y-across/2
				x, y = cos*dx-sin*dy+up/2, sin*dx+cos*dy+across/2
				if math.Abs(x-at[0]*up) > 1e-6 || math.Abs(y-at[1]*across) > 1e-6 {
					t.Errorf("%v came back as %.4f, %.4f", at, x/up, y/across)
				}
				w, h = 420, 595
			}
		})
	}
}

func TestPagesWithTextOfTheirOwnGetNoLayer(t *testing.T) {
	data := newPDF().page(letter(), "", "").bytes()
	page := readWords()
	page.TextSource = doc.TextEmbedded
	path, made, err := layered(t, data, doc.OpenOptions{}, page)
	if err != nil {
		t.Fatal(err)
	}
	out, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(out, data) || made.Layered != 0 {
		t.Errorf("the file was changed; made %+v", made)
	}
}

// appended reads the file, which begins with the original's bytes.
func appended(t *testing.T, path string, original []byte) []byte {
	t.Helper()
	out, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.HasPrefix(out, original) {
		t.Error("the original's bytes were changed")
	}
	return out
}

func TestAnEncryptedPDFStaysEncrypted(t *testing.T) {
	d := newPDF().encrypt("open sesame")
	img := d.image(20, 30, 200)
	data := d.page("q 420 0 0 595 0 0 cm /Im0 Do Q", "", fmt.Sprintf("/XObject<</Im0 %d 0 R>>", img)).bytes()
	page := readWords()
	path, _, err := layered(t, data, doc.OpenOptions{Password: "open sesame"}, page)
	if err != nil {
		t.Fatal(err)
	}
	appended(t, path, data)
	found, w, h := poppler(t, path, "-upw", "open sesame")
	near(t, found, w, h, page.Words)
	if _, _, err := layered(t, data, doc.OpenOptions{Password: "wrong"}, page); doc.CodeOf(err) != doc.CodePDFPassword {
		t.Errorf("with a wrong password: %v", err)
	}
}

func TestASignedPDFIsRefused(t *testing.T) {
	d := newPDF()
	signature := d.add("<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/adbe.pkcs7.detached/ByteRange[0 1 2 3]/Contents<3082>>>")
	field := d.add(fmt.Sprintf("<</FT/Sig/T(Signature1)/V %d 0 R>>", signature))
	d.catalog = fmt.Sprintf("/AcroForm<</SigFlags 3/Fields[%d 0 R]>>", field)
	img := d.image(20, 30, 200)
	data := d.page("q 420 0 0 595 0 0 cm /Im0 Do Q", "", fmt.Sprintf("/XObject<</Im0 %d 0 R>>", img)).bytes()
	path, _, err := layered(t, data, doc.OpenOptions{}, readWords())
	if doc.CodeOf(err) != doc.CodePDFSigned {
		t.Fatalf("error %v", err)
	}
	if _, err := os.Stat(path); err == nil {
		t.Error("a file was left")
	}
}

func TestPicturesBecomePagesWithTheirOwnData(t *testing.T) {
	gray := image.NewGray(image.Rect(0, 0, 300, 400))
	for i := range gray.Pix {
		gray.Pix[i] = byte(i%300/4 + i/900)
	}
	photo := jpegBytes(t, gray)
	for _, tt := range []struct {
		name  string
		data  []byte
		keeps []byte // bytes that stand in the PDF unchanged
	}{
		{"a JPEG", photo, photo},
		{"a JPEG that is stored on its side", jpegBytes(t, gray, oriented(6)), photo[len(photo)-500:]},
		{"a PNG", pngBytes(t, gray), nil},
		{"a PNG with transparency", pngBytes(t, letterF()), nil},
		{"a fax in a TIFF", fixture(t, "letter-g4.tif"), nil},
		{"a TIFF of several colours", fixture(t, "letter-lzw.tif"), nil},
		{"a WebP", fixture(t, "letter.webp"), nil},
		{"a HEIC photo", fixture(t, "letter.heic"), nil},
		{"a progressive JPEG", fixture(t, "letter-progressive.jpg"), fixture(t, "letter-progressive.jpg")},
		{"a JPEG for print", fixture(t, "letter-cmyk.jpg"), fixture(t, "letter-cmyk.jpg")},
	} {
		t.Run(tt.name, func(t *testing.T) {
			page := readWords()
			path, made, err := layered(t, tt.data, doc.OpenOptions{}, page)
			if err != nil {
				t.Fatal(err)
			}
			out, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Contains(out, tt.keeps) {
				t.Error("the picture's data were changed")
			}
			if want := !strings.Contains(tt.name, "for print"); made.Archival != want || bytes.Contains(out, []byte("pdfaid:part")) != want {
				t.Errorf("archival %t, want %t", made.Archival, want)
			}
			found, w, h := poppler(t, path)
			near(t, found, w, h, page.Words)
			alike(t, tt.data, out)
		})
	}
}

// alike compares the rendered file with the rendered PDF of it.
func alike(t *testing.T, before, after []byte) {
	t.Helper()
	r := newReader(t)
	a, b := shown(t, r, before, doc.RenderOptions{Width: 150}), shown(t, r, after, doc.RenderOptions{Width: 150})
	if a.Rect.Dx() != b.Rect.Dx() || a.Rect.Dy()-b.Rect.Dy() > 1 || b.Rect.Dy()-a.Rect.Dy() > 1 {
		t.Fatalf("%v became %v", a.Rect, b.Rect)
	}
	off := 0.0
	n := min(len(a.Pix), len(b.Pix))
	for i := range n {
		off += math.Abs(float64(a.Pix[i]) - float64(b.Pix[i]))
	}
	if off/float64(n) > 12 {
		t.Errorf("the page looks different: %.1f levels on the mean", off/float64(n))
	}
}

// printed is a page of lines of ink-like boxes: letters without ascenders are
// lower, those with descenders deeper, and each is as wide as its letters are in
// a font that is not the layer's.
func printed(lines ...string) doc.Page {
	const width, height = 2480, 3508 // pixels
	p := doc.Page{PageInfo: doc.PageInfo{Number: 1, TextSource: doc.TextOCR, Width: width, Height: height}}
	wide := func(r rune) float64 {
		switch {
		case strings.ContainsRune("iljtf.,:;'|!()", r):
			return 12
		case strings.ContainsRune("mwMW@€", r):
			return 34
		default:
			return 23
		}
	}
	for n, line := range lines {
		x, base := 150.0, 300+60*float64(n)
		for _, text := range strings.Fields(line) {
			right := x
			for _, r := range text {
				right += wide(r)
			}
			top, bottom := base-22, base
			if strings.ContainsAny(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZbdfhklt0123456789") {
				top = base - 30
			}
			if strings.ContainsAny(text, "gjpqy,;()") {
				bottom = base + 9
			}
			p.Words = append(p.Words, doc.Word{Text: text, Line: n, Confidence: 0.9, Box: doc.Box{Left: x / width, Right: right / width, Top: top / height, Bottom: bottom / height}})
			x = right + 14
		}
	}
	return p
}

func TestEveryWordOfLinesIsFoundNearItsInk(t *testing.T) {
	page := printed(
		"The quick brown fox jumps over (1.234,56) lazy dogs; every word is found where it was read.",
		"Ein Überblick über Größe, Maß und 45,00 € – „heiße Luft“ in Œuvre, naïve, Žofín, Šumava",
		"minimum illicit WWWW llll MMMM iiii ....... ,,,, @@ ()\\/ 12:45",
		"Всего к оплате 1.234,56 руб. с учётом скидки",
	)
	d := newPDF()
	img := d.image(20, 30, 200)
	data := d.page("q 595 0 0 842 0 0 cm /Im0 Do Q", "/MediaBox[0 0 595 842]", fmt.Sprintf("/XObject<</Im0 %d 0 R>>", img)).bytes()
	for _, tt := range []struct {
		name string
		data []byte
	}{{"a scanned PDF", data}, {"a picture", jpegBytes(t, image.NewGray(image.Rect(0, 0, 595, 842)))}} {
		t.Run(tt.name, func(t *testing.T) {
			path, _, err := layered(t, tt.data, doc.OpenOptions{}, page)
			if err != nil {
				t.Fatal(err)
			}
			found, w, h := poppler(t, path)
			nearest(t, found, w, h, page.Words)
		})
	}
}

// nearest holds each word against the nearest of its text.
func nearest(t *testing.T, found []seen, w, h float64, want []doc.Word) {
	t.Helper()
	const most = 2 // points
	for _, word := range want {
		off := math.Inf(1)
		for _, f := range found {
			if f.text == word.Text {
				off = min(off, max(math.Abs(f.left-word.Box.Left*w), math.Abs(f.right-word.Box.Right*w), math.Abs(f.top-word.Box.Top*h), math.Abs(f.bottom-word.Box.Bottom*h)))
			}
		}
		if off > most {
			t.Errorf("%q is %.2f points off", word.Text, off)
		}
	}
}

func TestSeveralPagesOfATIFFEachGetTheirWords(t *testing.T) {
	page := func() *image.Gray { return image.NewGray(image.Rect(0, 0, 200, 300)) }
	first, second := readWords(), readWords()
	second.Number = 2
	second.Words = []doc.Word{{Text: "second", Box: doc.Box{Left: 0.4, Top: 0.4, Right: 0.6, Bottom: 0.43}}}
	path, made, err := layered(t, tiffOf(100, 100, page(), page()), doc.OpenOptions{}, first, second)
	if err != nil {
		t.Fatal(err)
	}
	if made.Pages != 2 || made.Layered != 2 {
		t.Errorf("made %+v", made)
	}
	found, w, h := poppler(t, path, "-f", "2", "-l", "2")
	near(t, found, w, h, second.Words)
}
