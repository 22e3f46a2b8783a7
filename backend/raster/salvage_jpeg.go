package raster

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/jpeg"
	"io"
	"strings"

	"deskclerk/backend/raster/internal/grayjpeg"
)

// decodeJPEG decodes a JPEG. Of one that was cut off it gives what is there,
// with complete false: all of the picture in less detail when it is
// progressive, else the rows before the cut with white below.
func decodeJPEG(r io.ReaderAt, size int64) (img image.Image, complete bool, err error) {
	img, err = jpeg.Decode(newBuffered(r, size))
	if err == nil {
		return img, true, nil
	}
	var unsupported jpeg.UnsupportedError
	if errors.As(err, &unsupported) {
		return nil, false, fmt.Errorf("decode: %w", err)
	}
	data := make([]byte, size)
	if _, rerr := r.ReadAt(data, 0); rerr != nil && !errors.Is(rerr, io.EOF) {
		return nil, false, fmt.Errorf("read: %w", rerr)
	}
	if img := salvageJPEG(data); img != nil {
		return img, false, nil
	}
	return nil, false, fmt.Errorf("decode: %w", err)
}

// mostCoded is the largest JPEG that is read into memory for its brightness.
const mostCoded = 64 << 20 // bytes

// brightness decodes a JPEG of so many pixels without its colours, nil when it takes
// another decoder.
func brightness(r io.ReaderAt, size int64, pixels image.Point) *image.Gray {
	if size > mostCoded {
		return nil
	}
	data := make([]byte, size)
	if _, err := r.ReadAt(data, 0); err != nil && !errors.Is(err, io.EOF) {
		return nil
	}
	img, err := grayjpeg.Decode(data, pixels)
	if err != nil {
		return nil
	}
	return img
}

// endOfImage is the marker that a cut file lacks.
const endOfImage = "\xff\xd9"

// salvageJPEG tries what may help, the best first: the end mark alone was cut
// off; one scan of several was; the only one was.
func salvageJPEG(data []byte) image.Image {
	if img, err := jpeg.Decode(io.MultiReader(bytes.NewReader(data), strings.NewReader(endOfImage))); err == nil {
		return img
	}
	scans := scanOffsets(data)
	switch len(scans) {
	case 0:
		return nil
	case 1:
		return fillScan(data, scans[0])
	}
	last := bytes.NewReader(data[:scans[len(scans)-1]])
	img, err := jpeg.Decode(io.MultiReader(last, strings.NewReader(endOfImage)))
	if err != nil {
		return nil
	}
	return img
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

// fillScan lets the decoder run on over made-up data, twice with different ones:
// the rows in which both agree are the file's own, the rest is white.
func fillScan(data []byte, scan int) image.Image {
	a, errA := jpeg.Decode(newFiller(data, scan, 0x00))
	b, errB := jpeg.Decode(newFiller(data, scan, 0x5a))
	if errA != nil || errB != nil {
		return nil
	}
	rows := agreeingRows(a, b)
	if rows == 0 {
		return nil
	}
	return whiteBelow(a, rows)
}

// filler gives a cut file's bytes, then made-up coded data with the restart
// markers that the decoder waits for, then the end mark.
type filler struct {
	file    []byte
	fill    byte
	part    int // fill bytes before each marker
	markers int // still to come
	restart byte
	given   int // of the part
	ended   int // bytes of the end mark given
}

// Made-up data needs this many bytes for a block of 8 × 8 samples at most, and
// no decoder gets more of it than that many in all.
const (
	fillPerBlock = 128
	maxFill      = 1 << 28
)

func newFiller(data []byte, scan int, fill byte) *filler {
	f := &filler{file: bytes.TrimSuffix(data, []byte{0xff}), fill: fill}
	h, err := jpeg.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return f
	}
	const channels = 3
	blocks := channels * ((h.Width + 7) / 8) * ((h.Height + 7) / 8)
	f.part = blocks * fillPerBlock
	if every := restartInterval(data[:scan]); every > 0 {
		const blocksPerUnit = 6
		f.part = every * blocksPerUnit * fillPerBlock
		f.markers = blocks/channels/every + 1
		f.restart = nextRestart(data[scan:])
	}
	if f.part > maxFill/(f.markers+1) {
		f.part, f.markers = 0, 0
	}
	return f
}

// restartInterval finds how many units lie between two restart markers, 0 when
// there are none.
func restartInterval(head []byte) int {
	i := bytes.LastIndex(head, []byte("\xff\xdd\x00\x04"))
	if i < 0 || i+6 > len(head) {
		return 0
	}
	return int(binary.BigEndian.Uint16(head[i+4:]))
}

// nextRestart is the number of the marker that follows the last one there is.
func nextRestart(coded []byte) (next byte) {
	for i := 0; i+1 < len(coded); i++ {
		if coded[i] == 0xff && coded[i+1] >= 0xd0 && coded[i+1] <= 0xd7 {
			next = (coded[i+1] - 0xd0 + 1) % 8
		}
	}
	return next
}

func (f *filler) Read(p []byte) (int, error) {
	if len(f.file) > 0 {
		n := copy(p, f.file)
		f.file = f.file[n:]
		return n, nil
	}
	if f.ended == len(endOfImage) {
		return 0, io.EOF
	}
	for i := range p {
		b, ok := f.next()
		if !ok {
			return i, nil
		}
		p[i] = b
	}
	return len(p), nil
}

// next gives the next made-up byte.
func (f *filler) next() (byte, bool) {
	switch {
	case f.given < f.part:
		f.given++
		return f.fill, true
	case f.markers > 0 && f.given == f.part:
		f.given++
		return 0xff, true
	case f.markers > 0:
		b := 0xd0 + f.restart
		f.restart = (f.restart + 1) % 8
		f.markers--
		f.given = 0
		return b, true
	case f.ended < len(endOfImage):
		f.ended++
		return endOfImage[f.ended-1], true
	}
	return 0, false
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
