package raster

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"slices"
	"strings"
	"testing"

	"deskclerk/backend/doc"
)

// attach adds files in the order given to the document's name tree.
func (d *pdfDoc) attach(files ...doc.Attachment) *pdfDoc {
	var names strings.Builder
	for i, f := range files {
		var packed bytes.Buffer
		w := zlib.NewWriter(&packed)
		_, _ = w.Write(f.Data)
		_ = w.Close()
		stream := d.stream("/Type/EmbeddedFile/Subtype/text#2Fxml/Filter/FlateDecode", packed.Bytes())
		spec := d.add(fmt.Sprintf("<</Type/Filespec/F(%s)/UF(%s)/AFRelationship/Alternative/EF<</F %d 0 R/UF %d 0 R>>>>", f.Name, f.Name, stream, stream))
		fmt.Fprintf(&names, "(%02d)%d 0 R", i, spec)
	}
	d.catalog += "/Names<</EmbeddedFiles<</Names[" + names.String() + "]>>>>"
	return d
}

func TestAttachedInvoicesAreHandedOver(t *testing.T) {
	r := newReader(t)
	small, large := []byte("<Invoice/>"), bytes.Repeat([]byte(" "), doc.MaxAttachment+1)
	tests := []struct {
		name  string
		files []doc.Attachment
		want  []string
	}{
		{"none", nil, nil},
		{"the invoice", []doc.Attachment{{Name: "factur-x.xml", Data: small}}, []string{"factur-x.xml"}},
		{"the invoice's name goes first", []doc.Attachment{{Name: "a.xml", Data: small}, {Name: "ZUGFeRD-invoice.xml", Data: small}}, []string{"ZUGFeRD-invoice.xml", "a.xml"}},
		{"only XML", []doc.Attachment{{Name: "terms.pdf", Data: small}, {Name: "b.XML", Data: small}}, []string{"b.XML"}},
		{"no more than three", []doc.Attachment{{Name: "1.xml", Data: small}, {Name: "2.xml", Data: small}, {Name: "3.xml", Data: small}, {Name: "4.xml", Data: small}}, []string{"1.xml", "2.xml", "3.xml"}},
		{"none over the limit", []doc.Attachment{{Name: "factur-x.xml", Data: large}, {Name: "c.xml", Data: small}}, []string{"c.xml"}},
		{"no folder in the name", []doc.Attachment{{Name: "../../etc/d.xml", Data: small}}, []string{"d.xml"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := newPDF().page(letter(), "", "")
			if tt.files != nil {
				d.attach(tt.files...)
			}
			in, err := r.Inspect(t.Context(), saved(t, d.bytes()), doc.OpenOptions{})
			if err != nil || in.Pages != 1 {
				t.Fatalf("%+v, %v", in, err)
			}
			var got []string
			for _, a := range in.Embedded {
				got = append(got, a.Name)
				if !bytes.Equal(a.Data, small) || a.MIME != mimeXML {
					t.Errorf("%s: %q, %s", a.Name, a.Data, a.MIME)
				}
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("%q, want %q", got, tt.want)
			}
		})
	}
}
