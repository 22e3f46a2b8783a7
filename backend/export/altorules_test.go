package export

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"deskclerk/backend/doc"
)

// node is an element of an XML file.
type node struct {
	XMLName xml.Name
	Attrs   []xml.Attr `xml:",any,attr"`
	Text    string     `xml:",chardata"`
	Nodes   []node     `xml:",any"`
}

// form is what an attribute's or an element's text must be like.
type form func(s string) bool

func anyText(string) bool { return true }

func pattern(p string) form {
	re := regexp.MustCompile(`^(?:` + p + `)$`)
	return re.MatchString
}

// number is xsd:float between two bounds.
func number(low, high float64) form {
	return func(s string) bool {
		v, err := strconv.ParseFloat(s, 64)
		return err == nil && v >= low && v <= high
	}
}

// altoRule is what ALTO 4.4 asks of one element, as far as it is written here:
// attributes with their forms, those that must be there, and the order of what
// stands in it.
type altoRule struct {
	attrs    map[string]form
	must     []string
	children form // over the names, each with a space behind
	text     form // nil: white space alone
}

func altoRules() map[string]altoRule {
	size := number(-1e9, 1e9)
	id := pattern(`[A-Za-z_][A-Za-z0-9_.-]*`) // xsd:ID, in ASCII
	language := pattern(`[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*`)
	placed := func(more map[string]form) map[string]form {
		out := map[string]form{"ID": id, "HPOS": size, "VPOS": size, "WIDTH": size, "HEIGHT": size}
		for k, v := range more {
			out[k] = v
		}
		return out
	}
	none := pattern(``)
	leaf := func(f form) altoRule { return altoRule{children: none, text: f} }
	return map[string]altoRule{
		"alto":                   {attrs: map[string]form{"SCHEMAVERSION": anyText}, children: pattern(`(Description )?Layout `)},
		"Description":            {children: pattern(`MeasurementUnit (sourceImageInformation )?(Processing )*`)},
		"MeasurementUnit":        leaf(pattern(`pixel|mm10|inch1200`)),
		"sourceImageInformation": {children: pattern(`(fileName )?`)},
		"fileName":               leaf(anyText),
		"Processing":             {attrs: map[string]form{"ID": id}, must: []string{"ID"}, children: pattern(`(processingCategory )?(processingSoftware )?`)},
		"processingCategory":     leaf(pattern(`contentGeneration|contentModification|preOperation|postOperation|other`)),
		"processingSoftware":     {children: pattern(`(softwareCreator )?(softwareName )?(softwareVersion )?`)},
		"softwareCreator":        leaf(anyText),
		"softwareName":           leaf(anyText),
		"softwareVersion":        leaf(anyText),
		"Layout":                 {children: pattern(`(Page )+`)},
		"Page": {
			attrs: map[string]form{"ID": id, "PHYSICAL_IMG_NR": size, "WIDTH": size, "HEIGHT": size, "LANG": language},
			must:  []string{"ID", "PHYSICAL_IMG_NR"}, children: pattern(`(PrintSpace )?`),
		},
		"PrintSpace": {attrs: placed(nil), children: pattern(`(TextBlock )*`)},
		"TextBlock":  {attrs: placed(nil), must: []string{"ID"}, children: pattern(`(TextLine )*`)},
		"TextLine":   {attrs: placed(nil), children: pattern(`(String (SP )?)+`)},
		"String":     {attrs: placed(map[string]form{"CONTENT": anyText, "WC": number(0, 1)}), must: []string{"CONTENT"}, children: none},
		"SP":         {attrs: placed(nil), children: none},
	}
}

// against holds a file against the rules and gives what breaks them.
func (n node) against(rules map[string]altoRule, ids map[string]bool) (faults []string) {
	fault := func(format string, a ...any) { faults = append(faults, n.XMLName.Local+": "+fmt.Sprintf(format, a...)) }
	rule, known := rules[n.XMLName.Local]
	if !known || n.XMLName.Space != altoNS {
		fault("no element of ALTO")
		return faults
	}
	has := map[string]bool{}
	for _, a := range n.Attrs {
		if a.Name.Space == "xmlns" || a.Name.Local == "xmlns" || a.Name.Local == "schemaLocation" {
			continue
		}
		has[a.Name.Local] = true
		if check := rule.attrs[a.Name.Local]; check == nil || !check(a.Value) {
			fault("%s=%q", a.Name.Local, a.Value)
		}
		if a.Name.Local == "ID" {
			if ids[a.Value] {
				fault("the id %s is there twice", a.Value)
			}
			ids[a.Value] = true
		}
	}
	for _, m := range rule.must {
		if !has[m] {
			fault("no %s", m)
		}
	}
	if text := rule.text; text == nil && strings.TrimSpace(n.Text) != "" || text != nil && !text(n.Text) {
		fault("text %q", n.Text)
	}
	names := ""
	for _, c := range n.Nodes {
		names += c.XMLName.Local + " "
		faults = append(faults, c.against(rules, ids)...)
	}
	if !rule.children(names) {
		fault("holds %s", names)
	}
	return faults
}

// anyPages are pages as awkward as reading may make them.
func anyPages(t *rapid.T) (doc.Document, []doc.Page) {
	text := rapid.SampledFrom([]string{"Straße", "<&>\"'", "\x01\x02", "", " ", "発票", "\ufffd", "a\u0301", "\U0001F600", "]]>", "&amp;"})
	part := rapid.Float64Range(-0.1, 1.1)
	word := rapid.Custom(func(t *rapid.T) doc.Word {
		return doc.Word{
			Text: text.Draw(t, "text"), Block: rapid.IntRange(0, 2).Draw(t, "block"), Line: rapid.IntRange(0, 3).Draw(t, "line"),
			Confidence: rapid.Float64Range(-0.5, 1.5).Draw(t, "confidence"),
			Box:        doc.Box{Left: part.Draw(t, "left"), Top: part.Draw(t, "top"), Right: part.Draw(t, "right"), Bottom: part.Draw(t, "bottom")},
		}
	})
	var pages []doc.Page
	for i := range rapid.IntRange(1, 3).Draw(t, "pages") {
		pages = append(pages, doc.Page{
			PageInfo: doc.PageInfo{Number: i + 1, Width: rapid.IntRange(0, 3000).Draw(t, "width"), Height: 2000, DPI: rapid.IntRange(0, 300).Draw(t, "dpi"), Language: rapid.SampledFrom([]string{"", "de", "zh-Hant"}).Draw(t, "language")},
			Words:    rapid.SliceOfN(word, 0, 12).Draw(t, "words"),
		})
	}
	name := rapid.SampledFrom([]string{"a & b.pdf", "\x07<x>.png", ""}).Draw(t, "name")
	return doc.Document{File: doc.File{Name: name}, Language: "fr", Attempt: &doc.Attempt{Engine: "tesseract 5.3.0"}}, pages
}

func TestWhateverIsReadIsWrittenAsItsRulesAsk(t *testing.T) {
	rules := altoRules()
	rapid.Check(t, func(t *rapid.T) {
		d, pages := anyPages(t)
		var alto, hocr bytes.Buffer
		if err := ALTO(&alto, d, pages); err != nil {
			t.Fatal(err)
		}
		var root node
		if err := xml.Unmarshal(alto.Bytes(), &root); err != nil {
			t.Fatalf("ALTO is not well-formed: %v\n%s", err, alto.String())
		}
		if faults := root.against(rules, map[string]bool{}); len(faults) > 0 {
			t.Fatalf("ALTO: %s\n%s", strings.Join(faults, "\n"), alto.String())
		}
		if err := HOCR(&hocr, d, pages); err != nil {
			t.Fatal(err)
		}
		if faults := hocrFaults(hocr.Bytes()); len(faults) > 0 {
			t.Fatalf("hOCR: %s\n%s", strings.Join(faults, "\n"), hocr.String())
		}
	})
}

func TestTheRulesOfALTOFindWhatBreaksThem(t *testing.T) {
	var b bytes.Buffer
	d, pages := readPages()
	if err := ALTO(&b, d, pages); err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string][2]string{
		"an id twice":           {`ID="word_1_2"`, `ID="word_1_1"`},
		"no content":            {` CONTENT="Müller"`, ``},
		"a confidence over one": {`WC="0.93"`, `WC="1.93"`},
		"an unknown unit":       {`>pixel<`, `>parsec<`},
		"an unknown attribute":  {`<Layout>`, `<Layout COLOUR="red">`},
		"no line in a line":     {`</Description>`, `</Description><Description></Description>`},
		"text between elements": {`<Layout>`, `<Layout>x`},
	} {
		broken := strings.Replace(b.String(), change[0], change[1], 1)
		if broken == b.String() {
			t.Fatalf("%s: %s is not there", name, change[0])
		}
		var root node
		if err := xml.Unmarshal([]byte(broken), &root); err != nil {
			t.Fatal(err)
		}
		if len(root.against(altoRules(), map[string]bool{})) == 0 {
			t.Errorf("%s is not found", name)
		}
	}
}

// Elements that hOCR 1.2 nests, each in the one before.
var hocrOrder = []string{"ocr_page", "ocr_carea", "ocr_line", "ocrx_word"} //nolint:gochecknoglobals // the specification's

// hocrFaults holds a file against the rules of hOCR 1.2 for what it uses.
func hocrFaults(data []byte) (faults []string) {
	var root node
	d := xml.NewDecoder(bytes.NewReader(data))
	d.Entity = xml.HTMLEntity
	if err := d.Decode(&root); err != nil {
		return []string{err.Error()}
	}
	h := hocrCheck{ids: map[string]bool{}, meta: map[string]string{}, used: map[string]bool{}}
	h.walk(root, -1, [4]int{-1, -1, 1 << 30, 1 << 30})
	if h.meta["ocr-system"] == "" {
		h.fault("no ocr-system")
	}
	for class := range h.used {
		if !slices.Contains(strings.Fields(h.meta["ocr-capabilities"]), class) {
			h.fault("%s is used and not said", class)
		}
	}
	return h.faults
}

type hocrCheck struct {
	ids, used map[string]bool
	meta      map[string]string
	faults    []string
}

func (h *hocrCheck) fault(format string, a ...any) {
	h.faults = append(h.faults, fmt.Sprintf(format, a...))
}

func (n node) attr(name string) string {
	for _, a := range n.Attrs {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// walk an element that stands in one of a level with a box.
func (h *hocrCheck) walk(n node, level int, within [4]int) {
	if n.XMLName.Local == "meta" && n.attr("name") != "" {
		h.meta[n.attr("name")] = n.attr("content")
	}
	if class := n.attr("class"); class != "" {
		h.used[class] = true
		at := slices.Index(hocrOrder, class)
		if at != level+1 {
			h.fault("%s stands at level %d", class, level+1)
		}
		if id := n.attr("id"); id == "" || h.ids[id] {
			h.fault("%s has the id %q", class, id)
		} else {
			h.ids[id] = true
		}
		level, within = at, h.properties(class, n.attr("title"), within)
	}
	for _, c := range n.Nodes {
		h.walk(c, level, within)
	}
}

// properties of a title, and its box.
func (h *hocrCheck) properties(class, title string, within [4]int) (box [4]int) {
	has := map[string][]string{}
	for p := range strings.SplitSeq(title, ";") {
		words := strings.Fields(p)
		if len(words) < 2 || has[words[0]] != nil {
			h.fault("%s: the property %q", class, p)
			continue
		}
		has[words[0]] = words[1:]
	}
	if len(has["bbox"]) != 4 {
		h.fault("%s: no box", class)
		return within
	}
	for i, s := range has["bbox"] {
		v, err := strconv.Atoi(s)
		if err != nil || v < 0 {
			h.fault("%s: bbox %q", class, s)
		}
		box[i] = v
	}
	if box[0] > box[2] || box[1] > box[3] || box[0] < within[0] || box[1] < within[1] || box[2] > within[2] || box[3] > within[3] {
		h.fault("%s: the box %v in %v", class, box, within)
	}
	if class == "ocrx_word" && (len(has["x_wconf"]) != 1 || !number(0, 100)(has["x_wconf"][0])) {
		h.fault("%s: confidence %q", class, has["x_wconf"])
	}
	if class == "ocr_page" && len(has["ppageno"]) != 1 {
		h.fault("%s: no number", class)
	}
	return box
}
