// Package header reads what an image file says of itself before anything is
// decoded: size, orientation and resolution. It reads a few kilobytes, however
// large the image claims to be, so that limits can be checked first.
package header

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"

	"deskclerk/backend/raster/internal/tiff"
)

// Header is what the first bytes tell.
type Header struct {
	Width, Height int     // pixels as stored, before the orientation is applied
	Orientation   int     // EXIF's 1 to 8, 0 when it is not said
	XDPI, YDPI    float64 // dots per inch, 0 when unknown
}

// Errors that the readers wrap.
var (
	ErrFormat      = errors.New("damaged header")
	ErrUnsupported = errors.New("not supported")
)

// maxSegments bounds how many parts of a file are passed over in search of its
// size.
const maxSegments = 2000

func damaged(what string) error { return fmt.Errorf("%w: %s", ErrFormat, what) }

// at reads n bytes at off.
func at(r io.ReaderAt, off int64, n int) ([]byte, error) {
	b := make([]byte, n)
	if got, err := r.ReadAt(b, off); got < n {
		return nil, fmt.Errorf("%w: cut off: %w", ErrFormat, err)
	}
	return b, nil
}

// exif takes over orientation and, where none is known yet, resolution.
func (h *Header) exif(r io.ReaderAt, off, size int64) {
	info, err := tiff.ReadInfo(io.NewSectionReader(r, off, size), size)
	if err != nil {
		return // EXIF is a courtesy
	}
	h.Orientation = info.Orientation
	if h.XDPI == 0 {
		h.XDPI, h.YDPI = info.XDPI, info.YDPI
	}
}

// GIF reads the logical screen's size, which bounds every frame's.
func GIF(r io.ReaderAt) (Header, error) {
	b, err := at(r, 0, 10)
	if err != nil {
		return Header{}, err
	}
	return Header{Width: int(binary.LittleEndian.Uint16(b[6:])), Height: int(binary.LittleEndian.Uint16(b[8:]))}, nil
}

// BMP reads the information header.
func BMP(r io.ReaderAt) (Header, error) {
	b, err := at(r, 14, 12)
	if err != nil {
		return Header{}, err
	}
	le := binary.LittleEndian
	if le.Uint32(b) == 12 {
		return Header{Width: int(le.Uint16(b[4:])), Height: int(le.Uint16(b[6:]))}, nil
	}
	h := Header{Width: int(int32(le.Uint32(b[4:]))), Height: int(int32(le.Uint32(b[8:])))}
	if h.Height < 0 { // top row first
		h.Height = -h.Height
	}
	if b, err := at(r, 38, 8); err == nil {
		h.XDPI, h.YDPI = perMetre(le.Uint32(b)), perMetre(le.Uint32(b[4:]))
	}
	return h, nil
}

func perMetre(dots uint32) float64 { return math.Round(float64(dots) * 0.0254) }

// PNG walks the chunks before the image data.
func PNG(r io.ReaderAt, size int64) (Header, error) {
	b, err := at(r, 8, 16)
	if err != nil {
		return Header{}, err
	}
	be := binary.BigEndian
	if string(b[4:8]) != "IHDR" {
		return Header{}, damaged("no IHDR")
	}
	h := Header{Width: int(be.Uint32(b[8:])), Height: int(be.Uint32(b[12:]))}
	h.chunks(r, size)
	return h, nil
}

// chunks takes from a PNG's chunks what is told before the image data. A file
// that breaks off here is left to the decoder.
func (h *Header) chunks(r io.ReaderAt, size int64) {
	be := binary.BigEndian
	off := int64(8)
	for range maxSegments {
		c, err := at(r, off, 8)
		if err != nil {
			return
		}
		n := int64(be.Uint32(c))
		switch string(c[4:]) {
		case "IDAT", "IEND":
			return
		case "pHYs":
			if p, err := at(r, off+8, 9); err == nil && p[8] == 1 {
				h.XDPI, h.YDPI = perMetre(be.Uint32(p)), perMetre(be.Uint32(p[4:]))
			}
		case "eXIf":
			h.exif(r, off+8, min(n, max(0, size-off-8)))
		}
		off += 12 + n
	}
}

// JPEG walks the segments up to the frame's header.
func JPEG(r io.ReaderAt, size int64) (Header, error) {
	var h Header
	off := int64(2)
	for range maxSegments {
		b, err := at(r, off, 4)
		if err != nil {
			return h, err
		}
		if b[0] != 0xff {
			off++ // libraries pass over what does not belong there
			continue
		}
		marker := b[1]
		n := int64(binary.BigEndian.Uint16(b[2:]))
		switch {
		case marker == 0xff:
			off++
			continue
		case marker == 0x01, marker >= 0xd0 && marker <= 0xd8:
			off += 2
			continue
		case marker == 0xd9, marker == 0xda:
			return h, damaged("JPEG without a frame")
		case marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc:
			f, err := at(r, off+5, 4)
			if err != nil {
				return h, err
			}
			h.Height, h.Width = int(binary.BigEndian.Uint16(f)), int(binary.BigEndian.Uint16(f[2:]))
			return h, nil
		case marker == 0xe0:
			h.jfif(r, off+4)
		case marker == 0xe1:
			if id, err := at(r, off+4, 6); err == nil && bytes.Equal(id, []byte("Exif\x00\x00")) {
				h.exif(r, off+10, max(0, min(n-8, size-off-10)))
			}
		}
		off += 2 + max(2, n)
	}
	return h, damaged("JPEG with too many segments")
}

func (h *Header) jfif(r io.ReaderAt, off int64) {
	b, err := at(r, off, 12)
	if err != nil || string(b[:5]) != "JFIF\x00" {
		return
	}
	x, y := float64(binary.BigEndian.Uint16(b[8:])), float64(binary.BigEndian.Uint16(b[10:]))
	switch b[7] {
	case 1:
		h.XDPI, h.YDPI = x, y
	case 2:
		h.XDPI, h.YDPI = math.Round(x*2.54), math.Round(y*2.54)
	}
}
