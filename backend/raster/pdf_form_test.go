package raster

import (
	"fmt"
	"strings"
	"testing"

	"deskclerk/backend/doc"
)

// formPDF is a page with the fields, each a dictionary's inside; shown is what the
// page has in the place of the first, if anything.
func formPDF(shown string, fields ...string) []byte {
	d := newPDF()
	var refs strings.Builder
	for i, f := range fields {
		look := d.stream("/Type/XObject/Subtype/Form/BBox[0 0 200 20]/Resources<</Font<</F1 3 0 R>>>>", []byte(""))
		if i == 0 && shown != "" {
			look = d.stream("/Type/XObject/Subtype/Form/BBox[0 0 200 20]/Resources<</Font<</F1 3 0 R>>>>", []byte(text(shown, 2, 5, 10)))
		}
		top := 320 - 40*i
		n := d.add(fmt.Sprintf("<</Type/Annot/Subtype/Widget/F 4/Rect[40 %d 240 %d]/AP<</N %d 0 R>>%s>>", top-20, top, look, f))
		fmt.Fprintf(&refs, "%d 0 R ", n)
	}
	d.page(letter(), "/Annots["+refs.String()+"]", "")
	d.catalog = "/AcroForm<</Fields[" + refs.String() + "]>>"
	return d.bytes()
}

func TestFieldsOfAFormComeWithTheirValuesAndPlaces(t *testing.T) {
	file := formPDF("Jane Doe",
		"/FT/Tx/T(name)/TU(Full name)/V(Jane Doe)",
		"/FT/Tx/T(secret)/Ff 8192/V(hunter2)",
		"/FT/Tx/T(empty)/V()",
		"/FT/Ch/T(country)/Opt[(Iceland)(Norway)]/V(Norway)/Ff 131072",
		"/FT/Btn/T(agreed)/V/Yes/AS/Yes/MK<<>>",
		"/FT/Btn/Ff 65536/T(send)/MK<</CA(Send)>>",
	)
	p := readPage(t, newReader(t), file, 1, doc.OpenOptions{})
	got := map[string]doc.FormValue{}
	for _, v := range p.Form {
		got[v.Name] = v
	}
	if v := got["name"]; v.Value != "Jane Doe" || v.Label != "Full name" || v.Kind != doc.FormText {
		t.Errorf("name: %+v", v)
	}
	if b := got["name"].Box; b.Left < 0.09 || b.Left > 0.1 || b.Top < 0.46 || b.Top > 0.47 {
		t.Errorf("it lies at %+v", b)
	}
	if v := got["country"]; v.Value != "Norway" || v.Kind != doc.FormChoice {
		t.Errorf("country: %+v", v)
	}
	if v := got["agreed"]; v.Kind != doc.FormTick {
		t.Errorf("agreed: %+v", v)
	}
	for _, name := range []string{"secret", "empty", "send"} {
		if v, there := got[name]; there {
			t.Errorf("%s: %+v", name, v)
		}
	}
	if words := (doc.Page{Words: p.Words}).Text(); !strings.Contains(words, "Jane Doe") {
		t.Errorf("the page says %q", words)
	}
}

func TestAPageWithoutAFormHasNone(t *testing.T) {
	if p := readPage(t, newReader(t), newPDF().page(letter(), "", "").bytes(), 1, doc.OpenOptions{}); p.Form != nil {
		t.Errorf("%+v", p.Form)
	}
}
