package ocr

import (
	"image"
	"time"

	"deskclerk/backend/ocr/blob"
)

// Bounds on what counts as texture: a bare sheet whose paper, its contrast
// evened out, looks like thousands of letters, and a page whose grain does so around
// its print. Of 210 photos and scans, nine of them with fewer than bareGlyphs
// glyphs, the evened image had at most 280 where there was print; the back of a
// grey form had 4,000. Of 350 with print the evened image had at most six times as
// many parts as the plain one; on grainy paper it was fifty times and more.
const (
	bareGlyphs  = 100   // glyphs of the plain page, beyond which it has print
	noiseGlyphs = 1_000 // of the evened one, or parts of it around print
	noiseGain   = 20    // times as many glyphs in the evened as in the plain one
	noiseSpecks = 0.25  // share of the evened image's parts that are specks

	grainLeast   = 3  // shades between neighbouring pixels of the paper
	grainGain    = 10 // times as many parts in the evened image as in the plain one
	grainRowStep = 7  // rows to the next one that is looked at
)

// texture reports whether evening out the contrast of the upright page would show
// the engine the grain of its paper as text, which takes it minutes.
func (r *reading) texture() bool {
	start := time.Now()
	defer func() { r.stage("prepare", start) }()
	printed := len(r.ink.glyphs) > bareGlyphs
	if printed && graininess(r.plain, r.ink.threshold) < grainLeast {
		return false
	}
	plain, even := census(r.plain), census(evenContrast(r.plain))
	if printed {
		return even.parts >= noiseGlyphs && even.parts >= grainGain*plain.parts
	}
	return even.glyphs >= noiseGlyphs && even.glyphs >= noiseGain*plain.glyphs &&
		float64(even.specks) >= noiseSpecks*float64(even.parts)
}

// graininess is the median difference of neighbouring pixels that are paper.
func graininess(img *image.Gray, threshold byte) int {
	var counts [256]int
	all := 0
	for y := 0; y < img.Rect.Dy(); y += grainRowStep {
		row := img.Pix[y*img.Stride:][:img.Rect.Dx()]
		for x := 1; x < len(row); x++ {
			if a, b := row[x-1], row[x]; a > threshold && b > threshold {
				counts[max(a, b)-min(a, b)]++
				all++
			}
		}
	}
	for step, n := 0, 0; step < len(counts); step++ {
		if n += counts[step]; 2*n >= all {
			return step
		}
	}
	return 0
}

// parts counts the connected dark parts of an image.
type parts struct{ parts, specks, glyphs int }

func census(img *image.Gray) (n parts) {
	threshold, _ := otsu(img)
	blob.Find(img, threshold, func(c blob.Blob) {
		n.parts++
		if c.Pixels < minSpeck {
			n.specks++
		}
		if isGlyph(c) {
			n.glyphs++
		}
	})
	return n
}
