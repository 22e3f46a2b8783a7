package raster

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"deskclerk/backend/doc"
)

func TestATrustedTextLayerComesOutInRows(t *testing.T) {
	r := newReader(t)
	for name, more := range map[string]string{
		"as it is":          "",
		"turned right":      "/Rotate 90",
		"upside down":       "/Rotate 180",
		"turned left":       "/Rotate -90",
		"cropped and moved": "/MediaBox[-100 -50 700 900]/CropBox[0 0 420 595]",
	} {
		t.Run(name, func(t *testing.T) {
			content := letter()
			if strings.Contains(more, "Rotate") {
				content = onTurnedPage(more)
			}
			p := readPage(t, r, newPDF().page(content, turnedMore(more), "").bytes(), 1, doc.OpenOptions{})
			if p.TextSource != doc.TextEmbedded || p.Image != nil || len(p.Warnings) > 0 {
				t.Fatalf("source %q, image %v, warnings %v", p.TextSource, p.Image != nil, p.Warnings)
			}
			if p.Width != 1750 || p.Height != 2479 || p.DPI != 300 {
				t.Errorf("%d × %d at %d", p.Width, p.Height, p.DPI)
			}
			if got := (doc.Page{Words: p.Words}).Text(); got != letterText {
				t.Errorf("got\n%s", got)
			}
		})
	}
}

// onTurnedPage draws the letter so that it stands upright once the page's own
// rotation is applied.
func onTurnedPage(more string) string {
	switch {
	case strings.Contains(more, "-90"):
		return "q 0 -1 1 0 0 420 cm " + letter() + "Q"
	case strings.Contains(more, "90"):
		return "q 0 1 -1 0 595 0 cm " + letter() + "Q"
	}
	return "q -1 0 0 -1 420 595 cm " + letter() + "Q"
}

// A turned page must be as wide as the letter is high before it is turned.
func turnedMore(more string) string {
	if strings.Contains(more, "Rotate") && strings.Contains(more, "90") {
		return more + "/MediaBox[0 0 595 420]"
	}
	return more
}

func TestTextLayersThatAreReadAnew(t *testing.T) {
	r := newReader(t)
	page := func(content, resources string) func(d *pdfDoc) {
		return func(d *pdfDoc) { d.page(content, "", resources) }
	}
	private := "/CIDInit /ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <00> <ff> endcodespacerange " +
		"1 beginbfrange <20> <7e> <e020> endbfrange endcmap " + "end " + "end"
	for name, c := range map[string]struct {
		build  func(d *pdfDoc)
		source doc.TextSource
		layer  bool // the layer's being ignored is told
		blank  bool
	}{
		"a letter": {page(letter(), ""), doc.TextEmbedded, false, false},
		"a letter with a logo": {func(d *pdfDoc) {
			i := d.image(100, 50, 90)
			d.page("q 120 0 0 60 280 525 cm /I Do Q "+letter(), "", fmt.Sprintf("/XObject<</I %d 0 R>>", i))
		}, doc.TextEmbedded, false, false},
		"a scan alone": {func(d *pdfDoc) {
			i := d.image(600, 850, 200)
			d.page("q 420 0 0 595 0 0 cm /I Do Q", "", fmt.Sprintf("/XObject<</I %d 0 R>>", i))
		}, doc.TextOCR, false, true},
		"a scan with unpainted text": {func(d *pdfDoc) {
			i := d.image(600, 850, 200)
			d.page("q 420 0 0 595 0 0 cm /I Do Q 3 Tr "+letter(), "", fmt.Sprintf("/XObject<</I %d 0 R>>", i))
		}, doc.TextOCR, true, true},
		"a scan over painted text": {func(d *pdfDoc) {
			i := d.image(600, 850, 200)
			d.page(letter()+"q 420 0 0 595 0 0 cm /I Do Q", "", fmt.Sprintf("/XObject<</I %d 0 R>>", i))
		}, doc.TextOCR, true, true},
		"a scan inside a form, with text over it": {func(d *pdfDoc) {
			i := d.image(600, 850, 200)
			f := d.stream(fmt.Sprintf("/Type/XObject/Subtype/Form/BBox[0 0 1 1]/Resources<</XObject<</I %d 0 R>>>>", i), []byte("/I Do"))
			d.page("q 420 0 0 595 0 0 cm /F Do Q "+letter(), "", fmt.Sprintf("/XObject<</F %d 0 R>>", f))
		}, doc.TextOCR, true, false},
		"unpainted text alone":  {page("3 Tr "+letter(), ""), doc.TextOCR, true, true},
		"white text on white":   {page("1 g "+letter(), ""), doc.TextOCR, true, true},
		"text that lies turned": {page("q 0 1 -1 0 420 0 cm "+letter()+"Q", ""), doc.TextOCR, true, false},
		"a font whose map leads to private characters": {func(d *pdfDoc) {
			m := d.stream("", []byte(private))
			d.objects[2] = fmt.Sprintf("<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode %d 0 R>>", m)
			d.page(letter(), "", "")
		}, doc.TextOCR, true, false},
		"nothing": {page("", ""), doc.TextOCR, false, true},
	} {
		t.Run(name, func(t *testing.T) {
			d := newPDF()
			c.build(d)
			p := readPage(t, r, d.bytes(), 1, doc.OpenOptions{})
			if p.TextSource != c.source || (p.Image == nil) != (c.source == doc.TextEmbedded) {
				t.Errorf("source %q, image %v", p.TextSource, p.Image != nil)
			}
			if got := hasWarning(p.Warnings, doc.WarnTextLayer); got != c.layer {
				t.Errorf("warnings %v", p.Warnings)
			}
			if got := hasWarning(p.Warnings, doc.WarnBlankPage); got != c.blank {
				t.Errorf("warnings %v", p.Warnings)
			}
			if p.Image != nil && (p.Image.Rect.Dx() != p.Width || p.Image.Rect.Dy() != p.Height) {
				t.Errorf("image %v, page %d × %d", p.Image.Rect, p.Width, p.Height)
			}
		})
	}
}

func TestReadingAnewCanBeForced(t *testing.T) {
	r := newReader(t)
	p, err := r.Page(t.Context(), saved(t, newPDF().page(letter(), "", "").bytes()), 1, doc.OpenOptions{}, true)
	if err != nil || p.Image == nil || p.TextSource != doc.TextOCR || len(p.Warnings) > 0 {
		t.Errorf("%+v, %v", p, err)
	}
}

func TestFilledFieldsAreWords(t *testing.T) {
	d := newPDF()
	look := d.stream("/Type/XObject/Subtype/Form/BBox[0 0 200 20]/Resources<</Font<</F1 3 0 R>>>>", []byte(text("Jane Doe", 2, 5, 10)))
	field := d.add(fmt.Sprintf("<</Type/Annot/Subtype/Widget/FT/Tx/T(name)/V(Jane Doe)/F 4/Rect[40 300 240 320]/AP<</N %d 0 R>>>>", look))
	d.page(letter(), fmt.Sprintf("/Annots[%d 0 R]", field), "")
	d.catalog = fmt.Sprintf("/AcroForm<</Fields[%d 0 R]>>", field)
	p := readPage(t, newReader(t), d.bytes(), 1, doc.OpenOptions{})
	if got := (doc.Page{Words: p.Words}).Text(); got != letterText+"\nJane Doe" {
		t.Errorf("got\n%s", got)
	}
}

func TestPDFFaultsHaveTheirCodes(t *testing.T) {
	r := newReader(t)
	whole := newPDF().page(letter(), "", "").bytes()
	loop := newPDF()
	loop.objects[1] = "<</Type/Pages/Kids[2 0 R 4 0 R]/Count 2>>"
	loop.add("<</Type/Pages/Parent 2 0 R/Kids[2 0 R 4 0 R]/Count 7>>")
	claim := newPDF().page("", "", "")
	claim.objects[1] = "<</Type/Pages/Kids[5 0 R]/Count 100000>>"
	many := newPDF().page("", "", "")
	many.objects[1] = "<</Type/Pages/Kids[" + strings.Repeat("5 0 R ", 2000) + "]/Count 2000>>"
	for name, c := range map[string]struct {
		file []byte
		page int
		opt  doc.OpenOptions
		want doc.Code
	}{
		"not a PDF after its mark":     {[]byte("%PDF-1.7\nnothing more"), 1, doc.OpenOptions{}, doc.CodeCorrupt},
		"without pages":                {newPDF().bytes(), 1, doc.OpenOptions{}, doc.CodeNoPages},
		"a page that is not there":     {whole, 2, doc.OpenOptions{}, doc.CodeNotFound},
		"page zero":                    {whole, 0, doc.OpenOptions{}, doc.CodeNotFound},
		"a page tree in a loop":        {loop.bytes(), 1, doc.OpenOptions{}, doc.CodeCorrupt},
		"a count that lies":            {claim.bytes(), 1, doc.OpenOptions{}, doc.CodeTooManyPages},
		"too many pages":               {many.bytes(), 1, doc.OpenOptions{}, doc.CodeTooManyPages},
		"more pages than asked for":    {newPDF().page("", "", "").page("", "", "").bytes(), 1, doc.OpenOptions{MaxPages: 1}, doc.CodeTooManyPages},
		"locked, without a password":   {newPDF().encrypt("secret").page(letter(), "", "").bytes(), 1, doc.OpenOptions{}, doc.CodePDFPassword},
		"locked, with a wrong one":     {newPDF().encrypt("secret").page(letter(), "", "").bytes(), 1, doc.OpenOptions{Password: "guess"}, doc.CodePDFPassword},
		"locked, with the right one":   {newPDF().encrypt("secret").page(letter(), "", "").bytes(), 1, doc.OpenOptions{Password: "secret"}, ""},
		"a key of another kind":        {otherSecurity(), 1, doc.OpenOptions{}, doc.CodeUnsupported},
		"an image beyond the limit":    {scanOf(20000, 20000), 1, doc.OpenOptions{}, doc.CodeTooManyPixels},
		"a page of three kilometres":   {newPDF().page(letter(), "/MediaBox[0 0 9000000 9000000]", "").bytes(), 1, doc.OpenOptions{}, doc.CodeTooManyPixels},
		"a damaged table of contents":  {bytes.Replace(whole, []byte("xref\n0"), []byte("xxxx\n0"), 1), 1, doc.OpenOptions{}, ""},
		"a mark after other bytes":     {append([]byte(strings.Repeat("x", 1000)), whole...), 1, doc.OpenOptions{}, ""},
		"a content that does not open": {brokenContent(), 1, doc.OpenOptions{}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := r.Page(t.Context(), saved(t, c.file), c.page, c.opt, true)
			if got := doc.CodeOf(err); got != c.want {
				t.Errorf("got %q (%v), want %q", got, err, c.want)
			}
		})
	}
}

func TestAPasswordTriedInVainIsToldApartFromNone(t *testing.T) {
	r := newReader(t)
	for given, want := range map[string]string{"": "detail.password", "guess": "detail.password_wrong"} {
		file := saved(t, newPDF().encrypt("secret").page(letter(), "", "").bytes())
		_, err := r.Page(t.Context(), file, 1, doc.OpenOptions{Password: given}, true)
		var refused *doc.Error
		if !errors.As(err, &refused) || refused.Sentence == nil || refused.Sentence.Key != want {
			t.Errorf("password %q: got %v, want %s", given, err, want)
		}
	}
}

func otherSecurity() []byte {
	d := newPDF().page(letter(), "", "")
	d.trailing = "/Encrypt<</Filter/Adobe.PubSec/V 4>>/ID[<00><00>]"
	return d.bytes()
}

// scanOf is a page with an image that says it has w × h pixels.
func scanOf(w, h int) []byte {
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	_, _ = z.Write(make([]byte, 1000))
	_ = z.Close()
	d := newPDF()
	i := d.stream(fmt.Sprintf("/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 1/ColorSpace/DeviceGray/Filter/FlateDecode", w, h), b.Bytes())
	return d.page("q 420 0 0 595 0 0 cm /I Do Q", "", fmt.Sprintf("/XObject<</I %d 0 R>>", i)).bytes()
}

func brokenContent() []byte {
	d := newPDF()
	d.page("", "", "")
	d.objects[3] = "<</Filter/FlateDecode/Length 9>>stream\nnot zlib!\nendstream"
	return d.bytes()
}

func TestInspectTellsPagesAndOddities(t *testing.T) {
	r := newReader(t)
	xfa := newPDF().page(letter(), "", "")
	n := xfa.stream("", []byte("<xdp:xdp xmlns:xdp=\"http://ns.adobe.com/xdp/\"/>"))
	xfa.catalog = fmt.Sprintf("/AcroForm<</Fields[]/XFA %d 0 R>>", n)
	whole := newPDF().page(letter(), "", "").page("", "", "").bytes()
	for name, c := range map[string]struct {
		file  []byte
		pages int
		warn  string
	}{
		"two pages":                   {whole, 2, ""},
		"a dynamic form":              {xfa.bytes(), 1, doc.WarnDynamicForm},
		"a damaged table of contents": {bytes.Replace(whole, []byte("xref\n0"), []byte("xxxx\n0"), 1), 2, doc.WarnRepairedFile},
	} {
		t.Run(name, func(t *testing.T) {
			in, err := r.Inspect(t.Context(), saved(t, c.file), doc.OpenOptions{})
			if err != nil || in.Pages != c.pages || in.MIME != "application/pdf" {
				t.Fatalf("%+v, %v", in, err)
			}
			if (c.warn == "") != (len(in.Warnings) == 0) || (c.warn != "" && !hasWarning(in.Warnings, c.warn)) {
				t.Errorf("warnings %v", in.Warnings)
			}
		})
	}
}

func TestPagesAreRenderedAsFineAsTheyNeed(t *testing.T) {
	r := newReader(t)
	for name, c := range map[string]struct {
		file       []byte
		wide, high int
		dpi        int
	}{
		"a page of A5":                      {newPDF().page("", "", "").bytes(), 1750, 2479, 300},
		"a tiny page":                       {newPDF().page("", "/MediaBox[0 0 72 144]", "").bytes(), 500, 1000, 500},
		"a till roll of seven metres":       {newPDF().page("", "/MediaBox[0 0 100 20000]", "").bytes(), 160, 31944, 115},
		"a poster":                          {newPDF().page("", "/MediaBox[0 0 3600 3600]", "").bytes(), 6300, 6300, 126},
		"a photo whose pixels are points":   {sized(2000, 3000, 2000, 3000), 3028, 4542, 109},
		"a scan of 600 dots on A5":          {sized(350, 496, 420, 595), 1750, 2479, 300},
		"a stamp that was scanned at 1,200": {sized(1200, 1200, 72, 72), 1200, 1200, 1200},
	} {
		t.Run(name, func(t *testing.T) {
			p := readPage(t, r, c.file, 1, doc.OpenOptions{})
			if p.Width != c.wide || p.Height != c.high || p.DPI != c.dpi {
				t.Errorf("%d × %d at %d, want %d × %d at %d", p.Width, p.Height, p.DPI, c.wide, c.high, c.dpi)
			}
		})
	}
	t.Run("within the limit that was set", func(t *testing.T) {
		p := readPage(t, r, newPDF().page("", "", "").bytes(), 1, doc.OpenOptions{MaxPixels: 1_000_000})
		if p.Width*p.Height > 1_000_000 || p.Width*p.Height < 900_000 {
			t.Errorf("%d × %d", p.Width, p.Height)
		}
	})
}

// sized is a page of pw × ph points filled by an image of w × h pixels.
func sized(w, h, pw, ph int) []byte {
	d := newPDF()
	i := d.image(w, h, 128)
	return d.page(fmt.Sprintf("q %d 0 0 %d 0 0 cm /I Do Q", pw, ph), fmt.Sprintf("/MediaBox[0 0 %d %d]", pw, ph), fmt.Sprintf("/XObject<</I %d 0 R>>", i)).bytes()
}

func TestAnOpenPDFIsKeptUntilAnotherComes(t *testing.T) {
	r := newReader(t)
	first := saved(t, newPDF().page(letter(), "", "").page("", "", "").bytes())
	second := saved(t, newPDF().page(letter(), "", "").bytes())
	open := func(path string, page int) *pdfFile {
		t.Helper()
		if _, err := r.Page(t.Context(), path, page, doc.OpenOptions{}, false); err != nil {
			t.Fatal(err)
		}
		return r.open
	}
	one := open(first, 1)
	if open(first, 2) != one {
		t.Error("opened again for its second page")
	}
	two := open(second, 1)
	if two == one || one.file != nil {
		t.Error("the first was not let go")
	}
	later := time.Now().Add(time.Hour)
	if err := os.Chtimes(second, later, later); err != nil {
		t.Fatal(err)
	}
	if open(second, 1) == two {
		t.Error("a changed file was not opened again")
	}
	if _, err := r.Page(t.Context(), saved(t, []byte("%PDF-1.4 broken")), 1, doc.OpenOptions{}, false); err == nil || r.open != nil {
		t.Errorf("after a failure: %v, open %v", err, r.open)
	}
	open(first, 1)
}

func TestPDFiumIsLoadedForTheFirstPDFAlone(t *testing.T) {
	r := newReader(t)
	if _, err := r.Page(t.Context(), saved(t, fixture(t, "letter-progressive.jpg")), 1, doc.OpenOptions{}, false); err != nil || r.engine != nil {
		t.Errorf("%v, engine %v", err, r.engine)
	}
}

func TestTheSecondStartIsQuick(t *testing.T) {
	path := saved(t, newPDF().page(letter(), "", "").bytes())
	start := func() time.Duration {
		t.Helper()
		r := New(Options{CacheDir: cacheDir()})
		defer func() { _ = r.Close() }()
		began := time.Now()
		if _, err := r.Inspect(t.Context(), path, doc.OpenOptions{}); err != nil {
			t.Fatal(err)
		}
		return time.Since(began)
	}
	start()
	if d := start(); d > 3*time.Second { // compiling anew takes more even on a fast machine
		t.Errorf("the compiled form was not kept: %v", d)
	}
}

func TestAReaderCanBeClosedTwiceAndUsedAgain(t *testing.T) {
	r := newReader(t)
	path := saved(t, newPDF().page(letter(), "", "").bytes())
	for range 2 {
		if _, err := r.Inspect(t.Context(), path, doc.OpenOptions{}); err != nil {
			t.Fatal(err)
		}
		for range 2 {
			if err := r.Close(); err != nil {
				t.Fatal(err)
			}
		}
	}
}
