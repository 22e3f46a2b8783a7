package header

import (
	"encoding/binary"
	"fmt"
	"io"
)

var errAnimated = fmt.Errorf("%w: an animation", ErrUnsupported)

// HEIF walks the boxes (ISO/IEC 14496-12) down to the images' sizes (ISO/IEC
// 23008-12, ispe). A file holds several: tiles, a thumbnail, the picture. The
// largest counts. Orientation is left to the decoder, which applies the file's
// own rotation.
func HEIF(r io.ReaderAt, size int64) (Header, error) {
	var h Header
	budget := maxSegments
	h.boxes(r, 0, size, 0, &budget)
	if h.Width == 0 || h.Height == 0 {
		return h, damaged("HEIF without an image's size")
	}
	return h, nil
}

// boxes looks at the boxes between off and end.
func (h *Header) boxes(r io.ReaderAt, off, end int64, depth int, budget *int) {
	for off+8 <= end && *budget > 0 {
		*budget--
		b, err := at(r, off, 8)
		if err != nil {
			return
		}
		n, head := int64(binary.BigEndian.Uint32(b)), int64(8)
		switch n {
		case 0:
			n = end - off
		case 1:
			long, err := at(r, off+8, 8)
			if err != nil {
				return
			}
			n, head = int64(binary.BigEndian.Uint64(long)), 16
		}
		if n < head || n > end-off {
			return
		}
		h.box(r, string(b[4:]), off+head, off+n, depth, budget)
		off += n
	}
}

func (h *Header) box(r io.ReaderAt, kind string, off, end int64, depth int, budget *int) {
	const versionAndFlags = 4
	switch {
	case depth > 4:
	case kind == "meta":
		h.boxes(r, off+versionAndFlags, end, depth+1, budget)
	case kind == "iprp", kind == "ipco":
		h.boxes(r, off, end, depth+1, budget)
	case kind == "ispe":
		b, err := at(r, off+versionAndFlags, 8)
		if err != nil {
			return
		}
		h.grow(int(binary.BigEndian.Uint32(b)), int(binary.BigEndian.Uint32(b[4:])))
	}
}
