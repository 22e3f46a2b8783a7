package raster

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"image"
	"image/png"
	"io"
)

// decodePNG decodes a PNG. Of a damaged or cut one it gives the rows that can
// be unpacked, with white below and complete false.
func decodePNG(r io.ReaderAt, size int64, width, height int) (img image.Image, complete bool, err error) {
	img, err = png.Decode(newBuffered(r, size))
	if err == nil {
		return img, true, nil
	}
	var unsupported png.UnsupportedError
	if errors.As(err, &unsupported) {
		return nil, false, fmt.Errorf("decode: %w", err)
	}
	data := make([]byte, size)
	if _, rerr := r.ReadAt(data, 0); rerr != nil && !errors.Is(rerr, io.EOF) {
		return nil, false, fmt.Errorf("read: %w", rerr)
	}
	if img := salvagePNG(data, width, height); img != nil {
		return img, false, nil
	}
	return nil, false, fmt.Errorf("decode: %w", err)
}

// salvagePNG makes a whole PNG of what can be unpacked and decodes that.
func salvagePNG(data []byte, width, height int) image.Image {
	head, kept, packed := pngParts(data)
	if head == nil || len(packed) == 0 {
		return nil
	}
	rowBytes := 1 + (width*pngBits(head)+7)/8
	rows, ok := unpackRows(packed, rowBytes, height, head)
	if !ok {
		return nil
	}
	var out bytes.Buffer
	out.Write(data[:8])
	writeChunk(&out, "IHDR", head)
	out.Write(kept)
	writeChunk(&out, "IDAT", rows)
	writeChunk(&out, "IEND", nil)
	img, err := png.Decode(&out)
	if err != nil {
		return nil
	}
	return img
}

// pngParts takes the file apart, checksums aside: the header without the
// interlacing flag, the chunks that say what colours mean, and the image data.
func pngParts(data []byte) (head, kept, packed []byte) {
	for off := 8; off+8 <= len(data); {
		n := int(binary.BigEndian.Uint32(data[off:]))
		kind := string(data[off+4 : off+8])
		start := off + 8
		end := min(start+n, len(data))
		body := data[start:end]
		switch kind {
		case "IHDR":
			if len(body) != 13 || body[12] != 0 {
				return nil, nil, nil // interlaced: the rows come in seven passes
			}
			head = body
		case "PLTE", "tRNS":
			var b bytes.Buffer
			writeChunk(&b, kind, body)
			kept = append(kept, b.Bytes()...)
		case "IDAT":
			packed = append(packed, body...)
		case "IEND":
			return head, kept, packed
		}
		off = end + 4
	}
	return head, kept, packed
}

// pngBits is the size of a pixel in bits.
func pngBits(head []byte) int {
	depth := int(head[8])
	switch head[9] {
	case 2:
		return 3 * depth
	case 4:
		return 2 * depth
	case 6:
		return 4 * depth
	}
	return depth
}

// unpackRows unpacks as many whole rows as there are, fills up with white and
// packs them again. ok is false when there is not one.
func unpackRows(packed []byte, rowBytes, height int, head []byte) (rows []byte, ok bool) {
	in, err := zlib.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, false
	}
	var out bytes.Buffer
	w, err := zlib.NewWriterLevel(&out, zlib.BestSpeed)
	if err != nil {
		return nil, false
	}
	row := make([]byte, rowBytes)
	good := 0
	for ; good < height; good++ {
		if _, err := io.ReadFull(in, row); err != nil || row[0] > 4 {
			break
		}
		_, _ = w.Write(row) // into memory
	}
	const indexed = 3
	white := bytes.Repeat([]byte{0xff}, rowBytes)
	if head[9] == indexed {
		clear(white)
	}
	white[0] = 0 // no filter
	for range height - good {
		_, _ = w.Write(white)
	}
	_ = w.Close()
	return out.Bytes(), good > 0
}

func writeChunk(w *bytes.Buffer, kind string, body []byte) {
	var n [4]byte
	binary.BigEndian.PutUint32(n[:], uint32(len(body)))
	w.Write(n[:])
	w.WriteString(kind)
	w.Write(body)
	sum := crc32.NewIEEE()
	_, _ = sum.Write([]byte(kind))
	_, _ = sum.Write(body)
	binary.BigEndian.PutUint32(n[:], sum.Sum32())
	w.Write(n[:])
}
