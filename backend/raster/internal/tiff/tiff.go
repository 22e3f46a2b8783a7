// Package tiff opens the TIFF files that scanners and fax servers make: it
// walks the chain of image directories and decodes any one of them, in strips
// or tiles, with each of the usual compressions. What is damaged comes out as
// far as it goes. The walk serves EXIF data as well, which is a TIFF file
// without an image.
//
// Source: TIFF Revision 6.0 (Adobe, 1992), its supplements 1 and 2 for LZW,
// Deflate and JPEG, and ITU-T T.4 and T.6 for the fax codes.
package tiff

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
)

// Errors that Open and Decode wrap.
var (
	ErrFormat      = errors.New("not a valid TIFF file")
	ErrUnsupported = errors.New("a TIFF feature that is not supported")
)

// File is an open TIFF file.
type File struct {
	Pages   []Page // thumbnails and masks left out
	Damaged bool   // the chain of directories broke off
	More    bool   // there are more pages than Open was to look for

	r     io.ReaderAt
	size  int64
	order binary.ByteOrder
	big   bool // BigTIFF: 64-bit offsets
}

// Open reads the header and the directories of up to maxPages pages. No image
// data is touched.
func Open(r io.ReaderAt, size int64, maxPages int) (*File, error) {
	f := &File{r: r, size: size}
	next, err := f.header()
	if err != nil {
		return nil, err
	}
	seen := map[uint64]bool{}
	for next != 0 {
		if seen[next] || len(seen) > 2*maxPages+16 {
			f.Damaged = true
			break
		}
		seen[next] = true
		d, following, err := f.directory(next)
		if err != nil {
			if len(f.Pages) == 0 {
				return nil, err
			}
			f.Damaged = true
			break
		}
		if len(f.Pages) == maxPages && !d.hidden() {
			f.More = true
			break
		}
		if !d.hidden() {
			f.Pages = append(f.Pages, f.page(d))
		}
		next = following
	}
	return f, nil
}

// header gives the offset of the first directory.
func (f *File) header() (uint64, error) {
	head := make([]byte, 16)
	if n, _ := f.r.ReadAt(head, 0); n < 8 {
		return 0, fmt.Errorf("%w: no header", ErrFormat)
	}
	switch string(head[:2]) {
	case "II":
		f.order = binary.LittleEndian
	case "MM":
		f.order = binary.BigEndian
	default:
		return 0, fmt.Errorf("%w: no byte order", ErrFormat)
	}
	switch f.order.Uint16(head[2:]) {
	case 42:
		return uint64(f.order.Uint32(head[4:])), nil
	case 43:
		f.big = true
		return f.order.Uint64(head[8:]), nil
	}
	return 0, fmt.Errorf("%w: unknown version", ErrFormat)
}

// bytes reads n bytes at off, all of them or an error. It never makes more
// room than the file can fill.
func (f *File) bytes(off, n uint64) ([]byte, error) {
	if off > uint64(f.size) || n > uint64(f.size)-off {
		return nil, fmt.Errorf("%w: data beyond the end", ErrFormat)
	}
	b := make([]byte, n)
	if got, err := f.r.ReadAt(b, int64(off)); got < len(b) {
		return nil, fmt.Errorf("%w: data cut off: %w", ErrFormat, err)
	}
	return b, nil
}
