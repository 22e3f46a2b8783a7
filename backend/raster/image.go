package raster

import (
	"bufio"
	"errors"
	"fmt"
	"image"
	"image/gif"
	"io"
	"strconv"

	"github.com/gen2brain/heic"
	"golang.org/x/image/bmp"
	"golang.org/x/image/webp"

	"deskclerk/backend/doc"
	"deskclerk/backend/raster/internal/header"
	"deskclerk/backend/raster/internal/tiff"
)

// picture is a decoded image file's page, as stored: neither turned upright
// nor scaled.
type picture struct {
	img         image.Image
	orientation int // EXIF's 1 to 8
	xdpi, ydpi  float64
	complete    bool // false: a part was unreadable and is white
}

// inspectImage checks the size of every page from the headers.
func inspectImage(s *source) (doc.Inspection, error) {
	if s.kind == kindTIFF {
		return inspectTIFF(s)
	}
	if _, err := s.header(); err != nil {
		return doc.Inspection{}, err
	}
	return doc.Inspection{MIME: string(s.kind), Pages: 1}, nil
}

// header reads the size and refuses what is beyond the limits.
func (s *source) header() (header.Header, error) {
	h, err := headerOf(s.kind, s.file, s.info.Size())
	switch {
	case errors.Is(err, header.ErrUnsupported):
		return h, doc.Errorf(doc.CodeUnsupported, "%s: %w", s.kind, err)
	case err != nil:
		return h, doc.Errorf(doc.CodeCorrupt, "%s: %w", s.kind, err)
	}
	return h, checkSize(h.Width, h.Height, s.opt.MaxPixels)
}

func headerOf(k kind, r io.ReaderAt, size int64) (header.Header, error) {
	switch k {
	case kindJPEG:
		return header.JPEG(r, size)
	case kindPNG:
		return header.PNG(r, size)
	case kindGIF:
		return header.GIF(r)
	case kindBMP:
		return header.BMP(r)
	case kindWebP:
		return header.WebP(r, size)
	case kindHEIC:
		return header.HEIF(r, size)
	}
	return header.Header{}, fmt.Errorf("%w: %q", header.ErrUnsupported, k)
}

// checkSize refuses a page without pixels or with too many.
func checkSize(width, height int, maxPixels int64) error {
	if width <= 0 || height <= 0 {
		return doc.Errorf(doc.CodeCorrupt, "an image of %d × %d pixels", width, height)
	}
	if int64(width) > maxPixels/int64(height) {
		return doc.Refuse(doc.CodeTooManyPixels, "pixels", "width", strconv.Itoa(width), "height", strconv.Itoa(height),
			"megapixels", megapixels(float64(width)*float64(height)), "limit", megapixels(float64(maxPixels)))
	}
	return nil
}

// decodeGray is decode for reading, which needs no colours.
func (s *source) decodeGray(number int) (picture, error) {
	if s.kind != kindJPEG || number != 1 {
		return s.decode(number)
	}
	h, err := s.header()
	if err != nil {
		return picture{}, err
	}
	img := brightness(s.file, s.info.Size(), image.Pt(h.Width, h.Height))
	if img == nil {
		return s.decode(number)
	}
	return picture{img: img, orientation: h.Orientation, xdpi: h.XDPI, ydpi: h.YDPI, complete: true}, nil
}

// decode gives page number of an image file.
func (s *source) decode(number int) (picture, error) {
	if s.kind == kindTIFF {
		return s.decodeTIFF(number)
	}
	if number != 1 {
		return picture{}, doc.Errorf(doc.CodeNotFound, "page %d of 1", number)
	}
	h, err := s.header()
	if err != nil {
		return picture{}, err
	}
	p := picture{orientation: h.Orientation, xdpi: h.XDPI, ydpi: h.YDPI}
	p.img, p.complete, err = s.decodeSingle(h)
	if errors.Is(err, errSystemLibrary) {
		return picture{}, doc.Errorf(doc.CodeUnsupported, "%s: %w", s.kind, err)
	}
	if err != nil {
		return picture{}, doc.Errorf(doc.CodeCorrupt, "%s: %w", s.kind, err)
	}
	b := p.img.Bounds()
	return p, checkSize(b.Dx(), b.Dy(), s.opt.MaxPixels)
}

func (s *source) decodeSingle(h header.Header) (img image.Image, complete bool, err error) {
	r := bufio.NewReaderSize(io.NewSectionReader(s.file, 0, s.info.Size()), 1<<16)
	switch s.kind {
	case kindJPEG:
		return decodeJPEG(s.file, s.info.Size())
	case kindPNG:
		return decodePNG(s.file, s.info.Size(), h.Width, h.Height)
	case kindGIF:
		img, err = firstFrame(r, h.Width, h.Height)
	case kindBMP:
		img, err = bmp.Decode(r)
	case kindWebP:
		img, err = webp.Decode(r)
	case kindHEIC:
		img, err = decodeHEIC(r)
	default:
		err = errors.ErrUnsupported
	}
	return img, true, err
}

// errSystemLibrary is a fault of the build: without the tag nodynamic the HEIC
// package prefers the system's libheif to its own in WebAssembly, and no native
// decoder may touch a stranger's file.
var errSystemLibrary = errors.New("built without the tag nodynamic, and the system's libheif is in the way")

func decodeHEIC(r io.Reader) (image.Image, error) {
	if heic.Dynamic() == nil {
		return nil, errSystemLibrary
	}
	img, err := heic.Decode(r)
	if err != nil {
		return nil, fmt.Errorf("decode: %w", err)
	}
	return img, nil
}

// firstFrame puts a GIF's first frame where it stands on its screen.
func firstFrame(r io.Reader, width, height int) (image.Image, error) {
	img, err := gif.Decode(r)
	if err != nil {
		return nil, fmt.Errorf("first frame: %w", err)
	}
	if img.Bounds() == image.Rect(0, 0, width, height) {
		return img, nil
	}
	screen := whiteRGBA(width, height)
	drawOver(screen, img)
	return screen, nil
}

func inspectTIFF(s *source) (doc.Inspection, error) {
	f, err := s.openTIFF()
	if err != nil {
		return doc.Inspection{}, err
	}
	in := doc.Inspection{MIME: string(kindTIFF), Pages: len(f.Pages)}
	for _, p := range f.Pages {
		if err := checkSize(p.Width, p.Height, s.opt.MaxPixels); err != nil {
			return doc.Inspection{}, err
		}
	}
	if f.Damaged {
		in.Warnings = append(in.Warnings, doc.NewWarning(doc.WarnPagesSkipped, 0, ""))
	}
	return in, nil
}

func (s *source) openTIFF() (*tiff.File, error) {
	f, err := tiff.Open(s.file, s.info.Size(), s.opt.MaxPages)
	switch {
	case err != nil:
		return nil, doc.Errorf(doc.CodeCorrupt, "open the TIFF: %w", err)
	case f.More:
		return nil, doc.Refuse(doc.CodeTooManyPages, "pages_over", "limit", strconv.Itoa(s.opt.MaxPages))
	case len(f.Pages) == 0:
		return nil, doc.Errorf(doc.CodeNoPages, "the TIFF has no pages")
	}
	return f, nil
}

func (s *source) decodeTIFF(number int) (picture, error) {
	f, err := s.openTIFF()
	if err != nil {
		return picture{}, err
	}
	if number < 1 || number > len(f.Pages) {
		return picture{}, doc.Errorf(doc.CodeNotFound, "page %d of %d", number, len(f.Pages))
	}
	p := &f.Pages[number-1]
	if err := checkSize(p.Width, p.Height, s.opt.MaxPixels); err != nil {
		return picture{}, err
	}
	img, complete, err := p.Decode()
	switch {
	case errors.Is(err, tiff.ErrUnsupported):
		return picture{}, doc.Errorf(doc.CodeUnsupported, "page %d: %w", number, err)
	case err != nil:
		return picture{}, doc.Errorf(doc.CodeCorrupt, "page %d: %w", number, err)
	}
	return picture{img: img, orientation: p.Orientation, xdpi: p.XDPI, ydpi: p.YDPI, complete: complete}, nil
}

// megapixels as a person reads them.
func megapixels(pixels float64) string { return strconv.FormatFloat(pixels/1e6, 'f', 1, 64) }
