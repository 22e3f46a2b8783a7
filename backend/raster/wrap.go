package raster

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"sort"

	"deskclerk/backend/doc"
)

// Some files are opened as the PDF that they nearly are: one that lost its first
// line gets another, and a JPEG 2000 picture is put on a page, for PDFium brings
// the one memory-safe decoder there is of it. Nothing is written; the missing
// bytes are put around the file while it is read.

// content gives the bytes that PDFium is to open.
func (s *source) content() (io.ReadSeeker, int64, error) {
	size := s.info.Size()
	switch {
	case s.kind == kindJP2:
		head, tail, err := s.jp2Page()
		if err != nil {
			return nil, 0, err
		}
		return joined(s.file, size, head, tail)
	case s.headless:
		return joined(s.file, size, []byte("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), nil)
	}
	return s.file, size, nil
}

// isPDF reports whether PDFium opens the file.
func (s *source) isPDF() bool { return s.kind == kindPDF || s.kind == kindJP2 }

// joined reads head, the file and tail as one.
func joined(f *os.File, size int64, head, tail []byte) (io.ReadSeeker, int64, error) {
	parts := []io.ReaderAt{readerAt(head), f, readerAt(tail)}
	ends := []int64{int64(len(head)), int64(len(head)) + size, int64(len(head)) + size + int64(len(tail))}
	whole := concatenation{parts, ends}
	return io.NewSectionReader(whole, 0, ends[2]), ends[2], nil
}

// readerAt reads bytes in memory.
type readerAt []byte

func (b readerAt) ReadAt(p []byte, off int64) (int, error) {
	if off >= int64(len(b)) {
		return 0, io.EOF
	}
	n := copy(p, b[off:])
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}

// concatenation is several readers, one after the other; ends are where each
// stops.
type concatenation struct {
	parts []io.ReaderAt
	ends  []int64
}

func (c concatenation) ReadAt(p []byte, off int64) (n int, err error) {
	for n < len(p) {
		at := off + int64(n)
		i := sort.Search(len(c.ends), func(i int) bool { return at < c.ends[i] })
		if i == len(c.ends) {
			return n, io.EOF
		}
		begin := int64(0)
		if i > 0 {
			begin = c.ends[i-1]
		}
		want := min(int64(len(p)-n), c.ends[i]-at)
		got, err := c.parts[i].ReadAt(p[n:n+int(want)], at-begin)
		n += got
		if err != nil && (!errors.Is(err, io.EOF) || got < int(want)) {
			return n, err
		}
	}
	return n, nil
}

// jp2DPI is the resolution that a JPEG 2000 picture is taken to have: few say.
const jp2DPI = 300

// jp2Page gives what makes a PDF page of the picture, before and after it. The
// table of objects is left to PDFium, which finds them.
func (s *source) jp2Page() (head, tail []byte, err error) {
	w, h, err := jp2Size(s.file)
	if err != nil {
		return nil, nil, err
	}
	pw, ph := float64(w)*72/jp2DPI, float64(h)*72/jp2DPI
	draw := fmt.Sprintf("q %.3f 0 0 %.3f 0 0 cm /I Do Q", pw, ph)
	head = fmt.Appendf(nil, "%%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"+
		"2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n"+
		"3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 %.3f %.3f]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>>>\nendobj\n"+
		"4 0 obj\n<</Length %d>>\nstream\n%s\nendstream\nendobj\n"+
		"5 0 obj\n<</Type/XObject/Subtype/Image/Width %d/Height %d/Filter/JPXDecode/Length %d>>\nstream\n",
		pw, ph, len(draw), draw, w, h, s.info.Size())
	tail = []byte("\nendstream\nendobj\ntrailer\n<</Root 1 0 R/Size 6>>\nstartxref\n0\n%%EOF\n")
	return head, tail, nil
}

// checkJP2 refuses a picture that is too large, from its header.
func (s *source) checkJP2() error {
	w, h, err := jp2Size(s.file)
	if err != nil {
		return err
	}
	return checkSize(w, h, s.opt.MaxPixels)
}

// jp2Size finds the picture's size in the SIZ marker of its codestream (ISO/IEC
// 15444-1, A.5.1), which stands near the beginning, after a JP2 file's boxes.
func jp2Size(r io.ReaderAt) (w, h int, err error) {
	head := make([]byte, 64<<10)
	n, _ := r.ReadAt(head, 0) // a short file ends earlier
	head = head[:n]
	for i := 0; i+24 <= len(head); i++ {
		if binary.BigEndian.Uint32(head[i:]) != 0xff4fff51 {
			continue
		}
		b := binary.BigEndian
		x1, y1, x0, y0 := b.Uint32(head[i+8:]), b.Uint32(head[i+12:]), b.Uint32(head[i+16:]), b.Uint32(head[i+20:])
		if x1 <= x0 || y1 <= y0 || x1 > 1<<30 || y1 > 1<<30 {
			break
		}
		return int(x1 - x0), int(y1 - y0), nil
	}
	return 0, 0, doc.Errorf(doc.CodeCorrupt, "%s: no codestream", kindJP2)
}
