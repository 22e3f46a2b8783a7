package tiff

import (
	"bytes"
	"compress/zlib"
	"io"
	"math/bits"

	"github.com/klauspost/compress/zstd"
	"golang.org/x/image/tiff/lzw"
)

// decompress gives the bytes of a block of rows × width pixels with the given
// samples in each, as far as they can be decoded; whole is false when that is
// not all.
func (p *Page) decompress(data []byte, width, rows, samples, rowBytes int) (out []byte, whole bool) {
	want := rowBytes * rows
	if p.reversed {
		data = bytes.Clone(data)
		for i, b := range data {
			data[i] = bits.Reverse8(b)
		}
	}
	switch p.compression {
	case compNone:
		out = data
	case compPackBits:
		out = packBits(data, want)
	case compLZW:
		r := lzw.NewReader(bytes.NewReader(data), lzw.MSB, 8)
		out = readUpTo(r, want)
		_ = r.Close() // its error came with the last read
	case compDeflate, compDeflate2:
		if r, err := zlib.NewReader(bytes.NewReader(data)); err == nil {
			out = readUpTo(r, want)
		}
	case compZSTD:
		if r, err := zstd.NewReader(bytes.NewReader(data), zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(maxBlock)); err == nil {
			out = readUpTo(r, want)
			r.Close()
		}
	case compRLE, compGroup3, compGroup4, compRLEWords:
		out = p.unfax(data, width, rows)
	}
	out = out[:min(len(out), want)]
	if p.predictor == 2 {
		if p.compression == compNone {
			out = bytes.Clone(out)
		}
		p.unpredict(out, rowBytes, samples)
	}
	return out, len(out) == want
}

// readUpTo reads at most want bytes and takes what came before an error.
func readUpTo(r io.Reader, want int) []byte {
	var b bytes.Buffer
	_, _ = io.CopyN(&b, r, int64(want)) // the length tells
	return b.Bytes()
}

// packBits is TIFF 6.0 section 9.
func packBits(data []byte, want int) []byte {
	out := make([]byte, 0, min(want, 128*len(data)))
	for len(data) > 1 && len(out) < want {
		n := int(int8(data[0]))
		data = data[1:]
		switch {
		case n >= 0:
			n = min(n+1, len(data))
			out = append(out, data[:n]...)
			data = data[n:]
		case n > -128:
			out = append(out, bytes.Repeat(data[:1], 1-n)...)
			data = data[1:]
		}
	}
	return out
}

// unpredict undoes horizontal differencing (TIFF 6.0 section 14).
func (p *Page) unpredict(data []byte, rowBytes, samples int) {
	for ; len(data) > 0; data = data[min(rowBytes, len(data)):] {
		row := data[:min(rowBytes, len(data))]
		switch p.bits {
		case 8:
			for i := samples; i < len(row); i++ {
				row[i] += row[i-samples]
			}
		case 16:
			for i := 2 * samples; i+1 < len(row); i += 2 {
				sum := p.f.order.Uint16(row[i:]) + p.f.order.Uint16(row[i-2*samples:])
				p.f.order.PutUint16(row[i:], sum)
			}
		}
	}
}
