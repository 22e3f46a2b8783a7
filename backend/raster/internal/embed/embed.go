// Package embed finds out how a PDF can hold a picture as it is: the data of a
// JPEG whole, that of a PNG without its wrapping. It reads headers only and
// decodes nothing.
package embed

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strings"
)

// ErrNot says that a PDF cannot hold the picture as it is.
var ErrNot = errors.New("a PDF cannot hold the picture as it is")

// Picture is an image object of a PDF (ISO 32000-1, 8.9.5).
type Picture struct {
	Dict   string // without Length
	Data   io.Reader
	Length int64
	Device bool // its colours need no profile but that of an RGB output intent
}

const mostSegments = 10_000 // of a file that is looked at

// JPEG takes a JPEG file whole (the DCTDecode filter).
func JPEG(r io.ReaderAt, size int64) (Picture, error) {
	var adobe bool
	off := int64(2)
	for range mostSegments {
		var b [10]byte
		if n, _ := r.ReadAt(b[:], off); n < len(b) {
			return Picture{}, ErrNot
		}
		marker := b[1]
		switch {
		case b[0] != 0xff || marker == 0xff:
			off++
			continue
		case marker == 0x01 || marker >= 0xd0 && marker <= 0xd8:
			off += 2
			continue
		case marker == 0xd9 || marker == 0xda:
			return Picture{}, ErrNot
		case marker == 0xee:
			adobe = true
		case marker == 0xc0 || marker == 0xc1 || marker == 0xc2:
			if b[4] != 8 {
				return Picture{}, ErrNot
			}
			return jpeg(b, adobe, io.NewSectionReader(r, 0, size), size)
		case marker >= 0xc3 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc:
			return Picture{}, ErrNot // lossless, differential or arithmetic: no reader knows them
		}
		off += 2 + max(2, int64(binary.BigEndian.Uint16(b[2:])))
	}
	return Picture{}, ErrNot
}

// jpeg makes the image of a frame's header.
func jpeg(frame [10]byte, adobe bool, data io.Reader, size int64) (Picture, error) {
	h, w := binary.BigEndian.Uint16(frame[5:]), binary.BigEndian.Uint16(frame[7:])
	space, more, device := "", "", true
	switch frame[9] {
	case 1:
		space = "/DeviceGray"
	case 3:
		space = "/DeviceRGB"
	case 4:
		space, device = "/DeviceCMYK", false
		if adobe { // written the other way round
			more = "/Decode[1 0 1 0 1 0 1 0]"
		}
	}
	if space == "" || w == 0 || h == 0 {
		return Picture{}, ErrNot
	}
	return Picture{
		Dict: fmt.Sprintf("<</Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 8/ColorSpace%s%s/Filter/DCTDecode>>", w, h, space, more),
		Data: data, Length: size, Device: device,
	}, nil
}

// PNG takes the compressed rows out of a PNG file (the FlateDecode filter with
// PNG's predictors). What is transparent, interlaced or damaged is refused.
func PNG(r io.ReaderAt, size int64) (Picture, error) {
	var head [33]byte
	if n, _ := r.ReadAt(head[:], 0); n < len(head) || string(head[12:16]) != "IHDR" {
		return Picture{}, ErrNot
	}
	bits, kind, interlaced := head[24], head[25], head[28] != 0
	components := map[byte]int{0: 1, 2: 3, 3: 1}[kind]
	if components == 0 || interlaced {
		return Picture{}, ErrNot
	}
	parts, palette, err := pngParts(r, size)
	if err != nil {
		return Picture{}, err
	}
	space := map[byte]string{0: "/DeviceGray", 2: "/DeviceRGB"}[kind]
	if kind == 3 {
		if len(palette) == 0 || len(palette)%3 != 0 {
			return Picture{}, ErrNot
		}
		space = fmt.Sprintf("[/Indexed/DeviceRGB %d<%x>]", len(palette)/3-1, palette)
	}
	w, h := binary.BigEndian.Uint32(head[16:]), binary.BigEndian.Uint32(head[20:])
	p := Picture{Device: true}
	var readers []io.Reader
	for _, part := range parts {
		readers = append(readers, part)
		p.Length += part.Size()
	}
	p.Data = io.MultiReader(readers...)
	p.Dict = fmt.Sprintf("<</Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent %d/ColorSpace%s/Filter/FlateDecode/DecodeParms<</Predictor 15/Colors %d/BitsPerComponent %d/Columns %d>>>>",
		w, h, bits, space, components, bits, w)
	return p, nil
}

// pngParts are the chunks with rows, and the palette.
func pngParts(r io.ReaderAt, size int64) (rows []*io.SectionReader, palette []byte, err error) {
	off := int64(8)
	for range mostSegments {
		var c [8]byte
		if n, _ := r.ReadAt(c[:], off); n < len(c) {
			return nil, nil, ErrNot
		}
		n := int64(binary.BigEndian.Uint32(c[:]))
		if off+12+n > size {
			return nil, nil, ErrNot
		}
		switch kind := string(c[4:]); kind {
		case "tRNS":
			return nil, nil, ErrNot
		case "PLTE":
			if n > 768 {
				return nil, nil, ErrNot
			}
			palette = make([]byte, n)
			if _, err := r.ReadAt(palette, off+8); err != nil {
				return nil, nil, ErrNot
			}
		case "IDAT":
			rows = append(rows, io.NewSectionReader(r, off+8, n))
		case "IEND":
			if len(rows) == 0 {
				return nil, nil, ErrNot
			}
			return rows, palette, nil
		}
		off += 12 + n
	}
	return nil, nil, ErrNot
}

// PNGBytes is PNG of a file in memory.
func PNGBytes(data []byte) (Picture, error) {
	return PNG(bytes.NewReader(data), int64(len(data)))
}

// Fax takes the data of one strip in ITU-T T.6 codes (the CCITTFaxDecode filter).
func Fax(data io.Reader, length int64, width, height int, blackIsOne bool) Picture {
	var b strings.Builder
	fmt.Fprintf(&b, "<</Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 1/ColorSpace/DeviceGray", width, height)
	fmt.Fprintf(&b, "/Filter/CCITTFaxDecode/DecodeParms<</K -1/Columns %d/Rows %d/BlackIs1 %t>>>>", width, height, blackIsOne)
	return Picture{Dict: b.String(), Data: data, Length: length, Device: true}
}
