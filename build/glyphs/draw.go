package main

import (
	"bytes"
	"image"
	"image/jpeg"
	"math"
	"math/rand/v2"
	"strings"

	"deskclerk/backend/ocr/zone"
)

// sample is one cell and what stands in it.
type sample struct {
	cell  []float32
	class int
}

const letters = 30 // in a drawn line

// draw makes the samples of n lines.
func draw(faces []face, n int, r *rand.Rand) []sample {
	var out []sample
	for range n {
		out = append(out, drawLine(faces[pick(faces, r)], r)...)
	}
	return out
}

// pick is a face, by its share.
func pick(faces []face, r *rand.Rand) int {
	at := r.Float64()
	for i, f := range faces {
		if at -= f.share; at < 0 {
			return i
		}
	}
	return 0
}

// text of a line: all characters alike, and runs of fillers as zones have them.
func text(r *rand.Rand) string {
	var b strings.Builder
	for b.Len() < letters {
		switch r.IntN(10) {
		case 0:
			b.WriteString(strings.Repeat("<", 1+r.IntN(5)))
		default:
			b.WriteByte(zone.Classes[r.IntN(len(zone.Classes))])
		}
	}
	return b.String()[:letters]
}

// drawLine prints a line, photographs it, and cuts it as the reader would.
func drawLine(f face, r *rand.Rand) []sample {
	s := text(r)
	pitch := f.capital * (1.0 + 0.16*r.Float64()) // OCR-B: 2.54 mm for 2.4 mm
	left, middle := 3*f.capital, 2.5*f.capital
	page := newPaper(int(2*left+pitch*letters), int(5*f.capital))
	for i := range letters {
		page.stamp(f.glyphs[s[i]], left+(float64(i)+0.5)*pitch+f.capital*0.02*r.NormFloat64(), middle+f.capital*0.015*r.NormFloat64())
	}
	if r.IntN(3) == 0 { // the other line of the zone, the edge of a card
		for i := range letters {
			page.stamp(f.glyphs[zone.Classes[r.IntN(37)]], left+(float64(i)+0.5)*pitch, middle+2.3*f.capital)
		}
	}
	shrink := 3.2 * math.Pow(8, r.Float64()) / f.capital // capitals of over 3 to 26 pixels, small ones as often as large
	img := page.taken(shrink, r)
	grow := 1.0
	if c := f.capital * shrink; c < 14 { // as the reader enlarges small pictures
		grow = (12 + 8*r.Float64()) / c
	}
	seen := enlarged(img, min(4, grow))
	k := shrink * min(4, grow)
	// what the reader finds is never quite where the line is
	height := f.capital * k * (1 + 0.07*r.NormFloat64())
	dy, tilt := 0.05*f.capital*k*r.NormFloat64(), 0.06*f.capital*k*r.NormFloat64()
	strip := zone.Cut(seen, left*k, middle*k+dy-tilt, (left+pitch*letters)*k, middle*k+dy+tilt, height)
	unit := height / 20
	scale := k * pitch / unit
	var out []sample
	for i := range letters {
		center := 60 + (float64(i)+0.5)*scale
		jitter, wide := 0.06*scale*r.NormFloat64(), 1+0.04*r.NormFloat64()
		out = append(out, sample{strip.Cell(center+jitter, scale*wide, nil), strings.IndexByte(zone.Classes, s[i])})
		if r.IntN(10) == 0 && i > 0 { // between two characters
			out = append(out, sample{strip.Cell(center-scale*(0.42+0.16*r.Float64()), scale*wide, nil), zone.Outputs - 1})
		}
	}
	for _, at := range []float64{-0.5 - r.Float64(), letters + 0.5 + r.Float64()} { // beside the line
		out = append(out, sample{strip.Cell(60+at*scale, scale, nil), zone.Outputs - 1})
	}
	return out
}

// enlarged as the reader does it.
func enlarged(img *image.Gray, f float64) *image.Gray {
	if f <= 1 {
		return img
	}
	w, h := int(float64(img.Rect.Dx())*f), int(float64(img.Rect.Dy())*f)
	out := image.NewGray(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			out.Pix[y*out.Stride+x] = byte(zone.At(img, (float64(x)+0.5)/f-0.5, (float64(y)+0.5)/f-0.5) + 0.5)
		}
	}
	return out
}

// compressed as a JPEG of some quality.
func compressed(img *image.Gray, quality int) *image.Gray {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: quality}); err != nil {
		return img
	}
	again, err := jpeg.Decode(&b)
	if err != nil {
		return img
	}
	if g, ok := again.(*image.Gray); ok {
		return g
	}
	return img
}
