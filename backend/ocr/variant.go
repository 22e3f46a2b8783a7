package ocr

import "image"

// Page segmentation modes of Tesseract.
const psmBlock = 6 // one uniform block of text

// inkHeight is the height in pixels, of the median ink component, that suits
// Tesseract's fast models.
const inkHeight = 20

// Variant is one way to show a page to the engine.
type Variant struct {
	Name         string
	Segmentation int  // Tesseract's page segmentation mode
	Contrast     bool // local contrast evened out (CLAHE, clip 2, 8 × 8 tiles)
	Thick        bool // ink thickened by a 2 × 2 erosion
}

// Variants lists the ways there are; the first one reads every page.
func Variants() []Variant { return []Variant{basePass(), linePass(), pagePass()} }

// basePass read most totals, dates and merchants of the variants that were
// compared on till receipts.
func basePass() Variant {
	return Variant{Name: "contrast", Segmentation: psmBlock, Contrast: true}
}

// linePass reads doubtful lines again.
func linePass() Variant { return Variant{Name: "plain", Segmentation: psmBlock} }

// pagePass reads a doubtful page again.
func pagePass() Variant { return Variant{Name: "thick", Segmentation: psmBlock, Thick: true} }

func (v Variant) apply(img *image.Gray) *image.Gray {
	if v.Contrast {
		img = evenContrast(img, 2, 8)
	}
	if v.Thick {
		img = thicken(img)
	}
	return img
}
