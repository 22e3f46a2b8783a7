package main

import (
	"bytes"
	"compress/zlib"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"strings"
	"time"
)

// bomb is a small file that asks for far too much.
type bomb struct {
	name    string
	content []byte
	codes   string // of the errors that are right, divided by spaces; "result" is one
	most    time.Duration
}

const (
	forPixels = 200 * time.Millisecond
	forPDF    = 5 * time.Second
	mostGrown = 50 << 20 // bytes of the main process
)

func tryBombs(ctx context.Context, b bench) (string, error) {
	p, err := b.serve(ctx)
	if err != nil {
		return "", err
	}
	defer func() { p.Kill() }()
	sounds, err := sound() // the workers are started, and PDFium compiled, by first documents
	if err != nil {
		return "", err
	}
	for _, name := range []string{"a.png", "text.pdf", "scan.pdf"} {
		if _, err := handDamaged(ctx, p, name, sounds[name]); err != nil {
			return "", err
		}
	}
	before, err := p.Memory("VmRSS")
	if err != nil {
		return "", err
	}
	var figures []string
	var broken error
	for _, x := range bombs() {
		f, err := handDamaged(ctx, p, x.name, x.content)
		if err != nil {
			return strings.Join(figures, ", "), fmt.Errorf("%s: %w", x.name, err)
		}
		end := f.code
		if end == "" {
			end = "result"
		}
		figures = append(figures, fmt.Sprintf("%s %s after %s", x.name, end, f.took.Round(time.Millisecond)))
		if !strings.Contains(" "+x.codes+" ", " "+end+" ") || f.took > x.most {
			broken = errors.Join(broken, fmt.Errorf("%s: one of %s within %s is promised", x.name, x.codes, x.most))
		}
	}
	after, err := p.Memory("VmHWM")
	figures = append(figures, fmt.Sprintf("the main process grew by %d MB", (after-before)>>20))
	if after-before > mostGrown {
		broken = errors.Join(broken, errors.New("50 MB are promised"))
	}
	return strings.Join(figures, ", "), errors.Join(err, broken)
}

func bombs() []bomb {
	pixels, pages := "too_many_pixels", "corrupt_file no_pages too_complex too_many_pages"
	return []bomb{
		{"grey.png", pngOf(20_000, 20_000), pixels, forPixels},
		{"wide.gif", gifOf(65_535, 65_535), pixels, forPixels},
		{"loop.pdf", pdfOf("<< /Type /Pages /Kids [2 0 R] /Count 1 >>"), pages, forPDF},
		{"many.pdf", pdfOf("<< /Type /Pages /Kids [" + strings.Repeat("3 0 R ", 100_000) + "] /Count 100000 >>"), pages, forPDF},
		{"spaces.pdf", pdfOf("<< /Type /Pages /Kids [3 0 R] /Count 1 >>"), pages + " result", forPDF},
	}
}

// pngOf is a picture's head with next to no picture behind it.
func pngOf(width, height uint32) []byte {
	var out bytes.Buffer
	out.WriteString("\x89PNG\r\n\x1a\n")
	chunk := func(kind string, data []byte) {
		_ = binary.Write(&out, binary.BigEndian, uint32(len(data)))
		body := append([]byte(kind), data...)
		out.Write(body)
		_ = binary.Write(&out, binary.BigEndian, crc32.ChecksumIEEE(body))
	}
	head := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, width), height)
	chunk("IHDR", append(head, 8, 0, 0, 0, 0))
	chunk("IDAT", packed(make([]byte, 64)))
	chunk("IEND", nil)
	return out.Bytes()
}

func gifOf(width, height uint16) []byte {
	head := binary.LittleEndian.AppendUint16(binary.LittleEndian.AppendUint16([]byte("GIF89a"), width), height)
	head = append(head, 0x80, 0, 0, 0, 0, 0, 255, 255, 255, ',', 0, 0, 0, 0)
	head = binary.LittleEndian.AppendUint16(binary.LittleEndian.AppendUint16(head, width), height)
	return append(head, 0, 2, 2, 0x4c, 1, 0, ';')
}

// pdfOf is a PDF whose page tree is as given; its page's content are a hundred
// million spaces, packed a thousandfold.
func pdfOf(tree string) []byte {
	content := packed(bytes.Repeat([]byte(" "), 100_000_000))
	var out bytes.Buffer
	out.WriteString("%PDF-1.7\n")
	offsets := make([]int, 0, 4)
	for i, body := range []string{
		"<< /Type /Catalog /Pages 2 0 R >>", tree,
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>",
		fmt.Sprintf("<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream", len(content), content),
	} {
		offsets = append(offsets, out.Len())
		fmt.Fprintf(&out, "%d 0 obj\n%s\nendobj\n", i+1, body)
	}
	table := out.Len()
	fmt.Fprintf(&out, "xref\n0 %d\n0000000000 65535 f \n", len(offsets)+1)
	for _, at := range offsets {
		fmt.Fprintf(&out, "%010d 00000 n \n", at)
	}
	fmt.Fprintf(&out, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(offsets)+1, table)
	return out.Bytes()
}

func packed(content []byte) []byte {
	var out bytes.Buffer
	w := zlib.NewWriter(&out)
	_, _ = w.Write(content)
	_ = w.Close()
	return out.Bytes()
}
