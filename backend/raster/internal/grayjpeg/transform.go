package grayjpeg

// The inverse cosine transform in whole numbers, after C. Loeffler, A. Ligtenberg and
// G. Moschytz, "Practical fast 1-D DCT algorithms with 11 multiplications", ICASSP
// 1989: columns, then rows. Factors have 13 bits behind the point; between the two
// passes numbers have two.
const (
	point  = 13
	finer  = 2
	first  = point - finer     // bits to give up after columns
	second = point + finer + 3 // and after rows: each pass makes values √8 times larger
)

// lift is a level of 128, which coefficients are told from, and half of the last
// bit, as a first coefficient between the passes has it.
const lift = 128<<(finer+3) + 1<<(finer+2)

// transform writes a block's samples: eight rows from to on, stride bytes apart.
func transform(block *[blockSize]int32, found shape, to []byte, stride int) {
	if found == 0 {
		flat(level((block[0]<<finer+lift)>>(finer+3)), to, stride)
		return
	}
	for x := range 8 {
		if found&(1<<x) == 0 {
			v := block[x] << finer
			for y := x; y < blockSize; y += 8 {
				block[y] = v
			}
			continue
		}
		a, b, c, d, e, f, g, h := cosines(block[x], block[8+x], block[16+x], block[24+x], block[32+x], block[40+x], block[48+x], block[56+x])
		const half = 1 << (first - 1)
		block[x], block[8+x], block[16+x], block[24+x] = (a+half)>>first, (b+half)>>first, (c+half)>>first, (d+half)>>first
		block[32+x], block[40+x], block[48+x], block[56+x] = (e+half)>>first, (f+half)>>first, (g+half)>>first, (h+half)>>first
	}
	for y := range 8 {
		r := block[8*y : 8*y+8 : 8*y+8]
		a, b, c, d, e, f, g, h := cosines(r[0]+lift, r[1], r[2], r[3], r[4], r[5], r[6], r[7])
		out := to[y*stride:][:8]
		out[0], out[1], out[2], out[3] = level(a>>second), level(b>>second), level(c>>second), level(d>>second)
		out[4], out[5], out[6], out[7] = level(e>>second), level(f>>second), level(g>>second), level(h>>second)
	}
}

// flat writes a block of one level.
func flat(v byte, to []byte, stride int) {
	row := [8]byte{v, v, v, v, v, v, v, v}
	for y := range 8 {
		copy(to[y*stride:][:8], row[:])
	}
}

// level is v as a sample.
func level(v int32) byte {
	if uint32(v) > 255 { //nolint:gosec // negative ones are large
		return byte(^(v >> 31)) // 0 or 255
	}
	return byte(v) //nolint:gosec // at most 255
}

// cosines is the transform of eight numbers.
func cosines(x0, x1, x2, x3, x4, x5, x6, x7 int32) (y0, y1, y2, y3, y4, y5, y6, y7 int32) {
	// The even half: a turn by 3π/8.
	turn := (x2 + x6) * 4433
	p, q := turn-x6*15137, turn+x2*6270
	sum, difference := (x0+x4)<<point, (x0-x4)<<point
	e0, e1, e2, e3 := sum+q, difference+p, difference-p, sum-q
	// The odd half.
	both := (x7 + x3 + x5 + x1) * 9633
	w, z := (x7+x1)*-7373, (x5+x3)*-20995
	u, v := both-(x7+x3)*16069, both-(x5+x1)*3196
	o3, o2, o1, o0 := x7*2446+w+u, x5*16819+z+v, x3*25172+z+u, x1*12299+w+v
	return e0 + o0, e1 + o1, e2 + o2, e3 + o3, e3 - o3, e2 - o2, e1 - o1, e0 - o0
}
