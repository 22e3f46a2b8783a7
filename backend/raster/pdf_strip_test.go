package raster

import (
	"bytes"
	"compress/zlib"
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"

	"deskclerk/backend/raster/internal/textlayer"
)

// updateOf reads a PDF as it is read for its update.
func updateOf(t *testing.T, data []byte) *update {
	t.Helper()
	return &update{c: parsed(t, data)}
}

// strippedPage is the first page's content without its invisible text.
func strippedPage(t *testing.T, data []byte) (string, bool) {
	t.Helper()
	u := updateOf(t, data)
	p, err := u.page(1)
	if err != nil {
		t.Fatal(err)
	}
	rest, ok := u.stripped(p.contents, p.resources)
	return string(rest), ok
}

const (
	hiddenText = "BT 3 Tr /F1 9 Tf (a) Tj ET"
	courier    = "<</Type/Font/Subtype/Type1/BaseFont/Courier>>"
	type3      = "<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[1 0 0 1 0 0]/CharProcs<<>>/Encoding<</Differences[]>>/FirstChar 0/LastChar 0/Widths[9]>>"
)

func TestTextThatItsFontPaintsInAnyModeStays(t *testing.T) {
	form := func(d *pdfDoc, content, resources string) string {
		return fmt.Sprintf("/XObject<</Fm %d 0 R>>", d.stream("/Type/XObject/Subtype/Form/BBox[0 0 9 9]"+resources, []byte(content)))
	}
	for _, tt := range []struct {
		name, content string
		resources     func(d *pdfDoc) string
		stripped      bool
	}{
		{"a font", hiddenText, nil, true},
		{"a font by another spelling", strings.Replace(hiddenText, "/F1", "/F#31", 1), nil, true},
		{"no font", strings.Replace(hiddenText, "/F1 9 Tf", "", 1), nil, false},
		{"a font that is not there", strings.Replace(hiddenText, "/F1", "/F2", 1), nil, false},
		{"a font of Type 3", strings.Replace(hiddenText, "/F1", "/F3", 1), func(*pdfDoc) string { return "/Font<</F3" + type3 + ">>" }, false},
		{"parameters", "BT 3 Tr /F1 9 Tf /GS gs (a) Tj ET", func(*pdfDoc) string { return "/ExtGState<</GS<</LW 2>>>>" }, true},
		{"parameters with a font", "BT 3 Tr /F1 9 Tf /GS gs (a) Tj ET", func(*pdfDoc) string { return "/ExtGState<</GS<</Font[3 0 R 9]>>>>" }, false},
		{"parameters that are not there", "BT 3 Tr /F1 9 Tf /GS gs (a) Tj ET", nil, false},
		{"a form", "/Fm Do", func(d *pdfDoc) string { return form(d, hiddenText, "/Resources<</Font<</F1"+courier+">>>>") }, true},
		{"a form with the page's resources", "/Fm Do", func(d *pdfDoc) string { return form(d, hiddenText, "") }, true},
		{"a form with a font of Type 3", "/Fm Do", func(d *pdfDoc) string { return form(d, hiddenText, "/Resources<</Font<</F1"+type3+">>>>") }, false},
		{"a form with the page's font in force", "/F1 9 Tf 3 Tr /Fm Do", func(d *pdfDoc) string { return form(d, "BT 3 Tr (a) Tj ET", "/Resources<<>>") }, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d, own := newPDF(), ""
			if tt.resources != nil {
				own = tt.resources(d)
			}
			if !strings.Contains(own, "/Font<</F3") {
				own += "/Font<</F1 3 0 R>>"
			}
			c := d.stream("", []byte(tt.content))
			d.pages = append(d.pages, d.add(fmt.Sprintf("<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents %d 0 R/Resources<<%s>>>>", c, own)))
			if rest, ok := strippedPage(t, d.bytes()); ok != tt.stripped {
				t.Errorf("%t %q", ok, rest)
			}
		})
	}
}

// TestAFormIsReadOnce: read again wherever they are painted, these forms are
// thousands of millions of streams.
func TestAFormIsReadOnce(t *testing.T) {
	const times = 10_000
	d := newPDF()
	content, inner := "BT 3 Tr /F1 9 Tf (a) Tj ET "+strings.Repeat(" ", maxOfPage/4), "/Font<</F1 3 0 R>>"
	for range maxForms {
		form := d.stream("/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<<"+inner+">>", []byte(content))
		inner, content = fmt.Sprintf("/XObject<</Fm %d 0 R>>", form), strings.Repeat("/Fm Do ", times)
	}
	rest, ok := strippedPage(t, d.page(content, "", inner).bytes())
	if !ok || !textlayer.Blank([]byte(rest)) {
		t.Errorf("%t, %d bytes are left", ok, len(rest))
	}
}

func TestAFormThatPaintsItselfEnds(t *testing.T) {
	d := newPDF()
	own := len(d.objects) + 1
	d.stream(fmt.Sprintf("/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</Fm %d 0 R>>>>", own), []byte(strings.Repeat("/Fm Do ", 10_000)))
	if rest, ok := strippedPage(t, d.page("/Fm Do", "", fmt.Sprintf("/XObject<</Fm %d 0 R>>", own)).bytes()); ok {
		t.Errorf("%q", rest)
	}
}

func TestNoMoreOfAPageIsUnpackedThanIsWorthIt(t *testing.T) {
	const most, large = 8 * maxOfPage, 64 << 20
	packed := func(n int) []byte {
		var b bytes.Buffer
		w := zlib.NewWriter(&b)
		_, err := w.Write(append([]byte(hiddenText), bytes.Repeat([]byte(" "), n)...))
		if err = errors.Join(err, w.Close()); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	page := func(d *pdfDoc, contents, resources string) []byte {
		d.pages = append(d.pages, d.add(fmt.Sprintf("<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents %s/Resources<</Font<</F1 3 0 R>>%s>>>>", contents, resources)))
		return d.bytes()
	}
	for name, data := range map[string][]byte{
		"a stream that unpacks to much": func() []byte {
			d := newPDF()
			return page(d, fmt.Sprintf("%d 0 R", d.stream("/Filter/FlateDecode", packed(large))), "")
		}(),
		"a stream many times": func() []byte {
			d := newPDF()
			s := fmt.Sprintf("%d 0 R ", d.stream("/Filter/FlateDecode", packed(maxOfPage/2)))
			return page(d, "["+strings.Repeat(s, 100)+"]", "")
		}(),
		"a stream that is nothing unpacked": func() []byte {
			d := newPDF()
			s := fmt.Sprintf("%d 0 R ", d.stream("/Filter/ASCIIHexDecode", []byte(strings.Repeat(" ", maxOfPage/2)+">")))
			return page(d, "["+strings.Repeat(s, 100)+"]", "")
		}(),
		"many forms": func() []byte {
			d := newPDF()
			content, forms := "", ""
			for i := range 100 {
				content += fmt.Sprintf("/Fm%d Do ", i)
				forms += fmt.Sprintf("/Fm%d %d 0 R", i, d.stream("/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Filter/FlateDecode", packed(maxOfPage/2)))
			}
			return page(d, fmt.Sprintf("%d 0 R", d.stream("", []byte(content))), "/XObject<<"+forms+">>")
		}(),
	} {
		t.Run(name, func(t *testing.T) {
			u := updateOf(t, data)
			p, err := u.page(1)
			if err != nil {
				t.Fatal(err)
			}
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			u.stripped(p.contents, p.resources)
			runtime.ReadMemStats(&after)
			if took := after.TotalAlloc - before.TotalAlloc; took > most {
				t.Errorf("took %d bytes", took)
			}
		})
	}
}

func TestAnUpdateEndsWhenItIsNotWanted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	u := updateOf(t, scanPage(""))
	if err := u.add(ctx, map[int]pageLayer{1: {anew: true}}); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}
