package export

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"deskclerk/backend/doc"
)

// readPages are two pages, one with awkward words.
func readPages() (doc.Document, []doc.Page) {
	word := func(text string, block, line int, left, top float64) doc.Word {
		return doc.Word{Text: text, Block: block, Line: line, Confidence: 0.925, Box: doc.Box{Left: left, Top: top, Right: left + 0.1, Bottom: top + 0.02}}
	}
	d := doc.Document{File: doc.File{Name: "a & b.pdf"}, Language: "de", Attempt: &doc.Attempt{Engine: "tesseract 5.3.0"}}
	return d, []doc.Page{
		{PageInfo: doc.PageInfo{Number: 1, Width: 1000, Height: 2000, DPI: 300, Language: "fr"}, Words: []doc.Word{
			word("Müller", 0, 0, 0.1, 0.1), word("<&\x01\">", 0, 0, 0.3, 0.1), word("zweite", 0, 1, 0.1, 0.2), word("rechts", 1, 2, 0.6, 0.1),
		}},
		{PageInfo: doc.PageInfo{Number: 2, Width: 500, Height: 500}, Words: nil},
	}
}

// elements walks the XML and gives every element, with its attributes.
func elements(t *testing.T, data []byte) (all []xml.StartElement, text string) {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader(data))
	d.Entity = xml.HTMLEntity
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return all, text
		}
		if err != nil {
			t.Fatalf("not well-formed: %v\n%s", err, data)
		}
		switch e := token.(type) {
		case xml.StartElement:
			all = append(all, e.Copy())
		case xml.CharData:
			text += string(e)
		}
	}
}

func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func TestHOCRHasEveryWordWithItsBox(t *testing.T) {
	var b bytes.Buffer
	d, pages := readPages()
	if err := HOCR(&b, d, pages); err != nil {
		t.Fatal(err)
	}
	all, text := elements(t, b.Bytes())
	count := map[string]int{}
	var first string
	for _, e := range all {
		class := attr(e, "class")
		count[class]++
		if class == "ocrx_word" && first == "" {
			first = attr(e, "title")
		}
		if class == "ocr_page" && attr(e, "id") == "page_1" && (attr(e, "lang") != "fr" || attr(e, "title") != "bbox 0 0 1000 2000; ppageno 0; scan_res 300 300") {
			t.Errorf("page: %v", e.Attr)
		}
	}
	if count["ocr_page"] != 2 || count["ocr_carea"] != 2 || count["ocr_line"] != 3 || count["ocrx_word"] != 4 {
		t.Errorf("counted %v", count)
	}
	if first != "bbox 100 200 200 240; x_wconf 93" {
		t.Errorf("the first word is at %q", first)
	}
	if !strings.Contains(text, `<&">`) || !strings.Contains(text, "Müller") {
		t.Errorf("text %q", text)
	}
}

// children are what ALTO 4.4 lets stand in an element, of what is written.
var children = map[string]string{ //nolint:gochecknoglobals // the schema's shape
	"alto": "Description Layout", "Description": "MeasurementUnit sourceImageInformation Processing",
	"sourceImageInformation": "fileName", "Processing": "processingCategory processingSoftware",
	"processingSoftware": "softwareCreator softwareName softwareVersion", "Layout": "Page", "Page": "PrintSpace",
	"PrintSpace": "TextBlock", "TextBlock": "TextLine", "TextLine": "String SP",
}

func TestALTOHasTheShapeOfItsSchema(t *testing.T) {
	var b bytes.Buffer
	d, pages := readPages()
	if err := ALTO(&b, d, pages); err != nil {
		t.Fatal(err)
	}
	decoder := xml.NewDecoder(&b)
	var open []string
	ids := map[string]bool{}
	words := 0
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		switch e := token.(type) {
		case xml.StartElement:
			name := e.Name.Local
			if e.Name.Space != altoNS {
				t.Errorf("%s is of %q", name, e.Name.Space)
			}
			if len(open) > 0 && !strings.Contains(" "+children[open[len(open)-1]]+" ", " "+name+" ") {
				t.Errorf("%s stands in %s", name, open[len(open)-1])
			}
			if id := attr(e, "ID"); id != "" {
				if ids[id] {
					t.Errorf("the id %s is there twice", id)
				}
				ids[id] = true
			}
			for _, need := range map[string][]string{
				"Page": {"ID", "PHYSICAL_IMG_NR", "WIDTH", "HEIGHT"}, "TextBlock": {"ID", "HPOS", "VPOS", "WIDTH", "HEIGHT"},
				"TextLine": {"ID", "HPOS", "VPOS", "WIDTH", "HEIGHT"}, "String": {"CONTENT", "HPOS", "VPOS", "WIDTH", "HEIGHT", "WC"},
			}[name] {
				if attr(e, need) == "" {
					t.Errorf("%s has no %s", name, need)
				}
			}
			if name == "String" {
				words++
			}
			open = append(open, name)
		case xml.EndElement:
			open = open[:len(open)-1]
		}
	}
	if words != 4 {
		t.Errorf("%d words, want 4", words)
	}
}
