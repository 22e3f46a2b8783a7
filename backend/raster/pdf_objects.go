package raster

import (
	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"

	"deskclerk/backend/raster/internal/layout"
)

// Bounds of the walk over a page's objects; what lies beyond does not count.
const (
	maxObjects = 20_000
	maxImages  = 1000
	maxDepth   = 5
)

// objects is what stands on a page besides the characters.
type objects struct {
	images    []layout.Image
	texts     int
	invisible int // of texts
	paths     int
	seen      int
}

// objects walks the page's objects, forms included.
func (p *pdfPage) objects() objects {
	var o objects
	count, err := p.f.inst.FPDFPage_CountObjects(&requests.FPDFPage_CountObjects{Page: p.request()})
	if err != nil {
		return o
	}
	for i := 0; i < count.Count && o.seen < maxObjects; i++ {
		if obj, err := p.f.inst.FPDFPage_GetObject(&requests.FPDFPage_GetObject{Page: p.request(), Index: i}); err == nil {
			p.object(&o, obj.PageObject, p.place, 0)
		}
	}
	p.f.engine.handles += o.seen
	return o
}

func (p *pdfPage) object(o *objects, ref references.FPDF_PAGEOBJECT, place affine, depth int) {
	o.seen++
	kind, err := p.f.inst.FPDFPageObj_GetType(&requests.FPDFPageObj_GetType{PageObject: ref})
	if err != nil {
		return
	}
	switch kind.Type {
	case enums.FPDF_PAGEOBJ_TEXT:
		o.texts++
		mode, err := p.f.inst.FPDFTextObj_GetTextRenderMode(&requests.FPDFTextObj_GetTextRenderMode{PageObject: ref})
		if err == nil && (mode.TextRenderMode == enums.FPDF_TEXTRENDERMODE_INVISIBLE ||
			mode.TextRenderMode == enums.FPDF_TEXTRENDERMODE_CLIP) {
			o.invisible++
		}
	case enums.FPDF_PAGEOBJ_IMAGE:
		p.image(o, ref, place)
	case enums.FPDF_PAGEOBJ_PATH:
		o.paths++
	case enums.FPDF_PAGEOBJ_FORM:
		p.form(o, ref, place, depth)
	}
}

func (p *pdfPage) image(o *objects, ref references.FPDF_PAGEOBJECT, place affine) {
	b, err := p.f.inst.FPDFPageObj_GetBounds(&requests.FPDFPageObj_GetBounds{PageObject: ref})
	if err != nil {
		return
	}
	if len(o.images) >= maxImages {
		return
	}
	px, err := p.f.inst.FPDFImageObj_GetImagePixelSize(&requests.FPDFImageObj_GetImagePixelSize{ImageObject: ref})
	if err != nil {
		return
	}
	o.images = append(o.images, layout.Image{
		Rect:  place.rect(float64(b.Left), float64(b.Bottom), float64(b.Right), float64(b.Top)),
		Width: int(px.Width), Height: int(px.Height),
	})
}

func (p *pdfPage) form(o *objects, ref references.FPDF_PAGEOBJECT, place affine, depth int) {
	if depth >= maxDepth {
		return
	}
	m, err := p.f.inst.FPDFPageObj_GetMatrix(&requests.FPDFPageObj_GetMatrix{PageObject: ref})
	if err != nil {
		return
	}
	count, err := p.f.inst.FPDFFormObj_CountObjects(&requests.FPDFFormObj_CountObjects{PageObject: ref})
	if err != nil {
		return
	}
	inner := place.after(affine{
		ax: float64(m.Matrix.A), bx: float64(m.Matrix.C), cx: float64(m.Matrix.E),
		ay: float64(m.Matrix.B), by: float64(m.Matrix.D), cy: float64(m.Matrix.F),
	})
	for i := 0; i < count.Count && o.seen < maxObjects; i++ {
		child, err := p.f.inst.FPDFFormObj_GetObject(&requests.FPDFFormObj_GetObject{PageObject: ref, Index: uint64(i)})
		if err == nil {
			p.object(o, child.PageObject, inner, depth+1)
		}
	}
}
