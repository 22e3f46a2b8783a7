package store

import (
	"encoding/json"
	"fmt"

	"github.com/klauspost/compress/zstd"
)

// packer compresses what is large and seldom read: words and raw engine output.
type packer struct {
	enc *zstd.Encoder
	dec *zstd.Decoder
}

// maxUnpacked bounds one unpacked value, in bytes.
const maxUnpacked = 256 << 20

func newPacker() (*packer, error) {
	enc, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithWindowSize(256<<10))
	if err != nil {
		return nil, fmt.Errorf("make the compressor: %w", err)
	}
	dec, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(maxUnpacked))
	if err != nil {
		return nil, fmt.Errorf("make the decompressor: %w", err)
	}
	return &packer{enc: enc, dec: dec}, nil
}

func (p *packer) close() {
	if p == nil {
		return
	}
	_ = p.enc.Close()
	p.dec.Close()
}

// pack compresses; nil stays nil, which is NULL in the database.
func (p *packer) pack(b []byte) []byte {
	if len(b) == 0 {
		return nil
	}
	return p.enc.EncodeAll(b, nil)
}

func (p *packer) unpack(b []byte) ([]byte, error) {
	if len(b) == 0 {
		return nil, nil
	}
	out, err := p.dec.DecodeAll(b, nil)
	if err != nil {
		return nil, fmt.Errorf("unpack: %w", err)
	}
	return out, nil
}

func (p *packer) packJSON(v any) ([]byte, error) {
	text, err := json.Marshal(v)
	if err != nil {
		return nil, fmt.Errorf("pack: %w", err)
	}
	return p.pack(text), nil
}

func (p *packer) unpackJSON(b []byte, v any) error {
	text, err := p.unpack(b)
	if err != nil {
		return err
	}
	return json.Unmarshal(text, v)
}
