package tiff

import (
	"fmt"
	"io"
	"math"
)

// Tags of a directory that matter here.
const (
	tagSubfile      = 254
	tagWidth        = 256
	tagHeight       = 257
	tagBits         = 258
	tagCompression  = 259
	tagPhotometric  = 262
	tagFillOrder    = 266
	tagStrips       = 273
	tagOrientation  = 274
	tagSamples      = 277
	tagRowsPerStrip = 278
	tagStripBytes   = 279
	tagXResolution  = 282
	tagYResolution  = 283
	tagPlanar       = 284
	tagT4           = 292
	tagUnit         = 296
	tagPredictor    = 317
	tagColorMap     = 320
	tagTileWidth    = 322
	tagTileHeight   = 323
	tagTiles        = 324
	tagTileBytes    = 325
	tagExtra        = 338
	tagSampleFormat = 339
	tagJPEGTables   = 347
	tagOldJPEG      = 513
	tagOldJPEGBytes = 514
	tagSubsampling  = 530
)

// maxEntries bounds a directory; real ones have about twenty.
const maxEntries = 1000

// directory is one image file directory: entries by tag.
type directory map[uint16]entry

// entry is one tag's values, not read yet unless they are in place.
type entry struct {
	kind  uint16
	count uint64
	data  []byte // the values, or where they are
}

// directory reads the directory at off and the offset of the next.
func (f *File) directory(off uint64) (directory, uint64, error) {
	counter, size, pointer := uint64(2), uint64(12), uint64(4)
	if f.big {
		counter, size, pointer = 8, 20, 8
	}
	head, err := f.bytes(off, counter)
	if err != nil {
		return nil, 0, err
	}
	n := f.number(head)
	if n == 0 || n > maxEntries {
		return nil, 0, fmt.Errorf("%w: a directory of %d entries", ErrFormat, n)
	}
	body, err := f.bytes(off+counter, n*size)
	if err != nil {
		return nil, 0, err
	}
	d := directory{}
	for e := body; len(e) > 0; e = e[size:] {
		d[f.order.Uint16(e)] = entry{
			kind: f.order.Uint16(e[2:]), count: f.number(e[4 : 4+pointer]),
			data: e[4+pointer : size],
		}
	}
	return d, f.link(off+counter+n*size, pointer), nil
}

// link reads where the next directory is. In cut files that is often missing
// and the directory before it is the last.
func (f *File) link(off, width uint64) uint64 {
	b, err := f.bytes(off, width)
	if err != nil {
		return 0
	}
	return f.number(b)
}

// number reads an unsigned number of 2, 4 or 8 bytes.
func (f *File) number(b []byte) uint64 {
	switch len(b) {
	case 2:
		return uint64(f.order.Uint16(b))
	case 4:
		return uint64(f.order.Uint32(b))
	}
	return f.order.Uint64(b)
}

// width is the size of a value in bytes by its type, 0 for an unknown one.
func (e entry) width() uint64 {
	switch e.kind {
	case 1, 2, 6, 7: // byte, ASCII, signed byte, undefined
		return 1
	case 3, 8: // short
		return 2
	case 4, 9, 11, 13: // long, float, directory
		return 4
	case 5, 10, 12, 16, 17, 18: // rational, double, long8
		return 8
	}
	return 0
}

// raw reads the first max bytes of an entry's values.
func (f *File) raw(e entry, limit uint64) ([]byte, error) {
	w := e.width()
	if w == 0 || e.count == 0 || e.count > math.MaxInt32 {
		return nil, fmt.Errorf("%w: a value of type %d, %d times", ErrFormat, e.kind, e.count)
	}
	n := e.count * w
	if n <= uint64(len(e.data)) {
		return e.data[:n], nil
	}
	return f.bytes(f.number(e.data), min(n, limit))
}

// numbers reads up to limit whole numbers of a tag, nil when it is missing or
// of another type.
func (f *File) numbers(d directory, tag uint16, limit int) []uint64 {
	e, ok := d[tag]
	if !ok {
		return nil
	}
	w := e.width()
	if w == 0 || e.kind == 5 || e.kind == 10 || e.kind == 11 || e.kind == 12 {
		return nil
	}
	b, err := f.raw(e, uint64(limit)*w)
	if err != nil {
		return nil
	}
	out := make([]uint64, 0, len(b)/int(w))
	for ; len(b) >= int(w) && len(out) < limit; b = b[w:] {
		if w == 1 {
			out = append(out, uint64(b[0]))
			continue
		}
		out = append(out, f.number(b[:w]))
	}
	return out
}

// value is a tag's first number, or def.
func (f *File) value(d directory, tag uint16, def int) int {
	v := f.numbers(d, tag, 1)
	if len(v) == 0 || v[0] > math.MaxInt32 {
		return def
	}
	return int(v[0])
}

// rational is a tag's first fraction, 0 when it is missing.
func (f *File) rational(d directory, tag uint16) float64 {
	e, ok := d[tag]
	if !ok || e.kind != 5 {
		return 0
	}
	b, err := f.raw(e, 8)
	if err != nil || len(b) < 8 {
		return 0
	}
	return float64(f.order.Uint32(b)) / max(1, float64(f.order.Uint32(b[4:])))
}

// hidden reports whether the directory is a thumbnail or a mask.
func (d directory) hidden() bool {
	const reduced, mask = 1, 4
	e, ok := d[tagSubfile]
	if !ok || len(e.data) < 4 {
		return false
	}
	bits := e.data[0] | e.data[3] // either byte order: only these bits are defined
	return bits&(reduced|mask) != 0
}

// Info is what EXIF data says of an image.
type Info struct {
	Orientation int     // 1 to 8, 0 when it is not said
	XDPI, YDPI  float64 // 0 when unknown
}

// ReadInfo reads the first directory alone.
func ReadInfo(r io.ReaderAt, size int64) (Info, error) {
	f := &File{r: r, size: size}
	off, err := f.header()
	if err != nil {
		return Info{}, err
	}
	d, _, err := f.directory(off)
	if err != nil {
		return Info{}, err
	}
	return f.info(d), nil
}

func (f *File) info(d directory) Info {
	const inch, centimetre = 2, 3
	i := Info{Orientation: f.value(d, tagOrientation, 0)}
	if i.Orientation < 1 || i.Orientation > 8 {
		i.Orientation = 0
	}
	perInch := 0.0
	switch f.value(d, tagUnit, inch) {
	case inch:
		perInch = 1
	case centimetre:
		perInch = 2.54
	}
	i.XDPI = f.rational(d, tagXResolution) * perInch
	i.YDPI = f.rational(d, tagYResolution) * perInch
	return i
}
