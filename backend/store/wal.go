package store

import (
	"bufio"
	"encoding/binary"
	"errors"
	"io"
)

// walReader walks the valid frames of a write-ahead log from its start, as
// recovery does (sqlite.org/fileformat.html, section 4).
type walReader struct {
	r      *bufio.Reader
	order  binary.ByteOrder // of the checksums
	salts  [8]byte
	s0, s1 uint32 // running checksum
	frame  []byte // header and page
}

// newWALReader reads the log's header; nil when it is not a valid one, as after
// a reset.
func newWALReader(f io.Reader) (*walReader, error) {
	w := &walReader{r: bufio.NewReaderSize(f, 1<<16), order: binary.LittleEndian}
	var header [walHeaderSize]byte
	if ok, err := readWhole(w.r, header[:]); !ok {
		return nil, err
	}
	switch binary.BigEndian.Uint32(header[0:]) {
	case walMagic:
	case walMagic + 1:
		w.order = binary.BigEndian
	default:
		return nil, nil
	}
	size := binary.BigEndian.Uint32(header[8:])
	if size < 512 || size > 65536 {
		return nil, nil
	}
	copy(w.salts[:], header[16:24])
	w.sum(header[:24])
	if !w.matches(header[24:32]) {
		return nil, nil
	}
	w.frame = make([]byte, walFrameSize+size)
	return w, nil
}

// next gives the next frame; its body is nil at the end of the valid ones.
func (w *walReader) next() (page uint32, commit bool, body []byte, err error) {
	if ok, err := readWhole(w.r, w.frame); !ok {
		return 0, false, nil, err
	}
	head, body := w.frame[:walFrameSize], w.frame[walFrameSize:]
	if [8]byte(head[8:16]) != w.salts {
		return 0, false, nil, nil
	}
	w.sum(head[:8])
	w.sum(body)
	if !w.matches(head[16:24]) {
		return 0, false, nil, nil
	}
	return binary.BigEndian.Uint32(head), binary.BigEndian.Uint32(head[4:]) != 0, body, nil
}

// sum adds b, a multiple of eight bytes, to the running checksum.
func (w *walReader) sum(b []byte) {
	for ; len(b) >= 8; b = b[8:] {
		w.s0 += w.order.Uint32(b) + w.s1
		w.s1 += w.order.Uint32(b[4:]) + w.s0
	}
}

func (w *walReader) matches(stored []byte) bool {
	return binary.BigEndian.Uint32(stored) == w.s0 && binary.BigEndian.Uint32(stored[4:]) == w.s1
}

// readWhole fills b; false without an error when the file ends before.
func readWhole(r io.Reader, b []byte) (bool, error) {
	_, err := io.ReadFull(r, b)
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return false, nil
	}
	return err == nil, err
}
