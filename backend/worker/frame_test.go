package worker

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
)

func TestFrames(t *testing.T) {
	t.Run("what is written is read, one frame after the other", func(t *testing.T) {
		long := bytes.Repeat([]byte("x"), growAbove+1)
		var pipe bytes.Buffer
		for _, f := range [][2][]byte{{[]byte("{}"), nil}, {long, long}, {nil, []byte{0}}} {
			if err := writeFrame(&pipe, f[0], f[1], maxReply); err != nil {
				t.Fatal(err)
			}
		}
		for _, f := range [][2][]byte{{[]byte("{}"), nil}, {long, long}, {nil, []byte{0}}} {
			message, tail, err := readFrame(&pipe, maxReply)
			if err != nil || !bytes.Equal(message, f[0]) || !bytes.Equal(tail, f[1]) {
				t.Errorf("got %d and %d bytes, %v", len(message), len(tail), err)
			}
		}
		if _, _, err := readFrame(&pipe, maxReply); !errors.Is(err, io.EOF) {
			t.Errorf("at the end: %v", err)
		}
	})
	for _, c := range []struct {
		name, stream string
		want         error
	}{
		{"an empty stream has ended", "", io.EOF},
		{"a header cut off is garbled", "dkw1\x00\x00", errGarbled},
		{"a print instead of a header is garbled", "Tesseract says hello", errGarbled},
		{"a message cut off is garbled", "dkw1\x00\x00\x00\x09\x00\x00\x00\x00{", errGarbled},
		{"a message that never comes is garbled", "dkw1\x00\x00\x00\x09\x00\x00\x00\x00", errGarbled},
		{"a long message cut off is garbled", "dkw1\x00\x02\x00\x00\x00\x00\x00\x00{", errGarbled},
		{"a tail cut off is garbled", "dkw1\x00\x00\x00\x01\x00\x00\x00\x02x.", errGarbled},
		{"a message over its limit is refused before it is read", "dkw1\xff\xff\xff\xff\x00\x00\x00\x00", errOversize},
		{"a tail over its limit is refused before it is read", "dkw1\x00\x00\x00\x00\x04\x00\x00\x01", errOversize},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, _, err := readFrame(strings.NewReader(c.stream), maxReply); !errors.Is(err, c.want) {
				t.Errorf("got %v, want %v", err, c.want)
			}
		})
	}
	t.Run("nothing over its limit is sent", func(t *testing.T) {
		var pipe bytes.Buffer
		if err := writeFrame(&pipe, make([]byte, 11), nil, 10); !errors.Is(err, errOversize) || pipe.Len() > 0 {
			t.Errorf("got %v and %d bytes", err, pipe.Len())
		}
	})
	t.Run("a broken pipe is reported", func(t *testing.T) {
		r, w := io.Pipe()
		_ = r.Close()
		if err := writeFrame(w, []byte("{}"), nil, maxReply); !errors.Is(err, io.ErrClosedPipe) {
			t.Errorf("got %v", err)
		}
	})
}

// FuzzReadFrame: no stream makes the reader panic, take more memory than came
// in, or accept what writeFrame would not have sent.
func FuzzReadFrame(f *testing.F) {
	f.Add([]byte("dkw1\x00\x00\x00\x02\x00\x00\x00\x01{}x"))
	f.Add([]byte("dkw1\x00\x00\x00\x00\x00\x00\x00\x00"))
	f.Add([]byte("dkw1\xff\xff\xff\xff\xff\xff\xff\xff"))
	f.Add([]byte("dkw1\x00\xff\xff\xff\x00\xff\xff\xff{"))
	f.Add([]byte("noise"))
	f.Fuzz(func(t *testing.T, stream []byte) {
		in := bytes.NewReader(stream)
		message, tail, err := readFrame(in, maxReply)
		if err != nil {
			if !errors.Is(err, errGarbled) && !errors.Is(err, errOversize) && !errors.Is(err, io.EOF) {
				t.Errorf("an error of no kind: %v", err)
			}
			return
		}
		var again bytes.Buffer
		if err := writeFrame(&again, message, tail, maxReply); err != nil {
			t.Fatal(err)
		}
		if used := stream[:len(stream)-in.Len()]; !bytes.Equal(again.Bytes(), used) {
			t.Errorf("read %q, would write %q", used, again.Bytes())
		}
	})
}

// FuzzReadReply: no stream makes the parent panic.
func FuzzReadReply(f *testing.F) {
	for _, message := range []string{`{"id":1}`, `{"id":1,"reading":{"page":{"words":[{"box":[0,0,1,1]}]}}}`, `{"id":1,"error":{"code":"x"}}`, `[]`} {
		var frame bytes.Buffer
		if err := writeFrame(&frame, []byte(message), []byte("tail"), maxReply); err != nil {
			f.Fatal(err)
		}
		f.Add(frame.Bytes())
	}
	f.Fuzz(func(t *testing.T, stream []byte) {
		a := readReply(bytes.NewReader(stream))
		if e := a.reply.Error; a.err == nil && e != nil && e.known() && e.Code == "" {
			t.Error("an error without a code is taken for one of ours")
		}
	})
}
