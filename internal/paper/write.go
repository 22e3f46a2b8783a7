package paper

import (
	"bytes"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"
	"os"
	"path/filepath"
	"strings"
)

// PNG encodes the picture.
func PNG(img image.Image) ([]byte, error) {
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		return nil, fmt.Errorf("encode a PNG: %w", err)
	}
	return b.Bytes(), nil
}

// JPEG encodes the picture as a scanner would.
func JPEG(img image.Image) ([]byte, error) {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: 85}); err != nil {
		return nil, fmt.Errorf("encode a JPEG: %w", err)
	}
	return b.Bytes(), nil
}

// ScanPDF puts each picture on a page of its own at 200 dpi, as a scanner does.
func ScanPDF(pages ...image.Image) ([]byte, error) {
	var p pdf
	var kids []string
	for i, img := range pages {
		data, err := JPEG(img)
		if err != nil {
			return nil, err
		}
		size := img.Bounds().Size()
		w, h := float64(size.X)*72/200, float64(size.Y)*72/200
		first := 3 + 3*i
		kids = append(kids, fmt.Sprintf("%d 0 R", first))
		p.add(first, fmt.Sprintf("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %.2f %.2f] /Contents %d 0 R /Resources << /XObject << /I %d 0 R >> >> >>", w, h, first+1, first+2))
		p.stream(first+1, "", fmt.Appendf(nil, "q %.2f 0 0 %.2f 0 0 cm /I Do Q", w, h))
		p.stream(first+2, fmt.Sprintf("/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /DCTDecode", size.X, size.Y), data)
	}
	return p.finish(kids), nil
}

// TextPDF sets lines of text on one A4 page, as a program that prints does.
func TextPDF(lines []string) []byte {
	var p pdf
	var text strings.Builder
	text.WriteString("BT /F 10 Tf 14 TL 56 786 Td\n")
	for _, line := range lines {
		escaped := strings.NewReplacer(`\`, `\\`, "(", `\(`, ")", `\)`).Replace(line)
		fmt.Fprintf(&text, "(%s) Tj T*\n", escaped)
	}
	text.WriteString("ET")
	p.add(3, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>")
	p.stream(4, "", []byte(text.String()))
	p.add(5, "<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>")
	return p.finish([]string{"3 0 R"})
}

// pdf collects numbered objects; 1 and 2 are the catalogue and the page tree.
type pdf struct{ objects map[int][]byte }

func (p *pdf) add(number int, body string) {
	if p.objects == nil {
		p.objects = map[int][]byte{}
	}
	p.objects[number] = []byte(body)
}

func (p *pdf) stream(number int, dict string, data []byte) {
	p.add(number, fmt.Sprintf("<< %s /Length %d >>\nstream\n%s\nendstream", dict, len(data), data))
}

func (p *pdf) finish(kids []string) []byte {
	p.add(1, "<< /Type /Catalog /Pages 2 0 R >>")
	p.add(2, fmt.Sprintf("<< /Type /Pages /Count %d /Kids [%s] >>", len(kids), strings.Join(kids, " ")))
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n")
	offsets := make([]int, len(p.objects)+1)
	for n := 1; n <= len(p.objects); n++ {
		offsets[n] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", n, p.objects[n])
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(offsets))
	for _, o := range offsets[1:] {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(offsets), start)
	return b.Bytes()
}

// Folder makes dir and writes n receipts into it, every third as a scanned PDF, the
// others as JPEG and PNG in turn, and returns them in the order of their names.
func Folder(dir string, n int) ([]Paper, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	papers := make([]Paper, n)
	for i := range n {
		p, err := Receipt(uint64(i + 1))
		if err != nil {
			return nil, err
		}
		papers[i] = p
		var data []byte
		name := fmt.Sprintf("receipt-%03d", i+1)
		switch i % 3 {
		case 0:
			name += ".jpg"
			data, err = JPEG(p.Image)
		case 1:
			name += ".png"
			data, err = PNG(p.Image)
		default:
			name += ".pdf"
			data, err = ScanPDF(p.Image)
		}
		if err != nil {
			return nil, err
		}
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			return nil, fmt.Errorf("write a paper: %w", err)
		}
	}
	return papers, nil
}
