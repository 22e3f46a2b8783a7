package raster

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"deskclerk/backend/doc"
)

// archive is a file that says of itself that it is PDF/A-2b, to be held against
// ISO 19005-2 as far as what is written can break it.
type archive struct {
	t    *testing.T
	data []byte
	c    *model.Context
}

func openArchive(t *testing.T, path string) *archive {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return &archive{t, data, parsed(t, data)}
}

// parsed is a PDF as pdfcpu has it, its pages counted.
func parsed(t *testing.T, data []byte) *model.Context {
	t.Helper()
	withoutConfig()
	c, err := pdfcpu.ReadWithContext(t.Context(), bytes.NewReader(data), model.NewDefaultConfiguration())
	if err != nil {
		t.Fatal(err)
	}
	if err := c.EnsurePageCount(); err != nil {
		t.Fatal(err)
	}
	return c
}

// bytes are the header, the trailer and the lines around objects (6.1.2, 6.1.3,
// 6.1.4, 6.1.7.1, 6.1.9).
func (a *archive) bytes() {
	if !regexp.MustCompile(`^%PDF-1\.[0-7]\n%[\x80-\xff]{4}`).Match(latin(a.data)) {
		a.t.Errorf("header %q", a.data[:min(len(a.data), 20)])
	}
	if !bytes.HasSuffix(a.data, []byte("%%EOF\n")) {
		a.t.Error("something follows the end")
	}
	if a.c.ID == nil || a.c.Encrypt != nil {
		a.t.Error("no id, or encrypted")
	}
	if !regexp.MustCompile(`\nxref\n0 \d+\n0000000000 65535 f `).Match(a.data) {
		a.t.Error("the table of objects begins otherwise")
	}
	for number, e := range a.c.Table {
		if e == nil || e.Free || e.Offset == nil {
			continue
		}
		at := a.data[*e.Offset:]
		if !bytes.HasPrefix(at, fmt.Appendf(nil, "%d 0 obj\n", number)) || a.data[*e.Offset-1] != '\n' {
			a.t.Errorf("object %d begins with %q", number, at[:min(len(at), 16)])
		}
		sd, ok := e.Object.(types.StreamDict)
		if !ok {
			continue
		}
		begin := int(*e.Offset) + bytes.Index(at, []byte("stream\n")) + len("stream\n")
		if end := a.data[begin+int(*sd.StreamLength):]; !bytes.HasPrefix(end, []byte("\nendstream\nendobj\n")) {
			a.t.Errorf("stream %d ends with %q", number, end[:min(len(end), 16)])
		}
	}
}

// latin maps bytes to characters of the same numbers.
func latin(b []byte) []byte {
	var out []rune
	for _, c := range b[:min(len(b), 64)] {
		out = append(out, rune(c))
	}
	return []byte(string(out))
}

func (a *archive) dict(o types.Object) types.Dict {
	a.t.Helper()
	d, err := a.c.DereferenceDict(o)
	if err != nil {
		a.t.Fatal(err)
	}
	return d
}

func (a *archive) stream(o types.Object) *types.StreamDict {
	a.t.Helper()
	sd, _, err := a.c.DereferenceStreamDict(o)
	if err != nil || sd == nil {
		a.t.Fatalf("no stream: %v", err)
	}
	if err := sd.Decode(); err != nil {
		a.t.Fatal(err)
	}
	return sd
}

// whole is what the catalog says: metadata as they stand and with the claim
// (6.6.2, 6.6.4), one intent with an RGB profile (6.2.3), nothing that acts (6.5).
func (a *archive) whole() {
	root, err := a.c.Catalog()
	if err != nil {
		a.t.Fatal(err)
	}
	for key := range root {
		if !slices.Contains([]string{"Type", "Pages", "Metadata", "OutputIntents", "Lang"}, key) {
			a.t.Errorf("the catalog has %s", key)
		}
	}
	meta := a.stream(root["Metadata"])
	xmp := string(meta.Raw)
	if meta.Dict["Filter"] != nil || !strings.Contains(xmp, "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>") || strings.Contains(xmp, "bytes=") {
		a.t.Errorf("metadata %s", xmp)
	}
	intents := a.array(root["OutputIntents"])
	if len(intents) != 1 {
		a.t.Fatalf("%d intents", len(intents))
	}
	intent := a.dict(intents[0])
	profile := a.stream(intent["DestOutputProfile"]).Content
	if s := intent.NameEntry("S"); s == nil || *s != "GTS_PDFA1" || string(profile[36:40]) != "acsp" || profile[8] > 4 ||
		string(profile[12:20]) != "mntrRGB " || int(binary.BigEndian.Uint32(profile)) != len(profile) {
		a.t.Errorf("intent %v, profile %q", intent, profile[:40])
	}
	if a.c.Info != nil {
		a.t.Error("an information dictionary may say otherwise than the metadata")
	}
}

func (a *archive) array(o types.Object) types.Array {
	a.t.Helper()
	list, err := a.c.DereferenceArray(o)
	if err != nil {
		a.t.Fatal(err)
	}
	return list
}

// operators that the content of a page may have, and how often text is set in
// another mode than the invisible one.
var contentOperators = regexp.MustCompile(`^(?:q|Q|BT|ET|Tr|Tf|Tz|Tc|Tm|Td|TJ|cm|Do)$`)

// page n: its size (6.1.13), its own resources (6.2.2), its picture (6.2.8), its
// operators, and fonts that no visible text is set in (6.2.11.4.1).
func (a *archive) page(n int) {
	d, _, _, err := a.c.PageDict(n, false)
	if err != nil {
		a.t.Fatal(err)
	}
	for key := range d {
		if !slices.Contains([]string{"Type", "Parent", "MediaBox", "Rotate", "Resources", "Contents"}, key) {
			a.t.Errorf("page %d has %s", n, key)
		}
	}
	box := a.array(d["MediaBox"])
	for _, side := range box[2:] {
		if v, ok := side.(types.Float); !ok || v < 3 || v > 14400 {
			a.t.Errorf("page %d: media box %v", n, box)
		}
	}
	resources := a.dict(d["Resources"])
	for _, o := range a.dict(resources["XObject"]) {
		a.picture(a.stream0(o))
	}
	content := a.stream(d["Contents"]).Content
	for _, op := range operatorsOf(content) {
		if !contentOperators.MatchString(op) {
			a.t.Errorf("page %d: operator %q", n, op)
		}
	}
	if bytes.Contains(content, []byte("Tf")) && (bytes.Count(content, []byte(" Tr")) != 1 || !bytes.HasPrefix(content, []byte("q BT 3 Tr"))) {
		a.t.Errorf("page %d: text that is not invisible: %.60s", n, content)
	}
	for name, o := range a.dict(resources["Font"]) {
		font := a.dict(o)
		if font.NameEntry("Subtype") == nil || font.NameEntry("BaseFont") == nil {
			a.t.Errorf("page %d: font %s %v", n, name, font)
		}
	}
}

func (a *archive) stream0(o types.Object) *types.StreamDict {
	a.t.Helper()
	sd, _, err := a.c.DereferenceStreamDict(o)
	if err != nil || sd == nil {
		a.t.Fatalf("no stream: %v", err)
	}
	return sd
}

func (a *archive) picture(sd *types.StreamDict) {
	for _, key := range []string{"Alternates", "OPI", "SMask", "Mask", "SMaskInData"} {
		if sd.Dict[key] != nil {
			a.t.Errorf("the picture has %s", key)
		}
	}
	if v := sd.BooleanEntry("Interpolate"); v != nil && *v {
		a.t.Error("the picture is interpolated")
	}
	text := sd.PDFString()
	if strings.Contains(text, "CMYK") || strings.Contains(text, "LZW") || strings.Contains(text, "JPX") {
		a.t.Errorf("the picture is %s", text)
	}
}

// operatorsOf a content stream whose strings hold no brackets that are not
// escaped.
func operatorsOf(content []byte) []string {
	bare := regexp.MustCompile(`(?s)\((?:\\.|[^\\()])*\)`).ReplaceAll(content, []byte(" "))
	var out []string
	for _, word := range strings.FieldsFunc(string(bare), func(r rune) bool { return strings.ContainsRune(" \n\r\t[]", r) }) {
		if !regexp.MustCompile(`^(?:[-+.\d]+|/.*)$`).MatchString(word) {
			out = append(out, word)
		}
	}
	return out
}

func TestWhatIsCalledPDFAKeepsItsRules(t *testing.T) {
	gray := image.NewGray(image.Rect(0, 0, 300, 400))
	for name, data := range map[string][]byte{
		"a JPEG":                    jpegBytes(t, gray),
		"a PNG":                     pngBytes(t, gray),
		"a PNG with transparency":   pngBytes(t, letterF()),
		"a fax in a TIFF":           fixture(t, "letter-g4.tif"),
		"a TIFF of several colours": fixture(t, "letter-lzw.tif"),
		"a WebP":                    fixture(t, "letter.webp"),
		"two pages of a TIFF":       tiffOf(100, 100, gray, gray),
	} {
		t.Run(name, func(t *testing.T) {
			first, second := readWords(), readWords()
			second.Number = 2
			path, made, err := layered(t, data, doc.OpenOptions{}, first, second)
			if err != nil {
				t.Fatal(err)
			}
			if !made.Archival {
				t.Fatal("it is not called so")
			}
			a := openArchive(t, path)
			a.bytes()
			a.whole()
			for n := range a.c.PageCount {
				a.page(n + 1)
			}
		})
	}
}

func TestAPageTooSmallForPDFAIsNotCalledSo(t *testing.T) {
	_, made, err := layered(t, tiffOf(300, 300, image.NewGray(image.Rect(0, 0, 400, 8))), doc.OpenOptions{}, readWords())
	if err != nil {
		t.Fatal(err)
	}
	if made.Archival {
		t.Error("a page must be three points high")
	}
}
