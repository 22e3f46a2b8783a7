package ocr

// #include <leptonica/allheaders.h>
import "C"

import (
	"cmp"
	"image"
	"math"
	"slices"
	"time"

	"deskclerk/backend/doc"
)

const (
	notableSkew   = 1.0    // degrees; Tesseract takes less in its stride
	mostSkew      = 7.0    // degrees that are looked for
	minGlyphs     = 20     // fewer say nothing of orientation
	maxGlyphs     = 20_000 // more are noise
	minSkewSurety = 2.0    // Leptonica's confidence; print has 2 to 7
	sidewaysRatio = 1.0    // gap below against gap to the right
	turnGain      = 1.2    // how much better another orientation must read
	trialShare    = 0.3    // of the page's height that a trial reads
)

// sideways tells, from the places of the glyphs alone, whether lines may run up
// and down: letters stand closer to the next one in their line than to the next
// line.
func (r *reading) sideways() bool {
	start := time.Now()
	defer func() { r.stage("orient", start) }()
	if n := len(r.ink.glyphs); n < minGlyphs || n > maxGlyphs {
		return false
	}
	flipped := make([]image.Rectangle, len(r.ink.glyphs))
	for i, g := range r.ink.glyphs {
		flipped[i] = image.Rect(g.Min.Y, g.Min.X, g.Max.Y, g.Max.X)
	}
	reach := int(3 * r.ink.height)
	return medianGap(flipped, reach) < sidewaysRatio*medianGap(r.ink.glyphs, reach)
}

// medianGap is the median distance from a glyph to the next one on its right;
// reach, in pixels, where there is none so near.
func medianGap(glyphs []image.Rectangle, reach int) float64 {
	byLeft := slices.SortedFunc(slices.Values(glyphs), func(a, b image.Rectangle) int { return cmp.Compare(a.Min.X, b.Min.X) })
	gaps := make([]int, len(byLeft))
	for i, g := range byLeft {
		gaps[i] = reach
		for _, next := range byLeft[i+1:] {
			gap := next.Min.X - g.Max.X
			if gap >= gaps[i] {
				break
			}
			shared := min(g.Max.Y, next.Max.Y) - max(g.Min.Y, next.Min.Y)
			if gap >= 0 && 2*shared >= min(g.Dy(), next.Dy()) {
				gaps[i] = gap
			}
		}
	}
	slices.Sort(gaps)
	return float64(gaps[len(gaps)/2])
}

// orient makes the page upright as far as can be told before it is read.
func (r *reading) orient(scaled *image.Gray, sideways bool) error {
	turn := 0
	if r.options.Turn != nil {
		turn = *r.options.Turn
	} else if sideways {
		var err error
		if turn, err = r.bestTurn(scaled, 90, 270); err != nil {
			return err
		}
	}
	r.place(scaled, turn)
	return nil
}

// place turns the page clockwise, deskews it and notes both.
func (r *reading) place(scaled *image.Gray, turn int) {
	start := time.Now()
	defer func() { r.stage("prepare", start) }()
	if (turn == 90 || turn == 270) != (r.out.Rotation == 90 || r.out.Rotation == 270) {
		r.out.Width, r.out.Height = r.out.Height, r.out.Width
	}
	r.out.Rotation = turn
	r.plain = turned(scaled, turn)
	if r.zone != nil && turn == r.zone.Turn {
		r.plain, r.out.Skew = leveled(r.plain, r.zone.Tilt)
		return
	}
	if len(r.sheets) > 0 {
		r.out.Skew = 0 // each lies as it lies
		return
	}
	r.plain, r.out.Skew = deskewed(r.plain, r.ink.threshold)
}

// turnIfBetter tries the page the other way up when it read badly, and reads it
// anew when that is clearly better.
func (r *reading) turnIfBetter(scaled *image.Gray, words []doc.Word) ([]doc.Word, error) {
	if len(r.ink.glyphs) < minGlyphs {
		return words, nil
	}
	turn, err := r.bestTurn(scaled, 0, 180)
	if err != nil || turn == 0 {
		return words, err
	}
	r.place(scaled, turn)
	return r.pass(r.base(), nil)
}

// bestTurn reads a part of the page in each orientation. The first one wins
// unless another is clearly better. The time of the trials is the orient stage's,
// Tesseract's part in it too.
func (r *reading) bestTurn(scaled *image.Gray, turns ...int) (int, error) {
	start := time.Now()
	defer func() { r.stage("orient", start) }()
	best, bestScore := turns[0], 0.0
	for _, turn := range turns {
		img, _ := deskewed(turned(scaled, turn), r.ink.threshold)
		img = densestBand(img, r.ink.threshold)
		tsv, _, err := r.recognize(basePass().apply(img), psmBlock)
		if err != nil {
			return 0, err
		}
		score := legibility(parseTSV(tsv, img.Rect.Dx(), img.Rect.Dy()))
		if turn == turns[0] {
			bestScore = score
		} else if score > bestScore*turnGain {
			best, bestScore = turn, score
		}
	}
	return best, nil
}

// legibility counts the letters, surely read ones most.
func legibility(words []doc.Word) float64 {
	sum := 0.0
	for _, w := range words {
		sum += w.Confidence * w.Confidence * float64(len([]rune(w.Text)))
	}
	return sum
}

// densestBand is the part of the page, full width, that has most ink.
func densestBand(img *image.Gray, threshold byte) *image.Gray {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	band := max(min(h, 12*inkHeight), int(float64(h)*trialShare))
	upTo := make([]int, h+1)
	for y := range h {
		upTo[y+1] = upTo[y]
		for _, v := range img.Pix[y*img.Stride:][:w] {
			if v <= threshold {
				upTo[y+1]++
			}
		}
	}
	top := 0
	for y := 0; y+band <= h; y++ {
		if upTo[y+band]-upTo[y] > upTo[top+band]-upTo[top] {
			top = y
		}
	}
	return &image.Gray{Pix: img.Pix[top*img.Stride:], Stride: img.Stride, Rect: image.Rect(0, 0, w, band)}
}

// turned is the image turned clockwise by 0, 90, 180 or 270 degrees.
func turned(src *image.Gray, degrees int) *image.Gray {
	w, h := src.Rect.Dx(), src.Rect.Dy()
	if degrees == 0 {
		return src
	}
	size := image.Rect(0, 0, w, h)
	if degrees != 180 {
		size = image.Rect(0, 0, h, w)
	}
	dst := image.NewGray(size)
	for y := range h {
		at, step := (h-1-y)*dst.Stride+w-1, -1
		switch degrees {
		case 90:
			at, step = h-1-y, dst.Stride
		case 270:
			at, step = (w-1)*dst.Stride+y, -dst.Stride
		}
		for _, v := range src.Pix[y*src.Stride:][:w] {
			dst.Pix[at] = v
			at += step
		}
	}
	return dst
}

// deskewed turns lines level when they are notably not: about the centre, the
// canvas unchanged, corners white. The skew is in degrees, positive when the
// lines climbed to the right, which turning clockwise mends.
func deskewed(img *image.Gray, threshold byte) (*image.Gray, float64) {
	p := newPix(img)
	if p.c == nil {
		return img, 0
	}
	defer p.destroy()
	binary := pix{C.pixThresholdToBinary(p.c, C.l_int32(threshold)+1)}
	if binary.c == nil {
		return img, 0
	}
	defer binary.destroy()
	var angle, surety C.l_float32
	// Leptonica's defaults reduce the page four times, too much for letters of 20
	// pixels: sweep at half size, then search at full size.
	if C.pixFindSkewSweepAndSearch(binary.c, &angle, &surety, 2, 1, mostSkew, 1, 0.01) != 0 || surety < minSkewSurety {
		return img, 0
	}
	return leveled(img, float64(angle))
}

// leveled turns the image clockwise by the degrees when they are notable, and
// gives those that it was turned by.
func leveled(img *image.Gray, degrees float64) (*image.Gray, float64) {
	if math.Abs(degrees) < notableSkew {
		return img, 0
	}
	p := newPix(img)
	if p.c == nil {
		return img, 0
	}
	defer p.destroy()
	level := pix{C.pixRotateAMGray(p.c, C.l_float32(degrees*math.Pi/180), 255)}
	if level.c == nil {
		return img, 0
	}
	defer level.destroy()
	return level.gray(), degrees
}
