package marks

import (
	"encoding/binary"
	"math/rand/v2"
	"testing"
)

func TestDarkerComparesEachPixel(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 20_000 {
		var pixels [8]byte
		level := byte(r.IntN(256))
		binary.LittleEndian.PutUint64(pixels[:], r.Uint64())
		if r.IntN(2) == 0 {
			pixels[r.IntN(8)] = level
		}
		want := uint64(0)
		for i, v := range pixels {
			if v < level {
				want |= 1 << i
			}
		}
		if got := darker(binary.LittleEndian.Uint64(pixels[:]), level); got != want {
			t.Fatalf("%v under %d: %08b, want %08b", pixels, level, got, want)
		}
	}
}
