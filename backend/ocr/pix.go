package ocr

// #include <leptonica/allheaders.h>
import "C"

import (
	"image"
	"unsafe"
)

// pix is an image in Leptonica's memory; whoever made one destroys it.
type pix struct{ c *C.PIX }

// newPix copies the image into Leptonica's memory. The result is empty when
// there is no memory for it.
func newPix(img *image.Gray) pix {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	c := C.pixCreate(C.l_int32(w), C.l_int32(h), 8)
	if c == nil {
		return pix{}
	}
	p := pix{c}
	for y := range h {
		copy(p.row(y), img.Pix[y*img.Stride:][:w])
	}
	C.pixEndianByteSwap(c) // Leptonica counts bytes from the high end of a word
	return p
}

// gray copies an 8-bit pix back.
func (p pix) gray() *image.Gray {
	w, h := p.size()
	img := image.NewGray(image.Rect(0, 0, w, h))
	C.pixEndianByteSwap(p.c)
	for y := range h {
		copy(img.Pix[y*img.Stride:][:w], p.row(y))
	}
	C.pixEndianByteSwap(p.c)
	return img
}

// row is the memory of one row of an 8-bit pix.
func (p pix) row(y int) []byte {
	wpl := int(C.pixGetWpl(p.c))
	return unsafe.Slice((*byte)(unsafe.Add(unsafe.Pointer(C.pixGetData(p.c)), y*wpl*4)), wpl*4)
}

func (p pix) size() (w, h int) {
	return int(C.pixGetWidth(p.c)), int(C.pixGetHeight(p.c))
}

func (p *pix) destroy() { C.pixDestroy(&p.c) }
