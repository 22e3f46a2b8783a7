package ocr

import (
	"image"
	"time"

	"deskclerk/backend/ocr/blob"
)

// Bounds on what counts as texture: a bare sheet whose paper, its contrast
// evened out, looks like thousands of letters. Of 210 photos and scans, nine of
// them with fewer than bareGlyphs glyphs, the evened image had at most 280 where
// there was print; the back of a grey form had 4,000.
const (
	bareGlyphs  = 100   // glyphs of the plain page, beyond which it has print
	noiseGlyphs = 1_000 // of the evened one
	noiseGain   = 20    // times as many in the evened as in the plain one
	noiseSpecks = 0.25  // share of the evened image's parts that are specks
)

// texture reports whether evening out the contrast of the upright page would show
// the engine the grain of its paper as text, which takes it minutes.
func (r *reading) texture() bool {
	if len(r.ink.glyphs) > bareGlyphs {
		return false
	}
	start := time.Now()
	defer func() { r.stage("prepare", start) }()
	plain, even := census(r.plain), census(evenContrast(r.plain))
	return even.glyphs >= noiseGlyphs && even.glyphs >= noiseGain*plain.glyphs &&
		float64(even.specks) >= noiseSpecks*float64(even.parts)
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
