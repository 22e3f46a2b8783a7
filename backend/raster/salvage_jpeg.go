package raster

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/jpeg"
	"io"
)

// decodeJPEG decodes a JPEG. Of one that was cut off it gives what is there,
// with complete false: all of the picture in less detail when it is
// progressive, else the rows before the cut with white below.
func decodeJPEG(r io.ReaderAt, size int64) (img image.Image, complete bool, err error) {
	img, err = jpeg.Decode(newBuffered(r, size))
	if err == nil {
		return img, true, nil
	}
	if !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		return nil, false, fmt.Errorf("decode: %w", err)
	}
	data := make([]byte, size)
	if _, err := r.ReadAt(data, 0); err != nil && !errors.Is(err, io.EOF) {
		return nil, false, fmt.Errorf("read: %w", err)
	}
	scans := scanOffsets(data)
	if img := dropLastScan(data, scans); img != nil {
		return img, false, nil
	}
	if img := fillLastScan(data, scans); img != nil {
		return img, false, nil
	}
	return nil, false, fmt.Errorf("decode: %w", err)
}

// scanOffsets finds where each scan's header begins.
func scanOffsets(data []byte) []int {
	var scans []int
	for off := 2; off+4 <= len(data); {
		marker := data[off+1]
		switch {
		case data[off] != 0xff || marker == 0 || marker == 0xff || (marker >= 0xd0 && marker <= 0xd8):
			off++ // coded data, fill bytes, restarts
			continue
		case marker == 0xd9:
			return scans
		case marker == 0xda:
			scans = append(scans, off)
		}
		off += 2 + max(2, int(binary.BigEndian.Uint16(data[off+2:])))
	}
	return scans
}

// dropLastScan leaves out the scan that was cut off, which a progressive
// picture can do without if at least all its coarse scans are there.
func dropLastScan(data []byte, scans []int) image.Image {
	if len(scans) < 2 {
		return nil
	}
	whole := append(bytes.Clone(data[:scans[len(scans)-1]]), 0xff, 0xd9)
	img, err := jpeg.Decode(bytes.NewReader(whole))
	if err != nil {
		return nil
	}
	return img
}

// fillLastScan lets the decoder run on over made-up data, twice with different
// ones: the rows in which both agree are the file's own, the rest is white.
func fillLastScan(data []byte, scans []int) image.Image {
	if len(scans) != 1 {
		return nil
	}
	a, errA := jpeg.Decode(newFilled(data, scans[0], 0x00))
	b, errB := jpeg.Decode(newFilled(data, scans[0], 0x5a))
	if errA != nil || errB != nil {
		return nil
	}
	rows := agreeingRows(a, b)
	if rows == 0 {
		return nil
	}
	return whiteBelow(a, rows)
}

// filled gives the file's bytes and then fill without end, with the restart
// markers the decoder waits for.
type filled struct {
	head    []byte
	fill    byte
	restart byte // the next marker's number
	given   int  // fill bytes since the last marker
	total   int
}

const (
	restartEvery = 1 << 14 // fill bytes between two restart markers
	maxFill      = 1 << 28 // beyond, the decoder is not getting on
)

func newFilled(data []byte, scan int, fill byte) io.Reader {
	f := &filled{head: data, fill: fill}
	for i := scan; i+1 < len(data); i++ {
		if data[i] == 0xff && data[i+1] >= 0xd0 && data[i+1] <= 0xd7 {
			f.restart = (data[i+1] - 0xd0 + 1) % 8
		}
	}
	if n := len(data); n > 0 && data[n-1] == 0xff {
		f.head = data[:n-1]
	}
	return f
}

func (f *filled) Read(p []byte) (int, error) {
	if len(f.head) > 0 {
		n := copy(p, f.head)
		f.head = f.head[n:]
		return n, nil
	}
	if f.total += len(p); f.total > maxFill {
		return 0, io.ErrUnexpectedEOF
	}
	for i := range p {
		switch f.given {
		case restartEvery:
			p[i] = 0xff
		case restartEvery + 1:
			p[i] = 0xd0 + f.restart
			f.restart = (f.restart + 1) % 8
			f.given = -1
		default:
			p[i] = f.fill
		}
		f.given++
	}
	return len(p), nil
}

// agreeingRows counts the rows from the top that are equal in both, without the
// last block of them, in which the cut may lie.
func agreeingRows(a, b image.Image) int {
	ga, gb := grayOf(a), grayOf(b)
	w, h := ga.Rect.Dx(), ga.Rect.Dy()
	y := 0
	for ; y < h; y++ {
		if !bytes.Equal(ga.Pix[y*ga.Stride:y*ga.Stride+w], gb.Pix[y*gb.Stride:y*gb.Stride+w]) {
			break
		}
	}
	const block = 8
	return y / block * block
}
