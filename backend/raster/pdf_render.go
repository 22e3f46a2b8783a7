package raster

import (
	"image"
	"math"

	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"

	"deskclerk/backend/doc"
	"deskclerk/backend/raster/internal/layout"
)

// Resolutions, in dots per inch, and sizes of pages rendered for reading.
const (
	plainDPI       = 300
	maxDPI         = 2400
	lowestDPI      = 5
	renderPixels   = 40_000_000 // no page gets larger …
	renderSide     = 32_000     // … or longer: engines count in 16 bits
	largePixels    = 14_000_000 // beyond, no finer than its scan
	tinySide       = 1000       // pixels of a tiny page's long side, at least
	tinyScanSide   = 2500       // and up to this when its scan is that fine
	fullPageImage  = 0.8        // cover that makes an image the page
	maxBitmapBytes = 1 << 28
)

// dpi chooses the resolution of a page for reading: 300, finer for tiny pages
// whose scan is finer, coarser where the page is so large that 300 would be
// more than its scan has or than the limits allow.
func dpi(size layout.Page, images []layout.Image, maxPixels int64) int {
	area := size.Width * size.Height / (72 * 72) // square inches
	atPixels := func(n float64) float64 { return math.Sqrt(n / area) }
	d := float64(plainDPI)
	scan := scanResolution(size, images)
	switch long := max(size.Width, size.Height) / 72; {
	case long*d < tinySide && scan > 0:
		d = max(d, min(scan, tinyScanSide/long, maxDPI))
	case long*d < tinySide:
		d = min(tinySide/long, maxDPI)
	case scan > 0:
		d = min(d, max(scan, atPixels(largePixels)))
	}
	d = min(d, atPixels(renderPixels), atPixels(float64(maxPixels)), renderSide*72/max(size.Width, size.Height))
	return int(max(d, lowestDPI) + 0.01) // 299.998 is 300
}

// scanResolution is the resolution of the image that fills the page, 0 when
// there is none.
func scanResolution(size layout.Page, images []layout.Image) float64 {
	best := 0.0
	for _, i := range images {
		if layout.Cover(size, []layout.Image{i}) >= fullPageImage {
			best = max(best, float64(i.Width)*72/(i.X1-i.X0), float64(i.Height)*72/(i.Y1-i.Y0))
		}
	}
	return best
}

// pixels is the page's size at a resolution.
func pixels(size layout.Page, dpi int) (w, h int) {
	at := func(points float64) int { return max(1, int(math.Round(points*float64(dpi)/72))) }
	return at(size.Width), at(size.Height)
}

// gray renders the page for reading.
func (p *pdfPage) gray(w, h int) (*image.Gray, error) {
	data, stride, done, err := p.bitmap(w, h, enums.FPDF_BITMAP_FORMAT_GRAY, 1)
	if err != nil {
		return nil, err
	}
	defer done()
	img := image.NewGray(image.Rect(0, 0, w, h))
	for y := range h {
		copy(img.Pix[y*img.Stride:y*img.Stride+w], data[y*stride:])
	}
	return img, nil
}

// color renders the page for showing.
func (p *pdfPage) color(w, h int) (*image.RGBA, error) {
	data, stride, done, err := p.bitmap(w, h, enums.FPDF_BITMAP_FORMAT_BGRX, 4)
	if err != nil {
		return nil, err
	}
	defer done()
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		from, to := data[y*stride:y*stride+4*w], img.Pix[y*img.Stride:y*img.Stride+4*w]
		for i := 0; i < len(to); i += 4 {
			to[i], to[i+1], to[i+2], to[i+3] = from[i+2], from[i+1], from[i], 255
		}
	}
	return img, nil
}

// bitmap renders the page over white. The bytes belong to PDFium and are valid
// until done is called.
func (p *pdfPage) bitmap(w, h int, format enums.FPDF_BITMAP_FORMAT, depth int) (data []byte, stride int, done func(), err error) {
	if int64(w)*int64(h)*int64(depth) > maxBitmapBytes {
		return nil, 0, nil, doc.Errorf(doc.CodeTooManyPixels, "page %d at %d × %d pixels", p.number, w, h)
	}
	in := p.f.inst
	if w*h > maxRendered {
		p.f.engine.worn = true
	}
	bm, err := in.FPDFBitmap_CreateEx(&requests.FPDFBitmap_CreateEx{Width: w, Height: h, Format: format, Pointer: uint64(0)})
	if err != nil {
		return nil, 0, nil, p.damaged(err)
	}
	done = func() { _, _ = in.FPDFBitmap_Destroy(&requests.FPDFBitmap_Destroy{Bitmap: bm.Bitmap}) }
	if data, stride, err = p.draw(bm.Bitmap, w, h); err != nil {
		done()
		return nil, 0, nil, err
	}
	if stride < w*depth || len(data) < stride*h {
		done()
		p.f.engine.worn = true
		return nil, 0, nil, doc.Errorf(doc.CodeTooComplex, "page %d needs more memory than the limit", p.number)
	}
	return data, stride, done, nil
}

func (p *pdfPage) draw(bm references.FPDF_BITMAP, w, h int) (data []byte, stride int, err error) {
	in := p.f.inst
	const white = 0xffffffff
	if _, err := in.FPDFBitmap_FillRect(&requests.FPDFBitmap_FillRect{Bitmap: bm, Width: w, Height: h, Color: white}); err != nil {
		return nil, 0, p.damaged(err)
	}
	if _, err := in.FPDF_RenderPageBitmap(&requests.FPDF_RenderPageBitmap{
		Bitmap: bm, Page: p.request(), SizeX: w, SizeY: h,
		Flags: enums.FPDF_RENDER_FLAG_ANNOT | enums.FPDF_RENDER_FLAG_RENDER_LIMITEDIMAGECACHE,
	}); err != nil {
		return nil, 0, p.damaged(err)
	}
	s, err := in.FPDFBitmap_GetStride(&requests.FPDFBitmap_GetStride{Bitmap: bm})
	if err != nil {
		return nil, 0, p.damaged(err)
	}
	buf, err := in.FPDFBitmap_GetBuffer(&requests.FPDFBitmap_GetBuffer{Bitmap: bm})
	if err != nil {
		return nil, 0, p.damaged(err)
	}
	return buf.Buffer, s.Stride, nil
}
