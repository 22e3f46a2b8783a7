package header

import (
	"encoding/binary"
	"io"
)

// WebP walks the chunks. The canvas and each frame are looked at, since a small
// canvas may hold a large frame; the largest counts.
func WebP(r io.ReaderAt, size int64) (Header, error) {
	var h Header
	le := binary.LittleEndian
	off := int64(12)
	for range maxSegments {
		c, err := at(r, off, 18)
		if err != nil {
			break
		}
		n := int64(le.Uint32(c[4:]))
		d := c[8:]
		switch string(c[:4]) {
		case "VP8X":
			const animated = 2
			if d[0]&animated != 0 {
				return h, errAnimated
			}
			h.grow(1+int(le.Uint32(d[4:])&0xffffff), 1+int(le.Uint32(d[6:])>>8))
		case "VP8 ":
			h.grow(int(le.Uint16(d[6:])&0x3fff), int(le.Uint16(d[8:])&0x3fff))
		case "VP8L":
			bits := le.Uint32(d[1:])
			h.grow(1+int(bits&0x3fff), 1+int(bits>>14&0x3fff))
		case "EXIF":
			h.exif(r, off+8, max(0, min(n, size-off-8)))
		}
		off += 8 + n + n&1
	}
	if h.Width == 0 || h.Height == 0 {
		return h, damaged("WebP without an image")
	}
	return h, nil
}

// grow takes the larger of two sizes in each direction.
func (h *Header) grow(width, height int) {
	h.Width, h.Height = max(h.Width, width), max(h.Height, height)
}
