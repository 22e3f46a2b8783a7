package raster

import (
	"bytes"
	"crypto/md5"
	"crypto/rc4"
	"encoding/binary"
	"fmt"
	"strings"
)

// pdfDoc is a small PDF written by hand. Objects 1 to 3 are the catalogue, the
// page tree and the font F1; pages and what they need follow.
type pdfDoc struct {
	objects  []string
	pages    []int
	catalog  string // more of the catalogue
	key      []byte // of an encrypted file
	trailing string
}

func newPDF() *pdfDoc {
	return &pdfDoc{objects: []string{"", "", "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"}}
}

// add appends an object and gives its number.
func (d *pdfDoc) add(body string) int {
	d.objects = append(d.objects, body)
	return len(d.objects)
}

// stream appends a stream object.
func (d *pdfDoc) stream(dict string, data []byte) int {
	n := len(d.objects) + 1
	if d.key != nil {
		data = d.encrypted(n, data)
	}
	return d.add(fmt.Sprintf("<<%s/Length %d>>stream\n%s\nendstream", dict, len(data), data))
}

// page appends a page of A5 (420 × 595 points) with the content; more is added
// to its dictionary and resources to its resources.
func (d *pdfDoc) page(content, more, resources string) *pdfDoc {
	c := d.stream("", []byte(content))
	if !strings.Contains(more, "/MediaBox") {
		more += "/MediaBox[0 0 420 595]"
	}
	p := d.add(fmt.Sprintf("<</Type/Page/Parent 2 0 R/Contents %d 0 R%s/Resources<</Font<</F1 3 0 R>>%s>>>>", c, more, resources))
	d.pages = append(d.pages, p)
	return d
}

// image appends a grey image of one level.
func (d *pdfDoc) image(w, h int, level byte) int {
	return d.stream(fmt.Sprintf("/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 8/ColorSpace/DeviceGray", w, h), bytes.Repeat([]byte{level}, w*h))
}

func (d *pdfDoc) bytes() []byte {
	var kids strings.Builder
	for _, p := range d.pages {
		fmt.Fprintf(&kids, "%d 0 R ", p)
	}
	d.objects[0] = "<</Type/Catalog/Pages 2 0 R" + d.catalog + ">>"
	if d.objects[1] == "" {
		d.objects[1] = fmt.Sprintf("<</Type/Pages/Kids[%s]/Count %d>>", kids.String(), len(d.pages))
	}
	var b bytes.Buffer
	b.WriteString("%PDF-1.5\n")
	offsets := make([]int, len(d.objects))
	for i, o := range d.objects {
		offsets[i] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	xref := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(offsets)+1)
	for _, o := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n", len(offsets)+1, d.trailing, xref)
	return b.Bytes()
}

// text is a line of content in F1.
func text(s string, x, y, size float64) string {
	return fmt.Sprintf("BT /F1 %g Tf %g %g Td (%s) Tj ET\n", size, x, y, s)
}

// letter is enough ordinary text to be trusted.
func letter() string {
	return text("Invoice 2024-0815", 40, 540, 18) +
		text("Consulting in March", 40, 480, 10) + text("1,200.00", 340, 480, 10) +
		text("Travel to the customer", 40, 465, 10) + text("85.50", 340, 465, 10) +
		text("Total amount due", 40, 440, 12) + text("1,285.50 EUR", 320, 440, 12) +
		text("Payable without deduction within thirty days", 40, 400, 9)
}

const letterText = "Invoice 2024-0815\nConsulting in March 1,200.00\nTravel to the customer 85.50\n" +
	"Total amount due 1,285.50 EUR\nPayable without deduction within thirty days"

// encrypt makes the document one of the standard security handler, revision 2
// (40-bit RC4), opened by the password. It must come before any stream.
func (d *pdfDoc) encrypt(password string) *pdfDoc {
	const pad = "\x28\xBF\x4E\x5E\x4E\x75\x8A\x41\x64\x00\x4E\x56\xFF\xFA\x01\x08\x2E\x2E\x00\xB6\xD0\x68\x3E\x80\x2F\x0C\xA9\xFE\x64\x53\x69\x7A"
	padded := []byte((password + pad)[:32])
	id, permissions := "0123456789abcdef", int32(-4)
	ownerKey := md5.Sum(padded)
	owner := crypt(ownerKey[:5], padded)
	seed := append(append([]byte{}, padded...), owner...)
	seed = binary.LittleEndian.AppendUint32(seed, uint32(permissions))
	key := md5.Sum(append(seed, id...))
	d.key = key[:5]
	user := crypt(d.key, []byte(pad))
	n := d.add(fmt.Sprintf("<</Filter/Standard/V 1/R 2/P %d/O<%x>/U<%x>>>", permissions, owner, user))
	d.trailing = fmt.Sprintf("/Encrypt %d 0 R/ID[<%x><%x>]", n, id, id)
	return d
}

func (d *pdfDoc) encrypted(object int, data []byte) []byte {
	seed := append(append([]byte{}, d.key...), byte(object), byte(object>>8), byte(object>>16), 0, 0)
	key := md5.Sum(seed)
	return crypt(key[:10], data)
}

func crypt(key, data []byte) []byte {
	c, err := rc4.NewCipher(key)
	if err != nil {
		panic(err)
	}
	out := make([]byte, len(data))
	c.XORKeyStream(out, data)
	return out
}
