package raster

import (
	"errors"
	"fmt"
	"image"
	"math"

	"github.com/klippa-app/go-pdfium/enums"
	pdferrors "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"

	"deskclerk/backend/doc"
	"deskclerk/backend/raster/internal/layout"
)

// pdfPage is one loaded page. Its size is that of the upright page in points:
// crop box and /Rotate applied.
type pdfPage struct {
	f      *pdfFile
	number int
	ref    references.FPDF_PAGE
	size   layout.Page
	place  affine

	beside *image.Gray // a picture to look for codes on, where none is needed for reading
}

// affine maps PDF user space to points on the upright page, origin top left.
type affine struct{ ax, bx, cx, ay, by, cy float64 }

func (a affine) point(x, y float64) (float64, float64) {
	return a.ax*x + a.bx*y + a.cx, a.ay*x + a.by*y + a.cy
}

func (a affine) rect(x0, y0, x1, y1 float64) layout.Rect {
	px, py := a.point(x0, y0)
	qx, qy := a.point(x1, y1)
	return layout.Rect{X0: min(px, qx), Y0: min(py, qy), X1: max(px, qx), Y1: max(py, qy)}
}

// after gives the map that first applies the matrix m of a form, then a.
func (a affine) after(m affine) affine {
	return affine{
		ax: a.ax*m.ax + a.bx*m.ay, bx: a.ax*m.bx + a.bx*m.by, cx: a.ax*m.cx + a.bx*m.cy + a.cx,
		ay: a.ay*m.ax + a.by*m.ay, by: a.ay*m.bx + a.by*m.by, cy: a.ay*m.cx + a.by*m.cy + a.cy,
	}
}

// maxPoints bounds a page's side: 200 inches is the format's own limit, with
// room for files that ignore it.
const maxPoints = 100_000

// page loads page number (from 1).
func (p *pdfFile) page(number int) (*pdfPage, error) {
	if number < 1 || number > p.pages {
		return nil, doc.Errorf(doc.CodeNotFound, "page %d of %d", number, p.pages)
	}
	pg := &pdfPage{f: p, number: number}
	if err := pg.load(); err != nil {
		pg.close()
		return nil, err
	}
	return pg, nil
}

func (p *pdfPage) load() error {
	res, err := p.f.inst.FPDF_LoadPage(&requests.FPDF_LoadPage{Document: p.f.ref, Index: p.number - 1})
	if err != nil {
		return p.damaged(err)
	}
	p.ref = res.Page
	size, err := p.f.inst.GetPageSize(&requests.GetPageSize{Page: p.request()})
	if err != nil {
		return p.damaged(err)
	}
	p.size = layout.Page{Width: size.Width, Height: size.Height}
	if !(size.Width > 0 && size.Height > 0) {
		return doc.Errorf(doc.CodeCorrupt, "page %d has no size", p.number)
	}
	if size.Width > maxPoints || size.Height > maxPoints {
		return doc.Errorf(doc.CodeTooManyPixels, "page %d is %.0f × %.0f points", p.number, size.Width, size.Height)
	}
	p.place, err = p.placement()
	return err
}

func (p *pdfPage) request() requests.Page { return requests.Page{ByReference: &p.ref} }

func (p *pdfPage) damaged(err error) error {
	if errors.Is(err, pdferrors.ErrPage) {
		return doc.Errorf(doc.CodeCorrupt, "page %d: %w", p.number, err)
	}
	return gaveUp(fmt.Sprintf("on page %d", p.number), err)
}

// placement asks PDFium itself where user space lies on the page, so that crop
// boxes and rotation are exactly as it renders them.
func (p *pdfPage) placement() (affine, error) {
	const device, unit = 1 << 20, 1000
	var at [3][2]float64
	for i, user := range [3][2]float64{{0, 0}, {unit, 0}, {0, unit}} {
		res, err := p.f.inst.FPDF_PageToDevice(&requests.FPDF_PageToDevice{
			Page: p.request(), SizeX: device, SizeY: device, PageX: user[0], PageY: user[1],
		})
		if err != nil {
			return affine{}, p.damaged(err)
		}
		at[i] = [2]float64{
			float64(res.DeviceX) * p.size.Width / device,
			float64(res.DeviceY) * p.size.Height / device,
		}
	}
	return affine{
		ax: (at[1][0] - at[0][0]) / unit, bx: (at[2][0] - at[0][0]) / unit, cx: at[0][0],
		ay: (at[1][1] - at[0][1]) / unit, by: (at[2][1] - at[0][1]) / unit, cy: at[0][1],
	}, nil
}

// turn is the page's own rotation in quarter turns clockwise.
func (p *pdfPage) turn() int {
	return int(math.Round(math.Atan2(p.place.ay, p.place.ax)/(math.Pi/2))+4) % 4
}

// flatten makes filled form fields, stamps and notes part of the page, so that
// their text is found like any other. It changes nothing on the disk.
func (p *pdfPage) flatten() error {
	if !p.hasPrintedNotes() {
		return nil
	}
	const normalDisplay = 0
	_, err := p.f.inst.FPDFPage_Flatten(&requests.FPDFPage_Flatten{Page: p.request(), Usage: normalDisplay})
	if err != nil {
		return p.damaged(err)
	}
	p.close()
	return p.load()
}

// maxNotes is how many annotations are looked at.
const maxNotes = 2000

func (p *pdfPage) hasPrintedNotes() bool {
	in := p.f.inst
	count, err := in.FPDFPage_GetAnnotCount(&requests.FPDFPage_GetAnnotCount{Page: p.request()})
	if err != nil {
		return false
	}
	for i := range min(count.Count, maxNotes) {
		note, err := in.FPDFPage_GetAnnot(&requests.FPDFPage_GetAnnot{Page: p.request(), Index: i})
		if err != nil {
			continue
		}
		kind, err := in.FPDFAnnot_GetSubtype(&requests.FPDFAnnot_GetSubtype{Annotation: note.Annotation})
		_, _ = in.FPDFPage_CloseAnnot(&requests.FPDFPage_CloseAnnot{Annotation: note.Annotation})
		if err != nil {
			continue
		}
		switch kind.Subtype {
		case enums.FPDF_ANNOT_SUBTYPE_WIDGET, enums.FPDF_ANNOT_SUBTYPE_FREETEXT, enums.FPDF_ANNOT_SUBTYPE_STAMP:
			return true
		}
	}
	return false
}

func (p *pdfPage) close() {
	if p.ref != "" {
		_, _ = p.f.inst.FPDF_ClosePage(&requests.FPDF_ClosePage{Page: p.ref})
		p.ref = ""
	}
}
