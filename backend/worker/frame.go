package worker

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
)

// A frame is a header of twelve bytes (mark, length of the message, length of
// the tail, both big-endian), a JSON message and a tail of raw bytes. The mark
// makes a stray print on the pipe an error at once instead of a huge length.
const (
	frameMark   = "dkw1"
	frameHeader = 12

	maxRequest = 64 << 10 // bytes; a request then fits an empty pipe and its write cannot block
	maxReply   = 16 << 20 // bytes; the words of a dense page take about one million
	maxTail    = 64 << 20 // bytes; a page as JPEG or the engine's raw output

	growAbove = 64 << 10 // bytes read on trust; beyond, memory grows with what arrives
)

var (
	errGarbled  = errors.New("garbled frame")
	errOversize = errors.New("frame over its limit")
)

// writeFrame sends one frame whole.
func writeFrame(w io.Writer, message, tail []byte, maxMessage int) error {
	if len(message) > maxMessage || len(tail) > maxTail {
		return fmt.Errorf("%w: message %d, tail %d bytes", errOversize, len(message), len(tail))
	}
	head := make([]byte, 0, frameHeader+len(message))
	head = append(head, frameMark...)
	head = binary.BigEndian.AppendUint32(head, uint32(len(message)))
	head = binary.BigEndian.AppendUint32(head, uint32(len(tail)))
	if _, err := w.Write(append(head, message...)); err != nil {
		return fmt.Errorf("write frame: %w", err)
	}
	if len(tail) == 0 {
		return nil
	}
	if _, err := w.Write(tail); err != nil {
		return fmt.Errorf("write frame's tail: %w", err)
	}
	return nil
}

// readFrame gives the next frame, io.EOF when the stream ends between two, and
// an error that wraps errGarbled or errOversize for a stream that lies.
func readFrame(r io.Reader, maxMessage int) (message, tail []byte, err error) {
	var head [frameHeader]byte
	if n, err := io.ReadFull(r, head[:]); err != nil {
		if n == 0 {
			return nil, nil, err
		}
		return nil, nil, fmt.Errorf("%w: header cut off after %d bytes", errGarbled, n)
	}
	if string(head[:4]) != frameMark {
		return nil, nil, fmt.Errorf("%w: no mark", errGarbled)
	}
	messageLen := binary.BigEndian.Uint32(head[4:8])
	tailLen := binary.BigEndian.Uint32(head[8:12])
	if uint64(messageLen) > uint64(maxMessage) || uint64(tailLen) > maxTail {
		return nil, nil, fmt.Errorf("%w: message %d, tail %d bytes", errOversize, messageLen, tailLen)
	}
	if message, err = readExactly(r, int(messageLen)); err != nil {
		return nil, nil, err
	}
	if tail, err = readExactly(r, int(tailLen)); err != nil {
		return nil, nil, err
	}
	return message, tail, nil
}

func readExactly(r io.Reader, n int) ([]byte, error) {
	if n == 0 {
		return nil, nil
	}
	if n <= growAbove {
		buf := make([]byte, n)
		if _, err := io.ReadFull(r, buf); err != nil {
			return nil, fmt.Errorf("%w: cut off", errGarbled)
		}
		return buf, nil
	}
	var buf bytes.Buffer
	if _, err := io.CopyN(&buf, r, int64(n)); err != nil {
		return nil, fmt.Errorf("%w: cut off", errGarbled)
	}
	return buf.Bytes(), nil
}
